"""The consistency board of an actor's tracks, and its fears of abandonment and entrapment, as of a day.

Snyder's dilemma: an ally that stands closer to its partner fears less to be abandoned and more to be entrapped, and the other way
round. The board scores both fears toward each partner from conditions over driver states and claims, and says which of them leads.

References
----------
G. H. Snyder (1984), The security dilemma in alliance politics, World Politics 36(4).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from shiome.errors import NotKnown
from shiome.futures.model.model import FuturesModel
from shiome.records.model import Claim
from shiome.region.asof import entries_as_of
from shiome.region.pack import Pack
from shiome.region.schema.policy import FearCondition, TrackBoard, TrackFear, TrackMeasure

Fit = Literal["conflict", "strain", "neutral", "support"]
Lean = Literal["closer", "apart", "balanced"]
FIRMEST = 5
"""Highest step of the hedging scale: a claim held so firmly counts in full."""
MARGIN = 0.1
"""Two fears that lie no further apart than this balance each other."""
Texts = Mapping[str, str]


@dataclass(frozen=True)
class Measure:
    """A measure of a track. ``under_way`` is None where a driver that would tell was never observed, or none would."""

    id: str
    track: str
    text: Texts
    under_way: bool | None
    cite: tuple[str, ...]


@dataclass(frozen=True)
class Pair:
    """How two measures fit together; ``live`` where both are under way, None where that is not known."""

    one: str
    other: str
    fit: Fit
    text: Texts
    live: bool | None
    cite: tuple[str, ...]


@dataclass(frozen=True)
class Condition:
    """What feeds a fear. ``share`` runs from 0 to 1, and is None where the driver was never observed."""

    text: Texts
    points: float
    share: float | None
    driver: str
    claim: str
    domestic: bool
    cite: tuple[str, ...]


@dataclass(frozen=True)
class Scored:
    """A fear toward a partner. What is not known may lie anywhere, so that the score is a band from 0 to 1."""

    kind: Literal["abandonment", "entrapment"]
    toward: str
    low: float
    high: float
    at_home: float
    """Part of ``low`` that comes from domestic politics."""
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Dilemma:
    """Both fears toward one partner: which leads, and whether that draws the actor closer or apart."""

    toward: str
    abandonment: float
    entrapment: float
    lean: Lean


@dataclass(frozen=True)
class Domestic:
    """A domestic driver that bears on a track; ``holds`` is None where it was never observed."""

    driver: str
    name: Texts
    track: str
    sign: Literal["+", "-"]
    text: Texts
    holds: bool | None
    cite: tuple[str, ...]


@dataclass(frozen=True)
class Board:
    """The tracks of one actor as of a day."""

    id: str
    actor: str
    name: Texts
    as_of: str
    tracks: Mapping[str, Texts]
    measures: tuple[Measure, ...]
    pairs: tuple[Pair, ...]
    fears: tuple[Scored, ...]
    dilemmas: tuple[Dilemma, ...]
    domestic: tuple[Domestic, ...]

    @property
    def at_odds(self) -> tuple[Pair, ...]:
        """Pairs that conflict or strain each other while both measures are under way, conflicts first."""
        live = [pair for pair in self.pairs if pair.live and pair.fit in ("conflict", "strain")]
        return tuple(sorted(live, key=lambda pair: pair.fit))

    def as_json(self) -> dict[str, Any]:
        """Plain lists, mappings, texts and numbers."""
        return asdict(self)


def boards(pack: Pack, model: FuturesModel, claims: Iterable[Claim] = ()) -> tuple[Board, ...]:
    """The boards of all actors of the pack, as known on the day of the model.

    Parameters
    ----------
    claims:
        Records known on that day; a claim that is not among them feeds nothing.
    """
    hedges = {claim.id: claim.hedge for claim in claims}
    entries = entries_as_of(pack, "tracks", model.as_of).values()
    return tuple(_board(entry, model, hedges) for entry in entries if isinstance(entry, TrackBoard))


def board(pack: Pack, model: FuturesModel, actor: str, claims: Iterable[Claim] = ()) -> Board:
    """The board of one actor.

    Raises
    ------
    NotKnown
        ``policy.tracks``: the pack has no board for it, or none that was known on the day.
    """
    found = boards(pack, model, claims)
    for each in found:
        if each.actor == actor:
            return each
    raise NotKnown(
        "policy.tracks",
        f"there is no board of tracks for {actor!r}",
        ja=f"{actor!r} の系統の表はない",
        hint=f"actors: {', '.join(each.actor for each in found) or 'none'}",
        hint_ja=f"主体：{', '.join(each.actor for each in found) or 'なし'}",
        failed=actor,
    )


def _board(entry: TrackBoard, model: FuturesModel, hedges: Mapping[str, int]) -> Board:
    measures = tuple(_measure(each, model) for each in entry.measures)
    way = {each.id: each.under_way for each in measures}
    # As of an early day nothing that feeds a fear may be known; then nothing is said of it.
    fears = tuple(_fear(each, model, hedges) for each in entry.fears if each.conditions)
    return Board(
        entry.id,
        entry.actor,
        entry.name,
        model.as_of.isoformat(),
        {track.id: track.name for track in entry.tracks},
        measures,
        tuple(
            Pair(pair.one, pair.other, pair.fit, pair.text, both(way[pair.one], way[pair.other]), pair.cite)
            for pair in entry.pairs
            # A measure that was not yet known on the day takes its pairs with it.
            if pair.one in way and pair.other in way
        ),
        fears,
        dilemmas(fears),
        tuple(
            Domestic(
                link.driver,
                model.driver(link.driver).name,
                link.track,
                link.sign,
                link.text,
                _among(model, link.driver, link.states),
                link.cite,
            )
            for link in entry.domestic
        ),
    )


def both(one: bool | None, other: bool | None) -> bool | None:  # noqa: FBT001 - the two are of one kind
    """Whether both hold, where that is known.

    >>> both(False, None), both(True, None), both(True, True)
    (False, None, True)
    """
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def _measure(each: TrackMeasure, model: FuturesModel) -> Measure:
    way: bool | None = True if each.when else None
    for driver, states in each.when.items():
        way = both(way, _among(model, driver, states))
    return Measure(each.id, each.track, each.text, way, each.cite)


def _among(model: FuturesModel, driver: str, states: Sequence[str]) -> bool | None:
    observed = model.driver(driver).observed
    return observed in states if observed else None


def _fear(fear: TrackFear, model: FuturesModel, hedges: Mapping[str, int]) -> Scored:
    conditions = tuple(_condition(each, model, hedges) for each in fear.conditions)
    total = sum(each.points for each in conditions)
    known = sum(each.points * (each.share or 0.0) for each in conditions)
    unknown = sum(each.points for each in conditions if each.share is None)
    home = sum(each.points * (each.share or 0.0) for each in conditions if each.domestic)
    return Scored(fear.kind, fear.toward, known / total, (known + unknown) / total, home / total, conditions)


def _condition(each: FearCondition, model: FuturesModel, hedges: Mapping[str, int]) -> Condition:
    if each.claim:
        share: float | None = hedges.get(each.claim, 0) / FIRMEST
    else:
        holds = _among(model, each.driver, each.states)
        share = None if holds is None else float(holds)
    return Condition(each.text, each.points, share, each.driver, each.claim, each.domestic, each.cite)


def dilemmas(fears: Sequence[Scored]) -> tuple[Dilemma, ...]:
    """Both fears toward each partner for whom both are described; the middle of each band counts."""
    middle = {(fear.kind, fear.toward): (fear.low + fear.high) / 2 for fear in fears}
    found = []
    for partner in dict.fromkeys(fear.toward for fear in fears):
        left, drawn = middle.get(("abandonment", partner)), middle.get(("entrapment", partner))
        if left is not None and drawn is not None:
            gap = left - drawn
            lean: Lean = "balanced" if abs(gap) <= MARGIN else "closer" if gap > 0 else "apart"
            found.append(Dilemma(partner, left, drawn, lean))
    return tuple(found)
