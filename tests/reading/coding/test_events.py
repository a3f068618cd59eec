from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shiome.reading.actors import ActorResolver, Discourse
from shiome.reading.coding.dates.find import DateContext, find_dates
from shiome.reading.coding.events import find_events
from shiome.reading.coding.proposals import EventProposal
from shiome.reading.coding.sentence_io import SentenceInput

Events = Callable[..., list[EventProposal]]
Short = tuple[set[str], set[str], str, str]
DAY = date(1990, 10, 1)


def short(events: list[EventProposal]) -> list[Short]:
    return [(set(event.source), set(event.recipient), event.plover, event.reality) for event in events]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # who does it: は, が, も; to whom: を, に, に対し, と
        ("フランスはイタリアを非難した。", ({"FRA"}, {"ITA"}, "ACCUSE", "actual")),
        ("イタリアをフランスが非難した。", ({"FRA"}, {"ITA"}, "ACCUSE", "actual")),
        ("フランスはイタリアに食糧を供与した。", ({"FRA"}, {"ITA"}, "AID", "actual")),
        ("フランスはイタリアに対し抗議した。", ({"FRA"}, {"ITA"}, "ACCUSE", "actual")),
        ("フランスはイタリアへの制裁を強化した。", ({"FRA"}, {"ITA"}, "SANCTION", "actual")),
        ("フランスとイタリアは条約に署名した。", ({"FRA", "ITA"}, set(), "SUPPORT", "actual")),
        ("フランスはイタリアと条約を締結した。", ({"FRA", "ITA"}, set(), "SUPPORT", "actual")),
        # the passive turns it round
        ("イタリアはフランスによって非難された。", ({"FRA"}, {"ITA"}, "ACCUSE", "actual")),
        # event nouns: carried by a verb, dated, owned
        ("仏伊首脳会談が開かれた。", ({"FRA", "ITA"}, set(), "CONSULT", "actual")),
        ("独仏伊は合同演習を実施した。", ({"DEU", "FRA", "ITA"}, set(), "COOPERATE", "actual")),
        ("1990年6月の仏伊首脳会談では多くが語られた。", ({"FRA", "ITA"}, set(), "CONSULT", "actual")),
        ("フランスのイタリア侵攻後、情勢は変わった。", ({"FRA"}, {"ITA"}, "ASSAULT", "actual")),
        ("ミッテラン大統領が訪伊した。", ({"mitterrand"}, {"ITA"}, "CONSULT", "actual")),
        ("フランスは核実験を強行した。", ({"FRA"}, set(), "MOBILIZE", "actual")),
        # what is not told as done
        ("フランスはイタリアを非難しなかった。", ({"FRA"}, {"ITA"}, "ACCUSE", "negated")),
        ("フランスはイタリアを非難するだろう。", ({"FRA"}, {"ITA"}, "ACCUSE", "hypothetical")),
        ("フランスがイタリアを攻撃した場合、事態は変わる。", ({"FRA"}, {"ITA"}, "ASSAULT", "hypothetical")),
        ("フランスはイタリアを攻撃する可能性がある。", ({"FRA"}, {"ITA"}, "ASSAULT", "hypothetical")),
        ("フランスはイタリアを訪問する予定だ。", ({"FRA"}, {"ITA"}, "CONSULT", "planned")),
        ("フランスはイタリアとの会談を拒否した。", ({"FRA"}, {"ITA"}, "REJECT", "actual")),
        ("仏伊は来月、合同演習を実施した。", ({"FRA", "ITA"}, set(), "COOPERATE", "planned")),
    ],
)
def test_japanese(events: Events, text: str, expected: Short) -> None:
    assert expected in short(events(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # between an actor and what is theirs another actor, or a date, may stand
        ("フランスのイタリアへの支援が開始された。", ({"FRA"}, {"ITA"}, "AID", "actual")),
        ("フランスの6月のイタリア侵攻後、情勢は変わった。", ({"FRA"}, {"ITA"}, "ASSAULT", "actual")),
        # abbreviations run on into a full name
        ("仏伊ドイツは合同演習を実施した。", ({"DEU", "FRA", "ITA"}, set(), "COOPERATE", "actual")),
        # who meets where it is told does what is told
        ("仏伊首脳会談では、ドイツへの支持が表明された。", ({"FRA", "ITA"}, {"DEU"}, "SUPPORT", "actual")),
        # who only helps it along takes no part
        ("仏伊は、ドイツの仲介で停戦に合意した。", ({"FRA", "ITA"}, set(), "AGREE", "actual")),
        # one is asked to do something
        ("フランスはイタリアに撤退するよう要請した。", ({"FRA"}, {"ITA"}, "REQUEST", "actual")),
        # one leads up to a verb that another condition stands before
        ("フランスは、ドイツが動けば報復するとイタリアに警告した。", ({"FRA"}, {"ITA"}, "THREATEN", "actual")),
        # a decision on a sanction is one, a decision to arm is a plan
        ("フランスはイタリアへの制裁を決定した。", ({"FRA"}, {"ITA"}, "SANCTION", "actual")),
        ("フランスは核実験の実施を決定した。", ({"FRA"}, set(), "MOBILIZE", "planned")),
    ],
)
def test_constructions_of_policy_papers(events: Events, text: str, expected: Short) -> None:
    assert expected in short(events(text))


