"""JSON Schema of the files of a pack, for editors that complete and check while one writes."""

from __future__ import annotations

from typing import Any

import msgspec

from shiome.region.schema import SUBJECTS, Region

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schemas() -> dict[str, dict[str, Any]]:
    """File name (without ending) to the schema of that file: ``region`` and every subject, each self-contained."""
    schemas = {"region": _schema(Region, "region")}
    for subject, kind in SUBJECTS.items():
        schemas[subject] = _schema(list[kind], subject)  # type: ignore[valid-type] # a type chosen at run time
    return schemas


def _schema(kind: Any, title: str) -> dict[str, Any]:
    schema = msgspec.json.schema(kind)
    return {"$schema": DIALECT, "title": f"Shiome region pack: {title}", **schema}
