"""The types of a region pack, one module per group of subjects; ``SUBJECTS`` lists them all."""

from __future__ import annotations

from shiome.region.schema.actors import Actor
from shiome.region.schema.context import (
    Analogue,
    Argument,
    CalendarEntry,
    Case,
    Feature,
    Frame,
    IssueEntry,
    Level,
    Link,
    Policy,
    Priority,
    Touchstone,
)
from shiome.region.schema.contingency import Contingency, Linkage, Resource
from shiome.region.schema.coordination import Consultation
from shiome.region.schema.futures import Driver, DriverTerms, Effect, QuestionEntry, Timing
from shiome.region.schema.inputs import Addressee, Channel, Opening
from shiome.region.schema.institutions import Agreement, Body, CommitmentEntry, Exercise
from shiome.region.schema.knowledge import (
    ClaimEntry,
    EventEntry,
    JudgementEntry,
    PositionEntry,
    RecommendationEntry,
    Revision,
    WordingEntry,
)
from shiome.region.schema.meta import Bands, Region, Repair, SeedDocument, System
from shiome.region.schema.monitoring import Duty, LegalBasis, SanctionsBody, Violation
from shiome.region.schema.policy import Lever, Metric, TrackBoard
from shiome.region.schema.programme import Capability, Demand, PlanItem, Regime, Tool, ToolInteraction
from shiome.region.schema.promises import Administration, CommitmentRule
from shiome.region.schema.proposals import Criterion, EndState, Exposure, MeasureType, Outcome, Verification
from shiome.region.schema.relations import Relation
from shiome.region.schema.roadmap import Roadmap, RoadStep
from shiome.region.schema.sanctions import WatchRule
from shiome.region.schema.warning import WarningRule
from shiome.region.schema.words import Line, Term, WordingLadder
from shiome.region.schema.yardsticks import Yardstick

SUBJECTS: dict[str, type] = {
    "documents": SeedDocument,
    "bands": Bands,
    "repairs": Repair,
    "actors": Actor,
    "relations": Relation,
    "bodies": Body,
    "agreements": Agreement,
    "exercises": Exercise,
    "commitments": CommitmentEntry,
    "administrations": Administration,
    "commitment_rules": CommitmentRule,
    "tools": Tool,
    "tool_interactions": ToolInteraction,
    "regimes": Regime,
    "capabilities": Capability,
    "demands": Demand,
    "plan": PlanItem,
    "levels": Level,
    "issues": IssueEntry,
    "links": Link,
    "touchstones": Touchstone,
    "analogues": Analogue,
    "features": Feature,
    "cases": Case,
    "frames": Frame,
    "policies": Policy,
    "priorities": Priority,
    "arguments": Argument,
    "addressees": Addressee,
    "channels": Channel,
    "openings": Opening,
    "consultations": Consultation,
    "calendar": CalendarEntry,
    "terms": Term,
    "wording_ladders": WordingLadder,
    "lines": Line,
    "events": EventEntry,
    "wordings": WordingEntry,
    "claims": ClaimEntry,
    "judgements": JudgementEntry,
    "recommendations": RecommendationEntry,
    "positions": PositionEntry,
    "revisions": Revision,
    "yardsticks": Yardstick,
    "drivers": Driver,
    "driver_terms": DriverTerms,
    "effects": Effect,
    "questions": QuestionEntry,
    "timings": Timing,
    "contingencies": Contingency,
    "resources": Resource,
    "linkages": Linkage,
    "road_steps": RoadStep,
    "roadmaps": Roadmap,
    "metrics": Metric,
    "levers": Lever,
    "tracks": TrackBoard,
    "measures": MeasureType,
    "verifications": Verification,
    "end_states": EndState,
    "exposures": Exposure,
    "criteria": Criterion,
    "outcomes": Outcome,
    "watch_rules": WatchRule,
    "warning_rules": WarningRule,
    "sanctions_bodies": SanctionsBody,
    "duties": Duty,
    "legal_bases": LegalBasis,
    "violations": Violation,
    "systems": System,
}
"""Subject name to entry type. A pack keeps a subject in ``SUBJECT.yaml`` or in several files of a folder ``SUBJECT/``."""

__all__ = ["SUBJECTS", "Region"]
