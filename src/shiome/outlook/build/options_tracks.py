"""The allies' tracks: which of their measures pull against each other, and whether an ally fears to be left or to be drawn in."""

from __future__ import annotations

from shiome.outlook.build.context import Context
from shiome.outlook.build.futures_parts import claimed, said
from shiome.outlook.build.parts import listed, part, remark, tabled
from shiome.outlook.model import Cell, Section, Sentence
from shiome.policy.tracks.board import Board, Dilemma, Pair, Scored
from shiome.policy.tracks.rows import FITS, LEANS
from shiome.policy.view import OptionsView

PAIRS = 8
"""Pairs at odds that are told, each board's conflicts first."""


def tracks(context: Context, view: OptionsView) -> Section | None:
    """Pairs of measures at odds while both are under way, and the two fears; of all actors but those the region is concerned with."""
    words = context.words
    found = [board for board in view.boards if board.actor not in context.pack.region.concern]
    pairs = [_pair(context, board, pair) for board in found for pair in board.at_odds]
    rows = [_fears(context, board, dilemma) for board in found for dilemma in board.dilemmas]
    if not pairs and not rows:
        return None
    columns = [(words("options.tracks.actor"), 1.6), (words("options.tracks.toward"), 1.4)]
    columns += [(words("options.tracks.abandonment"), 1.5), (words("options.tracks.entrapment"), 1.5)]
    columns += [(words("options.tracks.lean"), 3.6)]
    blocks = (
        *listed(pairs, most=PAIRS, words=words, title=words("options.tracks.odds")),
        *((remark(words("options.tracks.nature")),) if rows else ()),
        *tabled(words("options.tracks.caption"), columns, rows, most=len(rows), words=words),
    )
    return part("options.tracks", words("options.tracks.title"), blocks)


def _place(context: Context) -> int:
    return 0 if context.language == "ja" else 1


def _pair(context: Context, board: Board, pair: Pair) -> Sentence:
    words = context.words
    texts = {measure.id: context.text(measure.text) for measure in board.measures}
    return said(
        context,
        lead=words("options.tracks.lead", name=context.text(board.name), fit=FITS[pair.fit][_place(context)]),
        text=context.text(pair.text),
        detail=words("options.tracks.pair", one=words.quoted(texts[pair.one]), other=words.quoted(texts[pair.other])),
        evidence=context.book.cite(pair.cite, few=2),
    )


def _fears(context: Context, board: Board, dilemma: Dilemma) -> tuple[Cell, ...]:
    fears = {fear.kind: fear for fear in board.fears if fear.toward == dilemma.toward}
    return (
        Cell(text=context.actor(board.actor)),
        Cell(text=context.actor(dilemma.toward)),
        _fear(context, fears["abandonment"]),
        _fear(context, fears["entrapment"]),
        Cell(text=LEANS[dilemma.lean][_place(context)]),
    )


def _fear(context: Context, fear: Scored) -> Cell:
    """The score with the passages of the conditions that feed it."""
    low, high = f"{fear.low:.2f}", f"{fear.high:.2f}"
    fed = [each for each in fear.conditions if each.share]
    cites = context.book.cite((cite for each in fed for cite in each.cite), few=3)
    claims = claimed(context, (each.claim for each in fed if each.claim))
    return Cell(text=low if low == high else f"{low}–{high}", evidence=context.book.joined(cites, claims, few=3))
