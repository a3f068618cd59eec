"""Measuring the yardsticks of a workspace, the region's and those of other packages: what its store knew on a day, and its tables."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from shiome.plugins import Plugin, usable
from shiome.records.model import Claim, Event, Wording
from shiome.records.store.stored import Stored
from shiome.records.values import LIVE
from shiome.region.schema.yardsticks import Yardstick
from shiome.workspace.tables import tables_of
from shiome.yardsticks.measuring.knowledge import Knowledge
from shiome.yardsticks.measuring.measure import measure
from shiome.yardsticks.measuring.plugged import measure_own, own_yardsticks
from shiome.yardsticks.model import Measurement

if TYPE_CHECKING:
    from shiome.workspace.workspace import Workspace


def measured(workspace: Workspace, name: str = "", *, as_of: date) -> tuple[Measurement, ...]:
    """The yardsticks in the pack's order and then those of other packages, or the one named.

    Raises
    ------
    NotKnown
        There is no such yardstick.
    """
    own = usable(plugged_yardsticks(workspace))
    if name:
        own = tuple(plugin for plugin in own if plugin.name == name)
        entries = [] if own else [workspace.pack.entry("yardsticks", name)]
    else:
        entries = workspace.registry("yardsticks", as_of=as_of)
    knowledge = knowledge_of(workspace, as_of)
    region = (measure(entry, knowledge) for entry in entries if isinstance(entry, Yardstick))
    return (*region, *(measure_own(plugin, knowledge) for plugin in own))


def plugged_yardsticks(workspace: Workspace) -> tuple[Plugin, ...]:
    """The yardsticks of other packages, those that cannot be used with their fault."""
    return own_yardsticks(workspace.pack.entries("yardsticks"))


def knowledge_of(workspace: Workspace, as_of: date) -> Knowledge:
    """What measuring may look at as of a day."""
    store = workspace.store
    with store.reading() as reader:
        days = reader.document_days(as_of, limit=1)
        newest = reader.newest_of("event", as_of=as_of, status=LIVE)
    return Knowledge(
        pack=workspace.pack,
        as_of=as_of,
        last=min(as_of, max([*days, *([newest] if newest else [])], default=as_of)),
        events=Stored(store, Event, as_of=as_of, status=LIVE),
        claims=Stored(store, Claim, as_of=as_of, status=LIVE),
        wordings=Stored(store, Wording, as_of=as_of, status=LIVE),
        tables=tables_of(workspace.folder, workspace.pack, as_of=as_of),
    )
