"""What linking says of a claim: the cell it speaks for and by which words, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Part = Literal["cause", "effect", "condition"]
Tells = Literal["state", "beside", "driver", "turn"]
"""Driver and state at once, the state of a driver named beside it, the driver alone, or the opposite of what it stands by."""
Reason = Literal["no-driver", "no-state", "ambiguous", "itself", "long"]
"""No driver recognised, a driver but not how it stands, several that fit alike, one driver on both ends, or a part so long that
it says several things."""


@dataclass(frozen=True)
class Hit:
    """Words of a claim that matched.

    ``spans`` count the characters of the part (``end`` exclusive); ``term`` is the term as the pack or the lexicon writes it.
    """

    part: Part
    spans: tuple[tuple[int, int], ...]
    words: tuple[str, ...]
    term: str
    tells: Tells


@dataclass(frozen=True)
class End:
    """One end of a link: a driver in a state, with the words that tell it and how well they cover the part (0 to 1)."""

    driver: str
    state: str
    turned: bool
    """Whether the state is the opposite of the one that the words name."""
    score: float
    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class Linked:
    """A claim that speaks for a cell: with ``cause`` so, ``effect`` is brought about (+), kept from it (-), or neither (0)."""

    claim: str
    cause: End
    effect: End
    sign: Literal["+", "-", "0"]
    conditional: bool
    """Whether the claim holds only under its condition."""
    score: float
    """The weaker end's score."""


@dataclass(frozen=True)
class Unlinked:
    """A claim that speaks for no cell, and why; ``candidates`` are the ends that were weighed, best first."""

    claim: str
    reason: Reason
    part: Literal["cause", "effect", "both"]
    candidates: tuple[End, ...] = ()


Outcome = Linked | Unlinked

_PARTS = {
    "en": {"cause": "the cause", "effect": "the effect", "both": "cause and effect"},
    "ja": {"cause": "原因", "effect": "結果", "both": "原因と結果"},
}
_REASONS = {
    "en": {
        "no-driver": "no driver is recognised in {part}",
        "no-state": "{part} names {names} but not how it stands",
        "ambiguous": "{part} may mean {names}",
        "itself": "{part} mean the same driver, {names}",
        "long": "so long a text says more than one thing in {part}",
    },
    "ja": {
        "no-driver": "{part}に要因が見つからない",
        "no-state": "{part}は{names}を指すが、どの状態かを述べていない",
        "ambiguous": "{part}は{names}のいずれとも取れる",
        "itself": "{part}が同じ要因{names}を指す",
        "long": "{part}が長く、いくつものことを述べている",
    },
}


def explain(outcome: Outcome, *, language: str = "en") -> str:
    """One line that says why a claim is linked, or why not, in ``ja`` or ``en``.

    >>> explain(Unlinked("c1", "no-driver", "cause"))
    'no driver is recognised in the cause'
    """
    language = language if language in _REASONS else "en"
    if isinstance(outcome, Unlinked):
        names = " / ".join(dict.fromkeys(_name(end) for end in outcome.candidates))
        return _REASONS[language][outcome.reason].format(part=_PARTS[language][outcome.part], names=names)
    ends = (_told(outcome.cause), _told(outcome.effect))
    return f" {outcome.sign}> ".join(ends)


def _name(end: End) -> str:
    return f"{end.driver}={end.state}" if end.state else end.driver


def _told(end: End) -> str:
    words = ", ".join(" … ".join(hit.words) for hit in end.hits)
    return f"{_name(end)} [{words}]"
