"""Loading a file in one line, and the rows of a store as dictionaries."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from shiome.bulk import Entry, load_file, open_feed

Load = Callable[..., tuple[Entry, list[dict[str, Any]], list[dict[str, Any]]]]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def load(tmp_path: Path, store: Path) -> Load:
    """Writes bytes to a file of that name, loads it, gives the entry, all rows of the feed by line, and the rejected rows."""

    def loading(name: str, content: bytes, **options: Any) -> tuple[Entry, list[dict[str, Any]], list[dict[str, Any]]]:
        path = tmp_path / name
        path.write_bytes(content)
        entry, _ = load_file(path, store, **options)
        table = open_feed(store, feeds=[entry.feed], unique=False)
        rows = sorted(table.filter(table.file == name).to_pyarrow().to_pylist(), key=lambda row: row["line"])
        rejects = []
        if entry.rejects is not None:
            rejects = [msgspec.json.decode(line) for line in (store / entry.rejects).read_bytes().splitlines()]
        return entry, rows, rejects

    return loading
