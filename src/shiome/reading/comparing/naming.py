"""Who is named and who is left unnamed, and which topics and sections came or went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from shiome.reading.comparing.lexicon import load_concepts
from shiome.reading.comparing.model import Change, Level, Span
from shiome.reading.comparing.units import Unit
from shiome.reading.text.clean import CleanText

ACROSS = 0.6
"""Confidence, across languages, that what was not found is not there."""


class Found(NamedTuple):
    """Where something first stands: its words and their raw span."""

    text: str
    span: Span


def named(units: Iterable[Unit], clean: CleanText) -> dict[str, Found]:
    """The actors that sentences name, by the first mention of each."""
    found: dict[str, Found] = {}
    for unit in units:
        for actor, mention in unit.actors:
            if actor not in found and (mention.end - mention.start > 1 or mention.kind == "compound"):
                found[actor] = Found(clean.clean[mention.start : mention.end], clean.to_raw(mention.start, mention.end))
    return found


def naming_changes(
    here_a: dict[str, Found],
    here_b: dict[str, Found],
    all_a: Iterable[str],
    all_b: Iterable[str],
    *,
    section: int,
    confidence: float,
) -> Iterator[Change]:
    """Actors that only one of two sections names; ``elsewhere`` if the other text names them in another section."""
    sides = (("dropped", here_a, here_b, set(all_b)), ("added", here_b, here_a, set(all_a)))
    for op, here, there, everywhere in sides:
        for actor in sorted(here.keys() - there.keys()):
            yield msgspec.structs.replace(
                _lone(op, "actor", here[actor]),
                actor=actor,
                section=section,
                elsewhere=actor in everywhere,
                confidence=confidence,
            )


def topics_of(units: Sequence[Unit], clean: CleanText) -> dict[tuple[str, str], Found]:
    """Terms of the bank and topics of the lexicon that a text touches on, by ``(kind, identifier)``."""
    known = load_concepts().topics
    found: dict[tuple[str, str], Found] = {}
    for unit in units:
        for kind, hits in (("term", unit.terms), ("topic", unit.concepts)):
            for hit in hits:
                if kind == "term" or hit.id in known:
                    place = Found(clean.clean[hit.start : hit.end], clean.to_raw(hit.start, hit.end))
                    found.setdefault((kind, hit.id), place)
    return found


def topic_changes(
    a: dict[tuple[str, str], Found], b: dict[tuple[str, str], Found], *, across: bool
) -> Iterator[Change]:
    """Topics that only one of the texts touches on anywhere."""
    for op, here, there in (("dropped", a, b), ("added", b, a)):
        for kind, identifier in sorted(here.keys() - there.keys()):
            yield msgspec.structs.replace(
                _lone(op, "topic", here[kind, identifier]),
                term=identifier if kind == "term" else "",
                topic=identifier if kind == "topic" else "",
                confidence=ACROSS if across else 1.0,
            )


def section_change(op: str, text: str, span: Span, *, section: int) -> Change:
    """A whole section that nothing in the other text answers."""
    return msgspec.structs.replace(_lone(op, "section", Found(text, span)), section=section)


def _lone(op: str, level: Level, found: Found) -> Change:
    if op == "dropped":
        return Change(op="dropped", level=level, a=found.text, span_a=found.span)
    return Change(op="added", level=level, b=found.text, span_b=found.span)
