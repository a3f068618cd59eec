"""What the sanctions framework and its public cases say as of a day, worked out once for whoever shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shiome.errors import NotKnown
from shiome.region.pack import Pack
from shiome.sanctions.casework import CaseFile, released_numbers, released_to
from shiome.sanctions.casework.model import HandOver, Release, Retraction
from shiome.sanctions.framework import Framework
from shiome.sanctions.framework.bodies import PUBLIC


@dataclass(frozen=True)
class PublicCase:
    """A case as everybody may see it.

    Parameters
    ----------
    case:
        Only what reaches the public.
    released:
        The last day on which a part of it reached the public: that of the last release which names the part, or that of its entry.
    simulated:
        Whether anything in the whole case is made up. A simulated part that is withheld counts too: nothing that rests on it may
        look genuine.
    """

    case: CaseFile
    released: date
    simulated: bool


@dataclass(frozen=True)
class SanctionsView:
    """The bodies that watch over the sanctions, and the cases that are public, both as of a day."""

    framework: Framework
    cases: tuple[PublicCase, ...] = ()


def public_case(case: CaseFile, pack: Pack, *, on: date, among: frozenset[int] | None = None) -> PublicCase | None:
    """The case as the public may have it on a day; None where nothing of it is public. ``among``: see :func:`released_to`."""
    try:
        seen = released_to(case, PUBLIC, pack, on=on, among=among)
    except NotKnown as error:
        if error.code != "case.unknown":
            raise
        return None
    released = released_numbers(case, PUBLIC, pack, on=on)
    shown = [
        entry.number
        for entry in case.entries
        if entry.number in (released if among is None else released & among)
        and not isinstance(entry.part, HandOver | Release | Retraction)  # the log of these is the originator's
    ]
    return PublicCase(seen, max(_reached(case, number) for number in shown), case.simulated)


def _reached(case: CaseFile, number: int) -> date:
    """The day of the last release that names a part; of its entry where none does."""
    days = [case.entries[at - 1].on for at, part in case.numbered(Release) if number in part.items]
    return days[-1] if days else case.entries[number - 1].on
