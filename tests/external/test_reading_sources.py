"""The sources are read whole: dates, authors, sentences that end as sentences do."""

from __future__ import annotations

import os
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

import shiome
from shiome.reading.text.document import TextDocument, read_text
from shiome.reading.text.repair.rules import load_rules

SOURCES = Path(os.environ.get("SHIOME_SOURCES", Path(__file__).parents[3] / "shared" / "sources"))
FILES = sorted(SOURCES.glob("*.txt"))
KNOWN: dict[str, tuple[str, str | None]] = {
    "000": ("2024-12-06", None),
    "001": ("2025-12-31", "飯村友紀"),
    "003": ("2025-05-21", "平岩俊司"),
    "004": ("2025-04-16", None),
}
"""Source to its date and author."""
pytestmark = pytest.mark.skipif(not FILES, reason=f"no sources at {SOURCES}: set SHIOME_SOURCES")


@cache
def read(path: Path) -> TextDocument:
    rules = load_rules(Path(shiome.__file__).parent / "regions" / "peninsula" / "repairs.yaml")
    return read_text(path, repairs=rules, today=date(2026, 1, 1))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem[:3])
def test_date_and_author(path: Path) -> None:
    metadata = read(path).metadata
    expected = KNOWN.get(path.stem[:3])
    assert metadata.dated is not None
    if expected is not None:
        assert (metadata.dated.value, metadata.author.value if metadata.author else None) == expected


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem[:3])
def test_every_sentence_is_whole(path: Path) -> None:
    document = read(path)
    for sentence in document.sentences:
        assert not re.search(r"^[、。」』）ぁぃぅぇぉっゃゅょんー]|\n|\s{2}", sentence.text)
        assert sentence.text == document.clean.clean[sentence.start : sentence.end]
        if sentence.role in ("text", "bullet"):
            assert re.search("[。？！]$", sentence.text), sentence.text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem[:3])
def test_nothing_is_lost_without_a_record(path: Path) -> None:
    document = read(path)
    recorded = [False] * len(document.raw)
    for mark in (*document.clean.repairs, *document.clean.dropped):
        recorded[mark.start : mark.end] = [True] * (mark.end - mark.start)
    for start, end in zip(document.clean.starts, document.clean.ends, strict=True):
        recorded[start:end] = [True] * (end - start)
    left = [char for char, known in zip(document.raw, recorded, strict=True) if not known]
    assert left == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem[:3])
def test_another_form_of_the_same_text_is_recognised(path: Path) -> None:
    document = read(path)
    data = path.read_bytes()
    for name, other in (("crlf.txt", data.replace(b"\n", b"\r\n")), ("utf16.txt", data.decode().encode("utf-16"))):
        twin = read_text(other, file_name=name, today=date(2026, 1, 1))
        assert twin.text_sha256 == document.text_sha256
        assert twin.sha256 != document.sha256
