"""What holds for past situations beyond the types of their fields."""

from __future__ import annotations

from collections.abc import Iterator

from shiome.region.fields import Place
from shiome.region.pack import Pack
from shiome.region.schema.common import Entry
from shiome.region.schema.context import Case, CaseState, Feature, FollowUp
from shiome.region.schema.futures import Driver
from shiome.vocabulary.edtf import is_edtf, parse_edtf

Problem = tuple[Place, str, str]


def case_rules(pack: Pack, entry: Entry) -> Iterator[Problem]:
    """What is wrong with a feature or a case; nothing for entries of other subjects."""
    if isinstance(entry, Feature):
        yield from _feature(pack, entry)
    if isinstance(entry, Case):
        yield from _case(pack, entry)


def _feature(pack: Pack, entry: Feature) -> Iterator[Problem]:
    ids = [state.id for state in entry.states]
    if len(ids) < 2:
        yield ("states",), "a feature has two states or more", "region.states"
    if len(set(ids)) < len(ids):
        yield ("states",), "two states have one id", "region.duplicate"
    if entry.id in pack.subjects["drivers"]:
        yield ("id",), f"{entry.id!r} is a driver already", "region.duplicate"
    for number, stage in enumerate(entry.observed):
        if stage.state not in ids:
            yield ("observed", number, "state"), f"it has no state {stage.state!r}", "region.reference"


def _case(pack: Pack, entry: Case) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, held in enumerate(entry.states):
        place: Place = ("states", number)
        if held.of in seen:
            yield (*place, "of"), f"{held.of!r} stands already in it", "region.duplicate"
        seen.add(held.of)
        yield from _resting(place, held)
        if held.state and (states := _states(pack, held.of)) and held.state not in states:
            yield (*place, "state"), f"{held.of!r} has no state {held.state!r}", "region.reference"
    for number, follow in enumerate(entry.followed):
        place = ("followed", number)
        yield from _resting(place, follow)
        if (states := _states(pack, follow.driver)) and follow.state not in states:
            yield (*place, "state"), f"driver {follow.driver!r} has no state {follow.state!r}", "region.reference"
    yield from _order(entry)


def _states(pack: Pack, identifier: str) -> list[str]:
    found = pack.subjects["drivers"].get(identifier) or pack.subjects["features"].get(identifier)
    return [state.id for state in found.states] if isinstance(found, Driver | Feature) else []


def _resting(place: Place, part: CaseState | FollowUp) -> Iterator[Problem]:
    if not part.cite and not part.note:
        yield (
            (*place, "cite"),
            "nothing is cited; where no document tells it, say in a note on what it rests",
            "region.uncited",
        )


def _order(entry: Case) -> Iterator[Problem]:
    times = [entry.when, entry.until, *(follow.when for follow in entry.followed)]
    if not all(is_edtf(each) for each in times):
        return
    end, until = parse_edtf(entry.when).latest, parse_edtf(entry.until).latest
    if end is None or until is None:
        yield ("when",), "a case and what followed have an end", "region.date"
        return
    for number, follow in enumerate(entry.followed):
        last = parse_edtf(follow.when).latest
        if last is None or not end <= last <= until:
            yield (
                ("followed", number, "when"),
                f"{follow.when} is not between the case and {entry.until}",
                "region.date",
            )
