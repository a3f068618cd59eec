"""What a proposal is tested by, as a pack knew it on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from shiome.policy.proposal.model import Measure
from shiome.region.asof import entries_as_of, entry_as_of
from shiome.region.pack import Pack
from shiome.region.schema.actors import Actor
from shiome.region.schema.common import Entry, Texts
from shiome.region.schema.context import Policy
from shiome.region.schema.knowledge import ClaimEntry, PositionEntry
from shiome.region.schema.programme import Capability, Demand, Tool
from shiome.region.schema.proposals import Criterion, EndState, Exposure, MeasureType, Outcome, Rule, Verification
from shiome.region.schema.words import Term
from shiome.vocabulary.languages import in_language

E = TypeVar("E", bound=Entry)
NO_CLASS = "none"
"""Range class of items that have none: a domain cannot name it."""


@dataclass(frozen=True, eq=False)
class Catalogue:
    """The parts of a pack that a test reads."""

    pack: Pack
    as_of: date | None = None

    def _entries(self, subject: str, kind: type[E]) -> Mapping[str, E]:  # noqa: ARG002 - kind types the result
        entries: Any = entries_as_of(self.pack, subject, self.as_of)
        return entries  # type: ignore[no-any-return]

    @cached_property
    def measures(self) -> Mapping[str, MeasureType]:
        """Kinds of measure; a proposal may hold all of them on any day."""
        return self.pack.entries("measures", MeasureType)

    @cached_property
    def verifications(self) -> Mapping[str, Verification]:
        """Ways of verification, weakest first."""
        entries = self.pack.entries("verifications", Verification)
        return dict(sorted(entries.items(), key=lambda item: item[1].order))

    @cached_property
    def end_states(self) -> Mapping[str, EndState]:
        """End-states, weakest first."""
        return dict(sorted(self.pack.entries("end_states", EndState).items(), key=lambda item: item[1].order))

    @cached_property
    def exposures(self) -> Mapping[str, Exposure]:
        """Who is reached by what, as known on the day."""
        return self._entries("exposures", Exposure)

    @cached_property
    def capabilities(self) -> Mapping[str, Capability]:
        """Items of the programme; a proposal may name any of them."""
        return self.pack.entries("capabilities", Capability)

    @cached_property
    def criteria(self) -> Mapping[str, Criterion]:
        """The criteria known on the day, in the order of the report."""
        found = self._entries("criteria", Criterion)
        return dict(sorted(found.items(), key=lambda item: item[1].order))

    @cached_property
    def demands(self) -> Mapping[str, Demand]:
        """Demands known on the day, in the order in which they are made."""
        found = {name: entry for name, entry in self._entries("demands", Demand).items() if entry.type == "demand"}
        return dict(sorted(found.items(), key=lambda item: item[1].order or 0))

    @cached_property
    def terms(self) -> Mapping[str, Term]:
        """The term bank."""
        return self._entries("terms", Term)

    @cached_property
    def outcomes(self) -> Mapping[str, Outcome]:
        """Questions on the future."""
        return self.pack.entries("outcomes", Outcome)

    @cached_property
    def floors(self) -> Mapping[str, tuple[str, Texts, tuple[str, ...]]]:
        """Floor to its tool, its text and its citations, as known on the day."""
        tools = self._entries("tools", Tool).values()
        return {floor.id: (tool.id, floor.text, floor.cite) for tool in tools for floor in tool.floors}

    @cached_property
    def claims(self) -> Mapping[str, ClaimEntry]:
        """Claims known on the day."""
        return self._entries("claims", ClaimEntry)

    @cached_property
    def positions(self) -> Mapping[str, PositionEntry]:
        """Positions known on the day."""
        return self._entries("positions", PositionEntry)

    @cached_property
    def policies(self) -> Mapping[str, Policy]:
        """Policies known on the day."""
        return self._entries("policies", Policy)

    @cached_property
    def _members(self) -> Mapping[str, frozenset[str]]:
        members: dict[str, set[str]] = {name: {name} for name in self.capabilities}
        for item in self.capabilities.values():
            if item.range_class != NO_CLASS:
                members.setdefault(item.range_class, set()).add(item.id)
        return {word: frozenset(items) for word, items in members.items()}

    @cached_property
    def range_classes(self) -> tuple[str, ...]:
        """Range classes that a domain may name."""
        return tuple(sorted({each.range_class for each in self.capabilities.values()} - {NO_CLASS}))

    @cached_property
    def rules(self) -> Mapping[str, tuple[tuple[Rule, Rule | None], ...]]:
        """Criterion to its rules in their order, each with what was known of it on the day: None for one not yet known."""
        return {
            name: tuple((rule, self._known(rule)) for rule in entry.rules)
            for name, entry in self.pack.entries("criteria", Criterion).items()
        }

    def _known(self, rule: Rule) -> Rule | None:
        return rule if self.as_of is None else entry_as_of(self.pack, rule, self.as_of)

    def party(self, name: str, language: str) -> str:
        """The name of a party; the identifier itself for one that the pack does not have."""
        found = self.pack.entries("actors", Actor).get(name)
        return name if found is None else in_language(found.name, language)

    def kind(self, measure: Measure) -> MeasureType:
        """The kind of a measure."""
        return self.measures[measure.type]

    def knows_weapon(self, word: str) -> bool:
        """Whether a word names an item of the programme or a range class."""
        return word in self._members

    def items(self, words: Iterable[str]) -> frozenset[str]:
        """Items of the programme that words of a domain stand for; a named field stands for itself."""
        found: set[str] = set()
        for word in words:
            found |= self._members.get(word, {word})
        return frozenset(found)

    def quantity(self, measure: Measure) -> float:
        """The quantity of a measure, its kind's own where none is given; 1 where its kind has none."""
        kind = self.kind(measure)
        if kind.quantity == "none":
            return 1.0
        return kind.default if measure.quantity is None else measure.quantity

    def share(self, measure: Measure) -> float:
        """The quantity as a share of the whole; 1 where it is not a share."""
        return self.quantity(measure) if self.kind(measure).quantity == "share" else 1.0

    def checked(self, measure: Measure) -> bool:
        """Whether a measure is verified as its kind asks; True where nothing has to be verified."""
        wanted = self.kind(measure).verified_by
        return not wanted or self.verifications[measure.verification].order >= self.verifications[wanted].order


def catalogue(pack: Pack, *, as_of: date | None = None) -> Catalogue:
    """What a pack tests proposals by, as known on a day; all that it has for ``None``."""
    return Catalogue(pack, as_of)
