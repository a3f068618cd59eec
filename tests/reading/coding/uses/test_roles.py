from shiome.reading.actors import Mention
from shiome.reading.coding.uses.roles import Roles, actors_of, parties, span_of
from shiome.reading.lexicon import Trigger


def mention(start: int, *actors: str) -> Mention:
    return Mention(start=start, end=start + 2, text="ab", actors=actors, kind="name")


A, B, C = mention(0, "A"), mention(3, "B"), mention(6, "C")


def who(trigger: Trigger, roles: Roles, **how: bool) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    found = parties(trigger, roles, **how)
    return (actors_of(found.source), actors_of(found.recipient)) if found else None


def test_the_passive_turns_doer_and_goal_round() -> None:
    accuse = Trigger(plover="ACCUSE", frame="transitive")
    assert who(accuse, Roles(subject=[A], object=[B])) == (("A",), ("B",))
    assert who(accuse, Roles(subject=[A], agent=[B]), passive=True) == (("B",), ("A",))


def test_a_joint_act_needs_two() -> None:
    meet = Trigger(plover="CONSULT", frame="joint")
    assert who(meet, Roles(subject=[A])) is None
    assert who(meet, Roles(subject=[A], comitative=[B])) == (("A", "B"), ())
    assert who(meet, Roles(inside=[mention(0, "A", "B")]), nominal=True) == (("A", "B"), ())


def test_only_what_is_said_may_be_said_to_those_named_before() -> None:
    roles = Roles(subject=[A], earlier=[B])
    assert who(Trigger(plover="REJECT", frame="transitive"), roles) == (("A",), ("B",))
    assert who(Trigger(plover="AID", frame="toward"), Roles(subject=[A], earlier=[B])) is None


def test_a_goal_that_is_also_the_doer_is_none() -> None:
    accuse = Trigger(plover="ACCUSE", frame="transitive")
    assert who(accuse, Roles(subject=[A], object=[A])) is None


def test_spans_run_from_the_first_to_the_last() -> None:
    assert span_of([C, A]) == (0, 8)
    assert span_of([]) is None
