"""Ship and company numbers, MMSI, the states behind them, and digits that are easily altered.

The check digit of a ship's IMO number is the last digit of the sum of its first six digits weighted 7, 6, 5, 4, 3, 2 (IMO resolution
A.1117(30)); that of a company's number is (11 - sum mod 11) mod 10 with weights 8, 6, 4, 2, 9, 7. The first three digits of a ship's
MMSI are the Maritime Identification Digits of the administration that gave it (ITU Radio Regulations, Appendix 42); ``mid.tsv`` lists
them by ISO 3166 code.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

ImoKind = Literal["ship", "company", "both", "invalid", "none"]
MmsiKind = Literal["ship", "coast", "group", "aircraft", "auxiliary", "aid", "distress", "handheld", "invalid"]
_SHIP = (7, 6, 5, 4, 3, 2)
_COMPANY = (8, 6, 4, 2, 9, 7)
_ALIKE = {"3": "8", "8": "3", "1": "7", "7": "1", "0": "6", "6": "0"}
"""Digits that a brush or a file turns into one another."""
_OTHERS: tuple[tuple[str, MmsiKind], ...] = (
    ("00", "coast"), ("0", "group"), ("111", "aircraft"), ("8", "handheld"), ("98", "auxiliary"), ("99", "aid"),
    ("970", "distress"), ("972", "distress"), ("974", "distress"), ("979", "distress"),
)  # fmt: skip


def imo_kind(number: int) -> ImoKind:
    """Which check digit an IMO number passes; ``none`` for 0.

    >>> imo_kind(9074729), imo_kind(9074728), imo_kind(5342883), imo_kind(0)
    ('ship', 'invalid', 'company', 'none')
    """
    if number == 0:
        return "none"
    if not 1_000_000 <= number <= 9_999_999:
        return "invalid"
    digits = [int(digit) for digit in str(number)]
    ship = sum(weight * digit for weight, digit in zip(_SHIP, digits, strict=False)) % 10 == digits[6]
    total = sum(weight * digit for weight, digit in zip(_COMPANY, digits, strict=False))
    company = (11 - total % 11) % 10 == digits[6]
    if ship:
        return "both" if company else "ship"
    return "company" if company else "invalid"


def is_ship(number: int) -> bool:
    """Whether a number passes as a ship's."""
    return imo_kind(number) in ("ship", "both")


def altered(one: int, other: int, *, most: int = 2) -> tuple[int, ...]:
    """Places, counted from 1, in which two numbers differ by digits that are easily altered; empty if they differ otherwise or not at all.

    >>> altered(9074729, 9674729), altered(9074729, 9174729), altered(9074729, 9074729)
    ((2,), (), ())
    """
    first, second = str(one), str(other)
    if len(first) != len(second):
        return ()
    places = [place for place, (a, b) in enumerate(zip(first, second, strict=True), 1) if a != b]
    alike = all(_ALIKE.get(first[place - 1]) == second[place - 1] for place in places)
    return tuple(places) if alike and len(places) <= most else ()


def restored(number: int) -> tuple[int, ...]:
    """Ship numbers that pass and from which an invalid number comes by altering one digit, ascending.

    >>> restored(9674729)
    (9074729,)
    """
    if imo_kind(number) != "invalid" or not 1_000_000 <= number <= 9_999_999:
        return ()
    text = str(number)
    tries = (
        int(text[:place] + _ALIKE[digit] + text[place + 1 :]) for place, digit in enumerate(text) if digit in _ALIKE
    )  # fmt: skip
    return tuple(sorted(candidate for candidate in tries if is_ship(candidate)))


def mmsi_kind(mmsi: int) -> MmsiKind:
    """What an MMSI stands for by its first digits (ITU-R M.585).

    >>> mmsi_kind(431000123), mmsi_kind(2_573_000), mmsi_kind(992351000), mmsi_kind(31234567)
    ('ship', 'coast', 'aid', 'group')
    """
    if not 0 < mmsi <= 999_999_999:
        return "invalid"
    text = f"{mmsi:09d}"
    if text[0] in "234567":
        return "ship"
    return next((kind for start, kind in _OTHERS if text.startswith(start)), "invalid")


def mid_of(mmsi: int) -> int:
    """The Maritime Identification Digits of a ship's MMSI, 0 for any other."""
    return mmsi // 1_000_000 if mmsi_kind(mmsi) == "ship" else 0


def flag_of(mmsi: int) -> str:
    """ISO 3166 alpha-3 code of the administration that gave an MMSI; empty where the list has none."""
    return _flags().get(mid_of(mmsi), "")


def flag_code(text: str) -> str:
    """A flag as alpha-3 code; empty when it is neither an alpha-3 nor an alpha-2 code of the list."""
    code = text.strip().upper()
    return _codes().get(code, "")


@cache
def _rows() -> tuple[tuple[str, str, tuple[int, ...]], ...]:
    lines = (files(__package__) / "mid.tsv").read_text(encoding="utf-8").splitlines()
    cut = (line.split("\t") for line in lines if line)
    return tuple((three, two, tuple(map(int, digits.split()))) for three, two, digits in cut)


@cache
def _flags() -> Mapping[int, str]:
    return {digits: three for three, _, listed in reversed(_rows()) for digits in listed}


@cache
def _codes() -> Mapping[str, str]:
    return {code: three for three, two, _ in _rows() for code in (three, two)}
