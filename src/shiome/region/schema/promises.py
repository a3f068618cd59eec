"""How promises are followed: who governs in each state, and when silence about a promise is told as stalling or lapsing."""

from __future__ import annotations

from typing import Literal

from shiome.region.schema.common import ActorId, Entry, Texts


class Administration(Entry, frozen=True, kw_only=True):
    """Which office makes an administration of a state. Who held it when stands with the actors' roles."""

    state: ActorId
    office: str
    """Code of the role whose holder governs: head_of_state or head_of_government."""
    acting: tuple[str, ...] = ()
    """Codes of roles that stand in for it; a holder of one begins no administration."""


class CommitmentRule(Entry, frozen=True, kw_only=True):
    """When a promise that no document calls stalled or lapsed is shown as such, always marked as derived and by this rule."""

    name: Texts
    derives: Literal["stalled", "lapsed"]
    """The state that is shown, marked as derived; of several rules that apply the graver state stands."""
    states: tuple[Literal["agreed", "launched", "held", "continued", "stalled"], ...]
    """Told states to which it applies."""
    silent_months: int = 0
    """Whole months without any evidence, at least so many; 0 where silence does not count."""
    overdue_months: int = -1
    """Whole months since it fell due, at least so many; below 0 where being due does not count."""
    changed: Literal["none", "any", "all"] = "none"
    """Whether the administration of any owner, or of all, must have changed since the last confirmation."""
    text: Texts
    """Why this says something, and what it does not say."""
