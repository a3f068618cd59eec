"""What a check of words finds."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

Standing = Literal["departure", "doubtful", "reported"]
"""``departure``: to be mended. ``doubtful``: a person decides. ``reported``: quoted, told of others, or rejected; it may stand."""
STANDINGS: tuple[Standing, ...] = ("departure", "doubtful", "reported")
State = Literal["present", "weakened", "gone", "silent"]


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a text, where they stand."""

    words: str
    start: int
    """First character in the raw file, counted from 0."""
    end: int
    line: int
    """Line of the raw file, counted from 1."""
    sentence: str


class Mend(msgspec.Struct, frozen=True, kw_only=True):
    """What could be written instead."""

    words: str
    sentence: str
    """The whole sentence with the words put in."""
    adjust: bool = False
    """Whether the ending still has to be fitted to the sentence: the bank has no form for this one."""


class Departure(msgspec.Struct, frozen=True, kw_only=True):
    """A word that departs from the term bank."""

    kind: Literal["avoided", "misapplied"]
    """``avoided``: the bank says not to use it; ``misapplied``: a proper word used of somebody it is not for."""
    standing: Standing
    because: str
    """Why it is not, or not for certain, a departure (``quoted``, ``rejected``, ``others``, ``unclear`` …); empty for one."""
    term: str
    language: str
    passage: Passage
    reason: dict[str, str]
    mend: Mend | None
    sources: tuple[str, ...]
    """Passages that the bank's entry rests on."""


class Formula(msgspec.Struct, frozen=True, kw_only=True):
    """How strongly a text words a formula."""

    ladder: str
    state: State
    """``gone``: the text deals with the matter and leaves the formula out; ``silent``: it does not deal with the matter."""
    expected: int
    """Rung that it should say, 0 being the strongest."""
    rung: int | None
    """The strongest rung that it says."""
    passages: tuple[Passage, ...]
    """Where it says that; where it touches the matter, if the formula is gone."""


class TermCheck(msgspec.Struct, frozen=True, kw_only=True):
    """The check of one text."""

    file: str
    language: str
    when: str
    departures: tuple[Departure, ...]
    formulas: tuple[Formula, ...]

    def count(self, standing: Standing) -> int:
        """How many departures stand so."""
        return sum(1 for each in self.departures if each.standing == standing)

    def shape(self) -> dict[str, Any]:
        """The JSON shape."""
        content: dict[str, Any] = msgspec.to_builtins(self)
        return content | {"counts": {standing: self.count(standing) for standing in STANDINGS}}
