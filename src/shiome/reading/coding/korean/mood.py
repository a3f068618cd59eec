"""What the ending of a Korean predicate says: tense, negation, plan, supposition, and how its clause hangs on the next."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from shiome.reading.coding.korean.jamo import letters, pattern_letters
from shiome.reading.lexicon import load_lexicon
from shiome.vocabulary.plover import Reality

Link = Literal["final", "chain", "beside", "quote", "adnominal", "condition", "content"]
"""``chain``: leads on to a later predicate; ``beside``: goes on beside the main one, over a quotation between;
``content``: stands within a noun like 것, the fact that."""
_QUOTED = re.compile(
    letters(
        r"(?:고 )?[^ ]{0,6}(?: (?:수|것|가능성|예정|계획)[^ ]{0,10}(?: [^ ]{0,8})?)?"
        r"(?:다|라|자|냐)(?:고|며|면서)(?= |$)"
    )
)
"""The ending goes on to a quotation."""


@dataclass(frozen=True, slots=True)
class Mood:
    """How a predicate stands."""

    reality: Reality | None
    """``None``: it only says as much as the predicate it leads up to."""
    link: Link
    open: bool = False
    reported: bool = False
    """It is told as what is said or known, without saying by whom."""
    decided: bool = False
    """It is what was decided; what leads up to it was done before."""


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[re.Pattern[str], str, Link], ...]:
    """Pattern, what it makes of the event, and of the clause; in the order in which they are tried."""
    rules: list[tuple[re.Pattern[str], str, Link]] = []
    for key, patterns in load_lexicon("ko").clauses.endings.items():
        reality, _, link = key.partition(" ")
        body = "|".join(pattern_letters(pattern) for pattern in patterns)
        rules.append((re.compile(body), reality, link or "final"))  # type: ignore[arg-type] # the lexicon names links
    return tuple(rules)


@lru_cache(maxsize=16_384)
def mood_of(ending: str) -> Mood | None:
    """The mood of a predicate by its ending, taken apart into letters; ``None`` for what is no ending at all.

    >>> mood_of(letters("지 않았다")).reality, mood_of(pattern_letters("ㄹ 예정이다")).reality
    ('negated', 'planned')
    """
    ending = _plain(ending)
    for pattern, reality, standard in _rules():
        link = standard
        if (match := pattern.match(ending)) is not None:
            if standard == "final" and _QUOTED.match(ending, match.start()):
                link = "quote"
            if reality == "reported":
                return Mood("actual", link, reported=True)
            if reality == "open":
                return Mood("hypothetical", link, open=True)
            if reality == "leading":
                return Mood(None, link)
            decided = ending.startswith(_DECIDED)
            return Mood(reality, link, decided=decided)  # type: ignore[arg-type] # the lexicon names realities
    return None


_HONORIFIC = re.compile(
    f"(?:{letters('시')}(?={letters('여')}|{letters('어')}|{letters('고')}|{letters('며')}|{letters('는')}|\u11ab|\u11af)|{letters('셔')})"
)


def _plain(ending: str) -> str:
    """An ending without the mark of respect for the doer (하시였다)."""
    found = _HONORIFIC.match(ending)
    return ending[found.end() :] if found else ending


_DECIDED = letters("기로")
_STOP = re.compile(r"[,.;、。!?]|['\"’”」] ")


def cut_ending(ending: str) -> str:
    """An ending with its auxiliaries, up to the next stop."""
    stop = _STOP.search(ending)
    return ending[: stop.start()] if stop else ending
