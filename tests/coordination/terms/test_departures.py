from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.coordination.terms import TermCheck, TermChecker
from shiome.reading.text.document import TextDocument
from shiome.region.schema.words import Line, Term
from shiome.workspace.reader import RegionReader

Check = Callable[[str], TermCheck]
HEADS = {
    "ja": "共同発表\n2025年11月20日\n\n",
    "en": "Joint statement\n20 November 2025\n\n",
    "ko": "공동성명\n2025년 11월 20일\n\n",
    "zh": "联合声明\n2025年11月20日\n\n",
    "ru": "Совместное заявление\n20 ноября 2025 года\n\n",
}


def told(found: TermCheck) -> list[tuple[str, str, str, str]]:
    return [(each.standing, each.because, each.term, each.passage.words) for each in found.departures]


@pytest.mark.parametrize(
    ("language", "sentence", "expected", "mended"),
    [
        ("ja", "北朝鮮は核保有国である。", "核保有国", "北朝鮮は事実上核兵器を保有する国である。"),
        (
            "ja",
            "三か国は朝鮮半島の非核化に向けて協力する。",
            "朝鮮半島の非核化",
            "三か国は北朝鮮の非核化に向けて協力する。",
        ),
        (
            "en",
            "North Korea is a nuclear power.",
            "nuclear power",
            "North Korea is a state that has nuclear weapons in fact.",
        ),
        (
            "en",
            "The ministers affirmed the denuclearization of the Korean Peninsula.",
            "denuclearization of the Korean Peninsula",
            "The ministers affirmed the denuclearization of North Korea.",
        ),
        ("ko", "북한은 핵보유국이다.", "핵보유국", "북한은 핵무기를 사실상 보유한 나라이다."),
        ("ko", "북한을 핵보유국으로 본다.", "핵보유국", "북한을 핵무기를 사실상 보유한 나라로 본다."),
        ("zh", "朝鲜是拥核国。", "拥核国", "朝鲜是事实上拥有核武器的国家。"),
        (
            "ru",
            "Стороны выступают за денуклеаризацию Корейского полуострова.",
            "денуклеаризацию Корейского полуострова",
            "Стороны выступают за денуклеаризацию КНДР.",
        ),
        (
            "ru",
            "КНДР является ядерной державой.",
            "ядерной державой",
            "КНДР является государством, фактически имеющим ядерное оружие.",
        ),
    ],
)
def test_departures_and_mends_in_five_languages(
    check: Check, language: str, sentence: str, expected: str, mended: str
) -> None:
    (found,) = check(HEADS[language] + sentence + "\n").departures
    assert (found.standing, found.passage.words, found.passage.line) == ("departure", expected, 4)
    assert found.mend is not None
    assert (found.mend.sentence, found.mend.adjust) == (mended, False)
    assert found.sources
    assert found.reason["ja"] != found.reason["en"]


@pytest.mark.parametrize(
    ("sentence", "standing", "because"),
    [
        ("トランプ大統領は北朝鮮を「核保有国」と呼んだ。", "reported", "quoted"),
        ("トランプ大統領は北朝鮮を核保有国と呼んだ。", "reported", "told"),
        ("三か国は北朝鮮を核保有国と位置付けた。", "doubtful", "told"),
        ("北朝鮮を核保有国とは認めない。", "reported", "rejected"),
        ("中国は朝鮮半島の非核化を支持した。", "doubtful", "others"),
        ("北朝鮮の求める核保有国としての立場が焦点となる。", "reported", "concept"),
        ("北朝鮮について中国は核保有国の責任を問う。", "doubtful", "unclear"),
    ],
)
def test_what_may_stand_is_still_listed(check: Check, sentence: str, standing: str, because: str) -> None:
    (found,) = check(HEADS["ja"] + sentence + "\n").departures
    assert (found.standing, found.because) == (standing, because)
    assert (found.mend is None) == (standing == "reported")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("ja", "中国は核保有国である。"),
        ("ja", "核保有国の責任は重い。"),
        ("en", "North Korea is building a nuclear power plant."),
        ("en", "China is a nuclear power."),
        ("en", "North Korea has nuclear weapons in fact."),
        ("ja", "北朝鮮の完全な非核化に対する確固たるコミットメントを堅持する。"),
    ],
)
def test_no_departure(check: Check, language: str, sentence: str) -> None:
    assert not check(HEADS[language] + sentence + "\n").departures


