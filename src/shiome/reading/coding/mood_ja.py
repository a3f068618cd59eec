"""Whether a Japanese predicate tells of something that happened, is planned, supposed or denied."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from shiome.reading.coding.chunks import Chunk
from shiome.reading.coding.dates import alternatives
from shiome.reading.lexicon import load_lexicon
from shiome.vocabulary.plover import Reality

_WINDOW = 16
_ONGOING = re.compile(r"[てで](?:い|おり|き|しま|ゆ)")
_CAUSE = ("ため", "ために", "ための")
_CONDITIONAL = ("ば", "たら", "なら", "ても", "でも", "ては")


@dataclass(frozen=True, slots=True)
class Mood:
    """How a predicate stands."""

    reality: Reality | None
    """``None``: it only says as much as the predicate it leads up to."""
    past: bool = False
    passive: bool = False
    reported: bool = False
    """What it says is what somebody says."""
    open: bool = False
    """Present tense without a mark: only its date tells whether it happened."""


@lru_cache(maxsize=1)
def _after() -> re.Pattern[str]:
    after = load_lexicon("ja").grammar.after
    return re.compile("|".join(f"(?P<{name}>{alternatives(words)})" for name, words in after.items()))


def mood(text: str, chunk: Chunk) -> Mood:
    """The mood of a predicate phrase, from its endings and the words right after it."""
    endings = load_lexicon("ja").grammar.verb_endings
    bases = [token.base for token in chunk.tokens]
    surface = text[chunk.start : chunk.end]
    passive = any(base in endings.passive for base in bases)
    past = any(token.base == "た" and token.part == "auxiliary" for token in chunk.tokens)
    negative = any(base in endings.negative for base in bases)
    unreal = (
        any(base in endings.unreal for base in bases) or "できる" in bases or _volitional(chunk) or "ざる" in surface
    )
    conditional = any(token.surface in _CONDITIONAL or token.form.startswith("仮定形") for token in chunk.tokens)
    following = _following(text, chunk)
    match = _after().search(following)
    if match is not None and match[0] in _CAUSE and (past or _ongoing(surface)):
        # After what has happened ため gives its cause, before what is to happen its purpose.
        match = None
    if conditional:
        return Mood("hypothetical", past, passive)
    if match is not None and match.lastgroup == "reported":
        reported_as: Reality = "negated" if negative else "actual"
        return Mood(reported_as, past, passive, reported=True, open=not (past or _ongoing(surface)))
    if match is not None:
        reality: Reality = match.lastgroup  # type: ignore[assignment] # the lexicon's group names are realities
        return Mood(reality, past, passive)
    if unreal:
        return Mood("hypothetical", past, passive)
    if negative:
        return Mood("negated", past, passive)
    if past or _ongoing(surface):
        return Mood("actual", past, passive)
    if _conjunctive(chunk):
        return Mood(None, past, passive)
    return Mood("hypothetical", past, passive, open=True)


def _volitional(chunk: Chunk) -> bool:
    return any(token.form.startswith("意志推量形") for token in chunk.tokens)


def _ongoing(surface: str) -> bool:
    return _ONGOING.search(surface) is not None


def _conjunctive(chunk: Chunk) -> bool:
    """Whether it leads up to a later predicate: 締結し、 / 締結して / 申請、."""
    last = chunk.tokens[-1]
    if last.surface in ("て", "で", "し", "つつ", "ながら", "たり", "だり"):
        return True
    return last.form.startswith("連用形") or (last.part in ("action", "noun") and chunk.comma)


def _following(text: str, chunk: Chunk) -> str:
    """The words after the verb's stem, up to the next comma or stop."""
    verb = next((token for token in chunk.tokens if token.part in ("verb", "adjective", "auxiliary")), chunk.tokens[-1])
    rest = text[verb.start : chunk.end + _WINDOW]
    cut = re.search(r"[、。，．]", rest)
    return rest[: cut.start()] if cut else rest
