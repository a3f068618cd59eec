"""What every loader shares: faults, properties, checked numbers, rows of CSV and nodes of XML with their lines."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from shiome.errors import InputRefused
from shiome.sanctions.screening.identifiers import digits_of_imo, imo_kind, is_mmsi
from shiome.sanctions.screening.model import Entity, Fault, ListSnapshot, Schema


class Properties:
    """Values by FollowTheMoney's property names, in order, without repeats."""

    def __init__(self) -> None:
        self._values: dict[str, dict[str, None]] = {}

    def add(self, name: str, *values: str | None) -> None:
        """Add values; blank ones are passed over."""
        for value in values:
            text = " ".join((value or "").split())
            if text:
                self._values.setdefault(name, {})[text] = None

    def frozen(self) -> dict[str, tuple[str, ...]]:
        """The values as an entity keeps them."""
        return {name: tuple(values) for name, values in self._values.items()}


class Intake:
    """Collects entities and faults of one file."""

    def __init__(self, source: str, path: Path, as_of: str) -> None:
        self.source = source
        self.path = path
        self.as_of = as_of
        self._entities: dict[str, Entity] = {}
        self._unread: list[int] = []
        self._faults: list[Fault] = []

    def fault(self, line: int, message: str, ja: str, *, file: Path | None = None) -> None:
        """Note what could not be taken."""
        self._faults.append(Fault(str(file or self.path), line, message, ja))

    def cut(self, line: int, *, file: Path | None = None) -> None:
        """Refuse a file that ends before its end: who is missing from it would pass as not listed."""
        raise InputRefused(
            "list.cut",
            f"{file or self.path}, line {line}: the file ends before its end",
            ja=f"{file or self.path} {line} 行目：ファイルが途中で切れている",
            hint="fetch the list again; nothing of it was taken",
            hint_ja="一覧を取り直す（何も取り込んでいない）",
            failed=str(file or self.path),
        )

    def unread(self, line: int, message: str, ja: str) -> None:
        """Note an entry that could not be read at all."""
        self._unread.append(line)
        self.fault(line, message, ja)

    def take(
        self,
        identity: str,
        schema: Schema,
        properties: Properties,
        *,
        listed_on: str = "",
        removed_on: str = "",
        programme: str = "",
        line: int = 0,
    ) -> None:
        """Keep an entry; one without a name or reference is a fault, a repeated reference too."""
        found = properties.frozen()
        if not identity or not found.get("name"):
            missing, missing_ja = ("reference", "番号") if not identity else ("name", "名前")
            self.unread(line, f"an entry without a {missing}", f"{missing_ja}のない項目")
            return
        if identity in self._entities:
            self.fault(
                line, f"{identity} stands twice; the first was kept", f"{identity} が二度ある（初めのものを採った）"
            )
            return
        self._check_numbers(identity, found, line)
        self._entities[identity] = Entity(identity, schema, found, listed_on, removed_on, programme, line)

    def _check_numbers(self, identity: str, properties: dict[str, tuple[str, ...]], line: int) -> None:
        for number in properties.get("imoNumber", ()):
            if imo_kind(number) == "invalid":
                text = f"{identity}: IMO number {number} fails its check digit; kept as evidence"
                self.fault(line, text, f"{identity}：IMO 番号 {number} の検査数字が合わない（証拠として残す）")
        for number in properties.get("mmsi", ()):
            if not is_mmsi(number):
                text = f"{identity}: {number} is no ship's MMSI; kept as evidence"
                self.fault(line, text, f"{identity}：{number} は船の MMSI ではない（証拠として残す）")

    def entity(self, identity: str) -> Entity | None:
        """An entry taken before."""
        return self._entities.get(identity)

    def extend(self, identity: str, name: str, *values: str) -> None:
        """Add values to an entry taken before."""
        entity = self._entities[identity]
        kept = tuple(dict.fromkeys((*entity.get(name), *(value for value in values if value))))
        properties = {**entity.properties, name: kept}
        self._entities[identity] = Entity(
            entity.id, entity.schema, properties, entity.listed_on, entity.removed_on, entity.programme, entity.line
        )

    def snapshot(self) -> ListSnapshot:
        """The finished snapshot; a file with no entry at all is refused."""
        if not self._entities:
            line = self._faults[0].line if self._faults else 1
            first, first_ja = (f": {self._faults[0].message}", f"：{self._faults[0].ja}") if self._faults else ("", "")
            raise InputRefused(
                "list.empty",
                f"{self.path}, line {line}: the list holds no entry that can be read{first}",
                ja=f"{self.path} {line} 行目：読める項目が一つもない{first_ja}",
                hint="give the list as it is published",
                hint_ja="公表されたままのファイルを渡す",
                failed=str(self.path),
            )
        if len(self._unread) > len(self._entities):
            many, line = len(self._unread), self._unread[0]
            every = many + len(self._entities)
            raise InputRefused(
                "list.version",
                f"{self.path}, line {line}: {many} of {every} entries cannot be read, so this is another version of the list",
                ja=f"{self.path} {line} 行目：{every} 件のうち {many} 件が読めず、別の版の一覧とみられる",
                hint="give the list in the format that the documentation names",
                hint_ja="文書にある形式の一覧を渡す",
                failed=str(self.path),
            )
        with self.path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        entities = tuple(self._entities.values())
        return ListSnapshot(self.source, str(self.path), self.as_of, digest, entities, tuple(self._faults))