def test_earlier_sentences_of_the_paragraph_tell_who_is_meant(check: Check) -> None:
    (found,) = check(HEADS["ja"] + "北朝鮮は核実験を重ねた。核保有国の地位は揺るがないという見方もある。\n").departures
    assert (found.standing, found.because) == ("doubtful", "unclear")


@pytest.mark.parametrize("when", ["2025年2月6日", "2023年11月14日"])
def test_wording_that_was_agreed_at_the_time_is_none(check: Check, when: str) -> None:
    assert not check(f"共同声明\n{when}\n\n三か国は朝鮮半島の非核化に向けて協力する。\n").departures


@pytest.mark.parametrize(
    ("language", "sentence", "words"),
    [
        ("ja", "北朝鮮は核兵器国として振る舞う。", "核兵器国"),
        ("en", "They treated the DPRK as a nuclear-weapon state.", "nuclear-weapon state"),
    ],
)
def test_a_proper_word_of_the_wrong_state(check: Check, language: str, sentence: str, words: str) -> None:
    (found,) = check(HEADS[language] + sentence + "\n").departures
    assert (found.kind, found.standing, found.passage.words) == ("misapplied", "departure", words)


@pytest.mark.parametrize("sentence", ["核兵器国である米国と北朝鮮の対話を支える。", "北朝鮮は核兵器国に譲歩を求めた。"])
def test_a_proper_word_of_somebody_else(check: Check, sentence: str) -> None:
    assert not check(HEADS["ja"] + sentence + "\n").departures


@given(lead=st.text("三か国は協力を続ける。\n", max_size=40), quoted=st.booleans())
def test_words_are_those_of_the_raw_text(
    check: Check, read: Callable[[str], TextDocument], lead: str, *, quoted: bool
) -> None:
    word = "「核保有国」" if quoted else "核保有国"
    text = HEADS["ja"] + lead + f"\n\n北朝鮮は{word}である。\n"
    found = [each for each in check(text).departures if each.passage.words == "核保有国"]
    assert [each.standing for each in found] == ["reported" if quoted else "departure"]
    raw = read(text).raw
    assert raw[found[0].passage.start : found[0].passage.end] == "核保有国"
    assert raw.count("\n", 0, found[0].passage.start) == found[0].passage.line - 1


def test_lines_and_mends_of_the_pack_keep_to_its_own_bank(
    checker: TermChecker, read: Callable[[str], TextDocument], reader: RegionReader
) -> None:
    texts = [
        (language, line.text[language])
        for line in reader.pack.entries("lines", Line).values()
        for language in line.text
    ]
    texts += [
        (language, new)
        for term in reader.pack.entries("terms", Term).values()
        for language, mends in term.mends.items()
        for new in mends.values()
    ]
    assert len(texts) > 30
    for language, text in texts:
        assert not checker.check(read(HEADS[language] + text + "\n")).departures, text


def test_mends_belong_to_words_to_be_avoided(reader: RegionReader) -> None:
    for term in reader.pack.entries("terms", Term).values():
        for language, mends in term.mends.items():
            words = (*term.avoid.get(language, ()), *(term.preferred.get(language, ()) if term.not_of else ()))
            words += term.variants.get(language, ()) if term.not_of else ()
            if language != "ru":  # where mends are listed by inflected form
                assert {*mends} <= {*words}, (term.id, language)


def test_today_counts_for_a_text_without_a_date(reader: RegionReader, read: Callable[[str], TextDocument]) -> None:
    draft = read("三か国は朝鮮半島の非核化に向けて協力する。\n")
    assert reader.term_checker(today=date(2026, 1, 1)).check(draft).departures
    assert not reader.term_checker(today=date(2024, 1, 1)).check(draft).departures
