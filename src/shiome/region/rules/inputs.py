"""What addressees, channels and openings owe the arguments, the actors and the yardsticks."""

from __future__ import annotations

from collections.abc import Iterator

from shiome.region.fields import Place
from shiome.region.pack import Pack
from shiome.region.schema.common import Entry
from shiome.region.schema.context import Argument
from shiome.region.schema.inputs import Addressee, Channel, Opening
from shiome.region.schema.yardsticks import Yardstick

Problem = tuple[Place, str, str]
STAGES = ("proposed", "launched", "held", "continued", "stalled", "ended")
"""States in which a channel may stand."""


def input_rules(pack: Pack, entry: Entry) -> Iterator[Problem]:
    """Everything wrong with ``entry`` that only shows beside the other entries; nothing for other subjects."""
    if isinstance(entry, Addressee):
        yield from _addressee(pack, entry)
    elif isinstance(entry, Argument):
        yield from _argument(pack, entry)
    elif isinstance(entry, Channel):
        yield from _channel(entry)
    elif isinstance(entry, Opening):
        yield from _opening(pack, entry)


def _addressee(pack: Pack, entry: Addressee) -> Iterator[Problem]:
    others = [each for each in pack.entries("addressees", Addressee).values() if each.id != entry.id]
    if not entry.actors:
        yield ("actors",), "it stands for no actor", "region.reference"
    for number, actor in enumerate(entry.actors):
        if any(actor in each.actors for each in others):
            yield ("actors", number), f"{actor!r} belongs to another addressee already", "region.duplicate"
    addressed = {each.addressee for each in pack.entries("arguments", Argument).values()}
    if not addressed.intersection(entry.actors) and not entry.missing:
        yield ("missing",), "no argument is put to it: say what is missing", "region.text"


def _argument(pack: Pack, entry: Argument) -> Iterator[Problem]:
    known = pack.entries("addressees", Addressee).values()
    if known and not any(entry.addressee in each.actors for each in known):
        yield ("addressee",), f"{entry.addressee!r} belongs to none of the addressees", "region.reference"


def _channel(entry: Channel) -> Iterator[Problem]:
    if not entry.source:
        yield ("source",), "nobody uses it", "region.reference"
    if entry.target in entry.source:
        yield ("target",), f"{entry.target!r} does not reach itself", "region.reference"
    if not entry.life:
        yield ("life",), "nothing says how it stands", "region.states"
    for number, stage in enumerate(entry.life):
        if stage.state not in STAGES:
            yield ("life", number, "state"), f"{stage.state!r} is none of {', '.join(STAGES)}", "region.states"


def _opening(pack: Pack, entry: Opening) -> Iterator[Problem]:
    if not 0 <= entry.bound <= 1:
        yield ("bound",), f"{entry.bound} lies off the scale from 0 to 1", "region.band"
    yardstick = pack.subjects["yardsticks"].get(entry.yardstick)
    components = [each.id for each in yardstick.components] if isinstance(yardstick, Yardstick) else []
    if entry.component and entry.component not in components:
        yield ("component",), f"{entry.yardstick!r} has no component {entry.component!r}", "region.reference"
