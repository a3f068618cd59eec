"""The tracks of the allies: measures that pull against each other, and the fears of being left or drawn in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from shiome.web.asked import Asked
from shiome.web.model import Answer, Column, Table
from shiome.web.naming import actor_name

if TYPE_CHECKING:
    from shiome.policy.tracks.board import Board, Dilemma, Pair

PASSAGES = 6
"""Passages that stand beside one line."""
ODDS = ("actor", "one", "other", "fit", "text")
FEARS = ("actor", "toward", "abandonment", "entrapment", "lean")


def page(asked: Asked) -> Answer:
    """The frame; reading the tracks off the model is a part."""
    return Answer(template="options/tracks.html", data={"day": asked.day.isoformat()})


def boards(asked: Asked) -> Answer:
    """The tracks of all actors but those that the region is concerned with."""
    from shiome.futures.model import assemble
    from shiome.policy.tracks import board
    from shiome.workspace.futures import knowledge_of

    t, pack = asked.words, asked.workspace.pack
    found: list[Board] = []
    if pack.entries("tracks") and pack.entries("drivers"):
        known = knowledge_of(asked.workspace, asked.day)
        read = board.boards(pack, assemble(known), known.claims)
        found = [each for each in read if each.actor not in pack.region.concern]
    odds = [_pair(asked, each, pair) for each in found for pair in each.at_odds]
    fears = [_fears(asked, each, dilemma) for each in found for dilemma in each.dilemmas]
    tables = [
        Table(id="odds", title=t("options.odds"), columns=_columns(asked, "odds", ODDS), rows=odds),
        Table(
            id="fears",
            title=t("options.fears"),
            columns=_columns(asked, "fears", FEARS),
            rows=fears,
            note=t("options.fears_note"),
        ),
    ]
    return Answer(template="options/boards.html", data={"boards": len(found)}, tables=tables)


def _columns(asked: Asked, table: str, keys: Sequence[str]) -> list[Column]:
    return [Column(key=key, title=asked.words(f"options.{table}_{key}")) for key in keys]


def _place(asked: Asked) -> int:
    return 0 if asked.language == "ja" else 1


def _pair(asked: Asked, board: Board, pair: Pair) -> dict[str, Any]:
    from shiome.policy.tracks.rows import FITS

    texts = {measure.id: asked.text(measure.text) for measure in board.measures}
    return {
        "actor": actor_name(asked, board.actor),
        "one": texts[pair.one],
        "other": texts[pair.other],
        "fit": FITS[pair.fit][_place(asked)],
        "text": asked.text(pair.text),
        "_sources": asked.cited(pair.cite)[:PASSAGES],
    }


def _fears(asked: Asked, board: Board, dilemma: Dilemma) -> dict[str, Any]:
    from shiome.policy.tracks.rows import LEANS

    scored = [fear for fear in board.fears if fear.toward == dilemma.toward]
    cites = dict.fromkeys(cite for fear in scored for each in fear.conditions if each.share for cite in each.cite)
    row: dict[str, Any] = {
        "actor": actor_name(asked, board.actor),
        "toward": actor_name(asked, dilemma.toward),
        "lean": LEANS[dilemma.lean][_place(asked)],
        "_sources": asked.cited(cites)[:PASSAGES],
    }
    for fear in scored:
        low, high = f"{fear.low:.2f}", f"{fear.high:.2f}"
        row[fear.kind] = low if low == high else f"{low}–{high}"
    return row
