"""What the consultation files of a pack owe its positions, and their parts one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shiome.region.fields import Place
from shiome.region.pack import Pack
from shiome.region.schema.common import Entry
from shiome.region.schema.coordination import Consultation, ConsultationShared
from shiome.region.schema.knowledge import PositionEntry

Problem = tuple[Place, str, str]


def consultation_rules(pack: Pack, entry: Entry) -> Iterator[Problem]:
    """Everything wrong with a consultation file that only shows beside the other entries; nothing for other subjects."""
    if not isinstance(entry, Consultation):
        return
    if len(set(entry.parties)) < max(2, len(entry.parties)):
        yield ("parties",), "two parties or more consult, each named once", "region.duplicate"
    yield from _positions(pack, entry)
    for name in ("red_lines", "constraints"):
        yield from _sides(entry, name, [text.party for text in getattr(entry, name)])
    yield from _tools(entry)
    yield from _points(entry)
    for name in ("red_lines", "constraints", "points", "slots", "decisions", "shared"):
        for number, part in enumerate(getattr(entry, name)):
            if not part.cite:
                yield (name, number, "cite"), "nothing is cited, so no day is known for it", "region.uncited"
    keys = {point.key for point in entry.points}
    for number, decision in enumerate(entry.decisions):
        yield from _known(("decisions", number, "points"), decision.points, keys)
        if not decision.owner:
            yield ("decisions", number, "owner"), "a decision has an owner", "region.reference"
    for number, shared in enumerate(entry.shared):
        yield from _shared(entry, number, shared)


def _positions(pack: Pack, entry: Consultation) -> Iterator[Problem]:
    for number, name in enumerate(entry.positions):
        position = pack.subjects["positions"].get(name)
        if isinstance(position, PositionEntry) and (
            position.actor not in entry.parties or position.issue != entry.issue
        ):
            yield (
                ("positions", number),
                f"{name!r} is no position of a party on {entry.issue!r}",
                "region.reference",
            )


def _tools(entry: Consultation) -> Iterator[Problem]:
    for name in ("slots", "points", "red_lines"):
        for number, part in enumerate(getattr(entry, name)):
            if part.tool and part.tool not in entry.tools:
                yield (name, number, "tool"), f"{part.tool!r} is no tool of the file", "region.reference"


def _points(entry: Consultation) -> Iterator[Problem]:
    yield from _sides(entry, "points", [point.raised_by for point in entry.points if point.raised_by])
    for number, point in enumerate(entry.points):
        if (point.state == "agreed") != (set(point.agreed_by) == set(entry.parties)):
            yield (
                ("points", number, "agreed_by"),
                "a point is agreed when all parties have agreed, and only then",
                "region.reference",
            )


def _shared(entry: Consultation, number: int, shared: ConsultationShared) -> Iterator[Problem]:
    agreed = {point.key for point in entry.points if point.state == "agreed"}
    yield from _known(("shared", number, "points"), shared.points, agreed)
    for party in shared.approved_by:
        if party not in entry.parties:
            yield ("shared", number, "approved_by"), f"{party!r} is no party of the file", "region.reference"


def _sides(entry: Consultation, name: str, sides: Iterable[str]) -> Iterator[Problem]:
    for side in sides:
        if side not in entry.parties:
            yield (name,), f"{side!r} is no party of the file", "region.reference"


def _known(place: Place, keys: Iterable[str], known: set[str]) -> Iterator[Problem]:
    for key in keys:
        if key not in known:
            yield place, f"no point {key!r} that it could rest on", "region.reference"
