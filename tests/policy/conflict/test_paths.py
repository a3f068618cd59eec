"""Paths from a state: what is reached, and that no shorter way is."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.policy.conflict.games import Reference, conflicts, dilemma

from shiome.policy.conflict.chains import CHAINS
from shiome.policy.conflict.game import build
from shiome.policy.conflict.paths import Path, Step, answer, status_quo_paths

FEW = settings(max_examples=40, deadline=None)


def legal(game, path, start, *, improving):
    """Whether a path is a sequence of moves in which nobody moves twice in a row."""
    here, last = start, None
    for step in path.steps:
        if (
            step.start != here
            or step.mover == last
            or step.end not in game.targets(step.mover, here, improving=improving)
        ):
            return False
        here, last = step.end, step.mover
    return here == path.state


def lengths(reference, start, *, improving):
    """The length of a shortest sequence to each state, level by level."""
    level, found, seen, length = {(start, None)}, {start: 0}, set(), 0
    while level:
        length += 1
        level = {
            (there, mover)
            for here, last in level
            for mover in reference.makers
            if mover != last
            for there in reference.one(mover, here, improving=improving)
        } - seen
        seen |= level
        for state, _ in level:
            found.setdefault(state, length)
    return found


@FEW
@given(conflicts(), st.sampled_from(["moves", "improvements"]), st.integers(0, 1_000))
def test_paths_are_legal_and_shortest_and_none_is_missing(conflict, by, number):
    game = build(conflict)
    start, improving = number % game.size, by == "improvements"
    found = status_quo_paths(game, start, by=by)
    assert {state: len(path.steps) for state, path in found.items()} == lengths(
        Reference(game), start, improving=improving
    )
    assert all(legal(game, path, start, improving=improving) for path in found.values())


@FEW
@given(conflicts(), st.sampled_from(CHAINS), st.integers(0, 1_000), st.integers(0, 1_000), st.booleans())
def test_an_answer_is_found_exactly_where_there_is_one(conflict, chain, first, second, improving):
    game = build(conflict)
    start, wanted = first % game.size, second % game.size
    others = tuple(range(1, len(game.makers)))
    by = "improvements" if improving else "moves"
    found = answer(game, start, others, by=by, chain=chain, wanted=lambda end: end == wanted)
    assert (found is not None) == (wanted in Reference(game).reach(others, start, chain, improving=improving))
    if found is not None:
        assert legal(game, found, start, improving=improving)
        movers = [step.mover for step in found.steps]
        assert chain != "single" or len(movers) == 1
        assert chain != "once" or len(set(movers)) == len(movers)


def test_from_trust_to_mistrust():
    found = status_quo_paths(build(dilemma()), 3)
    assert found[0] == Path(0, (Step(0, 3, 2), Step(1, 2, 0)))
    assert found[3] == Path(3, ())
