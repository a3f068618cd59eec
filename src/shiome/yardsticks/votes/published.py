"""Ideal points as their authors publish them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from shiome.yardsticks.votes.columns import NOTHING, heading, need_columns, rows_of
from shiome.yardsticks.votes.ideal.points import QUANTILES, IdealPoints
from shiome.yardsticks.votes.refusals import refused
from shiome.yardsticks.votes.store import save_ideal_points
from shiome.yardsticks.votes.table import FIRST_YEAR

_SHARES = ("5", "10", "50", "90", "95", "100")
_YEARLY = {
    "final_passage": ("idealpointfp", "nvotesfp", "fp"),
    "all": ("idealpointall", "nvotesall", "all"),
    "legacy": ("idealpointlegacy", "nvoteslegacy", ""),
}
"""Variant of the table by year to its columns: the point, the number of votes, the ending of the quantiles' names."""


def read_ideal_points(path: Path | str) -> dict[str, IdealPoints]:
    """A published table: one variant a file in the tables by session, three in those by year.

    Raises
    ------
    InputRefused
        One line with file, line and remedy.
    """
    file = Path(path)
    names = heading(file)
    if "year" in names and any(name.startswith("idealpoint") for name in names):
        return _by_year(file)
    points = [name for name in names if name.startswith("idealpoint")]
    need_columns(file, names, ["ccode", "session", *([] if points else ["idealpoint"])])
    ending = points[0].removeprefix("idealpoint")
    variant = ending or _variant_of(file)
    # The published headings have the letter O where the least value's 0 is meant.
    quantiles = [f"{name}{ending}" for name in ("qo%", *(f"q{share}%" for share in _SHARES))]
    return {variant: _read(file, variant, "session", (points[0], f"nvotes{ending}"), quantiles)}


def load_ideal_points(paths: Sequence[Path | str], store: Path | str) -> tuple[str, ...]:
    """Read published tables into the store; gives the names under which each is kept, ``published-VARIANT-FILE``.

    Raises
    ------
    InputRefused
        As :func:`read_ideal_points`; nothing is stored.
    """
    read = [(Path(path), variant, points) for path in paths for variant, points in read_ideal_points(path).items()]
    names = []
    for path, variant, points in read:
        names.append(f"published-{variant}-{path.name.split('.')[0].casefold()}")
        save_ideal_points(points, store, name=names[-1])
    return tuple(names)


def _by_year(path: Path) -> dict[str, IdealPoints]:
    found = {}
    for variant, (point, votes, ending) in _YEARLY.items():
        quantiles = [f"{name}{ending}" for name in ("qo", *(f"q{share}" for share in _SHARES))] if ending else []
        found[variant] = _read(path, variant, "year", (point, votes), quantiles)
    return found


def _read(path: Path, variant: str, period: str, columns: tuple[str, str], quantiles: Sequence[str]) -> IdealPoints:
    rows = rows_of(path, ["ccode", period, *columns, *quantiles], encoding="latin-1")
    kept: dict[tuple[int, int], tuple[int, list[float]]] = {}
    for line, values in rows:
        numbers = [_number(path, line, values, name) for name in ("ccode", period, *columns, *quantiles)]
        cow, when, point = numbers[0], numbers[1], numbers[2]
        if np.isnan(point):
            continue
        session = when - FIRST_YEAR if period == "year" else when
        if np.isnan(cow) or not 1 <= session < 200 or abs(point) > 10:
            raise _wrong(
                path, line, "its member, session or ideal point is out of range", "加盟国・会期・理想点が範囲外"
            )
        key = (int(cow), int(session))
        if key in kept:
            raise refused(
                "votes.duplicate",
                path,
                line,
                f"the member {key[0]} has session {key[1]} already in line {kept[key][0]}",
                f"加盟国 {key[0]} の第 {key[1]} 会期は {kept[key][0]} 行に既にある",
                hint="remove one of the two rows",
                hint_ja="二行のうち一行を除く",
            )
        if sorted(numbers[4:]) != numbers[4:] and not np.isnan(numbers[4:]).any():
            raise _wrong(path, line, "its quantiles are not in order", "分位点が順に並んでいない")
        kept[key] = (line, numbers[2:])
    keys = sorted(kept)
    table = np.array([kept[key][1] for key in keys], dtype=np.float64).reshape(len(keys), -1)
    missing = np.full((len(keys), len(QUANTILES)), np.nan)
    return IdealPoints(
        variant=variant,
        source=path.name,
        cow=np.array([key[0] for key in keys], dtype=np.int64),
        session=np.array([key[1] for key in keys], dtype=np.int64),
        votes=np.nan_to_num(table[:, 1]).astype(np.int64),
        mean=table[:, 0],
        quantiles=table[:, 2:] if quantiles else missing,
    )


def _number(path: Path, line: int, values: dict[str, str], name: str) -> float:
    text = values[name]
    if text in NOTHING:
        return float("nan")
    try:
        return float(text)
    except ValueError:
        raise _wrong(
            path, line, f"{name} is “{text[:40]}”, not a number", f"{name} が「{text[:40]}」で、数ではない"
        ) from None


def _wrong(path: Path, line: int, why: str, ja: str) -> Exception:
    return refused(
        "votes.value",
        path,
        line,
        why,
        ja,
        hint="check whether columns have shifted; fetch the file again",
        hint_ja="列がずれていないか確かめ、ファイルを取り直す",
    )


def _variant_of(path: Path) -> str:
    """The variant that a file's name tells, where its columns do not.

    >>> _variant_of(Path("IdealpointestimatesAll_Apr2020.csv"))
    'all'
    """
    name = path.name.casefold().removeprefix("idealpointestimates")
    return name.split("_")[0].split(".")[0] or "all"
