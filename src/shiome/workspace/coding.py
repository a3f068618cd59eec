"""Who codes what is taken in: the rules or a language model, and beside the rules the coders of other packages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import msgspec

from shiome.errors import NotKnown, PluginFailed
from shiome.plugins import Plugin, checked, read, usable
from shiome.records.model import Event, Judgement
from shiome.vocabulary.edtf import parse_edtf

if TYPE_CHECKING:
    from shiome.reading.coding.coder import CodedDocument
    from shiome.reading.text.document import TextDocument
    from shiome.region.pack import Pack
    from shiome.workspace.reader import RegionReader

RULES, MODEL = "rules", "llm"
"""Names of Shiome's own coders."""
R = TypeVar("R", Event, Judgement)


class Coder(Protocol):
    """Who codes: the rules, a language model, or another package."""

    def code(self, text: TextDocument, *, document: str, dated: date, author: str = "") -> CodedDocument:
        """Propose records for a document; the parameters are those of :class:`shiome.reading.coding.coder.RuleCoder`."""


class MakesCoder(Protocol):
    """What an entry point of ``shiome.coders`` names, such as the class of a coder.

    Of the records that its coder proposes Shiome sets identifier, coder, status and day: they are proposals, known from the day of
    their document, and marked with package and version.
    """

    def __call__(self, pack: Pack) -> Coder:
        """The coder for a region."""


@dataclass(frozen=True)
class PluggedCoder:
    """A coder of another package, made for a region."""

    plugin: Plugin
    coder: Coder
    actors: frozenset[str]
    """Who may take part in what it proposes."""

    def code(self, text: TextDocument, *, document: str, dated: date, author: str = "") -> CodedDocument:
        """Propose records for a document.

        Raises
        ------
        PluginFailed
            ``plugin.failed``: it raised an error, or proposed what does not fit the document or the region.
        """
        from shiome.reading.coding.coder import CodedDocument

        try:
            coded = checked(self.coder.code(text, document=document, dated=dated, author=author), CodedDocument)
            check = _Check(document, len(text.raw), self.actors)
            proposed: tuple[Event | Judgement, ...] = (*coded.events, *coded.judgements)
            for record in proposed:
                check(record)
        except Exception as error:
            raise self.plugin.failed(error) from error
        return msgspec.structs.replace(
            coded,
            events=tuple(self._marked(record, dated) for record in coded.events),
            judgements=tuple(self._marked(record, dated) for record in coded.judgements),
        )

    def _marked(self, record: R, dated: date) -> R:
        name = hashlib.sha256(f"{self.plugin.label}\x1f{record.id}".encode()).hexdigest()[:16]
        return msgspec.structs.replace(
            record,
            id=f"{record.KIND}-{name}",
            coder=self.plugin.label,
            status="proposed",
            known_from=dated,
            known_until=None,
            about="",
            sources=tuple(msgspec.structs.replace(source, known_from=dated) for source in record.sources),
        )


class _Check:
    """Refuses what could not be stored, so that nothing of it reaches the store."""

    def __init__(self, document: str, length: int, actors: frozenset[str]) -> None:
        self.document = document
        self.length = length
        self.actors = actors
        self.ids: set[str] = set()

    def __call__(self, record: Event | Judgement) -> None:
        msgspec.convert(msgspec.to_builtins(record), Event | Judgement)
        if b"\\u0000" in msgspec.json.encode(record):
            raise ValueError(f"{record.id!r} holds a NUL character")
        if not record.id or record.id in self.ids:
            raise ValueError(f"{record.KIND} {record.id!r}: each needs an identifier of its own")
        self.ids.add(record.id)
        if not 0 <= record.confidence <= 1:
            raise ValueError(f"{record.id}: the confidence {record.confidence} does not lie between 0 and 1")
        if record.when:
            parse_edtf(record.when)
        if not record.sources or any(source.document != self.document for source in record.sources):
            raise ValueError(f"{record.id} does not cite the document")
        for start, end in self._spans(record):
            if start is None or end is None or not 0 <= start < end <= self.length:
                raise ValueError(f"{record.id} cites {start}..{end} of {self.length} characters")
        if isinstance(record, Event):
            unknown = {*record.source, *record.recipient} - self.actors
            if unknown:
                raise ValueError(
                    f"{record.id} names actors that the region does not list: {', '.join(sorted(unknown))}"
                )

    def _spans(self, record: Event | Judgement) -> Iterator[tuple[Any, Any]]:
        yield from ((source.start, source.end) for source in record.sources)
        yield from record.spans.values()


def coders() -> tuple[Plugin, ...]:
    """The coders of other packages."""
    return read("shiome.coders", taken=(RULES, MODEL))


def coders_for(pack: Pack) -> tuple[tuple[PluggedCoder, ...], tuple[PluginFailed, ...]]:
    """Those that could be made for a region, and what is wrong with the others."""
    made = []
    actors = frozenset(pack.entries("actors"))
    found = coders()
    faults = [plugin.fault for plugin in found if plugin.fault is not None]
    for plugin in usable(found):
        try:
            coder = plugin.made(pack)
            if not callable(getattr(coder, "code", None)):
                raise TypeError(f"{type(coder).__name__} has no method code")
        except Exception as error:
            faults.append(plugin.failed(error))
        else:
            made.append(PluggedCoder(plugin, coder, actors))
    return tuple(made), tuple(faults)


def named(found: Iterable[PluggedCoder], name: str) -> PluggedCoder:
    """The coder of that name.

    Raises
    ------
    NotKnown
        ``coder.unknown``.
    """
    by_name = {each.plugin.name: each for each in found}
    if name in by_name:
        return by_name[name]
    known = [RULES, MODEL, *by_name]
    raise NotKnown(
        "coder.unknown",
        f"there is no coder {name!r}",
        ja=f"符号化器 {name!r} はない",
        hint=f"use one of: {', '.join(known)}",
        hint_ja=f"{'、'.join(known)} のいずれかを指定する",
        failed=name,
    )


def code_together(
    reader: RegionReader, text: TextDocument, *, document: str, dated: date, author: str = ""
) -> tuple[CodedDocument, tuple[PluginFailed, ...]]:
    """What the rules propose with what the coders of other packages add to it, and the faults of those that failed."""
    first = reader.coder.code(text, document=document, dated=dated, author=author)
    events, judgements = [*first.events], [*first.judgements]
    faults: list[PluginFailed] = []
    for each in reader.plugged[0]:
        try:
            coded = each.code(text, document=document, dated=dated, author=author)
        except PluginFailed as fault:
            faults.append(fault)
        else:
            events += coded.events
            judgements += coded.judgements
    return msgspec.structs.replace(first, events=tuple(events), judgements=tuple(judgements)), tuple(faults)
