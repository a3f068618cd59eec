"""Actors of a Korean sentence with the particle of the phrase they stand in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from shiome.reading.actors.mentions import Mention
from shiome.reading.coding.dates.find import alternatives
from shiome.reading.lexicon import load_lexicon

_AFFIXED = {"against": "against", "visit": "object", "place": "place"}
_COUNT = r"(?:\s(?:[0-9]+|[가-힣]{1,2})(?:여|만여)?\s?(?:대|명|척|곳|여명|개사))?"
_ATTRIBUTIVE = ("comitative", "against", "toward")
_MADE_IN = re.compile(r"[제산식형]\s")
"""Behind a state's name: where a thing comes from, not who does something."""
_BETWEEN = re.compile(r"\s*(?:,|·|및|ㆍ|/)\s*|\s+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """An actor and the place its phrase takes in the clause."""

    mention: Mention
    case: str
    """A case of the lexicon, or ``inside`` for an actor within the name of something else."""
    end: int
    """Where the phrase ends, particle included."""
    attributive: bool = False
    """Its particle ties it to the noun behind it (X와의, X에 대한)."""


@lru_cache(maxsize=1)
def _tail() -> re.Pattern[str]:
    """Words that still name the actor (정부, 대변인), then a particle at the end of a word."""
    grammar = load_lexicon("ko").grammar
    heads = alternatives(grammar.actor_heads)
    return re.compile(
        rf"(?:\s?(?:{heads})(?:들)?)*(?:\s?\([^)]{{0,20}}\))?{_COUNT}(?P<case>{alternatives(grammar.cases)})(?=[\s,.\"'”’」)]|$)"
    )


@lru_cache(maxsize=1)
def _owned() -> re.Pattern[str]:
    """What belongs to an actor, as a subject."""
    grammar = load_lexicon("ko").grammar
    heads, cases = alternatives(grammar.actor_heads), [c for c, k in grammar.cases.items() if k in ("subject", "topic")]
    return re.compile(rf"\s(?:[A-Z0-9-]+\s)?(?:{heads}){_COUNT}(?P<case>{alternatives(cases)})(?=[\s,])")


@lru_cache(maxsize=1)
def _heads() -> re.Pattern[str]:
    heads = alternatives(load_lexicon("ko").grammar.actor_heads)
    return re.compile(rf"(?:\s?(?:{heads})(?:들)?)*")


def phrases(text: str, mentions: Sequence[Mention]) -> list[Phrase]:
    """The actors of a sentence in order, each with the case of its phrase; members of a list have the case of the list."""
    found: list[Phrase] = []
    following: Phrase | None = None
    for mention in reversed(mentions):
        phrase = _phrase(text, mention, following)
        if phrase is not None:
            found.append(phrase)
            following = phrase
    found.reverse()
    return found


def _with_title(mention: Mention) -> bool:
    """Whether somebody is named by, or with, an office."""
    titles = load_lexicon("ko").actors.titles
    return bool(mention.title) or mention.text.endswith(tuple(f" {title}" for title in titles))


def _phrase(text: str, mention: Mention, following: Phrase | None) -> Phrase | None:
    if _MADE_IN.match(text, mention.end):
        return None
    if mention.affix in _AFFIXED:
        return Phrase(mention, _AFFIXED[mention.affix], mention.end, attributive=mention.affix == "against")
    match = _tail().match(text, mention.end)
    case = load_lexicon("ko").grammar.cases[match["case"]] if match else ""
    end = match.end() if match else mention.end
    owned = _owned().match(text, end) if case == "genitive" else None
    if owned is not None:
        # X's bombers, X's delegates: what is theirs acts for them.
        case, end = load_lexicon("ko").grammar.cases[owned["case"]], owned.end()
    attributive = case in _ATTRIBUTIVE and text[end - 1] in "의한"
    if following is None:
        return Phrase(mention, case or "inside", end, attributive)
    gap = text[end : following.mention.start]
    if case == "genitive" and not gap.strip() and _with_title(following.mention):
        # The state of somebody named with an office: only the last names who acts.
        return None
    listed = case in ("comitative", "list") and not gap.strip() and following.case != "place"
    if match is None:
        heads = _heads().match(text, mention.end)
        rest = text[heads.end() if heads else mention.end : following.mention.start]
        if not rest.strip() and following.case != "inside":
            # An office or a name stands in apposition to its state; only the last names who acts.
            return None
        listed = bool(rest.strip()) and _BETWEEN.fullmatch(rest) is not None
    if listed:
        return Phrase(mention, following.case, following.end, following.attributive)
    return Phrase(mention, case or "inside", end, attributive)
