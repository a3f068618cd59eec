"""Consultation files in a workspace: versions of records of kind consultation, and the position records that they name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from shiome.coordination.consultation import (
    LOG,
    ConsultationFile,
    check_part,
    check_parts,
    file_of,
    grown,
    released_numbers,
    released_to,
    unknown_file,
    version_of,
)
from shiome.coordination.consultation.model import AnyPart, Opening, Standing
from shiome.errors import InputRefused, NotKnown, RecordRefused
from shiome.records.model import AnyRecord, Consultation, Position
from shiome.region.parts_file import read_parts_file

if TYPE_CHECKING:
    from shiome.region.pack import Pack
    from shiome.workspace.workspace import Workspace


def open_consultation(
    workspace: Workspace, identifier: str, opening: Opening, *, by: str, on: date
) -> ConsultationFile:
    """Begin a file.

    Raises
    ------
    InputRefused
        There is a record of that identifier, or the opening does not hold.
    """
    person = _person(by)
    check_part(None, opening, workspace.pack, position=_positions(workspace, on))
    record = version_of(identifier, LOG.appended((), (opening,), on=on, by=person), on=on, by=person)
    with workspace.store.transaction(actor=person) as tx:
        try:
            tx.history(identifier)
        except NotKnown:
            tx.add_records([record])
            return file_of(record)
    raise InputRefused(
        "consult.exists",
        f"there is a record {identifier!r} already",
        ja=f"{identifier!r} という記録はすでにある",
        hint="name the file otherwise",
        hint_ja="別の識別子にする",
        failed=identifier,
    )


def add_to_consultation(
    workspace: Workspace, identifier: str, parts: Sequence[AnyPart], *, by: str, on: date
) -> ConsultationFile:
    """Add parts to a file, all or none; what was in it stays as it was.

    Raises
    ------
    InputRefused, NotKnown
        As :func:`shiome.coordination.consultation.check_part`; there is no such file.
    RecordRefused
        ``record.clock``: ``on`` lies before the day on which something was last entered.
    """
    person = _person(by)
    find = _positions(workspace, on)
    # Read and written in one transaction: what somebody else enters meanwhile is never lost.
    with workspace.store.transaction(actor=person) as tx:
        record = _as_consultation(identifier, tx.record)
        check_parts(file_of(record), parts, workspace.pack, on=on, by=person, position=find)
        if on < record.known_from:
            raise RecordRefused(
                "record.clock",
                f"{record.id} was last added to on {record.known_from}; {on} lies before it",
                ja=f"{record.id} には {record.known_from} に追記があり、それより前の {on} には書き足せない",
                hint="give that day or a later one",
                hint_ja="その日以後を指定する",
                failed=record.id,
            )
        version = grown(record, parts, on=on, by=person)
        tx.replace(identifier, version, on=on, comment=f"{len(parts)} parts")
    return file_of(version)


def parts_from(workspace: Workspace, identifier: str, file: Path, *, by: str, on: date) -> tuple[AnyPart, ...]:
    """The parts of a YAML file, each checked against the consultation with those before it.

    Raises
    ------
    InputRefused, NotKnown
        As :func:`add_to_consultation`, with the name of the file and the line.
    """
    reached = [consultation(workspace, identifier)]
    find = _positions(workspace, on)

    def check(part: AnyPart) -> None:
        reached[0] = check_parts(reached[0], [part], workspace.pack, on=on, by=_person(by), position=find)

    return read_parts_file(file, AnyPart, check)


def consultation(
    workspace: Workspace, identifier: str, *, as_of: date | None = None, reader: str = ""
) -> ConsultationFile:
    """A file as it was on a day, or as it is; with ``reader``, only what that actor, body or the public might be told then and still may.

    Raises
    ------
    NotKnown
        There was no such file, or the reader may be told nothing of it.
    """
    found = file_of(_as_consultation(identifier, lambda name: workspace.store.record(name, as_of=as_of)))
    if not reader:
        return found
    latest = found if as_of is None else file_of(_as_consultation(identifier, workspace.store.record))
    return _released(found, latest, reader, workspace.pack)


def consultations(workspace: Workspace, *, as_of: date | None = None, reader: str = "") -> list[ConsultationFile]:
    """All files as of a day, by identifier; with ``reader``, only those it might be told something of then and still may."""
    held = _held(workspace, as_of)
    latest = held if as_of is None else _held(workspace, None)
    found = []
    for identifier, file in sorted(held.items()):
        if reader:
            try:
                file = _released(file, latest[identifier], reader, workspace.pack)
            except NotKnown as error:
                if error.code != "consult.unknown":
                    raise
                continue
        found.append(file)
    return found


def _held(workspace: Workspace, as_of: date | None) -> dict[str, ConsultationFile]:
    records = workspace.store.records("consultation", as_of=as_of)
    return {record.id: file_of(record) for record in records if isinstance(record, Consultation)}


def _released(was: ConsultationFile, latest: ConsultationFile, reader: str, pack: Pack) -> ConsultationFile:
    return released_to(was, reader, pack, latest=released_numbers(latest, reader, pack))


def linked_positions(
    workspace: Workspace, file: ConsultationFile, *, as_of: date | None = None
) -> Mapping[str, Position]:
    """The position records that a file names, as known on a day; what was taken back or not yet known is not among them."""
    names = [part.record for part in file.of(Standing) if part.record]
    found = workspace.store.records("position", ids=names, as_of=as_of) if names else []
    return {each.id: each for each in found if isinstance(each, Position) and each.status == "accepted"}


def _positions(workspace: Workspace, on: date) -> Callable[[str], Position | None]:
    def find(name: str) -> Position | None:
        try:
            record = workspace.store.record(name, as_of=on)
        except NotKnown:
            return None
        return record if isinstance(record, Position) and record.status == "accepted" else None

    return find


def _as_consultation(identifier: str, find: Callable[[str], AnyRecord]) -> Consultation:
    try:
        record = find(identifier)
    except NotKnown as error:
        raise unknown_file(identifier) from error
    if not isinstance(record, Consultation):
        raise unknown_file(identifier)
    return msgspec.structs.replace(record, sources=())


def _person(by: str) -> str:
    if not by.strip():
        raise InputRefused(
            "consult.by",
            "nobody is named who enters it",
            ja="記入者の名がない",
            hint="give --by NAME",
            hint_ja="--by で名前を指定する",
        )
    return by if ":" in by else f"person:{by}"
