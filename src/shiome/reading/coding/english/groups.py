"""Actors of an English sentence in groups (A, B and C), each with the preposition before it and what follows it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from shiome.reading.actors.mentions import Mention
from shiome.reading.coding.dates.find import alternatives
from shiome.reading.lexicon import load_lexicon

_LINK = re.compile(r"\s*(?:,|,?\s*(?:and|or)|&|/|-|–|—)?\s*(?:the\s+|between\s+)?", re.IGNORECASE)
_FILLER = (
    r"(?:the|a|an|its|their|his|both|former|then|new|own|late|current|leader|president|prime|minister|chairman|foreign"
    r"|defen[cs]e|secretary|general|two|three|several|about|some|many|young|\d{1,3}(?:,\d+)*(?!\d))"
)
_LONG = 4
_OWNED = re.compile(r"['’]s?\b|['’](?=\s)")


class Group(msgspec.Struct, frozen=True):
    """Actors named together."""

    start: int
    """Where the noun phrase begins that names them, with the noun before "of"."""
    end: int
    mentions: tuple[Mention, ...]
    preposition: str
    """Case by the preposition before it; empty for none."""
    role: str
    """``head``: names the actor; ``owner``: X's; ``modifier``: X goes with the noun after it; ``about``: N of X."""


class _Patterns(msgspec.Struct, frozen=True):
    before: re.Pattern[str]
    bodies: re.Pattern[str]
    """A noun that speaks for the actor after "of" (the leaders of X)."""
    heads: re.Pattern[str]
    modified: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    grammar = load_lexicon("en").grammar
    heads = alternatives(grammar.actor_heads)
    function_words = alternatives([*grammar.cases, *grammar.be, *grammar.opening, "and", "or", "not", "also", "then"])
    return _Patterns(
        before=re.compile(rf"\b({alternatives(grammar.cases)})\s+(?:{_FILLER}\s+)*$", re.IGNORECASE),
        bodies=re.compile(
            rf"(?:\b(?:the|a|an|two|three|both|all|\d[\d,]*)\s+)?(?:[\w-]+\s+){{0,2}}?(?:{heads})\s+(?:of|from)\s+(?:the\s+)?$",
            re.IGNORECASE,
        ),
        heads=re.compile(rf"(?:\s+(?:(?!{function_words})[\w-]+\s+){{0,2}}?(?:{heads})\b(?!\s+of\b))+", re.IGNORECASE),
        modified=re.compile(rf"\s+(?!(?:{function_words})\b)[a-z-]+"),
    )


def groups_of(text: str, mentions: Sequence[Mention], verbs: frozenset[str], places: frozenset[str]) -> list[Group]:
    """The groups of a sentence, in order. ``verbs``: words that are certainly verbs after a name."""
    actors = [m for m in mentions if m.actors and m.actors[0] not in places]
    groups: list[Group] = []
    run: list[Mention] = []
    for mention in actors:
        if run and _linked(text, run, mention.start):
            run.append(mention)
        else:
            if run:
                groups.append(_group(text, run, verbs))
            run = [mention]
    if run:
        groups.append(_group(text, run, verbs))
    return groups


def _linked(text: str, run: list[Mention], start: int) -> bool:
    gap = text[run[-1].end : start]
    if re.fullmatch(r",\s+and\s+(?:the\s+)?", gap) and len(run) == 1:
        # A list of two has no comma before "and": the comma begins a clause.
        return False
    if re.fullmatch(rf"\s+(?:{_FILLER}\s*)+", gap, re.IGNORECASE) is not None:
        return True
    return _LINK.fullmatch(gap) is not None or re.fullmatch(rf",?\s+and\s+(?:{_FILLER}\s+)+", gap) is not None


def _group(text: str, run: list[Mention], verbs: frozenset[str]) -> Group:
    patterns = _patterns()
    start, end = run[0].start, run[-1].end
    role = "head"
    if owned := _OWNED.match(text, end):
        # X's foreign minister names the actor, X's policy does not.
        tail = patterns.heads.match(text, owned.end())
        end, role = (tail.end(), "head") if tail and len(tail[0].split()) < _LONG else (end, "owner")
    else:
        end, role = _after(text, end, verbs)
    lead = text[max(0, start - 80) : start]
    if body := patterns.bodies.search(lead):
        # The leaders of X: the noun before "of" stands for X.
        start, role = start - (len(lead) - body.start()), "head" if role in ("head", "modifier") else role
        lead = text[max(0, start - 80) : start]
    preposition = ""
    if match := patterns.before.search(lead):
        preposition = load_lexicon("en").grammar.cases[match[1].lower()]
    return Group(start, end, tuple(run), preposition, role)


def _after(text: str, end: int, verbs: frozenset[str]) -> tuple[int, str]:
    """Where the noun phrase ends, and whether it still names the actor."""
    patterns = _patterns()
    if tail := patterns.heads.match(text, end):
        words = tail[0].split()
        if not any(word.lower() in verbs for word in words[:-1]):
            end = tail.end()
            return end, "owner" if _OWNED.match(text, end) else "head"
    following = patterns.modified.match(text, end)
    word = following[0].strip() if following else ""
    if word and word not in verbs and not word.endswith("ly") and text[end : end + 1] == " ":
        return end, "modifier"
    return end, "head"
