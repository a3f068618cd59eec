"""Where many simulated futures go: shares of states as fans, the tree of dated events, early signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shiome.charts import Tree, specification
from shiome.outlook.dates import reader_date
from shiome.web.asked import Asked
from shiome.web.model import Answer, Column, Picture, Table
from shiome.web.pages.futures.knowing import model_of, seen_sources, seen_state, simulated, state_share

if TYPE_CHECKING:
    from shiome.futures.analyses.branches import Branches
    from shiome.futures.analyses.ensembles import Asked as Simulated
    from shiome.futures.branching.records import Branch, Indicator

FANS = 6
"""Drivers of which a fan is drawn where none is named."""
SIGNS = 30
"""Signs that are told, the earliest."""


def page(asked: Asked) -> Answer:
    """The frame; the simulation is a part."""
    return Answer(template="futures/paths.html", data={"drivers": len(model_of(asked).drivers)})


def fans(asked: Asked) -> Answer:
    """The drivers whose shares move most, or the one that is asked for."""
    from shiome.futures.analyses.pictures import fan_charts
    from shiome.futures.analyses.view import moving_most

    t, one = asked.words, asked.values["driver"]
    if one:
        model_of(asked).driver(one)
    found = simulated(asked)
    chosen = (one,) if one else moving_most(found, most=FANS)
    table = _ends(asked, found, chosen)
    each = t("futures.and").join(t("futures.at", driver=row["driver"], state=row["ends"]) for row in table.rows)
    picture = Picture(
        id="fans",
        title=t("futures.fans"),
        alternative=t("futures.fans_alternative", each=each),
        specification=lambda: specification(fan_charts(found, asked.language, drivers=chosen)),
        source=_source(asked, found.ensemble.runs),
    )
    data = {"drawn": list(chosen), "runs": found.ensemble.runs}
    return Answer(template="futures/fans.html", data=data, tables=[table], pictures=[picture] if chosen else [])


def _source(asked: Asked, runs: int) -> str:
    return asked.words("futures.source", runs=f"{runs:,}", day=asked.day.isoformat())


def _ends(asked: Asked, found: Simulated, chosen: tuple[str, ...]) -> Table:
    from shiome.futures.model.ensembles import month_of

    t, last = asked.words, found.ensemble.frequencies()[-1]
    rows: list[dict[str, Any]] = [
        {
            "driver": asked.text(driver.name),
            "observed": seen_state(asked, driver),
            "ends": " / ".join(
                state_share(asked, state, float(last[number, place])) for place, state in enumerate(driver.states)
            ),
            "_href": asked.link(f"/futures/drivers/{driver.id}"),
            "_sources": seen_sources(asked, driver),
        }
        for number, driver in enumerate(found.model.drivers)
        if driver.id in chosen
    ]
    end = reader_date(f"{month_of(found.model, found.ensemble.compiled.months):%Y-%m}", asked.language)
    columns = [
        Column(key="driver", title=t("futures.driver")),
        Column(key="observed", title=t("futures.observed")),
        Column(key="ends", title=t("futures.ends", month=end)),
    ]
    return Table(id="ends", title="", columns=columns, rows=rows)


def tree(asked: Asked) -> Answer:
    """The futures, the dated events at which the paths part, and what to watch for."""
    from shiome.futures.analyses.branches import branches

    t, found = asked.words, simulated(asked)
    grown = branches(found)
    names = {each.id: asked.text(each.names) for each in grown.tree.futures}
    rows = [
        {"id": each.id, "name": names[each.id], "share": each.probability.value, "runs": each.runs}
        for each in grown.tree.futures
    ]
    columns = [
        Column(key="id", title="ID", kind="code"),
        Column(key="name", title=t("futures.future")),
        Column(key="share", title=t("futures.of_all"), kind="share"),
        Column(key="runs", title=t("futures.runs"), kind="number"),
    ]
    futures = Table(id="futures", title=t("futures.futures"), columns=columns, rows=rows)
    data = {"futures": len(rows), "explained": grown.tree.explained, "runs": grown.tree.runs}
    return Answer(
        template="futures/tree.html",
        data=data,
        tables=[futures, _branches(asked, grown), _signs(asked, grown, names)],
        pictures=[_picture(asked, grown, names)],
    )


def _picture(asked: Asked, grown: Branches, names: dict[str, str]) -> Picture:
    from shiome.futures.analyses.pictures import tree_nodes

    t = asked.words
    nodes = tree_nodes(grown.tree, lambda branch: _event(asked, branch))
    ends = tuple(f"{name} {text}" for name, text in names.items())
    told = (f"{_event(asked, each)} {each.probability.value:.0%}" for each in grown.tree.branches if each.parent)
    return Picture(
        id="tree",
        title=t("futures.tree"),
        alternative=t("futures.tree_alternative", each=t("futures.and").join(told)),
        specification=lambda: specification(Tree(nodes=nodes, ends=ends)),
        source=_source(asked, grown.tree.runs),
    )


def _event(asked: Asked, branch: Branch) -> str:
    return asked.text(branch.names) if branch.event else asked.words("futures.trunk")


def _branches(asked: Asked, grown: Branches) -> Table:
    t = asked.words
    rows = [
        {
            "event": _event(asked, each),
            "within": each.within_parent.value,
            "of_all": each.probability.value,
            "leads_to": f"{each.leads_to} {max(each.futures):.0%}",
        }
        for each in grown.tree.branches
        if each.parent
    ]
    columns = [
        Column(key="event", title=t("futures.event")),
        Column(key="within", title=t("futures.within"), kind="share"),
        Column(key="of_all", title=t("futures.of_all"), kind="share"),
        Column(key="leads_to", title=t("futures.leads_to")),
    ]
    return Table(id="branches", title=t("futures.branches"), columns=columns, rows=rows)


def _signs(asked: Asked, grown: Branches, names: dict[str, str]) -> Table:
    """The earliest first."""
    t = asked.words
    order = sorted(grown.indicators, key=lambda sign: (sign.trigger.month, sign.future, -sign.ratio))
    columns = [
        Column(key="sign", title=t("futures.sign")),
        Column(key="future", title=t("futures.future")),
        Column(key="coverage", title=t("futures.coverage"), kind="share"),
        Column(key="false_alarm", title=t("futures.false_alarm"), kind="share"),
        Column(key="ratio", title=t("futures.ratio"), kind="number"),
    ]
    rows = [_sign(asked, sign, names) for sign in order[:SIGNS]]
    return Table(id="signs", title=t("futures.signs"), columns=columns, rows=rows, note=t("futures.signs_note"))


def _sign(asked: Asked, sign: Indicator, names: dict[str, str]) -> dict[str, Any]:
    return {
        "sign": asked.text(sign.names),
        "future": f"{sign.future} {names[sign.future]}",
        "coverage": sign.coverage.value,
        "false_alarm": sign.false_alarm.value,
        "ratio": round(sign.ratio, 1),
        "_href": asked.link(f"/futures/drivers/{sign.trigger.driver}"),
    }
