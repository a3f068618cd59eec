"""Sanctions cases in a workspace: versions of records of kind case, and evidence files kept by their hash."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from shiome.errors import InputRefused, NotKnown, RecordRefused, why
from shiome.records.model import AnyRecord, Case
from shiome.sanctions.casework import (
    CaseFile,
    canonical,
    case_of,
    check_part,
    check_parts,
    grown,
    released_numbers,
    released_to,
    unknown_case,
    version_of,
)
from shiome.sanctions.casework.log import appended
from shiome.sanctions.casework.model import AnyPart, Evidence, Opening

if TYPE_CHECKING:
    from shiome.region.pack import Pack
    from shiome.workspace.workspace import Workspace

FOLDER = "evidence"
"""Folder of the workspace that keeps evidence files, each under its SHA-256."""
_CHUNK = 1 << 20


def open_case(workspace: Workspace, identifier: str, opening: Opening, *, by: str, on: date) -> CaseFile:
    """Begin a case.

    Raises
    ------
    InputRefused
        There is a record of that identifier, or the opening does not hold.
    """
    check_part(None, opening, workspace.pack, on=on)
    record = version_of(identifier, appended((), (opening,), on=on, by=_person(by)), on=on, by=_person(by))
    with workspace.store.transaction(actor=_person(by)) as tx:
        try:
            tx.history(identifier)
        except NotKnown:
            tx.add_records([record])
            return case_of(record)
    raise InputRefused(
        "case.exists",
        f"there is a record {identifier!r} already",
        ja=f"{identifier!r} という記録はすでにある",
        hint="name the case otherwise",
        hint_ja="別の識別子にする",
        failed=identifier,
    )


def add_parts(workspace: Workspace, identifier: str, parts: Sequence[AnyPart], *, by: str, on: date) -> CaseFile:
    """Add parts to a case, all or none; what was in it stays as it was.

    Raises
    ------
    InputRefused, NotKnown
        As :func:`shiome.sanctions.casework.check_part`; there is no such case.
    RecordRefused
        ``record.clock``: ``on`` lies before the day on which something was last entered.
    """
    ready = tuple(canonical(part, workspace.pack, on=on) for part in parts)
    # Read and written in one transaction: what somebody else enters meanwhile is never lost.
    with workspace.store.transaction(actor=_person(by)) as tx:
        record = _as_case(identifier, tx.record)
        check_parts(case_of(record), ready, workspace.pack, on=on, by=_person(by))
        _no_earlier(record, on)
        version = grown(record, ready, on=on, by=_person(by))
        tx.replace(identifier, version, on=on, comment=f"{len(ready)} parts")
    return case_of(version)


def _no_earlier(record: Case, on: date) -> None:
    if on < record.known_from:
        raise RecordRefused(
            "record.clock",
            f"{record.id} was last added to on {record.known_from}; {on} lies before it",
            ja=f"{record.id} には {record.known_from} に追記があり、それより前の {on} には書き足せない",
            hint="give that day or a later one",
            hint_ja="その日以後を指定する",
            failed=record.id,
        )


def checker(workspace: Workspace, identifier: str, *, by: str, on: date) -> Callable[[AnyPart], None]:
    """A check of parts one after another, each against the case with those before it; for reading a file."""
    grown_case = [case_of(_record(workspace, identifier))]

    def check(part: AnyPart) -> None:
        grown_case[0] = check_parts(grown_case[0], [part], workspace.pack, on=on, by=by)

    return check


def add_evidence(
    workspace: Workspace, identifier: str, file: Path, part: Callable[[str, int], Evidence], *, by: str, on: date
) -> CaseFile:
    """Copy a file into the workspace under its hash, and enter it as evidence.

    Parameters
    ----------
    part:
        Makes the part from the SHA-256 and the size in bytes.

    Raises
    ------
    InputRefused
        ``case.evidence``: the file cannot be read; otherwise as :func:`add_parts`, and no copy is left then.
    """
    _record(workspace, identifier)
    copied, sha256, size = _copied(workspace.folder / FOLDER, file)
    try:
        return add_parts(workspace, identifier, [part(sha256, size)], by=by, on=on)
    except BaseException:
        if copied is not None:
            copied.unlink(missing_ok=True)
        raise


def evidence_file(workspace: Workspace, sha256: str) -> Path:
    """Where a piece of evidence is kept, after looking that it is still what it was.

    Raises
    ------
    NotKnown
        ``case.evidence_missing``: the file is not in the workspace.
    InputRefused
        ``case.evidence_changed``: its content has another hash now.
    """
    file = _place(workspace.folder / FOLDER, sha256)
    if not file.is_file():
        raise NotKnown(
            "case.evidence_missing",
            f"{file} is missing",
            ja=f"{file} がない",
            hint="bring it back from a copy of the workspace",
            hint_ja="ワークスペースの写しから戻す",
            failed=file,
        )
    if _digest(file) != sha256:
        raise InputRefused(
            "case.evidence_changed",
            f"{file} is not the file that was entered: its hash has changed",
            ja=f"{file} は登録時のファイルではない（ハッシュが違う）",
            hint="bring it back from a copy of the workspace",
            hint_ja="ワークスペースの写しから戻す",
            failed=file,
        )
    return file


def case(workspace: Workspace, identifier: str, *, as_of: date | None = None, reader: str = "") -> CaseFile:
    """A case as it was on a day, or as it is; with ``reader``, only what that body or state might see then and still may.

    Raises
    ------
    NotKnown
        There was no such case, or the reader may see nothing of it.
    """
    found = case_of(_record(workspace, identifier, as_of=as_of))
    if not reader:
        return found
    latest = found if as_of is None else case_of(_record(workspace, identifier))
    return _released(found, latest, reader, workspace.pack, as_of)


def cases(workspace: Workspace, *, as_of: date | None = None, reader: str = "") -> list[CaseFile]:
    """All cases as of a day, by identifier; with ``reader``, only those it might see something of then and still may."""
    held = _held(workspace, as_of)
    latest = held if as_of is None else _held(workspace, None)
    found = []
    for identifier, whole in sorted(held.items()):
        if reader:
            try:
                whole = _released(whole, latest[identifier], reader, workspace.pack, as_of)
            except NotKnown as error:
                if error.code != "case.unknown":
                    raise
                continue
        found.append(whole)
    return found


def _held(workspace: Workspace, as_of: date | None) -> dict[str, CaseFile]:
    records: Iterable[Case] = (r for r in workspace.store.records("case", as_of=as_of) if isinstance(r, Case))
    return {record.id: case_of(record) for record in records}


def _released(was: CaseFile, latest: CaseFile, reader: str, pack: Pack, as_of: date | None) -> CaseFile:
    today = date.today()
    still = released_numbers(latest, reader, pack, on=today)
    return released_to(was, reader, pack, on=as_of or today, among=still)


def _record(workspace: Workspace, identifier: str, *, as_of: date | None = None) -> Case:
    return _as_case(identifier, lambda name: workspace.store.record(name, as_of=as_of))


def _as_case(identifier: str, find: Callable[[str], AnyRecord]) -> Case:
    try:
        record = find(identifier)
    except NotKnown as error:
        raise unknown_case(identifier) from error
    if not isinstance(record, Case):
        raise unknown_case(identifier)
    return msgspec.structs.replace(record, sources=())


def _person(by: str) -> str:
    if not by.strip():
        raise InputRefused(
            "case.by",
            "nobody is named who enters it",
            ja="記入者の名がない",
            hint="give --by NAME",
            hint_ja="--by で名前を指定する",
        )
    return by if ":" in by else f"person:{by}"


def _copied(folder: Path, file: Path) -> tuple[Path | None, str, int]:
    """The new copy (``None`` where the content was there already), its hash and size."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".new-", delete=False) as target:
            new = Path(target.name)
        try:
            shutil.copyfile(file, new)
            sha256, size = _digest(new), new.stat().st_size
            place = _place(folder, sha256)
            if place.exists():
                return None, sha256, size
            place.parent.mkdir(exist_ok=True)
            new.replace(place)
            place.chmod(0o444)
            return place, sha256, size
        finally:
            new.unlink(missing_ok=True)
    except OSError as error:
        raise InputRefused(
            "case.evidence",
            f"{file}: it cannot be kept as evidence: {why(error).en}",
            ja=f"{file}：証拠として保存できない（{why(error).ja}）",
            hint="name a file that can be read",
            hint_ja="読めるファイルを指定する",
            failed=file,
        ) from error


def _place(folder: Path, sha256: str) -> Path:
    return folder / sha256[:2] / sha256


def _digest(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
