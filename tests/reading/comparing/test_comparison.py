from __future__ import annotations

import json

import pytest
from tests.reading.comparing.materials import bank, document, lines

from shiome.reading.comparing import TermBank, compare

BEFORE = [
    "日米韓三か国は、国連安保理決議に従った朝鮮半島の完全な非核化に対するコミットメントを再確認した。",
    "三か国は、ロシアによる侵略とウクライナの復興について議論した。",
    "三か国は、サプライチェーンの強化に取り組む。",
]
AFTER = [
    "日米韓閣僚は、国連安保理決議に従った北朝鮮の完全な非核化に対する確固たるコミットメントを再確認した。",
    "三か国は、サプライチェーンの強化に取り組む。",
    "閣僚は、液化天然ガスの調達で協力することを歓迎した。",
]


def changes(found, level, op=None):
    return [change for change in found.changes if change.level == level and op in (None, change.op)]


@pytest.fixture(scope="module")
def found():
    return compare(lines(BEFORE, name="a.txt"), lines(AFTER, name="b.txt"), terms=bank(), language="ja")


def test_words_are_replaced_and_added_and_nothing_else(found):
    assert [(c.op, c.a, c.b) for c in changes(found, "token")] == [
        ("replaced", "三か国", "閣僚"),
        ("replaced", "朝鮮半島", "北朝鮮"),
        ("added", "", "確固たる"),
    ]


def test_spans_open_on_the_words_in_the_raw_text(found):
    raw_a, raw_b = "\n".join(BEFORE), "\n".join(AFTER)
    for change in found.changes:
        if change.span_a and change.level != "section":
            assert raw_a[slice(*change.span_a)] == change.a
        if change.span_b and change.level != "section":
            assert raw_b[slice(*change.span_b)] == change.b
    added = changes(found, "token", "added")[0]
    assert added.span_a[0] == added.span_a[1]
    assert raw_a[added.span_a[0] :].startswith("コミットメント")


def test_a_term_replaced_names_both_concepts(found):
    (replaced,) = changes(found, "term", "replaced")
    assert (replaced.was, replaced.term) == ("denuclearisation-peninsula", "denuclearisation-dprk")
    word = next(change for change in changes(found, "token") if change.b == "北朝鮮")
    assert (word.was, word.term) == ("denuclearisation-peninsula", "denuclearisation-dprk")
    assert "complete-denuclearisation" in {change.term for change in changes(found, "term", "kept")}


def test_an_added_word_of_resolve_is_told_as_stronger_for_its_term(found):
    (stronger,) = changes(found, "force", "strengthened")
    assert (stronger.b, stronger.scale, stronger.term) == ("確固たる", "resolve", "denuclearisation-dprk")


def test_sentences_that_nothing_answers_are_told_and_not_forced(found):
    assert [change.a for change in changes(found, "sentence", "dropped")] == [BEFORE[1]]
    assert [change.b for change in changes(found, "sentence", "added")] == [AFTER[2]]
    assert [change.a for change in changes(found, "sentence", "kept")] == [BEFORE[2]]


def test_who_is_no_longer_named(found):
    dropped = {change.actor for change in changes(found, "actor", "dropped")}
    assert {"RUS", "UKR"} <= dropped
    assert not {"JPN", "USA"} & dropped
    assert "PRK" in {change.actor for change in changes(found, "actor", "added")}


def test_an_actor_named_in_another_section_is_not_gone():
    a = document("# 一\n中国と貿易を議論した。\n# 二\n演習を続ける。")
    b = document("# 一\n貿易を議論した。\n# 二\n中国と演習を続ける。")
    named = [(c.op, c.actor, c.elsewhere) for c in compare(a, b, terms=bank()).changes if c.level == "actor"]
    assert named == [("dropped", "CHN", True), ("added", "CHN", True)]


