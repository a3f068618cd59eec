from __future__ import annotations

import pytest
from tests.records.making import source

from shiome.errors import RecordRefused
from shiome.records.store.lines import LineIndex


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", 1), ("a", 1), ("a\n", 1), ("a\nb", 2), ("a\n\n", 2), ("a\r\nb\r\n", 2), ("\n", 1), ("a\x0cb\u2028c", 1)],
)
def test_counts_lines_as_editors_do(text: str, lines: int) -> None:
    assert len(LineIndex(text)) == lines


def test_lines_and_characters() -> None:
    text = "one\r\ntwo\nthree"
    index = LineIndex(text)
    assert [text[slice(*index.span(n, n))] for n in (1, 2, 3)] == ["one", "two", "three"]
    assert text[slice(*index.span(1, 2))] == "one\r\ntwo"
    assert text[slice(*index.close_span(1, 2, 4))] == "e\r\ntw"
    assert [index.line_at(text.index(c)) for c in "oth"] == [1, 2, 3]
    located = index.located(source(start=5, end=9))
    assert (located.line, located.end_line) == (2, 2)
    untouched = source()
    assert index.located(untouched) == untouched


@pytest.mark.parametrize(
    "wrong",
    [
        source(line=4),
        source(line=3, end_line=9),
        source(start=2, end=99),
        source(start=5, end=4),
        source(start=-1, end=4),
    ],
)
def test_out_of_range(wrong: object) -> None:
    with pytest.raises(RecordRefused) as caught:
        LineIndex("one\ntwo\nthree").located(wrong)  # type: ignore[arg-type]
    assert caught.value.code == "citation.range"
