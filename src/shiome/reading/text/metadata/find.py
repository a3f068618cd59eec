"""Finding what a document says of itself, from the surest place to the last resort."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from shiome.reading.text.clean import CleanText
from shiome.reading.text.metadata.dates import dates_in, file_date
from shiome.reading.text.metadata.lines import byline, is_affiliation, labelled_date
from shiome.reading.text.metadata.model import Metadata, MetaField
from shiome.reading.text.repair.furniture import furniture_kind
from shiome.reading.text.repair.repair import plain
from shiome.reading.text.repair.width import normal_characters
from shiome.reading.text.sentences import Block
from shiome.reading.text.tables import pattern

_ORDER: dict[str, tuple[str, ...]] = {
    "dated": (
        "completion note",
        "front matter",
        "head",
        "html meta",
        "publication label",
        "page header",
        "pdf info",
        "file name",
    ),
    "author": ("byline", "completion note", "front matter", "head", "html meta", "pdf info"),
    "title": ("front matter", "title line", "html meta", "html title", "page header", "first heading", "pdf info"),
    "publisher": ("front matter", "page header", "completion note", "head", "html meta"),
}
Found = tuple[str, MetaField]


def find_metadata(
    clean: CleanText, blocks: Sequence[Block], told: Sequence[Found], *, file_name: str, dated: str | None = None
) -> Metadata:
    """What is known of the document; ``told`` is what its container says, ``dated`` what the user says."""
    said = [(name, _named(field) if name == "author" else field) for name, field in told]
    found = [*said, *_imprints(clean, blocks), *_headers(clean), *_titles(clean, blocks)]
    if from_name := file_date(file_name):
        found.append(("dated", MetaField(value=from_name, found_by="file name")))
    best = {name: _best(found, name) for name in _ORDER}
    if dated is not None:
        best["dated"] = MetaField(value=dated, found_by="given")
    others = tuple((name, field) for name, field in found if best.get(name) is not field)
    return Metadata(
        dated=best["dated"], author=best["author"], title=best["title"], publisher=best["publisher"], others=others
    )


def _best(found: Sequence[Found], name: str) -> MetaField | None:
    order = _ORDER[name]
    fields = [field for key, field in found if key == name and field.found_by in order]
    return min(fields, key=lambda field: order.index(field.found_by), default=None)


def _imprints(clean: CleanText, blocks: Sequence[Block]) -> Iterator[Found]:
    """Findings in the lines about the document: dates with their label, bylines, names beside an affiliation."""
    lines = [(block, clean.clean[block.start : block.end]) for block in blocks if block.role == "imprint"]
    houses = any(is_affiliation(text) for _, text in lines)
    for block, text in lines:
        label = labelled_date(text)
        by = {"completion": "completion note", "publication": "publication label"}.get(label, "head")
        end = 0
        for date in dates_in(text):
            end = max(end, date.end)
            yield "dated", _field(clean, block.start + date.start, block.start + date.end, by, date.edtf)
        yield from _people(
            clean, block, text, end, "completion note" if label == "completion" else "head", houses=houses
        )


def _people(clean: CleanText, block: Block, text: str, after: int, by: str, *, houses: bool) -> Iterator[Found]:
    """Author and house in an imprint line, past its date."""
    at = after
    for part in _parts(text[after:]):
        start = text.index(part, at)
        at = start + len(part)
        span = block.start + start, block.start + at
        if named := byline(part, head=True):
            place = span[0] + named[0], span[0] + named[1]
            yield "author", _field(clean, *place, "byline", _name(part[slice(*named)]))
            continue
        if pattern("metadata", "name").search(part) and not is_affiliation(part) and (after or houses):
            yield "author", _field(clean, *span, by, _name(part))
        elif house := pattern("metadata", "organisation").search(part):
            first, last = house.span("house")
            place = span[0] + first, span[0] + last
            yield "publisher", _field(clean, *place, by, house["house"])
            yield "affiliation", _field(clean, *span, by, part)


def _parts(text: str) -> list[str]:
    for sign in "／/|・（）()[]【】、,":
        text = text.replace(sign, "\n")
    return [part.strip() for part in text.split("\n") if part.strip()]


def _name(text: str) -> str:
    """A name as one writes it: no blank inside an East Asian one."""
    return " ".join(text.split()) if text.isascii() or " " not in text or text[0] < "\u3000" else text.replace(" ", "")


def _named(field: MetaField) -> MetaField:
    return msgspec.structs.replace(field, value=_name(field.value))


def _headers(clean: CleanText) -> Iterator[Found]:
    names = {"date": "dated", "publisher": "publisher", "report number": "report number", "group": "group"}
    for mark in clean.dropped:
        if mark.kind != "page header":
            continue
        text = normal_characters(mark.original.strip())
        name = names.get(furniture_kind(text))
        value = next((date.edtf for date in dates_in(text)), "") if name == "dated" else plain(text)
        if name and value:
            field = MetaField(value=value, found_by="page header", start=mark.start, end=mark.end)
            yield name, field
            if name == "report number":
                yield "title", field


def _titles(clean: CleanText, blocks: Sequence[Block]) -> Iterator[Found]:
    headings = [block for block in blocks if block.role == "heading"]
    if not headings:
        return
    first = headings[0]
    is_title = first.level == 1 and not any(block.role in ("text", "bullet") for block in blocks[: blocks.index(first)])
    text = clean.clean[first.start : first.end]
    yield "title", _field(clean, first.start, first.end, "title line" if is_title else "first heading", text)


def _field(clean: CleanText, start: int, end: int, by: str, value: str) -> MetaField:
    raw_start, raw_end = clean.to_raw(start, end)
    return MetaField(value=value, found_by=by, start=raw_start, end=raw_end)
