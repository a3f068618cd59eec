"""The consolidated list of the United Nations, XML."""

from __future__ import annotations

import re
from pathlib import Path

from shiome.sanctions.screening.dates import iso
from shiome.sanctions.screening.lists.common import Intake, Node, Properties, nodes
from shiome.sanctions.screening.model import ListSnapshot

ROOT = "CONSOLIDATED_LIST"
_IMO = re.compile(r"IMO(?:\s+number)?[:\s#]*([0-9]{7})", re.IGNORECASE)
_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")


def load(path: Path, as_of: str) -> ListSnapshot:
    """Read the list; its day is ``dateGenerated``."""
    intake = Intake("un", path, as_of)

    def opened(root: Node) -> None:
        intake.as_of = root.attributes.get("dateGenerated", "")[:10] or as_of

    for node in nodes(path, frozenset(("INDIVIDUAL", "ENTITY")), root=opened, broken=intake.cut):
        _entry(node, intake)
    return intake.snapshot()


def _entry(node: Node, intake: Intake) -> None:
    person = node.tag == "INDIVIDUAL"
    found = Properties()
    found.add("name", " ".join(part for tag in _NAMES if (part := node.value(tag))))
    found.add("alias", node.value("NAME_ORIGINAL_SCRIPT"))
    for alias in node.all(f"{node.tag}_ALIAS"):
        quality = alias.value("QUALITY").lower().replace(".", "")
        kind = "weakAlias" if quality == "low" else "previousName" if quality == "fka" else "alias"
        found.add(kind, alias.value("ALIAS_NAME").strip("\"“”' "))
    for born in node.all("INDIVIDUAL_DATE_OF_BIRTH"):
        for part in (born.value("DATE"), born.value("YEAR"), born.value("FROM_YEAR"), born.value("TO_YEAR")):
            found.add("birthDate", *iso(part))
    for tag, name in (("PLACE_OF_BIRTH", "birthPlace"), ("ADDRESS", "address")):
        for place in node.all(f"{node.tag}_{tag}"):
            parts = [place.value(part) for part in ("STREET", "CITY", "STATE_PROVINCE", "COUNTRY")]
            found.add(name, ", ".join(part for part in parts if part))
            found.add("country", place.value("COUNTRY"))
    for document in node.all("INDIVIDUAL_DOCUMENT"):
        passport = "passport" in document.value("TYPE_OF_DOCUMENT").lower()
        found.add("passportNumber" if passport else "idNumber", document.value("NUMBER"))
    found.add("nationality", *node.values("NATIONALITY"))
    found.add("position", *node.values("DESIGNATION"))
    found.add("notes", node.value("COMMENTS1"))
    if not person:
        found.add("registrationNumber", *_IMO.findall(node.value("COMMENTS1")))
    listed = node.value("LISTED_ON")[:10]
    if listed and not iso(listed):
        intake.fault(node.line, f"unreadable day {listed}", f"日付が読めない：{listed}")
    intake.take(
        node.value("REFERENCE_NUMBER") or node.value("DATAID"),
        "Person" if person else "Organization",
        found,
        listed_on=listed,
        programme=node.value("UN_LIST_TYPE"),
        line=node.line,
    )
