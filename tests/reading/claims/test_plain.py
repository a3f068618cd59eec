"""English, Korean, Chinese and Russian constructions."""

from __future__ import annotations

import pytest

from shiome.reading.claims.plain import plain_claims


def told(text: str, language: str) -> list[tuple[str, str, str]]:
    return [
        (
            text[slice(*claim.cause)] if claim.cause else "…",
            text[slice(*claim.effect)] if claim.effect else "…",
            claim.sign,
        )
        for claim in plain_claims(text, language=language).claims
    ]


@pytest.mark.parametrize(
    ("text", "cause", "effect", "sign"),
    [
        ("Because of the rain, the river rose.", "the rain", "the river rose", "+"),
        ("The river rose because it rained.", "it rained", "The river rose", "+"),
        ("The drought led to a famine.", "The drought", "a famine", "+"),
        ("The famine resulted from a drought.", "a drought", "The famine", "+"),
        ("Tariffs will hinder trade.", "Tariffs", "trade", "-"),
        ("Tariffs did not hinder trade.", "Tariffs", "trade", "0"),
        ("If it rains, the river may rise.", "it rains", "the river may rise", "conditional"),
        ("The river may rise if it rains.", "it rains", "The river may rise", "conditional"),
        ("Unless it rains, crops will fail.", "Unless it rains", "crops will fail", "conditional"),
        ("The harvest depends on the rain.", "the rain", "The harvest", "conditional"),
        ("In order to avoid a clash, they set up a hotline.", "they set up a hotline", "a clash", "-"),
        ("Even if it rains, crops will not recover.", "it rains", "crops will not recover", "0"),
        ("Therefore, the plan was dropped.", "…", "the plan was dropped", "+"),
        ("This caused a delay.", "…", "a delay", "+"),
    ],
)
def test_english(text: str, cause: str, effect: str, sign: str) -> None:
    assert (cause, effect, sign) in told(text, "en")


@pytest.mark.parametrize(
    ("text", "cause", "effect", "sign"),
    [
        ("가뭄으로 인해 수확이 줄었다.", "가뭄", "수확", "-"),
        ("비가 오지 않으면 수확이 줄어든다.", "비가 오지 않으면", "수확이 줄어든다", "conditional"),
        ("가뭄은 기근을 초래했다.", "가뭄", "기근", "+"),
        ("관세는 무역을 저해한다.", "관세", "무역", "-"),
        ("따라서 계획은 중단되었다.", "…", "계획은 중단되었다", "+"),
        ("충돌을 막기 위해 양국은 직통전화를 설치했다.", "양국은 직통전화를 설치했다", "충돌", "-"),
    ],
)
def test_korean(text: str, cause: str, effect: str, sign: str) -> None:
    assert (cause, effect, sign) in told(text, "ko")


@pytest.mark.parametrize(
    ("text", "cause", "effect", "sign"),
    [
        ("由于干旱，收成减少了。", "干旱", "收成", "-"),
        ("如果下雨，河水就会上涨。", "下雨", "河水就会上涨", "conditional"),
        ("干旱导致饥荒。", "干旱", "饥荒", "+"),
        ("关税阻碍了贸易。", "关税", "贸易", "-"),
        ("关税不会阻碍贸易。", "关税", "贸易", "0"),
        ("收成取决于雨水。", "雨水", "收成", "conditional"),
        ("因此，计划中止。", "…", "计划中止", "+"),
    ],
)
def test_chinese(text: str, cause: str, effect: str, sign: str) -> None:
    assert (cause, effect, sign) in told(text, "zh")


@pytest.mark.parametrize(
    ("text", "cause", "effect", "sign"),
    [
        ("Засуха привела к голоду.", "Засуха", "голоду", "+"),
        ("Если пойдёт дождь, река поднимется.", "пойдёт дождь", "река поднимется", "conditional"),
        ("Пошлины мешают торговле.", "Пошлины", "торговле", "-"),
        ("Пошлины не мешают торговле.", "Пошлины", "торговле", "0"),
        ("Урожай зависит от дождя.", "дождя", "Урожай", "conditional"),
        ("Река поднялась, потому что шёл дождь.", "шёл дождь", "Река поднялась", "+"),
        ("Поэтому план отменили.", "…", "план отменили", "+"),
    ],
)
def test_russian(text: str, cause: str, effect: str, sign: str) -> None:
    assert (cause, effect, sign) in told(text, "ru")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The prime ministers met in the capital.", "en"),
        ("양국 총리는 수도에서 만났다.", "ko"),
        ("两国总理在首都会面。", "zh"),
        ("Премьеры встретились в столице.", "ru"),
    ],
)
def test_what_is_no_claim(text: str, language: str) -> None:
    assert told(text, language) == []
