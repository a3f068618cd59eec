"""Mixes of the tools, and bargaining over issues: each a frame and a slow part."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from shiome.charts import specification
from shiome.region.schema.context import IssueEntry
from shiome.web.asked import Asked
from shiome.web.model import Answer, Column, Picture, Table
from shiome.web.naming import actor_name
from shiome.web.rendering import percent

if TYPE_CHECKING:
    from shiome.policy.mix.report import Answer as Mixes
    from shiome.policy.view import Bargain
    from shiome.web.desk import Desk

PASSAGES = 6
"""Passages that stand beside one line."""


def mix_page(asked: Asked) -> Answer:
    """The frame; comparing all mixes is a part."""
    from shiome.policy.mix.levers import levers_of

    pack = asked.workspace.pack
    known = bool(pack.entries("levers") and pack.entries("metrics"))
    allies = [{"id": each, "name": actor_name(asked, each)} for each in levers_of(pack).allies] if known else []
    data = {"allies": allies, "ally": asked.values["ally"] or (allies[0]["id"] if allies else "")}
    return Answer(template="options/mix.html", data=data)


def frontier(asked: Asked) -> Answer:
    """The map of all mixes for an ally, and what is best for each ally."""
    from shiome.policy.mix.picture import scatter
    from shiome.policy.mix.rows import table

    t = asked.words
    found = _mixes(asked.desk, asked.desk.data_version(), asked.day)
    ally = asked.values["ally"] or next(iter(found.frontiers))
    drawn = scatter(found, ally, language=asked.language, names={ally: actor_name(asked, ally)})
    picture = Picture(
        id="map",
        title=drawn.title,
        alternative=t("options.map_alternative", mixes=found.result.mixes, frontier=len(drawn.raised)),
        specification=lambda: specification(drawn),
        source=t("options.mix_source", runs=found.result.runs, day=asked.day.isoformat()),
    )
    data = {"ally": ally, "mixes": found.result.mixes, "under_floor": found.result.under_floor}
    tables = []
    for name in ("allies", "frontier", "regimes"):
        shown = table(found.result, name, language=asked.language)
        columns = [Column(key=str(place), title=head) for place, head in enumerate(shown.head)]
        rows = [{str(place): cell for place, cell in enumerate(row)} for row in shown.rows]
        tables.append(Table(id=name, title=t(f"options.mix_{name}"), columns=columns, rows=rows))
    return Answer(template="options/frontier.html", data=data, tables=tables, pictures=[picture])


@lru_cache(maxsize=2)
def _mixes(desk: Desk, _version: str, day: date) -> Mixes:
    from shiome.policy.mix.report import policy_mix
    from shiome.workspace.futures import model_of

    return policy_mix(desk.workspace.pack, model_of(desk.workspace, day))


def bargaining_page(asked: Asked) -> Answer:
    """The frame; the forecast is a part."""
    return Answer(template="options/bargaining.html", data={"day": asked.day.isoformat()})


def bargains(asked: Asked) -> Answer:
    """Where the median of each issue would go, with its band, and who moves whom."""
    from shiome.policy.bargaining import titled
    from shiome.policy.view import bargain_over
    from shiome.workspace.options import ACTORS, ISSUES
    from shiome.workspace.policy import bargainable, bargaining_inputs

    t = asked.words
    wanted = [each.issue.id for each in bargainable(asked.workspace, asked.day) if len(each.actors) >= ACTORS]
    rows = []
    for issue in wanted[:ISSUES]:
        given = bargaining_inputs(asked.workspace, [issue], as_of=asked.day)
        if len(given.actors) >= ACTORS:
            rows.append(_bargain(asked, bargain_over(titled(given.table(), asked.workspace.pack), given.records)))
    columns = [
        Column(key="issue", title=t("options.issue")),
        Column(key="start", title=t("options.start"), kind="number"),
        Column(key="end", title=t("options.end"), kind="number"),
        Column(key="band", title=t("options.band")),
        Column(key="others", title=t("options.others")),
        Column(key="moves", title=t("options.moves")),
    ]
    table = Table(id="bargains", title="", columns=columns, rows=rows, note=t("options.bargains_note"))
    return Answer(template="options/bargains.html", data={"issues": len(rows)}, tables=[table])


def _bargain(asked: Asked, bargain: Bargain) -> dict[str, Any]:
    found, t = bargain.found, asked.words
    rounds = found.stated.rounds
    last = rounds[-1]
    issue = asked.workspace.pack.entries("issues", IssueEntry)[bargain.issue]
    records = asked.workspace.store.records("position", ids=list(bargain.records), as_of=asked.day)
    least, most = min(bargain.others.values()), max(bargain.others.values())
    return {
        "issue": asked.text(issue.name),
        "start": rounds[0].median,
        "end": last.median,
        "band": f"{found.median[0, last.number]:.0f}–{found.median[-1, last.number]:.0f}",
        "others": f"{least:.0f}–{most:.0f}",
        "moves": t("options.joint").join(
            t(
                "options.move",
                one=actor_name(asked, each.challenger),
                other=actor_name(asked, each.target),
                p=percent(each.share),
            )
            for each in found.moved[:2]
        ),
        "_sources": asked.evidence(source for record in records for source in record.sources[:1])[:PASSAGES],
    }
