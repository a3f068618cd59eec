"""What cannot be bargained over is refused in one line that says what, where and how to mend it."""

from dataclasses import replace

import pytest
from tests.policy.bargaining.tables import SCALE, actor, council, doubtful

from shiome.errors import InputRefused
from shiome.policy.bargaining import (
    Actor,
    Rules,
    Scale,
    Span,
    Table,
    banded_forecast,
    banded_negotiate,
    definition,
    forecast,
    negotiate,
    shared_salience,
)

OTHER = actor("b", 1, 50, 0.5)


def _refused(act, code: str, word: str) -> None:
    with pytest.raises(InputRefused) as caught:
        act()
    assert caught.value.code == code
    for language in ("ja", "en"):
        line = caught.value.line(language)
        assert "\n" not in line
        assert word in line
    assert caught.value.ja != caught.value.message
    assert caught.value.hint != caught.value.hint_ja


@pytest.mark.parametrize(
    ("actors", "code", "word"),
    [
        ((OTHER,), "bargaining.alone", "1"),
        ((OTHER, OTHER), "bargaining.doubled", "b"),
        ((OTHER, actor("c", -2, 50, 0.5)), "bargaining.capability", "-2"),
        ((OTHER, actor("c", 1, 50, 80)), "bargaining.salience", "80"),
        ((OTHER, actor("c", 1, 50, -0.1)), "bargaining.salience", "-0.1"),
        ((OTHER, actor("c", 1, 101, 0.5)), "bargaining.position", "101"),
        ((OTHER, actor("c", float("nan"), 50, 0.5)), "bargaining.range", "nan"),
        ((OTHER, Actor("c", Span(2, 1, 3), (Span.at(1),), (Span.at(0.5),))), "bargaining.range", "2 <= 1 <= 3"),
        ((OTHER, Actor("c", Span.at(1), (), (Span.at(0.5),))), "bargaining.length", "c"),
        ((actor("c", 0, 1, 0.5), actor("d", 1, 1, 0)), "bargaining.weightless", "levy"),
    ],
)
def test_tables_that_do_not_hold(actors, code, word):
    _refused(lambda: Table((SCALE,), actors), code, word)


def test_scales_and_issues():
    _refused(lambda: Table((), council().actors), "bargaining.issues", "")
    _refused(lambda: Table((Scale("levy", 3, 3),), council().actors), "bargaining.scale", "3")
    _refused(lambda: council().on("tax"), "bargaining.issue", "tax")


@pytest.mark.parametrize(
    ("act", "code", "word"),
    [
        (lambda: Rules(voting="majority"), "bargaining.rule", "majority"),
        (lambda: Rules(victory="certain"), "bargaining.rule", "certain"),
        (lambda: definition("bdm"), "bargaining.definition", "bdm"),
        (lambda: forecast(council(), rounds=0), "bargaining.rounds", "0"),
        (lambda: negotiate(council(), turns=0), "bargaining.rounds", "0"),
        (lambda: banded_forecast(doubtful(), draws=0), "bargaining.draws", "0"),
        (lambda: banded_negotiate(doubtful(), draws=0), "bargaining.draws", "0"),
        (lambda: banded_forecast(doubtful(), draws=2, shape="normal"), "bargaining.shape", "normal"),
        (lambda: banded_forecast(doubtful(), draws=2, quantiles=(0.9, 0.1)), "bargaining.quantiles", "0"),
        (lambda: negotiate(council(), precedence=["north"]), "bargaining.precedence", "north"),
    ],
)
def test_requests_that_cannot_be_met(act, code, word):
    _refused(act, code, word)


def test_saliences_over_several_issues_are_parts_of_one_attention():
    issues = (SCALE, Scale("quota", 0, 1))
    actors = tuple(
        replace(each, positions=(each.positions[0], Span.at(0.5)), salience=(each.salience[0], Span.at(0.6)))
        for each in council().actors
    )
    table = Table(issues, actors)
    _refused(lambda: negotiate(table), "bargaining.attention", "1.5")
    _refused(lambda: forecast(table), "bargaining.one_issue", "2")
    shared = shared_salience(table)
    assert max(sum(s.value for s in each.salience) for each in shared.actors) == pytest.approx(1)
    assert negotiate(shared).turns
    assert shared_salience(council()) == council()
