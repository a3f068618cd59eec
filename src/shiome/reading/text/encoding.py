"""From bytes to text: which encoding, and whether there is text at all."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from shiome.errors import DocumentRefused
from shiome.reading.text.encoding_scores import plausible

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"{\\rtf", "an RTF document"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
)
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES: tuple[str, ...] = ("cp932", "euc_jp", "gb18030", "cp949", "koi8_r", "cp1251", "cp1252")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_ENOUGH = 0.8
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding it came in."""

    text: str
    encoding: str


def decode(data: bytes, *, file_name: str) -> Decoded:
    """Decode the bytes of a text file. A byte order mark is no part of the text; line ends stay as they are.

    Raises
    ------
    DocumentRefused
        ``document.empty``, ``document.binary`` or ``document.encoding``.
    """
    if not data.strip():
        raise empty(file_name)
    decoded = _by_mark(data, file_name)
    if decoded is None:
        _refuse_binary(data, file_name)
        decoded = _by_content(data, file_name)
    if not decoded.text.strip("\ufeff \t\r\n\f\x0b\x00\u3000\u00a0"):
        raise empty(file_name)
    return decoded


def empty(file_name: str) -> DocumentRefused:
    """The refusal of a file without text."""
    return DocumentRefused(
        "document.empty",
        f"{file_name} is empty",
        ja=f"{file_name} は空である",
        hint="give a file with text",
        hint_ja="本文のあるファイルを渡す",
        failed=file_name,
    )


def _by_mark(data: bytes, file_name: str) -> Decoded | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                text = data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as fault:
                raise _mixed(data, len(mark) + fault.start, encoding, file_name) from fault
            if "\x00" in text:
                raise _binary(file_name, "it holds NUL characters")
            return Decoded(text, f"{encoding}-bom" if encoding == "utf-8" else encoding)
    return None


def _refuse_binary(data: bytes, file_name: str) -> None:
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise _binary(file_name, f"it is {what}")
    if b"\x00" in data:
        raise _binary(file_name, f"byte {data.index(0)} is NUL")
    if len(_CONTROL.findall(data)) > max(2, len(data) // 200):
        raise _binary(file_name, "it holds control characters")


def _binary(file_name: str, why: str) -> DocumentRefused:
    return DocumentRefused(
        "document.binary",
        f"{file_name} is not a text file: {why}",
        ja=f"{file_name} はテキストではない（バイナリ）: {why}",
        hint="give txt, md, html or pdf under its own extension",
        hint_ja="txt, md, html, pdf を正しい拡張子で渡す",
        failed=file_name,
    )


def _by_content(data: bytes, file_name: str) -> Decoded:
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as fault:
        broken = fault.start
    best, best_score = None, 0.0
    furthest = (broken, "utf-8")
    for encoding in _ordered(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as fault:
            if fault.start > furthest[0] and plausible(data[: fault.start].decode(encoding), encoding) >= _ENOUGH:
                furthest = (fault.start, encoding)
            continue
        score = plausible(text, encoding)
        if score > best_score:
            best, best_score = Decoded(text, encoding), score
    if best is None or best_score < _ENOUGH:
        raise _mixed(data, *furthest, file_name)
    _refuse_stray_utf8(data, best, file_name)
    return best


def _ordered(data: bytes) -> list[str]:
    """The candidates, the one that the file itself declares (HTML) first: it wins a draw."""
    declared = _CHARSET.search(data[:4096])
    try:
        name = codecs.lookup(declared[1].decode()).name.replace("-", "_") if declared else ""
    except LookupError:
        name = ""
    aliases = {"shift_jis": "cp932", "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "iso8859_1": "cp1252"}
    first = aliases.get(name, name)
    return sorted(_CANDIDATES, key=lambda encoding: encoding != first)


def _refuse_stray_utf8(data: bytes, decoded: Decoded, file_name: str) -> None:
    """Refuse a file in which single lines are UTF-8 while the rest is not."""
    at = 0
    for line in data.split(b"\n"):
        if len(line) >= 6 and not line.isascii():
            try:
                proper = line.decode("utf-8")
            except UnicodeDecodeError:
                proper = ""
            wide = sum(char > "\u07ff" for char in proper)
            if wide >= 2 and plausible(line.decode(decoded.encoding, "replace"), decoded.encoding) < _ENOUGH:
                first = next(n for n, byte in enumerate(line) if byte > 0x7F)
                raise _mixed(data, at + first, decoded.encoding, file_name)
        at += len(line) + 1


def _mixed(data: bytes, offset: int, encoding: str, file_name: str) -> DocumentRefused:
    line = data.count(b"\n", 0, offset) + 1
    return DocumentRefused(
        "document.encoding",
        f"{file_name} is in mixed or unknown encodings: byte {offset} (line {line}) is not {encoding}",
        ja=f"{file_name} は文字コードが混在しているか不明: {offset} バイト目（{line} 行）は {encoding} でない",
        hint="save the whole file as UTF-8",
        hint_ja="ファイル全体を UTF-8 で保存し直す",
        failed=file_name,
    )
