"""Whether a Japanese predicate tells of something that happened, is planned, supposed or denied."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from shiome.reading.coding.dates.find import alternatives
from shiome.reading.coding.japanese.chunks import Chunk
from shiome.reading.coding.tokens import Token
from shiome.reading.lexicon import VerbEndings, load_lexicon
from shiome.vocabulary.plover import Reality

_WINDOW = 16
_WHILE = ("とともに", "と共に", "と同時に")
_STOPS = re.compile(r"[、。，．]")


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


@lru_cache(maxsize=1)
def _endings() -> tuple[VerbEndings, re.Pattern[str]]:
    endings = load_lexicon("ja").grammar.verb_endings
    return endings, re.compile(alternatives(endings.ongoing))


def mood(text: str, chunk: Chunk) -> Mood:
    """The mood of a predicate phrase, from its endings and the words right after it."""
    endings, ongoing_pattern = _endings()
    bases = {token.base for token in chunk.tokens}
    surface = text[chunk.start : chunk.end]
    passive = not bases.isdisjoint(endings.passive)
    past = is_past(chunk.tokens)
    told = past or ongoing_pattern.search(surface) is not None
    negative = not bases.isdisjoint(endings.negative)
    if any(token.surface in endings.conditional or token.form.startswith("仮定形") for token in chunk.tokens):
        return Mood("hypothetical", past, passive)
    match = _after().search(_following(text, chunk))
    if match is not None and match[0] in endings.cause and told:
        # After what has happened ため gives its cause, before what is to happen its purpose.
        match = None
    if match is not None and match.lastgroup == "reported":
        reported_as: Reality = "negated" if negative else "actual"
        return Mood(reported_as, past, passive, reported=True, open=not told)
    if match is not None:
        reality: Reality = match.lastgroup  # type: ignore[assignment] # the lexicon's group names are realities
        return Mood(reality, past, passive)
    if chunk.kind == "copula" and surface.endswith("では") and text.startswith(endings.denying, chunk.end):
        # 「反対ではなく」
        return Mood("negated", past, passive)
    if not bases.isdisjoint(endings.unreal) or _volitional(chunk):
        return Mood("hypothetical", past, passive)
    if negative:
        return Mood("negated", past, passive)
    if told:
        return Mood("actual", past, passive)
    if _conjunctive(chunk, endings):
        return Mood(None, past, passive)
    if any(word in surface for word in endings.narrative) or text.startswith(endings.narrative, chunk.content_end):
        return Mood("actual", past, passive)
    return Mood("hypothetical", past, passive, open=True)


def is_past(tokens: list[Token]) -> bool:
    """Whether た, or だ after the verbs that voice it (結んだ), ends the predicate."""
    before: Token | None = None
    for token in tokens:
        if token.part == "auxiliary":
            if token.base == "た":
                return True
            voiced = before is not None and before.part == "verb" and before.form.endswith(("撥音便", "イ音便"))
            if token.base == "だ" and voiced:
                return True
        before = token
    return False


def _volitional(chunk: Chunk) -> bool:
    return any(token.form.startswith("意志推量形") for token in chunk.tokens)


def _conjunctive(chunk: Chunk, endings: VerbEndings) -> bool:
    """Whether it leads up to a later predicate: 締結し、 / 締結して / 申請、."""
    last = chunk.tokens[-1]
    if last.surface in endings.conjunctive or last.surface == "など":
        return True
    if "".join(token.surface for token in chunk.tokens[-3:]).endswith(_WHILE):
        return True
    return last.form.startswith("連用形") or (last.part in ("action", "noun") and chunk.comma)


def _following(text: str, chunk: Chunk) -> str:
    """The words after the verb's stem, up to the next comma or stop."""
    verb = next((token for token in chunk.tokens if token.part in ("verb", "adjective", "auxiliary")), chunk.tokens[-1])
    rest = text[verb.start : chunk.end + _WINDOW]
    cut = _STOPS.search(rest)
    return rest[: cut.start()] if cut else rest
