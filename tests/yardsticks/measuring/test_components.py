"""Each method on little material whose value can be reckoned by hand."""

from __future__ import annotations

from datetime import date

import pytest
from tests.yardsticks.measuring.conftest import component, event, yardstick

from shiome.records.model import Claim, Wording
from shiome.yardsticks.measuring.knowledge import Tables
from shiome.yardsticks.measuring.measure import measure
from shiome.yardsticks.series import Point, Series

TALKS = event(1, "2023-02-01", "chief", "BBB", "CONSULT")
THREAT = event(2, "2023-08-01", "BBB", "AAA", "THREATEN")
DRILL = event(3, "2023-09-01", "AAA BBB", "CCC", "MOBILIZE")


def raw(knowledge, *components, **given):
    """Period to raw value of the first component."""
    found = measure(yardstick(*components, **given), knowledge)
    return {point.when: point.value for point in found.components[0].raw}


def inputs(knowledge, *components):
    return {point.when: point.inputs for point in measure(yardstick(*components), knowledge).components[0].raw}


def test_tone_rises_with_talks_and_falls_with_threats(knowing):
    values = raw(knowing(TALKS, THREAT), component("tone", low=-10, high=10, pairs=[["AAA", "BBB"]], half_life=30))
    assert values["2023-33"] > 0 > values["2023-35"]


def test_acting_together_is_cooperation_between_those_who_do(knowing):
    values = raw(knowing(DRILL), component("tone", low=-10, high=10, pairs=[["AAA", "BBB"]]))
    assert values["2023-35"] > 0
    values = raw(knowing(DRILL), component("tone", low=-10, high=10, pairs=[["AAA", "CCC"]]))
    assert values["2023-35"] < 0


def test_a_surface_needs_all_its_lines(knowing):
    pairs = [["AAA", "BBB"], ["AAA", "CCC"]]
    two = knowing(TALKS, event(4, "2023-02-02", "AAA", "CCC", "THREATEN"))
    closed = raw(two, component("tone", low=-10, high=10, pairs=pairs, combine="closure"))
    mean = raw(two, component("tone", low=-10, high=10, pairs=pairs))
    assert closed["2023-33"] < mean["2023-33"]
    missing = raw(knowing(TALKS), component("tone", low=-10, high=10, pairs=pairs, combine="closure"))
    assert set(missing.values()) == {None}


def test_before_the_first_event_nothing_is_known(knowing):
    values = raw(knowing(THREAT), component("tone", low=-10, high=10, pairs=[["AAA", "BBB"]]))
    assert values["2023-33"] is None
    assert values["2023-34"] is None
    assert values["2023-35"] is not None


def test_stock_counts_and_fades(knowing):
    spec = component("stock", events=[{"among": ["AAA", "BBB"]}], half_life=91)
    values = raw(knowing(TALKS, THREAT), spec)
    assert values["2023-35"] > values["2023-36"] > values["2024-33"] > 0
    assert inputs(knowing(TALKS, THREAT), spec)["2023-33"] == ("event:E1",)


def test_share_of(knowing):
    spec = component(
        "stock",
        events=[{"among": ["AAA", "BBB"], "types": ["CONSULT"]}],
        share_of=[{"among": ["AAA", "BBB"]}],
        half_life=3650,
    )
    values = raw(knowing(TALKS, THREAT), spec)
    assert values["2023-33"] == 1
    assert values["2023-35"] == pytest.approx(0.5, abs=0.05)


def test_accounts_of_one_matter_count_once(knowing):
    twice = [event(n, "2023-02-01", "AAA", "BBB", "CONSULT", about="talks") for n in (1, 2)]
    spec = component("stock", events=[{"among": ["AAA", "BBB"]}])
    assert raw(knowing(*twice), spec)["2023-33"] == pytest.approx(raw(knowing(TALKS), spec)["2023-33"])


def test_what_is_planned_or_denied_does_not_count(knowing):
    told = [event(n, "2023-02-01", "AAA", "BBB", "CONSULT", reality=r) for n, r in enumerate(("planned", "negated"))]
    assert set(raw(knowing(*told), component("stock", events=[{"source": ["AAA"]}])).values()) == {None}


def test_balance_runs_from_apart_to_together(knowing):
    spec = component(
        "balance", low=-1, high=1, toward=[{"types": ["CONSULT"]}], away=[{"types": ["THREATEN"]}], half_life=30
    )
    values = raw(knowing(TALKS, THREAT), spec)
    assert values["2023-33"] == 1
    assert values["2023-35"] < -0.9


def test_conflict_pairs(knowing):
    spec = component(
        "conflict_pairs",
        one=[{"types": ["CONSULT"]}],
        other=[{"types": ["THREATEN"], "value": -1}],
        within=60,
        half_life=3650,
    )
    near = event(5, "2023-03-01", "BBB", "AAA", "THREATEN")
    assert raw(knowing(TALKS, near), spec)["2023-33"] == 1
    assert raw(knowing(TALKS, THREAT), spec)["2023-35"] == 0


