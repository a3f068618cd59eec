"""What became of judgements: what later papers confirmed, qualified or reversed, and each version of an outcome."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from shiome.records.model import Judgement, Source
from shiome.region.schema.knowledge import Revision


@dataclass(frozen=True)
class Standing:
    """How a judgement stood from a day on."""

    judgement: str
    since: date
    until: date | None
    outcome: str
    settled: bool
    status: str
    band: tuple[float, float]
    score: float | None
    text: dict[str, str]
    """Why, by language."""
    evidence: tuple[Source, ...]
    coder: str


@dataclass(frozen=True)
class Revised:
    """A revision that the region's pack tells, with the day from which it is known."""

    revision: Revision
    since: date | None
    """``None`` where it rests on no document."""


def standings(history: Sequence[Judgement], *, as_of: date | None = None) -> tuple[Standing, ...]:
    """The versions of one judgement that were known on a day, earliest first; those replaced on the day they began are told too."""
    return tuple(
        Standing(
            judgement=version.id,
            since=version.known_from,
            until=version.known_until if as_of is None or (version.known_until or date.max) <= as_of else None,
            outcome=version.outcome,
            settled=version.settled,
            status=version.status,
            band=version.band,
            score=version.score,
            text=dict(version.text),
            evidence=tuple(
                source
                for source in version.sources
                if source.role == "resolves" and (as_of is None or source.known_from <= as_of)
            ),
            coder=version.coder,
        )
        for version in history
        if as_of is None or version.known_from <= as_of
    )


def bearing_on(revisions: Iterable[Revised], judgement: str) -> tuple[Revised, ...]:
    """The revisions that bear on a judgement, earliest first."""
    found = [one for one in revisions if judgement in one.revision.judgements]
    return tuple(sorted(found, key=lambda one: (one.since or date.min, one.revision.id)))
