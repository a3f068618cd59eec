"""What state the files of a workspace are in that pages tell of, besides its store."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

MEASURED = ("votes", "feeds")
"""Folders that yardsticks are measured from, besides the records."""
State = tuple[tuple[str, int, int], ...]
"""Path, time of change and size of every file."""


def state_of(folder: Path, names: Iterable[str]) -> State:
    """The state of files and of all files within folders, by their names in the workspace; another one whenever one of them changes.

    >>> state_of(Path("/nowhere"), ["watch.json"])
    ()
    """
    return tuple(sorted(each for name in names for each in _states(folder / name, name)))


def _states(path: Path, name: str) -> Iterator[tuple[str, int, int]]:
    try:
        state = path.stat()
    except OSError:
        return
    yield name, state.st_mtime_ns, 0 if path.is_dir() else state.st_size
    if not path.is_dir():
        return
    try:
        within = sorted(entry.name for entry in os.scandir(path))
    except OSError:
        return
    for each in within:
        yield from _states(path / each, f"{name}/{each}")
