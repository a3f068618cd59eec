"""Whether a condition of the pack holds in a proposal, and through which measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from shiome.policy.proposal.catalogue import Catalogue
from shiome.policy.proposal.model import Measure, Proposal
from shiome.policy.proposal.wording import concepts
from shiome.region.schema.proposals import Clause, Condition


@dataclass(frozen=True, eq=False)
class View:
    """A proposal as the catalogue reads it; what several criteria need is worked out once."""

    proposal: Proposal
    catalogue: Catalogue

    @cached_property
    def concepts(self) -> frozenset[str]:
        """Concepts of the term bank that the status language names."""
        return concepts(self.proposal.language, self.catalogue.terms)

    @cached_property
    def begins(self) -> dict[str, int]:
        """Group to the month in which its first measure begins."""
        first: dict[str, int] = {}
        for measure in self.proposal.measures:
            group = self.catalogue.kind(measure).group
            first[group] = min(first.get(group, measure.timing.start), measure.timing.start)
        return first

    def fitting(self, clause: Clause) -> tuple[Measure, ...]:
        """Measures that fit a clause."""
        return tuple(measure for measure in self.proposal.measures if self._fits(clause, measure))

    def _fits(self, clause: Clause, measure: Measure) -> bool:
        kind, catalogue = self.catalogue.kind(measure), self.catalogue
        return (
            (not clause.types or measure.type in clause.types)
            and (not clause.groups or kind.group in clause.groups)
            and (not clause.actions or kind.action in clause.actions)
            and (not clause.by or measure.party in clause.by)
            and (not clause.over or bool(catalogue.items(clause.over) & catalogue.items(measure.domain)))
            and (not clause.reversibility or measure.reversibility in clause.reversibility)
            and (clause.at_least is None or catalogue.quantity(measure) >= clause.at_least)
            and (clause.verified is None or self._verified(measure) == clause.verified)
            and (clause.tied is None or bool(self.proposal.tied(measure)) == clause.tied)
            and (clause.before is None or measure.timing.start <= self.begins.get(clause.before, measure.timing.start))
            and (clause.lasting is None or (measure.timing.months is None) == clause.lasting)
        )

    def _verified(self, measure: Measure) -> bool:
        """Checked as its kind asks; a measure that needs no check is as verified as what it is tied to."""
        if self.catalogue.kind(measure).verified_by:
            return self.catalogue.checked(measure)
        ties = [tie for tie in self.proposal.tied(measure) if self.catalogue.kind(tie).verified_by]
        return bool(ties) and all(self.catalogue.checked(tie) for tie in ties)

    def match(self, condition: Condition) -> tuple[bool, tuple[str, ...]]:
        """Whether a condition holds, and the measures through which it does."""
        if condition.end_state and self.proposal.end_state not in condition.end_state:
            return False, ()
        if condition.language and not self.concepts & set(condition.language):
            return False, ()
        if condition.silent is not None and condition.silent == bool(self.proposal.language):
            return False, ()
        fits: list[Measure] = []
        for clauses, needed in ((condition.any, 1), (condition.every, len(condition.every))):
            found = [measures for clause in clauses if (measures := self.fitting(clause))]
            if clauses and len(found) < needed:
                return False, ()
            fits += [measure for measures in found for measure in measures]
        if any(self.fitting(clause) for clause in condition.without):
            return False, ()
        return True, names(fits)


def names(measures: Sequence[Measure]) -> tuple[str, ...]:
    """Identifiers without repeats, in the order given."""
    return tuple(dict.fromkeys(measure.id for measure in measures))
