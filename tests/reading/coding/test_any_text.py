"""Whatever the text, coding it never raises and never marks a place outside it."""

from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reading.coding.sentences import code, rows_of

from shiome.reading.coding.analysers import reading_with
from shiome.reading.coding.dates.find import DateContext, find_dates
from shiome.vocabulary.edtf import is_edtf

PIECES = {
    "ko": "북한은 한국이 미국을 러시아에 양국 정상 지난해 8월 18일 부터 에 대한 제재를 회담을 하고 비난했다 발사하지 않았다 "
    "라고 밝혔다 기로 했다 수 있다 가능성이 높다 한 중 대 방 의 와 , . 「 」 “ ” · 😀 시였다 면 던",
    "zh": "朝鲜 韩国 美国 对 向 被 两国 去年 8月18日 至 制裁 会谈 谴责 发射 没有 将 如果 表示 称 可能 ， 。 “ ” 、 的 了 在 与 习 😀",
    "ru": "КНДР Россия США Китаем в на с по двух стран прошлого года 18 августа 2024 по санкции переговоры осудила не будет если "
    "заявил , что возможно вряд ли . « » — ё 😀 ся",
}


FOLDERS = {"ko": "korean", "zh": "chinese", "ru": "russian"}


@lru_cache(maxsize=3)
def written(language: str) -> list[str]:
    return [row["text"] for row in rows_of(Path(__file__).parent / FOLDERS[language] / "sentences_tuned.yaml")]


def cuttings(language: str) -> st.SearchStrategy[str]:
    """Pieces cut from sentences as people write them."""
    return st.sampled_from(written(language)).flatmap(
        lambda text: st.tuples(st.integers(0, len(text)), st.integers(0, 14)).map(lambda cut: text[cut[0] :][: cut[1]])
    )


def texts(language: str) -> st.SearchStrategy[str]:
    pieces = st.sampled_from(PIECES[language].split(" ")) | st.text(max_size=4) | cuttings(language)
    return st.lists(pieces, max_size=14).flatmap(
        lambda parts: st.sampled_from(["", " "]).map(lambda glue: glue.join(parts))
    )


@pytest.mark.parametrize("language", ["ko", "zh", "ru"])
@pytest.mark.parametrize("helped", [False, True], ids=["rules", "analyser"])
@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_spans_lie_within_any_text(language: str, data: st.DataObject, *, helped: bool) -> None:
    text = data.draw(texts(language))
    with reading_with(frozenset({language} if helped else ())):
        coded = code(text, language)
    for event in coded.events:
        assert text[slice(*event.trigger)] == event.word
        assert event.source
        for span in (event.trigger, event.source_span, event.recipient_span, event.date_span):
            assert span is None or 0 <= span[0] < span[1] <= len(text)
        assert event.when == "" or is_edtf(event.when)
    for judgement in coded.judgements:
        assert 0 <= judgement.span[0] < judgement.span[1] <= len(text)
        assert judgement.proposition in text
        assert text[slice(*judgement.cue_span)] == judgement.cue
    for mention in coded.mentions:
        assert text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize("language", ["ko", "zh", "ru"])
@settings(max_examples=100, deadline=None)
@given(data=st.data(), day=st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_dates_lie_within_any_text(language: str, data: st.DataObject, day: date) -> None:
    text = data.draw(texts(language))
    end = 0
    for found in find_dates(text, language=language, context=DateContext(day)):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        assert is_edtf(found.edtf)
        end = found.end
