"""Whether a sentence tells of an event that the document has told already."""

from __future__ import annotations

from shiome.reading.coding.proposals import EventProposal
from shiome.vocabulary.edtf import overlap, parse_edtf

States = frozenset[str]
"""States (or bodies) that have a part in an event."""

_STATED = frozenset({"SUPPORT", "AGREE", "REQUEST", "ACCUSE", "REJECT"})
"""Types of which one statement may tell several of a day, each in its own words."""
_LASTING = frozenset({"COOPERATE", "AID", "MOBILIZE", "ASSAULT", "SANCTION"})
"""Types that a document tells again and again as one and the same development."""


class Retelling:
    """What a document has told so far. An event is kept under an identifier of the caller's."""

    def __init__(self) -> None:
        self._dated: dict[tuple[object, ...], str] = {}
        self._undated: dict[tuple[object, ...], str] = {}
        self._known: dict[tuple[object, ...], list[tuple[str, str, str]]] = {}

    def find(self, proposal: EventProposal, states: States) -> str | None:
        """The event that the proposal tells again.

        That is one of the same type, reality and day between the same; for an undated telling one that uses the same word, or that
        goes on; and for what a sentence only takes for granted any of the type between the same, unless its date speaks against it.
        """
        if _has_date(proposal):
            found = self._dated.get(_dated_key(proposal))
            if found is not None:
                return found
        else:
            found = self._undated.get(_undated_key(proposal))
            if found is not None:
                return found
        for when, word, identifier in self._known.get((states, proposal.plover, proposal.reality), ()):
            again = proposal.background or (not _has_date(proposal) and word == proposal.word)
            if not again:
                continue
            if not _has_date(proposal) or not when or overlap(parse_edtf(when), parse_edtf(proposal.when)):
                return identifier
        return None

    def add(self, proposal: EventProposal, states: States, identifier: str) -> None:
        """Keep an event."""
        if _has_date(proposal):
            self._dated[_dated_key(proposal)] = identifier
        else:
            self._undated[_undated_key(proposal)] = identifier
        key = (states, proposal.plover, proposal.reality)
        self._known.setdefault(key, []).append((proposal.when, proposal.word, identifier))


def _parties(proposal: EventProposal) -> tuple[States, States]:
    return frozenset(proposal.source), frozenset(proposal.recipient)


def _dated_key(proposal: EventProposal) -> tuple[object, ...]:
    word = proposal.word if proposal.plover in _STATED and not proposal.background else ""
    return _parties(proposal), proposal.plover, proposal.reality, proposal.when, word


def _undated_key(proposal: EventProposal) -> tuple[object, ...]:
    word = "" if proposal.plover in _LASTING else proposal.word
    return _parties(proposal), proposal.plover, proposal.reality, word


def _has_date(proposal: EventProposal) -> bool:
    return bool(proposal.when) and not proposal.when.startswith("..")
