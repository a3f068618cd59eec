"""What a test says: a verdict per criterion and party, with its reason and the passages it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from shiome.policy.proposal.catalogue import Catalogue
from shiome.policy.proposal.model import Proposal
from shiome.region.citations import parse_citation
from shiome.region.schema.common import Texts
from shiome.region.schema.proposals import VerdictWord

ORDER: tuple[VerdictWord, ...] = ("fails", "open", "holds")
"""Verdicts, worst first."""


def rank(verdict: VerdictWord) -> int:
    """Place of a verdict, higher for better.

    >>> rank("holds") > rank("open") > rank("fails")
    True
    """
    return ORDER.index(verdict)


def worst(verdicts: Iterable[VerdictWord]) -> VerdictWord:
    """The worst of several verdicts; ``holds`` where there are none.

    >>> worst(["holds", "open"])
    'open'
    """
    return min(verdicts, key=rank, default="holds")


@dataclass(frozen=True)
class Source:
    """An entry of the pack that a verdict rests on, and the passage on which it opens."""

    subject: str
    id: str
    cite: str = ""
    """The passage; empty where the entry is a judgement without one."""

    @property
    def document(self) -> str:
        """The document of the passage."""
        return parse_citation(self.cite).document if self.cite else ""

    @property
    def line(self) -> int | None:
        """Its first line in the raw file."""
        return parse_citation(self.cite).line if self.cite else None


@dataclass(frozen=True)
class Verdict:
    """What one criterion says to one party."""

    criterion: str
    party: str
    verdict: VerdictWord
    reason: Texts
    sources: tuple[Source, ...] = ()
    measures: tuple[str, ...] = ()
    """Measures that bear on it."""
    details: Mapping[str, Any] = field(default_factory=dict)
    """What the criterion measured: shares left, burdens, points, demands, words."""


@dataclass(frozen=True)
class Report:
    """A proposal and its verdicts, in the order of the criteria."""

    proposal: Proposal
    verdicts: tuple[Verdict, ...]

    def of(self, criterion: str, party: str = "") -> Verdict:
        """The verdict of a criterion for a party; the first of the criterion where no party is named.

        Raises
        ------
        KeyError
            There is none.
        """
        for each in self.verdicts:
            if each.criterion == criterion and party in ("", each.party):
                return each
        raise KeyError((criterion, party))


def sources(
    catalogue: Catalogue,
    subject: str,
    identifier: str,
    *,
    cite: Iterable[str] = (),
    claims: Iterable[str] = (),
    positions: Iterable[str] = (),
    policies: Iterable[str] = (),
) -> Iterator[Source]:
    """The passages of an entry, and those of the claims, positions and policies that it names, as far as known on the day."""
    yield from (Source(subject, identifier, each) for each in cite)
    for name in claims:
        if (claim := catalogue.claims.get(name)) is not None:
            yield from (Source("claims", name, each) for each in claim.cite)
    for name in positions:
        if (position := catalogue.positions.get(name)) is not None:
            yield from (Source("positions", name, each) for each in position.cite)
    for name in policies:
        if (policy := catalogue.policies.get(name)) is not None:
            yield from (Source("policies", name, each) for each in policy.cite)


def unique(found: Iterable[Source]) -> tuple[Source, ...]:
    """Sources without repeats, in their order."""
    return tuple(dict.fromkeys(found))
