"""The outlook as PDF: typeset by typst from data, never from text spliced into markup."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from importlib import resources
from itertools import chain
from pathlib import Path
from typing import Any

from shiome.charts.fonts import check_glyphs, font_folders, loaded_fonts
from shiome.errors import InputRefused
from shiome.outlook.drawing import size_of, svg_of, svg_texts
from shiome.outlook.model import Block, Bullets, Figure, Outlook, Paragraph, Section, Sentence, Statement
from shiome.outlook.setting import bound, in_rows
from shiome.outlook.titling import SIGNS, Logo, full_title, logo_of, subject, title_lines

WIDTH = 622
"""Units of a picture that fill the line; a small picture has half of it."""
TALL, LEAST = 400, 0.7
"""Units of height up to which a picture keeps its size, since it is never cut and leaves a page open as far as it is high. A higher one
is made smaller, but not below ``LEAST`` of its size, at which its letters can still be read."""
TALLEST = 800
"""Units of height that a page has room for, beside a caption."""


def render_pdf(outlook: Outlook, *, fonts: Sequence[Path | str] = ()) -> bytes:
    """The PDF: A4, tagged (PDF/UA-1), fonts embedded.

    Parameters
    ----------
    fonts:
        Folders of fonts for characters that the fonts that come with Shiome do not have.

    Raises
    ------
    InputRefused
        No font has some character of the outlook; the message names it.
    MissingExtra
        A font package is not installed.
    """
    import typst

    found = loaded_fonts(tuple(map(str, font_folders(fonts))))
    data, drawn = _data(outlook)
    data["fonts"] = list(dict.fromkeys(font.family for font in found.fonts()))
    check_glyphs(
        chain(_strings(data), *map(svg_texts, drawn)),
        ((Path(font.path), font.index) for font in found.fonts() if font.path),
    )
    with tempfile.TemporaryDirectory(prefix="shiome-outlook-") as folder:
        root = Path(folder)
        with resources.as_file(resources.files(__package__) / "templates" / "outlook.typ") as template:
            shutil.copyfile(template, root / "outlook.typ")
        (root / "outlook.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        if (logo := logo_of(outlook)) is not None:
            (root / _file(logo)).write_bytes(logo.content)
        for number, svg in enumerate(drawn):
            (root / f"figure-{number}.svg").write_text(svg, encoding="utf-8")
        try:
            made = typst.compile(
                str(root / "outlook.typ"),
                root=str(root),
                font_paths=found,
                ignore_system_fonts=True,
                format="pdf",
                pdf_standards=["ua-1"],
                # The same outlook is the same file, whenever it is made.
                timestamp=datetime.combine(outlook.as_of, time(), tzinfo=UTC),
            )
        except typst.TypstError as error:
            raise InputRefused(
                "outlook.pdf",
                f"the PDF cannot be typeset: {error.message}",
                ja=f"PDF を組めない（{error.message}）",
                hint="write the HTML instead, and report this",
                hint_ja="代わりに HTML を書き出し、この不具合を報告する",
                failed=error,
            ) from error
    assert isinstance(made, bytes)  # noqa: S101 - one PDF is one piece of bytes
    return made


class _Cutter:
    """Turns an outlook into what the template reads, its sentences cut for setting; knows which marks came first."""

    def __init__(self, outlook: Outlook) -> None:
        self.outlook = outlook
        self.drawn: list[str] = []
        self._mentioned: set[int] = set()

    def section(self, item: Section) -> dict[str, Any]:
        return {
            "title": item.title,
            "blocks": [self.block(b) for b in in_rows(item.blocks)],
            "sections": [self.section(s) for s in item.sections],
        }

    def block(self, item: Block | tuple[Figure, ...]) -> dict[str, Any]:
        if isinstance(item, tuple):
            return {"type": "pictures", "items": [self.figure(each) for each in item]}
        if isinstance(item, Paragraph):
            return {"type": "paragraph", "sentences": [self.sentence(s) for s in item.sentences]}
        if isinstance(item, Bullets):
            items = [self.sentence(s) for s in item.items]
            return {"type": "bullets", "title": item.title, "items": items, "more": item.more}
        if isinstance(item, Figure):
            return self.figure(item)
        return {
            "type": "table",
            "caption": item.caption,
            "columns": [{"title": c.title, "width": c.width} for c in item.columns],
            "rows": [[{"note": c.note} | self.cut(c.text, c.evidence) for c in row] for row in item.rows],
            "more": item.more,
            "headed": item.headed,
        }

    def figure(self, item: Figure) -> dict[str, Any]:
        self.drawn.append(svg_of(item))
        file = f"figure-{len(self.drawn) - 1}.svg"
        width, height = size_of(self.drawn[-1])
        room = WIDTH / 2 if item.small else WIDTH
        scale = min(room / width, 1, max(TALL / height, LEAST), TALLEST / height)
        share = scale * width / room
        return {"type": "figure", "alt": item.alt, "caption": item.caption, "file": file, "share": share}

    def sentence(self, item: Sentence) -> dict[str, Any]:
        if not isinstance(item, Statement):
            return {"remark": item.text}
        way = self.outlook.labels.get(f"direction.{item.direction}", "") if item.direction else ""
        head = {"lead": item.lead, "detail": item.detail, "way": way, "direction": item.direction}
        head |= {"bearing": item.bearing, "sign": SIGNS.get(item.bearing, "")}
        return head | self.cut(item.text, item.evidence)

    def cut(self, text: str, evidence: tuple[int, ...]) -> dict[str, Any]:
        parts = bound(text, self.outlook.language) if evidence else None
        marks = [{"number": number, "first": number not in self._mentioned} for number in evidence]
        self._mentioned.update(evidence)
        return {
            "head": parts.head if parts else text,
            "tail": parts.tail if parts else "",
            "stop": parts.stop if parts else "",
            "marks": marks,
        }

    def evidence(self) -> list[dict[str, Any]]:
        comma = "、" if self.outlook.language == "ja" else ", "
        languages = {d.id: (d.language or self.outlook.language)[:2] for d in self.outlook.documents}
        return [
            {
                "number": e.number,
                "title": e.title,
                "place": comma.join(p for p in (e.author, e.day, e.lines) if p),
                "before": e.before,
                "passage": e.passage,
                "after": e.after,
                "language": languages[e.source.document],
            }
            for e in self.outlook.evidence
        ]


def _data(outlook: Outlook) -> tuple[dict[str, Any], list[str]]:
    """What the template reads, and the pictures that it names by their number."""
    cutter, logo = _Cutter(outlook), logo_of(outlook)
    data = {
        "title": outlook.title,
        "full_title": full_title(outlook),
        "subject": subject(outlook),
        "language": outlook.language,
        "as_of": outlook.as_of_text,
        "day": [outlook.as_of.year, outlook.as_of.month, outlook.as_of.day],
        "keywords": list(outlook.keywords),
        "author": outlook.style.organisation or "Shiome",
        "marking": outlook.marking,
        "colours": {"accent": outlook.style.accent, "better": outlook.style.better, "worse": outlook.style.worse},
        "logo": "" if logo is None else _file(logo),
        "lines": [list(line) for line in title_lines(outlook)],
        "labels": outlook.labels,
        "front": cutter.section(outlook.front),
        "sections": [cutter.section(s) for s in outlook.sections],
        "evidence": cutter.evidence(),
    }
    return data, cutter.drawn


def _file(logo: Logo) -> str:
    return f"logo.{logo.ending}"


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            # Identifiers are not printed.
            if not re.fullmatch(r"type|direction|bearing|language|fonts|file|logo|colours", name):
                yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
