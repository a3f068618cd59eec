"""Files of positions into the data set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from shiome.bulk.chunks import Reject
from shiome.bulk.extra import Table, np, pc, pq
from shiome.bulk.files import content_hash, head, table_name, unpacked_size
from shiome.errors import InputRefused, ShiomeError, StoreUnavailable, why
from shiome.sanctions.positions.batches import Batch, Judge
from shiome.sanctions.positions.faults import FAULT_BITS
from shiome.sanctions.positions.manifest import Entry, Part, read_entry, read_manifest, write_entry
from shiome.sanctions.positions.nmea import nmea_batches
from shiome.sanctions.positions.repeats import Repeats
from shiome.sanctions.positions.tables import csv_batches, parquet_batches
from shiome.sanctions.positions.writing import Staging

SIMULATED_MARK = "simulated"
"""A file whose name begins with this word says of itself that it was simulated."""


@dataclass(frozen=True)
class Progress:
    """How far a file has been read."""

    file: str
    read: int
    """Bytes, unpacked; for Parquet rows."""
    total: int | None
    """Of the same unit, where the file tells."""
    loaded: int
    rejected: int


OnProgress = Callable[[Progress], None]


@dataclass(frozen=True)
class LoadReport:
    """What became of the files that were given."""

    loaded: list[Entry] = field(default_factory=list)
    known: list[Entry] = field(default_factory=list)
    """Files that were in the data set already."""
    refused: list[ShiomeError] = field(default_factory=list)


def load_positions(
    paths: Iterable[Path], folder: Path, *, on_progress: OnProgress | None = None, again: bool = False
) -> LoadReport:
    """Load files one after another; a file that is refused does not stop the others.

    Interrupted and started again, it goes on with the first file that was not finished: finished ones are known by their content.

    Parameters
    ----------
    paths:
        CSV with a heading, Parquet, or NMEA, each by itself or packed as ``.gz``.
    folder:
        The data set; made where it is not there.
    again:
        Load files that the data set has already, replacing what was loaded of them.
    """
    report = LoadReport()
    for path in paths:
        try:
            entry, fresh = load_file(path, folder, on_progress=on_progress, again=again)
        except InputRefused as refusal:
            report.refused.append(refusal)
        else:
            (report.loaded if fresh else report.known).append(entry)
    return report


def load_file(
    path: Path, folder: Path, *, on_progress: OnProgress | None = None, again: bool = False
) -> tuple[Entry, bool]:
    """Load one file; gives its entry and whether it was loaded now.

    Raises
    ------
    InputRefused
        The file cannot be read, lacks a column, or no line of it is good (``positions.rows``). Nothing of it is stored.
    StoreUnavailable
        ``positions.folder``: the data set cannot be written.
    MissingExtra
        Without pyarrow, or, for NMEA, without pyais.
    """
    sha256 = content_hash(path)
    former = read_entry(folder, sha256)
    if former is not None and not again:
        return former, False
    try:
        with Staging(folder, sha256) as staging:
            entry = _Loading(path, folder, staging, on_progress).run(sha256)
            _remove_former(folder, former, entry)
            write_entry(folder, entry)
    except OSError as error:
        raise StoreUnavailable(
            "positions.folder",
            f"the data set {folder} cannot be written: {why(error).en}",
            ja=f"データの格納先 {folder} に書けない: {why(error).ja}",
            hint="give a folder with room in which you may write",
            hint_ja="書き込めて空きのあるフォルダーを指定する",
            failed=folder,
        ) from error
    return entry, True


def batches_of(path: Path, on_read: Callable[[int], None]) -> Iterator[Batch]:
    """The lines of a file by the reader that its name or its first line asks for."""
    if table_name(path).casefold().endswith((".parquet", ".pq")):
        return parquet_batches(path, on_read)
    first = next((line.lstrip() for line in head(path) if line.strip()), b"")
    if first.startswith((b"!", b"$", b"\\")):
        return nmea_batches(path, on_read)
    return csv_batches(path, on_read)


class _Loading:
    """One file on its way; counts what happens to its lines."""

    def __init__(self, path: Path, folder: Path, staging: Staging, on_progress: OnProgress | None) -> None:
        self._path = path
        self._staging = staging
        self._on_progress = on_progress
        self._total = _total(path)
        self._read = self._loaded = self._blank = self._other = self._repeated = 0
        self._faults: Counter[str] = Counter()
        self._reasons: Counter[str] = Counter()
        self._span: tuple[int, int] | None = None
        self._folder = folder

    def run(self, sha256: str) -> Entry:
        """Read, write aside, move into place."""
        judge, repeats = Judge(self._path.name), Repeats(_known(self._folder, sha256))
        for batch in batches_of(self._path, self._note):
            self._take(batch, judge, repeats)
            if self._on_progress is not None:
                rejected = self._reasons.total()
                self._on_progress(Progress(self._path.name, self._read, self._total, self._loaded, rejected))
        if not self._loaded:
            raise _no_rows(self._path, self._reasons)
        return self._entry(sha256, *self._staging.commit())

    def _note(self, read: int) -> None:
        self._read = read

    def _take(self, batch: Batch, judge: Judge, repeats: Repeats) -> None:
        judged = judge.judged(batch)
        self._blank += batch.blank
        self._other += batch.other
        for line, reason, detail, raw in judged.rejected:
            self._reasons[reason] += 1
            self._staging.reject([Reject(self._path.name, line, reason, detail, _shown(raw))])
        if not judged.table.num_rows:
            return
        for name, bit in FAULT_BITS.items():
            self._faults[name] += int(np.count_nonzero(judged.masks & bit))
        table, repeated = repeats.marked(judged.table)
        self._repeated += repeated
        self._loaded += table.num_rows
        ends = pc.min_max(table.column("time").cast("int64")).as_py()
        old = self._span or (ends["min"], ends["max"])
        self._span = min(old[0], ends["min"]), max(old[1], ends["max"])
        self._staging.add(table)

    def _entry(self, sha256: str, parts: tuple[Part, ...], rejects: str | None) -> Entry:
        rejected = self._reasons.total()
        first, last = self._span or (0, 0)
        return Entry(
            file=self._path.name,
            sha256=sha256,
            bytes=self._path.stat().st_size,
            rows=self._loaded + rejected,
            loaded=self._loaded,
            rejected=rejected,
            blank=self._blank,
            other=self._other,
            repeats=self._repeated,
            faults={name: count for name, count in sorted(self._faults.items()) if count},
            reasons=dict(sorted(self._reasons.items())),
            first=first,
            last=last,
            simulated=self._path.name.casefold().startswith(SIMULATED_MARK),
            rejects=rejects,
            parts=parts,
        )


def _known(folder: Path, sha256: str) -> Callable[[int], Iterator[Table]]:
    parts = [part for entry in read_manifest(folder) if entry.sha256 != sha256 for part in entry.parts]

    def of_day(day: int) -> Iterator[Table]:
        name = str(np.datetime64(day, "D"))
        for part in parts:
            if part.day == name:
                yield pq.ParquetFile(folder / part.path).read(columns=["mmsi", "time", "lat", "lon"])

    return of_day


def _remove_former(folder: Path, former: Entry | None, entry: Entry) -> None:
    """Remove what an earlier loading of the same file left and this one did not replace."""
    if former is None:
        return
    kept = {part.path for part in entry.parts} | {entry.rejects}
    for path in [part.path for part in former.parts] + [former.rejects]:
        if path is not None and path not in kept:
            (folder / path).unlink(missing_ok=True)


def _total(path: Path) -> int | None:
    if table_name(path).casefold().endswith((".parquet", ".pq")):
        return None
    try:
        return unpacked_size(path)
    except OSError:
        return None  # the reader will say what is wrong with it


def _shown(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _no_rows(path: Path, reasons: Counter[str]) -> InputRefused:
    most = reasons.most_common(1)
    why = f" (mostly: {most[0][0]})" if most else ""
    return InputRefused(
        "positions.rows",
        f"no line of {path.name} tells a position that can be used{why}",
        ja=f"{path.name} に使える位置の行がない{why}",
        hint="check that the file is whole and its columns are mmsi, time, lat and lon",
        hint_ja="ファイルが揃っているか、列が mmsi、time、lat、lon か確かめる",
        failed=path,
    )
