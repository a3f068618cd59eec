"""Russian constructions one by one: who, to whom, what, when, whether it happened, and where in the sentence that stands."""

import pytest
from tests.reading.coding.sentences import as_written, code

from shiome.reading.coding.analysers import reading_with

Told = tuple[str, str, str, str, str]


def told(text: str, **given: str) -> list[Told]:
    """Doers, those it is done to and event word as written, type and reality."""
    return [as_written(text, event) for event in code(text, "ru", **given).events]


@pytest.mark.parametrize("helped", [frozenset(), frozenset({"ru"})], ids=["rules", "analyser"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # cases, whatever the order
        ("Россию осудила Япония.", ("Япония", "Россию", "осудила", "ACCUSE", "actual")),
        ("Россия поставила Ирану ракеты.", ("Россия", "Ирану", "поставила", "AID", "actual")),
        ("Путин встретился с Ким Чен Ыном.", ("Путин встретился с Ким Чен Ыном", "", "встретился", "CONSULT", "actual")),
        ("Сергей Шойгу посетил Пхеньян.", ("Сергей Шойгу", "Пхеньян", "посетил", "CONSULT", "actual")),
        # passives
        ("Санкции против России были введены Японией.", ("Японией", "России", "введены", "SANCTION", "actual")),
        ("Ракеты были переданы Пхеньяну Россией.", ("Россией", "Пхеньяну", "переданы", "AID", "actual")),
        ("Граждане Японии были похищены агентами КНДР.", ("КНДР", "Японии", "похищены", "COERCE", "actual")),
        # nouns of doing
        ("США осудили поставки снарядов из КНДР в Россию.", ("КНДР", "Россию", "поставки", "AID", "actual")),
        ("Сеул сообщил о пуске северокорейской ракеты.", ("северокорейской", "", "пуске", "MOBILIZE", "actual")),
        ("КНДР получила помощь от Китая.", ("Китая", "КНДР", "помощь", "AID", "actual")),
        ("Зеленский поблагодарил Японию за помощь.", ("Японию", "Зеленский", "помощь", "AID", "actual")),
        # what describes a noun
        ("Ким Чен Ын, который посетил Китай, вернулся.", ("Ким Чен Ын", "Китай", "посетил", "CONSULT", "actual")),
        ("Россия поддержала КНДР, осудившую Японию.", ("КНДР", "Японию", "осудившую", "ACCUSE", "actual")),
        ("Украинские беспилотники атаковали российские аэродромы.", ("Украинские", "российские", "атаковали", "ASSAULT", "actual")),
        ("Отвергая диалог с США, Пхеньян усилил давление.", ("Пхеньян", "США", "Отвергая", "REJECT", "actual")),
        # not done
        ("Китай не осудил Россию.", ("Китай", "Россию", "осудил", "ACCUSE", "negated")),
        ("Республика Корея не будет поставлять Украине оружие.", ("Республика Корея", "Украине", "поставлять", "AID", "negated")),
        ("Пхеньян отрицает, что поставлял оружие России.", ("Пхеньян", "России", "поставлял", "AID", "negated")),
        # to come, or only thought of
        ("Япония планирует ввести санкции против КНДР.", ("Япония", "КНДР", "ввести", "SANCTION", "planned")),
        ("Китай осудит Японию.", ("Китай", "Японию", "осудит", "ACCUSE", "planned")),
        ("Если КНДР проведёт ядерное испытание, Китай ответит.", ("КНДР", "", "ядерное испытание", "MOBILIZE", "hypothetical")),
        ("Россия осудила бы Японию.", ("Россия", "Японию", "осудила", "ACCUSE", "hypothetical")),
        ("Неясно, осудит ли Россия Японию.", ("Россия", "Японию", "осудит", "ACCUSE", "hypothetical")),
        ("Китай призвал Россию осудить Японию.", ("Россию", "Японию", "осудить", "ACCUSE", "hypothetical")),
    ],
)  # fmt: skip
def test_construction(helped: frozenset[str], text: str, expected: Told) -> None:
    with reading_with(helped):
        assert expected in told(text)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Япония заявила, что КНДР запустила ракету.", "JPN"),
        ("КНДР запустила ракету, сообщила Япония.", "JPN"),
        ("По словам Лаврова, КНДР запустила ракету.", "lavrov"),
        ("По сообщениям СМИ, КНДР запустила ракету.", "reported"),
        ("КНДР запустила ракету.", ""),
    ],
)
def test_who_says_so(text: str, speaker: str) -> None:
    (event,) = code(text, "ru").events
    assert (event.source, event.plover, event.reality) == (("PRK",), "MOBILIZE", "actual")
    assert event.attribution == speaker


def test_commas_alone_list_nobody() -> None:
    (event,) = code("По словам Лаврова, Россия не поставляла КНДР ракеты.", "ru").events
    assert (event.source, event.recipient) == (("RUS",), ("PRK",))
    (event,) = code("США, Япония и Республика Корея провели совместные учения.", "ru").events
    assert event.source == ("USA", "JPN", "KOR")


def test_a_drill_of_one_is_a_show_of_force_one_of_two_is_working_together() -> None:
    assert [e.plover for e in code("КНДР провела учения.", "ru").events] == ["MOBILIZE"]
    assert [e.plover for e in code("Россия и Китай провели учения.", "ru").events] == ["COOPERATE"]


def test_both_countries_are_those_of_the_sentence_before() -> None:
    event = code("Обе страны подписали соглашение.", "ru", before="Китай и КНДР провели переговоры.").events[0]
    assert (set(event.source), event.plover, event.reality) == ({"CHN", "PRK"}, "SUPPORT", "actual")


def test_an_agreement_on_something_is_one_event() -> None:
    found = code("Китай и КНДР подписали соглашение о сотрудничестве.", "ru").events
    assert [event.plover for event in found] == ["SUPPORT"]


def test_what_follows_a_condition_is_a_clause_of_its_own() -> None:
    text = "Если КНДР проведёт ядерное испытание, Китай и Россия, скорее всего, осудят Пхеньян."
    assert [(e.source, e.plover, e.reality) for e in code(text, "ru").events] == [
        (("PRK",), "MOBILIZE", "hypothetical"),
        (("CHN", "RUS"), "ACCUSE", "hypothetical"),
    ]


def test_them_are_those_who_acted_together() -> None:
    event = code("США и Япония провели совместные учения, и КНДР осудила их.", "ru").events[-1]
    assert (event.source, set(event.recipient), event.plover) == (("PRK",), {"USA", "JPN"}, "ACCUSE")


def test_a_sea_that_bears_a_name_is_no_actor() -> None:
    (event,) = code("Россия и Китай провели совместное патрулирование в Японском море.", "ru").events
    assert event.source == ("RUS", "CHN")
