"""What a reader may see of a case."""

from __future__ import annotations

from datetime import date

import msgspec

from shiome.errors import NotKnown
from shiome.records.marking import Marking
from shiome.region.pack import Pack
from shiome.sanctions.casework.folding import CaseFile
from shiome.sanctions.casework.model import Entry
from shiome.sanctions.framework import expanded, is_known_reader
from shiome.sanctions.framework.bodies import PUBLIC

_POINTING = ("evidence", "rests_on", "items")
"""Fields that name other parts by number."""


def reaches(marking: Marking, reader: str, pack: Pack, *, on: date) -> bool:
    """Whether a marking lets a part go to a reader: a body, a state, or ``public``.

    CLEAR reaches everybody and GREEN the framework, unless a group narrows them. AMBER reaches the bodies and states named, and the
    states that take part in a named body; AMBER+STRICT and RED reach those named and nobody else. An empty group reaches nobody.
    """
    if marking.tlp == "CLEAR":
        return not marking.to or reader in expanded(pack, marking.to, on=on)
    if reader == PUBLIC or not is_known_reader(pack, reader):
        return False
    if marking.tlp == "GREEN":
        return not marking.to or reader in expanded(pack, marking.to, on=on)
    if marking.tlp == "AMBER":
        return reader in expanded(pack, marking.to, on=on)
    return reader in marking.to


def may_see(case: CaseFile, number: int, reader: str, pack: Pack, *, on: date) -> bool:
    """Whether a reader may see a part of a case: it is the originator, or the marking reaches it."""
    return reader == case.originator(number) or reaches(case.marking(number), reader, pack, on=on)


def released_numbers(case: CaseFile, reader: str, pack: Pack, *, on: date) -> frozenset[int]:
    """Numbers of the parts that a reader may see; none where the reader may not know of the case."""
    seen = frozenset(
        each.number
        for each in case.entries
        if each.number not in case.retracted and may_see(case, each.number, reader, pack, on=on)
    )
    return seen if 1 in seen else frozenset()


def released_to(case: CaseFile, reader: str, pack: Pack, *, on: date, among: frozenset[int] | None = None) -> CaseFile:
    """The case as a reader may have it.

    Parts that do not reach the reader are gone, and so is every trace of them: numbers run anew, what pointed to them does not, who
    entered a part and the chain of hashes are left out. The log of hand-overs, releases and retractions is kept for the originator
    of the case only.

    Parameters
    ----------
    on:
        Day as of which bodies have their participants.
    among:
        Numbers of the parts beyond which nothing is seen: for a case as it was, those that :func:`released_numbers` gives of the case as
        it is, so that what was narrowed or taken back since is not seen as of an earlier day.

    Raises
    ------
    NotKnown
        ``framework.reader``: no such reader; ``case.unknown``: nothing of the case may be seen, which reads like no case at all.
    """
    if not is_known_reader(pack, reader):
        raise NotKnown(
            "framework.reader",
            f"{reader!r} is neither a body nor a participant of the framework",
            ja=f"{reader!r} は枠組みの組織でも参加国でもない",
            hint="name a body, a participating state, or 'public'",
            hint_ja="組織、参加国、または public を指定する",
            failed=reader,
        )
    seen = released_numbers(case, reader, pack, on=on)
    if among is not None:
        seen &= among
    if 1 not in seen:
        raise unknown_case(case.id)
    own = reader == case.originator(1)
    kept = [
        each
        for each in case.entries
        if each.number in seen
        and (own or each.part.__struct_config__.tag not in ("hand_over", "release", "retraction"))
    ]
    numbers = {each.number: number for number, each in enumerate(kept, start=1)}
    return CaseFile(case.id, tuple(_renumbered(case, each, numbers) for each in kept))


def unknown_case(identifier: str) -> NotKnown:
    """What is raised where there is no such case, or none that the reader may know of."""
    return NotKnown(
        "case.unknown",
        f"there is no case {identifier!r}",
        ja=f"事案 {identifier!r} はない",
        hint="see 'shiome sanctions case list'",
        hint_ja="「shiome sanctions case list」で一覧を見る",
        failed=identifier,
    )


def _renumbered(case: CaseFile, entry: Entry, numbers: dict[int, int]) -> Entry:
    changes: dict[str, object] = {"marking": case.marking(entry.number)}
    for field in _POINTING:
        if hasattr(entry.part, field):
            pointed: tuple[int, ...] = getattr(entry.part, field)
            changes[field] = tuple(numbers[number] for number in pointed if number in numbers)
    part = msgspec.structs.replace(entry.part, **changes)
    return msgspec.structs.replace(entry, number=numbers[entry.number], part=part, by="", previous="")
