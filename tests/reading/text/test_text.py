from __future__ import annotations

import pytest

from shiome.reading.text.clean import CleanText
from shiome.reading.text.draft import Draft, Edit


def edited(raw: str, *rounds: list[Edit]) -> CleanText:
    draft = Draft.of(raw)
    for edits in rounds:
        draft.apply(edits)
    return draft.finished()


def test_deleting_replacing_and_joining_keep_the_way_back() -> None:
    text = edited("ab\ncd 12", [Edit(2, 3, "", "join")], [Edit(4, 5, "", "space"), Edit(5, 7, "７", "digits")])
    assert text.clean == "abcd７"
    assert text.to_raw(0, 4) == (0, 5)
    assert text.to_raw(4, 5) == (6, 8)
    assert text.to_clean(0, 8) == (0, 5)
    assert text.to_clean(2, 3) == (2, 2)


def test_an_edit_of_equal_length_maps_character_by_character() -> None:
    text = edited("口朝関係", [Edit(0, 1, "ロ", "ocr-char")])
    assert [text.to_raw(at, at + 1) for at in range(4)] == [(0, 1), (1, 2), (2, 3), (3, 4)]


def test_repairs_are_recorded_in_raw_terms_in_later_rounds_too() -> None:
    text = edited("xx口朝", [Edit(0, 2, "", "cut")], [Edit(0, 1, "ロ", "ocr-char", "rule-1")])
    repair = text.repairs[-1]
    assert (repair.start, repair.end, repair.original, repair.replacement, repair.rule) == (2, 3, "口", "ロ", "rule-1")


def test_an_empty_span_has_a_place() -> None:
    text = edited("abc", [Edit(0, 3, "", "cut")])
    assert text.clean == ""
    assert text.to_raw(0, 0) == (0, 0)
    assert text.to_clean(1, 2) == (0, 0)


@pytest.mark.parametrize(("start", "end"), [(-1, 1), (2, 1), (0, 4)])
def test_a_span_outside_the_text_is_an_error(start: int, end: int) -> None:
    text = CleanText.unchanged("abc")
    with pytest.raises(ValueError, match="does not lie within"):
        text.to_raw(start, end)
    with pytest.raises(ValueError, match="does not lie within"):
        text.to_clean(start, end)


@pytest.mark.parametrize(
    "edits", [[Edit(1, 1, "x", "t")], [Edit(0, 2, "", "t"), Edit(1, 3, "", "t")], [Edit(2, 9, "", "t")]]
)
def test_edits_out_of_order_or_place_are_an_error(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="empty, out of order or outside"):
        Draft.of("abc").apply(edits)


def test_a_finished_text_cannot_be_changed() -> None:
    text = edited("abc", [Edit(0, 1, "", "cut")])
    with pytest.raises(TypeError):
        text.starts[0] = 5  # type: ignore[index]
