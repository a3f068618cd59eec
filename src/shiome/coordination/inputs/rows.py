"""Arguments, channels, what was said and openings as headings and rows for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from shiome.coordination.inputs.model import Followed, Link, Put, Said, Slot, Standpoint, Way
from shiome.coordination.inputs.shapes import InputShapes
from shiome.coordination.inputs.words import word
from shiome.coordination.sources import places

Table = tuple[Sequence[str], list[list[str]]]
"""Headings and rows; the last column takes what room is left."""


def bank_rows(slots: Sequence[Slot], standpoints: Sequence[Standpoint], shapes: InputShapes, language: str) -> Table:
    """One row an argument; an addressee without any has one row that says what is missing."""
    headings = (
        ("相手", "識別子", "利益", "現状", "根拠", "論拠")
        if language == "ja"
        else ("addressee", "id", "interest", "now", "sources", "argument")
    )
    rows = []
    for slot in slots:
        name = shapes.text(slot.entry.name)
        for each in slot.arguments:
            now = [word(s.side, language) for s in standpoints if s.entry.argument == each.id]
            rows.append(
                [name, each.id, shapes.text(each.interest), " ".join(now), evidence(each), shapes.text(each.text)]
            )
        if not slot.arguments:
            gap = "（論拠なし）" if language == "ja" else "(no argument)"
            rows.append([name, gap, "", "", places(slot.sources), shapes.missing(slot)])
    return headings, rows


def evidence(put: Put | Said) -> str:
    """Places of documents, then evidence in words."""
    return ", ".join(part for part in (places(put.sources), put.told) if part)


def way_rows(ways: Sequence[Way], shapes: InputShapes, language: str) -> Table:
    """One row a channel of each way, numbered by way."""
    headings = (
        ("経路", "チャンネル", "から", "へ", "状態", "文書の言葉", "根拠", "狙い")
        if language == "ja"
        else ("way", "channel", "from", "to", "state", "in the document's word", "sources", "aim")
    )
    return headings, [
        [str(number), *link_row(link, shapes, language)]
        for number, way in enumerate(ways, start=1)
        for link in way.links
    ]


def link_rows(links: Sequence[Link], shapes: InputShapes, language: str) -> Table:
    """One row a channel."""
    headings = (
        ("チャンネル", "から", "へ", "状態", "文書の言葉", "根拠", "狙い")
        if language == "ja"
        else ("channel", "from", "to", "state", "in the document's word", "sources", "aim")
    )
    return headings, [link_row(link, shapes, language) for link in links]


def link_row(link: Link, shapes: InputShapes, language: str) -> list[str]:
    """A channel from its name to its aim."""
    entry = link.entry
    return [
        entry.id,
        " + ".join(map(shapes.who, entry.source)),
        shapes.who(entry.target),
        " / ".join(word(stage.state, language) for stage in (link.stage, link.urged) if stage),
        shapes.text(link.strength),
        places(link.sources),
        shapes.text(entry.aim),
    ]


def said_rows(log: Sequence[tuple[Said, Sequence[Followed]]], shapes: InputShapes, language: str) -> Table:
    """One row a line of the log, and below it one for each thing that came after, with the days between."""
    headings = (
        ("時期", "日後", "誰が", "相手・種別", "論拠・記録", "根拠", "内容")
        if language == "ja"
        else ("when", "days after", "who", "to whom / kind", "argument / record", "sources", "what")
    )
    rows = []
    for said, after in log:
        first = [said.when.isoformat(), "", " + ".join(map(shapes.who, said.by)), shapes.who(said.addressee)]
        rows.append([*first, said.argument or said.id, evidence(said), said.text])
        for each in after:
            kind = word(each.kind, language)
            rows.append(
                [each.when, f"+{each.days}", "", kind, each.record, places(each.sources), shapes.text(each.text)]
            )
    return headings, rows


def opening_rows(found: Sequence[Standpoint], shapes: InputShapes, language: str) -> Table:
    """One row an opening."""
    headings = (
        ("論拠", "現状", "尺度", "時期", "値（幅）", "境目", "根拠", "理由")
        if language == "ja"
        else ("argument", "now", "yardstick", "when", "value (range)", "bound", "sources", "why")
    )
    return headings, [
        [
            each.entry.argument,
            word(each.side, language),
            each.entry.yardstick + (f"/{each.entry.component}" if each.entry.component else ""),
            each.when,
            "" if each.value is None else f"{each.value:.2f} ({each.low:.2f}-{each.high:.2f})",
            ("<" if each.entry.holds == "below" else ">") + f" {each.entry.bound:g}",
            places(each.sources),
            shapes.text(each.entry.text),
        ]
        for each in found
    ]
