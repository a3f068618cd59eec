"""Proposals and what they are tested by: the catalogue of measures, verification, end-states, exposures, criteria, outcomes."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from shiome.region.schema.common import ActorId, ActorIds, Cite, Entry, Identifier, Texts, Topics, reference
from shiome.region.schema.futures import DriverAt

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Weight = Annotated[float, msgspec.Meta(ge=0)]
Group = Literal["restraint", "concession", "track", "safeguard"]
Action = Literal["none", "grow", "slow", "stop", "reduce"]
Reversibility = Literal["reversible", "snap-back", "irreversible"]
VerdictWord = Literal["holds", "fails", "open"]
MeasureId = Annotated[str, reference("measures")]
VerificationId = Annotated[str, reference("verifications")]
EndStateId = Annotated[str, reference("end_states")]
FloorId = Annotated[str, msgspec.Meta(description="Identifier among the floors of the tools.")]


class Burden(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How heavily a measure in full weighs on a floor of a tool."""

    floor: FloorId
    weight: Weight
    """Points when it is done in full and can be undone; a floor gives way at the points that a criterion names."""
    on: ActorIds = ()
    """Allies on whose tool it weighs; all of the criterion's parties where none is named."""


class Meets(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A demand that the measure answers."""

    demand: Annotated[str, reference("demands")]
    degree: Literal["partly", "wholly"] = "wholly"
    """How far it answers it."""


class MeasureType(Entry, frozen=True, kw_only=True):
    """One kind of measure that a proposal may hold."""

    name: Texts
    about: Texts
    group: Group
    """restraint: the other side gives up or holds back; concession: it is given something; track: talks or a humanitarian
    matter; safeguard: allies keep what talks could damage."""
    parties: ActorIds
    """Who can take it."""
    action: Action = "none"
    """What it does to the weapons in its domain."""
    over: Literal["capabilities", "named", "none"] = "none"
    """Whether its domain is weapons (items of the programme or range classes), one of ``domains``, or nothing."""
    domains: dict[str, Texts] = {}
    """Names that its domain may take when ``over`` is named."""
    quantity: Literal["none", "share", "number"] = "none"
    """Whether it has a quantity: a share of what there is, or a number."""
    least: Weight = 0.0
    """Smallest quantity allowed."""
    most: Weight = 1.0
    """Largest quantity allowed."""
    default: Weight = 1.0
    """Quantity where none is given, and of a measure that the search for a change adds."""
    verified_by: VerificationId = ""
    """Verification at which it counts as checked; without it, nothing has to be verified."""
    matters: bool = False
    """Whether it is a concession that has to be tied and able to snap back."""
    contradicts: tuple[MeasureId, ...] = ()
    """Measures of the same party that cannot be in force over the same domain at the same time."""
    burdens: tuple[Burden, ...] = ()
    """Floors of the tools that it weighs on."""
    meets: tuple[Meets, ...] = ()
    """Demands that it answers."""
    settings: tuple[DriverAt, ...] = ()
    """Controlled drivers of the futures model that it sets."""
    presumes: tuple[DriverAt, ...] = ()
    """States of the futures model that it takes for granted."""
    topics: Topics = ()


class Verification(Entry, frozen=True, kw_only=True):
    """A way of finding out whether a measure was carried out."""

    name: Texts
    order: int
    """Rank, 0 for none."""
    low: Share
    """Least share of what was promised that counts as done."""
    high: Share
    """Most that counts as done."""


class EndState(Entry, frozen=True, kw_only=True):
    """Where a proposal says that the course ends."""

    name: Texts
    order: int
    """How far it goes; higher goes further."""
    meets: tuple[Meets, ...] = ()
    """Demands of the other side that it answers."""
    presumes: tuple[DriverAt, ...] = ()
    """States of the futures model that it stands for."""
    terms: tuple[Annotated[str, reference("terms")], ...] = ()
    """Concepts of the term bank that name it."""


class Reach(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An item of the programme that reaches a party."""

    capability: Annotated[str, reference("capabilities")]
    cite: tuple[Cite, ...] = ()
    note: Texts = {}


class Exposure(Entry, frozen=True, kw_only=True):
    """Who is within reach of what."""

    party: ActorId
    name: Texts
    targets: ActorIds = ()
    """Places and forces that count as the party's own."""
    reached_by: tuple[Reach, ...]
    """Weapons that reach it; a deal that leaves one of them out leaves the party exposed."""
    tolerance: Share = 0.1
    """Share left, at worst, up to which a threat counts as removed."""
    topics: Topics = ()


class Clause(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Measures of a proposal; every part that is given has to fit."""

    types: tuple[MeasureId, ...] = ()
    """Kinds of measure."""
    groups: tuple[Group, ...] = ()
    """Groups of kinds."""
    actions: tuple[Action, ...] = ()
    """What it does to weapons."""
    by: ActorIds = ()
    """Parties that take it."""
    over: tuple[str, ...] = ()
    """Domains, items of the programme or range classes; one of them has to be in its domain."""
    reversibility: tuple[Reversibility, ...] = ()
    """Whether and how it can be undone."""
    at_least: Weight | None = None
    """Smallest quantity."""
    verified: bool | None = None
    """Whether it is verified as its kind asks."""
    tied: bool | None = None
    """Whether it is tied to a measure of another party."""
    before: Group | None = None
    """It begins no later than the first measure of this group."""
    lasting: bool | None = None
    """Whether it has no end."""


class Condition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What has to be so in a proposal; every part that is given has to hold. Empty, it always holds."""

    end_state: tuple[EndStateId, ...] = ()
    """One of these end-states is named."""
    language: tuple[Annotated[str, reference("terms")], ...] = ()
    """The status language names one of these concepts."""
    silent: bool | None = None
    """Whether there is no status language."""
    any: tuple[Clause, ...] = ()
    """A measure fits one of these."""
    every: tuple[Clause, ...] = ()
    """For each of these a measure fits."""
    without: tuple[Clause, ...] = ()
    """No measure fits any of these."""


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A verdict and when it is given; the first rule that fits a party decides."""

    verdict: VerdictWord
    """What it says when it fits."""
    when: Condition = Condition()
    """What has to be so; without it, it always fits."""
    parties: tuple[str, ...] = ()
    """Parties of the criterion that it is for; all where none is named."""
    text: Texts
    cite: tuple[Cite, ...] = ()
    claims: tuple[Annotated[str, reference("claims")], ...] = ()
    """Claims that it rests on."""
    positions: tuple[Annotated[str, reference("positions")], ...] = ()
    """Positions that it rests on."""


class Leaning(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What draws a party to a proposal or puts it off."""

    party: str
    """Party of the criterion, by identifier."""
    when: Condition
    """What has to be so."""
    points: float
    """Above 0 for, below 0 against."""
    red_line: bool = False
    """Whether it alone makes the proposal unacceptable to the party."""
    text: Texts
    cite: tuple[Cite, ...] = ()
    claims: tuple[Annotated[str, reference("claims")], ...] = ()
    """Claims that it rests on."""
    positions: tuple[Annotated[str, reference("positions")], ...] = ()
    """Positions that it rests on."""
    policies: tuple[Annotated[str, reference("policies")], ...] = ()
    """Policies that it rests on."""
    note: Texts = {}


class FloorLimit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a floor of a tool is in question and when it has given way."""

    floor: FloorId
    open_from: Weight
    """Burden from which it is in question."""
    fails_from: Weight
    """Burden from which it has given way."""
    guards: tuple[MeasureId, ...] = ()
    """Measures of which one is asked for as soon as anything weighs on the criterion's floors."""


class CriterionParty(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whom a verdict is for."""

    id: Identifier
    name: Texts
    actor: ActorId = ""
    """The actor that it is, where the pack has it."""
    salience: Share = 1.0
    """How much the matter weighs with the party, beside its others."""


class Criterion(Entry, frozen=True, kw_only=True):
    """One question that a proposal is put to, for each party that asks it."""

    name: Texts
    about: Texts
    order: int
    """Place in the report."""
    kind: Literal["rules", "floors", "threat", "demands", "nothing", "leanings", "verification", "sequence", "wording"]
    """How it is judged: the first rule that fits, burdens on floors, threat left, demands met, demands met for nothing,
    leanings added up, verification and snap-back, order of the steps, words that depart from the term bank."""
    parties: tuple[CriterionParty, ...] = ()
    """Whom it is judged for; for threat, the parties of the exposures."""
    rules: tuple[Rule, ...] = ()
    """What decides it, first to last."""
    leanings: tuple[Leaning, ...] = ()
    """What is added up."""
    floors: tuple[FloorLimit, ...] = ()
    factors: dict[str, Weight] = {}
    """Reversibility to how much more or less a burden weighs."""
    of: ActorId = ""
    """Whose demands are meant."""
    holds_from: float = 0.5
    """Sum of leanings from which it holds."""
    fails_to: float = -0.5
    """Sum of leanings up to which it fails."""
    topics: Topics = ()


class Outcome(Entry, frozen=True, kw_only=True):
    """A question on the future that every proposal is put to."""

    name: Texts
    formula: str
    """Formula over drivers of the futures model; ``{last}`` stands for the last month of the run."""
    better: Literal["more", "less"]
    """Whether a higher or a lower probability is better."""
