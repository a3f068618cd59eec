"""Review: accept, edit, split, merge or reject what was proposed, with who and why; corrections become regression cases.

Nothing is deleted. A decision closes the version that holds and appends the next; what is split or merged away stays as
superseded and is linked to what took its place. What a person enters or edits is a proposal again until somebody else accepts it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from shiome.errors import NotKnown, RecordRefused
from shiome.records.model import AnyRecord, Event, Judgement, Record, Status

if TYPE_CHECKING:
    from shiome.records.store import Transaction
    from shiome.workspace.workspace import Workspace

FIXED = frozenset({"id", "kind", "known_from", "known_until", "sources", "coder", "status"})
"""Fields that an edit may not set: the store and the reviewer's name do."""
SPLIT, MERGED = "split_from", "merged_into"


def decide(
    workspace: Workspace, ids: Sequence[str], status: Status, *, by: str, why: str = "", today: date | None = None
) -> None:
    """Accept or reject proposed records, all or none.

    Raises
    ------
    NotKnown
        One of ``ids`` is no record.
    RecordRefused
        One of them is not proposed, or nobody decides; ``record.own_work``: who accepts one has entered or edited it.
    """
    found = [_proposed(workspace, identifier) for identifier in ids]
    on = _day(found, today)
    with workspace.store.transaction(actor=_person(by)) as tx:
        for record in found:
            tx.review(record.id, status, on=on, comment=why)


def edit(
    workspace: Workspace,
    identifier: str,
    changes: Mapping[str, Any],
    *,
    by: str,
    why: str = "",
    today: date | None = None,
) -> AnyRecord:
    """Correct fields of a proposed or accepted record, which then waits for somebody else to accept it; returns the version that now holds.

    Parameters
    ----------
    changes:
        Field name to new value, as in the JSON shape of the record.

    Raises
    ------
    NotKnown, RecordRefused
        As :func:`decide`; a field that may not be set or a value of the wrong type.
    """
    record = _live(workspace, identifier)
    edited = changed(record, changes, by=by)
    with workspace.store.transaction(actor=_person(by)) as tx:
        tx.replace(identifier, edited, on=_day([record], today), comment=why)
    return workspace.store.record(identifier)


def split(
    workspace: Workspace,
    identifier: str,
    parts: Sequence[Mapping[str, Any]],
    *,
    by: str,
    why: str = "",
    today: date | None = None,
) -> list[str]:
    """Put several records in the place of one, which then wait for somebody else to accept them; returns their identifiers.

    Parameters
    ----------
    parts:
        For each, the fields in which it differs from the original.

    Raises
    ------
    NotKnown, RecordRefused
        As :func:`edit`; fewer than two parts.
    """
    if len(parts) < 2:
        raise RecordRefused(
            "review.parts",
            f"{identifier} cannot be split into {len(parts)}",
            ja=f"{identifier} を {len(parts)} 件に分けることはできない",
            hint="give at least two parts",
            hint_ja="二つ以上の部分を与える",
            failed=identifier,
        )
    record = _live(workspace, identifier)
    on = _day([record], today)
    made = [
        msgspec.structs.replace(changed(record, part, by=by), id=f"{identifier}.{number}", known_from=on)
        for number, part in enumerate(parts, start=1)
    ]
    with workspace.store.transaction(actor=_person(by)) as tx:
        tx.add_records(made)
        _supersede(tx, record, on, why)
        for part_made in made:
            tx.link(part_made.id, identifier, SPLIT, known_from=on)
    return [part_made.id for part_made in made]


def merge(workspace: Workspace, ids: Sequence[str], *, by: str, why: str = "", today: date | None = None) -> str:
    """Let the first of several records stand for all: it takes their sources and is accepted; returns its identifier.

    Raises
    ------
    NotKnown, RecordRefused
        As :func:`decide`; fewer than two records, or of different kinds; ``record.own_work``: the first is a proposal of who merges.
    """
    found = [_live(workspace, identifier) for identifier in dict.fromkeys(ids)]
    if len(found) < 2 or len({record.KIND for record in found}) > 1:
        raise RecordRefused(
            "review.merge",
            "records to merge are two or more of one kind",
            ja="一つにするのは、同じ種類の二件以上の記録である",
            hint="name them by identifier",
            hint_ja="識別子で指定する",
            failed=tuple(ids),
        )
    kept, *others = found
    on = _day(found, today)
    with workspace.store.transaction(actor=_person(by)) as tx:
        if kept.status != "accepted":
            tx.review(kept.id, "accepted", on=on, comment=why)
        for other in others:
            tx.add_sources(kept.id, other.sources)
            _supersede(tx, other, on, why)
            tx.link(other.id, kept.id, MERGED, known_from=on)
    return kept.id


