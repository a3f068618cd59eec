from hypothesis import given
from hypothesis import strategies as st

from shiome.outlook.passages import around, flow, in_context, line_of, locate, paragraphs, tidy

BODY = "首脳が会談した。両国は協定に\n署名し、直通電話を再開した。\n\n◆ 見通し\n年内に再び会談するであろう。"

raw = st.text(alphabet="あ漢。「」aZ .\n\r\t\f　-・", max_size=200)


def test_a_citation_of_lines_leaves_out_the_line_end():
    start, end = locate(BODY, line=1, end_line=2)
    assert BODY[start:end] == BODY[: BODY.index("\n\n")]


def test_a_closer_citation_counts_a_line_end_as_one_character():
    for newline in ("\n", "\r\n"):
        text = BODY.replace("\n", newline)
        start, end = locate(text, line=1, column=8, length=18)
        assert tidy(text[start:end]) == "両国は協定に署名し、直通電話を再開"


def test_a_citation_beyond_the_end_is_nowhere():
    assert locate(BODY, line=99) is None
    assert locate("one", line=1, column=7, length=2) is None


def test_a_passage_grows_to_its_sentence_across_a_line_break():
    at = BODY.index("署名")
    start, end = around(BODY, at, at + 2)
    assert tidy(BODY[start:end]) == "両国は協定に署名し、直通電話を再開した。"


def test_a_heading_is_not_part_of_the_sentence_below_it():
    at = BODY.index("年内")
    start, end = around(BODY, at, at + 2)
    assert BODY[start:end] == "年内に再び会談するであろう。"


def test_the_context_of_a_whole_sentence_stays_in_its_paragraph():
    start = BODY.index("両国")
    first, last = in_context(BODY, start, BODY.index("\n\n"))
    assert tidy(BODY[first:last]) == "首脳が会談した。両国は協定に署名し、直通電話を再開した。"


def test_abbreviations_do_not_end_a_sentence():
    body = "Talks opened. Mr. Lee met Dr. Sato in St. Anne. They agreed."
    at = body.index("met")
    start, end = around(body, at, at + 3)
    assert body[start:end] == "Mr. Lee met Dr. Sato in St. Anne."


def test_lines_broken_at_a_width_are_one_paragraph():
    line = "あ" * 40
    assert len(paragraphs(f"{line}\n{line}\n{line[:9]}。\n{line}\n")) == 2


def test_a_page_break_amid_a_sentence_does_not_end_the_paragraph():
    line = "あ" * 40
    assert len(paragraphs(f"{line}\n\n{line[:20]}。\n")) == 1


@given(raw)
def test_paragraphs_hold_everything_that_can_be_read(text):
    kept = "".join(text[a:b] for a, b in paragraphs(text))
    assert "".join(kept.split()) == "".join(text.split())


@given(raw)
def test_running_text_loses_only_white_space_and_breaks_no_line(text):
    assert "".join(tidy(text).split()) == "".join(text.split())
    assert not set("\n\r\f\t") & set(tidy(text))


@given(raw, st.integers(0, 200), st.integers(1, 40))
def test_sentence_and_context_hold_the_passage(text, start, length):
    end = min(len(text), start + length)
    if start < end and text[start:end].strip():
        first, last = around(text, start, end)
        assert first <= start + len(text[start:end]) - len(text[start:end].lstrip())
        assert last >= start + len(text[start:end].rstrip()) or not text[last:end].strip()
        wide_first, wide_last = in_context(text, start, end)
        assert wide_first <= first
        assert wide_last >= last


@given(raw)
def test_pieces_come_in_order_and_say_where_they_begin(text):
    pieces = list(flow(text, 0, len(text)))
    assert [at for at, _ in pieces] == sorted({at for at, _ in pieces})
    assert all(text.startswith(piece, at) for at, piece in pieces if piece.strip())


def test_lines_are_counted_from_one():
    assert line_of("a\nb\nc", 4) == 3
