"""Parts of a consultation file as tables of a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from shiome.coordination.consultation.folding import ConsultationFile
from shiome.coordination.consultation.model import Decision, Point, RedLine, SharedPosition, Standing, Tabled
from shiome.coordination.consultation.papers.words import PaperWords
from shiome.coordination.consultation.shapes import cite_of
from shiome.records.model import Position, in_language
from shiome.region.citations import parse_citation
from shiome.region.pack import Pack
from shiome.region.schema.programme import ToolInteraction
from shiome.sanctions.notices.model import Block, Paragraph, Table


@dataclass(frozen=True)
class Setting:
    """What the tables are made from: a file as its reader may have it, the records that it names, the region, the words."""

    file: ConsultationFile
    records: Mapping[str, Position]
    pack: Pack
    words: PaperWords

    def actor(self, identifier: str) -> str:
        """The name of an actor."""
        return self.words.name(self.pack, "actors", identifier) if identifier else ""

    def tool(self, identifier: str) -> str:
        """The name of a tool."""
        return self.words.name(self.pack, "tools", identifier) if identifier else self.words("no_tool")


def standing_rows(setting: Setting) -> Iterator[Block]:
    """Where each party stands, with its sources."""
    words, rows = setting.words, []
    for part in setting.file.of(Standing):
        record = setting.records.get(part.record)
        if part.record and record is None:
            continue
        if record is not None:
            told = in_language(record, words.language)
            # Records are kept in Japanese and English; a Korean paper gives the English text.
            if words.language == "ko" and "ko" not in record.translations:
                told = in_language(record, "en")
            rows.append((setting.actor(part.party), told.stance, cites(map(cite_of, record.sources))))
        else:
            rows.append(
                (setting.actor(part.party), words.told(part.stance), cites(part.cite) or words.told(part.source))
            )
    yield from _table(words, ("party", "stance", "sources"), (2, 7, 2.4), rows)


def red_line_rows(setting: Setting) -> Iterator[Block]:
    """What the parties will not accept."""
    rows = [
        (setting.actor(each.party), setting.words.told(each.text), cites(each.cite))
        for each in setting.file.latest(RedLine).values()
    ]
    yield from _table(setting.words, ("party", "red_line", "sources"), (2, 7, 2.4), rows)


def point_rows(setting: Setting, points: Sequence[Point]) -> Iterator[Block]:
    """Points with their tool, who raised them, and the sources."""
    rows = [
        (
            setting.tool(each.tool),
            setting.words.told(each.text),
            setting.actor(each.raised_by) or "—",
            cites(each.cite),
        )
        for each in points
    ]
    yield from _table(setting.words, ("tool", "point", "raised_by", "sources"), (2, 6, 1.4, 2.2), rows)


def slot_rows(setting: Setting) -> Iterator[Block]:
    """Each tool: where it stands, and the effects that it reckons with."""
    interactions = setting.pack.entries("tool_interactions", ToolInteraction)
    rows = []
    for tool in setting.file.opening.tools:
        slot = setting.file.slots.get(tool)
        effects = [interactions[name] for name in slot.effects if name in interactions] if slot else []
        told = " ".join(setting.words.told(each.text) for each in effects)
        rows.append((setting.tool(tool), setting.words.told(slot.text) if slot else "—", told or "—"))
    yield from _table(setting.words, ("tool", "state", "effects"), (1.8, 4, 5), rows)


def proposal_rows(setting: Setting) -> Iterator[Block]:
    """Proposals under discussion."""
    for key, each in setting.file.latest(Tabled).items():
        by = f" ({setting.actor(each.by)})" if each.by else ""
        yield Paragraph(setting.words.told(each.proposal.title) + by, label=key)


def decision_rows(setting: Setting, decisions: Iterable[Decision]) -> Iterator[Block]:
    """Decisions with owners and dates."""
    words = setting.words
    rows = [
        (
            words.told(each.text),
            words.names(setting.pack, each.owner),
            words.day(each.due) or "—",
            words.day(each.review) or "—",
            words(f"decision.{each.state}"),
        )
        for each in decisions
    ]
    yield from _table(words, ("decision", "owner", "due", "review", "progress"), (4.4, 2, 1.9, 1.9, 1.1), rows)


def shared_rows(setting: Setting) -> Iterator[Block]:
    """The shared position as it stands, and the lines that may be told to whom."""
    file, words = setting.file, setting.words
    versions = file.of(SharedPosition)
    if not versions:
        return
    last = versions[-1]
    label = "shared.version" if file.approved(last) else "shared.draft"
    if last.text:
        yield Paragraph(words.told(last.text), label=words(label, version=len(versions)))
    if file.approved(last):
        rows = [
            (words.told(line.text), f"TLP:{line.marking.tlp} {words.names(setting.pack, line.marking.to)}".strip())
            for line in last.lines
        ]
        yield from _table(words, ("line", "to"), (6, 3), rows)


def document_rows(setting: Setting) -> Iterator[Block]:
    """The documents that the parts of the file and its position records cite, by their codes."""
    words, documents = setting.words, setting.pack.documents
    cited = [parse_citation(cite).document for entry in setting.file.entries for cite in entry.part.cite]
    cited += [source.document for record in setting.records.values() for source in record.sources]
    rows = [
        (name, words.told(documents[name].title), words.day(documents[name].dated))
        for name in sorted(set(cited))
        if name in documents
    ]
    yield from _table(words, ("code", "document", "dated"), (0.8, 7, 2), rows)


def _table(
    words: PaperWords, columns: tuple[str, ...], widths: tuple[float, ...], rows: Sequence[tuple[str, ...]]
) -> Iterator[Block]:
    if rows:
        yield Table(tuple(words(each) for each in columns), widths, tuple(rows))


def cites(found: Iterable[str]) -> str:
    """Citations to their lines, each once."""
    return " ".join(dict.fromkeys(cite.partition("@")[0] for cite in found))
