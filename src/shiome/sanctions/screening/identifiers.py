"""Ship and company numbers, MMSI, and digits that are easily altered.

The check digit of a ship's IMO number is the last digit of the sum of its first six digits weighted 7, 6, 5, 4, 3, 2 (IMO resolution
A.1117(30)); that of a company's number is (11 − sum mod 11) mod 10 with weights 8, 6, 4, 2, 9, 7 (circular letter 2554).
"""

from __future__ import annotations

import re
from typing import Literal

_SHIP = (7, 6, 5, 4, 3, 2)
_COMPANY = (8, 6, 4, 2, 9, 7)
_ALIKE = frozenset(("38", "83", "17", "71", "06", "60", "08", "80", "56", "65", "69", "96", "58", "85"))


def digits_of_imo(text: str) -> str:
    """The seven digits of an IMO number however written; empty when there are not seven.

    >>> digits_of_imo("IMO 9074729"), digits_of_imo("907472")
    ('9074729', '')
    """
    found = re.fullmatch(r"\s*(?:imo)?[\s:#.no]*([0-9]{7})\s*", text.lower())
    return found.group(1) if found else ""


def imo_kind(text: str) -> Literal["ship", "company", "both", "invalid"]:
    """Which check digit an IMO number passes.

    >>> imo_kind("9074729"), imo_kind("9074728")
    ('ship', 'invalid')
    """
    digits = digits_of_imo(text)
    if not digits:
        return "invalid"
    ship = sum(weight * int(digit) for weight, digit in zip(_SHIP, digits, strict=False)) % 10 == int(digits[6])
    total = sum(weight * int(digit) for weight, digit in zip(_COMPANY, digits, strict=False))
    company = (11 - total % 11) % 10 == int(digits[6])
    if ship and company:
        return "both"
    return "ship" if ship else "company" if company else "invalid"


def is_mmsi(text: str) -> bool:
    """Whether a text is an MMSI of a ship station: nine digits, the country digits (MID) in 201..775."""
    return bool(re.fullmatch(r"[0-9]{9}", text.strip())) and 201 <= int(text.strip()[:3]) <= 775


def tampered(one: str, other: str) -> bool:
    """Whether two numbers differ in one digit that is easily repainted (3 and 8, 1 and 7, 0 and 6, …) or in two neighbours swapped.

    >>> tampered("9074729", "9074789"), tampered("9074729", "9074829"), tampered("9074729", "9047729")
    (False, False, True)
    """
    if len(one) != len(other) or one == other:
        return False
    places = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(places) == 1:
        return one[places[0]] + other[places[0]] in _ALIKE
    return (
        len(places) == 2
        and places[1] == places[0] + 1
        and one[places[0]] == other[places[1]]
        and one[places[1]] == other[places[0]]
    )


def bare(text: str) -> str:
    """An identifier without spaces and punctuation, in capitals."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())


def alterations(digits: str) -> tuple[str, ...]:
    """Every number that :func:`tampered` holds for.

    >>> all(tampered("9074729", one) for one in alterations("9074729"))
    True
    """
    found: set[str] = set()
    for place, digit in enumerate(digits):
        found |= {digits[:place] + pair[1] + digits[place + 1 :] for pair in _ALIKE if pair[0] == digit}
        if place + 1 < len(digits):
            found.add(digits[:place] + digits[place + 1] + digit + digits[place + 2 :])
    return tuple(sorted(found - {digits}))
