"""A case as JSON and as rows."""

from __future__ import annotations

from typing import Any

import msgspec

from shiome.sanctions.casework.folding import CaseFile
from shiome.sanctions.casework.model import Identity
from shiome.sanctions.casework.numbers import imo_holds
from shiome.sanctions.casework.ownership import ownership_of
from shiome.vocabulary.languages import in_language


def case_shape(case: CaseFile, language: str) -> dict[str, Any]:
    """The case as the command prints it with ``--json``: every part with its number, marking and originator, and the ownership graph."""
    ownership = ownership_of(case)
    return {
        "id": case.id,
        "title": in_language(case.opening.title, language),
        "category": case.opening.category,
        "marking": str(case.marking(1)),
        "simulated": case.simulated,
        "subjects": [{"id": subject, "name": case.name(subject)} for subject in case.subjects],
        "parts": [_part(case, number) for number in range(1, len(case.entries) + 1)],
        "ownership": {
            "holds": ownership.holds,
            "shared": ownership.shared(),
            "behind": {subject: ownership.behind(subject) for subject in case.subjects if ownership.behind(subject)},
        },
    }


def case_rows(case: CaseFile, language: str) -> list[list[str]]:
    """Rows of number, day, kind, marking, and what the part says."""
    rows = []
    for entry in case.entries:
        kind = str(entry.part.__struct_config__.tag)
        gone = ("取消済 " if language == "ja" else "retracted ") if entry.number in case.retracted else ""
        told = gone + _summary(entry.part, language)
        rows.append([str(entry.number), entry.on.isoformat(), kind, str(case.marking(entry.number)), told])
    return rows


def _part(case: CaseFile, number: int) -> dict[str, Any]:
    entry = case.entries[number - 1]
    shape = {
        "number": number,
        "on": entry.on,
        "by": entry.by,
        "originator": case.originator(number),
        "marking": str(case.marking(number)),
        "retracted": number in case.retracted,
        "part": msgspec.to_builtins(entry.part),
    }
    if isinstance(entry.part, Identity) and entry.part.field == "imo":
        shape["check_holds"] = imo_holds(entry.part.value)
    return shape


_TOLD = (
    "title", "subject", "holder", "role", "field", "value", "verdict", "start", "name", "list", "entry", "basis", "party", "stance",
    "source", "target", "stage", "item", "items", "new", "whom", "at", "statement", "text", "reason",
)  # fmt: skip


def _summary(part: object, language: str) -> str:
    found = []
    for field in _TOLD:
        value = getattr(part, field, None)
        if isinstance(value, dict):
            value = in_language(value, language)
        elif isinstance(value, tuple):
            value = ",".join(map(str, value))
        if value:
            found.append(str(value))
    return " · ".join(found)
