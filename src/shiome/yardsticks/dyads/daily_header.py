"""The header of a file of daily scores: which column is the day, which the volume, which each pair."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import msgspec

from shiome.errors import InputRefused

DAY_COLUMN = "date"
VOLUME_COLUMN = "sum_abs_all"


class Header(msgspec.Struct, frozen=True):
    """What stands in which column, by its place."""

    names: tuple[str, ...]
    day: int
    volume: int
    pairs: dict[int, tuple[str, str]]
    """Parties in the order of the alphabet."""
    own: tuple[int, ...]
    """Columns of a state with itself."""


def read_header(path: Path, line: int, names: Sequence[str], known: Collection[str] | None) -> Header:
    """Read a header.

    Raises
    ------
    InputRefused
        ``dyads.header``: columns are absent or twice there; ``dyads.code``: a code is not known.
    """
    absent = [name for name in (DAY_COLUMN, VOLUME_COLUMN) if name not in names]
    if absent:
        raise _refused(path, line, f"there is no column {absent[0]}", f"列 {absent[0]} がない")
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise _refused(path, line, f"the column {twice[0]!r} is there twice", f"列 {twice[0]!r} が二つある")
    parties = {
        place: name.partition("_")[::2] for place, name in enumerate(names) if name not in (DAY_COLUMN, VOLUME_COLUMN)
    }
    for place, both in parties.items():
        for code in both:
            _check_code(path, line, names[place], code, known)
    pairs = {place: (min(both), max(both)) for place, both in parties.items() if both[0] != both[1]}
    _check_pairs(path, line, pairs)
    own = tuple(place for place, both in parties.items() if both[0] == both[1])
    return Header(tuple(names), names.index(DAY_COLUMN), names.index(VOLUME_COLUMN), pairs, own)


def _check_code(path: Path, line: int, name: str, code: str, known: Collection[str] | None) -> None:
    is_code = len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()
    if is_code and (known is None or code in known):
        return
    raise InputRefused(
        "dyads.code",
        f"{path.name} line {line}: the column {name[:40]!r} names no known pair: {code[:40]!r} is not known",
        ja=f"{path.name} {line}行目: 列 {name[:40]!r} の {code[:40]!r} は知られていない",
        hint="name a pair by two codes of three letters, as AAA_BBB",
        hint_ja="AAA_BBB のように3文字のコード二つで書く",
        failed=path,
    )


def _check_pairs(path: Path, line: int, pairs: dict[int, tuple[str, str]]) -> None:
    """Every pair of the states named is there, once."""
    found = list(pairs.values())
    codes = sorted({code for pair in found for code in pair})
    wanted = {(one, other) for place, one in enumerate(codes) for other in codes[place + 1 :]}
    if not found:
        raise _refused(path, line, "there is no column of a pair", "組の列がない")
    double = [pair for pair in found if found.count(pair) > 1]
    if double:
        name = "_".join(double[0])
        raise _refused(path, line, f"the pair {name} has two columns", f"{name} の列が二つある")
    lost = sorted(wanted.difference(found))
    if lost:
        name = "_".join(lost[0])
        raise _refused(path, line, f"the pair {name} has no column", f"{name} の列がない")


def _refused(path: Path, line: int, why: str, why_ja: str) -> InputRefused:
    return InputRefused(
        "dyads.header",
        f"{path.name} line {line}: {why}",
        ja=f"{path.name} {line}行目: {why_ja}",
        hint=f"give the columns {DAY_COLUMN}, one for each pair, and {VOLUME_COLUMN}",
        hint_ja=f"列を {DAY_COLUMN}、組ごとに一つ、{VOLUME_COLUMN} とする",
        failed=path,
    )
