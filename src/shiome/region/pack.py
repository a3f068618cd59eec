"""A region pack in memory: loaded from a folder of YAML files, or from the snapshot a workspace keeps."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec

from shiome.errors import NotKnown, RegionRefused
from shiome.region.logo import with_logo
from shiome.region.schema import SUBJECTS, Region
from shiome.region.schema.common import Entry
from shiome.region.schema.meta import SeedDocument
from shiome.region.yaml_source import Located, read_yaml

E = TypeVar("E", bound=Entry)
T = TypeVar("T")
_PLACE = re.compile(r"\.?([A-Za-z_]\w*)|\[(\d+)\]|\[\.\.\.\]")


@dataclass(frozen=True)
class Pack:
    """Every entry of a region, by subject and identifier, in the order of the files."""

    region: Region
    subjects: Mapping[str, Mapping[str, Entry]]
    places: Mapping[tuple[str, str], Located] = field(default_factory=dict, repr=False, compare=False)
    """(subject, identifier) to where the entry stands; empty for a pack that comes from a snapshot."""
    _derived: dict[Callable[[Pack], Any], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def entries(self, subject: str, kind: type[E] | None = None) -> Mapping[str, E]:  # noqa: ARG002 - kind types the result
        """All entries of ``subject``, typed as ``kind``; empty where the pack has none.

        Raises
        ------
        NotKnown
            ``subject`` is not one of :data:`shiome.region.schema.SUBJECTS`.
        """
        if subject not in SUBJECTS:
            raise NotKnown(
                "region.subject",
                f"there is no subject {subject!r}",
                ja=f"主題 {subject!r} はない",
                hint=f"use one of: {', '.join(SUBJECTS)}",
                failed=subject,
            )
        return cast(Mapping[str, E], self.subjects.get(subject, {}))

    def entry(self, subject: str, identifier: str) -> Entry:
        """One entry, or :class:`~shiome.errors.NotKnown`."""
        entries: Mapping[str, Entry] = self.entries(subject)
        if identifier not in entries:
            raise NotKnown(
                "region.entry",
                f"{subject} has no entry {identifier!r}",
                ja=f"{subject} に {identifier!r} はない",
                hint=f"see 'shiome region show {subject}'",
                hint_ja=f"「shiome region show {subject}」で一覧を見る",
                failed=identifier,
            )
        return entries[identifier]

    def __iter__(self) -> Iterator[tuple[str, Entry]]:
        for subject, entries in self.subjects.items():
            for entry in entries.values():
                yield subject, entry

    @cached_property
    def documents(self) -> Mapping[str, SeedDocument]:
        """The documents that citations may name."""
        return self.entries("documents", SeedDocument)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the content, the same for equal packs wherever they were loaded from."""
        return hashlib.sha256(self.snapshot()).hexdigest()

    def derived(self, make: Callable[[Pack], T]) -> T:
        """What ``make`` makes of the pack: made when first asked for, and kept as long as the pack is.

        Only for what threads may share; two that ask for it first at the same time may both make it, and one of the two is kept.
        """
        if make not in self._derived:
            self._derived.setdefault(make, make(self))
        return cast(T, self._derived[make])

    def snapshot(self) -> bytes:
        """The whole pack as JSON; :func:`from_snapshot` reads it back."""
        content: dict[str, Any] = {"region": self.region}
        content |= {subject: list(entries.values()) for subject, entries in self.subjects.items() if entries}
        return msgspec.json.encode(content)


def from_snapshot(snapshot: bytes) -> Pack:
    """The pack that :meth:`Pack.snapshot` wrote."""
    parts = msgspec.json.decode(snapshot, type=dict[str, msgspec.Raw])
    region = msgspec.json.decode(parts.pop("region"), type=Region)
    subjects: dict[str, dict[str, Entry]] = {}
    for subject, raw in parts.items():
        kind: Any = list[SUBJECTS[subject]]  # type: ignore[valid-type] # a type chosen at run time
        subjects[subject] = {entry.id: entry for entry in msgspec.json.decode(raw, type=kind)}
    return Pack(region, {subject: subjects.get(subject, {}) for subject in SUBJECTS})


def shipped(name: str) -> Path | None:
    """Folder of the region that ships under ``name``, if there is one."""
    folder = Path(str(resources.files("shiome"))) / "regions" / name
    return folder if (folder / "region.yaml").is_file() else None


