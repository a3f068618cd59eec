"""HTML: tags, scripts and page furniture go, character references become their characters, blocks become paragraphs."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from itertools import accumulate, pairwise
from typing import NamedTuple

from shiome.errors import DocumentRefused
from shiome.reading.text.draft import Edit
from shiome.reading.text.extraction.extract import Extracted
from shiome.reading.text.metadata.dates import dates_in
from shiome.reading.text.metadata.model import MetaField
from shiome.reading.text.repair.lines import Hint
from shiome.reading.text.scripts import CJK
from shiome.reading.text.tables import table

PARAGRAPH = "\u2029"
LINE = "\u2028"
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt"}
    | {"fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html"}
    | {"li", "main", "nav", "ol", "option", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead"}
    | {"title", "tr", "ul"}
)
_UNREAD = frozenset(
    {
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "math",
        "iframe",
        "object",
        "head",
        "select",
        "textarea",
        "button",
    }
    | {"nav"}
)
_APART = {"figcaption": "caption", "rt": "ruby", "rp": "ruby", "footer": "page header", "aside": "page header"}
_INSTEAD = {"br": LINE, "td": "  ", "th": "  "}
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_NOTE = re.compile(r"\s*[\[(（［]?\s*(?:注|註|note)?\s*\d{1,3}\s*[\])）］]?\s*", re.IGNORECASE)
_SOFT = re.compile(r"[ \t]*[\r\n][ \t\r\n]*")


class _Piece(NamedTuple):
    """A stretch of the file: text to ``keep`` (``text`` then says what its line ends become), or replaced by ``text``."""

    start: int
    keep: bool
    text: str


class _Reader(HTMLParser):
    """Notes for every stretch of the file what becomes of it."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self._lines = [0, *accumulate(len(line) + 1 for line in source.split("\n"))]
        self._open: list[str] = []
        self._unread = self._preformatted = 0
        self.pieces: list[_Piece] = []
        self.roles: list[tuple[int, int, str]] = []
        self._role_starts: list[tuple[str, int]] = []
        self.title: tuple[int, int] | None = None
        self.metas: list[tuple[str, str, int]] = []

    def place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def parse_html_declaration(self, i: int) -> int:
        # The library gives up on some marked sections; a browser takes them for comments.
        return self.parse_bogus_comment(i) if self.rawdata.startswith("<![", i) else super().parse_html_declaration(i)

    def _note(self, text: str = "", *, keep: bool = False) -> None:
        shown = self._unread == 0
        if keep and self._preformatted:
            text = LINE
        self.pieces.append(_Piece(self.place(), keep and shown, text if shown else ""))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "meta":
            self._meta({name: value or "" for name, value in attrs})
        self._note(_INSTEAD.get(tag, PARAGRAPH if tag in _BLOCKS else ""))
        if tag in _VOID:
            return
        if tag in ("p", "li", "tr", "td", "th", "option", "dd", "dt") and tag in self._open[-1:]:
            self._close(tag)
        self._open.append(tag)
        self._unread += tag in _UNREAD
        self._preformatted += tag == "pre"
        if re.fullmatch("h[1-6]|li|sup|title", tag) or tag in _APART:
            self._role_starts.append((tag, self.place()))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "meta":
            self._meta({name: value or "" for name, value in attrs})
        self._note(_INSTEAD.get(tag, PARAGRAPH if tag in _BLOCKS else ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open and self._close(self._open[-1]) != tag:
                continue
        self._note(PARAGRAPH if tag in _BLOCKS else "")

    def _close(self, tag: str) -> str:
        self._open.pop()
        self._unread -= tag in _UNREAD
        self._preformatted -= tag == "pre"
        if self._role_starts and self._role_starts[-1][0] == tag:
            _, start = self._role_starts.pop()
            if tag == "title":
                self.title = self.title or (start, self.place())
            elif self._unread == 0:
                self.roles.append((start, self.place(), tag))
        return tag

    def finish(self) -> None:
        """Close what the file left open."""
        while self._open:
            self._close(self._open[-1])

    def handle_data(self, data: str) -> None:  # noqa: ARG002 - the places tell, here and below
        self._note(keep=True)

    def handle_charref(self, name: str) -> None:
        self._note(_readable(unescape(f"&#{name};")))

    def handle_entityref(self, name: str) -> None:
        char = unescape(f"&{name};")
        if char == f"&{name};":
            self._note(keep=True)
        else:
            self._note(_readable(char))

    def handle_comment(self, data: str) -> None:  # noqa: ARG002
        self._note()

    def handle_decl(self, decl: str) -> None:  # noqa: ARG002
        self._note()

    def handle_pi(self, data: str) -> None:  # noqa: ARG002
        self._note()

    def unknown_decl(self, data: str) -> None:  # noqa: ARG002
        self._note()

    def _meta(self, attributes: dict[str, str]) -> None:
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or ""
        if name and attributes.get("content"):
            self.metas.append((name.strip().lower(), " ".join(attributes["content"].split()), self.place()))


def _readable(text: str) -> str:
    return "".join(char for char in text if not "\ud800" <= char <= "\udfff")


def strip_html(extracted: Extracted, *, file_name: str) -> None:
    """Take the markup out of the draft and note headings, items, title and metadata.

    Raises
    ------
    DocumentRefused
        ``document.html``: the markup cannot be followed.
    """
    source = extracted.draft.text
    reader = _Reader(source)
    try:
        reader.feed(source)
        reader.close()
    except AssertionError as fault:  # how the library says that it lost its way
        raise DocumentRefused(
            "document.html",
            f"{file_name} holds markup that cannot be followed at character {reader.place()}",
            ja=f"{file_name} の {reader.place()} 文字目のマークアップを解釈できない",
            hint="save the page anew or give its text",
            hint_ja="保存し直すか本文をテキストで渡す",
            failed=file_name,
        ) from fault
    reader.finish()
    extracted.container.structured = True
    _metadata(extracted, reader, source)
    apart = _apart(extracted, reader, source)
    edits = _edits(reader, source, apart)
    extracted.draft.apply(edits, record=False)
    extracted.draft.apply(_soft_lines(extracted.draft.text))


def _apart(extracted: Extracted, reader: _Reader, source: str) -> list[tuple[int, int]]:
    """Spans that are read but stand apart from the text: captions, ruby, footers, note numbers. Notes the hints, too."""
    apart = []
    for start, end, tag in reader.roles:
        if tag.startswith("h") and tag[1:].isdigit():
            extracted.container.hints.append(Hint(start, end, "heading", int(tag[1:])))
        elif tag == "li":
            extracted.container.hints.append(Hint(start, end, "bullet"))
        elif end > start:
            inner = re.sub("<[^>]*>", "", source[start:end])
            kind = _APART.get(tag) or ("footnote mark" if _NOTE.fullmatch(inner) else "")
            if kind and inner.strip():
                value = unescape(inner)
                number = "".join(filter(str.isdigit, value)) if kind == "footnote mark" else ""
                extracted.draft.drop(start, end, kind, value=number or " ".join(value.split()))
                apart.append((start, end))
    extracted.container.hints[:] = _innermost(extracted.container.hints)
    return sorted(apart)


def _innermost(hints: list[Hint]) -> list[Hint]:
    """Of nested hints the part of each that no inner one covers, so that they follow one another."""
    kept: list[Hint] = []
    for hint in sorted(hints, key=lambda each: (each.start, -each.end)):
        if kept and kept[-1].end > hint.start:
            outer = kept.pop()
            if outer.start < hint.start:
                kept.append(Hint(outer.start, hint.start, outer.role, outer.level))
        kept.append(hint)
    return kept


def _edits(reader: _Reader, source: str, apart: list[tuple[int, int]]) -> list[Edit]:
    edits: list[Edit] = []
    at = 0
    for piece, after in pairwise([*reader.pieces, _Piece(len(source), keep=True, text="")]):
        while at < len(apart) and apart[at][1] <= piece.start:
            at += 1
        aside = at < len(apart) and apart[at][0] <= piece.start
        if after.start <= piece.start:
            continue
        if not piece.keep or aside:
            edits.append(Edit(piece.start, after.start, "" if aside else piece.text, "markup"))
            continue
        if piece.text:  # preformatted: a line end there is one
            ends = re.finditer("\r\n|[\r\n]", source[piece.start : after.start])
            edits += [Edit(piece.start + end.start(), piece.start + end.end(), LINE, "markup") for end in ends]
    return edits


def _soft_lines(text: str) -> list[Edit]:
    """Line ends of the file that a browser shows as a blank, or as nothing between East Asian characters."""
    edits = []
    for match in _SOFT.finditer(text):
        before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
        edge = not before or not after or before in (LINE, PARAGRAPH) or after in (LINE, PARAGRAPH)
        glue = "" if edge or (CJK.match(before) and CJK.match(after)) else " "
        edits.append(Edit(match.start(), match.end(), glue, "line join"))
    return edits


def _metadata(extracted: Extracted, reader: _Reader, source: str) -> None:
    names = table("metadata")
    for kind, key in (
        ("dated", "html_dates"),
        ("author", "html_authors"),
        ("title", "html_titles"),
        ("publisher", "html_publishers"),
    ):
        wanted: list[str] = names[key]
        for name, content, start in sorted(
            reader.metas, key=lambda meta: wanted.index(meta[0]) if meta[0] in wanted else 99
        ):
            value = _date(content) if kind == "dated" else content
            if name in wanted and value:
                found = source.find(content, start)
                at = (found, found + len(content)) if found >= 0 else (None, None)
                extracted.found.append((kind, MetaField(value=value, found_by="html meta", start=at[0], end=at[1])))
                break
    if reader.title:
        start, end = reader.title
        start = source.find(">", start) + 1
        if title := " ".join(unescape(source[start:end]).split()):
            extracted.found.append(("title", MetaField(value=title, found_by="html title", start=start, end=end)))


def _date(content: str) -> str:
    return next((found.edtf for found in dates_in(re.sub(r"(?<=\d)T\d.*", "", content))), "")
