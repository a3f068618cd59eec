"""The summary's moves, the reason first, and the alerts for the months ahead, which are apart from them."""

from datetime import date, timedelta

import pytest
from tests.outlook.conftest import AUTUMN, SPRING
from tests.outlook.measured import measured
from tests.outlook.memory import seeded
from tests.outlook.test_building import LANGUAGES, parts, statements

from shiome.outlook import build_outlook
from shiome.outlook.build.alerts import AHEAD
from shiome.outlook.build.front import EACH
from shiome.region.pack import load_pack, locate

DAYS = (date(2025, 4, 16), date(2025, 5, 21), date(2025, 12, 31))
MOVED = ("front.worse", "front.better")


@pytest.fixture(scope="module")
def shipped():
    pack = load_pack(locate("peninsula"))
    known = seeded(pack)
    return {
        (day, language): build_outlook(pack, known, as_of=day, language=language)
        for day in DAYS
        for language in LANGUAGES
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_each_move_has_its_reason_first_then_from_what_to_what(shipped, day, language):
    found = parts(shipped[day, language])
    moves = [move for key in MOVED if key in found for move in statements(found[key])]
    assert moves
    for move in moves:
        assert move.text
        assert "→" in move.detail
        assert move.evidence
    assert all(len(statements(found[key])) <= EACH for key in MOVED if key in found)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_matter_moved_one_way_only(shipped, day, language):
    found = parts(shipped[day, language])
    names = [move.lead for key in MOVED if key in found for move in statements(found[key])]
    assert len(names) == len(set(names))
    bearings = {key: {move.bearing for move in statements(found[key])} for key in MOVED if key in found}
    assert all(bearing == {key.removeprefix("front.")} for key, bearing in bearings.items())


def test_what_is_better_hangs_on_who_comes_closer(shipped):
    found = parts(shipped[DAYS[2], "en"])
    worse, better = ({move.lead: move for move in statements(found[key])} for key in MOVED)
    assert worse["China and North Korea"].detail.startswith("closer")
    assert better["Japan and South Korea"].detail.startswith("closer")


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_stances_are_two_sentences(shipped, language):
    found = parts(shipped[DAYS[2], language])
    stop = {"ja": "。", "en": ". "}[language]
    several = [move.text for key in MOVED for move in statements(found[key]) if move.text.count(": ") > 1]
    several += [move.text for key in MOVED for move in statements(found[key]) if move.text.count("：") > 1]
    assert several
    assert all(stop in text[:-1] for text in several)


@pytest.mark.parametrize("language", LANGUAGES)
def test_judgements_fall_due_within_half_a_year(outlook_of, language):
    spring, autumn = (parts(outlook_of(day, language))["front.alerts"] for day in (SPRING, AUTUMN))
    assert len(statements(spring)) == 1
    assert len(statements(autumn)) == 2
    assert "2031" in statements(spring)[0].lead
    assert timedelta(days=183) == AHEAD


def test_an_early_warning_is_an_alert_with_the_passages_behind_the_newest_values(strait, knowledge):
    outlook = build_outlook(strait, knowledge, as_of=AUTUMN, language="en", measurements=measured())
    (block,) = [b for b in parts(outlook)["front.alerts"].blocks if getattr(b, "title", "") == "Early warnings"]
    assert "probability of a change 62%" in block.items[0].text
    assert {outlook.evidence[n - 1].source.document for n in block.items[0].evidence} == {"autumn"}


def test_a_date_told_of_in_one_passage_stands_once():
    pack = load_pack(locate("peninsula"))
    outlook = build_outlook(pack, seeded(pack), as_of=date(2024, 12, 31), language="en")
    (block,) = [b for b in parts(outlook)["front.alerts"].blocks if getattr(b, "title", "") == "Dates ahead"]
    places = [(item.lead, number) for item in block.items for number in item.evidence]
    assert len(places) == len(set(places))


def test_no_alert_is_a_move(outlook_of):
    found = parts(outlook_of(AUTUMN, "en"))
    moved = {move.lead for key in ("front.better", "front.same") for move in statements(found[key])}
    assert not moved & {alert.lead for alert in statements(found["front.alerts"])}
