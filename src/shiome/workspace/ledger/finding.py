"""Judgements of a store by their identifiers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from shiome.errors import NotKnown
from shiome.records.model import Judgement

if TYPE_CHECKING:
    from shiome.workspace.workspace import Workspace


def judgement_called(workspace: Workspace, identifier: str) -> Judgement:
    """The judgement of this name as it stands now."""
    record = workspace.store.record(identifier)
    if not isinstance(record, Judgement):
        raise no_judgement(identifier)
    return record


def history_of(workspace: Workspace, identifier: str) -> list[Judgement]:
    """All versions of a judgement, earliest first."""
    found = judgements_in(workspace.store.history(identifier))
    if not found:
        raise no_judgement(identifier)
    return found


def judgements_in(versions: Iterable[Any]) -> list[Judgement]:
    """Those of the versions that are judgements."""
    return [version for version in versions if isinstance(version, Judgement)]


def no_judgement(identifier: str) -> NotKnown:
    """That a record is no judgement."""
    return NotKnown(
        "ledger.kind",
        f"{identifier} is a record of another kind, no judgement",
        ja=f"{identifier} は判断ではない別の種類の記録である",
        hint="see 'shiome ledger' for the identifiers of judgements",
        hint_ja="判断の識別子は shiome ledger で確かめる",
        failed=identifier,
    )