def changed(record: AnyRecord, changes: Mapping[str, Any], *, by: str) -> AnyRecord:
    """The record with ``changes``, proposed by a person.

    Raises
    ------
    RecordRefused
        A field that may not be set, is not of this kind, or has a value of the wrong type.
    """
    refused = [name for name in changes if name in FIXED or name not in record.__struct_fields__]
    if refused:
        raise RecordRefused(
            "review.field",
            f"{record.id}: {', '.join(refused)} cannot be edited",
            ja=f"{record.id}: {', '.join(refused)} は編集できない",
            hint=f"fields of {record.KIND}: {', '.join(n for n in record.__struct_fields__ if n not in FIXED)}",
            failed=record.id,
        )
    plain = msgspec.to_builtins(record) | dict(changes)
    try:
        edited: AnyRecord = msgspec.convert(plain, type(record))
    except msgspec.ValidationError as error:
        raise RecordRefused(
            "review.value", f"{record.id}: {error}", hint="give the value as in the JSON shape", failed=record.id
        ) from error
    return msgspec.structs.replace(edited, status="proposed", coder=_person(by))


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A regression case: what a coder should find in a passage, as a reviewer left it."""

    text: str
    language: str
    dated: str
    document: str
    """Hash of the document's text, so that the case can be traced without its text being kept elsewhere."""
    expected: tuple[dict[str, Any], ...]
    """Decisive fields of the records that stand; empty where all that was proposed was rejected."""
    refused: tuple[dict[str, Any], ...] = ()
    """Decisive fields of what was proposed and rejected or corrected."""


DECISIVE: dict[type[Record], tuple[str, ...]] = {
    Event: ("source", "recipient", "plover", "reality", "when"),
    Judgement: ("hedge", "cue", "holder"),
}


def export_cases(workspace: Workspace) -> Iterator[Case]:
    """One case for each passage in which a reviewer decided about what a coder proposed."""
    groups: dict[tuple[str, int, int], tuple[list[dict[str, Any]], list[dict[str, Any]]]] = {}
    for kind in ("event", "judgement"):
        for record in workspace.store.records(kind, status=("accepted", "rejected", "superseded")):
            history = workspace.store.history(record.id)
            proposals = [version for version in history if version.status == "proposed"]
            if not proposals and not record.coder.startswith("person:"):
                continue
            for key in _places(record):
                stands, gone = groups.setdefault(key, ([], []))
                now = _decisive(record)
                if record.status == "accepted":
                    stands.append(now)
                gone += [was for was in map(_decisive, proposals) if was != now or record.status != "accepted"]
    for (identifier, start, end), (stands, gone) in sorted(groups.items()):
        document = workspace.store.document(identifier)
        yield Case(
            text=document.text[start:end],
            language=document.language,
            dated=document.dated,
            document=document.text_sha256,
            expected=tuple(stands),
            refused=tuple(gone),
        )


def check_cases(workspace: Workspace, cases: Iterable[Case]) -> list[dict[str, Any]]:
    """Code each case anew and say what is missing of what should be found, and what is found of what was refused."""
    from shiome.vocabulary.edtf import parse_edtf
    from shiome.workspace.coding import code_together

    report = []
    for number, case in enumerate(cases, start=1):
        dated = parse_edtf(case.dated).latest or date.max
        text = workspace.reader.read_bytes(case.text.encode(), "case.txt", dated=case.dated, today=dated)
        coded, _ = code_together(workspace.reader, text, document="case", dated=dated)
        found = [_decisive(record) for record in (*coded.events, *coded.judgements)]
        report.append(
            {
                "case": number,
                "missing": [wanted for wanted in case.expected if wanted not in found],
                "returned": [unwanted for unwanted in case.refused if unwanted in found],
            }
        )
    return report


def _decisive(record: Record) -> dict[str, Any]:
    plain: dict[str, Any] = {"kind": record.KIND}
    for name in DECISIVE[type(record)]:
        value = getattr(record, name)
        plain[name] = list(value) if isinstance(value, tuple) else value
    return plain


def _places(record: Record) -> Iterator[tuple[str, int, int]]:
    for source in record.sources:
        if source.start is not None and source.end is not None:
            yield source.document, source.start, source.end


def _supersede(tx: Transaction, record: Record, on: date, why: str) -> None:
    tx.review(record.id, "superseded", on=on, comment=why)


def _live(workspace: Workspace, identifier: str) -> AnyRecord:
    found = workspace.store.records(ids=[identifier])
    if not found:
        raise NotKnown(
            "record.missing",
            f"there is no record {identifier!r}",
            ja=f"記録 {identifier!r} はない",
            hint="see 'shiome review list'",
            failed=identifier,
        )
    record = found[0]
    if record.status not in ("proposed", "accepted"):
        raise _status(record)
    return record


def _proposed(workspace: Workspace, identifier: str) -> AnyRecord:
    record = _live(workspace, identifier)
    if record.status != "proposed":
        raise _status(record)
    return record


def _status(record: Record) -> RecordRefused:
    return RecordRefused(
        "review.status",
        f"{record.id} is {record.status} already",
        ja=f"{record.id} はすでに {record.status} である",
        hint="only what is still open is decided; see 'shiome review list'",
        failed=record.id,
    )


def _person(by: str) -> str:
    if not by.strip():
        raise RecordRefused(
            "review.by", "a decision needs a name", ja="判断には名前が要る", hint="give --by NAME", failed=by
        )
    return f"person:{by.strip()}"


def _day(records: Iterable[Record], today: date | None) -> date:
    """The day of a decision: today, but never before a record was known."""
    return max([today or date.today(), *(record.known_from for record in records)])
