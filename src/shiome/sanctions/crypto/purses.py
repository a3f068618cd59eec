"""How an address mixes what it holds: three ways of saying which part of a payment is stolen.

*FIFO*: what came in first goes out first (the rule of Clayton's case of 1816, which courts apply to mixed accounts; Anderson, Shumailov
and Ahmed 2018 apply it to coins). *Haircut*: a payment carries the share of stolen value that the address has. *Poison*: once anything
stolen has come in, everything that goes out is stolen (Möser, Böhme and Breuker 2014 name and compare the last two).
"""

from __future__ import annotations

from collections import deque
from typing import Protocol

from shiome.sanctions.crypto.model import Method


class Purse(Protocol):
    """What an address holds of one asset."""

    balance: int

    def receive(self, amount: int, tainted: int) -> None:
        """Take in an amount, of which so much is stolen."""

    def pay(self, amount: int) -> int:
        """Give out an amount that it has; returns how much of it is stolen."""

    def tainted(self) -> int:
        """How much of what it holds is stolen."""


class FifoPurse:
    """A queue of lots. Within one payment received, the stolen part is taken to have come first."""

    def __init__(self) -> None:
        self.balance = 0
        self._lots: deque[tuple[int, bool]] = deque()

    def receive(self, amount: int, tainted: int) -> None:
        """As :meth:`Purse.receive`."""
        self.balance += amount
        if tainted:
            self._lots.append((tainted, True))
        if amount > tainted:
            self._lots.append((amount - tainted, False))

    def pay(self, amount: int) -> int:
        """As :meth:`Purse.pay`."""
        self.balance -= amount
        stolen = 0
        while amount:
            lot, bad = self._lots.popleft()
            taken = min(lot, amount)
            stolen += taken if bad else 0
            amount -= taken
            if lot > taken:
                self._lots.appendleft((lot - taken, bad))
        return stolen

    def tainted(self) -> int:
        """As :meth:`Purse.tainted`."""
        return sum(lot for lot, bad in self._lots if bad)


class HaircutPurse:
    """A pool. A payment carries the pool's share, rounded down to a unit; what rounding leaves stays in the pool, so nothing is lost."""

    def __init__(self) -> None:
        self.balance = 0
        self._tainted = 0

    def receive(self, amount: int, tainted: int) -> None:
        """As :meth:`Purse.receive`."""
        self.balance += amount
        self._tainted += tainted

    def pay(self, amount: int) -> int:
        """As :meth:`Purse.pay`."""
        stolen = self._tainted * amount // self.balance
        # A pool cannot be left with more stolen value than it has.
        stolen = max(stolen, self._tainted - (self.balance - amount))
        self.balance -= amount
        self._tainted -= stolen
        return stolen

    def tainted(self) -> int:
        """As :meth:`Purse.tainted`."""
        return self._tainted


class PoisonPurse:
    """A pool that one stolen unit spoils as a whole and for good."""

    def __init__(self) -> None:
        self.balance = 0
        self._spoilt = False

    def receive(self, amount: int, tainted: int) -> None:
        """As :meth:`Purse.receive`."""
        self.balance += amount
        self._spoilt = self._spoilt or tainted > 0

    def pay(self, amount: int) -> int:
        """As :meth:`Purse.pay`."""
        self.balance -= amount
        return amount if self._spoilt else 0

    def tainted(self) -> int:
        """As :meth:`Purse.tainted`."""
        return self.balance if self._spoilt else 0


PURSES: dict[Method, type[FifoPurse | HaircutPurse | PoisonPurse]] = {
    "fifo": FifoPurse,
    "haircut": HaircutPurse,
    "poison": PoisonPurse,
}
"""Method to how it keeps an address."""
