"""Declared tests as of a day: what is claimed, what tests it, when, and how it came out as far as was known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from shiome.coordination.commitments.model import State
from shiome.coordination.commitments.register import state_of
from shiome.coordination.sources import cited
from shiome.records.model import Source
from shiome.region.asof import entries_as_of, known_on
from shiome.region.pack import Pack
from shiome.region.schema.context import Touchstone
from shiome.vocabulary.edtf import parse_edtf

Time = Literal["ahead", "running", "past"]


@dataclass(frozen=True)
class Trial:
    """A touchstone as of a day.

    Parameters
    ----------
    time:
        Whether its date lies ahead, has begun, or is past on the day.
    results:
        What documents known by then told of how it came out, in time order; the last counts.
    """

    id: str
    name: Mapping[str, str]
    tests: Mapping[str, str]
    tested: tuple[str, ...]
    declared_by: str
    when: str
    time: Time
    results: tuple[State, ...]
    sources: tuple[Source, ...]
    note: Mapping[str, str]

    @property
    def result(self) -> str:
        """``passed``, ``partly``, ``failed`` or ``open``; open as long as nothing tells of a result."""
        return self.results[-1].state if self.results else "open"

    @property
    def unanswered(self) -> bool:
        """Whether its date is past and no document says how it came out."""
        return self.time == "past" and self.result == "open"


def touchstones_of(pack: Pack, *, as_of: date) -> tuple[Trial, ...]:
    """The touchstones that were declared by a day, with their results as known then."""
    found = [each for each in entries_as_of(pack, "touchstones", as_of).values() if isinstance(each, Touchstone)]
    return tuple(_trial(pack, each, as_of) for each in found)


def _trial(pack: Pack, entry: Touchstone, day: date) -> Trial:
    results = [
        state_of(
            stage,
            sources=cited(pack, stage.cite, as_of=day),
            by=f"pack:{pack.region.id}@{pack.region.version}",
            known_from=known_on(pack, stage.cite) or day,
        )
        for stage in entry.results
    ]
    return Trial(
        id=entry.id,
        name=entry.name,
        tests=entry.tests,
        tested=entry.tested,
        declared_by=entry.declared_by,
        when=entry.when,
        time=_time(entry.when, day),
        results=tuple(sorted(results, key=lambda state: state.last)),
        sources=cited(pack, entry.cite, as_of=day),
        note=entry.note,
    )


def _time(when: str, day: date) -> Time:
    read = parse_edtf(when)
    if read.earliest is not None and read.earliest > day:
        return "ahead"
    return "past" if read.latest is not None and read.latest < day else "running"
