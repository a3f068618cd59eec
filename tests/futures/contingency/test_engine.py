import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.futures.contingency.worlds import demand, front, linkage, models, ships

from shiome.errors import InputRefused
from shiome.futures.contingency.context import Context, still_context
from shiome.futures.contingency.engine import play, play_all
from shiome.futures.contingency.model import ContingencyModel, Followed, Front, Influence, LinkageOf, Step, StrainOf
from shiome.futures.simulation.model import Band

RUNS = 40_000


def near(share, p, runs):
    """Within four and a half standard errors: a chance of 1 in 150,000 to fail if right."""
    return abs(share - p) <= 4.5 * math.sqrt(p * (1 - p) / runs)


@pytest.mark.parametrize("rate", [0.002, 0.03, 0.4])
def test_a_constant_rate_gives_geometric_waiting(rate):
    onset = play(ContingencyModel((front("a", rate),)), months=36, runs=RUNS, seed=3).onset("a")
    for month in (1, 2, 12, 36):
        assert near(np.mean(onset <= month), 1 - math.exp(-rate * month), RUNS)


def test_two_ways_out_share_the_month():
    steps = (Step("crisis", "calm", Band.at(0.5)), Step("crisis", "war", Band.at(0.2)))
    model = ContingencyModel((Front("a", ("calm", "crisis", "war"), steps, initial="crisis"),))
    states = play(model, months=1, runs=RUNS, seed=5).states[0, :, 1]
    gone = 1 - math.exp(-0.7)
    assert near(np.mean(states == 2), gone * 2 / 7, RUNS)
    assert near(np.mean(states == 0), gone * 5 / 7, RUNS)


def test_a_band_of_rates_is_drawn_once_a_run():
    low, high, months = 0.01, 0.2, 20
    model = ContingencyModel((Front("a", ("calm", "war"), (Step("calm", "war", Band(low, high)),)),))
    hit = play(model, months=months, runs=RUNS, seed=5).reached("a").any(axis=1).mean()
    mean = (math.exp(-low * months) - math.exp(-high * months)) / ((high - low) * months)
    assert near(hit, 1 - mean, RUNS)


def test_a_linkage_of_known_strength_gives_the_exact_conditional():
    """Out at month t, the first raises the second's rate from month t + 1 on."""
    rate, factor, months = 0.02, 5.0, 24
    model = ContingencyModel((front("a", 0.05), front("b", rate)), linkages=(linkage("l", "a", "b", factor),))
    outcome = play(model, months=months, runs=4 * RUNS, seed=7)
    first, second = outcome.onset("a"), outcome.onset("b")
    never = first > months
    assert near(np.mean(second[never] <= months), 1 - math.exp(-rate * months), never.sum())
    for month in (1, 6, 12):
        here = first == month
        hazard = rate * month + rate * factor * (months - month)
        assert near(np.mean(second[here] <= months), 1 - math.exp(-hazard), here.sum())


@given(models(), st.integers(0, 2**64))
@settings(max_examples=25, deadline=None)
def test_without_linkages_each_front_is_as_if_alone(model, seed):
    off = {link.id: 0.0 for link in model.linkages}
    together = play(model, months=12, runs=50, seed=seed, scales=off)
    for index, one in enumerate(model.fronts):
        alone = play(replace(model, fronts=(one,), linkages=()), months=12, runs=50, seed=seed)
        assert (alone.states[0] == together.states[index]).all()


@given(models(), st.integers(0, 1000), st.integers(1, 60), st.integers(1, 60))
@settings(max_examples=25, deadline=None)
def test_the_same_bytes_on_any_chunking(model, seed, chunk, runs):
    whole = play(model, months=9, runs=60, seed=seed).states
    assert (play(model, months=9, runs=runs, seed=seed, chunk=chunk).states == whole[:, :runs]).all()


@given(models(), st.integers(0, 1000))
@settings(max_examples=25, deadline=None)
def test_stronger_linkages_never_better_a_run(model, seed):
    stronger = {link.id: 1.7 for link in model.linkages}
    weak, strong = play_all(model, [{}, stronger], months=12, runs=50, seed=seed)
    assert (weak.states <= strong.states).all()


@given(
    models(),
    st.integers(0, 1000),
    st.lists(st.lists(st.sampled_from([0.0, 0.5, 1.0, 2.0]), min_size=4, max_size=4), max_size=5),
)
@settings(max_examples=40, deadline=None)
def test_what_was_played_before_leaves_no_trace(model, seed, strengths):
    """Runs are taken over from settings played before; each setting gives the bytes that it gives alone."""
    asked = [{link.id: scale for link, scale in zip(model.linkages, some, strict=False)} for some in strengths]
    for found, scales in zip(play_all(model, asked, months=12, runs=40, seed=seed), asked, strict=True):
        assert (found.states == play(model, months=12, runs=40, seed=seed, scales=scales).states).all()


def test_settings_meet_the_same_chances():
    fronts = (front("a", 0.05), front("b", 0.05))
    model = ContingencyModel(fronts, linkages=(linkage("l", "a", "b", 3.0), linkage("none", "b", "a", 1.0)))
    on, off, without = play_all(model, [{}, {"l": 0.0}, {"none": 0.0}], months=24, runs=500, seed=1)
    assert (on.states == without.states).all()
    assert (on.states[0] == off.states[0]).all()
    assert (on.onset("b") <= off.onset("b")).all()
    assert (on.onset("b") < off.onset("b")).any()


