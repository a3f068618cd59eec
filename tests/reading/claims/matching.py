"""Proposed claims against the rows of an inventory: who matches whom, and how far the matches agree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from shiome.records.model import Claim

LEVELS = ("line", "shared", "half", "content")
"""Each asks for what the one before asks for, and more."""
HEADLINE = "half"
QUARTER = 0.25
_HALF = 0.4999
_BODIES = {"unsc": "UNSC", "unga": "UN", "un": "UN", "msmt": "MSMT", "nato": "NATO", "iaea": "IAEA", "unc": "UNC"}
AGREEMENTS = ("same sign", "hedge ±1", "cause", "effect", "both", "anchor")


@dataclass(frozen=True)
class Row:
    """A claim of an inventory."""

    id: str
    lines: tuple[tuple[int, int], ...]
    anchor: str
    cause: str
    effect: str
    sign: str
    condition: str
    actors: frozenset[str]
    hedge: int


Pairs = list[tuple[Claim, Row]]


@dataclass
class Score:
    """Counts of one document, or of all."""

    rows: int = 0
    proposed: int = 0
    matched: Counter[str] = field(default_factory=Counter)
    signless: int = 0
    """Matches at the headline's level when signs are left aside."""
    signs: int = 0
    """Those among them whose signs agree."""
    agreed: Counter[str] = field(default_factory=Counter)
    """Of the headline's matches: how many agree in each of :data:`AGREEMENTS`."""
    pairs: dict[str, Pairs] = field(default_factory=dict)

    def precision(self, level: str = HEADLINE) -> float:
        """Share of the proposals that match."""
        return self.matched[level] / self.proposed if self.proposed else 0.0

    def recall(self, level: str = HEADLINE) -> float:
        """Share of the rows that are matched."""
        return self.matched[level] / self.rows if self.rows else 0.0

    def f1(self, level: str = HEADLINE) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.matched[level] / (self.proposed + self.rows) if self.proposed + self.rows else 0.0

    def add(self, other: Score) -> None:
        """Add the counts of another document."""
        self.rows += other.rows
        self.proposed += other.proposed
        self.matched += other.matched
        self.signless += other.signless
        self.signs += other.signs
        self.agreed += other.agreed

    def line(self, name: str) -> str:
        """One row of the report."""
        levels = " ".join(f"{level} {self.f1(level):.2f}" for level in LEVELS)
        matched = max(self.matched[HEADLINE], 1)
        agreed = " ".join(f"{name} {self.agreed[name] / matched:.2f}" for name in AGREEMENTS)
        return (
            f"{name:10} {self.proposed:3} for {self.rows:3} rows | P {self.precision():.2f} R {self.recall():.2f}"
            f" F1 {self.f1():.2f} | F1 by level: {levels} | signs agree {self.signs / max(self.signless, 1):.2f}"
            f" | of the matches: {agreed}"
        )


def codes(actors: Iterable[str]) -> frozenset[str]:
    """State codes, and bodies that belong to no state under their inventory name."""
    return frozenset(
        actor if actor.isupper() else _BODIES[actor] for actor in actors if actor.isupper() or actor in _BODIES
    )


def signs_agree(claim: Claim, row: Row) -> bool:
    """Whether signs are the same, or one is conditional and the other carries a condition."""
    if claim.sign == row.sign:
        return True
    if row.sign == "conditional":
        return claim.sign in "+-" and bool(claim.condition)
    return claim.sign == "conditional" and row.sign in "+-" and bool(row.condition)


def overlap(claim: Claim, row: Row) -> bool:
    """Whether the lines overlap."""
    source = claim.sources[0]
    return any(first <= (source.end_line or 0) and (source.line or 0) <= last for first, last in row.lines)


def likeness(wording: str, told: str) -> float:
    """Share of the two-character pieces of the wording's kanji, kana and letters that stand in what was told.

    >>> likeness("価格の上昇", "価格が上がった")
    0.5
    """
    pieces = {
        run[at : at + 2] for run in re.findall(r"[一-鿿々ァ-ヿA-Za-z0-9]{2,}", wording) for at in range(len(run) - 1)
    }
    return sum(piece in told for piece in pieces) / len(pieces) if pieces else 0.0


def jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    """Shared part of two sets."""
    return len(a & b) / len(a | b) if a | b else 1.0


def contents(claim: Claim, row: Row) -> tuple[float, float]:
    """Likeness of the causes and of the effects; a condition may stand for the cause."""
    return likeness(row.cause, claim.cause + "|" + claim.condition), likeness(row.effect, claim.effect)


def holds_anchor(claim: Claim, row: Row, raw: str) -> bool:
    """Whether the row's anchor stands in the span of the claim."""
    start, end = claim.sources[0].start or 0, claim.sources[0].end or 0
    at = raw.find(row.anchor, max(0, start - 200)) if row.anchor else -1
    return at >= 0 and start <= at + len(row.anchor) and at <= end


def compare(claims: Sequence[Claim], rows: Sequence[Row], raw: str) -> Score:
    """All figures of one document."""
    score = Score(rows=len(rows), proposed=len(claims))
    for level in LEVELS:
        score.pairs[level] = _pairs(claims, rows, raw, level)
        score.matched[level] = len(score.pairs[level])
    free = _pairs(claims, rows, raw, HEADLINE, signs=False)
    score.signless, score.signs = len(free), sum(signs_agree(claim, row) for claim, row in free)
    for claim, row in score.pairs[HEADLINE]:
        cause, effect = (value >= QUARTER for value in contents(claim, row))
        near = abs(claim.hedge - row.hedge) <= 1
        told = (claim.sign == row.sign, near, cause, effect, cause and effect, holds_anchor(claim, row, raw))
        score.agreed.update(name for name, yes in zip(AGREEMENTS, told, strict=True) if yes)
    return score


def _pairs(claims: Sequence[Claim], rows: Sequence[Row], raw: str, level: str, *, signs: bool = True) -> Pairs:
    candidates = []
    least = {"line": -1.0, "shared": 0.0}.get(level, _HALF)
    for claim in claims:
        for row in rows:
            alike = jaccard(codes(claim.actors), row.actors)
            if alike <= least or not overlap(claim, row) or (signs and not signs_agree(claim, row)):
                continue
            cause, effect = contents(claim, row)
            if level == "content" and min(cause, effect) < QUARTER:
                continue
            candidates.append((2 * holds_anchor(claim, row, raw) + cause + effect + alike, claim, row))
    return _best(candidates)


def _best(candidates: list[tuple[float, Claim, Row]]) -> Pairs:
    candidates.sort(key=lambda item: (-item[0], item[1].id, item[2].id))
    claims: set[str] = set()
    rows: set[str] = set()
    pairs: Pairs = []
    for _, claim, row in candidates:
        if claim.id not in claims and row.id not in rows:
            claims.add(claim.id)
            rows.add(row.id)
            pairs.append((claim, row))
    return pairs
