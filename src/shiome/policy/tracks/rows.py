"""Boards of tracks as tables in Japanese or English."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from shiome.errors import NotKnown
from shiome.policy.tracks.board import Board

HEADS = {
    "pairs": (
        ("系統", "措置", "系統", "措置", "整合", "現在", "理由", "出典"),
        ("track", "measure", "track", "measure", "fit", "now", "why", "sources"),
    ),
    "fears": (
        ("相手", "恐れ", "点（0～1）", "うち内政", "効いている条件"),
        ("toward", "fear", "score (0 to 1)", "from home", "conditions that hold"),
    ),
    "dilemmas": (
        ("相手", "見捨てられ", "巻き込まれ", "傾き"),
        ("toward", "abandonment", "entrapment", "lean"),
    ),
    "domestic": (
        ("内政の要因", "系統", "向き", "現在", "内容", "出典"),
        ("at home", "track", "sign", "now", "what it does", "sources"),
    ),
}
"""Heading of each table in Japanese and English."""
FITS = {
    "conflict": ("両立しない", "conflict"),
    "strain": ("緊張がある", "strain"),
    "neutral": ("妨げない", "neutral"),
    "support": ("支え合う", "support"),
}
FEARS = {"abandonment": ("見捨てられ", "abandonment"), "entrapment": ("巻き込まれ", "entrapment")}
LEANS = {
    "closer": ("見捨てられの恐れが勝り、近づこうとする", "the fear of abandonment leads: it draws closer"),
    "apart": ("巻き込まれの恐れが勝り、距離を取ろうとする", "the fear of entrapment leads: it keeps its distance"),
    "balanced": ("釣り合う", "balanced"),
}
NOW = {True: ("該当", "holds"), False: ("該当せず", "does not hold"), None: ("不明", "unknown")}


class Table(NamedTuple):
    """A heading and rows of text."""

    head: tuple[str, ...]
    rows: list[tuple[str, ...]]


def table(board: Board, name: str, *, language: str = "en") -> Table:
    """One of the tables in :data:`HEADS`.

    Raises
    ------
    NotKnown
        ``policy.table``: there is no such table.
    """
    if name not in MAKERS:
        raise NotKnown(
            "policy.table",
            f"there is no table {name!r}",
            ja=f"表 {name!r} はない",
            hint=f"tables: {', '.join(MAKERS)}",
            hint_ja=f"表：{', '.join(MAKERS)}",
            failed=name,
        )
    return Table(HEADS[name][0 if language == "ja" else 1], MAKERS[name](board, language))


def _pairs(board: Board, language: str) -> list[tuple[str, ...]]:
    place, measures = 0 if language == "ja" else 1, {measure.id: measure for measure in board.measures}
    return [
        (
            board.tracks[measures[pair.one].track][language],
            measures[pair.one].text[language],
            board.tracks[measures[pair.other].track][language],
            measures[pair.other].text[language],
            FITS[pair.fit][place],
            NOW[pair.live][place],
            pair.text[language],
            " ".join(pair.cite),
        )
        for pair in board.pairs
    ]


def _fears(board: Board, language: str) -> list[tuple[str, ...]]:
    place = 0 if language == "ja" else 1
    rows: list[tuple[str, ...]] = []
    for fear in board.fears:
        band = f"{fear.low:.2f}" if fear.low == fear.high else f"{fear.low:.2f}–{fear.high:.2f}"
        held = [each.text[language] for each in fear.conditions if each.share]
        told = ("、" if language == "ja" else "; ").join(held) or "–"
        rows.append((fear.toward, FEARS[fear.kind][place], band, f"{fear.at_home:.2f}", told))
    return rows


def _dilemmas(board: Board, language: str) -> list[tuple[str, ...]]:
    place = 0 if language == "ja" else 1
    return [
        (each.toward, f"{each.abandonment:.2f}", f"{each.entrapment:.2f}", LEANS[each.lean][place])
        for each in board.dilemmas
    ]


def _domestic(board: Board, language: str) -> list[tuple[str, ...]]:
    place = 0 if language == "ja" else 1
    return [
        (
            each.name[language],
            board.tracks[each.track][language],
            each.sign,
            NOW[each.holds][place],
            each.text[language],
            " ".join(each.cite),
        )
        for each in board.domestic
    ]


MAKERS: Mapping[str, Callable[[Board, str], list[tuple[str, ...]]]] = {
    "pairs": _pairs,
    "fears": _fears,
    "dilemmas": _dilemmas,
    "domestic": _domestic,
}
