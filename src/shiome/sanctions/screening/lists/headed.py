"""Lists as CSV with headings: the Ministry of Finance's list in katakana and Latin, and the United States' consolidated screening list."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from shiome.sanctions.screening.dates import iso
from shiome.sanctions.screening.lists.common import Intake, Properties, headed_rows
from shiome.sanctions.screening.model import ListSnapshot, Schema

_PLAIN = {
    "番号": "ref",
    "日本語表記": "ja",
    "英語表記": "latin",
    "別名": "ja_alias",
    "英語別名": "latin_alias",
    "生年月日": "birth_date",
    "告示日": "listed_on",
    "告示日付": "listed_on",
    "種別": "schema",
    "出生地": "birth_place",
    "旅券番号": "passport",
    "住所": "address",
    "備考": "notes",
}
JAPAN = frozenset(("ref", "ja", "latin"))
CSL = frozenset(("source", "entity_number", "type", "name", "alt_names"))
_SCHEMA: dict[str, Schema] = {
    "person": "Person",
    "individual": "Person",
    "個人": "Person",
    "vessel": "Vessel",
    "船舶": "Vessel",
}
_SCHEMA |= {
    "company": "Company",
    "organization": "Organization",
    "entity": "Organization",
    "団体": "Organization",
    "": "Organization",
}


def plain_headings(headings: list[str]) -> list[str]:
    """Headings in the project's words."""
    return [_PLAIN.get(heading.strip(), heading.strip()) for heading in headings]


def load_japan(path: Path, as_of: str) -> ListSnapshot:
    """Read the list of the Ministry of Finance: ``ref``, ``ja``, ``latin`` and, where given, aliases, dates and kind."""
    intake = Intake("japan", path, as_of)
    for line, cells in headed_rows(path, intake, plain_headings):
        schema = _SCHEMA.get(cells.get("schema", "").strip().lower())
        if schema is None:
            intake.unread(line, f"unknown kind {cells['schema']!r}", f"種類 {cells['schema']!r} が分からない")
            continue
        found = Properties()
        found.add("name", cells["ja"], cells["latin"])
        found.add(
            "alias", *re.split(r"[;；]", cells.get("ja_alias", "")), *re.split(r"[;；]", cells.get("latin_alias", ""))
        )
        found.add(
            "birthDate", *iso(cells.get("birth_date", "").replace("年", "-").replace("月", "-").replace("日", ""))
        )
        found.add("birthPlace", cells.get("birth_place"))
        found.add("passportNumber", cells.get("passport"))
        found.add("address", cells.get("address"))
        found.add("notes", cells.get("notes"))
        listed = iso(cells.get("listed_on", ""))
        intake.take(cells["ref"].strip(), schema, found, listed_on=min(listed, default=""), line=line)
    return intake.snapshot()


def load_csl(path: Path, as_of: str) -> ListSnapshot:
    """Read the consolidated screening list, a union of several agencies' lists."""
    intake = Intake("us-csl", path, as_of)
    counted: Counter[str] = Counter()
    for line, cells in headed_rows(path, intake, plain_headings):
        source = re.sub(r".*\(([A-Z]+)\).*", r"\1", cells["source"])
        schema = _SCHEMA.get(cells["type"].strip().lower(), "Organization")
        found = Properties()
        found.add("name", cells["name"])
        found.add("alias", *cells["alt_names"].split(";"))
        found.add("birthDate", *iso(cells.get("dates_of_birth", "")))
        for column, prop in (
            ("addresses", "address"),
            ("nationalities", "nationality"),
            ("places_of_birth", "birthPlace"),
        ):
            found.add(prop, *cells.get(column, "").split(";"))
        found.add("callSign", cells.get("call_sign"))
        found.add("flag", cells.get("vessel_flag"))
        found.add("imoNumber", *re.findall(r"IMO ([0-9]{7})", cells.get("ids", "")))
        found.add("idNumber", *re.findall(r"\b[A-Z0-9-]{6,}\b", cells.get("ids", "")))
        found.add("notes", cells.get("remarks"))
        stem = cells["entity_number"] or f"{source}:{cells['name']}"
        counted[stem] += 1
        identity = stem if counted[stem] == 1 else f"{stem}#{counted[stem]}"
        days = iso(cells.get("start_date", "")), iso(cells.get("end_date", ""))
        listed, removed = (min(found_days, default="") for found_days in days)
        intake.take(
            identity,
            schema,
            found,
            listed_on=listed,
            removed_on=removed,
            programme=cells.get("programs", ""),
            line=line,
        )
    return intake.snapshot()
