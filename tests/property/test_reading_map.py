"""What holds for every text: the map is exact, and no input brings down anything but a ShiomeError."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from shiome.errors import ShiomeError
from shiome.reading.text.clean import CleanText
from shiome.reading.text.document import TextDocument, read_text
from shiome.reading.text.draft import Draft, Edit
from shiome.reading.text.extraction.extract import MEDIA_TYPES
from shiome.reading.text.repair.rules import RepairRule

TODAY = date(2100, 1, 1)
RULES = (
    RepairRule(id="swap", kind="ocr-char", pattern="口(?=朝)", replacement="ロ"),
    RepairRule(id="grow", kind="typo", pattern="デール", replacement="ディール"),
    RepairRule(id="gone", kind="typo", pattern="々々", replacement=""),
)
PIECES = st.sampled_from(
    [
        *"、。「」『』（）()［］！？?!.,:;・〜～-–—―－ー ０１２３Ａ　\t\n\r\f\u2028\u2029\u00a0\u200b\ufeff｡｢｣､ｶﾞ⼀ﬁⅡ¹²",
        *("\r\n", "\n\n", "\n \n", "\n7\n\n", "\n\n- 3 -\n\n", "\n\n3\n研究報告 第2号\n2025/4/16\n某研究所\n\n"),
        *(
            "両国は",
            "訓練を",
            "再開した",
            "半島半島",
            "口朝",
            "デール",
            "が、",
            "こと 4。",
            "た。5 ",
            "（写真：某社）",
            "[3]",
            "(Photo: X)",
        ),
        *(
            "◆ 見出し\n",
            "• 項目\n",
            "1．",
            "（１）",
            "第2章 ",
            "（2025年4月16日脱稿）",
            "2025年5月21日\n",
            "か\u3099",
            "\u1112\u1161\u11ab",
        ),
        *(
            "The talks ",
            "resumed. ",
            "Mr. Lee ",
            "mili-\n",
            "tary ",
            "회담이 ",
            "열렸다. ",
            "Встреча ",
            "прошла. ",
            "发表了",
            "声明",
        ),
        *(
            "<p>",
            "</p>",
            "<b>",
            "<li>",
            "<h2>",
            "</h2>",
            "<sup>1</sup>",
            "<script>",
            "&amp;",
            "&#0;",
            "&#xD800;",
            "<!--",
            "<![CDATA[",
            "<!x",
            "<",
        ),
        *("# ", "**", "_", "`", "```\n", "[a](b)", "> ", "| a |\n", "---\n", "[^1]", "\\*", "![x](y)"),
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=120))
NAMES = st.sampled_from([f"a{extension}" for extension in MEDIA_TYPES])


def check_map(text: CleanText) -> None:
    starts, ends = list(text.starts), list(text.ends)
    assert len(starts) == len(ends) == len(text.clean)
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert all(0 <= start < end <= len(text.raw) for start, end in zip(starts, ends, strict=True))
    repaired = {at for repair in text.repairs for at in range(repair.start, repair.end)}
    for char, start, end in zip(text.clean, starts, ends, strict=True):
        if start not in repaired:
            assert text.raw[start:end] == char


def check_document(document: TextDocument) -> None:
    clean = document.clean
    assert document.raw == clean.raw
    for sentence in document.sentences:
        assert clean.clean[sentence.start : sentence.end] == sentence.text
        assert clean.to_raw(sentence.start, sentence.end) == (sentence.raw_start, sentence.raw_end)
        assert 0 <= sentence.raw_start < sentence.raw_end <= len(document.raw)
        assert "\n" not in sentence.text
        assert sentence.text.strip() == sentence.text != ""
    covered = "".join(sentence.text for sentence in document.sentences)
    assert "".join(covered.split()) == "".join(clean.clean.split())
    for mark in (*clean.repairs, *clean.dropped, *clean.flags):
        assert 0 <= mark.start < mark.end <= len(document.raw)
        assert document.raw[mark.start : mark.end] == mark.original
    for passage in document.passages:
        assert 0 <= passage.start < passage.end <= len(document.raw)
    assert [passage.number for passage in document.passages] == list(range(len(document.passages)))
    assert all(0 <= page <= len(document.raw) for page in document.pages)


@given(TEXTS, NAMES)
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_or_refused_and_every_span_lies_within(text: str, name: str) -> None:
    try:
        document = read_text(text.encode("utf-8", "surrogatepass"), file_name=name, repairs=RULES, today=TODAY)
    except ShiomeError:
        return
    check_document(document)
    if document.media_type == "text/plain":
        check_map(document.clean)


@given(st.binary(max_size=200), NAMES)
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    try:
        document = read_text(data, file_name=name, today=TODAY)
    except ShiomeError:
        return
    check_document(document)


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_a_broken_pdf_is_refused(data: bytes) -> None:
    try:
        document = read_text(b"%PDF-1.4\n" + data, file_name="a.pdf", today=TODAY)
    except ShiomeError:
        return
    check_document(document)


@st.composite
def edited(draw: st.DrawFn) -> Draft:
    """A draft after some rounds of edits."""
    draft = Draft.of(draw(st.text(alphabet="abcdef", min_size=1, max_size=30)))
    for _ in range(draw(st.integers(0, 4))):
        edits, at = [], 0
        while at < len(draft.text) and draw(st.booleans()):
            start = draw(st.integers(at, len(draft.text) - 1))
            end = draw(st.integers(start + 1, len(draft.text)))
            edits.append(Edit(start, end, draw(st.text(alphabet="XYZ", max_size=4)), "test"))
            at = end
        draft.apply(edits)
    return draft


@given(edited(), st.data())
def test_edits_compose_to_a_monotone_map_with_a_round_trip(draft: Draft, data: st.DataObject) -> None:
    text = draft.finished()
    check_map(text)
    start = data.draw(st.integers(0, len(text.clean)))
    end = data.draw(st.integers(start, len(text.clean)))
    raw_start, raw_end = text.to_raw(start, end)
    assert 0 <= raw_start <= raw_end <= len(text.raw)
    back_start, back_end = text.to_clean(raw_start, raw_end)
    if start < end:
        assert back_start <= start
        assert end <= back_end
        again = text.to_raw(back_start, back_end)
        assert again[0] <= raw_start < raw_end <= again[1]


@given(edited(), st.data())
def test_a_raw_span_leads_to_everything_left_of_it(draft: Draft, data: st.DataObject) -> None:
    text = draft.finished()
    start = data.draw(st.integers(0, len(text.raw)))
    end = data.draw(st.integers(start, len(text.raw)))
    first, last = text.to_clean(start, end)
    assert 0 <= first <= last <= len(text.clean)
    for at, (left, right) in enumerate(zip(text.starts, text.ends, strict=True)):
        assert (first <= at < last) == (left < end and start < right and start < end)


@given(st.text(max_size=80))
def test_reading_does_not_depend_on_line_ends(text: str) -> None:
    tidy = text.replace("\r", "").replace("\x00", "")
    try:
        unix = read_text(tidy.encode("utf-8", "surrogatepass"), file_name="a.txt", today=TODAY)
        windows = read_text(tidy.replace("\n", "\r\n").encode("utf-8", "surrogatepass"), file_name="b.txt", today=TODAY)
    except ShiomeError:
        return
    assert unix.clean.clean == windows.clean.clean
    assert unix.text_sha256 == windows.text_sha256
