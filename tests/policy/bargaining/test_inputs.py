"""Tables from records: what is stated is used with its range, what is missing is reported and never made up."""

from datetime import date

import pytest

from shiome.errors import InputRefused
from shiome.policy.bargaining import Missing, Scale, Span, forecast, inputs, titled, to_plain
from shiome.records.model import Position
from shiome.region.pack import load_pack, locate

LEVY = Scale("levy", 0, 10)
OLD, NEW = date(2025, 1, 1), date(2025, 6, 1)


def _record(number: int, actor: str, issue: str = "levy", known: date = OLD, **fields) -> Position:
    status = fields.pop("status", "accepted")
    return Position(
        id=f"p{number}",
        when="2025",
        known_from=known,
        coder="test",
        status=status,
        actor=actor,
        issue=issue,
        stance="",
        **fields,
    )


FULL = {"value": 4.0, "salience": 0.5, "capability": 2.0}


def test_ranges_come_from_the_records():
    found = inputs(
        [_record(1, "a", value=4.0, low=3.0, high=6.0, salience=0.95, capability=2.0), _record(2, "b", **FULL)],
        [LEVY],
        salience_doubt=0.1,
        capability_doubt=0.5,
    )
    first, second = found.actors
    assert first.positions == (Span(3, 4, 6),)
    assert first.salience == (Span(0.95 - 0.1, 0.95, 1.0),)
    assert first.capability == Span(1, 2, 3)
    assert second.positions == (Span(4, 4, 4),)
    assert found.missing == ()
    assert found.records == ("p1", "p2")
    assert forecast(found.table()).rounds[0].positions == {"a": 4.0, "b": 4.0}


def test_newer_records_go_before_older_ones_and_differences_become_ranges():
    found = inputs(
        [
            _record(1, "a", value=1.0, salience=0.2, capability=1.0),
            _record(2, "a", known=NEW, value=5.0),
            _record(3, "a", known=NEW, value=7.0),
            _record(4, "a", known=NEW, value=9.0, status="rejected"),
            _record(5, "b", **FULL),
        ],
        [LEVY],
    )
    assert found.actors[0].positions == (Span(5, 6, 7),)
    assert found.actors[0].salience == (Span.at(0.2),)
    assert found.records == ("p2", "p3", "p1", "p5")


def test_what_is_missing_is_named_and_its_actor_left_out():
    records = [
        _record(1, "a", **FULL),
        _record(2, "b", value=3.0, salience=0.4),
        _record(3, "c", capability=3.0, low=1.0, high=2.0),
        _record(4, "d", issue="quota", **FULL),
    ]
    found = inputs(records, [LEVY])
    assert [each.id for each in found.actors] == ["a"]
    assert found.missing == (
        Missing("b", "", "capability"),
        Missing("c", "levy", "position"),
        Missing("c", "levy", "salience"),
    )
    with pytest.raises(InputRefused) as caught:
        found.table()
    assert caught.value.code == "bargaining.missing"
    assert "b capability; c levy position; c levy salience" in str(caught.value)
    given = inputs(records, [LEVY], capability={"b": Span(1, 2, 4)})
    assert [each.id for each in given.actors] == ["a", "b"]
    plain = to_plain(forecast(given.table()), inputs=given)
    assert plain["missing"][0] == {"actor": "c", "issue": "levy", "quantity": "position"}
    assert plain["records"] == ["p1", "p2"]


def test_several_issues_need_a_number_for_each():
    records = [
        _record(1, "a", **FULL),
        _record(2, "a", issue="quota", value=0.2, salience=0.1),
        _record(3, "b", **FULL),
    ]
    found = inputs(records, [LEVY, Scale("quota", 0, 1)])
    assert [each.id for each in found.actors] == ["a"]
    assert found.actors[0].positions == (Span.at(4), Span.at(0.2))
    assert {each.issue for each in found.missing} == {"quota"}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"salience": 1.5}, "bargaining.salience"),
        ({"value": 11.0}, "bargaining.position"),
        ({"capability": -1.0}, "bargaining.capability"),
        ({"low": 5.0}, "bargaining.range"),
    ],
)
def test_numbers_that_cannot_be_are_refused_not_mended(fields, code):
    found = inputs([_record(1, "a", **{**FULL, **fields}), _record(2, "b", **FULL)], [LEVY], salience_doubt=0.2)
    with pytest.raises(InputRefused) as caught:
        found.table()
    assert caught.value.code == code


def test_doubt_is_a_share():
    with pytest.raises(InputRefused) as caught:
        inputs([], [LEVY], salience_doubt=10)
    assert caught.value.code == "bargaining.doubt"


def test_names_come_from_the_pack():
    pack = load_pack(locate("peninsula"))
    actors = sorted(pack.entries("actors"))[:2]
    issue = next(iter(pack.entries("issues")))
    records = [_record(number, code, issue=issue, **FULL) for number, code in enumerate(actors)]
    table = titled(inputs(records, [Scale(issue, 0, 10)]).table(), pack)
    assert table.issues[0].name == pack.entry("issues", issue).name
    assert [each.name for each in table.actors] == [pack.entry("actors", code).name for code in actors]
