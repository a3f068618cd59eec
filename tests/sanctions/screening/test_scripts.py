"""Scripts: what is rendered is read back, and likeness is a likeness."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.sanctions.screening.names import korean
from shiome.sanctions.screening.scripts.classes import CODES, likeness, pack, spoken, unpack
from shiome.sanctions.screening.scripts.han import answers, characters, mandarin
from shiome.sanctions.screening.scripts.hangul import RENDERINGS, code, render, take_apart
from shiome.sanctions.screening.scripts.sounds import of_kana, of_latin
from shiome.sanctions.screening.scripts.syllables import readings
from shiome.sanctions.screening.scripts.text import fold, runs

CODE = st.integers(0, CODES - 1)
SYLLABLE = st.integers(0, 11171).map(lambda place: chr(0xAC00 + place))


@given(CODE)
def test_codes_are_packed_and_unpacked(one):
    assert pack(*unpack(one)) == one
    assert likeness().of(one, one) == 1.0


@given(CODE, CODE)
def test_likeness_is_symmetric_and_bounded(one, other):
    found = likeness().of(one, other)
    assert 0.0 <= found <= 1.0
    assert found == likeness().of(other, one)
    assert abs(likeness().against_all(one)[other] - found) < 1e-6


@given(st.lists(SYLLABLE, min_size=1, max_size=2), st.sampled_from(RENDERINGS))
def test_every_rendering_of_a_name_is_read_back(letters, rendering):
    text = "-".join(render(letter, rendering, spoken=False) for letter in letters)
    wanted = tuple(code(letter) for letter in letters)
    options = [()]
    for run in runs(text):
        options = [before + row for before in options for row in korean(run)]
    alike = likeness()
    best = max(
        (min(alike.of(a, b) for a, b in zip(row, wanted, strict=True)) for row in options if len(row) == len(wanted)),
        default=0,
    )
    assert best >= 0.3, (letters, rendering, text)


@pytest.mark.parametrize("rendering", RENDERINGS)
@pytest.mark.parametrize("name", ["영철", "정은", "용해", "병서", "성남", "춘영"])
def test_names_written_in_one_are_read_back_too(name, rendering):
    wanted = tuple(code(letter) for letter in name)
    rows = korean(runs(render(name, rendering, spoken=False).replace(" ", ""))[0])
    alike = likeness()
    assert max(min(alike.of(a, b) for a, b in zip(row, wanted, strict=True)) for row in rows if len(row) == 2) >= 0.6


@given(SYLLABLE)
def test_a_syllable_comes_apart_and_together(letter):
    first, vowel, last = take_apart(letter)
    assert chr(0xAC00 + (first * 21 + vowel) * 28 + last) == letter


def test_standard_renderings_of_words():
    assert render("강철", "revised") == "gangcheol"
    assert render("신라", "revised") == "silla"
    assert render("독립", "mccune_reischauer") == "tongnip"
    assert render("평양", "mccune_reischauer") == "p'yo'ngyang"
    assert render("평양", "north") == "phyong yang"
    assert render("국밥", "kontsevich", spoken=False) == "кукпап"
    assert render("대동강", "katakana") == "テドンガン"


@given(st.lists(CODE, min_size=1, max_size=4).map(tuple))
def test_speech_keeps_the_number_of_syllables_and_settles(codes):
    once = spoken(codes)
    assert len(once) == len(codes)
    assert all(0 <= one < CODES for one in once)


def test_spelling_variants_share_a_reading():
    alike = likeness()
    for one, other in (
        ("young", "yong"),
        ("chul", "ch'o'l"),
        ("park", "pak"),
        ("lee", "ri"),
        ("hoon", "hun"),
        ("seung", "su'ng"),
    ):
        best = max(alike.of(a[0], b[0]) for a in readings(one, "latin") for b in readings(other, "latin"))
        assert best >= 0.7, (one, other)
    assert readings("strength", "latin") == ()


def test_han_characters_have_readings_and_mandarin_answers():
    known = characters()
    assert code("국") in known["国"].korean
    assert code("국") in known["國"].korean
    assert known["银"].mandarin == "yin"
    sounds = mandarin("zhicheng")
    assert len(sounds) == 2
    assert answers()[mandarin("cheng")[0], code("성")] > 0.9
    assert answers()[mandarin("cheng")[0], code("박")] < 0.2


def test_foreign_words_keep_their_consonants_in_katakana():
    for kana, latin in (
        ("エレクトロニクス", "electronics"),
        ("インターナショナル", "international"),
        ("マネージメント", "management"),
        ("シッピング", "shipping"),
    ):
        assert of_kana(kana) == of_latin(latin)


@given(st.text(max_size=40))
def test_any_text_is_cut_into_runs(text):
    folded = fold(text)
    assert all(run.text and run.text in folded for run in runs(text))
