"""What administrations and the rules for silent promises owe the other entries."""

from __future__ import annotations

from collections.abc import Iterator

from shiome.region.fields import Place
from shiome.region.pack import Pack
from shiome.region.schema.actors import Actor
from shiome.region.schema.common import Entry
from shiome.region.schema.promises import Administration, CommitmentRule

Problem = tuple[Place, str, str]


def promise_rules(pack: Pack, entry: Entry) -> Iterator[Problem]:
    """Everything wrong with ``entry`` that only shows beside the other entries; nothing for other subjects."""
    if isinstance(entry, Administration):
        yield from _administration(pack, entry)
    elif isinstance(entry, CommitmentRule):
        yield from _rule(entry)


def _administration(pack: Pack, entry: Administration) -> Iterator[Problem]:
    others = [each for each in pack.entries("administrations", Administration).values() if each.id != entry.id]
    if any(each.state == entry.state for each in others):
        yield ("state",), f"{entry.state!r} has another entry already", "region.duplicate"
    held = {
        role.code for actor in pack.entries("actors", Actor).values() for role in actor.roles if role.of == entry.state
    }
    for place, code in ((("office",), entry.office), *((("acting", n), code) for n, code in enumerate(entry.acting))):
        if code not in held:
            yield place, f"no actor has a role {code!r} of {entry.state!r}", "region.reference"
    if entry.office in entry.acting:
        yield ("acting",), f"{entry.office!r} governs and does not stand in for itself", "region.reference"


def _rule(entry: CommitmentRule) -> Iterator[Problem]:
    if entry.silent_months <= 0 and entry.overdue_months < 0:
        yield ("silent_months",), "it names neither a silence nor a time past due", "region.band"
    if entry.derives in entry.states:
        yield ("states",), f"what is told as {entry.derives} need not be derived", "region.states"
    if not (entry.cite or entry.note):
        yield ("note",), "a rule that no document states says so in a note", "region.uncited"
