"""The terms of a pack: how they are read, and what the check says of wrong ones."""

from datetime import date

import pytest
from tests.futures.linking.lands import FILES, TERMS, files_with, pack_of
from tests.region.packs import write_pack

from shiome.futures.linking.passage import fold, passage
from shiome.futures.linking.patterns import pattern
from shiome.reading.actors import ActorResolver
from shiome.region.check import check_pack
from shiome.region.driver_terms import term_parts
from shiome.region.pack import load_pack, locate
from shiome.region.schema.actors import Actor


def problems(folder, files):
    return [str(problem) for problem in check_pack(write_pack(folder, files))[1]]


def test_the_small_region_has_nothing_wrong(tmp_path):
    assert problems(tmp_path, FILES) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("id: talks", "id: walks", "walks id: drivers has no entry 'walks'"),
        ("state: none", "state: mute", "states[0].state: driver 'talks' has no state 'mute'"),
        ("state: fair", "state: poor", "states[1].state: 'poor' stands already in it"),
        ("named: held", "named: stuck", "named: driver 'talks' has no state 'stuck'"),
        ("opposite: good", "opposite: rich", "states[0].opposite: driver 'harvest' has no state 'rich'"),
        ("actors: [AAA, BBB]", "actors: [QQQ]", "actors has no entry 'QQQ'"),
        ("{ja: [貿易, 交易], en: [trade]}", "{ja: [貿易]}", "terms: no term in en"),
        ("{ja: [貿易, 交易], en: [trade]}", "{ja: [貿易], en: [x], xx: [x]}", "'xx' is no language"),
        ("en: [trade]", 'en: ["trade & "]', "'trade & ' has an empty part"),
        ("en: [trade]", 'en: ["@AAA & @BBB"]', "names actors alone; add a word for what is between them"),
        ("en: [trade]", 'en: ["@QQQ & trade"]', "terms.en[0]: actors has no entry 'QQQ'"),
    ],
)
def test_the_check_names_the_place_of_a_wrong_term(tmp_path, old, new, expected):
    assert old in TERMS
    assert any(expected in problem for problem in problems(tmp_path, files_with(TERMS.replace(old, new, 1))))


def test_the_shipped_region_has_terms_for_every_driver_and_nearly_every_state():
    pack = load_pack(locate("peninsula"))
    terms, drivers = pack.entries("driver_terms"), pack.entries("drivers")
    assert set(terms) == set(drivers)
    states = {(driver.id, state.id) for driver in drivers.values() for state in driver.states}
    told = {(entry.id, part.state) for entry in terms.values() for part in entry.states}
    reached = told | {(entry.id, entry.named) for entry in terms.values()}
    assert states - reached == set()


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("talk*", "Talking of it", ["Talking"]),
        ("talk", "talking", []),
        ("talk", "small talk", ["talk"]),
        ("US", "米US軍", ["US"]),
        ("us-china", "US–China", ["US–China"]),
        ("ＭＳＭＴ", "msmtの発足", ["msmt"]),
        ("協議|会談", "首脳会談", ["会談"]),
        ("@AAA & talk*", "Aland talks", ["Aland", "talks"]),
        ("@AAA & talk*", "Beland talks", []),
        ("rain & talks", "talks on trade" + " and so on" * 9 + " rain", []),
        ("rain & talks", "talks" + " on" * 20 + " rain, talks", ["rain", "talks"]),
        ("armed force*", "armed  forces", ["armed  forces"]),
    ],
)
def test_a_term_is_found_where_all_its_parts_stand_together(tmp_path, term, text, found):
    pack = pack_of(tmp_path)
    resolver = ActorResolver(pack.entries("actors", Actor))
    place = passage("cause", text, language="en", resolver=resolver, on=date(2024, 1, 10))
    match = pattern(term).find(place)
    assert (list(place.words(match.spans)) if match else []) == found


def test_folding_moves_no_character():
    text = "ﬁ Ｔrade—İ ㌔ ½"
    assert len(fold(text)) == len(text)


def test_parts_and_alternatives():
    assert term_parts("@A & b c|d & e*") == (("@A",), ("b c", "d"), ("e*",))
