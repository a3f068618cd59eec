"""The six examples: the verdicts are those that the papers give of such deals."""

from __future__ import annotations

from datetime import date

import pytest
from tests.policy.proposal.made import EXAMPLES, example, held, report

from shiome.policy.proposal import assess, catalogue
from shiome.region.citations import parse_citation

NAMES = sorted(file.stem for file in EXAMPLES.glob("*.yaml"))
ALLIES = ("JPN", "KOR", "USA")


def verdict(name: str, criterion: str, party: str = "") -> str:
    return report(name).of(criterion, party).verdict


def test_there_are_six() -> None:
    assert len(NAMES) == 6


@pytest.mark.parametrize("name", NAMES)
def test_every_verdict_has_a_reason_in_both_languages_and_opens_on_passages(name: str) -> None:
    documents = held().pack.documents
    assert {each.criterion for each in report(name).verdicts} == set(held().criteria)
    for each in report(name).verdicts:
        assert each.reason["ja"].strip()
        assert each.reason["en"].strip()
        cited = [source for source in each.sources if source.cite]
        assert cited, each
        for source in cited:
            citation = parse_citation(source.cite)
            assert citation.last_line <= documents[citation.document].lines


@pytest.mark.parametrize("name", ["icbm-freeze", "recognition-arms-control"])
def test_what_binds_only_intercontinental_missiles_leaves_the_allies_in_range(name: str) -> None:
    """000: a freeze of what reaches the homeland is not enough; Japan, Korea and Guam stay in range. 003: the same of ranges."""
    for party in ("JPN", "KOR", "guam"):
        found = report(name).of("threat-left", party)
        assert found.verdict == "fails"
        assert (found.details["low"], found.details["high"]) == (1.0, 1.0)
    homeland = report(name).of("threat-left", "USA")
    assert homeland.verdict == "holds"
    assert homeland.details["extent"] == "capped"
    assert homeland.details["high"] == 1.0
    for party in ("JPN", "KOR"):
        assert verdict(name, "reassurance", party) == "fails"


def test_the_freeze_rests_on_the_passage_that_says_so() -> None:
    sources = report("icbm-freeze").of("threat-left", "JPN").sources
    assert any(source.document == "000" and source.line == 28 for source in sources)
    assert any(source.document == "003" and source.line == 220 for source in sources)


def test_a_freeze_that_names_no_goal_fails_the_norm_and_the_end_state() -> None:
    """003: the goal is to be confirmed as CVID even when arms control begins; 004: principle and reality both."""
    for party in ALLIES:
        assert verdict("icbm-freeze", "end-state", party) == "fails"
        assert verdict("icbm-freeze", "norm-and-reality", party) == "fails"
    assert verdict("icbm-freeze", "consultation", "JPN") == "fails"
    assert verdict("icbm-freeze", "abductions", "JPN") == "fails"


def test_the_full_roadmap_removes_the_threat_to_everybody_and_is_least_of_what_is_asked_for() -> None:
    """003 asks for CVID; 000 expects that the other side will not take it at the start: none of its firm demands is met."""
    for party in ("JPN", "KOR", "guam", "USA"):
        found = report("cvid-roadmap").of("threat-left", party)
        assert (found.verdict, found.details["extent"]) == ("holds", "removed")
    assert all(verdict("cvid-roadmap", "end-state", party) == "holds" for party in ALLIES)
    assert all(verdict("cvid-roadmap", "deterrence-floor", party) == "holds" for party in ALLIES)
    assert verdict("cvid-roadmap", "abductions", "JPN") == "holds"
    met = {each["demand"]: each["degree"] for each in report("cvid-roadmap").of("demands").details["demands"]}
    assert met["nuclear-recognition"] == met["arms-control-not-denuclearisation"] == "not"


def test_phased_reduction_manages_risk_and_leaves_the_rest_open() -> None:
    """000: with a roadmap out of reach at first, mutual phased cuts manage risk; they remove nothing whole."""
    for party in ("JPN", "KOR", "guam", "USA"):
        found = report("phased-reduction").of("threat-left", party)
        assert found.details["extent"] == "reduced"
        assert 0.5 < found.details["low"] < found.details["high"] < 1
    assert all(verdict("phased-reduction", "end-state", party) == "open" for party in ALLIES)
    assert all(verdict("phased-reduction", "norm-and-reality", party) == "holds" for party in ALLIES)
    assert not [each for each in report("phased-reduction").verdicts if each.verdict == "fails"]


def test_recognition_gives_what_is_asked_for_and_fails_the_allies() -> None:
    """000 and 001: the bundle; 003: never acceptable to Japan; 004: the word for status unsettles the three."""
    assert verdict("recognition-arms-control", "demands") == "holds"
    for criterion in ("deterrence-floor", "sanctions-floor", "end-state", "norm-and-reality"):
        assert all(verdict("recognition-arms-control", criterion, party) == "fails" for party in ALLIES)
    assert verdict("recognition-arms-control", "domestic", "tokyo") == "fails"
    departures = report("recognition-arms-control").of("wording").details["departures"]
    assert {(each["language"], each["form"]) for each in departures} >= {("en", "nuclear power"), ("ja", "核保有国")}


def test_suspending_exercises_for_tests_harms_the_basics_of_deterrence() -> None:
    """004: talks that damage the basics of deterrence are to be avoided, exercises and visits being what a deal may move."""
    assert all(verdict("exercises-for-moratorium", "deterrence-floor", party) == "fails" for party in ALLIES)
    assert all(verdict("exercises-for-moratorium", "sanctions-floor", party) == "holds" for party in ALLIES)
    assert all(verdict("exercises-for-moratorium", "threat-left", party) == "fails" for party in ("JPN", "KOR", "guam"))
    assert verdict("exercises-for-moratorium", "threat-left", "USA") == "open"
    assert verdict("exercises-for-moratorium", "consultation", "KOR") == "open"


def test_the_japan_track_serves_the_abductions_and_no_threat() -> None:
    """000: Japan need not wait for Washington; the relation to nuclear talks is still to be drawn."""
    assert verdict("japan-track-first", "abductions", "JPN") == "holds"
    assert verdict("japan-track-first", "domestic", "tokyo") == "holds"
    assert all(verdict("japan-track-first", "threat-left", party) == "fails" for party in ("JPN", "KOR", "guam", "USA"))
    assert all(verdict("japan-track-first", "deterrence-floor", party) == "holds" for party in ALLIES)


def test_as_of_a_day_only_what_was_known_judges() -> None:
    """On the day of 000 nothing of 003 and 004 was known: no verdict rests on them."""
    early = assess(example("icbm-freeze"), catalogue(held().pack, as_of=date(2024, 12, 31)))
    assert early.verdicts
    assert {source.document for each in early.verdicts for source in each.sources if source.cite} == {"000"}
    assert early.of("threat-left", "JPN").verdict == "fails"
    assert not [each for each in early.verdicts if each.criterion == "wording"]


def test_a_rule_not_yet_known_leaves_its_question_open_and_none_below_it_answers() -> None:
    """What decides on consultation before a deal is said by 004; a day earlier its rule is not replaced by a weaker one."""
    early = assess(example("cvid-roadmap"), catalogue(held().pack, as_of=date(2024, 12, 31)))
    assert early.of("consultation", "JPN").verdict == "open"
    assert early.of("consultation", "JPN").reason["en"].startswith("No rule known")
    assert verdict("cvid-roadmap", "consultation", "JPN") == "holds"
