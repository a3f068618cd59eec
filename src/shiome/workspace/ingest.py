"""From a file to stored records: read, code, link, store, all or nothing.

A document that the pack knows (by its hash) takes its identity, date and author from the pack. What the coder finds that
the store already tells is linked to it as one more source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from shiome.errors import DocumentRefused, PluginFailed, ShiomeError
from shiome.records.conflicts import record_conflicts
from shiome.records.linking import link_or_add
from shiome.records.model import Claim, Document, Judgement, Record
from shiome.vocabulary.edtf import parse_edtf
from shiome.workspace.coding import Coder, code_together
from shiome.workspace.reader import file_bytes

if TYPE_CHECKING:
    from shiome.reading.coding.coder import CodedDocument
    from shiome.reading.text.document import TextDocument
    from shiome.reading.text.metadata.model import MetaField
    from shiome.records.store import Transaction
    from shiome.region.pack import Pack
    from shiome.workspace.workspace import Workspace

R = TypeVar("R", bound=Record)
SUFFIXES = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".conllu"})


@dataclass(frozen=True)
class Ingested:
    """What became of one file."""

    file: Path
    state: str
    """``stored``, ``known`` (the same document is stored already) or ``refused``."""
    document: str = ""
    events: int = 0
    judgements: int = 0
    claims: int = 0
    linked: int = 0
    unknown: tuple[str, ...] = ()
    """Names that the coder met and the region does not list."""
    error: ShiomeError | None = None
    faults: tuple[PluginFailed, ...] = ()
    """Coders of other packages that failed at this document; what the others found is stored."""

    def line(self, language: str) -> str:
        """One line for a person."""
        if self.state == "refused":
            reason = self.error.line(language) if self.error else ""
            return (
                f"{self.file.name}: 受け付けない。{reason}"
                if language == "ja"
                else f"{self.file.name}: refused: {reason}"
            )
        if self.state == "known":
            if language == "ja":
                return f"{self.file.name}: {self.document} として蓄積済み"
            return f"{self.file.name}: stored already as {self.document}"
        if language == "ja":
            found = (
                f"出来事 {self.events}、判断 {self.judgements}、主張 {self.claims}、うち既知の記録に連結 {self.linked}"
            )
            unknown = f"。知らない名: {'、'.join(self.unknown)}" if self.unknown else ""
            return f"{self.file.name}: {self.document} として蓄積（{found}）{unknown}"
        found = f"{self.events} events, {self.judgements} judgements, {self.claims} claims; {self.linked} were known"
        unknown = f"; unknown names: {', '.join(self.unknown)}" if self.unknown else ""
        return f"{self.file.name}: stored as {self.document} ({found}){unknown}"

    def shape(self) -> dict[str, Any]:
        """The JSON shape of the reference."""
        return {
            "file": str(self.file),
            "state": self.state,
            "document": self.document,
            "events": self.events,
            "judgements": self.judgements,
            "claims": self.claims,
            "unknown": list(self.unknown),
            "linked": self.linked,
            "reason": self.error.message if self.error else "",
            "code": self.error.code if self.error else "",
            "faults": [fault.message for fault in self.faults],
        }


def find_documents(paths: Iterable[Path], *, recursive: bool = False) -> list[Path]:
    """Files among ``paths``: those named, and those of a known ending in the folders named (with ``recursive``, below them too).

    Raises
    ------
    DocumentRefused
        A path is not there, or nothing was found.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            listed = sorted(path.rglob("*") if recursive else path.iterdir())
            found += [
                file for file in listed if file.suffix.lower() in SUFFIXES and file.is_file() and _seen(file, path)
            ]
        elif path.is_file():
            found.append(path)
        else:
            raise DocumentRefused(
                "document.missing",
                f"{path} is not there",
                ja=f"{path} がない",
                hint="name a file or a folder",
                hint_ja="ファイルかフォルダーを指定する",
                failed=path,
            )
    if not found:
        raise DocumentRefused(
            "document.none",
            "no document was found",
            ja="文書が見つからない",
            hint=f"documents end in {', '.join(sorted(SUFFIXES))}",
            failed=tuple(paths),
        )
    return list(dict.fromkeys(found))


def _seen(file: Path, folder: Path) -> bool:
    return not any(part.startswith(".") for part in file.relative_to(folder).parts)


