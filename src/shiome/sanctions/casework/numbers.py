"""The check digit of a ship's number."""

from __future__ import annotations

_WEIGHTS = (7, 6, 5, 4, 3, 2)


def imo_holds(text: str) -> bool:
    """Whether a text is a ship's IMO number whose check digit holds (IMO resolution A.1117(30)).

    >>> imo_holds("IMO 9074729"), imo_holds("9074728"), imo_holds("907472")
    (True, False, False)
    """
    digits = text.upper().removeprefix("IMO").strip()
    if len(digits) != 7 or not (digits.isascii() and digits.isdigit()):
        return False
    return sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False)) % 10 == int(digits[6])
