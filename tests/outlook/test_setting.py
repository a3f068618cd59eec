from hypothesis import given
from hypothesis import strategies as st

from shiome.outlook.model import Cited, Evidence, Place
from shiome.outlook.passages import tidy
from shiome.outlook.setting import anchored, bound, document_blocks


@given(st.text(min_size=1), st.sampled_from(["ja", "en"]))
def test_a_cut_sentence_is_the_same_sentence(text, language):
    cut = bound(text, language)
    assert cut.head + cut.tail + cut.stop == text


def test_marks_hold_on_to_the_word_before():
    assert bound("慶州 APEC。", "ja").tail == "APEC"
    assert bound("「線」から「面」。", "ja").tail == "面」"
    assert bound("首脳会談（2025年12月）。", "ja").tail == "（2025年12月）"
    assert bound("傾いている（変化が起きた確率99％）。", "ja").tail == "99％）"
    assert bound("They met in the north.", "en").tail == "north."


def test_a_quotation_without_spaces_is_not_held_together_as_one_word():
    cut = bound("“もとより、事務局長が、管理されていないことの方が問題だと発言した”", "en")
    assert cut.tail == "た”"


def cited(text):
    return Cited(
        id="d", title="D", author="", publisher="", dated="2031", day="2031", language="ja", at_hand=True, text=text
    )


def evidence(number, start, end):
    return Evidence(
        number=number,
        source=Place(document="d", start=start, end=end, line=1),
        title="D",
        author="",
        dated="2031",
        day="2031",
        lines="L1",
        at_hand=True,
    )


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=6)


@given(st.text(alphabet="あい。\n a", max_size=90), spans)
def test_overlapping_passages_are_all_marked_exactly(text, found):
    passages = [
        evidence(number, start, min(len(text), start + length))
        for number, (start, length) in enumerate(found, start=1)
        if text[start : start + length].strip()
    ]
    blocks = document_blocks(cited(text), passages)
    segments = [segment for block in blocks for segment in block.segments]
    assert "".join("".join(s.text for s in segments).split()) == "".join(text.split())
    assert anchored(blocks) == {e.number for e in passages}
    for e in passages:
        shown = "".join(s.text for s in segments if e.number in s.marks)
        assert "".join(shown.split()) == "".join(text[e.source.start : e.source.end].split())
        assert sum(e.number in s.starts for s in segments) == 1
        assert sum(e.number in s.ends for s in segments) == 1


def test_a_passage_over_two_paragraphs_is_marked_in_both():
    text = "一つ目。\n\n二つ目。"
    blocks = document_blocks(cited(text), [evidence(1, 0, len(text))])
    assert [block.line for block in blocks] == [1, 3]
    assert all(segment.marks == (1,) for block in blocks for segment in block.segments)
    assert tidy(text) == "一つ目。二つ目。"
