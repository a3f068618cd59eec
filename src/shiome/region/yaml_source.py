"""YAML files with the line of every value.

All scalars are read as strings (no dates, no ``no`` for false, no sexagesimal numbers); the types of the schema decide what
they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from shiome.errors import RegionRefused

try:
    from yaml import CBaseLoader as Loader
except ImportError:  # pragma: no cover - PyYAML without libyaml
    from yaml import BaseLoader as Loader  # type: ignore[assignment]

Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class Located:
    """A value read from a file: plain strings, lists and dicts, with the node it came from."""

    file: Path
    value: Any
    node: yaml.Node

    def line(self, path: Path_ = ()) -> int:
        """1-based line of the value at ``path``, or of the nearest enclosing one that exists."""
        node, line = self.node, self.node.start_mark.line + 1
        for step in path:
            found = _child(node, step)
            if found is None:
                break
            node, line = found
        return line


def _child(node: yaml.Node, step: str | int) -> tuple[yaml.Node, int] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return value, key.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        child = node.value[step]
        return child, child.start_mark.line + 1
    return None


def read_yaml(file: Path) -> Located:
    """Read one file.

    Raises
    ------
    RegionRefused
        The file cannot be read, is not UTF-8, is not YAML, holds nothing, or has a key twice.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _refused(file, 1, f"cannot be read: {error}") from error
    try:
        loader = Loader(text)
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        raise _refused(file, mark.line + 1 if mark else 1, f"is not YAML: {problem}") from error
    if node is None:
        raise _refused(file, 1, "holds nothing")
    return Located(file, _plain(node, file), node)


def _plain(node: yaml.Node, file: Path) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, file) for child in node.value]
    plain: dict[str, Any] = {}
    for key, value in node.value:
        if key.value in plain:
            raise _refused(file, key.start_mark.line + 1, f"has the key {key.value!r} twice")
        plain[key.value] = _plain(value, file)
    return plain


def _refused(file: Path, line: int, problem: str) -> RegionRefused:
    return RegionRefused(
        "region.yaml",
        f"{file.name}, line {line}: {problem}",
        hint="mend the file and run 'shiome region check'",
        failed=file,
    )
