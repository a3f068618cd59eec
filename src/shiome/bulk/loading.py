"""Raw files of event feeds into the store of Parquet files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from shiome.bulk.chunks import Chunk, Reject, comma_chunks, tab_chunks
from shiome.bulk.draft import Draft, PloverOf, Setting, plover_by_root
from shiome.bulk.extra import Table, pc, pq
from shiome.bulk.feeds import Feed, Heading
from shiome.bulk.files import Lines, content_hash, table_name, unpacked_size
from shiome.bulk.headings import day_order, understand
from shiome.bulk.manifest import Entry, Part, read_entry, read_manifest, write_entry
from shiome.bulk.readers import read_events
from shiome.bulk.releases import release_of
from shiome.bulk.repeats import Repeats
from shiome.bulk.writing import Staging, months_of
from shiome.errors import InputRefused, ShiomeError, StoreUnavailable, why


@dataclass(frozen=True)
class Progress:
    """How far a file has been read."""

    file: str
    read: int
    """Bytes, unpacked."""
    total: int | None
    """Bytes to read, where the file tells."""
    loaded: int
    rejected: int


OnProgress = Callable[[Progress], None]


@dataclass(frozen=True)
class LoadReport:
    """What became of the files that were given."""

    loaded: list[Entry] = field(default_factory=list)
    known: list[Entry] = field(default_factory=list)
    """Files that were in the store already."""
    refused: list[ShiomeError] = field(default_factory=list)


def load_feed(
    paths: Iterable[Path],
    folder: Path,
    *,
    feed: str | None = None,
    released: date | None = None,
    plover_of: PloverOf = plover_by_root,
    on_progress: OnProgress | None = None,
    again: bool = False,
) -> LoadReport:
    """Load raw files one after another; a file that is refused does not stop the others.

    Interrupted and started again, it goes on with the first file that was not finished: finished ones are known by their content.

    Parameters
    ----------
    feed:
        The feed of all files; told from each file where it is ``None``.
    released:
        When the release came out, for feeds whose rows do not say when they became known.
    plover_of:
        What a CAMEO code stands for; by itself only the type of its root is known.
    again:
        Load files that the store has already, replacing what was loaded of them.
    """
    report = LoadReport()
    for path in paths:
        try:
            entry, fresh = load_file(
                path, folder, feed=feed, released=released, plover_of=plover_of, on_progress=on_progress, again=again
            )
        except InputRefused as refusal:
            report.refused.append(refusal)
        else:
            (report.loaded if fresh else report.known).append(entry)
    return report


def load_file(
    path: Path,
    folder: Path,
    *,
    feed: str | None = None,
    released: date | None = None,
    plover_of: PloverOf = plover_by_root,
    on_progress: OnProgress | None = None,
    again: bool = False,
) -> tuple[Entry, bool]:
    """Load one raw file; gives its entry and whether it was loaded now.

    Raises
    ------
    InputRefused
        The file cannot be read, is of another feed, has other columns throughout, no row of it is good (``feed.rows``), or nothing
        tells when it came out (``feed.clock``). Nothing of it is stored.
    StoreUnavailable
        ``bulk.folder``: the store cannot be written.
    MissingExtra
        Without pyarrow and numpy.
    """
    heading = understand(path, feed)
    sha256 = content_hash(path)
    known = read_entry(folder, heading.feed.name, sha256)
    if known is not None and not again:
        return known, False
    setting = _setting(path, heading, released, plover_of)
    try:
        with Staging(folder, heading.feed.name, sha256) as staging:
            entry = _Loading(path, heading, setting, staging, on_progress).run(sha256)
            write_entry(folder, entry)
    except OSError as error:
        raise StoreUnavailable(
            "bulk.folder",
            f"the event store {folder} cannot be written: {why(error).en}",
            ja=f"イベントの格納先 {folder} に書けない: {why(error).ja}",
            hint="give a folder with room in which you may write",
            hint_ja="書き込めて空きのあるフォルダーを指定する",
            failed=folder,
        ) from error
    _remove_former(folder, known, entry)
    return entry, True


class _Loading:
    """One file on its way; counts what happens to its rows."""

    def __init__(
        self, path: Path, heading: Heading, setting: Setting, staging: Staging, on_progress: OnProgress | None
    ) -> None:
        self._path = path
        self._heading = heading
        self._setting = setting
        self._staging = staging
        self._on_progress = on_progress
        self._total = unpacked_size(path)
        self._loaded = 0
        self._blank = 0
        self._read = 0
        self._reasons: Counter[str] = Counter()
        self._faults: Counter[str] = Counter()
        self._repeats: Counter[str] = Counter()
        self._spans: dict[str, tuple[date, date]] = {}

    def run(self, sha256: str) -> Entry:
        """Read, write aside, move into place."""
        feed = self._heading.feed
        repeats = Repeats(_known_rows(self._staging.folder, feed, sha256), by_month=not feed.moves)
        for chunk in self._chunks():
            self._take(chunk, repeats)
            if self._on_progress is not None:
                rejected = self._reasons.total()
                self._on_progress(Progress(self._path.name, self._read, self._total, self._loaded, rejected))
        if not self._loaded:
            raise _no_rows(self._path, feed, self._reasons)
        parts, rejects = self._staging.commit()
        return self._entry(sha256, parts, rejects)

    def _chunks(self) -> Iterator[Chunk]:
        lines = Lines(self._path, on_bytes=self._note_bytes).batches()
        if self._heading.has_header:
            lines = _without_header(lines)
        cut = tab_chunks if self._heading.feed.delimiter == "\t" else comma_chunks
        return cut(lines, self._heading)

    def _note_bytes(self, done: int) -> None:
        self._read = done

    def _take(self, chunk: Chunk, repeats: Repeats) -> None:
        self._blank += chunk.blank
        rejected = list(chunk.rejected)
        if chunk.lines:
            events, unread = read_events(Draft(chunk, self._setting))
            rejected += unread
            if events.num_rows:
                months = months_of(events)
                events = repeats.marked(events, months)
                self._staging.add(events, months)
                self._count(events)
        self._reasons.update(reason for _, reason, _, _ in rejected)
        self._staging.reject(
            Reject(self._path.name, line, reason, detail, _shown(raw)) for line, reason, detail, raw in sorted(rejected)
        )

    def _count(self, events: Table) -> None:
        self._loaded += events.num_rows
        for label, count in _value_counts(events, "faults"):
            self._faults.update(dict.fromkeys(label.split(";"), count) if label else {})
        self._repeats.update({label: count for label, count in _value_counts(events, "repeat") if label})
        for name in ("event_first", "added_date"):
            span = pc.min_max(events.column(name)).as_py()
            old = self._spans.get(name, (span["min"], span["max"]))
            self._spans[name] = min(old[0], span["min"]), max(old[1], span["max"])

    def _entry(self, sha256: str, parts: tuple[Part, ...], rejects: str | None) -> Entry:
        feed, rejected = self._heading.feed, self._reasons.total()
        return Entry(
            feed=feed.name,
            codebook=feed.codebook,
            file=self._path.name,
            sha256=sha256,
            bytes=self._path.stat().st_size,
            rows=self._loaded + rejected,
            loaded=self._loaded,
            rejected=rejected,
            blank=self._blank,
            repeats=dict(sorted(self._repeats.items())),
            faults=dict(sorted(self._faults.items())),
            reasons=dict(sorted(self._reasons.items())),
            first_event=self._spans["event_first"][0],
            last_event=self._spans["event_first"][1],
            first_added=self._spans["added_date"][0],
            last_added=self._spans["added_date"][1],
            added_basis="row" if self._heading.rows_tell else self._setting.released_basis,
            rejects=rejects,
            parts=parts,
            by=feed.by,
        )


def _setting(path: Path, heading: Heading, released: date | None, plover_of: PloverOf) -> Setting:
    feed = heading.feed
    release = (released, "given") if released is not None else release_of(feed.name, table_name(path))
    if release is None and not heading.rows_tell:
        raise InputRefused(
            "feed.clock",
            f"nothing tells when {path.name} came out, and its rows do not say when they became known",
            ja=f"{path.name} の公開日が分からず、行にも判明日がない",
            hint="give the day of the release",
            hint_ja="公開日を指定する",
            failed=path,
        )
    day, basis = release or (None, "row")
    return Setting(feed, path.name, day, basis, day_order(path, heading), plover_of)


def _without_header(batches: Iterator[tuple[int, list[bytes]]]) -> Iterator[tuple[int, list[bytes]]]:
    number, lines = next(batches)
    yield number + 1, lines[1:]
    yield from batches


def _known_rows(folder: Path, feed: Feed, sha256: str) -> Callable[[str], Iterator[Table]]:
    parts = [
        part
        for entry in read_manifest(folder)
        if entry.feed == feed.name and entry.sha256 != sha256
        for part in entry.parts
    ]

    def of_month(month: str) -> Iterator[Table]:
        for part in parts:
            if month in ("", part.month):
                yield pq.ParquetFile(folder / part.path).read(columns=["key", "row_hash"])

    return of_month


def _remove_former(folder: Path, former: Entry | None, entry: Entry) -> None:
    """Remove what an earlier loading of the same file left and this one did not replace."""
    if former is None:
        return
    kept = {part.path for part in entry.parts} | {entry.rejects}
    for path in [part.path for part in former.parts] + [former.rejects]:
        if path is not None and path not in kept:
            (folder / path).unlink(missing_ok=True)


def _value_counts(events: Table, column: str) -> list[tuple[str, int]]:
    return [(row["values"], row["counts"]) for row in pc.value_counts(events.column(column)).to_pylist()]


def _shown(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _no_rows(path: Path, feed: Feed, reasons: Counter[str]) -> InputRefused:
    most = reasons.most_common(1)
    why = f" (mostly: {most[0][0]})" if most else ""
    return InputRefused(
        "feed.rows",
        f"no row of {path.name} can be read as {feed.name}{why}",
        ja=f"{path.name} に {feed.name} として読める行がない{why}",
        hint="check that it is the publisher's file, whole and unchanged",
        hint_ja="配布元のファイルがそのまま揃っているか確かめる",
        failed=path,
    )
