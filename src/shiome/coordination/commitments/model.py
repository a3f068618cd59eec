"""Commitments as of a day: the states they went through, who governed then, what is derived and what is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import msgspec

from shiome.coordination.commitments.governments import Term
from shiome.records.model import Source

CONFIRMING = ("agreed", "launched", "held", "continued", "fulfilled")
"""States that confirm a promise; ``stalled`` and ``lapsed`` do not."""
CLOSED = ("fulfilled", "lapsed")
"""States after which nothing more is waited for."""
Taken = Literal["confirmed", "possibly", "before", "vacant"]
"""Whether the present administration confirmed: surely, possibly (the date leaves it open), not (only one before it); ``vacant``
while nobody holds the office."""


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What a person gave for one state: a record keeps each place once, so which state rests on which is kept beside it."""

    state: str
    when: str
    known_from: date
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class State:
    """A state that a document or a person tells of.

    Parameters
    ----------
    when:
        EDTF; some day within it.
    by:
        Who coded it: ``pack:…`` for the documents of the region, ``person:…`` for what was recorded later.
    known_from:
        The day from which it is known here.
    """

    state: str
    when: str
    first: date
    last: date
    text: Mapping[str, str]
    sources: tuple[Source, ...]
    by: str
    known_from: date

    @property
    def confirms(self) -> bool:
        """Whether it confirms the promise."""
        return self.state in CONFIRMING


@dataclass(frozen=True)
class Confirmation:
    """What the administrations of one state that owes a promise had to do with it.

    Parameters
    ----------
    last:
        The administrations in office at some time within the date of the last confirmation; empty where nobody was.
    now:
        The one in office on the day; none while the office is vacant.
    acting:
        Who stands in on the day, where somebody does.
    """

    state: str
    last: tuple[Term, ...]
    now: Term | None
    acting: str
    taken: Taken


@dataclass(frozen=True)
class Derived:
    """A state that no document tells of, with the rule of the pack by which it is derived, and since when the rule holds."""

    state: str
    rule: str
    name: Mapping[str, str]
    text: Mapping[str, str]
    since: date


@dataclass(frozen=True)
class Standing:
    """One commitment as of a day.

    Parameters
    ----------
    states:
        Everything told of it by then, in time order; the last is how it is told to stand.
    told_by:
        Who confirmed it last in the words of the pack or the person that entered it; empty where that is not said.
    derived:
        What a rule of the pack makes of silence or of a passed date. It never replaces what is told.
    """

    id: str
    owner: tuple[str, ...]
    beneficiary: tuple[str, ...]
    content: Mapping[str, str]
    text: str
    tool: str
    due: str
    topics: tuple[str, ...]
    states: tuple[State, ...]
    told_by: str
    confirmations: tuple[Confirmation, ...]
    derived: Derived | None
    as_of: date

    @property
    def told(self) -> State:
        """The state in which it was last told to be."""
        return self.states[-1]

    @property
    def confirmed(self) -> State | None:
        """The last state that confirms it."""
        return next((state for state in reversed(self.states) if state.confirms), None)

    @property
    def last_sign(self) -> date | None:
        """The last day on which anything told of it as confirmed can have been: silence is counted from here."""
        return max((state.last for state in self.states if state.confirms), default=None)

    @property
    def quiet_days(self) -> int | None:
        """Days from the last sign to the day."""
        return None if self.last_sign is None else (self.as_of - self.last_sign).days

    @property
    def closed(self) -> bool:
        """Whether it is told to be carried out or lapsed."""
        return self.told.state in CLOSED


@dataclass(frozen=True)
class Register:
    """Every commitment known on a day, in the order of the pack, then of those entered later."""

    as_of: date
    standings: tuple[Standing, ...]