def ingest(workspace: Workspace, file: Path, *, dated: str, today: date, coder: Coder | None = None) -> Ingested:
    """Store one document; a refusal is a result, so that the next document can go on.

    What is wrong with the store itself (locked, full, read-only) is raised: no other document could be stored either.
    """
    try:
        raw = file_bytes(file)
        text = workspace.reader.read_bytes(raw, file.name, dated=dated, today=today)
        stored = workspace.store.find_document(sha256=text.sha256, text_sha256=text.text_sha256)
        if stored is not None:
            return Ingested(file, "known", stored.id)
        document = _document(workspace.pack, text, today)
        coded, faults = _code(workspace, text, document, coder)
    except (DocumentRefused, PluginFailed) as error:
        return Ingested(file, "refused", error=error)
    return replace(_store(workspace, text, document, raw, coded), faults=faults)


def _code(
    workspace: Workspace, text: TextDocument, document: Document, coder: Coder | None
) -> tuple[CodedDocument, tuple[PluginFailed, ...]]:
    """What the coder asked for proposes; where none is, the rules and the coders of other packages."""
    dated, author = document.known_from, document.author
    if coder is not None:
        return coder.code(text, document=document.id, dated=dated, author=author), ()
    return code_together(workspace.reader, text, document=document.id, dated=dated, author=author)


def _store(workspace: Workspace, text: TextDocument, document: Document, raw: bytes, coded: CodedDocument) -> Ingested:
    claims = workspace.reader.claims(
        text, document=document.id, dated=document.known_from, author=document.author, names=coded.names
    )
    linked = 0
    with workspace.store.transaction(actor="ingest") as tx:
        tx.add_document(document, raw, text.passages_of(document.id))
        for event in coded.events:
            linked += link_or_add(tx, event)[1]
        linked += _tell(tx, coded.judgements, document.id, same=_told_in_one_place)
        linked += _tell(tx, claims, document.id, same=_one_sign)
        record_conflicts(tx, about={event.about for event in coded.events if event.about})
    return Ingested(
        Path(document.file),
        "stored",
        document.id,
        len(coded.events),
        len(coded.judgements),
        len(claims),
        linked,
        unknown=tuple(dict.fromkeys(name.name for name in coded.unknown)),
    )


def _told_in_one_place(_new: Judgement, _held: Judgement) -> bool:
    return True


def _one_sign(new: Claim, held: Claim) -> bool:
    return new.sign == held.sign


def _tell(tx: Transaction, records: Sequence[R], document: str, *, same: Callable[[R, R], bool]) -> int:
    """Store records; one whose passage a stored record of its kind rests on already is that record, told once more.

    Returns how many were told once more.
    """
    if not records:
        return 0
    held = [
        (source.start, source.end, record)
        for record in tx.records(records[0].KIND, document=document)
        for source in record.sources
        if source.document == document
        and source.role == "states"
        and source.start is not None
        and source.end is not None
    ]
    linked = 0
    for record in records:
        start, end = record.sources[0].start or 0, record.sources[0].end or 0
        meeting = (known for first, last, known in held if first < end and start < last)
        known = next((known for known in meeting if same(record, cast(R, known))), None)
        if known is None:
            tx.add_records([record])
        else:
            tx.add_sources(known.id, record.sources)
            linked += 1
    return linked


def _document(pack: Pack, text: TextDocument, today: date) -> Document:
    """The document as the store keeps it; one the pack knows by its hash keeps the pack's identity."""
    seed = next((d for d in pack.documents.values() if d.sha256 == text.sha256), None)
    found = text.metadata
    dated = seed.dated if seed else found.dated.value if found.dated else ""
    if not dated:
        raise DocumentRefused(
            "document.undated",
            f"{text.file_name} does not say when it was written",
            ja=f"{text.file_name} に日付がない",
            hint="give its date with --dated YYYY-MM-DD",
            hint_ja="--dated YYYY-MM-DD で日付を与える",
            failed=text.file_name,
        )
    known_from = parse_edtf(dated).latest or today
    if known_from > today:
        raise DocumentRefused(
            "document.future",
            f"{text.file_name} is dated {dated}, after today ({today})",
            ja=f"{text.file_name} の日付 {dated} は今日（{today}）より後である",
            hint="mend the date, or give the right one with --dated",
            hint_ja="日付を直すか、--dated で与える",
            failed=text.file_name,
        )
    return Document(
        id=seed.id if seed else f"d-{text.sha256[:12]}",
        sha256=text.sha256,
        text_sha256=text.text_sha256,
        file=text.file_name,
        media_type=text.media_type,
        encoding=text.encoding,
        language=text.language,
        title=(seed.title.get(text.language, "") if seed else "") or _value(found.title) or text.file_name,
        author=(seed.author if seed else "") or _value(found.author),
        publisher=(seed.publisher if seed else "") or _value(found.publisher),
        dated=dated,
        known_from=known_from,
        text=text.raw,
        pages=text.pages,
    )


def _value(found: MetaField | None) -> str:
    return found.value if found else ""
