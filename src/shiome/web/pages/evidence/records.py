"""Any record: its fields in words, what it rests on, its versions, and what it stands in conflict or in connection with."""

from __future__ import annotations

from typing import Any

from shiome.coordination.commitments.words import word
from shiome.errors import NotKnown
from shiome.records.model import AnyRecord, Judgement, Record, Source, in_language
from shiome.records.values import Conflict
from shiome.web.asked import Asked
from shiome.web.model import Answer, Column, Page, Table
from shiome.web.naming import actor_name
from shiome.web.pages.evidence.marked import marked_text, one_line
from shiome.web.pages.evidence.readable import record_of
from shiome.web.telling import address_of, band, told

ACTORS = frozenset(
    {"source", "recipient", "actors", "owner", "beneficiary", "actor", "addressee", "holder", "confirmed_by", "parties"}
)
"""Fields that name actors."""
ENTRIES = frozenset({"topics", "issue", "yardstick", "text_id", "baseline", "term", "tool"})
"""Fields that may name other entries of the pack."""
SUBJECTS = frozenset({"subject", "about", "theme"})
"""Fields that hold the identifier of an entry, or a key of its own."""
ELSEWHERE = frozenset(
    {"id", "sources", "spans", "text", "note", "translations", "status", "known_until", "log", "chronology", "evidence"}
)
"""Fields that a page tells in another place, or that go out under rules of release only."""
AROUND = 160
"""Characters of the document that are shown before and after a passage."""


def fields_of(asked: Asked, record: AnyRecord) -> list[dict[str, str]]:
    """The fields of a record that say something, each with its name and its value in words."""
    local = in_language(record, asked.language)
    found = []
    for name in local.__struct_fields__:
        value = getattr(local, name)
        if name in ELSEWHERE or value is None or value in ("", ()):
            continue
        found.append(
            {"name": name, "label": asked.words("evidence.field_" + name), "value": _worded(asked, name, value)}
        )
    return found


def quotes_of(asked: Asked, record: AnyRecord) -> list[dict[str, Any]]:
    """The passages that a record rests on, with what stands around them and the coded parts marked."""
    return [_quote(asked, record, source) for source in record.sources]


def _quote(asked: Asked, record: AnyRecord, source: Source) -> dict[str, Any]:
    shown = asked.evidence([source])[0] | {"role": asked.words("evidence.role_" + source.role)}
    document = asked.desk.texts.document(source.document)
    start, end = shown["start"], shown["end"]
    if document is None or start is None or end is None:
        return shown | {"before": "", "pieces": [], "after": "", "language": ""}
    parts = [(low - start, high - start) for low, high in getattr(record, "spans", {}).values()]
    return shown | {
        "before": ("…" if start > AROUND else "") + one_line(document.text[max(0, start - AROUND) : start]),
        "pieces": marked_text(
            document.text[start:end], [part for part in parts if part[0] >= 0 and part[1] <= end - start]
        ),
        "after": one_line(document.text[end : end + AROUND]) + ("…" if end + AROUND < len(document.text) else ""),
        "language": document.language,
    }


def _worded(asked: Asked, name: str, value: Any) -> str:
    t = asked.words
    if name == "plover":
        return t("chronology.plover_" + value.lower())
    if name in ("reality", "outcome"):
        return t(f"{'chronology' if name == 'reality' else 'ledger'}.{name}_{value}")
    if name == "band":
        return band(*value)
    if isinstance(value, bool):
        return t("evidence.yes" if value else "evidence.no")
    joint = "、" if asked.language == "ja" else ", "
    values = value if isinstance(value, tuple) else (value,)
    if name in ACTORS:
        return joint.join(actor_name(asked, each) for each in values)
    return joint.join(entry_name(asked, each) if name in ENTRIES else _coded(asked, name, each) for each in values)


def _coded(asked: Asked, name: str, value: Any) -> str:
    """A code in words where there are some for it; any other value as it is."""
    if name == "state":
        return word(value, asked.language)
    if name in SUBJECTS:
        return entry_name(asked, value)
    key = f"evidence.value_{name}_{value}"
    return asked.words(key) if asked.words.known(key) else str(value)


def entry_name(asked: Asked, identifier: str) -> str:
    """What an entry of the pack is called; the identifier where it has none such."""
    entry = next((each[identifier] for each in asked.workspace.pack.subjects.values() if identifier in each), None)
    return asked.workspace.entry_name(entry, asked.language) if entry is not None else identifier


