"""What a sanctions case is about as STIX 2.1 objects, and back: vessels, companies, persons, who holds what, what happened where, evidence.

========================  =================================================================================
vessel                    ``shiome-vessel``, as STIX has none
company, person           ``identity``
hold of one on another    ``relationship`` such as ``beneficial-owner-of``
what happened             ``shiome-happening`` with a ``location`` for its position
file of evidence          ``file``, by its hash and name
========================  =================================================================================

Each object says which part of the case it, and each of its properties, comes from, so that the marking of the part becomes the label of
the property. What the case itself says (its title, assessments, releases) is not here: that is the record of the case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from shiome.coordination.exchange.objects.identifiers import named_id, observable_id
from shiome.coordination.exchange.objects.records import RECORD_EXTENSION, filled, no_record
from shiome.coordination.exchange.objects.times import stamp_of_day
from shiome.sanctions.casework import CaseFile
from shiome.sanctions.casework.model import AnyPart, Evidence, Happening, Holding, Identity, ListHit

Told = Identity | Holding | Happening | Evidence
"""Parts of a case that become objects."""
_OF_VESSELS = frozenset(("imo", "mmsi", "call_sign", "flag", "class", "dimensions"))
"""Fields that only vessels have."""
_OF_CASE = ("type", "marking", "originator", "subject", "subjects", "holder", "evidence")
"""Fields that are told by references, or by the label."""


@dataclass(frozen=True)
class CaseObject:
    """An object, and the parts of the case that say what it says."""

    object: dict[str, Any]
    parts: Mapping[str, tuple[int, ...]]
    """Numbers of parts by JSON pointer; the empty pointer is the object as a whole, which is told if one of its parts may be."""


def case_objects(case: CaseFile, *, namespace: UUID) -> tuple[CaseObject, ...]:
    """The objects of a case, each after those that it refers to.

    Parameters
    ----------
    namespace:
        Where identifiers are computed in: a UUID that the node drew and keeps to itself. In a namespace that others know, an identifier
        would tell them which number its part has, and so how many parts they were not given.
    """
    writing = _Writing(case, namespace)
    return (*writing.evidence(), *writing.subjects(), *writing.holdings(), *writing.happenings())


class _Writing:
    """A case on its way to objects."""

    def __init__(self, case: CaseFile, namespace: UUID) -> None:
        self._case, self._namespace = case, namespace
        self._days = {entry.number: entry.on for entry in case.entries}
        self._files = {number: _file_id(part) for number, part in case.numbered(Evidence)}

    def evidence(self) -> Iterator[CaseObject]:
        """Files."""
        for number, part in self._case.numbered(Evidence):
            told = {name: value for name, value in self._told(part).items() if name not in ("sha256", "name", "size")}
            stix = {
                "type": "file",
                "spec_version": "2.1",
                "id": self._files[number],
                "hashes": {"SHA-256": part.sha256},
                "name": part.name,
                "size": part.size,
                "extensions": {RECORD_EXTENSION: {"extension_type": "property-extension", **told}},
            }
            yield CaseObject(stix, {"": (number,)})

    def subjects(self) -> Iterator[CaseObject]:
        """Vessels, companies and persons, with every value that they are known by.

        Their time is that of the opening: the day of a part would tell when it was entered to those who do not have it.
        """
        for subject, naming in self._naming().items():
            known = [(number, part) for number, part in self._case.numbered(Identity) if part.subject == subject]
            told = [self._told(part) for _, part in known]
            kind, nature = self._kind(subject)
            place = f"/extensions/{RECORD_EXTENSION}/identities" if kind == "identity" else "/identities"
            parts = {"": naming} | {f"{place}/{index}": (number,) for index, (number, _) in enumerate(known)}
            identities = _under("identities", told)
            yield CaseObject(self._new(kind, subject, on=1, name=subject, told=identities, **nature), parts)

    def holdings(self) -> Iterator[CaseObject]:
        """Who holds what."""
        for number, part in self._case.numbered(Holding):
            told = self._told(part)
            role = str(told.pop("role")).replace("_", "-")
            ends = {
                "relationship_type": f"{role}-of",
                "source_ref": self._id(part.holder),
                "target_ref": self._id(part.subject),
            }
            yield CaseObject(self._new("relationship", str(number), on=number, told=told, **ends), {"": (number,)})

    def happenings(self) -> Iterator[CaseObject]:
        """What happened, each after its place."""
        for number, part in self._case.numbered(Happening):
            told = self._told(part)
            tracks = [
                {"subject_ref": self._id(track.subject), "points": msgspec.to_builtins(track.points)}
                for track in part.tracks
            ]
            told |= {"tracks": tracks, "subject_refs": [self._id(subject) for subject in part.subjects]}
            if part.lat is not None and part.lon is not None:
                position = {"latitude": told.pop("lat"), "longitude": told.pop("lon")}
                location = self._new("location", str(number), on=number, told={}, **position)
                told["location_ref"] = location["id"]
                yield CaseObject(location, {"": (number,)})
            yield CaseObject(
                self._new("shiome-happening", str(number), on=number, told=filled(told) or {}), {"": (number,)}
            )

    def _told(self, part: Told) -> dict[str, Any]:
        """What a part says by itself, without what is empty; files by their identifiers."""
        told = {name: value for name, value in msgspec.to_builtins(part).items() if name not in _OF_CASE}
        told["evidence_refs"] = [
            self._files[number] for number in getattr(part, "evidence", ()) if number in self._files
        ]
        return {name: each for name, value in told.items() if (each := filled(value)) is not None and each != ""}

    def _new(self, kind: str, known_as: str, *, on: int, told: Mapping[str, Any], **standard: Any) -> dict[str, Any]:
        """An object of a STIX type, with Shiome's properties in an extension, or of a type of Shiome's."""
        stamped = stamp_of_day(self._days[on])
        own = kind.startswith("shiome-")
        extension = (
            {"extension_type": "new-sdo"} if own else {"extension_type": "property-extension", **told} if told else {}
        )
        return {
            "type": kind,
            "spec_version": "2.1",
            "id": self._id(known_as, kind),
            "created": stamped,
            "modified": stamped,
            **standard,
            **(told if own else {}),
            **_under("extensions", _under(RECORD_EXTENSION, extension)),
        }

    def _id(self, name: str, kind: str = "") -> str:
        return named_id(kind or self._kind(name)[0], self._case.id, name, namespace=self._namespace)

    def _naming(self) -> dict[str, tuple[int, ...]]:
        """Every subject, with the numbers of the parts that name it."""
        found: dict[str, list[int]] = {}
        for entry in self._case.entries:
            if entry.number not in self._case.retracted:
                for subject in _named_in(entry.part):
                    found.setdefault(subject, []).append(entry.number)
        return {subject: tuple(numbers) for subject, numbers in found.items()}

    def _kind(self, subject: str) -> tuple[str, dict[str, str]]:
        """The STIX type of a subject and its class, as far as the case tells what it is."""
        identities = [part for _, part in self._case.numbered(Identity) if part.subject == subject]
        tracked = any(track.subject == subject for _, part in self._case.numbered(Happening) for track in part.tracks)
        if tracked or any(part.field in _OF_VESSELS for part in identities):
            return "shiome-vessel", {}
        holdings = [part for _, part in self._case.numbered(Holding)]
        if any(part.holder == subject and part.role == "director" for part in holdings):
            return "identity", {"identity_class": "individual"}
        held = any(subject in (part.holder, part.subject) for part in holdings)
        return "identity", {"identity_class": "organization" if held else "unknown"}


def parts_of(objects: Sequence[Mapping[str, Any]], *, first: int = 2) -> tuple[Told, ...]:
    """The parts of a case that objects tell, in the order of the objects: what :func:`case_objects` made, or what of it may be had.

    Parameters
    ----------
    first:
        The number that the first part gets, by which others name it as evidence; the opening of a case has number 1.

    Raises
    ------
    InputRefused
        ``exchange.record``: a property is not what it has to be, or is missing.
    """
    reading = _Reading(objects)
    found: list[Told] = []
    for stix in objects:
        for part in reading.parts(stix, first + len(found)):
            found.append(part)  # noqa: PERF402 - the number of each depends on those before it
    return tuple(found)


class _Reading:
    """Objects on their way to parts."""

    def __init__(self, objects: Sequence[Mapping[str, Any]]) -> None:
        self._names = {each["id"]: each["name"] for each in objects if each["type"] in ("shiome-vessel", "identity")}
        self._places = {each["id"]: each for each in objects if each["type"] == "location"}
        self._files: dict[str, int] = {}

    def parts(self, stix: Mapping[str, Any], number: int) -> Iterator[Told]:
        """The parts that an object tells; the first gets this number."""
        kind = stix["type"]
        own = kind.startswith("shiome-")
        told = dict(stix if own else stix.get("extensions", {}).get(RECORD_EXTENSION, {}))
        if kind == "file":
            self._files[stix["id"]] = number
            evidence = {
                "sha256": stix.get("hashes", {}).get("SHA-256"),
                "name": stix.get("name"),
                "size": stix.get("size"),
            }
            yield self._part(Evidence, {**told, **evidence}, stix)
        elif kind in ("shiome-vessel", "identity"):
            yield from (
                self._part(Identity, {**each, "subject": stix["name"]}, stix) for each in told.get("identities", ())
            )
        elif kind == "relationship":
            role = str(stix["relationship_type"]).removesuffix("-of").replace("-", "_")
            ends = {"subject": self._names.get(stix["target_ref"]), "holder": self._names.get(stix["source_ref"])}
            yield self._part(Holding, {**told, **ends, "role": role}, stix)
        elif kind == "shiome-happening":
            yield self._part(Happening, self._happening(told), stix)

    def _happening(self, told: dict[str, Any]) -> dict[str, Any]:
        place = self._places.get(told.get("location_ref", ""), {})
        position = {"lat": place["latitude"], "lon": place["longitude"]} if place else {}
        subjects = [self._names[each] for each in told.get("subject_refs", ()) if each in self._names]
        tracks = [
            {"subject": self._names[each["subject_ref"]], "points": each.get("points", ())}
            for each in told.get("tracks", ())
            if each.get("subject_ref") in self._names
        ]
        return {**told, **position, "subjects": subjects, "tracks": tracks}

    def _part(self, kind: type[Told], told: dict[str, Any], stix: Mapping[str, Any]) -> Told:
        numbers = [self._files[each] for each in told.get("evidence_refs", ()) if each in self._files]
        values = {name: told[name] for name in kind.__struct_fields__ if name in told} | (
            {"evidence": numbers} if numbers else {}
        )
        try:
            return msgspec.convert(values, kind)
        except msgspec.ValidationError as fault:
            raise no_record(stix, str(fault), "項目の値が事案の項目の形に合わない") from fault


def _named_in(part: AnyPart) -> dict[str, None]:
    """Subjects that a part names, each once."""
    match part:
        case Identity() | ListHit():
            return {part.subject: None}
        case Holding():
            return {part.subject: None, part.holder: None}
        case Happening():
            return dict.fromkeys((*part.subjects, *(track.subject for track in part.tracks)))
        case _:
            return {}


def _file_id(part: Evidence) -> str:
    return observable_id("file", {"hashes": {"SHA-256": part.sha256}, "name": part.name})


def _under(name: str, value: Any) -> dict[str, Any]:
    return {name: value} if value else {}
