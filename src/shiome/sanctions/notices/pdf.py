"""A notice as PDF: typeset by typst from data, never from text spliced into markup."""

from __future__ import annotations

import json
import shutil
import tempfile
from datetime import UTC, datetime, time
from importlib import resources
from pathlib import Path
from typing import Any

from shiome.charts.fonts import font_folders, loaded_fonts
from shiome.errors import InputRefused
from shiome.sanctions.notices.model import Block, Facts, Notice, Paragraph, Picture


def render_pdf(notice: Notice) -> bytes:
    """The PDF: A4, tagged (PDF/UA-1), fonts embedded; the same notice is the same file.

    Raises
    ------
    InputRefused
        ``notice.pdf``: it cannot be typeset, as where no font has some character.
    MissingExtra
        A font package is not installed.
    """
    import typst

    found = loaded_fonts(tuple(map(str, font_folders())))
    data, pictures = _data(notice)
    data["fonts"] = list(dict.fromkeys(font.family for font in found.fonts()))
    with tempfile.TemporaryDirectory(prefix="shiome-notice-") as folder:
        root = Path(folder)
        with resources.as_file(resources.files(__package__) / "templates" / "notice.typ") as template:
            shutil.copyfile(template, root / "notice.typ")
        (root / "notice.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        for number, svg in enumerate(pictures):
            (root / f"picture-{number}.svg").write_text(svg, encoding="utf-8")
        try:
            made = typst.compile(
                str(root / "notice.typ"),
                root=str(root),
                font_paths=found,
                ignore_system_fonts=True,
                format="pdf",
                # The standard also refuses a text that no font can show.
                pdf_standards=["ua-1"],
                timestamp=datetime.combine(notice.as_of, time(), tzinfo=UTC),
            )
        except typst.TypstError as error:
            raise InputRefused(
                "notice.pdf",
                f"the PDF cannot be typeset: {error.message}",
                ja=f"PDF を組めない（{error.message}）",
                hint="write characters that the fonts do not have otherwise, or write the HTML only",
                hint_ja="書体にない文字を書き換えるか、HTML だけを書き出す",
                failed=error,
            ) from error
    assert isinstance(made, bytes)  # noqa: S101 - one PDF is one piece of bytes
    return made


def _data(notice: Notice) -> tuple[dict[str, Any], list[str]]:
    pictures: list[str] = []
    data = {
        name: getattr(notice, name)
        for name in ("language", "title", "subtitle", "case", "as_of_text", "marking", "simulated")
    }
    data["day"] = [notice.as_of.year, notice.as_of.month, notice.as_of.day]
    data["sections"] = [
        {"title": section.title, "blocks": [_block(block, pictures) for block in section.blocks]}
        for section in notice.sections
    ]
    return data, pictures


def _block(block: Block, pictures: list[str]) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"type": "paragraph", "text": block.text, "label": block.label}
    if isinstance(block, Facts):
        return {"type": "facts", "title": block.title, "rows": block.rows}
    if isinstance(block, Picture):
        pictures.append(block.svg)
        return {"type": "picture", "file": f"picture-{len(pictures) - 1}.svg", "alt": block.alt}
    fixed = {"columns": block.columns, "widths": block.widths, "rows": block.rows, "fixed": block.fixed}
    return {"type": "table", **fixed}
