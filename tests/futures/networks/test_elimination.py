"""Elimination against enumeration on random networks; bad networks and questions are refused."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.errors import InputRefused, NotKnown, ShiomeError
from shiome.futures.networks.elimination import joint, posterior
from shiome.futures.networks.model import Network, Variable, network_of


@st.composite
def networks(draw) -> list[Variable]:
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    sizes = draw(st.lists(st.integers(1, 3), min_size=2, max_size=6))
    made = []
    for place, size in enumerate(sizes):
        earlier = rng.permutation(place)[: rng.integers(0, min(place, 3) + 1)]
        columns = int(np.prod([sizes[one] for one in earlier]))
        values = rng.dirichlet(np.ones(size), size=columns).T
        made.append(
            Variable(
                name=f"v{place}",
                states=tuple(f"s{n}" for n in range(size)),
                values=tuple(tuple(row) for row in values.tolist()),
                parents=tuple(f"v{one}" for one in earlier),
            )
        )
    return made


def enumerated(network: Network, query: str, evidence: dict[str, str]) -> dict[str, float]:
    """Probability of each state of the query together with the evidence, over all worlds."""
    found = dict.fromkeys(network.variable(query).states, 0.0)
    for world in itertools.product(*(network.variable(name).states for name in network.names)):
        state = dict(zip(network.names, world, strict=True))
        if any(state[name] != value for name, value in evidence.items()):
            continue
        chance = 1.0
        for name in network.names:
            axes = (name, *network.variable(name).parents)
            chance *= float(network.table(name)[tuple(network.state(axis, state[axis]) for axis in axes)])
        found[state[query]] += chance
    return found


@given(networks(), st.data())
def test_elimination_is_enumeration(variables, data):
    network = Network(variables)
    query = data.draw(st.sampled_from(network.names))
    others = [name for name in network.names if name != query]
    observed = data.draw(st.lists(st.sampled_from(others), unique=True, max_size=3))
    evidence = {name: data.draw(st.sampled_from(network.variable(name).states)) for name in observed}
    truth = enumerated(network, query, evidence)
    total = sum(truth.values())
    found = posterior(network, query, evidence)
    assert found.evidence_probability == pytest.approx(total, rel=1e-9)
    assert found.probabilities == pytest.approx({state: one / total for state, one in truth.items()}, rel=1e-9)
    assert sum(found.probabilities.values()) == pytest.approx(1.0)


@given(networks(), st.randoms(use_true_random=False))
def test_the_order_of_the_variables_does_not_matter(variables, random):
    mixed = list(variables)
    random.shuffle(mixed)
    one, other = (posterior(Network(these), "v0", {"v1": "s0"}) for these in (variables, mixed))
    assert one.probabilities == pytest.approx(other.probabilities, rel=1e-9)


@given(networks())
def test_a_joint_table_has_the_posteriors_as_its_margins(variables):
    network = Network(variables)
    table = joint(network, ("v1", "v0"))
    assert table.shape == tuple(len(network.variable(name).states) for name in ("v1", "v0"))
    assert table.sum(axis=0).tolist() == pytest.approx(list(posterior(network, "v0").probabilities.values()))
    assert table.sum(axis=1).tolist() == pytest.approx(list(posterior(network, "v1").probabilities.values()))


COIN = ((0.5,), (0.5,))
YES = ("yes", "no")


def test_two_causes_explain_one_another_away():
    """An alarm that either of two coins sets off: knowing one makes the other less likely again."""
    network = Network(
        [
            Variable("a", YES, COIN),
            Variable("b", YES, COIN),
            Variable("alarm", YES, ((1, 1, 1, 0), (0, 0, 0, 1)), ("a", "b")),
        ]
    )
    assert posterior(network, "a", {"b": "yes"}).probabilities["yes"] == 0.5
    assert posterior(network, "a", {"alarm": "yes"}).probabilities["yes"] == pytest.approx(2 / 3)
    assert posterior(network, "a", {"alarm": "yes", "b": "yes"}).probabilities["yes"] == pytest.approx(0.5)
    with pytest.raises(InputRefused, match=r"alarm=no, b=yes has probability 0.*network\.impossible"):
        posterior(network, "a", {"alarm": "no", "b": "yes"})


def test_a_long_chain_needs_no_wide_table():
    """Two hundred steps of a chain that forgets: the last variable is at rest, however the first one started."""
    chain = [Variable("v0", YES, ((1.0,), (0.0,)))]
    chain += [Variable(f"v{n}", YES, ((0.9, 0.2), (0.1, 0.8)), (f"v{n - 1}",)) for n in range(1, 200)]
    assert posterior(Network(chain), "v199").probabilities["yes"] == pytest.approx(2 / 3)


def test_many_witnesses_of_one_cause():
    """A hundred independent reports, of which 51 say yes, weigh as much as two more yes than no."""
    reports = [Variable(f"w{n}", YES, ((0.6, 0.4), (0.4, 0.6)), ("a",)) for n in range(100)]
    network = Network([Variable("a", YES, COIN), *reports])
    evidence = {one.name: "yes" if place < 51 else "no" for place, one in enumerate(reports)}
    assert posterior(network, "a", evidence).probabilities["yes"] == pytest.approx(1.5**2 / (1.5**2 + 1))


def test_a_network_too_dense_is_refused_before_it_is_tried():
    roots = [Variable(f"r{n}", YES, COIN) for n in range(30)]
    pairs = [
        Variable(f"p{a}-{b}", YES, ((0.9, 0.6, 0.4, 0.1), (0.1, 0.4, 0.6, 0.9)), (f"r{a}", f"r{b}"))
        for a, b in itertools.combinations(range(30), 2)
    ]
    evidence = {pair.name: "yes" for pair in pairs}
    with pytest.raises(InputRefused, match=r"over 30 variables.*network\.wide"):
        posterior(Network([*roots, *pairs]), "r0", evidence)


A = Variable("a", YES, COIN)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: Network([A, A]), "network.twice"),
        (lambda: Network([Variable("a", (), ())]), "network.states"),
        (lambda: Network([Variable("a", ("yes", "yes"), COIN)]), "network.states"),
        (lambda: Network([Variable("a", YES, COIN, ("b",))]), "network.parent"),
        (lambda: Network([A, Variable("b", YES, ((1, 1, 1, 1), (0, 0, 0, 0)), ("a", "a"))]), "network.parent"),
        (lambda: network_of({"a": {"states": YES, "parents": ["a"], "values": COIN}}), "network.cycle"),
        (lambda: Network([A, Variable("b", YES, COIN, ("a",))]), "network.shape"),
        (lambda: Network([Variable("a", YES, ((0.5,), (0.5, 0.5)))]), "network.shape"),
        (lambda: Network([Variable("a", YES, ((0.5,), (0.6,)))]), "network.sum"),
        (lambda: Network([Variable("a", YES, ((1.5,), (-0.5,)))]), "network.sum"),
        (lambda: Network([Variable("a", YES, ((float("nan"),), (0.5,)))]), "network.sum"),
        (lambda: posterior(Network([A]), "a", {"a": "yes"}), "network.query"),
        (lambda: joint(Network([A]), ("a", "a")), "network.query"),
    ],
)
def test_refusals(call, code):
    with pytest.raises(ShiomeError) as refused:
        call()
    assert refused.value.code == code
    assert "\n" not in str(refused.value)


def test_unknown_names():
    with pytest.raises(NotKnown, match=r"no variable 'b'; one of a"):
        posterior(Network([A]), "b")
    with pytest.raises(NotKnown, match=r"'a' has no state 'maybe'; one of yes, no"):
        joint(Network([A]), (), {"a": "maybe"})
