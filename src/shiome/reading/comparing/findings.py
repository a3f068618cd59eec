"""What changed between two sentences that answer each other: words, terms, force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from shiome.reading.comparing.force import force_changes
from shiome.reading.comparing.model import UNCERTAIN, Change
from shiome.reading.comparing.pairs import Opened, Side, clean_span
from shiome.reading.comparing.phrases import Hit

_ACROSS = 0.7
"""Across languages a term that is not found may only have been rendered by other words."""


def changes_of(opened: Opened, number: int, section: int | None) -> list[Change]:
    """All that is to be said of one pair."""
    return [
        msgspec.structs.replace(
            change,
            pair=number,
            section=section,
            confidence=round(change.confidence * opened.pair.confidence, 3),
            uncertain=opened.pair.uncertain or change.confidence * opened.pair.confidence < UNCERTAIN,
        )
        for change in _changes(opened)
    ]


def _changes(opened: Opened) -> Iterator[Change]:
    pair = opened.pair
    if not pair.rows or not pair.columns:
        op = "dropped" if pair.rows else "added"
        yield Change(op=op, level="sentence", a=pair.a, b=pair.b, span_a=pair.span_a, span_b=pair.span_b)  # type: ignore[arg-type]
        return
    terms = list(_term_changes(opened))
    if pair.across:
        forces = force_changes(opened, _ACROSS)
        same = not forces and all(change.op == "kept" for change in terms)
    else:
        forces = force_changes(opened, 1.0)
        same = all(run.op == "kept" for run in opened.runs)
    if same:
        yield Change(op="kept", level="sentence", a=pair.a, b=pair.b, span_a=pair.span_a, span_b=pair.span_b)
    else:
        yield from _token_changes(opened)
    yield from terms
    yield from forces


def _token_changes(opened: Opened) -> Iterator[Change]:
    for run, piece in zip(opened.runs, opened.pair.pieces, strict=True):
        if run.op == "kept":
            continue
        term_a = _covering(opened.a, opened.b, clean_span(opened.a, run.a0, run.a1)) if run.a0 < run.a1 else ""
        term_b = _covering(opened.b, opened.a, clean_span(opened.b, run.b0, run.b1)) if run.b0 < run.b1 else ""
        term = term_b or term_a
        yield Change(
            op=run.op,
            level="token",
            a=piece.a,
            b=piece.b,
            span_a=piece.span_a,
            span_b=piece.span_b,
            term=term,
            was=term_a if term_a and term_b and term_a != term_b else "",
        )


def _covering(side: Side, other: Side, span: tuple[int, int]) -> str:
    """The term that a changed span belongs to: the shortest that only this text has, else the longest one."""
    found = [hit for hit in side.terms if hit.start < span[1] and span[0] < hit.end]
    own = {hit.id for hit in found} - {hit.id for hit in other.terms}
    if own:
        return min((hit.end - hit.start, hit.id) for hit in found if hit.id in own)[1]
    return max(found, key=lambda hit: (hit.end - hit.start, hit.id)).id if found else ""


def _term_changes(opened: Opened) -> Iterator[Change]:
    a, b = opened.a, opened.b
    sure = _ACROSS if opened.pair.across else 1.0
    first_a, first_b = _first(a.terms), _first(b.terms)
    for term in sorted(first_a.keys() & first_b.keys()):
        yield _term_change("kept", a, b, first_a[term], first_b[term], 1.0)
    lost = [first_a[term] for term in sorted(first_a.keys() - first_b.keys())]
    gained = [first_b[term] for term in sorted(first_b.keys() - first_a.keys())]
    for before, after in _answering(lost, gained, opened):
        lost.remove(before)
        gained.remove(after)
        yield _term_change("replaced", a, b, before, after, sure)
    for hit in lost:
        yield _term_change("dropped", a, b, hit, None, sure)
    for hit in gained:
        yield _term_change("added", a, b, None, hit, sure)


def _first(hits: Sequence[Hit]) -> dict[str, Hit]:
    found: dict[str, Hit] = {}
    for hit in hits:
        found.setdefault(hit.id, hit)
    return found


def _answering(lost: list[Hit], gained: list[Hit], opened: Opened) -> list[tuple[Hit, Hit]]:
    """Terms that replace one another: they hold the same term within them, or stand in the same replaced words."""
    candidates = []
    for before in lost:
        for after in gained:
            shared = len(_within(before, opened.a) & _within(after, opened.b))
            together = _same_run(before, after, opened)
            if shared or together:
                candidates.append((-shared - together, before.start, after.start, before, after))
    chosen: list[tuple[Hit, Hit]] = []
    for *_, before, after in sorted(candidates):
        if not any(before == one or after == other for one, other in chosen):
            chosen.append((before, after))
    return chosen


def _within(hit: Hit, side: Side) -> set[str]:
    return {
        other.id for other in side.terms if other.id != hit.id and hit.start <= other.start and other.end <= hit.end
    }


def _same_run(before: Hit, after: Hit, opened: Opened) -> bool:
    for run in opened.runs:
        if run.op == "replaced":
            start_a, end_a = clean_span(opened.a, run.a0, run.a1)
            start_b, end_b = clean_span(opened.b, run.b0, run.b1)
            if before.start < end_a and start_a < before.end and after.start < end_b and start_b < after.end:
                return True
    return False


def _term_change(op: str, a: Side, b: Side, before: Hit | None, after: Hit | None, sure: float) -> Change:
    now = after or before
    return Change(
        op=op,  # type: ignore[arg-type]
        level="term",
        a=a.text(before.start, before.end) if before else "",
        b=b.text(after.start, after.end) if after else "",
        term=now.id if now else "",
        was=before.id if before and after and before.id != after.id else "",
        span_a=a.raw(before.start, before.end) if before else None,
        span_b=b.raw(after.start, after.end) if after else None,
        confidence=sure,
    )
