"""The first step: what must be known of all vessels before any is judged."""

from __future__ import annotations

from dataclasses import dataclass

from shiome.sanctions.watch.dark.grid import Census, census
from shiome.sanctions.watch.identity.digests import Digest, Sent, ends_of, sent_numbers
from shiome.sanctions.watch.identity.hulls import hulls
from shiome.sanctions.watch.identity.sharing import shared_mmsis
from shiome.sanctions.watch.identity.telling import ship_numbers
from shiome.sanctions.watch.identity.values import emitters
from shiome.sanctions.watch.portions.rules import WatchRules
from shiome.sanctions.watch.ports.places import Stops, stops
from shiome.sanctions.watch.spoofing.footprint import Hearing, hearing
from shiome.sanctions.watch.tracks import Tracks


@dataclass(frozen=True, eq=False)
class Survey:
    """Of one portion of vessels."""

    rows: int
    vessels: int
    shared: frozenset[int]
    """MMSIs that several hulls use."""
    ships: frozenset[int]
    """Good IMO numbers that were sent."""
    numbers: tuple[Sent, ...]
    ends: Digest
    stops: Stops
    census: Census
    hearing: Hearing


@dataclass(frozen=True)
class Surveying:
    """The step, for one portion."""

    rules: WatchRules

    def __call__(self, tracks: Tracks) -> Survey:
        """Look at all vessels of a portion."""
        found = hulls(tracks, self.rules.identity, engine=self.rules.engine)
        everyone = emitters(tracks)
        shared = frozenset(each.mmsi for each in shared_mmsis(tracks, found, self.rules.identity))
        parted = found.parted(tracks, shared)
        return Survey(
            rows=tracks.count,
            vessels=len(tracks),
            shared=shared,
            ships=ship_numbers(everyone),
            numbers=sent_numbers(everyone),
            ends=ends_of(tracks, everyone),
            stops=stops(tracks, self.rules.ports, hulls=parted, engine=self.rules.engine),
            census=census(tracks, self.rules.dark, hulls=parted),
            hearing=hearing(tracks),
        )
