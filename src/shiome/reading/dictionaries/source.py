"""Lines of a dictionary file: comments removed, numbers kept, problems collected."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from shiome.errors import InputRefused, why


class Problem(NamedTuple):
    """A line that could not be read, or only in part."""

    line: int
    what: str
    text: str


class Line(NamedTuple):
    """A line without its comment; ``indented`` where it began with white space."""

    number: int
    text: str
    indented: bool


def read_text(path: Path) -> str:
    """The text of a dictionary file: UTF-8, or Latin-1 where it is not (old files are).

    Raises
    ------
    InputRefused
        ``dictionary.unreadable`` where there is no such file.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputRefused(
            "dictionary.unreadable",
            f"cannot read the dictionary {path}: {why(error).en}",
            ja=f"辞書{path}を読めない（{why(error).ja}）",
            hint="give the path of a dictionary file",
            hint_ja="辞書ファイルのパスを示す",
            failed=path,
        ) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def content_lines(text: str) -> Iterator[Line]:
    r"""Lines that hold something, without ``#`` and ``<!-- … -->`` comments.

    A ``#`` within square brackets belongs to a code (``[###]``) and is kept.

    >>> [line.text for line in content_lines("A [x] # note\n<!-- all of\nthis --> \n- * B [###]")]
    ['A [x]', '- * B [###]']
    """
    commented = False
    for number, raw in enumerate(text.splitlines(), start=1):
        kept = raw
        if commented:
            if "-->" not in kept:
                continue
            kept, commented = kept.split("-->", 1)[1], False
        while (start := _markup_comment(kept)) >= 0:
            end = kept.find("-->", start)
            if end < 0:
                kept, commented = kept[:start], True
                break
            kept = kept[:start] + kept[end + 3 :]
        kept = _without_hash(kept)
        stripped = kept.strip()
        if stripped:
            yield Line(number, stripped, kept[:1] in (" ", "\t"))


def _markup_comment(text: str) -> int:
    """Where ``<!--`` (or the sloppy ``<! --``) begins, or -1."""
    hash_at = text.find("#")
    for mark in ("<!--", "<! --"):
        at = text.find(mark)
        if at >= 0 and not 0 <= hash_at < at:
            return at
    return -1


def _without_hash(text: str) -> str:
    depth = 0
    for position, character in enumerate(text):
        if character == "[":
            depth += 1
        elif character == "]":
            depth = max(0, depth - 1)
        elif character == "#" and not depth:
            return text[:position]
    return text


def words_of(phrase: str) -> tuple[str, ...]:
    """The words of a dictionary phrase, in capitals; underscores and hyphens part words.

    >>> words_of("AL-QAEDA_"), words_of("Minas Tirith")
    (('AL', 'QAEDA'), ('MINAS', 'TIRITH'))
    """
    return tuple(phrase.upper().replace("_", " ").replace("-", " ").split())
