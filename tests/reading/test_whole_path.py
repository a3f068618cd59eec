"""From any bytes to records: nothing raises but a refusal, and no span leaves the text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from shiome.errors import DocumentRefused
from shiome.reading.text.document import read_text
from shiome.records.model import Record
from shiome.region.pack import load_pack, locate
from shiome.workspace.reader import RegionReader

TODAY = date(2026, 1, 1)
WORDS = [
    *(
        "北朝鮮",
        "韓国",
        "日米韓",
        "首脳会談",
        "発射した",
        "非難し",
        "可能性がある",
        "昨年8月",
        "同日",
        "により",
        "場合",
        "。",
        "「",
        "」",
        "\u3000",
    ),
    *(
        "North Korea",
        "Mr. Kim",
        "condemned",
        "the two leaders",
        "last year",
        "may",
        "if",
        ". ",
        "\n\n",
        "because of",
        "5 May 2025",
        "’s",
    ),
    *(
        "북한은 ",
        "양국",
        "발사했다",
        "지난해 ",
        "가능성이 크다",
        "한국과 ",
        "에 대해 ",
        "면 ",
        "회담",
        "𠮷",
        "👩‍🚀",
        "\u200b",
    ),
    *("朝鲜", "韩国", "会谈", "谴责", "去年", "可能", "如果", "，", "将", "被", "对", "訪中"),
    *(
        "КНДР ",
        "осудила ",
        "в прошлом году ",
        "если ",
        "переговоры",
        "Россия ",
        "возможно",
        "\r\n",
        "\x00",
        "\ufeff",
        "e\u0301",
        "ｱｲｳ",
    ),
]
PIECES = st.one_of(st.sampled_from(WORDS), st.text(max_size=12))


@pytest.fixture(scope="module")
def reader() -> RegionReader:
    return RegionReader(load_pack(locate("peninsula")))


def spans_of(record: Record) -> Iterator[tuple[int, int]]:
    for source in record.sources:
        if source.start is not None and source.end is not None:
            yield source.start, source.end
    yield from getattr(record, "spans", {}).values()


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=60).map("".join))
@example("北朝鮮は\u200b昨年8月、韓国を非難した\U000e0100。")
@example("👩‍🚀 북한은 지난해 미사일을 발사했다. Россия осудила КНДР.")
def test_any_text_is_read_or_refused_and_spans_stay_inside(reader: RegionReader, text: str) -> None:
    try:
        document = read_text(
            text.encode("utf-8", "surrogatepass"),
            file_name="a.txt",
            today=TODAY,
            dated="2025-12-31",
            repairs=reader.repairs,
        )
    except DocumentRefused:
        return
    day = date(2025, 12, 31)
    coded = reader.coder.code(document, document="d", dated=day)
    claims = reader.claims(document, document="d", dated=day)
    for record in (*coded.events, *coded.judgements, *claims):
        for start, end in spans_of(record):
            assert 0 <= start < end <= len(document.raw)
    for name in coded.unknown:
        assert 0 <= name.start < name.end <= len(document.raw)
    for passage in document.passages:
        assert 0 <= passage.start < passage.end <= len(document.raw)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md", "a.html", "a.pdf", "a.conllu"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    document, line = None, ""
    try:
        document = read_text(data, file_name=name, today=TODAY)
    except DocumentRefused as refused:
        line = refused.line()
    assert "\n" not in line
    assert document is None or all(0 <= s.raw_start < s.raw_end <= len(document.raw) for s in document.sentences)
