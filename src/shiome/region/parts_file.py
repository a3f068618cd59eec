"""Parts of a file that only grows (a case, a consultation) as somebody writes them down: a YAML list, each with its ``type``."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from shiome.errors import InputRefused, RegionRefused, ShiomeError
from shiome.region.yaml_source import Located, read_yaml

T = TypeVar("T")
_PLACE = re.compile(r"\.?([A-Za-z_]\w*)|\[(\d+)\]")


def read_parts_file(file: Path, kind: Any, check: Callable[[T], None]) -> tuple[T, ...]:
    """The parts of a YAML file.

    Parameters
    ----------
    kind:
        The type of a part, or a union of tagged types.
    check:
        Called with each part; what it raises is told with the line of the part.

    Raises
    ------
    InputRefused
        ``parts.file``: the file cannot be read, or a part is not of its type. What ``check`` raises is raised again with file and line.
    """
    try:
        located = read_yaml(file)
    except RegionRefused as error:
        raise _refused(file, error.message, error.ja) from error
    if not isinstance(located.value, list):
        raise _at(located, (), "a list of parts is expected", "項目の一覧が要る")
    parts: list[T] = []
    for number, value in enumerate(located.value):
        try:
            part: T = msgspec.convert(value, kind, strict=False)
        except msgspec.ValidationError as error:
            message, _, place = str(error).partition(" - at ")
            path = tuple(int(m[2]) if m[2] else m[1] for m in _PLACE.finditer(place.strip("`").removeprefix("$")))
            raise _at(located, (number, *path), message, f"型が合わない（{message}）") from error
        try:
            check(part)
        except ShiomeError as error:
            line = located.line((number,))
            raise type(error)(
                error.code,
                f"{file.name}, line {line}: {error.message}",
                ja=f"{file.name} {line} 行目：{error.ja}",
                hint=error.hint,
                hint_ja=error.hint_ja,
                failed=error.failed,
            ) from error
        parts.append(part)
    return tuple(parts)


def _at(located: Located, place: tuple[str | int, ...], text: str, ja: str) -> InputRefused:
    line, name = located.line(place), located.file.name
    return _refused(located.file, f"{name}, line {line}: {text}", f"{name} {line} 行目：{ja}")


def _refused(file: Path, text: str, ja: str) -> InputRefused:
    return InputRefused(
        "parts.file",
        text,
        ja=ja,
        hint="mend the file and give it again",
        hint_ja="直してもう一度与える",
        failed=file,
    )
