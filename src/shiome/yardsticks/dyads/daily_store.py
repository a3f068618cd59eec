"""Daily scores kept in a folder as one Parquet file, replaced in one step."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from pathlib import Path

import msgspec
import numpy as np

from shiome.bulk.extra import Table, pa, pq
from shiome.errors import InputRefused, NotKnown, StoreUnavailable
from shiome.yardsticks.dyads.daily import DailyScores, read_daily

FILE = "daily.parquet"
_COLUMNS = ("day", "first", "second", "score", "volume")


class DailyReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a loading of daily scores came to."""

    files: tuple[str, ...]
    first: date
    last: date
    """First and last day now kept."""
    pairs: int
    days: int
    """Days kept that have a score."""
    added: int
    """Of them, those that this loading brought."""
    missing: tuple[date, ...]
    """Days between first and last that have none."""


def load_daily(paths: Sequence[Path], folder: Path, *, known: Collection[str] | None = None) -> DailyReport:
    """Read files of daily scores and keep them in ``folder`` with what is there; loading a file again changes nothing.

    Parameters
    ----------
    known:
        Codes of the states that there are; any other is refused.

    Raises
    ------
    InputRefused
        As :func:`~shiome.yardsticks.dyads.daily.read_daily`; ``dyads.conflict``: a day is kept with other scores already. Nothing
        is changed then.
    """
    read = read_daily(paths, known=known)
    before = _read(folder)
    kept = read if before is None else _merged(before, read, folder)
    if before is None or not _same(before, kept):
        _write(folder, kept)
    days = _days(kept)
    return DailyReport(
        files=tuple(path.name for path in paths),
        first=kept.first,
        last=kept.last,
        pairs=len(kept.pairs),
        days=days,
        added=days - (0 if before is None else _days(before)),
        missing=kept.missing_days,
    )


def open_daily(folder: Path, *, as_of: date | None = None) -> DailyScores:
    """The daily scores kept in ``folder``, up to a day.

    Raises
    ------
    NotKnown
        ``dyads.none``: nothing is kept there, or nothing up to that day.
    StoreUnavailable
        ``dyads.store``: the file is damaged.
    """
    kept = _read(folder)
    found = kept if kept is None or as_of is None else kept.until(as_of)
    if found is None:
        raise NotKnown(
            "dyads.none",
            f"{folder} holds no daily scores{'' if as_of is None else f' up to {as_of}'}",
            ja=f"{folder} に{'' if as_of is None else f'{as_of} までの'}日次スコアがない",
            hint="load files of daily scores first",
            hint_ja="先に日次スコアのファイルを読み込む",
            failed=folder,
        )
    return found


def _merged(before: DailyScores, read: DailyScores, folder: Path) -> DailyScores:
    first = min(before.first, read.first)
    count = (max(before.last, read.last) - first).days + 1
    pairs = tuple(sorted({*before.pairs, *read.pairs}))
    scores, volume = np.full((count, len(pairs)), np.nan), np.full(count, np.nan)
    for part in (before, read):
        rows = slice((part.first - first).days, (part.first - first).days + len(part.volume))
        columns = [pairs.index(pair) for pair in part.pairs]
        new = part.scores
        for target, values in ((scores[rows], new), (volume[rows], part.volume)):
            place = (slice(None), columns) if target.ndim == 2 else (slice(None),)
            old = target[place]
            unlike = ~(np.isnan(old) | np.isnan(values) | (old == values))
            if unlike.any():
                _refuse_conflict(part.first + timedelta(days=int(np.argwhere(unlike)[0][0])), folder)
            target[place] = np.where(np.isnan(values), old, values)
    return DailyScores(first=first, pairs=pairs, scores=scores, volume=volume)


def _refuse_conflict(day: date, folder: Path) -> None:
    raise InputRefused(
        "dyads.conflict",
        f"{day} is kept in {folder} with other scores",
        ja=f"{day} は別のスコアで {folder} に保存されている",
        hint=f"keep one version of the data: delete {FILE} there and load all files again",
        hint_ja=f"データの版を一つにする: そこの {FILE} を消し、全ファイルを読み込み直す",
        failed=day,
    )


def _same(a: DailyScores, b: DailyScores) -> bool:
    return (a.first, a.pairs, a.scores.shape) == (b.first, b.pairs, b.scores.shape) and (
        np.array_equal(a.scores, b.scores, equal_nan=True) and np.array_equal(a.volume, b.volume, equal_nan=True)
    )


def _days(daily: DailyScores) -> int:
    return int((~np.isnan(daily.scores).all(axis=1)).sum())


def _write(folder: Path, daily: DailyScores) -> None:
    """One row for each day and pair; a missing score is null."""
    days, width = len(daily.volume), len(daily.pairs)
    first_day = np.datetime64(daily.first, "D")
    table: Table = pa.table(
        {
            "day": np.repeat(first_day + np.arange(days), width),
            "first": [pair[0] for pair in daily.pairs] * days,
            "second": [pair[1] for pair in daily.pairs] * days,
            "score": pa.array(daily.scores.ravel(), from_pandas=True),
            "volume": pa.array(np.repeat(daily.volume, width), from_pandas=True),
        }
    )
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{FILE}.{os.getpid()}"
    try:
        pq.write_table(table, draft, compression="zstd")
        draft.replace(folder / FILE)
    finally:
        draft.unlink(missing_ok=True)


def _read(folder: Path) -> DailyScores | None:
    path = folder / FILE
    if not path.is_file():
        return None
    try:
        table = pq.read_table(path, columns=list(_COLUMNS))
        first, second = (table.column(name).to_pylist() for name in ("first", "second"))
        width = len(set(zip(first, second, strict=True)))
        pairs = tuple(zip(first[:width], second[:width], strict=True))
        scores = table.column("score").to_numpy().reshape(-1, width)
        return DailyScores(
            first=table.column("day")[0].as_py(),
            pairs=pairs,
            scores=scores,
            volume=table.column("volume").to_numpy()[::width],
        )
    except (OSError, ValueError, KeyError, IndexError, pa.ArrowException) as error:
        raise StoreUnavailable(
            "dyads.store",
            f"{path} is damaged: {error}",
            ja=f"{path} が壊れている: {error}",
            hint="delete it and load its files again",
            hint_ja="削除して、ファイルを読み込み直す",
            failed=path,
        ) from error
