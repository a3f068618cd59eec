"""The Treasury's lists as XML: the plain format (``sdnList``) and the advanced one (``Sanctions``)."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from shiome.sanctions.screening.dates import iso
from shiome.sanctions.screening.lists.common import Intake, Node, Properties, nodes, numbers
from shiome.sanctions.screening.model import ListSnapshot, Schema

PLAIN_ROOT, ADVANCED_ROOT = "sdnList", "Sanctions"
_KINDS: dict[str, Schema] = {
    "individual": "Person",
    "entity": "Organization",
    "vessel": "Vessel",
    "aircraft": "Organization",
}
_REFERENCE = ("AliasType", "FeatureType", "IDRegDocType", "PartySubType")


def load_plain(path: Path, as_of: str) -> ListSnapshot:
    """Read ``sdn.xml``; its day is ``Publish_Date``."""
    intake = Intake("ofac", path, as_of)
    taken = frozenset(("publshInformation", "publishInformation", "sdnEntry"))
    for node in nodes(path, taken, root=lambda _: None, broken=intake.cut):
        if node.tag == "sdnEntry":
            _plain_entry(node, intake)
        elif parts := node.value("Publish_Date").split("/"):
            intake.as_of = f"{parts[2]}-{parts[0]:0>2}-{parts[1]:0>2}" if len(parts) == 3 else as_of
    return intake.snapshot()


def _full(node: Node) -> str:
    last, first = node.value("lastName"), node.value("firstName")
    return f"{last}, {first}" if first else last


def _plain_entry(node: Node, intake: Intake) -> None:
    schema = _KINDS.get(node.value("sdnType").lower())
    if schema is None:
        intake.unread(
            node.line, f"unknown kind {node.value('sdnType')!r}", f"種類 {node.value('sdnType')!r} が分からない"
        )
        return
    found = Properties()
    found.add("name", _full(node))
    found.add("position", node.value("title"))
    for alias in (one for group in node.all("akaList") for one in group.all("aka")):
        weak = alias.value("category") == "weak"
        former = alias.value("type").lower().startswith("f")
        found.add("weakAlias" if weak else "previousName" if former else "alias", _full(alias))
    for group, one, value, name in (
        ("dateOfBirthList", "dateOfBirthItem", "dateOfBirth", "birthDate"),
        ("placeOfBirthList", "placeOfBirthItem", "placeOfBirth", "birthPlace"),
        ("nationalityList", "nationality", "country", "nationality"),
    ):
        for item in (item for part in node.all(group) for item in part.all(one)):
            found.add(name, *(iso(item.value(value)) if name == "birthDate" else (item.value(value),)))
    for item in (item for part in node.all("idList") for item in part.all("id")):
        _document(item.value("idType"), item.value("idNumber"), found)
    for item in (item for part in node.all("addressList") for item in part.all("address")):
        found.add("address", ", ".join(text for tag in ("address1", "city", "country") if (text := item.value(tag))))
    found.add("callSign", node.value("vesselInfo", "callSign"))
    found.add("flag", node.value("vesselInfo", "vesselFlag"))
    found.add("notes", node.value("remarks"))
    programmes = "; ".join(one.text.strip() for part in node.all("programList") for one in part.all("program"))
    intake.take(node.value("uid"), schema, found, programme=programmes, line=node.line)


def _document(kind: str, number: str, found: Properties) -> None:
    lower = kind.lower()
    if "vessel registration" in lower or "imo" in lower.split():
        numbers(found, number, company="company" in lower)
    elif "mmsi" in lower:
        found.add("mmsi", number)
    elif lower.startswith("digital currency"):
        found.add("cryptoWallet", number)
    elif "passport" in lower:
        found.add("passportNumber", number)
    elif "registration" in lower or "company" in lower:
        found.add("registrationNumber", number)
    else:
        found.add("idNumber", number)


class _Advanced:
    """The advanced format: parties refer to values, documents and entries that stand elsewhere in the file."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], str] = {}
        self.documents: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.listed: dict[str, str] = {}
        self.programmes: dict[str, list[str]] = defaultdict(list)

    def take(self, node: Node) -> None:
        if node.tag == "IDRegDocument":
            row = (node.attributes.get("IDRegDocTypeID", ""), node.value("IDRegistrationNo"))
            self.documents[node.attributes.get("IdentityID", "")].append(row)
        elif node.tag == "SanctionsEntry":
            profile = node.attributes.get("ProfileID", "")
            self.listed[profile] = min(
                (_day(one) for event in node.all("EntryEvent") for one in event.all("Date")), default=""
            )
            self.programmes[profile] += [
                one.value("Comment") for one in node.all("SanctionsMeasure") if one.value("Comment")
            ]
        else:
            self.values[node.tag, node.attributes.get("ID", "")] = " ".join(node.text.split())
            if node.tag == "PartySubType":
                self.values["PartyTypeOf", node.attributes.get("ID", "")] = node.attributes.get("PartyTypeID", "")


