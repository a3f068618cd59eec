"""Texts and the region's words for tests of comparison."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from shiome.reading.actors import ActorResolver
from shiome.reading.comparing import TermBank
from shiome.reading.text.clean import CleanText
from shiome.reading.text.document import TextDocument
from shiome.reading.text.language import language_of
from shiome.reading.text.metadata.model import Metadata, MetaField
from shiome.reading.text.passages import passages_of
from shiome.reading.text.sentences import Block, split_blocks
from shiome.region.pack import load_pack, locate

HERE = Path(__file__).parent


@lru_cache(maxsize=1)
def bank() -> TermBank:
    """The shipped region's terms and actors."""
    pack = load_pack(locate("peninsula"))
    return TermBank(pack.entries("terms"), ActorResolver(pack.entries("actors")))


def gold(name: str) -> list[dict[str, Any]]:
    """A file of gold pairs."""
    rows: list[dict[str, Any]] = yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    return rows


def document(text: str, *, name: str = "text.txt", dated: str = "2025-02-15", language: str = "") -> TextDocument:
    """A text as it stands: each line a paragraph, lines that begin with ``# `` headings, nothing repaired."""
    clean = CleanText.unchanged(text)
    main = language or language_of(text) or "en"
    blocks: list[Block] = []
    at, section = 0, ""
    for line in text.split("\n"):
        if line.strip():
            heading = line.startswith("# ")
            section = line[2:] if heading else section
            own = language or language_of(line, among=main) or main  # type: ignore[arg-type]
            start = at + 2 if heading and line[2:].strip() else at
            blocks.append(
                Block(
                    start=start,
                    end=at + len(line),
                    role="heading" if heading else "text",
                    level=1 if heading else 0,
                    section=section,
                    language=own,
                )
            )
        at += len(line) + 1
    sentences = split_blocks(clean, blocks)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return TextDocument(
        file_name=name,
        media_type="text/plain",
        encoding="utf-8",
        language=main,
        raw=text,
        clean=clean,
        blocks=tuple(blocks),
        sentences=sentences,
        passages=passages_of(clean, sentences),
        metadata=Metadata(dated=MetaField(value=dated, found_by="given") if dated else None),
        sha256=digest,
        text_sha256=digest,
    )


def lines(sentences: Sequence[str], *, name: str = "text.txt", dated: str = "2025-02-15") -> TextDocument:
    """One paragraph a sentence."""
    return document("\n".join(sentences), name=name, dated=dated)
