from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.errors import NotKnown
from shiome.sanctions.crypto import METHODS, Label, Transfer, trace
from shiome.sanctions.crypto.model import UNIT, spelt, units
from shiome.sanctions.crypto.shapes import side_by_side, trace_shape


def transfers(*rows):
    return [Transfer(f"t{n}", f"2025-01-01T{n:02}", *row[:2], "X", row[2]) for n, row in enumerate(rows)]


def by_method(rows, **options):
    return {each.method: each for each in trace(transfers(*rows), **({"thefts": ["t0"]} | options))}


MIXED = [("victim", "a", 60), ("clean", "a", 40), ("a", "b", 50)]


def test_the_three_methods_side_by_side():
    found = by_method(MIXED)
    assert {m: found[m].held for m in METHODS} == {
        "fifo": {"a": 10, "b": 50},
        "haircut": {"a": 30, "b": 30},
        "poison": {"a": 50, "b": 50},
    }
    assert {found[m].stolen for m in METHODS} == {60}


def test_what_came_in_before_the_theft_leaves_first():
    rows = [("clean", "a", 40), ("victim", "a", 60), ("a", "b", 40)]
    assert by_method(rows, thefts=["t1"])["fifo"].held == {"a": 60}


@pytest.mark.parametrize("kind", ["mixer", "bridge", "exchange"])
def test_the_trace_stops_where_coins_cannot_be_told_apart(kind):
    label = Label("m", kind, "M", "a report", date(2025, 1, 1))
    found = by_method([*MIXED, ("b", "m", 50), ("m", "c", 50)], labels=[label])
    for method, amount in (("fifo", 50), ("haircut", 30), ("poison", 50)):
        assert [(stop.address, stop.tainted) for stop in found[method].stops] == [("m", amount)]
        assert "c" not in found[method].held


def test_of_two_labels_the_later_counts():
    labels = [Label("b", "mixer", "M", "s", date(2025, 1, 1)), Label("b", "service", "S", "s", date(2025, 2, 1))]
    assert by_method(MIXED, labels=labels)["fifo"].stops == ()


def test_a_theft_from_an_exchange_is_followed():
    label = Label("victim", "exchange", "V", "s", date(2025, 1, 1))
    assert by_method(MIXED, labels=[label])["haircut"].held == {"a": 30, "b": 30}


def test_what_was_never_seen_to_come_in_is_told_and_clean():
    found = by_method([("victim", "a", 60), ("a", "b", 100)])
    assert found["fifo"].unseen == {"victim": 60, "a": 40}
    assert found["haircut"].held == {"b": 60}


def test_seeds_that_are_not_there():
    with pytest.raises(NotKnown, match="t9"):
        trace(transfers(*MIXED), thefts=["t9"])
    with pytest.raises(NotKnown, match="nobody"):
        trace(transfers(*MIXED), thieves=["nobody"])
    with pytest.raises(NotKnown):
        trace(transfers(*MIXED))


names = st.sampled_from("abcdef")
graphs = st.lists(st.tuples(names, names, st.integers(1, 10**20)), min_size=1, max_size=40)
ends = st.frozensets(names, max_size=2)


@given(graphs, ends, st.data())
def test_fifo_and_haircut_lose_nothing_and_poison_holds_both(rows, stops, data):
    thefts = data.draw(st.sets(st.sampled_from([f"t{n}" for n in range(len(rows))]), min_size=1))
    labels = [Label(address, "mixer", "M", "s", date(2025, 1, 1)) for address in stops]
    found = by_method(rows, thefts=thefts, labels=labels)
    for method in ("fifo", "haircut"):
        each = found[method]
        # What a labelled end sends on is not followed, so that it keeps what came to it.
        assert sum(each.held.values()) + sum(stop.tainted for stop in each.stops) == each.stolen
        assert all(0 < move.tainted <= move.transfer.amount for move in each.moves)
        widest = {move.transfer.id: move.tainted for move in found["poison"].moves}
        assert all(widest.get(move.transfer.id, 0) >= move.tainted for move in each.moves)
        assert all(found["poison"].held.get(address, 0) >= amount for address, amount in each.held.items())


@given(graphs)
def test_no_method_lets_an_address_hold_more_stolen_value_than_value(rows):
    balances: dict[str, int] = {}
    for source, target, amount in rows:
        balances[source] = max(0, balances.get(source, 0) - amount)
        balances[target] = balances.get(target, 0) + amount
    for each in by_method(rows).values():
        assert all(amount <= balances[address] for address, amount in each.held.items())


@given(st.integers(1, 10**40))
def test_amounts_keep_every_digit(amount):
    assert units(spelt(amount)) == amount


@pytest.mark.parametrize("text", ["", "x", "0", "-1", "NaN", "Infinity", "1e-19", "1e99"])
def test_what_is_no_amount(text):
    assert units(text) is None


def test_shapes_tell_amounts_without_loss():
    found = trace([Transfer("t0", "2025", "v", "a", "X", UNIT + 1)], thefts=["t0"])
    shape = trace_shape(found, {}, (), "en")["traces"][0]
    assert (shape["stolen"], shape["held"][0]["amount"]) == ("1.000000000000000001",) * 2
    assert side_by_side(found, {}) == [["a", "X", "-", *("1.000000000000000001",) * 3]]
