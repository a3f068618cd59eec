"""What the policy commands are given: the region, its futures model and its claims, as known on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shiome.futures.model import FuturesModel
    from shiome.records.model import Claim
    from shiome.region.pack import Pack


@dataclass(frozen=True)
class World:
    """The pack, the model and the claims of one day."""

    pack: Pack
    model: FuturesModel
    claims: tuple[Claim, ...]

    def names(self) -> dict[str, dict[str, str]]:
        """What actors are called."""
        from shiome.region.schema.actors import Actor

        return {actor.id: actor.name for actor in self.pack.entries("actors", Actor).values()}


def world(workspace: Path, as_of: date | None) -> World:
    """The world of a workspace as known on a day, today where none is given."""
    from shiome.futures.model import assemble
    from shiome.workspace import Workspace
    from shiome.workspace.futures import knowledge_of

    with Workspace.open(workspace, read_only=True) as opened:
        known = knowledge_of(opened, as_of or date.today())
        return World(opened.pack, assemble(known), tuple(known.claims))
