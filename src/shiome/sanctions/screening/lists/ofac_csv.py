"""The Treasury's lists as CSV without headings: ``sdn.csv`` or ``cons_prim.csv`` with their ``alt``, ``add`` and ``comments`` files.

Files end with the sign 0x1A, which tells a whole one from one cut short; copies that others pass on may lack it.
``-0-`` stands for nothing.
"""

from __future__ import annotations

import re
from pathlib import Path

from shiome.sanctions.screening.dates import iso
from shiome.sanctions.screening.lists.common import Intake, Properties, numbers, rows, text_of
from shiome.sanctions.screening.model import ListSnapshot, Schema

_SCHEMA: dict[str, Schema] = {
    "individual": "Person",
    "vessel": "Vessel",
    "": "Organization",
    "aircraft": "Organization",
}
_REMARKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("birthPlace", re.compile(r"(?:^|; )(?:alt\. )?POB ([^;]+)")),
    ("nationality", re.compile(r"(?:^|; )(?:alt\. )?(?:nationality|citizen) ([^;.]+)")),
    ("passportNumber", re.compile(r"(?:^|; )(?:alt\. )?Passport ([A-Z0-9-]+)")),
    (
        "idNumber",
        re.compile(
            r"(?:^|; )(?:alt\. )?(?:National ID No\.|Identification Number|Tax ID No\.|Cedula No\.) ([A-Z0-9./-]+)"
        ),
    ),
    (
        "registrationNumber",
        re.compile(r"(?:^|; )(?:alt\. )?(?:Registration ID|Registration Number|Company Number) ([A-Z0-9./-]+)"),
    ),
    ("mmsi", re.compile(r"\bMMSI ([0-9]{9})")),
    ("weakAlias", re.compile(r"a\.k\.a\. '([^']+(?:'[a-z][^']*)*)'")),
    ("previousName", re.compile(r"f\.k\.a\. '([^']+)'")),
    ("cryptoWallet", re.compile(r"Digital Currency Address - [A-Z0-9]+ ([A-Za-z0-9]{20,})")),
)
_BORN = re.compile(r"(?:^|; )(?:alt\. )?DOB ([^;.]+)")
_SHIP = re.compile(r"Vessel Registration Identification (?:IMO )?([0-9]+)")
_COMPANY_IMO = re.compile(r"(?:Company|Organization)[^;]*? IMO[^0-9;]*([0-9]{7})|Identification Number IMO ([0-9]{7})")
_WIDTH, _ALT_WIDTH, _ADD_WIDTH = 12, 5, 6


def load(path: Path, as_of: str, *, companions: bool = True) -> ListSnapshot:
    """Read the list and, unless told not to, the files beside it."""
    consolidated = path.name.startswith("cons")
    intake = Intake("ofac-consolidated" if consolidated else "ofac", path, as_of)
    prefix = "cons_" if consolidated else ""
    beside = {kind: path.with_name(f"{prefix}{kind}.csv") for kind in ("alt", "add")}
    comments = path.with_name("cons_comments.csv" if consolidated else "sdn_comments.csv")
    more = _comments(comments) if companions and comments.is_file() else {}
    for line, row in _body(path, intake, _WIDTH):
        if len(row) != _WIDTH:
            intake.unread(
                line, f"{len(row)} columns where the list has {_WIDTH}", f"列が {len(row)} ある（{_WIDTH} のはず）"
            )
            continue
        _entry([_plain(cell) for cell in row], line, intake, more)
    if companions:
        _aliases(beside["alt"], intake)
        _addresses(beside["add"], intake)
    return intake.snapshot()


def _plain(cell: str) -> str:
    text = cell.strip()
    return "" if text == "-0-" else text


def _body(path: Path, intake: Intake, width: int) -> list[tuple[int, list[str]]]:
    """The rows of a file.

    One that stops within a row is refused; one that only lacks the end sign, which some tools take away, is taken and told of.
    """
    text = text_of(path)
    found = [(line, row) for line, row in rows(text.partition("\x1a")[0]) if any(cell.strip() for cell in row)]
    if "\x1a" in text:
        return found
    last = found[-1][0] if found else 1
    if not text.endswith("\n") or not found or len(found[-1][1]) != width:
        intake.cut(last, file=path)
    intake.fault(
        last,
        "no end sign after this row: the file may be cut short",
        "終わりの印がない（途中で切れているおそれ）",
        file=path,
    )
    return found


def _comments(path: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for _, row in rows(text_of(path).partition("\x1a")[0]):
        if len(row) > 1:
            found[row[0].strip()] = found.get(row[0].strip(), "") + row[1]
    return found


def _entry(row: list[str], line: int, intake: Intake, more: dict[str, str]) -> None:
    identity, name, kind, programme, title, call_sign, _, _, _, flag, owner, remarks = row
    schema = _SCHEMA.get(kind)
    if schema is None or not identity.isdigit():
        intake.unread(
            line, f"unknown kind {kind!r} or reference {identity!r}", f"種類 {kind!r} か番号 {identity!r} が読めない"
        )
        return
    # Comments continue remarks that were cut at the width of their column.
    remarks += more.get(identity, "")
    found = Properties()
    found.add("name", name)
    found.add("position", title)
    found.add("callSign", call_sign)
    found.add("flag", flag)
    found.add("owner", owner)
    for born in _BORN.findall(remarks):
        found.add("birthDate", *iso(born))
    for prop, pattern in _REMARKS:
        found.add(prop, *pattern.findall(remarks))
    for number in _SHIP.findall(remarks):
        numbers(found, number, company=False)
    for one, other in _COMPANY_IMO.findall(remarks):
        found.add("registrationNumber", one or other)
    found.add("notes", remarks)
    intake.take(identity, schema, found, programme=programme.replace("] [", "; "), line=line)


def _aliases(path: Path, intake: Intake) -> None:
    if not path.is_file():
        return
    kinds = {"aka": "alias", "fka": "previousName", "nka": "alias"}
    for line, row in _body(path, intake, _ALT_WIDTH):
        cells = [_plain(cell) for cell in row]
        if len(cells) != _ALT_WIDTH or cells[2] not in kinds:
            intake.fault(line, "no alias row of five columns", "五列の別名の行ではない", file=path)
        elif intake.entity(cells[0]) is None:
            intake.fault(line, f"alias of {cells[0]}, which the list lacks", f"一覧にない {cells[0]} の別名", file=path)
        else:
            intake.extend(cells[0], kinds[cells[2]], cells[3])


def _addresses(path: Path, intake: Intake) -> None:
    if not path.is_file():
        return
    for line, row in _body(path, intake, _ADD_WIDTH):
        cells = [_plain(cell) for cell in row]
        if len(cells) != _ADD_WIDTH:
            intake.fault(line, "no address row of six columns", "六列の住所の行ではない", file=path)
        elif intake.entity(cells[0]) is not None and any(cells[2:5]):
            intake.extend(cells[0], "address", ", ".join(cell for cell in cells[2:5] if cell))
            intake.extend(cells[0], "country", cells[4])
