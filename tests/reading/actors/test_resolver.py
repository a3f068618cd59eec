from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shiome.reading.actors import ActorResolver, Discourse
from shiome.region.schema.actors import Actor

DAY = date(1990, 10, 1)


def found(
    resolver: ActorResolver, text: str, *, language: str = "ja", on: date = DAY
) -> list[tuple[str, tuple[str, ...]]]:
    mentions = resolver.find(text, on=on, language=language, discourse=Discourse())
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text
    return [(mention.text, mention.actors) for mention in mentions]


@pytest.mark.parametrize("order", ["独仏伊", "伊独仏", "仏伊独"])
def test_a_compound_names_its_members_in_any_order(resolver: ActorResolver, order: str) -> None:
    code = {"独": "DEU", "仏": "FRA", "伊": "ITA"}
    assert found(resolver, f"{order}首脳会談が開かれた") == [(order, tuple(code[letter] for letter in order))]


@pytest.mark.parametrize("text", ["独仏伊の首脳", "伊独仏の首脳", "、独仏伊サミット"])
def test_a_compound_that_contains_the_name_of_a_pair_is_the_compound(actors: dict[str, Actor], text: str) -> None:
    pair = Actor(id="pair", name={"ja": "独仏", "en": "the pair"}, type="bloc", members=("DEU", "FRA"))
    (mention,) = found(ActorResolver({**actors, "pair": pair}), text)
    assert set(mention[1]) == {"DEU", "FRA", "ITA"}


def test_the_name_of_a_pair_stays_one_behind_a_longer_word(actors: dict[str, Actor]) -> None:
    pair = Actor(id="pair", name={"ja": "独仏", "en": "the pair"}, type="bloc", members=("DEU", "FRA"))
    assert [set(a) for _, a in found(ActorResolver({**actors, "pair": pair}), "独仏両国は")] == [{"DEU", "FRA"}]


def test_two_states_of_one_nation_are_never_swapped(resolver: ActorResolver) -> None:
    text = "東ドイツは西ドイツと、東独は西独と、ドイツはフランスと"
    assert [actors for _, actors in found(resolver, text)] == [
        ("GDR",),
        ("FRG",),
        ("GDR",),
        ("FRG",),
        ("DEU",),
        ("FRA",),
    ]
    assert [a for _, a in found(resolver, "동독은 서독과, 독일은 프랑스와", language="ko")] == [
        ("GDR",),
        ("FRG",),
        ("DEU",),
        ("FRA",),
    ]
    assert [a for _, a in found(resolver, "East Germany and West Germany", language="en")] == [("GDR",), ("FRG",)]


@pytest.mark.parametrize(
    ("text", "letter", "actor", "affix"),
    [
        ("対仏政策", "仏", "FRA", "against"),
        ("首相が訪伊した", "伊", "ITA", "visit"),
        ("在独の部隊", "独", "DEU", "place"),
        ("仏軍が撤退", "仏", "FRA", ""),
    ],
)
def test_one_letter_counts_only_beside_a_word_that_makes_it_count(
    resolver: ActorResolver, text: str, letter: str, actor: str, affix: str
) -> None:
    (mention,) = resolver.find(text, on=DAY, language="ja")
    assert (mention.text, mention.actors, mention.affix) == (letter, (actor,), affix)


@pytest.mark.parametrize("text", ["独自の判断", "念仏を唱える", "伊達氏の独走"])
def test_one_letter_alone_is_no_actor(resolver: ActorResolver, text: str) -> None:
    assert [actors for _, actors in found(resolver, text) if actors] == []


def test_an_office_is_held_by_whoever_held_it_on_the_day(resolver: ActorResolver) -> None:
    assert found(resolver, "フランス大統領が訪れた") == [("フランス大統領", ("mitterrand",))]
    assert found(resolver, "フランス大統領が訪れた", on=date(1980, 1, 1)) == [("フランス大統領", ("giscard",))]
    # Nobody is listed for that day: the state is named, its leader is not guessed.
    assert found(resolver, "フランス大統領が訪れた", on=date(2001, 1, 1)) == [("フランス", ("FRA",))]


def test_an_unlisted_name_before_a_title_is_unknown(resolver: ActorResolver) -> None:
    assert found(resolver, "ノヴァコフ大統領が演説した") == [("ノヴァコフ", ())]
    assert found(resolver, "President Novakov spoke.", language="en") == [("Novakov", ())]


def test_a_shared_surname_counts_only_with_its_title_or_after_the_full_name(resolver: ActorResolver) -> None:
    assert found(resolver, "Kohl mines were closed.", language="en") == []
    assert found(resolver, "Chancellor Kohl spoke.", language="en") == [("Kohl", ("kohl",))]
    memory = Discourse()
    resolver.find("Helmut Kohl spoke.", on=DAY, language="en", discourse=memory)
    (mention,) = resolver.find("Kohl left.", on=DAY, language="en", discourse=memory)
    assert mention.actors == ("kohl",)


def test_a_bloc_stands_for_its_members(resolver: ActorResolver) -> None:
    (mention,) = resolver.find("三国同盟が発足した", on=DAY, language="ja")
    assert (mention.actors, mention.bloc, mention.kind) == (("FRA", "ITA", "FRG"), "six", "bloc")


def test_words_that_refer_back(resolver: ActorResolver) -> None:
    memory = Discourse()
    resolver.find("コール首相とミッテラン大統領が会談した。", on=DAY, language="ja", discourse=memory)
    (both,) = resolver.find("両国は合意した。", on=DAY, language="ja", discourse=memory)
    assert set(resolver.states(both.actors)) == {"FRG", "FRA"}
    (last,) = resolver.find("同国は反対した。", on=DAY, language="ja", discourse=memory)
    assert last.actors == ("FRA",)
    assert resolver.find("両国は合意した。", on=DAY, language="ja", discourse=Discourse()) == ()


def test_a_count_after_a_compound_adds_nobody(resolver: ActorResolver) -> None:
    assert found(resolver, "独仏伊三か国は合意した") == [("独仏伊", ("DEU", "FRA", "ITA"))]


def test_names_are_not_found_inside_longer_words(resolver: ActorResolver) -> None:
    assert found(resolver, "Franceville and Italyan", language="en") == []
    assert found(resolver, "ネオドイツアン", language="ja") == []


def test_a_form_counts_only_in_its_time() -> None:
    from shiome.region.schema.actors import Alias

    old = Actor(
        id="OLD", name={}, type="state", aliases=(Alias(form="ラウラ連邦", language="ja", valid="../1991-12-26"),)
    )
    resolver = ActorResolver({"OLD": old})
    assert found(resolver, "ラウラ連邦は", on=date(1990, 1, 1)) == [("ラウラ連邦", ("OLD",))]
    assert found(resolver, "ラウラ連邦は", on=date(1995, 1, 1)) == []


@settings(max_examples=150, deadline=None)
@given(
    text=st.text(max_size=60),
    words=st.lists(
        st.sampled_from(["独仏", "フランス", "両国", "大統領", "President ", "İ", "東ドイツ", "対", "訪"]), max_size=6
    ),
)
def test_any_text_yields_ordered_spans_within_it(text: str, words: list[str], resolver: ActorResolver) -> None:
    whole = text[:30] + "".join(words) + text[30:]
    for language in ("ja", "en", "ko", "ru"):
        end = 0
        for mention in resolver.find(whole, on=DAY, language=language, discourse=Discourse()):
            assert end <= mention.start < mention.end <= len(whole)
            assert whole[mention.start : mention.end] == mention.text
            end = mention.end
