"""Two pairs of eyes: nobody accepts what they wrote."""

from __future__ import annotations

from shiome.errors import RecordRefused
from shiome.records.model import Record

_PERSON = "person:"


def is_own_work(version: Record, actor: str) -> bool:
    """Whether a person entered or edited a version; programs have no work of their own.

    Names that differ in case only are one person.

    >>> from datetime import date
    >>> from shiome.records.model import Event
    >>> entered = Event(id="e", when="2024", known_from=date(2024, 1, 1), coder="person:kato")
    >>> is_own_work(entered, "person:Kato"), is_own_work(entered, "person:sato")
    (True, False)
    """
    return actor.startswith(_PERSON) and version.coder.casefold() == actor.casefold()


def refuse_own_work(before: Record, after: Record, *, actor: str) -> None:
    """Refuse that a person accepts a version of their own that was not accepted so far.

    Raises
    ------
    RecordRefused
        ``record.own_work``.
    """
    if before.status == "accepted" or after.status != "accepted" or not is_own_work(after, actor):
        return
    name = actor.removeprefix(_PERSON)
    raise RecordRefused(
        "record.own_work",
        f"{before.id} was entered or edited by {name}, who cannot accept it",
        ja=f"{before.id} は {name} が入力または修正した記録で、本人は採用できない",
        hint="let somebody else accept it",
        hint_ja="他の人が採用する",
        failed=before.id,
    )
