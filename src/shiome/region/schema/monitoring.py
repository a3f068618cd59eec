"""Who watches that sanctions are kept: bodies and their tasks, duties and who has taken them over, violations and their legal bases."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from shiome.region.schema.common import ActorId, Cite, Edtf, Entry, Texts, Topics, reference

MonitoringTask = Literal["inform", "watch", "investigate", "report"]
HandOverStage = Literal["detection", "case", "report"]
BodyId = Annotated[str, reference("bodies")]
Basis = Literal["document", "general"]


class Participation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A state that takes part in a body."""

    actor: ActorId
    """Who takes part."""
    since: Edtf = ""
    """From when; since the body began where it is empty."""
    until: Edtf = ""
    """Until when; still where it is empty."""
    basis: Basis = "document"
    """``document``: a cited document names it; ``general``: general knowledge, which the note of the entry says."""


class TaskHeld(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A task that a body has."""

    task: MonitoringTask
    """Inform (exchange what is known), watch (patrol), investigate, or report (to the public)."""
    text: Texts
    cite: tuple[Cite, ...] = ()


class Contribution(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What members give to a body."""

    kind: Literal["ship", "aircraft", "host", "information", "staff", "lead"]
    """Of what kind."""
    actors: tuple[ActorId, ...] = ()
    """Who gives it; all members where it is empty."""
    when: Edtf = ""
    text: Texts
    cite: tuple[Cite, ...] = ()


class HandOverRoute(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """To which body what was found is handed, and as what."""

    to: BodyId
    """The body that receives it."""
    stage: HandOverStage
    """As a detection, as a case, or as a report."""
    basis: Literal["document", "proposal"] = "document"
    """``document``: a document says so; ``proposal``: the framework as it is called for, and here laid out."""
    text: Texts
    cite: tuple[Cite, ...] = ()


class SanctionsBody(Entry, frozen=True, kw_only=True):
    """A body of the monitoring framework; its identifier is that of the body."""

    body: BodyId
    """The entry of the body, which has its name and its life."""
    began: Edtf
    """When it began to work."""
    ended: Edtf = ""
    """When it ceased to work; empty while it works."""
    tasks: tuple[TaskHeld, ...]
    """What it does."""
    participants: tuple[Participation, ...] = ()
    """Who takes part."""
    size: Annotated[int, msgspec.Meta(ge=1)] | None = None
    """How many states take part, where a document gives the number."""
    contributions: tuple[Contribution, ...] = ()
    """What the members give."""
    hands_to: tuple[HandOverRoute, ...] = ()
    """Where its findings go."""
    topics: Topics = ()


class Succession(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A body that has taken over a duty, in whole or in part."""

    body: BodyId
    """Which body."""
    extent: Literal["whole", "part"]
    """How much of the duty it does."""
    since: Edtf
    """From when."""
    text: Texts
    cite: tuple[Cite, ...] = ()


class Duty(Entry, frozen=True, kw_only=True):
    """One duty of a body that has ended, and what became of it."""

    name: Texts
    of: BodyId
    """The body whose duty it was."""
    task: MonitoringTask
    """The task it is part of."""
    about: Texts
    taken_over: tuple[Succession, ...] = ()
    """Who does it since."""
    gap: Texts = {}
    """What nobody does; empty where it is done as a whole."""
    topics: Topics = ()


class LegalBasis(Entry, frozen=True, kw_only=True):
    """A paragraph of an instrument that forbids or demands something."""

    instrument: Texts
    """The instrument, as it is quoted."""
    paragraph: str
    """The paragraph, as it is quoted."""
    made: Edtf
    """When the instrument was made."""
    agreement: Annotated[str, reference("agreements")] = ""
    """The entry of the instrument, or of the group of instruments that it belongs to."""
    measure: Texts
    """What it forbids or demands, in the project's own words."""


class Violation(Entry, frozen=True, kw_only=True):
    """A kind of violation that a case may be about."""

    name: Texts
    about: Texts
    legal: tuple[Annotated[str, reference("legal_bases")], ...] = ()
    """Paragraphs that it may breach."""
    issue: Annotated[str, reference("issues")] = ""
    """The issue that it is part of."""
    funds: tuple[Annotated[str, reference("links")], ...] = ()
    """Links that say what its proceeds pay for."""
    topics: Topics = ()
