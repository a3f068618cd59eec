from __future__ import annotations

import pytest
from tests.reading.comparing.materials import bank

from shiome.errors import MissingExtra
from shiome.reading.comparing import segmenters
from shiome.reading.comparing.phrases import PhraseIndex


def cut(text, language):
    return [text[word.start : word.end] for word in bank().kit(language).cut(text)]


def test_japanese_affixes_counters_and_endings_stay_with_their_words():
    words = cut("三か国は非核化への確固たる決意を再確認した。", "ja")
    assert {"三か国", "非核化", "確固たる", "再確認"} <= set(words)


def test_english_possessives_and_abbreviations():
    assert cut("The U.S.-led group's aim", "en") == ["The", "U.S.", "-", "led", "group", "'s", "aim"]


def test_korean_particles_without_an_analyser(monkeypatch):
    monkeypatch.setattr(segmenters, "_kiwi", lambda: None)
    assert cut("북한의 비핵화에 대한 정상회의를 국제사회의", "ko") == [
        "북한", "의", "비핵화", "에", "대한", "정상회의", "를", "국제사회", "의"
    ]  # fmt: skip


def test_chinese_words_without_an_analyser(monkeypatch):
    monkeypatch.setattr(segmenters, "_jieba", lambda: None)
    assert cut("重申完全无核化的坚定承诺", "zh") == ["重申", "完全", "无核化", "的", "坚定", "承诺"]


def test_japanese_without_an_analyser(monkeypatch):
    def missing(text):
        raise MissingExtra("reading.sudachi", "none")

    monkeypatch.setattr("shiome.reading.coding.tokens.japanese_tokens", missing)
    assert [word.form for word in segmenters.japanese("非核化を求めるAI 3回")] == [
        "非核化",
        "を",
        "求",
        "める",
        "ai",
        "3",
        "回",
    ]


@pytest.mark.parametrize("language", ["ja", "en", "ko", "zh", "ru", "fr"])
def test_words_stand_in_order_where_they_say(language):
    text = "２国が合意 U.S.'s 북한의 无核化 денуклеаризация 1,000발 😀 e\u0301"
    words = bank().kit(language).cut(text)
    assert words
    at = 0
    for word in words:
        assert at <= word.start < word.end <= len(text)
        at = word.end
    covered = {place for word in words for place in range(word.start, word.end)}
    assert all(text[place].isspace() for place in set(range(len(text))) - covered)


def test_phrases_pass_over_linking_words_only():
    index = PhraseIndex(frozenset({"of", "the"}))
    index.add(list(segmenters.spaced("use of force", "en")), "force")
    spoken = list(segmenters.spaced("the use of the force; use by force", "en"))
    assert [(hit.start, hit.end) for hit in index.find(spoken)] == [(4, 20)]
