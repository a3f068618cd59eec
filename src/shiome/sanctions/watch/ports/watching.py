"""Port calls and changes of draught, together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray

from shiome.engines import Engine
from shiome.sanctions.watch.events import Event, in_order
from shiome.sanctions.watch.ports.calls import call_event, calls
from shiome.sanctions.watch.ports.draughts import draught_events
from shiome.sanctions.watch.ports.places import NamedPlace, Place, Stops, places, stops
from shiome.sanctions.watch.ports.rules import PortRules
from shiome.sanctions.watch.tracks import Tracks

Array = NDArray[Any]


def port_events(
    tracks: Tracks,
    rules: PortRules | None = None,
    *,
    named: Sequence[NamedPlace] = (),
    hulls: Array | None = None,
    engine: Engine = "auto",
) -> list[Event]:
    """Port calls (``port_call``) and changes of draught (``draught_change``).

    Parameters
    ----------
    named:
        Ports and anchorages that the pack names; others are learned from the data.
    hulls:
        Number of the hull of each row, where one MMSI is used by several (``identity.hulls``).
    """
    rules = rules or PortRules()
    found = stops(tracks, rules, hulls=hulls, engine=engine)
    return calls_at(tracks, found, places(found, rules, named=named), rules, hulls=hulls)


def calls_at(
    tracks: Tracks, found: Stops, known: Sequence[Place], rules: PortRules, *, hulls: Array | None = None
) -> list[Event]:
    """The same of some vessels, whose stops are given, at places that are known already."""
    visits = calls(tracks, found, known, rules)
    return in_order(
        [*(call_event(tracks, visit) for visit in visits), *draught_events(tracks, visits, rules, hulls=hulls)]
    )
