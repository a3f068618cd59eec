"""Measuring the yardsticks of a workspace: what its store knew on a day, and the tables it holds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar

from shiome.records.model import Claim, Event, Record, Wording
from shiome.records.values import LIVE
from shiome.region.schema.yardsticks import Yardstick
from shiome.workspace.tables import tables_of
from shiome.yardsticks.measuring.knowledge import Knowledge
from shiome.yardsticks.measuring.measure import measure
from shiome.yardsticks.model import Measurement

if TYPE_CHECKING:
    from shiome.workspace.workspace import Workspace

R = TypeVar("R", bound=Record)


def measured(workspace: Workspace, name: str = "", *, as_of: date) -> tuple[Measurement, ...]:
    """The yardsticks in the pack's order, or the one named.

    Raises
    ------
    NotKnown
        There is no such yardstick.
    """
    chosen = [workspace.pack.entry("yardsticks", name)] if name else workspace.registry("yardsticks", as_of=as_of)
    knowledge = knowledge_of(workspace, as_of)
    return tuple(measure(entry, knowledge) for entry in chosen if isinstance(entry, Yardstick))


def knowledge_of(workspace: Workspace, as_of: date) -> Knowledge:
    """What measuring may look at as of a day."""
    events = _live(workspace, "event", Event, as_of)
    days = [document.known_from for document in workspace.store.documents(as_of)]
    days += [event.known_from for event in events]
    return Knowledge(
        pack=workspace.pack,
        as_of=as_of,
        last=min(as_of, max(days, default=as_of)),
        events=events,
        claims=_live(workspace, "claim", Claim, as_of),
        wordings=_live(workspace, "wording", Wording, as_of),
        tables=tables_of(workspace.folder, workspace.pack, as_of=as_of),
    )


def _live(workspace: Workspace, kind: str, of: type[R], as_of: date) -> list[R]:
    return [record for record in workspace.store.records(kind, as_of=as_of, status=LIVE) if isinstance(record, of)]