def test_autonomy_is_evenness(knowing):
    spec = component("autonomy", actor="AAA", backers=["BBB", "CCC"], half_life=3650)
    even = knowing(TALKS, event(6, "2023-02-01", "AAA", "CCC", "CONSULT"))
    assert raw(even, spec)["2023-33"] == pytest.approx(1)


def test_triads(knowing):
    three = event(7, "2023-02-01", "AAA BBB CCC", "", "CONSULT")
    members = ["AAA", "BBB", "CCC"]
    both = knowing(three, TALKS)
    assert raw(both, component("triad", members=members, measure="presence"))["2023-33"] == pytest.approx(0.5)
    # Acting together shows alignment, being talked to does not.
    assert raw(both, component("triad", members=members, measure="visibility"))["2023-33"] == pytest.approx(0.5)
    assert raw(both, component("triad", members=members, measure="co_signed"))["2023-34"] == 0
    signed = raw(both, component("triad", members=["AAA", "BBB"], measure="co_signed", half_life=91))
    assert signed["2023-33"] == 0
    assert signed["2023-34"] > signed["2023-36"] > 0


def test_linkage_and_wordings(knowing):
    def claim(number, *topics):
        return Claim(
            id=f"C{number}", when="2023-02", known_from=date(2024, 1, 10), coder="test", cause="c", effect="e",
            sign="+", hedge=3, band=(0.4, 0.6), topics=topics,
        )  # fmt: skip

    spec = component("linkage", one=["H"], other=["F"], half_life=3650)
    assert raw(knowing(claims=[claim(1, "H", "F"), claim(2, "H")]), spec)["2023-33"] == pytest.approx(0.5, abs=0.01)
    words = [
        Wording(
            id=f"W{n}",
            when="2023-02",
            known_from=date(2024, 1, 10),
            coder="test",
            text_id="t",
            operation=o,
            topics=("J",),
        )
        for n, o in enumerate(("kept", "dropped"))
    ]
    spec = component("wordings", low=-1, high=1, topics=["J"], values={"kept": 1, "dropped": -1}, half_life=3650)
    assert raw(knowing(wordings=words), spec)["2023-33"] == pytest.approx(0, abs=0.01)


def test_bodies_take_the_stage_they_are_in(knowing):
    spec = component("bodies", members=["AAA", "BBB"], values={"launched": 0.6, "stalled": 0.2})
    values = raw(knowing(), spec)
    assert values["2023-33"] == pytest.approx(0.6)
    # It stalled between May and August: by the end of June it may have, or not.
    assert values["2024-34"] == pytest.approx(0.4)


def test_agreements_count_while_in_force(knowing):
    values = raw(knowing(), component("treaties", among=["AAA", "BBB"], values={"treaty": 1}))
    assert [values[when] for when in ("2023-33", "2023-34", "2023-36", "2024-33")] == [None, 1, 1, 0]


def test_meetings_and_exercises(knowing):
    met = raw(knowing(), component("meetings", members=["AAA", "BBB"], half_life=91))
    assert met["2023-33"] > met["2023-34"] > 0
    drilled = raw(knowing(), component("exercises", participants=["AAA", "BBB"], half_life=91))
    assert drilled["2023-33"] is None
    assert drilled["2023-34"] > drilled["2024-34"] > 0


def test_closeness_is_what_documents_said_by_then(knowing):
    spec = component("closeness", low=-3, high=3, relations=["AAA-BBB"])
    values = raw(knowing(), spec)
    assert values["2023-36"] is None
    assert (values["2024-33"], values["2024-34"]) == (-1, 2)
    early = raw(knowing(as_of=date(2024, 3, 1)), spec)
    assert early["2024-33"] == -1
    assert "2024-34" not in early


def test_votes_of_a_session_hold_until_the_next(knowing):
    series = Series(
        period="session",
        points=(Point(when="2022", value=0.4, inputs=("votes:2022",)), Point(when="2023", value=0.6)),
    )
    tables = Tables(votes=lambda measure, variant: lambda pair: series if pair == ("AAA", "BBB") else None)
    values = raw(knowing(tables=tables), component("votes", pairs=[["AAA", "BBB"], ["AAA", "CCC"]]))
    assert (values["2023-34"], values["2023-35"]) == (0.4, 0.6)


def test_a_component_without_its_table_says_so(knowing):
    found = measure(yardstick(component("votes", pairs=[["AAA", "BBB"]])), knowing())
    assert found.components[0].note["en"] == "the workspace holds no table for this component"
    assert found.series.coverage is None
    assert found.turning.verdict == "cannot_tell"
