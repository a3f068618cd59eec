"""Numbers as ECMAScript writes them, which RFC 8785 (section 3.2.2.3) takes over.

The digits are the fewest that read back as the same double; Python's ``repr`` finds the same ones. Only the layout differs: ECMAScript
writes 10⁻⁶ ≤ |x| < 10²¹ without an exponent.
"""

from __future__ import annotations

import math

LARGEST = 2**53 - 1
"""The largest whole number that a double tells from its neighbours (RFC 7493, section 2.2)."""


def number_text(value: float) -> str:
    """A finite double in the layout of ``Number.prototype.toString`` (ECMA-262, 6.1.6.1.20).

    Raises
    ------
    ValueError
        For infinities and what is not a number: JSON has none.

    >>> [number_text(value) for value in (1.0, -0.0, 1e-5, 1e-7, 1e20, 1e21, 0.1)]
    ['1', '0', '0.00001', '1e-7', '100000000000000000000', '1e+21', '0.1']
    """
    if not math.isfinite(value):
        raise ValueError(value)
    if value == 0:
        return "0"  # the sign of zero is not kept
    text = repr(value)
    if "e" not in text:
        return text.removesuffix(".0")
    mantissa, _, power = text.partition("e")
    sign = "-" if mantissa.startswith("-") else ""
    digits = mantissa.lstrip("-").replace(".", "")
    exponent = int(power)
    if 0 < exponent < 21:
        return sign + digits.ljust(exponent + 1, "0")
    if -7 < exponent < 0:
        return f"{sign}0.{'0' * (-exponent - 1)}{digits}"
    return f"{mantissa}e{exponent:+d}"
