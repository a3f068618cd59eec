"""What the policy engines say as of a day, worked out once for whoever shows it: proposals, the road, the tracks, bargaining."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from shiome.errors import InputRefused, MissingExtra, ShiomeError
from shiome.region.asof import last_known_on
from shiome.region.pack import Pack
from shiome.region.schema.roadmap import Roadmap

if TYPE_CHECKING:
    from shiome.policy.bargaining import BandedForecast, Table
    from shiome.policy.proposal import Catalogue, Change, Proposal, Report
    from shiome.policy.roadmap import Road, RoadmapReport
    from shiome.policy.tracks.board import Board

ROAD_DRAWS = 1_000
"""Draws of valuations that a roadmap is held against."""
BARGAIN_DRAWS = 200
"""Draws from the ranges of what actors want."""
SEED = 1


@dataclass(frozen=True)
class Refused:
    """What could not be worked out, and why: a kept file, a roadmap."""

    name: str
    reason: Mapping[str, str]

    @classmethod
    def by(cls, name: str, error: ShiomeError) -> Refused:
        """By an error; what its hint says of mending stands behind it."""
        ja = f"{error.ja}。{error.hint_ja}" if error.hint_ja else error.ja
        return cls(name, {"ja": ja, "en": f"{error.message}; {error.hint}" if error.hint else error.message})


@dataclass(frozen=True, eq=False)
class ProposalTests:
    """Proposals put to the test.

    Parameters
    ----------
    reports:
        One a proposal, in the order given.
    changes:
        For each verdict that fails on the first of them, the smallest change after which it fails no more.
    refused:
        Files that hold no proposal of this region.
    """

    catalogue: Catalogue
    reports: tuple[Report, ...]
    changes: tuple[Change, ...]
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True, eq=False)
class Bargain:
    """The forecast on one issue.

    Parameters
    ----------
    found:
        By the default definition, with bands over the ranges of the inputs.
    others:
        Name of each other definition to the median at which it ends.
    records:
        Position records that the table rests on.
    """

    issue: str
    found: BandedForecast
    others: Mapping[str, float]
    records: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class OptionsView:
    """Everything that is known of the options on a day.

    Parameters
    ----------
    tests:
        None for a region that has nothing to test proposals by.
    road:
        The first of the region's roadmaps; None where there is none known on the day, or where it was refused.
    road_refused:
        Why the roadmap is not planned: the solver is missing, or its steps cannot be put in order.
    boards, bargains:
        Empty where the region, or the day, has nothing of the kind.
    mixable:
        Whether the region has levers, so that mixes of its tools can be compared.
    """

    tests: ProposalTests | None = None
    road: RoadmapReport | None = None
    road_refused: Refused | None = None
    boards: tuple[Board, ...] = ()
    bargains: tuple[Bargain, ...] = ()
    mixable: bool = False


def proposals_tested(
    proposals: Sequence[Proposal], catalogue: Catalogue, *, refused: Iterable[Refused] = ()
) -> ProposalTests:
    """Every proposal assessed, and the smallest changes for the first."""
    from shiome.policy.proposal import assess, smallest_change

    reports = tuple(assess(proposal, catalogue) for proposal in proposals)
    changes = tuple(
        smallest_change(proposals[0], catalogue, each.criterion, each.party)
        for each in (reports[0].verdicts if reports else ())
        if each.verdict == "fails"
    )
    return ProposalTests(catalogue, reports, changes, tuple(refused))


def road_of(pack: Pack, as_of: date) -> Road | None:
    """The first roadmap of a pack of which all that it cites was known on a day.

    A roadmap holds together as a whole: without the steps that a later document speaks of it would be another one.
    """
    from shiome.policy.roadmap import roadmap_of

    for name in pack.entries("roadmaps", Roadmap):
        road = roadmap_of(pack, name)
        last = last_known_on(pack, _cites([msgspec.to_builtins(each) for each in (road.roadmap, *road.all_steps)]))
        if last is None or last <= as_of:
            return road
    return None


def _cites(value: Any) -> Iterator[str]:
    """Every citation within plain data."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from inner if name == "cite" else _cites(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _cites(inner)


def planned(road: Road, *, draws: int = ROAD_DRAWS, seed: int = SEED) -> tuple[RoadmapReport | None, Refused | None]:
    """The roadmap planned and checked, or why it cannot be."""
    from shiome.policy.roadmap import plan_roadmap

    try:
        return plan_roadmap(road, draws=draws, seed=seed), None
    except (MissingExtra, InputRefused) as error:
        return None, Refused.by(road.roadmap.id, error)


def bargain_over(table: Table, records: tuple[str, ...], *, draws: int = BARGAIN_DRAWS, seed: int = SEED) -> Bargain:
    """The forecast on the one issue of a table, with where other definitions end."""
    from shiome.policy.bargaining import DEFINITIONS, banded_forecast, forecast

    found = banded_forecast(table, draws=draws, seed=seed)
    own = found.stated.definition.name
    others = {name: forecast(table, how=name).rounds[-1].median for name in DEFINITIONS if name != own}
    return Bargain(table.issues[0].issue, found, others, records)