def test_topics_that_are_gone():
    a = lines(["The ministers raised human rights.", "They discussed trade."])
    b = lines(["They discussed trade."])
    gone = [change.topic for change in changes(compare(a, b, terms=bank()), "topic", "dropped")]
    assert gone == ["human-rights"]


def test_the_json_shape(found):
    shape = json.loads(json.dumps(found.shape()))
    assert {"sections", "changes"} <= shape.keys()
    assert {"op", "a", "b", "term", "spans"} <= shape["changes"][0].keys()
    assert {change["op"] for change in shape["changes"]} <= {
        "kept",
        "added",
        "dropped",
        "replaced",
        "strengthened",
        "weakened",
    }
    for change in shape["changes"]:
        assert set(change["spans"]) == {"a", "b"}


def test_a_section_moved_is_aligned_with_itself():
    a = document(
        "# Trade\nBoth sides will cut tariffs on steel.\n# Fishing\nA committee will count the catch of squid."
    )
    b = document(
        "# Fishing\nA committee will count the catch of squid.\n# Trade\nBoth sides will cut tariffs on steel."
    )
    found = compare(a, b, terms=bank())
    assert {(section.title_a, section.title_b) for section in found.sections} == {
        ("Trade", "Trade"),
        ("Fishing", "Fishing"),
    }
    assert any(section.moved for section in found.sections)
    assert {change.op for change in found.changes} == {"kept"}


def test_a_sentence_split_in_two_stays_one_pair():
    a = lines(["They will open a hotline between the coast guards and exchange officers every spring."])
    b = lines(["They will open a hotline between the coast guards.", "They will exchange officers every spring."])
    (pair,) = compare(a, b, terms=bank()).pairs
    assert (pair.rows, pair.columns) == ((0,), (0, 1))


def test_unlike_sentences_are_no_pair():
    a, b = lines(["The bridge opens in May."]), lines(["Squid catches fell again this year."])
    found = compare(a, b, terms=bank())
    assert sorted(change.op for change in changes(found, "sentence")) == ["added", "dropped"]


def test_a_loose_pair_is_marked_uncertain():
    a = lines(["The ministers discussed trade, fishing and the climate in the morning session."])
    b = lines(["The ministers discussed the climate and a new railway over dinner with students."])
    found = compare(a, b, terms=bank())
    (pair,) = [pair for pair in found.pairs if pair.rows and pair.columns]
    assert pair.uncertain
    assert all(change.uncertain for change in changes(found, "token"))


def test_across_languages_terms_and_force_are_compared_with_less_confidence():
    a = lines(["閣僚は、朝鮮半島の完全な非核化に対するコミットメントを再確認した。"])
    b = lines(["The ministers reaffirmed their resolute commitment to the complete denuclearization of the DPRK."])
    found = compare(a, b, terms=bank())
    (pair,) = found.pairs
    assert pair.across
    assert not pair.pieces
    assert pair.confidence < 1
    assert [c.b for c in changes(found, "force", "strengthened")] == ["resolute"]
    assert "denuclearisation-dprk" in {c.term for c in changes(found, "term", "replaced")}


def test_a_faithful_translation_is_kept():
    a = lines(["閣僚は弾道ミサイルの発射を非難した。"])
    b = lines(["장관들은 탄도미사일 발사를 규탄하였다."])
    assert {change.op for change in compare(a, b, terms=bank()).changes} == {"kept"}


def test_without_terms_or_actors_words_are_still_compared():
    found = compare(lines(["They meet in May."]), lines(["They meet in June."]), terms=())
    assert [(c.op, c.a, c.b) for c in changes(found, "token")] == [("replaced", "May", "June")]


def test_a_language_without_lexicon_is_compared_by_its_words():
    a = document("Les ministres se réunissent en mai.", language="fr")
    b = document("Les ministres se réunissent en juin.", language="fr")
    found = compare(a, b, terms=TermBank((), None))
    assert [(c.op, c.a, c.b) for c in changes(found, "token")] == [("replaced", "mai", "juin")]
