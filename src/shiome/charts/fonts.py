"""The fonts of pictures and PDF files: where they are, and which characters they have."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from shiome.errors import InputRefused, MissingExtra

PACKAGES = ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold")
"""Packages that carry the fonts: kana, Han, Hangul, Latin and Cyrillic. Nothing of the system is needed."""
_INVISIBLE = ("Cc", "Cf", "Zs", "Zl", "Zp")
"""Categories of characters that need no glyph."""


def font_folders(extra: Sequence[Path | str] = ()) -> list[Path]:
    """Folders of the fonts that come with Shiome, and of any given besides.

    Raises
    ------
    MissingExtra
        A font package is not installed.
    """
    folders = []
    for package in PACKAGES:
        try:
            folders.append(Path(str(resources.files(package))))
        except ModuleNotFoundError as error:
            name = package.replace("_", "-")
            raise MissingExtra(
                "fonts.missing",
                f"pictures and PDF files need the font package {name}",
                ja=f"図と PDF には書体のパッケージ {name} が要る",
                hint=f"install it with: pip install {name}",
                hint_ja=f"pip install {name} で入れる",
                failed=package,
            ) from error
    return [*folders, *(Path(folder) for folder in extra)]


@lru_cache(maxsize=4)
def loaded_fonts(folders: tuple[str, ...]) -> Any:
    """The fonts of some folders, and no others, as the typesetter holds them (``typst.Fonts``).

    Kept, as reading them takes most of the time that a short PDF does; threads may share them.
    """
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders))


def check_glyphs(texts: Iterable[str], files: Iterable[tuple[Path, int]]) -> None:
    """Refuse texts with characters that none of the fonts has.

    Parameters
    ----------
    files:
        Font files, each with the number of the font within it.

    Raises
    ------
    InputRefused
        The message names the characters.
    """
    wanted = {character for text in texts for character in text}
    wanted = {c for c in wanted if unicodedata.category(c) not in _INVISIBLE and not 0xFE00 <= ord(c) <= 0xFE0F}
    for file, index in files:
        wanted -= {c for c in wanted if ord(c) in characters(file, index)}
    if wanted:
        shown = ", ".join(f"{c} (U+{ord(c):04X})" for c in sorted(wanted)[:12])
        raise InputRefused(
            "fonts.glyph",
            f"the fonts lack these characters: {shown}",
            ja=f"書体にない文字がある：{shown}",
            hint="give a folder of fonts that have them",
            hint_ja="これらの文字をもつ書体のフォルダーを指定する",
            failed=sorted(wanted),
        )


@lru_cache(maxsize=16)
def characters(file: Path, index: int = 0) -> frozenset[int]:
    """Code points that a font file (OpenType, TrueType, or one of a collection) maps to a glyph.

    Read from the ``cmap`` table, subtables of format 4 and 12 (OpenType specification, cmap).
    """
    data = file.read_bytes()
    start = struct.unpack_from(">I", data, 12 + 4 * index)[0] if data[:4] == b"ttcf" else 0
    (tables,) = struct.unpack_from(">H", data, start + 4)
    for number in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, start + 12 + 16 * number)
        if tag == b"cmap":
            return frozenset(_cmap(data, offset))
    return frozenset()


def _cmap(data: bytes, table: int) -> set[int]:
    found: set[int] = set()
    (count,) = struct.unpack_from(">H", data, table + 2)
    for number in range(count):
        _, _, offset = struct.unpack_from(">HHI", data, table + 4 + 8 * number)
        (form,) = struct.unpack_from(">H", data, table + offset)
        if form == 4:
            found |= _format_4(data, table + offset)
        elif form == 12:
            found |= _format_12(data, table + offset)
    return found


def _format_4(data: bytes, at: int) -> set[int]:
    doubled = struct.unpack_from(">H", data, at + 6)[0]
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts = struct.unpack_from(f">{count}H", data, at + 16 + doubled)
    deltas = struct.unpack_from(f">{count}h", data, at + 16 + 2 * doubled)
    ranges_at = at + 16 + 3 * doubled
    ranges = struct.unpack_from(f">{count}H", data, ranges_at)
    found: set[int] = set()
    for number, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = (code + deltas[number]) & 0xFFFF
            if ranges[number]:
                place = ranges_at + 2 * number + ranges[number] + 2 * (code - first)
                glyph = struct.unpack_from(">H", data, place)[0]
            if glyph:
                found.add(code)
    return found


def _format_12(data: bytes, at: int) -> set[int]:
    (groups,) = struct.unpack_from(">I", data, at + 12)
    found: set[int] = set()
    for number in range(groups):
        first, last, glyph = struct.unpack_from(">III", data, at + 16 + 12 * number)
        found.update(range(first if glyph else first + 1, last + 1))
    return found
