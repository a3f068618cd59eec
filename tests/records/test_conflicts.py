from __future__ import annotations

from typing import Any

import msgspec
import pytest
from tests.records.making import day, event, judgement

from shiome.records.conflicts import find_conflicts
from shiome.records.model import Claim, Commitment, Observation, Position, Record, Wording

COMMON: dict[str, Any] = {"known_from": day("2025-04-16"), "coder": "rules@1", "about": "x", "when": "2025"}


def pair(kind: type[Record], one: dict[str, Any], other: dict[str, Any], **shared: Any) -> list[Record]:
    return [
        kind(**{"id": identifier, **COMMON, **shared, **fields}) for identifier, fields in (("a", one), ("b", other))
    ]


def fields(found: list[Record]) -> list[str]:
    return [conflict.field for conflict in find_conflicts(found)]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"when": "2024-12-02"}, {"when": "2024-12-03"}, ["when"]),
        ({"when": "2024-12"}, {"when": "2024-12-03"}, []),
        ({"when": "2024-12-02~"}, {"when": "2024-12-03"}, []),
        ({"when": ""}, {"when": "2024-12-03"}, []),
        ({"source": ("AAA",)}, {"source": ("CCC",)}, ["source"]),
        ({"source": ("AAA", "CCC")}, {"source": ("CCC",)}, []),
        ({"source": ()}, {"source": ("CCC",)}, []),
        ({"reality": "actual"}, {"reality": "negated"}, ["reality"]),
        ({"reality": "planned"}, {"reality": "actual"}, []),
        ({"status": "rejected", "when": "2024-12-02"}, {"when": "2024-12-03"}, []),
        ({"about": "y", "when": "2024-12-02"}, {"when": "2024-12-03"}, []),
        ({"about": "", "when": "2024-12-02"}, {"about": "", "when": "2024-12-03"}, []),
    ],
)
def test_events(one: dict[str, Any], other: dict[str, Any], expected: list[str]) -> None:
    made = [event("a", **{"about": "x", **one}), event("b", **{"about": "x", **other})]
    assert fields(made) == expected
    assert fields(made[::-1]) == expected


def test_other_kinds() -> None:
    claim: dict[str, Any] = {"cause": "c", "effect": "e", "hedge": 3, "band": (0.4, 0.7)}
    assert fields(pair(Claim, {"sign": "+"}, {"sign": "-"}, **claim)) == ["sign"]
    assert fields(pair(Claim, {"sign": "+"}, {"sign": "conditional"}, **claim)) == []
    assert fields(pair(Claim, {"sign": "+"}, {"sign": "-", "effect": "f"}, **claim)) == []
    wording: dict[str, Any] = {"text_id": "t", "term": "w"}
    assert fields(pair(Wording, {"operation": "mentioned"}, {"operation": "omitted"}, **wording)) == ["operation"]
    assert fields(pair(Wording, {"operation": "mentioned"}, {"operation": "kept"}, **wording)) == []
    commitment: dict[str, Any] = {"owner": ("AAA",), "content": "c"}
    assert fields(pair(Commitment, {"due": "2025"}, {"due": "2026-03"}, **commitment)) == ["due"]
    position: dict[str, Any] = {"actor": "AAA", "issue": "i", "stance": "s"}
    assert fields(pair(Position, {"value": 1.0}, {"value": 2.0}, **position)) == ["value"]
    assert fields(pair(Position, {"value": 1.0, "high": 2.0}, {"value": 2.0}, **position)) == []
    assert fields(pair(Position, {"value": 1.0, "when": "2024"}, {"value": 2.0}, **position)) == []
    observation: dict[str, Any] = {"yardstick": "y", "subject": "s"}
    assert fields(pair(Observation, {"value": 1.0}, {"value": 2.0}, **observation)) == ["value"]
    told = (
        judgement("a", about="x", outcome="true", settled=True),
        judgement("b", about="x", outcome="false", settled=True),
    )
    assert fields(list(told)) == ["outcome"]


def test_judgements_of_different_days_are_a_history() -> None:
    assert fields([judgement("a", known="2024-12-06", about="x"), judgement("b", known="2025-12-31", about="x")]) == []


def test_kinds_do_not_meet() -> None:
    assert fields([event("a", about="x", when="2024"), judgement("b", about="x", when="2025")]) == []


def test_versions_that_never_held_together_do_not_conflict() -> None:
    early = event("a", when="2024-12-02", known="2024-12-06", about="x", known_until=day("2025-01-01"))
    corrected = event("a", when="2024-12-03", known="2025-01-01", about="x")
    other = event("b", when="2024-12-03", known="2025-04-16", about="x")
    assert find_conflicts([early, corrected, other]) == []
    [conflict] = find_conflicts([early, corrected, msgspec.structs.replace(other, known_from=day("2024-12-20"))])
    assert conflict.known_from == day("2024-12-20")
