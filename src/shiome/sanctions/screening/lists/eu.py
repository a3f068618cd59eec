"""The European Union's lists: the consolidated XML, and annexes of one regulation as CSV with headings."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from shiome.sanctions.screening.dates import iso
from shiome.sanctions.screening.identifiers import digits_of_imo
from shiome.sanctions.screening.lists.common import Intake, Node, Properties, headed_rows, nodes, numbers
from shiome.sanctions.screening.model import ListSnapshot, Schema

ROOT = "export"
HEADINGS = frozenset(("celex", "annex", "startDate", "schema", "name", "alias", "imoNumber"))
_SCHEMA: dict[str, Schema] = {
    "Person": "Person",
    "LegalEntity": "Organization",
    "Company": "Company",
    "Vessel": "Vessel",
}
_SCHEMA |= {"Organization": "Organization"}
_KINDS: dict[str, Schema] = {"P": "Person", "E": "Organization", "person": "Person", "enterprise": "Organization"}
_FORMER = re.compile(r"\(\s*(?:formerly(?: known as)?|ex|f\.?k\.?a\.?)?:?\s*([^()]+)\)", re.IGNORECASE)
_COPIED = (
    "birthPlace",
    "position",
    "nationality",
    "country",
    "address",
    "mmsi",
    "flag",
    "notes",
    "registrationNumber",
    "website",
)


def load_csv(path: Path, as_of: str) -> ListSnapshot:
    """Read annexes with headings; names of ships may hold former names in brackets."""
    intake = Intake("eu", path, as_of)
    counted: Counter[str] = Counter()
    for line, cells in headed_rows(path, intake, lambda headings: headings):
        _row(cells, line, intake, counted)
    return intake.snapshot()


def _row(cells: dict[str, str], line: int, intake: Intake, counted: Counter[str]) -> None:
    schema = _SCHEMA.get(cells["schema"])
    if schema is None:
        intake.unread(line, f"unknown schema {cells['schema']!r}", f"種類 {cells['schema']!r} が分からない")
        return
    found = Properties()
    name = cells["name"]
    if schema == "Vessel":
        found.add("previousName", *_FORMER.findall(name))
        name = _FORMER.sub("", name)
    found.add("name", name)
    for column, prop in (("alias", "alias"), ("weakAlias", "weakAlias"), ("previousName", "previousName")):
        found.add(prop, *(one.strip("‘’'\"“” ") for one in cells.get(column, "").split(";")))
    found.add("birthDate", *iso(cells.get("birthDate", "")))
    found.add("passportNumber", *re.findall(r"[A-Z]{0,3}[0-9]{5,}", cells.get("passportNumber", "")))
    found.add("idNumber", *cells.get("idNumber", "").split(";"))
    for column in _COPIED:
        found.add(column, *(one.strip() for one in cells.get(column, "").split(";")))
    for number in cells.get("imoNumber", "").split(";"):
        if number.strip():
            numbers(found, number, company=schema != "Vessel")
    listed = iso(cells["startDate"])
    if cells["startDate"].strip() and not listed:
        intake.fault(line, f"unreadable day {cells['startDate']}", f"日付が読めない：{cells['startDate']}")
    stem = "-".join(part for part in (cells["celex"], cells["annex"], schema, cells.get("recordId", "")) if part)
    counted[stem] += 1
    identity = stem if counted[stem] == 1 and cells.get("recordId") else f"{stem}#{counted[stem]}"
    intake.take(
        identity, schema, found, listed_on=min(listed, default=""), programme=cells.get("programKey", ""), line=line
    )


def load_xml(path: Path, as_of: str) -> ListSnapshot:
    """Read the consolidated list, format 1.1; its day is ``generationDate``."""
    intake = Intake("eu", path, as_of)

    def opened(root: Node) -> None:
        intake.as_of = root.attributes.get("generationDate", "")[:10] or as_of

    for node in nodes(path, frozenset(("sanctionEntity",)), root=opened, broken=intake.cut):
        _entity(node, intake)
    return intake.snapshot()


def _entity(node: Node, intake: Intake) -> None:
    kind = next((child.attributes for child in node.all("subjectType")), {})
    schema = _KINDS.get(kind.get("classificationCode", ""), _KINDS.get(kind.get("code", "")))
    if schema is None:
        intake.unread(node.line, "an entry of unknown kind", "種類の分からない項目")
        return
    found = Properties()
    for alias in node.all("nameAlias"):
        whole = alias.attributes.get("wholeName", "")
        weak = alias.attributes.get("strong", "true") != "true"
        found.add("name", whole if not found.frozen().get("name") and not weak else None)
        found.add("weakAlias" if weak else "alias", whole)
    if not found.frozen().get("name"):
        found.add("name", *found.frozen().get("weakAlias", ())[:1])
    for born in node.all("birthdate"):
        found.add("birthDate", *iso(born.attributes.get("birthdate") or born.attributes.get("year", "")))
        places = [born.attributes.get(part, "") for part in ("place", "city", "region", "countryDescription")]
        found.add("birthPlace", ", ".join(part for part in places if part and part != "UNKNOWN"))
    for citizen in node.all("citizenship"):
        found.add("nationality", citizen.attributes.get("countryDescription"))
    for document in node.all("identification"):
        number = document.attributes.get("number", "")
        passport = document.attributes.get("identificationTypeCode") == "passport"
        if digits_of_imo(number) and "imo" in document.attributes.get("identificationTypeDescription", "").lower():
            numbers(found, number, company=True)
        else:
            found.add("passportNumber" if passport else "idNumber", number)
    for place in node.all("address"):
        parts = [place.attributes.get(part, "") for part in ("street", "city", "countryDescription")]
        found.add("address", ", ".join(part for part in parts if part and part != "UNKNOWN"))
    regulation = next((child.attributes for child in node.all("regulation")), {})
    days = (
        node.attributes.get("designationDate", ""),
        regulation.get("entryIntoForceDate", ""),
        regulation.get("publicationDate", ""),
    )
    intake.take(
        node.attributes.get("euReferenceNumber") or node.attributes.get("logicalId", ""),
        schema,
        found,
        listed_on=next((day[:10] for day in days if day), ""),
        programme=regulation.get("programme", ""),
        line=node.line,
    )
