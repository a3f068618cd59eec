from __future__ import annotations

from shiome.reading.dictionaries.agents import Agent, parse_agents

TEXT = """
!WHO! = ENVOY, ENVOYS
SPECIAL_!WHO! [~GOV]
DEPUTY [~LEG] # plural made
PRESS {} [~MED]
WISE_GOOSE {WISE_GEESE} [ ~SPY]
AID_BODY [NGO~]
BROKEN [GOV
CODELESS
"""


def test_plurals_are_made_given_or_withheld():
    index = parse_agents(TEXT).index
    assert index.get(("DEPUTIES",)) == Agent("LEG")
    assert index.get(("WISE", "GEESE")) == Agent("SPY")
    assert index.get(("WISE", "GOOSES")) is None
    assert index.get(("PRESSES",)) is None


def test_marks_stand_for_every_word_of_their_set():
    index = parse_agents(TEXT).index
    assert index.get(("SPECIAL", "ENVOY")) == index.get(("SPECIAL", "ENVOYS")) == Agent("GOV")


def test_a_code_may_lead():
    assert parse_agents(TEXT).index.get(("AID", "BODY")) == Agent("NGO", leads=True)


def test_lines_without_a_code_are_listed():
    assert [problem.text for problem in parse_agents(TEXT).problems] == ["BROKEN [GOV", "CODELESS"]
