"""A proposal: measures of the parties, the end-state and the language on status."""

from __future__ import annotations

import msgspec

from shiome.region.schema.common import Texts
from shiome.region.schema.proposals import Reversibility


class Timing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a measure is in force, counted from the day of the deal."""

    start: int = msgspec.field(default=0, name="from")
    """Month in which it begins; 0 is that of the deal."""
    months: int | None = None
    """How long it lasts; without it, for good."""

    def overlaps(self, other: Timing) -> bool:
        """Whether both are in force in some month."""
        return (self.months is None or other.start < self.start + self.months) and (
            other.months is None or self.start < other.start + other.months
        )


class Measure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One measure of one party."""

    id: str
    party: str
    type: str
    """A kind of the pack's catalogue."""
    domain: tuple[str, ...] = ()
    """Items of the programme, range classes, or fields that the kind names."""
    quantity: float | None = None
    """A share of what there is (0..1) or a number, as the kind says; the kind's own where none is given."""
    timing: Timing = Timing()
    reciprocity: tuple[str, ...] = ()
    """Measures that it is given for; the tie counts for both."""
    after: tuple[str, ...] = ()
    """Measures that must have begun before it."""
    verification: str = "none"
    """A way of verification of the pack."""
    reversibility: Reversibility = "reversible"
    wording: Texts = {}
    """The text agreed on it, if there is one."""


class Proposal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is proposed, as its file says."""

    title: Texts
    about: Texts = {}
    date: str = ""
    """EDTF date of the proposal; empty for none."""
    end_state: str = "none"
    """An end-state of the pack."""
    language: Texts = {}
    """The text on status, by language."""
    measures: tuple[Measure, ...] = ()

    def measure(self, identifier: str) -> Measure | None:
        """A measure by its identifier."""
        return next((each for each in self.measures if each.id == identifier), None)

    def tied(self, measure: Measure) -> tuple[Measure, ...]:
        """Measures of other parties that it is tied to, by its own word or theirs."""
        return tuple(
            other
            for other in self.measures
            if other.party != measure.party and (other.id in measure.reciprocity or measure.id in other.reciprocity)
        )

    def without(self, identifier: str) -> Proposal:
        """The proposal without a measure and without every tie to it."""
        kept = (
            msgspec.structs.replace(
                each,
                reciprocity=tuple(tie for tie in each.reciprocity if tie != identifier),
                after=tuple(tie for tie in each.after if tie != identifier),
            )
            for each in self.measures
            if each.id != identifier
        )
        return msgspec.structs.replace(self, measures=tuple(kept))
