"""*Futures*: how far to trust the model, its drivers, what holds together, where the paths part, and what if."""

from __future__ import annotations

from shiome.web.model import Page, Parameter, Section
from shiome.web.pages.futures import consistent, driver, levers, overview, paths

_HOLD = Parameter(name="hold", about="A driver held in a state: driver=state.", many=True)

SECTION = Section(
    name="futures",
    pages=(
        Page(
            name="futures",
            path="/futures",
            about="How far to trust the model, and its drivers with their states.",
            handler=overview.overview,
            slow=True,
        ),
        Page(
            name="futures.verdict",
            path="/futures/verdict",
            about="The backtest: what the model gave past questions, and whether it did better than others.",
            handler=overview.verdict,
            slow=True,
            part=True,
        ),
        Page(
            name="futures.levers",
            path="/futures/levers",
            about="Hold drivers in states and see the chances of open questions change.",
            handler=levers.page,
            parameters=(_HOLD,),
            slow=True,
        ),
        Page(
            name="futures.chances",
            path="/futures/levers/chances",
            about="The chances of open questions with drivers held, beside those without.",
            handler=levers.chances,
            parameters=(_HOLD,),
            slow=True,
            part=True,
        ),
        Page(
            name="futures.consistent",
            path="/futures/consistent",
            about="Combinations of states that hold together.",
            handler=consistent.page,
            slow=True,
        ),
        Page(
            name="futures.families",
            path="/futures/consistent/families",
            about="Families of consistent scenarios with what speaks for and against each.",
            handler=consistent.kinds,
            slow=True,
            part=True,
        ),
        Page(
            name="futures.paths",
            path="/futures/paths",
            about="Where many simulated futures go, and where they part.",
            handler=paths.page,
            slow=True,
        ),
        Page(
            name="futures.fans",
            path="/futures/paths/fans",
            about="Shares of the states of drivers, month by month.",
            handler=paths.fans,
            parameters=(Parameter(name="driver", about="One driver only."),),
            slow=True,
            part=True,
        ),
        Page(
            name="futures.tree",
            path="/futures/paths/tree",
            about="The scenario tree, and early signs of each future.",
            handler=paths.tree,
            slow=True,
            part=True,
        ),
        Page(
            name="futures.driver",
            path="/futures/drivers/{driver}",
            about="One driver: its states, what moves it, what it moves, and the claims behind.",
            handler=driver.page,
            slow=True,
        ),
    ),
    assets=("css/futures.css", "js/levers.js"),
)
