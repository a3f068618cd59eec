"""Each catalogued fault of extraction is handled as the catalogue says.

Parametrised over the rows found beside the sources. Rows about names, dates and facts are settled by the coder and the
region pack; here they are only asked what text repair owes them: their words can be found whatever their spacing and width.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

import shiome
from shiome.reading.text.clean import Dropped, Flag, Repair
from shiome.reading.text.document import TextDocument, read_text
from shiome.reading.text.repair.repair import plain
from shiome.reading.text.repair.rules import load_rules

ROOT = Path(__file__).parents[2]
SOURCES = Path(os.environ.get("SHIOME_SOURCES", ROOT.parent / "shared" / "sources"))
CATALOGUE = SOURCES / "inventory" / "noise.jsonl"
ROWS = [json.loads(line) for line in CATALOGUE.read_text("utf-8").splitlines()] if CATALOGUE.exists() else []
pytestmark = pytest.mark.skipif(not ROWS, reason=f"no catalogue of noise at {CATALOGUE}: set SHIOME_SOURCES")


class Place:
    """A catalogued place in a document that was read."""

    def __init__(self, row: dict[str, str]) -> None:
        self.row = row
        self.document = document_of(row["seed"])
        numbers = [int(number) for number in row["lines"].split("-")]
        self.first, self.last = numbers[0], numbers[-1]
        spans = line_spans(self.document.raw)
        self.start, self.end = spans[self.first - 1][0], spans[self.last - 1][1]
        at = self.document.raw.find(row["anchor"], self.start, self.end)
        assert at >= 0, "the anchor stands in the cited lines"
        self.anchor = (at, at + len(row["anchor"]))

    def clean(self, margin: int = 0) -> str:
        """The clean text of the anchor, with some raw characters more on both sides."""
        start, end = max(0, self.anchor[0] - margin), min(len(self.document.raw), self.anchor[1] + margin)
        first, last = self.document.clean.to_clean(start, end)
        return self.document.clean.clean[first:last]

    def sentence(self) -> str:
        """Text of the sentence that the anchor stands in."""
        return next(
            sentence.text
            for sentence in self.document.sentences
            if sentence.raw_start < self.anchor[1] and self.anchor[0] < sentence.raw_end
        )

    def marks(self, *, lines: bool = False) -> list[Repair | Dropped | Flag]:
        """Marks that touch the anchor, or the cited lines."""
        clean = self.document.clean
        start, end = (self.start, self.end) if lines else self.anchor
        every: list[Repair | Dropped | Flag] = [*clean.repairs, *clean.dropped, *clean.flags]
        return [mark for mark in every if mark.start < end and start < mark.end]

    def dropped(self, kind: str, *, lines: bool = False) -> list[Dropped]:
        return [mark for mark in self.marks(lines=lines) if isinstance(mark, Dropped) and mark.kind == kind]

    def flags(self, *, lines: bool = False) -> list[Flag]:
        return [mark for mark in self.marks(lines=lines) if isinstance(mark, Flag)]


@cache
def document_of(seed: str) -> TextDocument:
    rules = load_rules(Path(shiome.__file__).parent / "regions" / "peninsula" / "repairs.yaml")
    return read_text(next(SOURCES.glob(f"{seed}_*.txt")), repairs=rules, today=date(2026, 1, 1))


@cache
def line_spans(raw: str) -> list[tuple[int, int]]:
    """Start and end of each line, its line end left out."""
    starts = [0, *(match.end() for match in re.finditer("\n", raw))]
    return [(start, raw.find("\n", start) if "\n" in raw[start:] else len(raw)) for start in starts]


def words(raw: str, line: int) -> tuple[int, int]:
    """The span of what stands on a line, blanks at its ends left out."""
    start, end = line_spans(raw)[line - 1]
    text = raw[start:end]
    return start + len(text) - len(text.lstrip()), start + len(text.rstrip())


def glue(document: TextDocument, first: int, second: int) -> str:
    """What the clean text has between the last word of one line and the first of another."""
    _, left = document.clean.to_clean(*words(document.raw, first))
    right, _ = document.clean.to_clean(*words(document.raw, second))
    return document.clean.clean[left:right]


def joined(place: Place, first: int, second: int) -> None:
    left, right = place.document.raw[slice(*words(place.document.raw, first))], words(place.document.raw, second)[0]
    latin = left[-1].isascii() and left[-1].isalpha() and place.document.raw[right].isascii()
    assert glue(place.document, first, second) == (" " if latin else "")


def ocr_char(place: Place) -> None:
    wanted = [re.sub(r"\s", "", part) for part in re.split("[,;]", place.row["repair"])]
    assert wanted[0] in place.clean(margin=3)
    kept = [mark for mark in place.marks() if isinstance(mark, Repair) and mark.kind == "ocr-char" and mark.rule]
    assert kept, "the repair is on record"
    assert all(mark.original in place.row["anchor"] for mark in kept), "with what the file says"
    assert place.row["anchor"] not in place.document.clean.clean


def foreign_script(place: Place) -> None:
    flags = [flag for flag in place.flags() if flag.kind == "foreign script"]
    assert [flag.suggestion for flag in flags] == [place.row["repair"]]
    assert place.clean() == place.row["anchor"]


def typo(place: Place) -> None:
    if place.row["handling"].startswith("collapse"):
        assert place.clean() == place.row["repair"]
        return
    flags = [flag for flag in place.flags() if flag.kind == "alias"]
    assert flags, "tolerated, and what was meant is told"
    assert flags[0].suggestion in place.row["repair"] or place.row["repair"] in flags[0].suggestion
    assert place.clean() == plain(place.row["anchor"])


def bracket(place: Place) -> None:
    assert any(flag.kind == "bracket" for flag in place.flags())
    assert place.sentence().endswith("。")
    assert place.sentence().count("。") == 1


def half_width_punctuation(place: Place) -> None:
    assert place.clean() == place.row["anchor"][:-1] + place.row["repair"]


def mixed_width_brackets(place: Place) -> None:
    changed = [mark for mark in place.marks(lines=True) if isinstance(mark, Repair) and mark.kind == "bracket width"]
    assert any(mark.original in "()" and mark.replacement in "（）" for mark in changed)
    text = place.sentence()
    assert not re.search("（[^()（）]*\\)|\\([^()（）]*）", text), "no pair of unequal width is left"


def full_width_digits(place: Place) -> None:
    assert not re.search("[０-９]", place.sentence())
    assert place.clean() == plain(place.row["anchor"])
    first, last = place.document.clean.to_clean(*place.anchor)
    assert place.document.clean.to_raw(first, last) == place.anchor


def dashes(place: Place) -> None:
    if headers := place.dropped("page header"):
        assert any(plain(place.row["anchor"]) in plain(mark.original.strip()) for mark in headers)
        return
    assert re.search(r"\d日?〜\d", place.clean())


def wrapped(place: Place) -> None:
    raw = place.document.raw
    for line in range(place.first, place.last):
        text, after = (raw[slice(*words(raw, number))] for number in (line, line + 1))
        if text and after and not re.search("[。）?]$", text) and "写真" not in text:
            joined(place, line, line + 1)


def caption(place: Place) -> None:
    assert place.dropped("caption")
    assert place.clean() == ""
    outside = [s for s in place.document.sentences if place.row["anchor"] in s.text]
    assert not outside
    if not re.search("[。\n]\\s*$", place.document.raw[: place.start].rstrip(" ")):
        joined_around = place.document.clean.to_clean(place.anchor[0], place.anchor[1])[0]
        assert "\n" not in place.document.clean.clean[joined_around - 3 : joined_around + 3]


def broken_sentence(place: Place) -> None:
    first = place.first if place.last > place.first else place.first - 1
    joined(place, first, place.last)


def whitespace_line(place: Place) -> None:
    blank = [span for span in line_spans(place.document.raw) if not place.document.raw[slice(*span)].strip()]
    assert any(start == place.start for start, _ in blank)
    for start, end in blank:
        first, last = place.document.clean.to_clean(start, end)
        assert place.document.clean.clean[first:last].strip() == ""
    assert not re.search(r"\n\s*\n", place.document.clean.clean)


def leading_space(place: Place) -> None:
    at, _ = place.document.clean.to_clean(*place.anchor)
    before = place.document.clean.clean[at - 1]
    if place.row["repair"] == "join":
        assert before not in "\n "
        joined(place, place.first - 1, place.first)
    else:
        assert before == "\n", "an indent after a full stop or a heading begins a paragraph"


def page_header(place: Place) -> None:
    raw = place.document.raw
    lines = [words(raw, number) for number in range(place.first, place.last + 1)]
    taken = [(mark.start, mark.end) for mark in place.document.clean.dropped]
    for start, end in lines:
        if end > start:
            assert any(first <= start and end <= last for first, last in taken)
    metadata = place.document.metadata
    told = dict(metadata.others)
    assert {"report number", "group"} <= set(told)
    assert metadata.publisher is not None
    assert place.start <= (metadata.publisher.start or 0) < place.end
    assert not any(s.raw_start >= place.start and s.raw_end <= place.end for s in place.document.sentences)


def latin_words(place: Place) -> None:
    assert glue(place.document, place.first, place.last) == " "


def blank_run(place: Place) -> None:
    _, end = place.document.clean.to_clean(*words(place.document.raw, place.first))
    assert place.document.clean.clean[end] == "\n"
    assert place.document.clean.clean[end + 1].strip()


def footnote_mark(place: Place) -> None:
    mark = place.dropped("footnote mark")
    number = re.findall(r"\d+", place.row["anchor"])[-1]
    assert [each.value for each in mark] == [number]
    assert number not in place.clean()
    values = [int(each.value) for each in place.document.clean.dropped if each.kind == "footnote mark"]
    lost = [n for n in range(1, max(values) + 1) if n not in values]
    assert not lost
    assert values == sorted(values)


def heading_mark(place: Place) -> None:
    headings = [s for s in place.document.sentences if s.heading]
    mark = re.match("[◆◇■]*", place.row["anchor"])
    bare = place.row["anchor"][mark.end() if mark else 0 :]
    assert any(s.text.startswith(bare) for s in headings)
    assert place.dropped("heading mark")
    for seed, line in re.findall(r"(\d{3}) headings unmarked, lone lines \(l\.([\d, ]+)", place.row["description"]):
        other = document_of(seed)
        lone = {other.line_of(s.raw_start) for s in other.sentences if s.heading}
        assert {int(number) for number in line.split(",")} <= lone


def bullet_mark(place: Place) -> None:
    items = [s for s in place.document.sentences if s.role == "bullet"]
    bare = place.row["anchor"].lstrip("•-・ ")
    assert any(s.text.startswith(bare) for s in items)
    assert place.dropped("bullet mark")


def dangling_reference(place: Place) -> None:
    assert [flag.kind for flag in place.flags()] == ["dangling reference"]
    assert place.row["anchor"] in place.sentence()


def fragment(place: Place) -> None:
    assert any(flag.kind == "fragment" for flag in place.flags())


def metadata(place: Place) -> None:
    found = place.document.metadata.dated
    assert found is not None
    assert found.start is not None
    assert place.first <= place.document.line_of(found.start) <= place.last
    for seed in {row["seed"] for row in ROWS}:
        assert document_of(seed).metadata.dated is not None
    role = next(s.role for s in place.document.sentences if s.raw_start <= found.start < s.raw_end)
    assert role == "imprint"


def findable(place: Place) -> None:
    """What text repair owes to the coder and the pack: the words stand there in plain form, and the map leads back."""
    assert plain(place.row["anchor"]) in place.clean(margin=2)
    assert plain(place.row["anchor"]).replace("\n", "") in place.document.clean.clean
    first, last = place.document.clean.to_clean(*place.anchor)
    assert place.document.clean.to_raw(first, last) == place.anchor


CHECKS: dict[str, Callable[[Place], None]] = {
    "ocr-char": ocr_char,
    "foreign-script": foreign_script,
    "typo": typo,
    "bracket": bracket,
    "half-width punctuation": half_width_punctuation,
    "mixed width brackets": mixed_width_brackets,
    "full-width digits": full_width_digits,
    "wave dash": dashes,
    "special dash": dashes,
    "narrow column": wrapped,
    "line wrap": wrapped,
    "caption in flow": caption,
    "blank in sentence": broken_sentence,
    "page number in sentence": broken_sentence,
    "whitespace line": whitespace_line,
    "leading space": leading_space,
    "page header in flow": page_header,
    "latin word split": latin_words,
    "blank run": blank_run,
    "footnote mark": footnote_mark,
    "heading mark": heading_mark,
    "bullet mark": bullet_mark,
    "dangling reference": dangling_reference,
    "fragment": fragment,
    "metadata": metadata,
}
"""Kind of fault to its check; any other kind (names, dates, facts) is the coder's or the pack's, see :func:`findable`."""


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['id']} {row['kind']}")
def test_noise_is_handled_as_catalogued(row: dict[str, str]) -> None:
    CHECKS.get(row["kind"], findable)(Place(row))


def test_most_kinds_have_a_check_of_their_own() -> None:
    left = {row["kind"] for row in ROWS} - set(CHECKS)
    assert left <= {
        "two-digit year",
        "relative date",
        "name variance",
        "space variance",
        "seed-fact-conflict",
        "seed-fact-doubt",
        "seed-fact-note",
        "seed-inconsistency",
    }
