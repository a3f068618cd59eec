"""The shipped region's mixes: what the report says is what the tables hold, in both languages, and becomes JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from shiome.charts import render_svg
from shiome.charts.scatter import scatter_specification
from shiome.errors import InputRefused, NotKnown, QueryRefused
from shiome.futures.model import FuturesModel, Knowledge, assemble
from shiome.policy.mix.levers import levers_of, regimes_of
from shiome.policy.mix.metrics import metrics_of
from shiome.policy.mix.picture import scatter
from shiome.policy.mix.report import Answer, Plan, policy_mix
from shiome.policy.mix.results import MixResult
from shiome.policy.mix.rows import HEADS, table
from shiome.records.model import Claim
from shiome.region.pack import Pack, load_pack, locate
from shiome.workspace.seed import seed_records

DAY = date(2025, 12, 31)
PLAN = Plan(
    "when talks open",
    {"deterrence-USA": "high"},
    ("us-dprk-talks>=contact: sanctions-USA=low", "while dialogue-mode=confrontation: deterrence-USA=medium"),
)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(locate("peninsula"))


@pytest.fixture(scope="module")
def model(pack: Pack) -> FuturesModel:
    claims = [each for each in seed_records(pack) if isinstance(each, Claim) and each.known_from <= DAY]
    return assemble(Knowledge(pack, DAY, DAY, claims))


@pytest.fixture(scope="module")
def small(pack: Pack) -> Pack:
    """The pack with the levers of one ally: 27 mixes."""
    kept = {name: lever for name, lever in pack.subjects["levers"].items() if name.endswith("-USA")}
    return replace(pack, subjects={**pack.subjects, "levers": kept})


@pytest.fixture(scope="module")
def answer(small: Pack, model: FuturesModel) -> Answer:
    return policy_mix(small, model, adaptive=[PLAN], months=6, runs=120)


def mixes(answer: Answer) -> Iterator[MixResult]:
    yield answer.result.as_is
    yield answer.result.common
    for ally in answer.result.allies:
        yield from (ally.best, ally.safest, ally.surest, *ally.frontier)
    yield from (placed.mix for placed in answer.result.regimes)


def test_three_tools_of_three_allies_make_every_mix(pack: Pack) -> None:
    levers = levers_of(pack)
    assert len(levers.levers) == 9
    assert len({lever.tool for lever in levers.levers}) == len(levers.allies) == 3
    table = levers.grid()
    assert len(table) == len({tuple(row) for row in table.tolist()}) == 3**9
    assert levers.kept(table).any()
    assert not levers.broken(levers.as_is)


def test_every_range_class_has_its_metric_and_every_ally_weighs_its_own_threat_most(pack: Pack) -> None:
    threats = {name: entry for name, entry in pack.subjects["metrics"].items() if getattr(entry, "capabilities", ())}
    assert len(threats) == 4
    metrics = {each.id: each for each in metrics_of(pack)}
    for ally in levers_of(pack).allies:
        own = max((metrics[name] for name in threats), key=lambda each: each.weights.get(ally, 0.0))
        assert own.weights[ally] == 2


def test_past_regimes_stand_where_their_weights_put_them(pack: Pack) -> None:
    levers = levers_of(pack)
    placed = {
        each.id: dict(zip([x.id for x in levers.levers], each.levels, strict=True)) for each in regimes_of(pack, levers)
    }
    assert placed["strategic-patience"]["deterrence-USA"] == 2
    assert placed["strategic-patience"]["diplomacy-USA"] == 0
    assert placed["strategic-patience"]["diplomacy-JPN"] == 1
    assert placed["maximum-pressure"]["sanctions-JPN"] == 2
    assert placed["rok-engagement"]["diplomacy-KOR"] == 2


def test_the_report_holds_together(answer: Answer) -> None:
    result = answer.result
    assert result.mixes == 27
    assert result.under_floor == sum(
        bool(answer.evaluated.levers.broken(row)) for row in answer.evaluated.mixes.tolist()
    )
    for ally in result.allies:
        assert not ally.best.floors
        assert not ally.safest.floors
        assert all(not mix.floors and mix.allies[ally.ally].on_frontier for mix in ally.frontier)
        assert ally.best.allies[ally.ally].value >= ally.safest.allies[ally.ally].value
        assert ally.safest.allies[ally.ally].regret_most <= ally.best.allies[ally.ally].regret_most
        assert ally.surest.allies[ally.ally].satisfied >= ally.best.allies[ally.ally].satisfied
        gain = ally.best.allies[ally.ally].value - result.as_is.allies[ally.ally].value
        assert ally.preference.gain == pytest.approx(gain, abs=1e-5)
    for mix in mixes(answer):
        for told in mix.allies.values():
            assert 0 <= told.regret <= told.regret_most <= 1
            assert 0 <= told.regret_90 <= told.regret_most


def test_an_adaptive_mix_is_told_with_its_triggers_and_floors(answer: Answer) -> None:
    (told,) = answer.result.adaptive
    assert len(told.pulled) == 2
    assert all(0 <= share <= 1 for share in told.pulled)
    assert {each["floor"] for each in told.floors} == {"sanctions-basics", "regime-kept"}
    assert set(told.gains) == set(told.against_best) == {each.ally for each in answer.result.allies}


def test_it_becomes_json_and_tables_in_both_languages(answer: Answer) -> None:
    assert json.loads(json.dumps(answer.result.as_json()))["mixes"] == 27
    for name in HEADS:
        english, japanese = (table(answer.result, name, language=language) for language in ("en", "ja"))
        assert english.head != japanese.head
        assert len(english.rows) == len(japanese.rows) > 0
        assert all(len(row) == len(english.head) for row in (*english.rows, *japanese.rows))
    with pytest.raises(NotKnown):
        table(answer.result, "none")


def test_the_same_call_says_the_same_again(small: Pack, model: FuturesModel, answer: Answer) -> None:
    again = policy_mix(small, model, adaptive=[PLAN], months=6, runs=120, threads=2, engine="numpy")
    assert again.result.as_json() == answer.result.as_json()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_map_shows_the_frontier_and_the_regimes(answer: Answer, language: str) -> None:
    ally = answer.result.allies[0].ally
    for across, up in (("effort", "value"), ("security", "settlement"), ("threat-homeland", "cohesion")):
        chart = scatter(answer, ally, across=across, up=up, language=language, names={ally: "A-1"})
        assert len(chart.cloud) == 27 - answer.result.under_floor
        assert set(chart.raised) <= set(chart.cloud)
        assert len(chart.spots) == 1 + len(answer.result.regimes)
        drawn = render_svg(scatter_specification(chart))
        assert "A-1" in drawn
        assert chart.raised_name in drawn
    with pytest.raises(NotKnown, match="no figure"):
        scatter(answer, ally, across="luck")
    with pytest.raises(NotKnown, match="no ally"):
        scatter(answer, "nobody")


def test_what_the_pack_lacks_is_refused(pack: Pack, model: FuturesModel) -> None:
    for subject in ("levers", "metrics"):
        with pytest.raises(InputRefused, match=f"has no {subject}"):
            policy_mix(replace(pack, subjects={**pack.subjects, subject: {}}), model)
    with pytest.raises(QueryRefused, match="more than 8"):
        policy_mix(pack, model, adaptive=[Plan("many", {}, PLAN.triggers * 5)])
