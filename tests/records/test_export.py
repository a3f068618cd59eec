"""The JSON shapes that DESIGN promises."""

from __future__ import annotations

import json

from tests.records.making import day, event, judgement, source

from shiome.records.export import conflict_json, record_json, records_json
from shiome.records.model import Claim
from shiome.records.values import Conflict


def test_event() -> None:
    given = event(mode="visit", sources=(source(start=3, end=9, line=1), source("doc-2", line=4)))
    made = record_json(given, files={"doc-1": "paper.txt"})
    promised = {
        "id",
        "when",
        "source",
        "recipient",
        "plover",
        "mode",
        "reality",
        "attribution",
        "confidence",
        "status",
        "known_from",
    }
    assert promised | {"sources"} <= set(made)
    assert made["sources"][0] == {
        "document": "doc-1", "start": 3, "end": 9, "line": 1, "end_line": None, "known_from": "2025-04-16", "role": "states",
        "file": "paper.txt",
    }  # fmt: skip
    assert "file" not in made["sources"][1]
    assert (made["sources"][1]["start"], made["sources"][1]["line"]) == (None, 4)
    assert json.loads(json.dumps(made)) == made


def test_claim_and_judgement() -> None:
    claim = Claim(
        id="c", when="", known_from=day("2025-04-16"), coder="rules@1", cause="a", effect="b", sign="+", hedge=4, band=(0.6, 0.9),
        sources=(source(line=2, column=3, length=4),),
    )  # fmt: skip
    made, told = records_json([claim, judgement()])
    assert {"id", "cause", "effect", "sign", "condition", "hedge", "band", "actors", "sources"} <= set(made)
    assert made["band"] == [0.6, 0.9]
    assert made["sources"][0]["column"] == 3
    assert {"id", "proposition", "made_on", "hedge", "band", "horizon", "outcome", "score", "sources"} <= set(told)
    assert (told["kind"], told["made_on"], told["score"]) == ("judgement", "2025-04-16", None)


def test_conflict() -> None:
    given = Conflict(
        kind="event",
        a="a",
        b="b",
        field="when",
        values=("2024", "2025"),
        reason={"en": "differ"},
        known_from=day("2025-04-16"),
    )
    assert conflict_json(given)["known_from"] == "2025-04-16"
