"""The last day of which a workspace knows anything."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shiome.workspace.workspace import Workspace


def last_day(workspace: Workspace) -> date:
    """The day of the newest document, or of the last entry where that is later: a decision, a state, an argument, an override.

    Raises
    ------
    NotKnown
        ``workspace.empty``: no document is known.
    """
    from shiome.workspace import futures, inputs

    days = [inputs.newest_day(workspace), *(each.on for each in futures.overrides(workspace))]
    return max(days + [day for day in [workspace.store.last_known()] if day is not None])
