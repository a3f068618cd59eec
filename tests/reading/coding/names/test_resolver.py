"""Names in Korean, Chinese and Russian: no state is taken for another, and an office for nobody but who held it."""

from datetime import date

import pytest
from tests.reading.coding.sentences import DAY, resolver

from shiome.reading.actors import Discourse


def names(text: str, language: str, on: date = DAY) -> list[tuple[str, ...]]:
    return [m.actors for m in resolver().find(text, on=on, language=language, discourse=Discourse()) if m.actors]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("북한은 남한을 비난했다.", [("PRK",), ("KOR",)]),
        ("조선은 한국을 비난했다.", [("PRK",), ("KOR",)]),
        ("조선민주주의인민공화국은 대한민국과 다르다.", [("PRK",), ("KOR",)]),
        ("북조선과 남조선은 다르다.", [("PRK",), ("KOR",)]),
        ("북측은 남측에 통보했다.", [("PRK",), ("KOR",)]),
        ("DPRK는 답하지 않았다.", [("PRK",)]),
        ("한미일 정상", [("JPN", "USA", "KOR")]),
        ("한중일 협력", [("KOR", "CHN", "JPN")]),
        ("북·중·러가 만났다.", [("CHN", "RUS", "PRK")]),
        ("한·미는 훈련했다.", [("USA", "KOR")]),
        ("북미 대화", [("USA", "PRK")]),
        ("대북 제재", [("PRK",)]),
        ("대북제재를", [("PRK",)]),
        ("대중 수출", [("CHN",)]),
        ("방일을 앞두고", [("JPN",)]),
        ("반한 감정", [("KOR",)]),
        ("방한해 회담했다.", [("KOR",)]),
    ],
)
def test_korean_names(text: str, expected: list[tuple[str, ...]]) -> None:
    assert names(text, "ko") == expected


@pytest.mark.parametrize(
    "text",
    [
        "방문한 뒤",
        "발표한 성명",
        "석탄을 운반한 선박",
        "합의를 위반한 기업",
        "국방한류",
        "대중은 안다.",
        "결의에 대한 비판",
        "한 나라가",
        "억류 중인 선원",
        "조인식이 열렸다.",
        "우호를 다졌다.",
        "인도적 지원",
        "인도네시아는",
        "남미 국가들은",
        "조선업이 살아났다.",
    ],
)
def test_what_only_looks_like_a_korean_name(text: str) -> None:
    assert names(text, "ko") == []


@pytest.mark.parametrize(
    ("on", "holder"), [(date(2024, 6, 1), "yoon"), (date(2025, 9, 30), "lee_jae_myung"), (date(2018, 5, 1), "moon")]
)
def test_an_office_is_its_holder_of_the_day(on: date, holder: str) -> None:
    assert names("한국 대통령은 침묵했다.", "ko", on) == [(holder,)]


def test_the_name_behind_an_office_decides() -> None:
    assert names("당시 러시아 국방장관이던 쇼이구가 왔다.", "ko") == [("shoigu",)]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("ko", "김철민 장관은 말했다.", "김철민"),
        ("zh", "外交部长陈大文表示关切。", "陈大文"),
        ("ru", "Президент Иван Сидоров приехал.", "Иван Сидоров"),
    ],
)
def test_an_unlisted_name_is_unknown(language: str, text: str, name: str) -> None:
    found = resolver().find(text, on=DAY, language=language, discourse=Discourse())
    assert [(m.text, m.actors) for m in found if m.kind == "unknown"] == [(name, ())]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("zh", "朝鲜和韩国", [("PRK",), ("KOR",)]),
        ("ru", "КНДР и Республика Корея", [("PRK",), ("KOR",)]),
        ("ru", "Северной Кореи и Южной Кореи", [("PRK",), ("KOR",)]),
    ],
)
def test_the_two_koreas_elsewhere(language: str, text: str, expected: list[tuple[str, ...]]) -> None:
    assert names(text, language) == expected


def test_a_surname_of_one_character_is_no_part_of_a_word() -> None:
    discourse = Discourse()
    resolver().find("习近平访问朝鲜。", on=DAY, language="zh", discourse=discourse)
    assert resolver().find("演习结束了。", on=DAY, language="zh", discourse=discourse) == ()