def test_a_linkage_with_a_strain_waits_for_it():
    fronts = (front("a", 0.1, demands=(demand(60),)), front("b", 0.01))
    link = linkage("l", "a", "b", 20.0)
    for above, acts in ((0.5, True), (0.7, False)):
        strained = replace(link, strain=StrainOf("AAA", "ships", above))
        model = ContingencyModel(fronts, (ships(100),), (strained,))
        on, off = play_all(model, [{}, {"l": 0.0}], months=24, runs=300, seed=2)
        assert (on.states != off.states).any() == acts


def test_a_front_cannot_strain_the_means_for_itself():
    fronts = (front("a", 0.1), front("b", 0.05, demands=(demand(90, state="calm"),)))
    link = replace(linkage("l", "a", "b", 20.0), strain=StrainOf("AAA", "ships", 0.1))
    on, off = play_all(ContingencyModel(fronts, (ships(100),), (link,)), [{}, {"l": 0.0}], months=24, runs=300, seed=2)
    assert (on.states == off.states).all()


def test_a_driver_multiplies_the_rate_while_it_stands():
    influence = Influence("ties", "bad", "calm", "war", Band.at(6.0))
    model = ContingencyModel((replace(front("a", 0.02), influences=(influence,)),))
    paths = np.zeros((RUNS, 13, 1), dtype=np.uint8)
    paths[:, 5:9, 0] = 1
    onset = play(model, months=12, runs=RUNS, seed=1, context=Context((("ties", ("good", "bad")),), paths)).onset("a")
    for month, raised in ((5, 0), (6, 1), (9, 4), (12, 4)):
        assert near(np.mean(onset <= month), 1 - math.exp(-0.02 * (month + 5 * raised)), RUNS)
    still = still_context({"ties": (("good", "bad"), "bad")})
    hit = play(model, months=12, runs=RUNS, seed=1, context=still).reached("a").any(axis=1).mean()
    assert near(hit, 1 - math.exp(-0.12 * 12), RUNS)


def test_a_front_that_is_one_with_a_driver_follows_its_path():
    follows = (Followed("fight", "on", "war"), Followed("fight", "off", "calm"))
    model = ContingencyModel((replace(front("a", 0.5), follows=follows),))
    paths = np.random.default_rng(1).integers(0, 2, (40, 11, 1), dtype=np.uint8)
    context = Context((("fight", ("off", "on")),), paths)
    assert (play(model, months=10, runs=40, seed=1, context=context).states[0] == paths[:, :, 0]).all()
    moved = play(model, months=10, runs=40, seed=1)
    assert (moved.states[0] == play(ContingencyModel((front("a", 0.5),)), months=10, runs=40, seed=1).states[0]).all()


def test_the_worst_of_several_ways_is_reached_first():
    steps = (Step("calm", "crisis", Band.at(0.3)), Step("calm", "war", Band.at(0.1)))
    outcome = play(ContingencyModel((Front("a", ("calm", "crisis", "war"), steps),)), months=1, runs=RUNS, seed=4)
    assert near(np.mean(outcome.states[0, :, 1] == 2), (1 - math.exp(-0.4)) / 4, RUNS)
    assert near(outcome.reached("a", "crisis")[:, 1].mean(), 1 - math.exp(-0.4), RUNS)


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        ({"months": 0}, "contingency.numbers", "months 0"),
        ({"runs": 0}, "contingency.numbers", "runs 0"),
        ({"runs": 2**24}, "contingency.memory", "at most"),
        ({"scales": {"x": 1.0}}, "contingency.unknown", "no linkage x"),
        ({"scales": {"l": math.nan}}, "contingency.scale", "nan"),
        (
            {"context": Context((("d", ("s",)),), np.zeros((2, 3, 1), dtype=np.uint8))},
            "contingency.paths",
            "2 runs of 2",
        ),
    ],
)
def test_bad_settings_are_refused(options, code, words):
    model = ContingencyModel((front("a", 0.1), front("b", 0.1)), linkages=(linkage("l", "a", "b", 2.0),))
    with pytest.raises(InputRefused) as caught:
        play(model, **({"months": 5, "runs": 5, "seed": 1} | options))
    assert caught.value.code == code
    assert words in str(caught.value)
    assert "\n" not in caught.value.line("ja")


def test_a_state_unknown_to_the_context_is_refused():
    influence = Influence("ties", "awful", "calm", "war", Band.at(6.0))
    model = ContingencyModel((replace(front("a", 0.02), influences=(influence,)),))
    with pytest.raises(InputRefused, match="driver ties has no state awful"):
        play(model, months=5, runs=5, seed=1, context=still_context({"ties": (("good", "bad"), "bad")}))
    followed = ContingencyModel((replace(front("a", 0.02), follows=(Followed("ties", "bad", "war"),)),))
    with pytest.raises(InputRefused, match="does not say what it is in state good"):
        play(followed, months=5, runs=5, seed=1, context=still_context({"ties": (("good", "bad"), "bad")}))


def test_linkages_may_hold_back():
    link = LinkageOf("l", "deterrence-spill-over", "a", "war", "b", "calm", "war", Band(0.1, 0.2))
    model = ContingencyModel((front("a", 0.1, initial="war"), front("b", 0.1)), linkages=(link,))
    on, off = play_all(model, [{}, {"l": 0.0}], months=24, runs=400, seed=2)
    assert (on.states <= off.states).all()
    assert (on.states < off.states).any()
