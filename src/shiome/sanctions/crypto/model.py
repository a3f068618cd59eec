"""Transfers, labels and what a trace finds. Amounts are whole numbers of 10⁻¹⁸ of the asset: exact, and the same on every machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Literal

PLACES = 18
"""Decimal places that are kept; as many as the chain with the finest unit has."""
UNIT = 10**PLACES
Method = Literal["fifo", "haircut", "poison"]


@dataclass(frozen=True)
class Transfer:
    """One movement of an asset from one address to another.

    Parameters
    ----------
    at:
        Time in UTC, ISO 8601; transfers of one time keep the order of the file.
    amount:
        In units of 10⁻¹⁸.
    where:
        File and line.
    """

    id: str
    at: str
    source: str
    target: str
    asset: str
    amount: int
    where: str = ""


@dataclass(frozen=True)
class Label:
    """What somebody says an address is. ``kind``: mixer, bridge, exchange, service, theft, victim, person, other."""

    address: str
    kind: str
    name: str
    source: str
    on: date


@dataclass(frozen=True)
class Move:
    """A transfer that carried stolen value; ``tainted`` is how much of its amount did."""

    transfer: Transfer
    tainted: int


@dataclass(frozen=True)
class Stop:
    """Where the trace ends because what comes out cannot be told apart: a mixer, a bridge, an exchange."""

    address: str
    label: Label
    tainted: int


@dataclass(frozen=True)
class Trace:
    """What one method finds for one asset.

    Parameters
    ----------
    stolen:
        What the seeds moved.
    held:
        Address to stolen value that it still holds. For ``poison``, its whole balance where any of it is stolen.
    stops:
        What went to where nobody can follow, by address.
    unseen:
        Address to value that it sent without having been seen to receive it: the graph given is not whole there.
    """

    method: Method
    asset: str
    stolen: int
    moves: tuple[Move, ...]
    held: Mapping[str, int]
    stops: tuple[Stop, ...]
    unseen: Mapping[str, int] = field(default_factory=dict)

    @property
    def reached(self) -> tuple[str, ...]:
        """Addresses that stolen value came to, in the order in which it did."""
        return tuple(dict.fromkeys(move.transfer.target for move in self.moves))


def units(text: str) -> int | None:
    """An amount as a whole number of units; ``None`` where it is no positive number or is finer than the unit.

    >>> units("0.5") == UNIT // 2, units("-1"), units("1e-19")
    (True, None, None)
    """
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    if not amount.is_finite() or amount <= 0 or amount.adjusted() > 30:
        return None
    sign, digits, exponent = amount.as_tuple()
    assert isinstance(exponent, int) and sign == 0  # noqa: S101, PT018 - finite and positive
    number = int("".join(map(str, digits)))
    shift = PLACES + exponent
    if shift >= 0:
        return int(number * 10**shift)
    whole, rest = divmod(number, int(10**-shift))
    return None if rest else whole


def spelt(amount: int) -> str:
    """Units as a decimal number without loss.

    >>> spelt(UNIT * 3 // 2), spelt(UNIT), spelt(1)
    ('1.5', '1', '0.000000000000000001')
    """
    whole, rest = divmod(amount, UNIT)
    return f"{whole}.{rest:0{PLACES}d}".rstrip("0") if rest else str(whole)
