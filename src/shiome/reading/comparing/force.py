"""Whether a text became stronger or weaker: words of resolve, demand, undertaking, qualification and reservation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from shiome.reading.comparing.lexicon import Concepts, load_concepts
from shiome.reading.comparing.model import Change, Op
from shiome.reading.comparing.pairs import Opened, Side
from shiome.reading.comparing.phrases import Hit

_NEAR = 6
"""Words between a word of force and the term that it is taken to concern."""
_TOGETHER = 12
"""Characters between words of force of one scale that are told as one change."""


def force_changes(opened: Opened, sure: float) -> list[Change]:
    """Changes of force in a pair, scale by scale; ``sure`` is the confidence that a word not found is not there."""
    concepts = load_concepts()
    found: list[Change] = []
    for scale in concepts.scales:
        lost, gained = _difference(opened, scale, concepts)
        if concepts.scales[scale].kind == "graded":
            found += _graded(opened, scale, lost, gained, sure)
        else:
            found += _additive(opened, scale, lost, gained, sure)
    return found


def _difference(opened: Opened, scale: str, concepts: Concepts) -> tuple[list[Hit], list[Hit]]:
    """Hits on a scale that only the first, and only the second text has."""
    grades = concepts.graded[scale]
    a = [hit for hit in opened.a.concepts if hit.id in grades]
    b = [hit for hit in opened.b.concepts if hit.id in grades]
    return _beyond(a, Counter(hit.id for hit in b)), _beyond(b, Counter(hit.id for hit in a))


def _beyond(hits: Sequence[Hit], others: Counter[str]) -> list[Hit]:
    left = Counter(others)
    out = []
    for hit in hits:
        if left[hit.id] > 0:
            left[hit.id] -= 1
        else:
            out.append(hit)
    return out


def _graded(opened: Opened, scale: str, lost: list[Hit], gained: list[Hit], sure: float) -> list[Change]:
    """Words that replace one another on a scale; where their numbers differ, the strongest ones are compared."""
    if not lost or not gained:
        return []
    concepts = load_concepts()
    pairs = (
        list(zip(lost, gained, strict=True))
        if len(lost) == len(gained)
        else [
            (
                max(lost, key=lambda hit: concepts.grade(scale, hit.id)),
                max(gained, key=lambda hit: concepts.grade(scale, hit.id)),
            )
        ]
    )
    found = []
    for before, after in pairs:
        step = concepts.grade(scale, after.id) - concepts.grade(scale, before.id)
        if step:
            found.append(_change(opened, scale, step, [before], [after], sure))
    return found


def _additive(opened: Opened, scale: str, lost: list[Hit], gained: list[Hit], sure: float) -> list[Change]:
    concepts = load_concepts()
    if lost and gained:
        step = sum(concepts.grade(scale, hit.id) for hit in gained) - sum(concepts.grade(scale, hit.id) for hit in lost)
        return [_change(opened, scale, step, _clusters(lost)[0], _clusters(gained)[0], sure)] if step else []
    sign = concepts.scales[scale].sign
    return [
        *(_change(opened, scale, -sign, cluster, [], sure) for cluster in _clusters(lost)),
        *(_change(opened, scale, sign, [], cluster, sure) for cluster in _clusters(gained)),
    ]


def _clusters(hits: list[Hit]) -> list[list[Hit]]:
    out: list[list[Hit]] = []
    for hit in sorted(hits):
        if out and hit.start - out[-1][-1].end <= _TOGETHER:
            out[-1].append(hit)
        else:
            out.append([hit])
    return out


def _change(opened: Opened, scale: str, step: int, before: list[Hit], after: list[Hit], sure: float) -> Change:
    op: Op = "strengthened" if step > 0 else "weakened"
    a, b = opened.a, opened.b
    term_a = _concerned(a, b, before) if before else ""
    term_b = _concerned(b, a, after) if after else ""
    return Change(
        op=op,
        level="force",
        a=a.text(before[0].start, before[-1].end) if before else "",
        b=b.text(after[0].start, after[-1].end) if after else "",
        term=term_b or term_a,
        was=term_a if term_a and term_b and term_a != term_b else "",
        scale=scale,
        span_a=a.raw(before[0].start, before[-1].end) if before else None,
        span_b=b.raw(after[0].start, after[-1].end) if after else None,
        confidence=sure,
    )


def _concerned(side: Side, other: Side, hits: list[Hit]) -> str:
    """The term nearest to the words, at most some words away; of those as near, one that only this text has, the shortest."""
    start, end = hits[0].start, hits[-1].end
    words = side.words
    shared = {hit.id for hit in other.terms}

    def distance(term: Hit) -> int:
        low, high = min(end, term.end), max(start, term.start)
        return sum(1 for word in words if low <= word.start and word.end <= high and word.kind != "mark")

    near = [(distance(term), term.id in shared, term.end - term.start, term.id) for term in side.terms]
    best = min(near, default=(_NEAR + 1, True, 0, ""))
    return best[3] if best[0] <= _NEAR else ""