def _one(asked: Asked) -> Answer:
    record = record_of(asked, asked.values["record"])
    day = max(asked.day, record.known_from)
    history = [
        each
        for each in asked.workspace.store.history(record.id)
        if asked.as_of is None or each.known_from <= asked.as_of
    ]
    store = asked.workspace.store
    conflicts = store.conflicts(day, record=record.id)
    links = store.links(record.id, as_of=day)
    data: dict[str, Any] = {
        "id": record.id,
        "kind": record.KIND,
        "told": told(asked, record),
        "status": record.status,
        "note": asked.text(record.note) if record.note else "",
        "fields_told": fields_of(asked, record),
        "quotes": quotes_of(asked, record),
        "in_ledger": address_of(asked, record) if isinstance(record, Judgement) else "",
    }
    tables = [_versions(asked, history), _conflicts(asked, record.id, conflicts)]
    links_table = _links(asked, [(each.b if each.a == record.id else each.a, each.type) for each in links])
    return Answer(template="evidence/record.html", data=data, tables=[*tables, links_table], title=data["told"][:60])


def _version(asked: Asked, version: Record) -> dict[str, str]:
    return {
        "known_from": version.known_from.isoformat(),
        "known_until": version.known_until.isoformat() if version.known_until else "",
        "status": asked.words("evidence.status_" + version.status),
        "coder": version.coder,
    }


def _versions(asked: Asked, history: list[AnyRecord]) -> Table:
    t = asked.words
    columns = [
        Column(key="known_from", title=t("evidence.field_known_from"), kind="date"),
        Column(key="known_until", title=t("evidence.known_until"), kind="date"),
        Column(key="status", title=t("evidence.status")),
        Column(key="coder", title=t("evidence.field_coder"), kind="code"),
        Column(key="changed", title=t("evidence.changed")),
    ]
    before: AnyRecord | None = None
    rows = []
    for version in history:
        rows.append(_version(asked, version) | {"changed": _changes(asked, before, version)})
        before = version
    return Table(id="versions", title=t("evidence.versions"), columns=columns, rows=rows)


def _changes(asked: Asked, before: Record | None, version: Record) -> str:
    """The names of the fields in which a version differs from the one before."""
    if before is None:
        return ""
    joint = "、" if asked.language == "ja" else ", "
    housekeeping = ("known_from", "known_until", "status", "coder", "sources", "spans", "translations")
    differing = [
        name
        for name in version.__struct_fields__
        if name not in housekeeping and getattr(version, name) != getattr(before, name)
    ]
    return joint.join(
        asked.words("evidence.field_" + name) for name in differing if asked.words.known("evidence.field_" + name)
    )


def _conflicts(asked: Asked, record: str, conflicts: list[Conflict]) -> Table:
    t = asked.words
    columns = [
        Column(key="other", title=t("evidence.other")),
        Column(key="field", title=t("evidence.differs")),
        Column(key="here", title=t("evidence.here")),
        Column(key="there", title=t("evidence.there")),
        Column(key="reason", title=t("evidence.reason")),
    ]
    rows = []
    for each in conflicts:
        mine = 0 if each.a == record else 1
        other = _other(asked, each.b if mine == 0 else each.a)
        if other is None:
            continue
        label = "evidence.field_" + each.field
        rows.append(
            other
            | {
                "field": t(label) if t.known(label) else each.field,
                "here": each.values[mine],
                "there": each.values[1 - mine],
                "reason": asked.text(each.reason) if each.reason else "",
            }
        )
    return Table(id="conflicts", title=t("evidence.conflicts"), columns=columns, rows=rows)


def _links(asked: Asked, links: list[tuple[str, str]]) -> Table:
    t = asked.words
    columns = [Column(key="other", title=t("evidence.other")), Column(key="type", title=t("evidence.link"))]
    rows = []
    for identifier, link in links:
        other = _other(asked, identifier)
        if other is not None:
            label = "evidence.link_" + link
            rows.append(other | {"type": t(label) if t.known(label) else link})
    return Table(id="links", title=t("evidence.links"), columns=columns, rows=rows)


def _other(asked: Asked, identifier: str) -> dict[str, Any] | None:
    """Another record as the beginning of a row; ``None`` where the reader may not see it."""
    try:
        other = record_of(asked, identifier)
    except NotKnown:
        return None
    return {
        "id": identifier,
        "other": told(asked, other),
        "_href": asked.link(f"/evidence/records/{identifier}"),
        "_sources": asked.evidence(other.sources),
    }


PAGES = (
    Page(
        name="evidence.record",
        path="/evidence/records/{record}",
        about="A record with its passages, versions, conflicts and links.",
        handler=_one,
    ),
)
