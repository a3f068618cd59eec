"""Actors of an English sentence in groups (A, B and C), each with the preposition before it and what follows it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from shiome.reading.actors.mentions import Mention
from shiome.reading.coding.dates import alternatives
from shiome.reading.lexicon import load_lexicon

_LINK = re.compile(r"\s*(?:,|,?\s*and|or|&|/|-|–|—)?\s*(?:the\s+)?", re.IGNORECASE)
_FILLER = (
    r"(?:the|a|an|its|their|his|both|former|then|new|own|leader|president|prime|minister|chairman|foreign|defen[cs]e)"
)


class Group(msgspec.Struct, frozen=True):
    """Actors named together."""

    start: int
    end: int
    mentions: tuple[Mention, ...]
    preposition: str
    """Case by the preposition before it; empty for none."""
    role: str
    """``head``: names the actor; ``owner``: X's; ``modifier``: X goes with the noun after it."""


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    grammar = load_lexicon("en").grammar
    before = re.compile(rf"\b({alternatives(grammar.cases)})\s+(?:{_FILLER}\s+)*$", re.IGNORECASE)
    heads = re.compile(rf"(?:\s+(?:{alternatives(grammar.actor_heads)})\b)+", re.IGNORECASE)
    modified = re.compile(
        r"\s+(?!(?:" + alternatives([*grammar.cases, *grammar.be, *grammar.clause_breaks[3:]]) + r")\b)[a-z]+"
    )
    return before, heads, modified


def groups_of(text: str, mentions: Sequence[Mention], verbs: frozenset[str], places: frozenset[str]) -> list[Group]:
    """The groups of a sentence, in order. ``verbs``: words that are certainly verbs after a name."""
    actors = [m for m in mentions if m.actors and m.actors[0] not in places]
    groups: list[Group] = []
    run: list[Mention] = []
    for mention in actors:
        if run and _linked(text, run[-1].end, mention.start):
            run.append(mention)
        else:
            if run:
                groups.append(_group(text, run, verbs))
            run = [mention]
    if run:
        groups.append(_group(text, run, verbs))
    return groups


def _linked(text: str, end: int, start: int) -> bool:
    gap = text[end:start]
    return _LINK.fullmatch(gap) is not None or re.fullmatch(rf"\s+(?:{_FILLER}\s*)+", gap, re.IGNORECASE) is not None


def _group(text: str, run: list[Mention], verbs: frozenset[str]) -> Group:
    before, heads, modified = _patterns()
    start, end = run[0].start, run[-1].end
    preposition = ""
    if match := before.search(text[max(0, start - 60) : start]):
        preposition = load_lexicon("en").grammar.cases[match[1].lower()]
    role = "head"
    if re.match(r"['’]s?\b|['’]\s", text[end : end + 3]) and text[end : end + 1] in "'’":
        role = "owner"
    else:
        tail = heads.match(text, end)
        end = tail.end() if tail else end
        following = modified.match(text, end)
        word = following[0].strip() if following else ""
        if word and word not in verbs and not word.endswith("ly") and text[end : end + 1] == " ":
            role = "modifier"
        if re.match(r"['’]s?\b|['’]\s", text[end : end + 3]):
            role = "owner"
    return Group(start, end, tuple(run), preposition, role)
