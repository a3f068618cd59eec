"""Whole documents in Korean, Chinese and Russian, and a document of several languages."""

from datetime import date
from functools import lru_cache

import pytest

from shiome.reading.coding.analysers import LIBRARIES
from shiome.reading.coding.coder import CODER, CodedDocument, RuleCoder
from shiome.reading.text.document import TextDocument, read_text
from shiome.records.model import Event
from shiome.region.pack import load_pack, locate

DATED = date(2025, 9, 30)
DOCUMENTS = {
    "ko": """북한은 2024년 10월 러시아에 병력을 보냈다. 미국은 북한을 규탄했다.

양국이 대화를 재개할 가능성은 낮다. 김철민 장관은 논평하지 않았다.
""",
    "zh": """2024年10月，朝鲜向俄罗斯派遣了部队。美国谴责了朝鲜。

双方重启对话的可能性不大。外交部长陈大文表示关切。
""",
    "ru": """В октябре 2024 года КНДР направила войска в Россию. США осудили КНДР.

Диалог вряд ли возобновится. Президент Иван Сидоров приехал.
""",
}


@lru_cache(maxsize=1)
def coders() -> dict[tuple[str, ...], RuleCoder]:
    pack = load_pack(locate("peninsula"))
    return {helped: RuleCoder(pack, analysers=helped) for helped in ((), tuple(LIBRARIES))}


def coded(content: str, helped: tuple[str, ...] = ()) -> tuple[TextDocument, CodedDocument]:
    text = read_text(content.encode(), file_name="a.txt", today=date(2100, 1, 1), dated=DATED.isoformat())
    return text, coders()[helped].code(text, document="a", dated=DATED, author="somebody")


def states(event: Event) -> tuple[set[str], set[str]]:
    return {a for a in event.source if a.isupper()}, {a for a in event.recipient if a.isupper()}


@pytest.mark.parametrize("helped", [(), tuple(LIBRARIES)], ids=["rules", "analysers"])
@pytest.mark.parametrize("language", DOCUMENTS)
def test_a_document_yields_events_judgements_and_unknown_names(language: str, helped: tuple[str, ...]) -> None:
    text, found = coded(DOCUMENTS[language], helped)
    accused = next(event for event in found.events if event.plover == "ACCUSE")
    assert states(accused) == ({"USA"}, {"PRK"})
    sent = next(event for event in found.events if event.when == "2024-10")
    assert sent.source == ("PRK",)
    assert sent.reality == "actual"
    for event in found.events:
        assert event.spans
        for start, end in event.spans.values():
            assert 0 <= start < end <= len(text.raw)
    (judgement,) = [j for j in found.judgements if j.hedge == 1]
    assert text.raw[slice(*judgement.spans["hedge"])] == judgement.cue
    assert judgement.holder == "somebody"
    (unknown,) = found.unknown
    assert text.raw[unknown.start : unknown.end] == unknown.name


@pytest.mark.parametrize("language", DOCUMENTS)
def test_the_coder_names_the_analyser_that_helped(language: str) -> None:
    _, alone = coded(DOCUMENTS[language])
    _, helped = coded(DOCUMENTS[language], tuple(LIBRARIES))
    assert {event.coder for event in alone.events} == {CODER}
    (name,) = {record.coder for record in (*helped.events, *helped.judgements)}
    assert name.startswith(f"{CODER}+{LIBRARIES[language]}-")


def test_each_sentence_of_a_mixed_document_is_read_in_its_language() -> None:
    sentences = [
        "日本は北朝鮮を非難した。",
        "북한은 한국을 비난했다.",
        "中国谴责了朝鲜。",
        "Россия осудила США.",
        "Japan condemned Russia.",
    ]
    _, found = coded("\n\n".join(sentences))
    told = [(*states(event), event.plover) for event in found.events]
    assert told == [
        ({"JPN"}, {"PRK"}, "ACCUSE"),
        ({"PRK"}, {"KOR"}, "ACCUSE"),
        ({"CHN"}, {"PRK"}, "ACCUSE"),
        ({"RUS"}, {"USA"}, "ACCUSE"),
        ({"JPN"}, {"RUS"}, "ACCUSE"),
    ]


def test_both_sides_are_the_two_who_met() -> None:
    _, found = coded("Ким Чен Ын провёл переговоры с Си Цзиньпином. Стороны договорились о контактах.")
    agreed = next(event for event in found.events if event.plover == "AGREE")
    assert set(agreed.source) >= {"kim_jong_un", "xi"}
