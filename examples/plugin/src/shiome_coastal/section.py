"""A section of the outlook: the boats seized, a table with its passages and a picture by year."""

from __future__ import annotations

from collections import Counter
from typing import Any

from shiome.outlook.build.context import Context, when_key
from shiome.outlook.model import Block, Cell, Column, Figure, Paragraph, Remark, Section, Table
from shiome.records.model import Event, Source

from shiome_coastal.seizures import tells_of_seizure

MOST = 20
_WORDS = {
    "ja": {
        "title": "漁船の拿捕",
        "count": "{day}までに知られた拿捕は{n}件である。未確認の記述も含み、その旨を記した。",
        "caption": "拿捕された漁船（新しい順）",
        "more": "ほか{n}件。",
        "columns": ("時期", "拿捕した側", "漁船の側", "本文"),
        "proposed": "未確認",
        "alt": "年ごとの拿捕の件数を示す棒グラフ：{each}。",
        "year": "年",
        "number": "件数",
    },
    "en": {
        "title": "Fishing boats seized",
        "count": "{n} seizures were known by {day}. Reports that nobody has reviewed yet are among them, and are marked.",
        "caption": "Boats seized, newest first",
        "more": "{n} more.",
        "columns": ("When", "Taken by", "Boat of", "In the text"),
        "proposed": "not reviewed",
        "alt": "Bars of the number of seizures by year: {each}.",
        "year": "year",
        "number": "seizures",
    },
}


def boat_seizures(context: Context) -> Section | None:
    """The section; none where no seizure was known on the day."""
    words: dict[str, Any] = _WORDS[context.language]
    found = [
        event for event in context.live("event").values() if isinstance(event, Event) and _is_seizure(context, event)
    ]
    if not found:
        return None
    found.sort(key=lambda event: (when_key(event.when), event.id), reverse=True)
    rows = [_row(context, event, words) for event in found]
    told = words["count"].format(n=len(rows), day=context.dated(context.as_of.isoformat()))
    widths = (2.0, 2.0, 2.0, 5.0)
    table = Table(
        caption=words["caption"],
        columns=tuple(Column(title=title, width=width) for title, width in zip(words["columns"], widths, strict=True)),
        rows=tuple(rows[:MOST]),
        more=words["more"].format(n=len(rows) - MOST) if len(rows) > MOST else "",
    )
    blocks: tuple[Block, ...] = (Paragraph(sentences=(Remark(text=told),)), table, *_picture(found, words))
    return Section(key="boat-seizures", title=words["title"], blocks=blocks)


def _is_seizure(context: Context, event: Event) -> bool:
    """Whether the event is one, whoever coded it: Shiome's rules tell of coercion, and only the passage tells of a boat."""
    if event.plover != "COERCE" or event.reality != "actual" or not event.source or not event.recipient:
        return False
    return any(tells_of_seizure(_sentence(context, source), _language(context, source)) for source in event.sources)


def _sentence(context: Context, source: Source) -> str:
    numbers = context.book.sources([source])
    return context.book.sentence(numbers[0]) if numbers else ""


def _language(context: Context, source: Source) -> str:
    document = context.documents.get(source.document)
    return document.language if document is not None else ""


def _row(context: Context, event: Event, words: dict[str, Any]) -> tuple[Cell, ...]:
    own_language_first = sorted(event.sources, key=lambda source: _language(context, source) != context.language)
    evidence = context.book.sources(own_language_first)
    return (
        Cell(text=context.label(event.when) if event.when else "—"),
        Cell(text=context.names(event.source)),
        Cell(text=context.names(event.recipient)),
        Cell(
            text=context.words.quoted(context.quote(evidence)),
            evidence=evidence,
            note=words["proposed"] if event.status == "proposed" else "",
        ),
    )


def _picture(found: list[Event], words: dict[str, Any]) -> tuple[Figure, ...]:
    years = Counter(when_key(event.when).year for event in found if event.when)
    if len(years) < 2:
        return ()
    each = "、" if words is _WORDS["ja"] else ", "
    specification = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": 480,
        "height": 140,
        "data": {"values": [{"year": str(year), "n": n} for year, n in sorted(years.items())]},
        "mark": {"type": "bar", "color": "#1b2a41", "width": 22},
        "encoding": {
            "x": {"field": "year", "type": "ordinal", "title": words["year"], "axis": {"labelAngle": 0}},
            "y": {
                "field": "n",
                "type": "quantitative",
                "title": words["number"],
                "axis": {"tickMinStep": 1, "format": "d"},
            },
        },
    }
    shown = each.join(f"{year}: {n}" for year, n in sorted(years.items()))
    return (Figure(specification=specification, alt=words["alt"].format(each=shown)),)
