"""Sections of other packages: built from the same context, checked so that they cannot spoil the document, and marked as theirs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol

import msgspec

from shiome.outlook.build.context import Context
from shiome.outlook.build.parts import remark
from shiome.outlook.model import Block, Figure, Section, Statement, Table, sentences, walk
from shiome.plugins import Plugin, checked, read, usable

PREFIX = "plugin."
"""How the keys of such sections begin; the name of the entry point follows."""
DEEPEST = 3
"""Levels of headings, the section's own among them."""
_KEY = re.compile(r"(\.[a-z0-9-]+)+")


class MakesSection(Protocol):
    """What an entry point of ``shiome.sections`` names: a function such as those of :mod:`shiome.outlook.build`.

    The section's key is made of the name of the entry point; keys of its parts begin with its own key and a point. A remark before
    its first block says which package made it.
    """

    def __call__(self, context: Context) -> Section | None:
        """The section in the outlook's language, from what was known on its day; none where there is nothing to say."""


def own_sections() -> tuple[Plugin, ...]:
    """The sections of other packages."""
    return read("shiome.sections")


def plugged(context: Context) -> tuple[Section, ...]:
    """The sections of other packages, in the order of package and name.

    In the place of one that fails stands what failed: nothing is missing without a word.
    """
    return tuple(section for plugin in usable(own_sections()) if (section := _section(plugin, context)) is not None)


def _section(plugin: Plugin, context: Context) -> Section | None:
    words, key = context.words, PREFIX + plugin.name
    try:
        given = plugin.made(context)
        if given is None:
            return None
        made = checked(given, Section)
        _check(made, context)
    except Exception as error:
        line = _printable(plugin.failed(error).line(context.language))
        title = words("plugged.failed", name=plugin.name)
        return Section(key=key, title=title, blocks=(remark(line),), by=plugin.label)
    by = remark(words("plugged.by", name=plugin.name, package=plugin.package, version=plugin.version))
    named = _named(made, made.key, key)
    return msgspec.structs.replace(named, by=plugin.label, blocks=(by, *made.blocks))


def _named(section: Section, own: str, key: str) -> Section:
    inner = tuple(_named(child, own, key) for child in section.sections)
    return msgspec.structs.replace(section, key=key + section.key.removeprefix(own), sections=inner)


def _check(section: Section, context: Context) -> None:
    """Refuse what could not be written in every format."""
    from shiome.charts.fonts import check_glyphs
    from shiome.outlook.drawing import svg_of, svg_texts

    builtins = msgspec.to_builtins(section)
    msgspec.convert(builtins, Section)
    texts = [*_texts(builtins)]
    parts = walk(section)
    _check_keys([part.key for part in parts])
    if _depth(section) > DEEPEST or not all(part.title.strip() for part in parts):
        raise ValueError(f"each part needs a title, on {DEEPEST} levels at most")
    for block in (block for part in parts for block in part.blocks):
        _check_block(block, len(context.book.evidence))
        if isinstance(block, Figure):
            texts += svg_texts(svg_of(block))
    if any(unicodedata.category(character) in ("Cc", "Cs") for text in texts for character in text):
        raise ValueError("a text holds a control character")
    check_glyphs(texts, ((file, 0) for file in _fonts()))


def _fonts() -> list[Path]:
    from shiome.charts.fonts import font_folders

    return [file for folder in font_folders() for file in sorted(folder.glob("*.otf"))]


def _printable(text: str) -> str:
    """The text of an error, which may hold anything, with a question mark for what cannot be printed."""
    from shiome.charts.fonts import characters

    known = characters(_fonts()[0])
    return "".join(character if ord(character) in known else "?" for character in text)


def _check_keys(keys: list[str]) -> None:
    if len({*keys}) != len(keys):
        raise ValueError("two of its parts have one key")
    wrong = [key for key in keys[1:] if not key.startswith(keys[0]) or not _KEY.fullmatch(key.removeprefix(keys[0]))]
    if wrong:
        raise ValueError(f"the key {wrong[0]!r} of a part does not begin with {keys[0]!r} and a point")


def _check_block(block: Block, passages: int) -> None:
    if isinstance(block, Table):
        if not block.columns or any(column.width <= 0 for column in block.columns):
            raise ValueError(f"the table {block.caption!r} needs columns, each with a width above 0")
        if any(len(row) != len(block.columns) for row in block.rows):
            raise ValueError(f"a row of the table {block.caption!r} does not have {len(block.columns)} cells")
    elif isinstance(block, Figure):
        if not block.alt.strip():
            raise ValueError("a figure has no text for those who do not see it")
    elif not sentences(block):
        raise ValueError("a paragraph or a list is empty")
    wrong = [number for number in _numbers(block) if not 1 <= number <= passages]
    if wrong:
        raise ValueError(f"it cites passage {wrong[0]}, which the book of evidence does not hold")


def _numbers(block: Block) -> Iterator[int]:
    if isinstance(block, Table):
        yield from (number for row in block.rows for cell in row for number in cell.evidence)
    yield from (number for one in sentences(block) if isinstance(one, Statement) for number in one.evidence)


def _depth(section: Section) -> int:
    return 1 + max((_depth(child) for child in section.sections), default=0)


def _texts(value: Any) -> Iterator[str]:
    """Every text that is printed; what a picture prints is told by the picture."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name != "specification":
                yield from _texts(inner)
    elif isinstance(value, Iterable):
        for inner in value:
            yield from _texts(inner)
