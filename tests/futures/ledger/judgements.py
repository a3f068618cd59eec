"""Judgements for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from shiome.records.model import Judgement

MADE = date(2025, 1, 10)


def judgement(**changes: Any) -> Judgement:
    fields: dict[str, Any] = {
        "id": "j1",
        "when": "2025-01-10",
        "known_from": MADE,
        "coder": "person:test",
        "proposition": "talks resume",
        "made_on": MADE,
        "hedge": 4,
        "band": (0.6, 0.9),
        "cue": "likely",
        "holder": "writer",
        "due": "2025-12",
        "criterion": "both sides announce them",
    }
    return Judgement(**fields | changes)
