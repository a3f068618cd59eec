"""What persons entered of inputs: arguments of their own and the log of what was said.

Each entry is one value under ``inputs/…`` in the store, beside the records and never among them: what was said to whom is for those who
said it, and goes into no outlook and no list of events. The store keeps earlier values; a withdrawal is a new one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from shiome.coordination.inputs import OwnArgument, Said, Withdrawal
from shiome.errors import InputRefused, NotKnown
from shiome.futures.ledger.drafts import check_not_ahead

if TYPE_CHECKING:
    from shiome.workspace.workspace import Workspace

_INDEX = "inputs"
"""Key under which the store keeps the keys of what was entered, in order."""
Entry = OwnArgument | Said
E = TypeVar("E", OwnArgument, Said)


def arguments(workspace: Workspace) -> list[OwnArgument]:
    """Arguments that persons entered, in order; withdrawn ones too."""
    return _all(workspace, OwnArgument)


def sayings(workspace: Workspace) -> list[Said]:
    """The log in the order of entry; withdrawn lines too."""
    return _all(workspace, Said)


def keep(workspace: Workspace, made: Entry) -> None:
    """Keep a new entry.

    Raises
    ------
    InputRefused
        ``inputs.known``: there is one of that identifier.
    """
    # Index and entry in one transaction: what somebody else enters meanwhile is never lost.
    with workspace.store.transaction(actor=f"person:{made.entered_by}") as tx:
        index: list[str] = tx.meta(_INDEX, [])
        if _key(made) in index:
            raise known_already(made.id)
        tx.set_meta(_key(made), made)
        tx.set_meta(_INDEX, [*index, _key(made)])


def withdraw(workspace: Workspace, identifier: str, *, reason: str, by: str, on: date, today: date) -> Entry:
    """Take back an entry from ``on``; before that day it is shown as it was.

    Raises
    ------
    NotKnown
        ``inputs.entry``: nothing entered here is called so.
    InputRefused
        ``inputs.reason``, ``inputs.withdrawn``, ``inputs.before``; ``ledger.future`` where ``on`` has not come.
    """
    check_not_ahead(on, today)
    if not by.strip() or not reason.strip():
        raise InputRefused(
            "inputs.reason",
            f"it is not said who takes back {identifier}, or why",
            ja=f"{identifier} を誰が、なぜ取り下げるかが示されていない",
            hint="give --by NAME and --reason",
            hint_ja="--by と --reason を指定する",
            failed=identifier,
        )
    with workspace.store.transaction(actor=f"person:{by.strip()}") as tx:
        found = _called(tx.meta, identifier)
        _check_still_counts(found, on)
        gone = msgspec.structs.replace(found, withdrawn=Withdrawal(on=on, by=by.strip(), reason=reason.strip()))
        tx.set_meta(_key(gone), gone)
    return gone


def known_already(identifier: str) -> InputRefused:
    """That an identifier is taken."""
    return InputRefused(
        "inputs.known",
        f"{identifier} is kept already",
        ja=f"{identifier} はすでに記入されている",
        hint="nothing was stored; give another --id, or leave it out",
        hint_ja="何も記録していない。--id で別の識別子にするか、記入をやめる",
        failed=identifier,
    )


def _check_still_counts(found: Entry, on: date) -> None:
    if found.withdrawn is not None:
        raise InputRefused(
            "inputs.withdrawn",
            f"{found.id} was withdrawn on {found.withdrawn.on}",
            ja=f"{found.id} は {found.withdrawn.on} に取り下げられている",
            hint="nothing more is to be done",
            hint_ja="これ以上の操作は要らない",
            failed=found.id,
        )
    if on < found.known_from:
        raise InputRefused(
            "inputs.before",
            f"{found.id} is known only from {found.known_from}",
            ja=f"{found.id} が知られたのは {found.known_from} からである",
            hint="give that day or a later one",
            hint_ja="その日以後を指定する",
            failed=found.id,
        )


def _all(workspace: Workspace, kind: type[E]) -> list[E]:
    with workspace.store.reading() as reader:
        return [msgspec.convert(reader.meta(key), kind) for key in _keys(reader.meta, kind)]


def _called(meta: Callable[..., Any], identifier: str) -> Entry:
    kinds: tuple[type[Entry], ...] = (OwnArgument, Said)
    for kind in kinds:
        key = f"{_prefix(kind)}{identifier}"
        if key in _keys(meta, kind):
            found: Entry = msgspec.convert(meta(key), kind)
            return found
    raise NotKnown(
        "inputs.entry",
        f"nothing entered in this workspace is called {identifier!r}",
        ja=f"このワークスペースに {identifier!r} という記入はない",
        hint="arguments of the region's pack cannot be withdrawn; see 'shiome inputs said' and 'shiome inputs --own'",
        hint_ja="領域パックの論拠は取り下げられない。「shiome inputs said」「shiome inputs --own」で確かめる",
        failed=identifier,
    )


def _keys(meta: Callable[..., Any], kind: type[Entry]) -> list[str]:
    return [key for key in meta(_INDEX, []) if key.startswith(_prefix(kind))]


def _key(made: Entry) -> str:
    return f"{_prefix(type(made))}{made.id}"


def _prefix(kind: type[Entry]) -> str:
    return f"{_INDEX}/argument/" if kind is OwnArgument else f"{_INDEX}/said/"