@pytest.mark.parametrize(
    "text",
    [
        "フランスとは対話なき対立が続いた。",
        "仏伊首脳会談を念頭に準備が進む。",
        "フランスの参戦を想定した計画である。",
        "三か国で協議し、フランスの政策を支える。",
        "仏伊は新たな枠組みを見据え、仏伊首脳会談の開催を求めるべきだ。",
    ],
)
def test_what_is_absent_reckoned_with_or_advised_has_not_happened(events: Events, text: str) -> None:
    assert [event for event in events(text) if event.reality == "actual"] == []


def test_what_one_answers_to_by_deeds_is_no_agreement(events: Events) -> None:
    assert "AGREE" not in {event.plover for event in events("フランスは合同演習で応じた。")}
    assert "AGREE" in {event.plover for event in events("フランスはイタリアの提案に応じた。")}


def test_a_denied_noun_is_denied(events: Events) -> None:
    found = {event.plover: event.reality for event in events("フランスは反対ではなく棄権した。")}
    assert found["NONE"] == "actual"
    assert found.get("REJECT", "negated") == "negated"


def test_an_event_told_twice_in_a_sentence_is_one(events: Events) -> None:
    found = short(events("フランスはイタリアの立場に賛同し、支持を表明した。"))
    assert found == [({"FRA"}, {"ITA"}, "SUPPORT", "actual")]


def test_what_led_up_to_it_is_told_of_others(events: Events) -> None:
    found = short(events("1990年5月の核実験を受けて、フランスはイタリアへの制裁を強化した。"))
    assert ({"FRA"}, {"ITA"}, "SANCTION", "actual") in found
    assert all(plover != "MOBILIZE" for _, _, plover, _ in found)


@pytest.mark.parametrize(
    ("text", "plover", "when"),
    [
        # the clause goes with the meeting, not with the noun that describes it
        ("1990年3月に開かれた経済分野の仏伊首脳会談では多くが語られた。", "CONSULT", "1990-03"),
        # brackets behind an object, for want of another date
        ("仏伊は友好条約（1990年4月）を締結した。", "SUPPORT", "1990-04"),
        # a clause in brackets happens when the clause does that it stands behind
        ("決議案は1990年5月に否決され（フランスは棄権した）、議論は終わった。", "NONE", "1990-05"),
        ("1990年6月に政権が発足し、同月のパリでの仏伊首脳会談で関係が修復された。", "CONSULT", "1990-06"),
        ("1990年9月7日の仏伊首脳会談では、共同声明が採択された。", "CONSULT", "1990-09-07"),
    ],
)
def test_dates_of_events_in_dense_sentences(events: Events, text: str, plover: str, when: str) -> None:
    assert when in {event.when for event in events(text) if event.plover == plover}