def numbers(properties: Properties, imo: str, *, company: bool) -> None:
    """File an IMO number: a ship's as ``imoNumber``, a company's as ``registrationNumber`` too."""
    digits = digits_of_imo(imo) or imo.strip()
    properties.add("imoNumber", digits)
    if company:
        properties.add("registrationNumber", digits)


def text_of(path: Path) -> str:
    """Text of a file: UTF-8 with or without mark, else the old Western code page."""
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def rows(text: str, *, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Rows of CSV text with the line each begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    for row in reader:
        yield line, row
        line = reader.line_num + 1


def headed_rows(
    path: Path, intake: Intake, named: Callable[[list[str]], list[str]]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of a CSV file with headings, as cells by heading; a row of another width is a fault, at the file's end a sign of a cut.

    Parameters
    ----------
    named:
        Gives the headings in the project's words.
    """
    text = text_of(path)
    given = list(rows(text))
    headings = named(given[0][1])
    for line, row in given[1:]:
        if len(row) == len(headings):
            yield line, dict(zip(headings, row, strict=True))
        elif line == given[-1][0] and row and not text.endswith(("\n", "\r")):
            intake.cut(line)
        elif row:
            told = f"{len(row)} columns under {len(headings)} headings"
            intake.unread(line, told, f"見出し {len(headings)} に対し列が {len(row)}")


@dataclass
class Node:
    """An XML element with the line it begins on."""

    tag: str
    line: int
    attributes: dict[str, str]
    text: str = ""
    children: list[Node] = field(default_factory=list)

    def all(self, tag: str) -> list[Node]:
        """Children of a name."""
        return [child for child in self.children if child.tag == tag]

    def value(self, *path: str) -> str:
        """Text at a path of names; empty when there is none."""
        node = self
        for tag in path:
            found = node.all(tag)
            if not found:
                return ""
            node = found[0]
        return " ".join(node.text.split())

    def values(self, tag: str) -> list[str]:
        """Texts of the ``VALUE`` children of a child, as the United Nations nest them."""
        return [" ".join(one.text.split()) for child in self.all(tag) for one in child.all("VALUE")]


def nodes(
    path: Path, taken: frozenset[str], *, root: Callable[[Node], None], broken: Callable[[int], None]
) -> Iterator[Node]:
    """Elements of the names in ``taken``, one after another, in bounded memory.

    Parameters
    ----------
    root:
        Called with the outermost element as soon as it opens.
    broken:
        Called with the line when the file stops being XML (cut short, or damaged).
    """
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    done: list[Node] = []
    open_nodes: list[Node] = []
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        tag = name.rpartition("}")[2]
        depth += 1
        if depth == 1:
            root(Node(tag, parser.CurrentLineNumber, attributes))
        if open_nodes or tag in taken:
            node = Node(tag, parser.CurrentLineNumber, attributes)
            if open_nodes:
                open_nodes[-1].children.append(node)
            open_nodes.append(node)

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1
        if open_nodes:
            node = open_nodes.pop()
            if not open_nodes:
                done.append(node)

    def characters(text: str) -> None:
        if open_nodes:
            open_nodes[-1].text += text

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, characters
    with path.open("rb") as stream:
        try:
            while chunk := stream.read(1 << 16):
                parser.Parse(chunk, False)  # noqa: FBT003 - the parser takes its flag by place
                yield from done
                done.clear()
            parser.Parse(b"", True)  # noqa: FBT003 - same
        except expat.ExpatError as fault:
            broken(fault.lineno)
