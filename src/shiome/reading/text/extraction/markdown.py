"""Markdown: marks go, words stay. Headings, emphasis, links, lists, quotes, code, front matter, footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from shiome.reading.text.draft import Draft, Edit
from shiome.reading.text.extraction.extract import Extracted
from shiome.reading.text.metadata.dates import dates_in
from shiome.reading.text.metadata.model import MetaField
from shiome.reading.text.repair.lines import Hint
from shiome.reading.text.tables import table

_FRONT = re.compile(
    r"\A---[ \t]*(?:\r\n|[\r\n])(?P<body>.*?)(?:\r\n|[\r\n])(?:---|\.\.\.)[ \t]*(?=[\r\n]|\Z)", re.DOTALL
)
_FRONT_ENTRY = re.compile(r"""^(?P<key>[A-Za-z_]+)[ \t]*:[ \t]*["']?(?P<value>[^\r\n"']+?)["']?[ \t]*$""", re.MULTILINE)
_FENCE = re.compile(r"^[ \t]{0,3}(?P<fence>`{3,}|~{3,})[^\r\n]*$", re.MULTILINE)
_ATX = re.compile(r"^[ ]{0,3}(?P<marks>#{1,6})[ \t]+(?P<words>[^\r\n]*?)(?P<tail>[ \t]+#+)?[ \t]*$", re.MULTILINE)
_SETEXT = re.compile(r"^(?P<words>[^\s>#*+=`|-][^\r\n]*)(?P<gap>\r\n|[\r\n])(?P<line>=+|-{2,})[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"^[ ]{0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$", re.MULTILINE)
_TABLE_LINE = re.compile(r"^[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*(?:\|[ \t]*:?-{3,}:?[ \t]*)*\|?[ \t]*$", re.MULTILINE)
_REFERENCE = re.compile(r"^[ ]{0,3}\[(?!\^)[^\]\r\n]+\]:[ \t]*\S+[^\r\n]*$", re.MULTILINE)
_NOTE = re.compile(r"\[\^(?P<name>[^\]\s]{1,30})\](?P<text>:[ \t]*)?")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_QUOTE = re.compile(r"^(?:[ ]{0,3}>[ \t]?)+", re.MULTILINE)
_INLINE = re.compile(
    r"!\[(?P<alt>[^\]\r\n]*)\]\([^)\r\n]*\)"
    r"|\[(?P<link>[^\[\]\r\n]+)\](?:\([^()\r\n]*(?:\([^()\r\n]*\)[^()\r\n]*)*\)|\[[^\]\r\n]*\])"
    r"|<(?P<auto>(?:https?://|mailto:)[^>\s]+)>"
    r"|(?P<tag></?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>\r\n]*)?/?>)"
    r"|(?P<escape>\\)(?=[!-/:-@\[-`{-~])"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
)
_EMPHASIS = re.compile(
    r"(?<!\\)(?P<mark>\*\*\*|\*\*|\*|~~|``|`)(?=[^\s*`~])(?P<words>[^\r\n]{1,500}?)(?<=[^\s*`~\\])(?P=mark)(?!\*)"
    r"|(?<![\w\\])(?P<low>__|_)(?=[^\s_])(?P<low_words>[^\r\n]{1,500}?)(?<=[^\s_\\])(?P=low)(?!\w)"
)
_CELLS = re.compile(r"^[ \t]*\|[^\r\n]*\|[ \t]*$", re.MULTILINE)


def strip_markdown(extracted: Extracted) -> None:
    """Take the marks out of the draft in rounds, block marks first, and note headings and metadata."""
    draft = extracted.draft
    _front_matter(extracted)
    fences = _fences(draft)
    for start, end in fences:
        draft.drop(start, end, "code")
    _round(draft, [Edit(start, end, "", "markup") for start, end in fences])
    _round(draft, list(_headings(draft, extracted.container.hints)))
    extracted.container.structured, extracted.container.soft = bool(extracted.container.hints), True
    for finder in (_COMMENT, _RULE, _TABLE_LINE, _REFERENCE, _QUOTE):
        _round(draft, [Edit(*m.span(), "", "markup") for m in finder.finditer(draft.text) if m.end() > m.start()])
    _notes(draft)
    _round(draft, list(_cells(draft.text)))
    for _ in range(3):  # emphasis within emphasis
        _round(draft, list(_emphasis(draft.text)))
    _round(draft, list(_inline(draft)))


def _round(draft: Draft, edits: list[Edit]) -> None:
    draft.apply(edits, record=False)


def _front_matter(extracted: Extracted) -> None:
    match = _FRONT.match(extracted.draft.text)
    if match is None:
        return
    names: dict[str, str] = table("metadata")["front_matter"]
    for entry in _FRONT_ENTRY.finditer(extracted.draft.text, match.start("body"), match.end("body")):
        name = names.get(entry["key"].lower())
        value = entry["value"]
        if name == "dated":
            value = next((found.edtf for found in dates_in(value)), "")
        if name and value:
            start, end = entry.span("value")
            extracted.found.append((name, MetaField(value=value, found_by="front matter", start=start, end=end)))
    extracted.draft.drop(*match.span(), "front matter")
    _round(extracted.draft, [Edit(*match.span(), "", "markup")])


def _fences(draft: Draft) -> list[tuple[int, int]]:
    """Spans of fenced code, which holds no sentences."""
    spans, opened = [], None
    for match in _FENCE.finditer(draft.text):
        if opened is None:
            opened = match
        elif match["fence"].startswith(opened["fence"]):
            spans.append((opened.start(), match.end()))
            opened = None
    return spans


def _headings(draft: Draft, hints: list[Hint]) -> Iterator[Edit]:
    found = [(match.start(), match) for finder in (_ATX, _SETEXT) for match in finder.finditer(draft.text)]
    at = 0
    for start, match in sorted(found, key=lambda pair: pair[0]):
        if start < at or not match["words"].strip():
            continue
        at = match.end()
        raw = draft.span(*match.span("words"))
        if match.re is _ATX:
            hints.append(Hint(*raw, "heading", len(match["marks"])))
            yield Edit(start, match.start("words"), "", "markup")
            if match["tail"]:
                yield Edit(*match.span("tail"), "", "markup")
        else:
            hints.append(Hint(*raw, "heading", 1 if match["line"][0] == "=" else 2))
            yield Edit(*match.span("line"), "", "markup")


def _notes(draft: Draft) -> None:
    edits = []
    for match in _NOTE.finditer(draft.text):
        draft.drop(*match.span(), "footnote mark", value=match["name"])
        edits.append(Edit(*match.span(), "", "footnote mark"))
    _round(draft, edits)


def _cells(text: str) -> Iterator[Edit]:
    for row in _CELLS.finditer(text):
        for bar in re.finditer(r"[ \t]*\|[ \t]*", row[0]):
            start, end = row.start() + bar.start(), row.start() + bar.end()
            glue = "" if start == row.start() else ("\u2029" if end == row.end() else " ")
            yield Edit(start, end, glue, "markup")


def _inline(draft: Draft) -> Iterator[Edit]:
    for match in _INLINE.finditer(draft.text):
        kind = match.lastgroup or ""
        if kind == "alt":
            draft.drop(*match.span(), "caption", value=match["alt"])
            yield Edit(*match.span(), "", "markup")
        elif kind in ("link", "auto"):
            inner = match.span(kind)
            yield Edit(match.start(), inner[0], "", "markup")
            yield Edit(inner[1], match.end(), "", "markup")
        elif kind == "entity":
            char = unescape(match[0])
            if char != match[0] and not "\ud800" <= char <= "\udfff":
                yield Edit(*match.span(), char, "markup")
        else:
            yield Edit(*match.span(), "", "markup")


def _emphasis(text: str) -> Iterator[Edit]:
    for match in _EMPHASIS.finditer(text):
        words = match.span("words" if match["mark"] else "low_words")
        yield Edit(match.start(), words[0], "", "markup")
        yield Edit(words[1], match.end(), "", "markup")
