"""Dates as lists write them, and how two of them agree."""

from __future__ import annotations

import re

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: place + 1 for place, name in enumerate(_NAMES)}
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")


def iso(text: str) -> tuple[str, ...]:
    """ISO dates (to year, month or day) in a text, ``circa`` and ``or`` giving several or a vaguer one.

    >>> iso("07 Jan 1930"), iso("19.2.1968; 1965 or 1966"), iso("circa 1945"), iso("1944-10-13")
    (('1930-01-07',), ('1968-02-19', '1965', '1966'), ('1945',), ('1944-10-13',))
    """
    found: list[str] = []
    for piece in re.split(r";|\bor\b|\band\b|\balt\.", text):
        found += _one(piece.strip())
    return tuple(dict.fromkeys(found))


def _one(piece: str) -> list[str]:
    if whole := re.search(r"\b(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", piece):
        return [_joined(*whole.groups())]
    if whole := re.search(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})", piece):
        return [_joined(whole[3], whole[2], whole[1])]
    if whole := re.search(r"(?:\b(\d{1,2})\s+)?\b([A-Za-z]{3})[a-z]*\.?\s+(\d{4})", piece):
        month = _MONTHS.get(whole[2].lower())
        return [_joined(whole[3], str(month), whole[1])] if month else [whole[3]]
    return _YEAR.findall(piece)[:4]


def _joined(year: str | None, month: str | None, day: str | None) -> str:
    parts = [str(year)]
    if month and 1 <= int(month) <= 12:
        parts.append(f"{int(month):02d}")
        if day and 1 <= int(day) <= 31:
            parts.append(f"{int(day):02d}")
    return "-".join(parts)


def agree(one: str, other: str) -> float:
    """How two ISO dates agree: 1 the same as far as both go to the day, 0.6 to the year, 0.3 a year off or swapped, 0 apart.

    >>> agree("1944-10-13", "1944-10-13"), agree("1944", "1944-10-13"), agree("1943", "1944-10-13"), agree("1930", "1944")
    (1.0, 0.6, 0.3, 0.0)
    """
    if one == other and len(one) == 10:
        return 1.0
    a, b = one.split("-"), other.split("-")
    if a[0] == b[0]:
        shared = min(len(a), len(b))
        if a[:shared] == b[:shared]:
            return 0.6 if shared == 1 else 0.8
        swapped = len(a) == len(b) == 3 and a[1] == b[2] and a[2] == b[1]
        return 0.6 if swapped else 0.3
    return 0.3 if abs(int(a[0]) - int(b[0])) == 1 else 0.0
