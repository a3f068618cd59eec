"""Records that tell of the same matter and cannot both be right: found and kept, never merged.

Two records of one kind with the same ``about`` are in conflict where their dates exclude each other or where they differ in
what their kind is decided by. Which fields those are stands in :data:`_TESTS`, one small function each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from shiome.records.model import Claim, Commitment, Event, Judgement, Observation, Position, Record, Wording
from shiome.records.parts import visible_from
from shiome.records.values import LIVE, Conflict
from shiome.vocabulary.edtf import excludes, overlap, parse_edtf

if TYPE_CHECKING:
    from shiome.records.store import Transaction

Difference = tuple[str, str]
_REASONS: dict[str, dict[str, str]] = {
    "when": {"en": "The dates {a} and {b} exclude each other.", "ja": "日付 {a} と {b} は両立しない。"},
    "due": {"en": "The deadlines {a} and {b} exclude each other.", "ja": "期限 {a} と {b} は両立しない。"},
    "source": {"en": "Different actors are named: {a} and {b}.", "ja": "行為者が異なる: {a} と {b}。"},
    "reality": {"en": "One says {a}, the other {b}.", "ja": "一方は {a}、他方は {b} とする。"},
    "sign": {"en": "The effect has the sign {a} and {b}.", "ja": "効果の符号が {a} と {b} で異なる。"},
    "outcome": {"en": "The outcome is settled as {a} and as {b}.", "ja": "結果が {a} とも {b} とも確定している。"},
    "operation": {
        "en": "The term is {a} and {b} in the same text.",
        "ja": "同じ文書について、文言が {a} とも {b} ともされる。",
    },
    "value": {"en": "The values {a} and {b} are given for one time.", "ja": "同じ時点の値が {a} と {b} である。"},
}


def find_conflicts(versions: Iterable[Record]) -> list[Conflict]:
    """Conflicts among record versions, each pair and field once.

    Parameters
    ----------
    versions:
        Versions of any kinds and matters; several versions of one record are one record. Rejected and superseded versions and
        records without ``about`` are left out.

    Returns
    -------
    list of Conflict
        Earliest first. A conflict is known from the first day on which versions of both that conflict may be shown.
    """
    groups: dict[tuple[str, str], list[Record]] = {}
    for version in versions:
        if version.about and version.status in LIVE:
            groups.setdefault((version.KIND, version.about), []).append(version)
    found: dict[tuple[str, str, str], Conflict] = {}
    for members in groups.values():
        for one, other in combinations(sorted(members, key=lambda r: (r.id, r.known_from)), 2):
            for conflict in _conflicts_of(one, other):
                key = (conflict.a, conflict.b, conflict.field)
                if key not in found or conflict.known_from < found[key].known_from:
                    found[key] = conflict
    return sorted(found.values(), key=lambda c: (c.known_from, c.a, c.b, c.field))


def record_conflicts(transaction: Transaction, *, about: Iterable[str] | None = None) -> list[Conflict]:
    """Find conflicts among stored records and record those not yet known; returns the new ones.

    Parameters
    ----------
    transaction:
        Of the store that holds the records; sees what it has itself added.
    about:
        Only these matters, such as those of the records just added; all without it.
    """
    versions = transaction.versions(about=about)
    return [conflict for conflict in find_conflicts(versions) if transaction.add_conflict(conflict)]


def _conflicts_of(one: Record, other: Record) -> Iterator[Conflict]:
    if one.id == other.id:
        return
    known = max(visible_from(one), visible_from(other))
    if any(version.known_until is not None and version.known_until <= known for version in (one, other)):
        return
    for field, difference in _differences(one, other):
        a, b = difference
        reason = {language: text.format(a=a, b=b) for language, text in _REASONS[field].items()}
        yield Conflict(
            kind=one.KIND, a=one.id, b=other.id, field=field, values=difference, reason=reason, known_from=known
        )


def _differences(one: Record, other: Record) -> Iterator[tuple[str, Difference]]:
    for kind, field, test in _TESTS:
        if isinstance(one, kind) and isinstance(other, kind):
            difference = test(one, other)
            if difference is not None:
                yield field, difference


def _dates(a: str, b: str) -> Difference | None:
    return (a, b) if a and b and excludes(parse_edtf(a), parse_edtf(b)) else None


def _same_time(a: Record, b: Record) -> bool:
    return a.when == b.when or bool(a.when and b.when and overlap(parse_edtf(a.when), parse_edtf(b.when)))


def _event_sources(a: Event, b: Event) -> Difference | None:
    """Different doers of one deed. One document that names two under one key tells two deeds, not one in dispute."""
    disjoint = a.source and b.source and not set(a.source) & set(b.source)
    one_deed = a.plover == b.plover != "NONE"
    apart = not {source.document for source in a.sources} & {source.document for source in b.sources}
    return (", ".join(a.source), ", ".join(b.source)) if disjoint and one_deed and apart else None


def _event_reality(a: Event, b: Event) -> Difference | None:
    return (a.reality, b.reality) if {a.reality, b.reality} == {"actual", "negated"} else None


def _claim_sign(a: Claim, b: Claim) -> Difference | None:
    opposed = a.cause == b.cause and a.effect == b.effect and {a.sign, b.sign} == {"+", "-"}
    return (a.sign, b.sign) if opposed else None


def _judgement_outcome(a: Judgement, b: Judgement) -> Difference | None:
    return (a.outcome, b.outcome) if a.settled and b.settled and {a.outcome, b.outcome} == {"true", "false"} else None


def _wording_operation(a: Wording, b: Wording) -> Difference | None:
    one_text = a.text_id == b.text_id and a.term == b.term
    opposed = ({"mentioned", "omitted"}, {"added", "dropped"}, {"kept", "dropped"})
    return (a.operation, b.operation) if one_text and {a.operation, b.operation} in opposed else None


def _values(a: Position | Observation, b: Position | Observation) -> Difference | None:
    if a.value is None or b.value is None or not _same_time(a, b):
        return None
    low_a, high_a = (a.value if a.low is None else a.low), (a.value if a.high is None else a.high)
    low_b, high_b = (b.value if b.low is None else b.low), (b.value if b.high is None else b.high)
    return (f"{a.value:g}", f"{b.value:g}") if high_a < low_b or high_b < low_a else None


_Test = tuple[type[Record], str, Callable[..., Difference | None]]
_TESTS: tuple[_Test, ...] = (
    (Event, "when", lambda a, b: _dates(a.when, b.when)),
    (Wording, "when", lambda a, b: _dates(a.when, b.when)),
    (Event, "source", _event_sources),
    (Event, "reality", _event_reality),
    (Wording, "operation", _wording_operation),
    (Claim, "sign", _claim_sign),
    (Judgement, "outcome", _judgement_outcome),
    (Commitment, "due", lambda a, b: _dates(a.due, b.due)),
    (Position, "value", _values),
    (Observation, "value", _values),
)
"""Kind, field, and what shows that two records differ there. Judgements and positions of different days are a history, no
conflict: their dates are not compared."""
