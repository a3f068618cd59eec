"""The workspace, as the command line and the Python API use it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from shiome.errors import InputRefused, NotKnown, ShiomeError, why
from shiome.futures.ledger.forecasts import question_of
from shiome.records.conflicts import record_conflicts
from shiome.records.export import record_json
from shiome.records.model import KINDS, AnyRecord, Judgement, Record, in_language
from shiome.records.store import Store, create_store, open_store
from shiome.region.asof import entries_as_of
from shiome.region.pack import Pack, from_snapshot, locate
from shiome.region.schema.common import Entry
from shiome.vocabulary.edtf import parse_edtf
from shiome.vocabulary.languages import in_language as text_in
from shiome.workspace.reader import RegionReader
from shiome.workspace.seed import seed_conflicts, seed_records
from shiome.workspace.settings import FILE, Settings, read_settings, write_settings

if TYPE_CHECKING:
    from shiome.outlook import Outlook
    from shiome.reading.text.document import TextDocument
    from shiome.records.values import Hit
    from shiome.workspace.coding import Coder
    from shiome.workspace.ingest import Ingested
    from shiome.yardsticks.model import Measurement

PACK = "region"
"""Key under which the store keeps the snapshot of the pack."""


class Workspace:
    """An open workspace; use it as a context manager.

    >>> import tempfile
    >>> with Workspace.create(Path(tempfile.mkdtemp()) / "ws", region="peninsula") as ws:
    ...     ws.pack.region.id
    'peninsula'
    """

    def __init__(self, folder: Path, store: Store) -> None:
        self.folder = folder
        self.store = store

    @classmethod
    def create(cls, folder: Path | str, *, region: str = "peninsula", db: str = "") -> Self:
        """Make a workspace and store what the region's pack holds.

        Parameters
        ----------
        folder:
            Where; it must not hold a workspace.
        region:
            Name of a region that ships, or folder of a pack.
        db:
            Address of a PostgreSQL database; empty for a SQLite file in the folder.

        Raises
        ------
        InputRefused
            There is a workspace already.
        RegionRefused
            Something is wrong with the pack; nothing is left behind.
        """
        from shiome.region.check import check_pack

        folder = Path(folder)
        if (folder / FILE).exists():
            raise InputRefused(
                "workspace.exists",
                f"{folder} holds a workspace already",
                ja=f"{folder} にはすでにワークスペースがある",
                hint="name another folder with --workspace",
                hint_ja="--workspace で別の場所を指定する",
                failed=folder,
            )
        checked, problems = check_pack(locate(region))
        if problems or checked is None:
            raise problems[0]
        return cls._made(folder, checked, db)

    @classmethod
    def _made(cls, folder: Path, pack: Pack, db: str) -> Self:
        from shiome.workspace.consultation_seed import consultation_versions

        new = not folder.exists()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputRefused(
                "workspace.folder",
                f"{folder} cannot be made: {why(error).en}",
                ja=f"{folder} を作れない（{why(error).ja}）",
                hint="give a folder that can be written",
                hint_ja="書き込めるフォルダーを指定する",
                failed=folder,
            ) from error
        settings = Settings(region=pack.region.id, db=db)
        try:
            store = create_store(settings.url(folder))
            try:
                with store.transaction(actor="init") as tx:
                    tx.set_meta(PACK, pack.snapshot().decode())
                    tx.add_records(seed_records(pack))
                    tx.add_records(consultation_versions(pack))
                    record_conflicts(tx)
                    for conflict in seed_conflicts(pack):
                        tx.add_conflict(conflict)
                write_settings(folder, settings)
            except BaseException:
                store.close()
                raise
        except BaseException:
            if new:
                shutil.rmtree(folder, ignore_errors=True)
            elif not db:
                for suffix in ("", "-wal", "-shm"):
                    (folder / f"shiome.db{suffix}").unlink(missing_ok=True)
            raise
        return cls(folder, store)

    @classmethod
    def open(cls, folder: Path | str, *, read_only: bool = False) -> Self:
        """Open a workspace.

        Raises
        ------
        NotKnown
            There is none.
        StoreUnavailable
            Its database is locked, missing, of a newer version, or cannot be reached.
        """
        folder = Path(folder)
        return cls(folder, open_store(read_settings(folder).url(folder), read_only=read_only))

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @cached_property
    def pack(self) -> Pack:
        """The region's pack as it was when the workspace was made."""
        snapshot = self.store.meta(PACK)
        if snapshot is None:
            raise NotKnown(
                "workspace.region", f"the store of {self.folder} holds no region", hint="make a new workspace"
            )
        return from_snapshot(str(snapshot).encode())

    @cached_property
    def reader(self) -> RegionReader:
        """Reads texts with what the region knows."""
        return RegionReader(self.pack)

    def text_of(self, document: str) -> TextDocument:
        """A stored document, read again with its sentences and repairs."""
        kept = self.store.document(document)
        raw = self.store.document_bytes(document)
        return self.reader.read_bytes(raw, kept.file, dated=kept.dated, today=max(date.today(), kept.known_from))

    def ingest(
        self, file: Path | str, *, dated: str = "", today: date | None = None, coder: Coder | None = None
    ) -> Ingested:
        """Read one document, code it and store it; see :mod:`shiome.workspace.ingest`."""
        from shiome.workspace.ingest import ingest

        return ingest(self, Path(file), dated=dated, today=today or date.today(), coder=coder)

    def records(self, kind: str | None = None, **filters: Any) -> list[AnyRecord]:
        """Records, newest first; filters as :meth:`shiome.records.store.Store.records` takes them."""
        if kind is not None and kind not in KINDS:
            raise NotKnown(
                "record.kind", f"there is no kind {kind!r}", hint=f"use one of: {', '.join(KINDS)}", failed=kind
            )
        return self.store.records(kind, **filters)

    def counts(self) -> dict[str, int]:
        """How many records of each kind there are."""
        return {kind: count for kind in KINDS if (count := self.store.count(kind))}

    def search(self, query: str, **filters: Any) -> list[Hit]:
        """Full text; see :meth:`shiome.records.store.Store.search`."""
        return self.store.search(query, **filters)

    def registry(
        self, subject: str, *, ids: Sequence[str] = (), topic: str = "", as_of: date | None = None
    ) -> list[Entry]:
        """Entries of the pack as known on a day, all or those named or belonging to ``topic``."""
        for identifier in ids:
            self.pack.entry(subject, identifier)
        entries = entries_as_of(self.pack, subject, as_of)
        return [
            entry
            for entry in entries.values()
            if (not ids or entry.id in ids) and (not topic or topic in getattr(entry, "topics", ()))
        ]

    def entry_name(self, entry: Entry, language: str) -> str:
        """What an entry is called, or the first text it has."""
        for field in ("name", "title", "content", "text", "proposition", "action", "about", "stance"):
            texts = getattr(entry, field, None)
            if isinstance(texts, dict) and texts:
                return text_in(texts, language)
        return entry.id

    def ledger(
        self, *, as_of: date | None = None, outcome: str = "", holder: str = "", due_by: date | None = None
    ) -> list[Judgement]:
        """Judgements in the order they were made, with what had become of them by ``as_of``; see :mod:`shiome.workspace.ledger`."""
        found = [
            r
            for r in self.store.records("judgement", as_of=as_of)
            if isinstance(r, Judgement) and not question_of(r)  # forecasts of a judgement are told with it
        ]
        chosen = [
            judgement
            for judgement in found
            if (not outcome or judgement.outcome == outcome)
            and (not holder or judgement.holder == holder)
            and (due_by is None or (not judgement.settled and _due(judgement, due_by)))
        ]
        return sorted(chosen, key=lambda judgement: (judgement.made_on, judgement.id))

    def quotation(self, record: Record) -> str:
        """The words a record rests on, from the first source whose document is at hand."""
        for source in record.sources:
            if source.start is not None:
                return self.store.document(source.document).text[source.start : source.end]
        return ""

    def shapes(self, records: Iterable[AnyRecord | Judgement], language: str) -> list[dict[str, Any]]:
        """Records in the JSON shapes of the reference."""
        files = self.store.document_names()
        return [record_json(in_language(record, language), files=files) for record in records]

    def localised(self, records: Iterable[Record], language: str) -> list[Any]:
        """Records with their text fields in ``language`` where there is a translation."""
        return [in_language(record, language) for record in records]

    def hit_shape(self, hit: Hit) -> dict[str, Any]:
        """A search hit in the JSON shape of the reference."""
        document = self.store.document(hit.document)
        start = hit.spans[0][0]
        return {
            "document": hit.document,
            "file": document.file,
            "start": start,
            "end": hit.spans[0][1],
            "line": document.text.count("\n", 0, start) + 1,
            "spans": hit.spans,
            "snippet": hit.snippet,
            "score": hit.score,
        }

    def newest_day(self) -> date:
        """The day of the newest document, in the store or cited by the pack."""
        days = self.store.document_days(limit=1)
        days += [day for d in self.pack.documents.values() if (day := parse_edtf(d.dated).latest)]
        if not days:
            raise NotKnown("workspace.empty", f"{self.folder} knows no document", hint="ingest one")
        return max(days)

    def measure(self, name: str = "", *, as_of: date | None = None) -> tuple[Measurement, ...]:
        """The region's yardsticks, or the one named, as of a day (without one, of the newest document); see :mod:`shiome.yardsticks`."""
        from shiome.workspace.measuring import measured

        return measured(self, name, as_of=as_of or self.newest_day())

    def outlook(
        self, *, as_of: date | None = None, language: str = "en", since: date | None = None, reader: str = ""
    ) -> Outlook:
        """The outlook as of a day (without one, of the newest document).

        Parameters
        ----------
        since:
            The day to compare with; the date of the document before the latest where it is not given.
        reader:
            Of consultation files only what this actor, body or ``public`` may be told; everything where it is empty. What is not
            open to everybody is marked so on each page.
        """
        return self.outlooks((language,), as_of=as_of, since=since, reader=reader)[language]

    def outlooks(
        self, languages: Sequence[str], *, as_of: date | None = None, since: date | None = None, reader: str = ""
    ) -> dict[str, Outlook]:
        """The outlook in several languages, by language; what it tells of is worked out once. For the rest see :meth:`outlook`."""
        from shiome.outlook import build_outlook
        from shiome.workspace.coordinating import coordination_of
        from shiome.workspace.futures import view_of
        from shiome.workspace.live import Live
        from shiome.workspace.monitoring import monitoring_of
        from shiome.workspace.options import options_of

        day = as_of or self.newest_day()
        measurements = self.measure(as_of=day)
        live = Live(self.store, self.pack, measurements)
        build = partial(
            build_outlook,
            self.pack,
            live,
            as_of=day,
            measurements=measurements,
            futures=view_of(self, day),
            options=options_of(self, day),
            sanctions=monitoring_of(self, day),
            coordination=coordination_of(self, day, reader=reader),
            since=since,
            newest=live.newest(as_of=day),
            data_version=self.data_version(),
        )
        return {language: build(language=language) for language in languages}

    def data_version(self) -> str:
        """The pack's version, and the number of the last entry of the audit trail: another one whenever anything in the store is."""
        return f"{self.pack.region.version}.{self.store.last_change()}"

    def write_outlook(
        self, folder: Path | str, *, name: str = "outlook", as_of: date | None = None, language: str = "en"
    ) -> list[Path]:
        """Write the outlook as HTML, PDF and JSON into ``folder``; nothing half-written is left."""
        from shiome.outlook import write

        return list(write(self.outlook(as_of=as_of, language=language), Path(folder), name=name).values())


def _due(judgement: Judgement, day: date) -> bool:
    try:
        latest = parse_edtf(judgement.due).latest if judgement.due else None
    except ShiomeError:
        return False
    return latest is not None and latest <= day
