"""The shipped region's term checker, and drafts to check."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from shiome.coordination.terms import TermCheck, TermChecker
from shiome.reading.text.document import TextDocument
from shiome.region.pack import load_pack, locate
from shiome.workspace.reader import RegionReader

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def reader() -> RegionReader:
    return RegionReader(load_pack(locate("peninsula")))


@pytest.fixture(scope="session")
def checker(reader: RegionReader) -> TermChecker:
    return reader.term_checker(today=TODAY)


@pytest.fixture(scope="session")
def read(reader: RegionReader, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], TextDocument]:
    folder = tmp_path_factory.mktemp("drafts")

    def read(text: str) -> TextDocument:
        file: Path = folder / "draft.txt"
        file.write_text(text, encoding="utf-8")
        return reader.read(file)

    return read


@pytest.fixture(scope="session")
def check(checker: TermChecker, read: Callable[[str], TextDocument]) -> Callable[[str], TermCheck]:
    return lambda text: checker.check(read(text))
