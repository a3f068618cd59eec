"""Common ground of a consultation file as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shiome.web.asked import Asked
from shiome.web.model import Table
from shiome.web.naming import actor_name, actor_names
from shiome.web.pages.coordination.pieces import entry_name, joined, span, table

if TYPE_CHECKING:
    from shiome.coordination.consultation.ground import Give
    from shiome.workspace.consulting import Consulted


def ground_tables(asked: Asked, found: Consulted) -> list[Table]:
    """Places and what each party gives, ranges that overlap, wording marks, floors that tabled proposals break."""
    placed = ("party", "place", "salience:number", "gives", "bargaining_gives")
    return [
        table(asked, "placed", placed, _placed(asked, found), note=asked.words("coordination.gives_note")),
        table(asked, "overlaps", ("parties", "shared_range", "gap:number"), _pairs(asked, found)),
        table(asked, "marks", ("at:number", "wording", "outside"), _marks(asked, found)),
        table(asked, "floors", ("proposal", "party", "tool", "floor", "verdict"), _floors(asked, found)),
    ]


def _placed(asked: Asked, found: Consulted) -> list[dict[str, Any]]:
    gives = {each.party: each for each in found.ground.gives}
    bargaining = {each.party: each for each in found.bargained.gives} if found.bargained else {}
    return [
        {
            "party": actor_name(asked, each.party),
            "place": span(each.position.value, each.position.low, each.position.high),
            "salience": each.salience,
            "gives": _given(asked, gives.get(each.party)),
            "bargaining_gives": _given(asked, bargaining.get(each.party)),
        }
        for each in found.ground.placed
    ]


def _given(asked: Asked, give: Give | None) -> str:
    if give is None:
        return ""
    weighed = "" if give.weighted is None else asked.words("coordination.weighed", value=f"{give.weighted:.2f}")
    return f"{give.distance:+.0%} {weighed}".strip()


def _pairs(asked: Asked, found: Consulted) -> list[dict[str, Any]]:
    everybody = [found.ground.everybody] if found.ground.everybody else []
    return [
        {
            "parties": actor_names(asked, each.parties),
            "shared_range": f"{each.low:.3g}–{each.high:.3g}" if each.shared else asked.words("coordination.no_range"),
            "gap": None if each.shared else each.gap,
            "_class": "" if each.shared else "warn",
        }
        for each in (*everybody, *found.ground.pairs)
    ]


def _marks(asked: Asked, found: Consulted) -> list[dict[str, Any]]:
    rows = []
    for each in found.ground.marks:
        outside = (f"{actor_name(asked, party)} {by:.3g}" for party, by in each.outside.items() if by)
        rows.append(
            {
                "at": each.at,
                "wording": asked.text(each.text),
                "outside": joined(asked, outside) or asked.words("coordination.within_all"),
                "_class": "good" if each.agreeable else "",
            }
        )
    return rows


def _floors(asked: Asked, found: Consulted) -> list[dict[str, Any]]:
    return [
        {
            "proposal": asked.text(finding.proposal.title),
            "party": actor_name(asked, each.party),
            "tool": entry_name(asked, "tools", each.tool),
            "floor": asked.text(each.text),
            "verdict": asked.words("coordination.verdict_" + each.verdict),
            "_sources": asked.cited([source.cite for source in each.sources if source.cite]),
        }
        for finding in found.findings
        for each in finding.floors
    ]
