"""Commitments of a workspace: the register as of a day, its layers, members and touchstones, and new states."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from shiome.coordination.commitments import (
    Evidence,
    Layers,
    Matrix,
    Register,
    Shapes,
    Standing,
    Trial,
    layers_of,
    matrix_of,
    recorded,
    register_of,
    touchstones_of,
)
from shiome.errors import InputRefused, NotKnown
from shiome.records.model import Commitment, Event
from shiome.records.values import LIVE
from shiome.workspace.evidence import locator, told_and_cited

if TYPE_CHECKING:
    from shiome.workspace.workspace import Workspace

_EVIDENCE = "commitments/evidence"
"""Under this the store keeps, by commitment, what persons gave for each state they entered."""


def newest_day(workspace: Workspace) -> date:
    """The day of the newest document, or of the last state that somebody recorded where that is later."""
    days = [each.known_from for each in workspace.store.records("commitment")]
    return max([workspace.newest_day(), *days])


def register(
    workspace: Workspace, *, as_of: date, ids: Iterable[str] | None = None, owner: str = "", newest: int | None = None
) -> Register:
    """Every commitment as it was known to stand on a day.

    Parameters
    ----------
    ids:
        Only these.
    newest:
        Only so many, the newest by the time of what is told of them; with ``owner``, of those in which this actor has a part.
    """
    with workspace.store.reading() as reader:
        if newest is not None:
            actors = [owner] if owner else []
            found = reader.records(
                "commitment", as_of=as_of, ids=ids, actors=actors, status=LIVE, order="newest", limit=newest
            )
            ids = [each.id for each in found]
        versions = [each for each in reader.histories("commitment", ids=ids) if isinstance(each, Commitment)]
        entered = {each.id for each in versions if each.coder.startswith("person:")}
        evidence = {name: _evidence(reader.meta, name) for name in entered}
    return register_of(workspace.pack, versions, as_of=as_of, evidence=evidence)


def _evidence(meta: Callable[..., Any], identifier: str) -> list[Evidence]:
    return msgspec.convert(meta(f"{_EVIDENCE}/{identifier}", []), list[Evidence])


def standing(workspace: Workspace, identifier: str, *, as_of: date) -> Standing:
    """One commitment as it was known to stand on a day.

    Raises
    ------
    NotKnown
        ``commitment.unknown``: no such commitment was known on that day.
    """
    found = next(iter(register(workspace, as_of=as_of, ids=[identifier]).standings), None)
    if found is None:
        raise NotKnown(
            "commitment.unknown",
            f"no commitment {identifier!r} was known on {as_of}",
            ja=f"{as_of} の時点で {identifier!r} という約束は知られていない",
            hint="see 'shiome commitments' for those that were",
            hint_ja="「shiome commitments」で一覧を見る",
            failed=identifier,
        )
    return found


def record(
    workspace: Workspace,
    identifier: str,
    *,
    state: str,
    evidence: Iterable[str],
    when: str = "",
    on: date | None = None,
    by: str,
    confirmed_by: str = "",
    due: str = "",
    language: str = "en",
    today: date | None = None,
) -> Standing:
    """Record a new state of a commitment with its evidence, known from ``on``; returns where it then stands.

    Parameters
    ----------
    evidence:
        Lines of documents (``DOC:12``) or what happened and who says so, in words of ``language``. At least one.
    when:
        Date of the state (EDTF); ``on`` without it.
    on:
        Day from which it is known; today without it.
    by:
        Who enters it.

    Raises
    ------
    NotKnown
        There is no such commitment, document or actor.
    InputRefused, RecordRefused
        As :func:`shiome.coordination.commitments.recorded`; ``commitment.by``: nobody is named; ``record.clock``: ``on`` lies before the
        day on which a state was last entered.
    """
    if not by.strip():
        raise InputRefused(
            "commitment.by",
            "nobody is named who enters it",
            ja="記入者の名がない",
            hint="give --by NAME",
            hint_ja="--by で名前を指定する",
        )
    day = today or date.today()
    known = on or day
    if confirmed_by:
        workspace.pack.entry("actors", confirmed_by)
    held = standing(workspace, identifier, as_of=known)
    sources, words = told_and_cited(workspace, evidence)
    with workspace.store.transaction(actor=f"person:{by.strip()}") as tx:
        current = tx.record(identifier)
        assert isinstance(current, Commitment)  # noqa: S101 - the register holds nothing else
        version = recorded(
            current,
            held,
            state=state,
            when=when.strip() or known.isoformat(),
            sources=sources,
            account={language: (" / " if language == "ja" else "; ").join(words)},
            on=known,
            today=day,
            by=by.strip(),
            confirmed_by=confirmed_by,
            due=due.strip(),
        )
        tx.replace(identifier, version, on=known, comment=f"{state} {version.when}")
        given = Evidence(state=version.state, when=version.when, known_from=known, sources=sources)
        tx.set_meta(f"{_EVIDENCE}/{identifier}", [*_evidence(tx.meta, identifier), given])
    return standing(workspace, identifier, as_of=known)


def layers(workspace: Workspace, *, as_of: date, members: Sequence[str] = ()) -> Layers:
    """The layers on which partners work together; the region's principals without ``members``.

    Raises
    ------
    NotKnown
        A member is no actor of the region.
    """
    chosen = tuple(members) or workspace.pack.region.principals
    for name in chosen:
        workspace.pack.entry("actors", name)
    together = workspace.store.records("event", as_of=as_of, status="accepted", actors=chosen)
    events = [each for each in together if isinstance(each, Event)]
    return layers_of(workspace.pack, events, members=chosen, as_of=as_of)


def touchstones(workspace: Workspace, *, as_of: date) -> tuple[Trial, ...]:
    """The declared tests as of a day."""
    return touchstones_of(workspace.pack, as_of=as_of)


def matrix(workspace: Workspace, *, as_of: date, bodies: Sequence[str] = (), topic: str = "") -> Matrix:
    """Who takes part in which initiative as of a day."""
    return matrix_of(workspace.pack, as_of=as_of, bodies=bodies, topic=topic)


def shapes(workspace: Workspace, language: str) -> Shapes:
    """Makes JSON of what this module gives."""
    return Shapes(workspace.pack, language, files=workspace.store.document_names(), locate=locator(workspace))
