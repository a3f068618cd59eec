"""Words by which Korean, Chinese and Russian predicates and clauses are recognised."""

from __future__ import annotations

import msgspec


class ClauseWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How predicates and clauses are recognised beyond the common grammar."""

    light: dict[str, tuple[str, ...]] = {}
    """Light verbs after an event noun by what they make of it: ``active``, ``passive``."""
    stops: tuple[str, ...] = ()
    """Words that begin like an event word and are none."""
    nominal: dict[str, tuple[str, ...]] = {}
    """Reality to the words after a bare event noun that give it."""
    governing: dict[str, tuple[str, ...]] = {}
    """Reality to the words *before* an event noun that give it."""
    demands: tuple[str, ...] = ()
    """Verbs that ask somebody else to do what they govern."""
    denial: tuple[str, ...] = ()
    """Verbs that deny the clause they report."""
    reporting: tuple[str, ...] = ()
    """Words that report without saying who speaks."""
    sources: tuple[str, ...] = ()
    """Words around a speaker (according to …)."""
    negation: tuple[str, ...] = ()
    perfect: tuple[str, ...] = ()
    """Marks of what has happened."""
    passive: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()
    coordination: tuple[str, ...] = ()
    endings: dict[str, tuple[str, ...]] = {}
    """Verb endings by what they make of a clause: ``quote``, ``connective``, ``adnominal``, ``final`` …"""
    nouns: tuple[str, ...] = ()
    """Nouns before which an actor's name is only an attribute."""
    surnames: tuple[str, ...] = ()
    """By which a name that nobody lists is recognised beside a title."""
    adverbs: tuple[str, ...] = ()
    """Words straight before a verb."""
