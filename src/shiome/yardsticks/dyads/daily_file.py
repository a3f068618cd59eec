"""Published files of daily dyad scores: one row a day, one column a pair, read whole or refused.

The format has the columns ``date``, one for each pair of states (``KOR_JPN``; a state with itself stands there as 0) and
``sum_abs_all``, the sum of the sizes of all scores of that day in the whole world. A pair has no direction. A day without a row is
missing, and so is a cell that is empty or says ``NA``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import date
from math import fsum, isfinite
from pathlib import Path

import msgspec

from shiome.bulk.files import Lines
from shiome.errors import InputRefused
from shiome.yardsticks.dyads.daily_header import VOLUME_COLUMN, Header, read_header

_MISSING = ("", "NA", "NaN", "nan")
_ROUNDING = 1e-3
"""Scores are published with four decimals: sums of them may differ by a little."""


class DailyRow(msgspec.Struct, frozen=True):
    """One day of a file."""

    day: date
    scores: tuple[float | None, ...]
    volume: float | None
    line: int


class DailyTable(msgspec.Struct, frozen=True):
    """One file, read: rows in the order of days."""

    file: str
    pairs: tuple[tuple[str, str], ...]
    """Parties of each column, each pair in the order of the alphabet."""
    rows: tuple[DailyRow, ...]


def read_daily_file(path: Path, *, known: Collection[str] | None = None) -> DailyTable:
    """Read a file of daily scores.

    Parameters
    ----------
    known:
        Codes of the states that there are; any other is refused. Without it every code of three capital letters passes.

    Raises
    ------
    InputRefused
        ``dyads.header``: columns are absent, twice there, or not what the format has; ``dyads.code``: a code is not known;
        ``dyads.columns``: a row has more or fewer cells; ``dyads.date``, ``dyads.number``: a cell is no day or no number;
        ``dyads.shifted``: the cells of a row do not fit their columns; ``dyads.duplicate``: a day stands there twice;
        ``dyads.empty``: there are no rows; ``feed.unreadable``, ``feed.encoding``: as for any table.
    """
    rows: dict[date, DailyRow] = {}
    header: Header | None = None
    for line, cells in _cells(path):
        if header is None:
            header = read_header(path, line, cells, known)
            continue
        row = _row(path, line, cells, header)
        if row.day in rows:
            earlier = rows[row.day].line
            raise InputRefused(
                "dyads.duplicate",
                f"{path.name} line {line}: {row.day} stands in line {earlier} already",
                ja=f"{path.name} {line}行目: {row.day} は {earlier} 行目にもある",
                hint="leave one row for each day",
                hint_ja="一日一行にする",
                failed=path,
            )
        rows[row.day] = row
    if header is None or not rows:
        raise InputRefused(
            "dyads.empty",
            f"{path.name} has no rows of scores",
            ja=f"{path.name} にスコアの行がない",
            hint="give a file with a row for each day",
            hint_ja="一日一行の表を渡す",
            failed=path,
        )
    return DailyTable(path.name, tuple(header.pairs.values()), tuple(rows[day] for day in sorted(rows)))


def _cells(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of each line that has any; no cell of this format holds a comma."""
    for first, lines in Lines(path).batches():
        for number, line in enumerate(lines, first):
            if line.strip():
                yield number, [cell.strip().strip('"') for cell in line.decode("utf-8", errors="replace").split(",")]


def _row(path: Path, line: int, cells: list[str], header: Header) -> DailyRow:
    if len(cells) != len(header.names):
        raise InputRefused(
            "dyads.columns",
            f"{path.name} line {line}: the row has {len(cells)} cells under {len(header.names)} columns",
            ja=f"{path.name} {line}行目: 列が {len(header.names)} あるのに値が {len(cells)} ある",
            hint="restore the missing or surplus cell",
            hint_ja="値の過不足を直す",
            failed=path,
        )
    day = _day(path, line, cells[header.day])
    volume = _number(path, line, VOLUME_COLUMN, cells[header.volume])
    scores = tuple(_number(path, line, header.names[place], cells[place]) for place in header.pairs)
    for place in header.own:
        name, cell = header.names[place], cells[place]
        if _number(path, line, name, cell):
            raise _shifted(path, line, f"{name} is {cell}, not 0", f"{name} が {cell} で、0でない")
    total = fsum(abs(score) for score in scores if score is not None)
    if volume is not None and total > volume + _ROUNDING:
        why = f"{VOLUME_COLUMN} {volume} is less than the scores of the row together ({total:.4f})"
        raise _shifted(path, line, why, f"{VOLUME_COLUMN} {volume} が行のスコアの合計 {total:.4f} より小さい")
    return DailyRow(day, scores, volume, line)


def _shifted(path: Path, line: int, why: str, why_ja: str) -> InputRefused:
    return InputRefused(
        "dyads.shifted",
        f"{path.name} line {line}: the columns have shifted: {why}",
        ja=f"{path.name} {line}行目: 列がずれている: {why_ja}",
        hint="put each value under its column",
        hint_ja="値を正しい列に戻す",
        failed=path,
    )


def _day(path: Path, line: int, cell: str) -> date:
    with suppress(ValueError):
        if len(cell) == len("2024-02-23"):
            return date.fromisoformat(cell)
    raise InputRefused(
        "dyads.date",
        f"{path.name} line {line}: {cell[:40]!r} is no day",
        ja=f"{path.name} {line}行目: {cell[:40]!r} は日付でない",
        hint="write days as 2024-02-23",
        hint_ja="2024-02-23 の形で書く",
        failed=path,
    )


def _number(path: Path, line: int, name: str, cell: str) -> float | None:
    if cell in _MISSING:
        return None
    with suppress(ValueError):
        value = float(cell)
        if isfinite(value) and "_" not in cell:
            return value
    raise InputRefused(
        "dyads.number",
        f"{path.name} line {line}: {name} is {cell[:40]!r}, which is no number",
        ja=f"{path.name} {line}行目: {name} の {cell[:40]!r} は数でない",
        hint="write a number, or leave the cell empty for a missing one",
        hint_ja="数を書くか、欠測なら空にする",
        failed=path,
    )
