"""Korean constructions one by one: who, to whom, what, whether it happened, and where in the sentence that stands."""

import pytest
from tests.reading.coding.sentences import as_written, code

Told = tuple[str, str, str, str, str]


def told(text: str, **given: str) -> list[Told]:
    """Doers, those it is done to and event word as written, type and reality."""
    return [as_written(text, event) for event in code(text, "ko", **given).events]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # particles
        ("북한을 미국이 비난했다.", ("미국", "북한", "비난", "ACCUSE", "actual")),
        ("러시아는 북한에 밀을 보냈다.", ("러시아", "북한", "보냈", "AID", "actual")),
        ("중국은 북한과 조약을 맺었다.", ("중국은 북한", "", "맺었", "SUPPORT", "actual")),
        ("일본은 북한에 대해 엄중히 항의했다.", ("일본", "북한", "항의", "ACCUSE", "actual")),
        ("일본 정부 대변인은 북한을 규탄했다.", ("일본 정부", "북한", "규탄", "ACCUSE", "actual")),
        ("미국의 전략폭격기가 한반도에 전개됐다.", ("미국", "", "전개", "MOBILIZE", "actual")),
        # passive and causative
        ("북한은 미국에 의해 제재되었다.", ("미국", "북한", "제재", "SANCTION", "actual")),
        ("한국군은 북한의 공격을 받았다.", ("북한", "한국군", "공격", "ASSAULT", "actual")),
        ("미국은 한국에서 병력을 철수시켰다.", ("미국", "한국", "철수", "RETREAT", "actual")),
        # the noun and its verb
        ("한미 정상회담이 열렸다.", ("한미", "", "정상회담", "CONSULT", "actual")),
        ("한국은 미국과 회담을 했다.", ("한국은 미국", "", "회담", "CONSULT", "actual")),
        ("러시아 대표단이 평양을 방문 중이다.", ("러시아", "평양", "방문", "CONSULT", "actual")),
        ("김정은은 방중하여 시진핑을 만났다.", ("김정은", "중", "방중", "CONSULT", "actual")),
        ("북한의 핵실험 이후 정세가 바뀌었다.", ("북한", "", "핵실험", "MOBILIZE", "actual")),
        ("러시아의 우크라이나 침공이 시작된 뒤 물가가 올랐다.", ("러시아", "우크라이나", "침공", "ASSAULT", "actual")),
        # relative clauses
        ("러시아에 병력을 보낸 북한은 침묵했다.", ("북한", "러시아", "보낸", "AID", "actual")),
        ("미국은 북한이 러시아에 보낸 무기를 문제 삼았다.", ("북한", "러시아", "보낸", "AID", "actual")),
        # clauses in a row share their subject, not their objects
        ("미국은 북한을 비난하고 한국을 지지했다.", ("미국", "북한", "비난", "ACCUSE", "actual")),
        ("미국은 북한을 비난하고 한국을 지지했다.", ("미국", "한국", "지지", "SUPPORT", "actual")),
        # what is not told as done
        ("중국은 북한을 비난하지 않았다.", ("중국", "북한", "비난", "ACCUSE", "negated")),
        ("북한은 한국과의 대화를 거부했다.", ("북한", "한국", "거부", "REJECT", "actual")),
        ("한국은 북한에 쌀을 지원할 예정이다.", ("한국", "북한", "지원", "AID", "planned")),
        ("한국은 북한에 쌀을 지원하기로 했다.", ("한국", "북한", "지원", "AID", "planned")),
        ("러시아 외무장관이 다음 달 평양을 방문한다.", ("러시아 외무장관", "평양", "방문", "CONSULT", "planned")),
        ("북한이 핵실험을 하면 제재가 따를 것이다.", ("북한", "", "핵실험", "MOBILIZE", "hypothetical")),
        ("러시아가 북한에 무기를 제공했을 가능성이 있다.", ("러시아", "북한", "제공", "AID", "hypothetical")),
        ("북한은 러시아에 무기를 제공했다는 의혹을 부인했다.", ("북한", "러시아", "제공", "AID", "negated")),
        ("한국은 러시아에 북한 비난을 요구했다.", ("한국", "러시아", "요구", "REQUEST", "actual")),
    ],
)
def test_constructions(text: str, expected: Told) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("조선중앙통신은 북한이 위성을 발사했다고 보도했다.", "kcna"),
        ("국가정보원에 따르면 북한은 러시아에 병력을 파병했다.", "nis"),
        ("북한은 러시아에 병력을 파병한 것으로 알려졌다.", "reported"),
        ("북한은 러시아에 병력을 파병했다.", ""),
    ],
)
def test_who_says_so(text: str, who: str) -> None:
    (event,) = code(text, "ko").events
    assert (event.source, event.reality, event.attribution) == (("PRK",), "actual", who)


def test_the_date_of_an_event_is_marked_where_it_stands() -> None:
    text = "북한은 지난달 27일 동해로 미사일을 발사했다."
    (event,) = code(text, "ko").events
    assert event.when == "2025-08-27"
    assert event.date_span is not None
    assert text[slice(*event.date_span)] == "지난달 27일"


def test_both_sides_are_those_named_before() -> None:
    text = "양국 정상은 다음 달 회담을 연다."
    (event,) = code(text, "ko", before="중국과 북한은 관계를 복원했다.").events
    assert set(event.source) == {"CHN", "PRK"}
    assert event.reality == "planned"


@pytest.mark.parametrize("text", ["", " ", "그는 회담을 열었다.", "제재.", "북한", "하다 한 해 했다"])
def test_what_tells_nothing_yields_nothing(text: str) -> None:
    assert told(text) == []


def test_a_thing_made_in_a_state_does_not_stand_for_it() -> None:
    assert all(
        event.recipient != ("PRK",) for event in code("러시아군은 북한제 포탄으로 마을을 포격했다.", "ko").events
    )
