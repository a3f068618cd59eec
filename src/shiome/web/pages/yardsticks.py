"""*Yardsticks*: series with their bands and turning points, what drove them, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from shiome.charts import specification
from shiome.errors import NotKnown
from shiome.outlook import pictures
from shiome.plugins import usable
from shiome.region.asof import entries_as_of
from shiome.web.asked import Asked
from shiome.web.files import MEASURED
from shiome.web.model import Answer, Column, Page, Picture, Section, Table
from shiome.workspace.measuring import plugged_yardsticks
from shiome.yardsticks.model import Measurement

SHOWN = 80
"""Periods of a series that are listed, the newest."""
PASSAGES = 8
"""Passages behind a value that are linked."""
_OF_RECORDS = ("event", "observation", "wording", "commitment", "claim", "judgement", "position")


def _list(asked: Asked) -> Answer:
    t = asked.words
    rows = [
        {
            "name": asked.workspace.entry_name(entry, asked.language),
            "about": asked.text(getattr(entry, "about", {})),
            "_href": asked.link(f"/yardsticks/{entry.id}"),
            "_sources": asked.cited(entry.cite),
        }
        for entry in entries_as_of(asked.workspace.pack, "yardsticks", asked.day).values()
    ]
    rows += [
        {
            "name": asked.text(own.made.name),
            "about": _about(asked, own.made.about, own.label),
            "_href": asked.link(f"/yardsticks/{own.name}"),
            "_sources": [],
        }
        for own in usable(plugged_yardsticks(asked.workspace))
    ]
    columns = [Column(key="name", title=t("yardsticks.yardstick")), Column(key="about", title=t("yardsticks.about"))]
    table = Table(id="yardsticks", title="", columns=columns, rows=rows)
    return Answer(template="yardsticks/list.html", data={"count": len(rows)}, tables=[table])


def _overview(asked: Asked) -> Answer:
    t = asked.words
    found = asked.workspace.measure(as_of=asked.day)
    columns = [
        Column(key="name", title=t("yardsticks.yardstick")),
        Column(key="when", title=t("yardsticks.when"), kind="date"),
        Column(key="value", title=t("yardsticks.value"), kind="number"),
        Column(key="low", title=t("yardsticks.low"), kind="number"),
        Column(key="high", title=t("yardsticks.high"), kind="number"),
        Column(key="n", title=t("yardsticks.inputs"), kind="number"),
        Column(key="turns", title=t("yardsticks.turns"), kind="number"),
    ]
    rows = [_newest(asked, each) for each in found]
    picture = Picture(
        id="all",
        title=t("yardsticks.all"),
        alternative=t("yardsticks.all_alternative", count=len(found)),
        specification=lambda: specification(pictures.grid(found, asked.language)),
        source=_source(asked),
    )
    table = Table(id="values", title=t("yardsticks.newest"), columns=columns, rows=rows, note=t("yardsticks.band_note"))
    return Answer(template="yardsticks/overview.html", data={"count": len(rows)}, tables=[table], pictures=[picture])


def _newest(asked: Asked, found: Measurement) -> dict[str, Any]:
    newest = pictures.newest(found.series)
    return {
        "name": asked.text(found.name),
        "value": newest.value if newest else None,
        "low": newest.low if newest else None,
        "high": newest.high if newest else None,
        "when": newest.when if newest else "",
        "n": newest.n if newest else 0,
        "turns": len(found.turning.points),
        "_href": asked.link(f"/yardsticks/{found.id}"),
        "_sources": asked.cited(found.cite),
    }


def _about(asked: Asked, about: Mapping[str, str], by: str) -> str:
    """What a yardstick of another package measures, and which package that is."""
    return f"{asked.text(about)} {asked.words('yardsticks.by', by=by)}"


def _one(asked: Asked) -> Answer:
    wanted = asked.values["yardstick"]
    own = next((each for each in usable(plugged_yardsticks(asked.workspace)) if each.name == wanted), None)
    if own is not None:
        name = asked.text(own.made.name)
        about = _about(asked, own.made.about, own.label)
        return Answer(
            template="yardsticks/one.html", data={"id": wanted, "name": name, "about": about, "sources": []}, title=name
        )
    entry = asked.workspace.pack.entry("yardsticks", wanted)
    name = asked.workspace.entry_name(entry, asked.language)
    about = asked.text(getattr(entry, "about", {}))
    data = {"id": entry.id, "name": name, "about": about, "sources": asked.cited(entry.cite)}
    return Answer(template="yardsticks/one.html", data=data, title=name)


def _detail(asked: Asked) -> Answer:
    t, found = asked.words, _measured(asked)
    name = asked.text(found.name)
    picture = Picture(
        id="series",
        title=name,
        alternative=t("yardsticks.alternative", name=name, turns=len(found.turning.points)),
        specification=lambda: specification(pictures.panel(found, asked.language)),
        source=_source(asked),
    )
    return Answer(
        template="yardsticks/detail.html",
        data={"direction": asked.text(found.direction), "verdict": found.turning.verdict},
        tables=[_turns(asked, found), _parts(asked, found), _series(asked, found)],
        pictures=[picture],
    )


def _measured(asked: Asked) -> Measurement:
    name = asked.values["yardstick"]
    found = asked.workspace.measure(name, as_of=asked.day)
    if not found:
        raise NotKnown("yardstick.unknown", f"{name} is not measured on that day", ja=f"{name} はその日には測れない")
    return found[0]


def _turns(asked: Asked, found: Measurement) -> Table:
    t = asked.words
    names = {part.id: asked.text(part.name) for part in found.components}
    rows = [
        {
            "when": f"{point.start}/{point.end}",
            "direction": t("today.direction_" + point.direction),
            "probability": point.probability,
            "size": point.size,
            "drivers": "; ".join(
                f"{names.get(each.component, each.component)} {each.share:+.0%}" for each in point.drivers
            ),
            "holds": t("yardsticks.depends" if point.hangs_on_variant else "yardsticks.in_all"),
            "_sources": _passages(asked, [name for driver in point.drivers for name in driver.inputs]),
        }
        for point in found.turning.points
    ]
    columns = [
        Column(key="when", title=t("yardsticks.turned"), kind="date"),
        Column(key="direction", title=t("today.direction")),
        Column(key="probability", title=t("today.probability"), kind="share"),
        Column(key="size", title=t("yardsticks.size"), kind="number"),
        Column(key="drivers", title=t("yardsticks.drivers")),
        Column(key="holds", title=t("yardsticks.holds")),
    ]
    return Table(
        id="turns", title=t("yardsticks.turning"), columns=columns, rows=rows, note=t("yardsticks.turning_note")
    )


def _parts(asked: Asked, found: Measurement) -> Table:
    t = asked.words
    rows = []
    for part in found.components:
        newest = pictures.newest(part.scaled)
        rows.append(
            {
                "name": asked.text(part.name),
                "method": part.method,
                "weight": part.weight,
                "value": newest.value if newest else None,
                "reason": " ".join(filter(None, (asked.text(part.reason), asked.text(part.note)))),
                "_sources": _passages(asked, [name for point in part.raw.points[-8:] for name in point.inputs][-12:]),
            }
        )
    columns = [
        Column(key="name", title=t("yardsticks.part")),
        Column(key="method", title=t("yardsticks.method"), kind="code"),
        Column(key="weight", title=t("yardsticks.weight"), kind="number"),
        Column(key="value", title=t("yardsticks.value"), kind="number"),
        Column(key="reason", title=t("yardsticks.reason")),
    ]
    return Table(id="parts", title=t("yardsticks.parts"), columns=columns, rows=rows)


def _series(asked: Asked, found: Measurement) -> Table:
    t = asked.words
    known = [point for point in reversed(found.series.points) if point.value is not None]
    rows = [
        {
            "when": point.when,
            "value": point.value,
            "low": point.low,
            "high": point.high,
            "n": point.n,
            "_sources": _passages(asked, point.inputs[:6]),
        }
        for point in known[:SHOWN]
    ]
    columns = [
        Column(key="when", title=t("yardsticks.when"), kind="date"),
        Column(key="value", title=t("yardsticks.value"), kind="number"),
        Column(key="low", title=t("yardsticks.low"), kind="number"),
        Column(key="high", title=t("yardsticks.high"), kind="number"),
        Column(key="n", title=t("yardsticks.inputs"), kind="number"),
    ]
    return Table(id="series", title=t("yardsticks.series"), columns=columns, rows=rows)


def _passages(asked: Asked, inputs: Iterable[str]) -> list[dict[str, Any]]:
    """Passages behind inputs of a series: those of the records among them, each once."""
    ids = dict.fromkeys(name.partition(":")[2] for name in inputs if name.partition(":")[0] in _OF_RECORDS)
    if not ids:
        return []
    records = asked.workspace.store.records(ids=list(ids), as_of=asked.day)
    found = asked.evidence(source for record in records for source in record.sources)
    return list({(each["document"], each["line"], each["start"]): each for each in found}.values())[:PASSAGES]


def _source(asked: Asked) -> str:
    return asked.words("yardsticks.source", day=asked.day.isoformat())


SECTION = Section(
    name="yardsticks",
    pages=(
        Page(name="yardsticks", path="/yardsticks", about="The region's yardsticks.", handler=_list),
        Page(
            name="yardsticks.overview",
            path="/yardsticks/overview",
            about="The newest value of each, and all series side by side.",
            handler=_overview,
            reads=MEASURED,
            slow=True,
            part=True,
        ),
        Page(name="yardsticks.one", path="/yardsticks/{yardstick}", about="One yardstick.", handler=_one),
        Page(
            name="yardsticks.detail",
            path="/yardsticks/{yardstick}/detail",
            about="The series of one yardstick, where it turned, what drove it.",
            handler=_detail,
            reads=MEASURED,
            slow=True,
            part=True,
        ),
    ),
)
