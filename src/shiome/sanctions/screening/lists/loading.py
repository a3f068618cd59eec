"""Which list a file is, and reading it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from shiome.errors import InputRefused, PluginFailed
from shiome.sanctions.screening.lists import eu, headed, ofac_csv, ofac_xml, plugged, un
from shiome.sanctions.screening.lists.common import rows, text_of
from shiome.sanctions.screening.model import ListSnapshot

_DAY = re.compile(r"(20\d\d)[-_]?(0[1-9]|1[0-2])[-_]?(0[1-9]|[12]\d|3[01])")
_MAIN = ("sdn_advanced.xml", "sdn.xml", "sdn.csv")
_COMPANIONS = frozenset(("alt.csv", "add.csv", "cons_alt.csv", "cons_add.csv", "sdn_comments.csv", "cons_comments.csv"))


def load_list(path: str | Path, *, as_of: str = "", companions: bool = True) -> ListSnapshot:
    """Read a published list.

    Known: the United Nations' consolidated XML; the Treasury's ``sdn.csv``/``cons_prim.csv`` with the files beside them, ``sdn.xml``
    and ``sdn_advanced.xml``; the European Union's XML 1.1 and annexes as CSV; Japan's list as CSV (``ref``, ``ja``, ``latin`` or the
    Japanese headings); the United States' consolidated screening list as CSV; what the loaders of other packages recognise.

    Parameters
    ----------
    path:
        The file; or a folder, whose main file is read.
    as_of:
        ISO day of the snapshot where the file does not state its own; a day in the file's name serves otherwise.
    companions:
        Whether the aliases and addresses beside a Treasury CSV are read too.

    Raises
    ------
    InputRefused
        ``list.missing``, ``list.unknown`` (another format), ``list.version`` (most entries cannot be read), ``list.cut`` (the file ends
        before its end), ``list.empty``. Single rows that cannot be taken do not raise: they are in ``faults`` with their lines.
    """
    file = Path(path)
    if file.is_dir():
        file = next((file / name for name in _MAIN if (file / name).is_file()), file)
    if not file.is_file():
        raise InputRefused(
            "list.missing",
            f"{path} is no list file",
            ja=f"{path} は一覧のファイルではない",
            hint="give the published file",
            hint_ja="公表されたファイルを渡す",
            failed=str(path),
        )
    named = _DAY.search(file.name)
    day = as_of or ("-".join(named.groups()) if named else "")
    start = _start(file)
    try:
        return _published(file, start, day, companions=companions)
    except InputRefused as refusal:
        own = plugged.loader_of(file, start) if refusal.code == "list.unknown" else None
        if own is None:
            raise
    return plugged.load_own(own, file, day)


def _start(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(4096)


def _published(file: Path, start: bytes, day: str, *, companions: bool) -> ListSnapshot:
    if start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return _xml(file, start, day)
    return _csv(file, day, companions=companions)


def load_lists(paths: Iterable[str | Path], *, as_of: str = "") -> tuple[ListSnapshot, ...]:
    """Read several lists; in a folder every list file that stands in it."""
    found: list[ListSnapshot] = []
    for path in paths:
        given = Path(path)
        if given.is_dir():
            files = sorted(file for file in given.iterdir() if _is_list(file))
            found += [load_list(file, as_of=as_of) for file in files]
        else:
            found.append(load_list(given, as_of=as_of))
    return tuple(found)


def _is_list(file: Path) -> bool:
    if file.suffix in (".csv", ".xml"):
        return file.name not in _COMPANIONS
    try:
        return file.is_file() and plugged.loader_of(file, _start(file)) is not None
    except PluginFailed:
        return False


def _xml(file: Path, start: bytes, day: str) -> ListSnapshot:
    opened = re.search(rb"<(?:[A-Za-z0-9]+:)?([A-Za-z_][A-Za-z0-9_]*)[\s>]", re.sub(rb"<[?!][^>]*>", b"", start))
    root = opened.group(1).decode() if opened else ""
    loaders = {
        un.ROOT: un.load,
        eu.ROOT: eu.load_xml,
        ofac_xml.PLAIN_ROOT: ofac_xml.load_plain,
        ofac_xml.ADVANCED_ROOT: ofac_xml.load_advanced,
    }
    if root not in loaders:
        raise _unknown(file, f"its outermost element is {root or 'unreadable'}", f"最も外の要素が {root or '読めない'}")
    return loaders[root](file, day)


def _csv(file: Path, day: str, *, companions: bool) -> ListSnapshot:
    first = next(rows(text_of(file)), (1, []))[1]
    headings = frozenset(headed.plain_headings(first))
    if headings >= eu.HEADINGS:
        return eu.load_csv(file, day)
    if headings >= headed.JAPAN:
        return headed.load_japan(file, day)
    if headings >= headed.CSL:
        return headed.load_csl(file, day)
    if len(first) == 12 and first[0].strip().isdigit():
        return ofac_csv.load(file, day, companions=companions)
    raise _unknown(
        file,
        f"its first line has {len(first)} columns of no known list",
        f"一行目の {len(first)} 列はどの一覧とも合わない",
    )


def _unknown(file: Path, why: str, why_ja: str) -> InputRefused:
    return InputRefused(
        "list.unknown",
        f"{file}, line 1: {why}",
        ja=f"{file} 1 行目：{why_ja}",
        hint="give a list of the United Nations, the Treasury, the European Union or the Ministry of Finance as published (XML or CSV)",
        hint_ja="国連、米財務省、EU、財務省の一覧を公表されたまま（XML か CSV）渡す",
        failed=str(file),
    )