def locate(name_or_folder: str) -> Path:
    """Folder of a pack given as a folder or by the name of a shipped region."""
    folder = Path(name_or_folder)
    if (folder / "region.yaml").is_file():
        return folder
    if (found := shipped(name_or_folder)) is not None:
        return found
    raise RegionRefused(
        "region.missing",
        f"there is no region pack at {name_or_folder!r}",
        ja=f"{name_or_folder!r} に領域パックがない",
        hint="give a folder with a region.yaml, or the name of a region that ships",
        failed=name_or_folder,
    )


def load_pack(folder: Path | str) -> Pack:
    """Load a pack and refuse the first thing that is not of its type.

    What only shows when entries are held against one another is the business of :mod:`shiome.region.check`.

    Raises
    ------
    RegionRefused
        A file is missing, unknown, not YAML, or an entry is not of its type; the message names file, line and field.
    """
    pack, problems = read_pack(Path(folder))
    if problems:
        raise problems[0]
    assert pack is not None  # noqa: S101 - without problems there is a pack
    return pack


def read_pack(folder: Path) -> tuple[Pack | None, list[RegionRefused]]:
    """Read a folder; every entry of the wrong type is a problem, and the rest is kept. No pack without its region.yaml."""
    problems: list[RegionRefused] = []
    region: Region | None = None
    subjects: dict[str, dict[str, Entry]] = {subject: {} for subject in SUBJECTS}
    places: dict[tuple[str, str], Located] = {}
    for file in sorted(folder.rglob("*.y*ml")):
        try:
            if file.name == "region.yaml" and file.parent == folder:
                located = read_yaml(file)
                region = with_logo(located, _typed(located, Region))
                continue
            subject = _subject_of(file, folder)
            for item in _items(read_yaml(file)):
                try:
                    _keep(item, subject, subjects[subject], places)
                except RegionRefused as problem:
                    problems.append(problem)
        except RegionRefused as problem:
            problems.append(problem)
    if region is None:
        if not problems:
            locate(str(folder))
        return None, problems
    return Pack(region, subjects, places), problems


def _keep(item: Located, subject: str, entries: dict[str, Entry], places: dict[tuple[str, str], Located]) -> None:
    entry: Entry = _typed(item, SUBJECTS[subject])
    if entry.id in entries:
        first = places[subject, entry.id]
        raise problem_at(
            item,
            ("id",),
            f"{entry.id!r} stands already in {first.file.name}, line {first.line()}",
            code="region.duplicate",
        )
    entries[entry.id] = entry
    places[subject, entry.id] = item


def _subject_of(file: Path, folder: Path) -> str:
    subject = file.relative_to(folder).parts[0].removesuffix(file.suffix)
    if subject not in SUBJECTS:
        raise RegionRefused(
            "region.file",
            f"{file.relative_to(folder)}: there is no subject {subject!r}",
            hint=f"name the file or its folder after one of: {', '.join(SUBJECTS)}",
            failed=file,
        )
    return subject


def _items(located: Located) -> Iterator[Located]:
    if not isinstance(located.value, list):
        raise problem_at(located, (), "a list of entries is expected")
    for value, node in zip(located.value, located.node.value, strict=True):
        yield Located(located.file, value, node)


def _typed(located: Located, kind: type[Any]) -> Any:
    try:
        return msgspec.convert(located.value, kind, strict=False)
    except msgspec.ValidationError as error:
        message, _, place = str(error).partition(" - at ")
        raise problem_at(located, _place(place.strip("`")), message) from error


def _place(path: str) -> tuple[str | int, ...]:
    return tuple(int(m[2]) if m[2] else m[1] for m in _PLACE.finditer(path.removeprefix("$")) if m[1] or m[2])


def problem_at(
    located: Located, place: tuple[str | int, ...], message: str, *, code: str = "region.type"
) -> RegionRefused:
    """A problem in a pack, naming file, line, entry and field."""
    from shiome.region.fields import spell

    identifier = located.value.get("id", "") if isinstance(located.value, dict) else ""
    where = f"{located.file.name}, line {located.line(place)}"
    what = " ".join(part for part in (identifier, spell(place)) if part)
    return RegionRefused(
        code, f"{where}: {what}: {message}" if what else f"{where}: {message}", failed=(identifier, place)
    )
