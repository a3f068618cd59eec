"""What a reader may be told of a consultation file: nothing, unless a marking says so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec

from shiome.coordination.consultation.folding import ConsultationFile
from shiome.coordination.consultation.model import (
    AnyPart,
    Entry,
    Line,
    Meeting,
    Opening,
    Release,
    Retraction,
    SharedPosition,
)
from shiome.coordination.consultation.refusals import unknown_file
from shiome.errors import NotKnown
from shiome.records.marking import TLPS, Marking
from shiome.region.pack import Pack
from shiome.region.schema.institutions import Body

PUBLIC = "public"
"""The reader that stands for everybody."""


def is_known_reader(pack: Pack, reader: str) -> bool:
    """Whether a reader is the public, an actor or a body of the region."""
    return reader == PUBLIC or reader in pack.entries("actors") or reader in pack.entries("bodies")


def expanded(pack: Pack, names: Iterable[str]) -> frozenset[str]:
    """The names, and for each body among them its members. No name reaches nobody."""
    bodies = pack.entries("bodies", Body)
    found: set[str] = set()
    for name in names:
        found.add(name)
        if name in bodies:
            found |= set(bodies[name].members)
    return frozenset(found)


def reaches(marking: Marking, reader: str, pack: Pack, *, parties: Iterable[str]) -> bool:
    """Whether a marking lets a part go to a reader: an actor, a body, or ``public``.

    CLEAR reaches everybody and GREEN the parties of the file, unless a group narrows them. AMBER reaches the bodies and actors named
    and the members of a named body; AMBER+STRICT and RED reach those named and nobody else. An empty group reaches nobody.
    """
    named = frozenset(marking.to)
    if marking.tlp == "CLEAR":
        return not named or reader in expanded(pack, named)
    if reader == PUBLIC or not is_known_reader(pack, reader):
        return False
    if marking.tlp == "GREEN":
        return reader in (expanded(pack, named) if named else frozenset(parties))
    return reader in (expanded(pack, named) if marking.tlp == "AMBER" else named)


def may_see(file: ConsultationFile, number: int, reader: str, pack: Pack) -> bool:
    """Whether a reader may see a part: it is its originator, or the marking reaches it."""
    return reader == file.originator(number) or reaches(
        file.marking(number), reader, pack, parties=file.opening.parties
    )


def lines_for(file: ConsultationFile, reader: str, pack: Pack) -> tuple[Line, ...]:
    """The lines that a reader may be told: those of the last version that all parties approved, as far as each reaches the reader."""
    entry = _approved(file)
    return _told(file, entry.part, reader, pack) if entry is not None else ()


def check_reader(reader: str, pack: Pack) -> None:
    """Refuse a reader that the region does not know.

    Raises
    ------
    NotKnown
        ``consult.reader``: it is neither an actor nor a body of the region, nor the public.
    """
    if not is_known_reader(pack, reader):
        raise NotKnown(
            "consult.reader",
            f"{reader!r} is neither an actor nor a body of the region",
            ja=f"{reader!r} はこの領域の主体でも組織でもない",
            hint="name an actor, a body, or 'public'",
            hint_ja="主体、組織、または public を指定する",
            failed=reader,
        )


class Released(NamedTuple):
    """Numbers of the entries of a file that a reader may be told."""

    whole: frozenset[int]
    """The parts that reach the reader."""
    lines: frozenset[int]
    """The shared positions of which lines reach the reader."""

    def still(self, latest: Released) -> Released:
        """What is released in either: of a file as it was, what still is."""
        return Released(self.whole & latest.whole, self.lines & latest.lines)


def released_numbers(file: ConsultationFile, reader: str, pack: Pack) -> Released:
    """What a reader may be told of a file."""
    standing = [each for each in file.entries if each.number not in file.retracted]
    whole = frozenset(
        each.number
        for each in standing
        if not isinstance(each.part, Release | Retraction) and may_see(file, each.number, reader, pack)
    )
    lines = frozenset(each.number for each in standing if _told(file, each.part, reader, pack))
    return Released(whole if may_see(file, 1, reader, pack) else frozenset(), lines)


def released_to(file: ConsultationFile, reader: str, pack: Pack, *, latest: Released | None = None) -> ConsultationFile:
    """The file as a reader may have it.

    Parts that do not reach the reader are gone, and so is every trace of them: numbers run anew, keys that pointed to them do not, who
    entered a part, the chain of hashes, releases and retractions are left out. Of a shared position that does not reach the reader as a
    whole, the lines that do are kept; a reader that the file itself does not reach gets those lines and nothing else.

    Parameters
    ----------
    latest:
        For a file as it was, what :func:`released_numbers` gives of the file as it is: what was narrowed or taken back since is not
        told as of an earlier day.

    Raises
    ------
    NotKnown
        ``consult.reader``: no such reader; ``consult.unknown``: nothing of it may be told, which reads like no file at all.
    """
    check_reader(reader, pack)
    released = released_numbers(file, reader, pack)
    if latest is not None:
        released = released.still(latest)
    seen, known = released.whole, 1 in released.whole
    keys = frozenset(getattr(each.part, "key", "") for each in file.entries if each.number in seen)
    approved = _approved(file)
    lines = lines_for(file, reader, pack) if approved and approved.number in released.lines else ()
    shown: list[Entry] = []
    for entry in file.entries:
        part: AnyPart | None = None
        if entry.number in seen:
            part = _narrowed(file, entry, reader, pack, keys, released.lines)
        elif lines and entry is approved:
            part = SharedPosition(text={}, points=(), lines=lines, marking=_narrowest(lines, reader))
        if part is None:
            continue
        if not shown and not known:
            bare = Opening(title={}, issue="", parties=(), tools=(), marking=part.marking)
            shown.append(Entry(number=1, on=entry.on, by="", part=bare))
        shown.append(Entry(number=len(shown) + 1, on=entry.on, by="", part=part))
    if not shown:
        raise unknown_file(file.id)
    return ConsultationFile(file.id, tuple(shown))


def _approved(file: ConsultationFile) -> Entry | None:
    """The entry of the last version of the shared position that all parties approved."""
    for entry in reversed(file.entries):
        if isinstance(entry.part, SharedPosition) and entry.number not in file.retracted and file.approved(entry.part):
            return entry
    return None


def _narrowest(lines: Iterable[Line], reader: str) -> Marking:
    tlp = max((line.marking.tlp for line in lines), key=TLPS.index)
    return Marking(tlp=tlp, to=() if tlp == "CLEAR" else (reader,))


def _narrowed(
    file: ConsultationFile, entry: Entry, reader: str, pack: Pack, keys: frozenset[str], lined: frozenset[int]
) -> AnyPart:
    """A part without what points to parts that the reader does not have; of a shared position only the lines for this reader."""
    part = entry.part
    changes: dict[str, Any] = {"marking": file.marking(entry.number)}
    for name in ("points", "actions"):
        if hasattr(part, name):
            changes[name] = tuple(key for key in getattr(part, name) if key in keys)
    if isinstance(part, Meeting):
        changes["agenda"] = tuple(
            msgspec.structs.replace(item, points=tuple(key for key in item.points if key in keys))
            for item in part.agenda
        )
    if isinstance(part, SharedPosition) and reader not in file.opening.parties:
        changes["lines"] = _told(file, part, reader, pack) if entry.number in lined else ()
    return msgspec.structs.replace(part, **changes)


def _told(file: ConsultationFile, shared: AnyPart, reader: str, pack: Pack) -> tuple[Line, ...]:
    if not isinstance(shared, SharedPosition) or not file.approved(shared):
        return ()
    return tuple(line for line in shared.lines if reaches(line.marking, reader, pack, parties=file.opening.parties))
