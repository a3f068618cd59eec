"""Own-word gold sentences: what the reader should find in them, and how much of it it finds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from shiome.reading.claims.grading import grade, hedges_of
from shiome.reading.claims.japanese import japanese_claims
from shiome.reading.claims.plain import plain_claims
from shiome.reading.claims.proposal import ClaimProposal, SentenceClaims

Told = tuple[str, str, str]
"""Cause, effect, sign."""
LANGUAGES = ("ja", "en", "ko", "zh", "ru")
_FOLDER = Path(__file__).parent / "gold"
_ALIKE = 0.7
_STOPS = "。.!?"


@dataclass(frozen=True)
class Gold:
    """A text of one or two sentences and its claims."""

    text: str
    claims: tuple[Told, ...]


@dataclass
class Tally:
    """Counts over a set."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.wanted)


def gold(language: str, half: str) -> list[Gold]:
    """The ``tuned`` or the ``held`` sentences of a language."""
    listed = yaml.safe_load((_FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))[half]
    return [Gold(item["text"], tuple(_told(claim) for claim in item["claims"])) for item in listed]


def _told(claim: str) -> Told:
    cause, effect, sign = claim.split(" | ")
    return cause, effect, sign


def read(text: str, language: str) -> list[Told]:
    """What the reader finds; a part told by the sentence before is that sentence."""
    found: list[Told] = []
    before = ""
    for sentence in _sentences(text):
        said = japanese_claims(sentence) if language == "ja" else plain_claims(sentence, language=language)
        found += [_parts(sentence, said, claim, before, language) for claim in said.claims]
        before = sentence.rstrip(_STOPS)
    return found


def _parts(sentence: str, said: SentenceClaims, claim: ClaimProposal, before: str, language: str) -> Told:
    graded = grade(sentence, claim, hedges_of(sentence, language), (), language)
    cause = said.wording(claim.cause) if claim.cause is not None else before
    effect = said.wording(graded.effect) if graded.effect is not None else before
    return cause, effect, graded.sign


def _sentences(text: str) -> list[str]:
    parts: list[str] = [""]
    for at, mark in enumerate(text):
        parts[-1] += mark
        if mark in _STOPS and at + 1 < len(text):
            parts.append("")
    return [part.strip() for part in parts]


def dice(first: str, second: str) -> float:
    """Shared two-character pieces of two wordings."""
    one, other = _pieces(first), _pieces(second)
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else float(first == second)


def _pieces(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def tally(language: str, half: str) -> Tally:
    """How much of a set is found: same sign, cause and effect alike in their two-character pieces."""
    counts = Tally()
    for item in gold(language, half):
        left = list(item.claims)
        found = read(item.text, language)
        counts.found += len(found)
        counts.wanted += len(left)
        for cause, effect, sign in found:
            match = next(
                (w for w in left if w[2] == sign and min(dice(w[0], cause), dice(w[1], effect)) >= _ALIKE), None
            )
            if match is not None:
                left.remove(match)
                counts.right += 1
    return counts