def test_japanese_clauses_in_a_row_share_their_subject_not_their_objects(events: Events) -> None:
    found = short(events("フランスはイタリアを非難し、ドイツを支持した。"))
    assert found == [({"FRA"}, {"ITA"}, "ACCUSE", "actual"), ({"FRA"}, {"DEU"}, "SUPPORT", "actual")]


def test_a_supposed_end_makes_the_clauses_before_it_supposed(events: Events) -> None:
    found = short(events("フランスはイタリアを非難し、ドイツを支持するだろう。"))
    assert {reality for *_, reality in found} == {"hypothetical"}
    assert len(found) == 2


def test_what_somebody_reports_is_laid_to_them(events: Events) -> None:
    (event,) = [e for e in events("フランスは、イタリア軍がドイツを攻撃したと発表した。") if e.plover == "ASSAULT"]
    assert (event.source, event.recipient, event.attribution) == (("ITA",), ("DEU",), "FRA")


def test_a_noun_of_something_else_is_no_event(events: Events) -> None:
    assert events("仏伊首脳会談の可能性を論じる。") == []
    assert events("フランス問題は複雑である。") == []
    assert events("フランスの攻撃能力は高い。") == []


def test_dates_stay_with_their_events(events: Events) -> None:
    found = {e.plover: e.when for e in events("1990年3月に仏伊首脳会談が開かれ、同年6月に仏伊は条約に署名した。")}
    assert found == {"CONSULT": "1990-03", "SUPPORT": "1990-06"}
    (event,) = events("仏伊合同演習（9 月 10 日〜20 日）が実施された。")
    assert event.when == "1990-09-10/1990-09-20"
    (event,) = events("フランスはイタリアを非難した。")
    assert event.when == "../1990-10-01"


def test_places_are_no_actors(events: Events) -> None:
    (event,) = events("仏伊首脳会談がストラスブールで開かれた。")
    assert (set(event.source), event.place) == ({"FRA", "ITA"}, "ストラスブール")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("France condemned Italy.", ({"FRA"}, {"ITA"}, "ACCUSE", "actual")),
        ("Italy was condemned by France.", ({"FRA"}, {"ITA"}, "ACCUSE", "actual")),
        (
            "France, Italy and Germany signed a treaty in June 1990.",
            ({"FRA", "ITA", "DEU"}, set(), "SUPPORT", "actual"),
        ),
        ("Italy sent troops to France.", ({"ITA"}, {"FRA"}, "AID", "actual")),
        ("France imposed sanctions on Italy.", ({"FRA"}, {"ITA"}, "SANCTION", "actual")),
        ("François Mitterrand met Helmut Kohl in Strasbourg.", ({"mitterrand", "kohl"}, set(), "CONSULT", "actual")),
        ("France conducted a nuclear test in May 1990.", ({"FRA"}, set(), "MOBILIZE", "actual")),
        ("Talks between France and Italy were held on 3 May 1990.", ({"FRA", "ITA"}, set(), "CONSULT", "actual")),
        ("The French invasion of Italy in 1990.", None),
        ("France did not condemn Italy.", ({"FRA"}, {"ITA"}, "ACCUSE", "negated")),
        ("France may attack Italy.", ({"FRA"}, {"ITA"}, "ASSAULT", "hypothetical")),
        ("France will sign a treaty with Italy.", ({"FRA", "ITA"}, set(), "SUPPORT", "planned")),
    ],
)
def test_english(events: Events, text: str, expected: Short | None) -> None:
    found = short(events(text, language="en"))
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("France lodged a strong protest with Italy.", ({"FRA"}, {"ITA"}, "ACCUSE", "actual")),
        ("France and Italy elevated their relations to a partnership.", ({"FRA", "ITA"}, set(), "SUPPORT", "actual")),
        ("France banned imports from Italy in May 1990.", ({"FRA"}, {"ITA"}, "SANCTION", "actual")),
        ("France turned down talks with Italy.", ({"FRA"}, {"ITA"}, "REJECT", "actual")),
        ("France and Italy struck a deal.", ({"FRA", "ITA"}, set(), "AGREE", "actual")),
    ],
)
def test_english_words_of_policy_papers(events: Events, text: str, expected: Short) -> None:
    assert expected in short(events(text, language="en"))


