"""How relations stood, document by document: which way they moved, and where they turned."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from shiome.outlook.build.context import Context
from shiome.outlook.dates import month_of
from shiome.outlook.model import Direction
from shiome.records.model import Observation
from shiome.region.schema.relations import Relation

YARDSTICK = "closeness"
"""The yardstick whose observations tell how a relation stood; their subject is the relation."""
TURN = 2.0
"""Steps of closeness that a run of moves in one direction must make to be a turn."""


@dataclass(frozen=True)
class State:
    """How a relation stood according to one document."""

    when: str
    known_from: date
    label: str
    text: str
    value: float | None
    evidence: tuple[int, ...]


@dataclass(frozen=True)
class Standing:
    """A relation with its states in time order, as known on the day."""

    entry: Relation
    name: str
    states: tuple[State, ...]
    direction: Direction
    """Of the newest state against the last before it that has a value; empty where the two cannot be compared."""
    fresh: bool
    """Whether the newest state became known since the day compared with."""
    turn: tuple[State, State] | None
    change: str
    """The pack's account of the whole course; empty until all its states are known."""

    @property
    def now(self) -> State:
        """The newest state."""
        return self.states[-1]


def standings(context: Context) -> list[Standing]:
    """All relations of which a state is known, the most telling first."""
    observed: dict[str, list[Observation]] = defaultdict(list)
    for observation in context.records(Observation):
        if observation.yardstick == YARDSTICK:
            observed[observation.subject].append(observation)
    found = []
    for identifier, entry in context.entries("relations", Relation).items():
        states = _states(context, entry, observed[identifier])
        if states:
            found.append(_standing(context, entry, states))
    return sorted(found, key=lambda s: _rank(context, s))


def _states(context: Context, entry: Relation, observations: list[Observation]) -> tuple[State, ...]:
    labels = {state.document: context.text(state.label) for state in entry.states}
    states = []
    for observation in sorted(observations, key=lambda o: (o.known_from, o.id)):
        evidence = context.book.sources(observation.sources)
        if not evidence:
            continue
        text = context.text(observation.text)
        label = labels.get(observation.id.partition("@")[2], "") or context.words.title(text)
        states.append(
            State(observation.when, observation.known_from, label, text, observation.value, evidence),
        )
    return tuple(states)


def _standing(context: Context, entry: Relation, states: tuple[State, ...]) -> Standing:
    whole = context.pack.entries("relations", Relation)[entry.id]
    complete = len(whole.states) == len(entry.states) and len(states) > 1
    return Standing(
        entry=entry,
        name=context.text(entry.name),
        states=states,
        direction=direction(states),
        fresh=context.is_new(states[-1].known_from),
        turn=turn(states),
        change=context.text(whole.change) if complete else "",
    )


def direction(states: tuple[State, ...]) -> Direction:
    """Which way the newest state lies from the one before."""
    now = states[-1].value
    before = next((s.value for s in reversed(states[:-1]) if s.value is not None), None)
    if now is None or before is None:
        return ""
    return "closer" if now > before else "apart" if now < before else "same"


def turn(states: tuple[State, ...]) -> tuple[State, State] | None:
    """Where the relation turned last: the first and last state of a run of moves in one direction.

    Only a run of at least :data:`TURN` steps of closeness in all counts; a wavering by one step is no turn.
    """
    valued = [(state, state.value) for state in states if state.value is not None]
    found = None
    begin = 0
    for number in range(1, len(valued)):
        step = valued[number][1] - valued[number - 1][1]
        so_far = valued[number - 1][1] - valued[begin][1]
        # What stood still before a move, or went the other way, is not part of it.
        if step * so_far <= 0 and step != 0:
            begin = number - 1
        if step != 0 and abs(valued[number][1] - valued[begin][1]) >= TURN:
            found = (valued[begin][0], valued[number][0])
    return found


def trail(context: Context, states: tuple[State, ...]) -> str:
    """The labels of the states with their months: distant (December 2024) → first summit (December 2025)."""
    words = context.words
    steps = [state.label + words("paren", text=month_of(state.when, context.language)) for state in states]
    return words("arrow").join(steps)


def _rank(context: Context, standing: Standing) -> tuple[bool, bool, bool, int, int]:
    """Order of importance: turned since the last outlook, moved since, touches the concern, most told of."""
    turned = standing.fresh and standing.turn is not None and standing.turn[1] is standing.now
    moved = standing.fresh and standing.direction in ("closer", "apart")
    return (
        not turned,
        not moved,
        not standing.fresh,
        -context.weight(standing.entry.members),
        -len(standing.states),
    )