def _day(node: Node) -> str:
    parts = [node.value(part) for part in ("Year", "Month", "Day")]
    return f"{parts[0]}-{parts[1]:0>2}-{parts[2]:0>2}" if all(parts) else parts[0]


def load_advanced(path: Path, as_of: str) -> ListSnapshot:
    """Read ``sdn_advanced.xml``; its day is ``DateOfIssue``."""
    intake = Intake("ofac", path, as_of)
    book = _Advanced()
    taken = frozenset((*_REFERENCE, "DateOfIssue", "IDRegDocument", "SanctionsEntry", "PartyType"))
    for node in nodes(path, taken, root=lambda _: None, broken=intake.cut):
        if node.tag == "DateOfIssue":
            intake.as_of = _day(node) or as_of
        else:
            book.take(node)
    # Parties are read last, one at a time: what they refer to stands before and behind them, and all of them at once fill the memory.
    for node in nodes(path, frozenset(("DistinctParty",)), root=lambda _: None, broken=intake.cut):
        for profile in node.all("Profile"):
            _party(node, profile, book, intake)
    return intake.snapshot()


def _party(node: Node, profile: Node, book: _Advanced, intake: Intake) -> None:
    subtype = profile.attributes.get("PartySubTypeID", "")
    name = book.values.get(("PartySubType", subtype), "").lower()
    kind = book.values.get(("PartyType", book.values.get(("PartyTypeOf", subtype), "")), "").lower()
    schema = _KINDS.get(name) or _KINDS.get(kind)
    if schema is None:
        intake.unread(node.line, f"a party of unknown kind {subtype!r}", f"種類 {subtype!r} の分からない項目")
        return
    found = Properties()
    for identity in profile.all("Identity"):
        for alias in identity.all("Alias"):
            _alias(alias, book, found)
        for kind_id, number in book.documents.get(identity.attributes.get("ID", ""), ()):
            _document(book.values.get(("IDRegDocType", kind_id), ""), number, found)
    for feature in profile.all("Feature"):
        _feature(feature, book, found)
    reference = profile.attributes.get("ID", "")
    programme = "; ".join(book.programmes.get(reference, ()))
    intake.take(
        node.attributes.get("FixedRef", ""),
        schema,
        found,
        listed_on=book.listed.get(reference, ""),
        programme=programme,
        line=node.line,
    )


def _alias(alias: Node, book: _Advanced, found: Properties) -> None:
    kind = book.values.get(("AliasType", alias.attributes.get("AliasTypeID", "")), "").lower()
    primary = alias.attributes.get("Primary") == "true"
    weak = alias.attributes.get("LowQuality") == "true"
    for place, name in enumerate(alias.all("DocumentedName")):
        parts = [value.text.strip() for part in name.all("DocumentedNamePart") for value in part.all("NamePartValue")]
        # The first part is the family name; an organisation's and a ship's name is a single part.
        whole = f"{parts[0]}, {' '.join(parts[1:])}" if len(parts) > 1 else "".join(parts)
        if primary:
            found.add("name" if place == 0 else "alias", whole)
        else:
            found.add("weakAlias" if weak else "previousName" if kind.startswith("f") else "alias", whole)


def _feature(feature: Node, book: _Advanced, found: Properties) -> None:
    kind = book.values.get(("FeatureType", feature.attributes.get("FeatureTypeID", "")), "").lower()
    for version in feature.all("FeatureVersion"):
        texts = [detail.text.strip() for detail in version.all("VersionDetail") if detail.text.strip()]
        if "birthdate" in kind:
            for period in version.all("DatePeriod"):
                found.add("birthDate", _day(period.all("Start")[0].all("From")[0]) if period.all("Start") else None)
        elif "place of birth" in kind:
            found.add("birthPlace", *texts)
        elif "call sign" in kind:
            found.add("callSign", *texts)
        elif "flag" in kind:
            found.add("flag", *texts)
        else:
            for text in texts if ("digital currency" in kind or "mmsi" in kind) else ():
                _document(kind, text, found)