def test_an_english_year_that_names_something_dates_nothing_else(events: Events) -> None:
    (event,) = events("France suspended the 1985 agreement with Italy in June 1990.", language="en")
    assert event.when == "1990-06"
    found = events("France sent food to Italy and, from August 1990, imposed sanctions on Germany.", language="en")
    assert {e.plover: e.when for e in found}["SANCTION"] == "1990-08"


def test_an_interest_in_a_meeting_is_no_meeting(events: Events) -> None:
    assert "CONSULT" not in {e.plover for e in events("France voiced interest in a meeting with Italy.", language="en")}


def test_english_reports_and_pronouns(events: Events) -> None:
    (event,) = events("France said that Italy had supplied Germany with weapons.", language="en")
    assert (event.source, event.recipient, event.attribution) == (("ITA",), ("DEU",), "FRA")
    (event,) = events("In March 1990 France admitted that it had sent troops to Italy.", language="en")
    assert (event.source, event.recipient, event.when) == (("FRA",), ("ITA",), "1990-03")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("프랑스는 이탈리아를 비난했다.", ({"FRA"}, {"ITA"}, "ACCUSE", "actual")),
        ("프랑스와 이탈리아는 1990년 6월 조약을 체결했다.", ({"FRA", "ITA"}, set(), "SUPPORT", "actual")),
        ("프랑스는 이탈리아에 무기를 제공했다.", ({"FRA"}, {"ITA"}, "AID", "actual")),
        ("프랑스는 이탈리아를 방문할 예정이다.", ({"FRA"}, {"ITA"}, "CONSULT", "planned")),
    ],
)
def test_korean(events: Events, text: str, expected: Short) -> None:
    assert short(events(text, language="ko")) == [expected]


def test_languages_without_rules_are_left_uncoded(events: Events) -> None:
    assert events("France condamna Italy.", language="fr") == []


PIECES = [
    "フランスは",
    "イタリアを",
    "ドイツに対し",
    "（1990年6月）",
    "「",
    "」",
    "（",
    "非難した",
    "署名し、",
    "と発表した",
    "首脳会談",
    "が開かれた。",
    "可能性",
    "訪伊",
    "France ",
    "sent troops to ",
    "Italy ",
    "was condemned by ",
    "프랑스는 ",
    "비난했다. ",
    "İ",
    "両国",
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=14))
def test_any_text_is_read_and_every_span_lies_within_it(pieces: list[str], resolver: ActorResolver) -> None:
    text = "".join(pieces)
    for language in ("ja", "en", "ko", "zh"):
        mentions = resolver.find(text, on=DAY, language=language, discourse=Discourse())
        dates = find_dates(text, language=language, context=DateContext(DAY))
        known = tuple(mention for mention in mentions if mention.actors)
        topic = tuple(resolver.find("フランスは遠い国の大きな町の長い名の古い家である", on=DAY, language="ja"))
        output = find_events(
            SentenceInput(text, known, dates, DAY, frozenset({"strasbourg"}), topic), language=language
        )
        for event in output.events:
            assert event.source
            for span in (event.source_span, event.recipient_span, event.trigger, event.date_span):
                assert span is None or 0 <= span[0] < span[1] <= len(text)
