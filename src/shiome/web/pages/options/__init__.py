"""*Options*: proposals and the bench to test them on, mixes of tools, the roadmap, bargaining, disputes, the allies' tracks."""

from __future__ import annotations

from shiome.web.model import Page, Parameter, Section
from shiome.web.pages.options import bench, conflicts, engines, proposals, road, tracks

_BENCH = (
    Parameter(name="from", about="The kept proposal that the bench begins with."),
    Parameter(name="chosen", kind="flag", default=False, about="Whether only the measures in keep are taken from it."),
    Parameter(name="keep", many=True, about="A measure of that proposal that is kept."),
    Parameter(name="add", many=True, about="A measure that is added: kind:party or kind:party:domain."),
)

SECTION = Section(
    name="options",
    pages=(
        Page(
            name="options",
            path="/options",
            about="The proposals that the workspace keeps, with how each stands the tests.",
            handler=proposals.page,
            reads=("proposals",),
        ),
        Page(
            name="options.kept",
            path="/options/kept",
            about="The kept proposals with their verdicts counted.",
            handler=proposals.listed,
            part=True,
            reads=("proposals",),
        ),
        Page(
            name="options.bench",
            path="/options/bench",
            about="The proposal bench: measures on and off.",
            handler=bench.page,
            parameters=_BENCH,
            reads=("proposals",),
        ),
        Page(
            name="options.verdicts",
            path="/options/bench/verdicts",
            about="The verdicts on the measures chosen, for each party, beside those on the proposal as kept.",
            handler=bench.verdicts,
            parameters=_BENCH,
            part=True,
            reads=("proposals",),
        ),
        Page(
            name="options.road",
            path="/options/road",
            about="The roadmap with its steps in time.",
            handler=road.page,
        ),
        Page(
            name="options.plan",
            path="/options/road/plan",
            about="The roadmap planned, where it is weakest, and where it falls to.",
            handler=road.plan,
            slow=True,
            part=True,
        ),
        Page(
            name="options.mix",
            path="/options/mix",
            about="Mixes of the tools compared for each ally.",
            handler=engines.mix_page,
            parameters=(Parameter(name="ally", about="Whose map is drawn."),),
        ),
        Page(
            name="options.frontier",
            path="/options/mix/frontier",
            about="The efficient frontier of an ally, and what is best for each.",
            handler=engines.frontier,
            parameters=(Parameter(name="ally", about="Whose map is drawn."),),
            slow=True,
            part=True,
        ),
        Page(
            name="options.bargaining",
            path="/options/bargaining",
            about="Where the median of issues would go.",
            handler=engines.bargaining_page,
        ),
        Page(
            name="options.bargains",
            path="/options/bargaining/forecast",
            about="The forecast of each issue that has enough positions.",
            handler=engines.bargains,
            slow=True,
            part=True,
        ),
        Page(
            name="options.tracks",
            path="/options/tracks",
            about="The tracks of the allies: measures at odds, and the two fears.",
            handler=tracks.page,
        ),
        Page(
            name="options.boards",
            path="/options/tracks/boards",
            about="Measures at odds, and the two fears of each ally.",
            handler=tracks.boards,
            slow=True,
            part=True,
        ),
        Page(
            name="options.conflicts",
            path="/options/conflicts",
            about="The disputes that the workspace keeps.",
            handler=conflicts.page,
            reads=("conflicts",),
        ),
        Page(
            name="options.conflict",
            path="/options/conflicts/{conflict}",
            about="One dispute.",
            handler=conflicts.one,
            reads=("conflicts",),
        ),
        Page(
            name="options.analysed",
            path="/options/conflicts/{conflict}/analysed",
            about="The states of a dispute, which of them hold for whom, and the graph of moves.",
            handler=conflicts.analysed,
            parameters=(Parameter(name="changed", about="Which version of the file is meant."),),
            reads=("conflicts",),
            slow=True,
            part=True,
        ),
    ),
    assets=("css/futures.css", "js/levers.js"),
)
