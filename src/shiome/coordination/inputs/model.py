"""Arguments by addressee, the channels to it, what was said, and where the day is on an argument's side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import msgspec

from shiome.records.model import Source
from shiome.region.schema.common import Stage
from shiome.region.schema.inputs import Addressee, Channel, Opening

Side = Literal["open", "closed", "unsure", "unmeasured"]
"""Of an opening: the yardstick stands on the argument's side, on the other, too near the bound to tell, or has no value."""


class Withdrawal(msgspec.Struct, frozen=True, kw_only=True):
    """That something entered no longer counts, from a day on; before it, it is shown as it was."""

    on: date
    by: str
    reason: str


class OwnArgument(msgspec.Struct, frozen=True, kw_only=True):
    """An argument that a person keeps in the workspace, with its own source."""

    id: str
    addressee: str
    """An addressee of the pack, or an actor."""
    interest: str
    text: str
    channel: str = ""
    by: tuple[str, ...] = ()
    """Actors that would put it."""
    topics: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    told: str = ""
    """The evidence in words, where it is not a place in a document."""
    language: str
    """Language of the texts."""
    entered_by: str
    known_from: date
    withdrawn: Withdrawal | None = None


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What was put to whom on which day: one line of the log of inputs."""

    id: str
    when: date
    by: tuple[str, ...]
    addressee: str
    argument: str = ""
    """The argument used, of the pack or the workspace; empty for none of them."""
    channel: str = ""
    text: str = ""
    topics: tuple[str, ...] = ()
    """Topics beside those of the argument on which what followed is looked for."""
    sources: tuple[Source, ...] = ()
    told: str = ""
    language: str
    entered_by: str
    known_from: date
    withdrawn: Withdrawal | None = None


def counts(entered: OwnArgument | Said, day: date) -> bool:
    """Whether something entered was known on a day and not withdrawn by then."""
    return entered.known_from <= day and (entered.withdrawn is None or day < entered.withdrawn.on)


@dataclass(frozen=True)
class Put:
    """An argument of the bank, wherever it is kept.

    Parameters
    ----------
    own:
        Whether a person keeps it in the workspace; else it stands in the pack and rests on its documents.
    told:
        Evidence in words; only of arguments that persons keep.
    """

    id: str
    addressee: str
    interest: Mapping[str, str]
    text: Mapping[str, str]
    channel: Mapping[str, str]
    by: tuple[str, ...]
    topics: tuple[str, ...]
    sources: tuple[Source, ...]
    told: str
    note: Mapping[str, str]
    own: bool
    entered_by: str


@dataclass(frozen=True)
class Slot:
    """An addressee with what is put to it; empty arguments are shown as a gap, not left out.

    Parameters
    ----------
    known:
        Whether a document known by the day tells of it; else nothing is said about it but its name.
    """

    entry: Addressee
    known: bool
    arguments: tuple[Put, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Link:
    """A channel as of a day.

    Parameters
    ----------
    stage:
        The last stage known; a proposal about a channel that exists does not make it merely proposed.
    urged:
        The last call for it, where one came after that stage.
    """

    entry: Channel
    stage: Stage
    urged: Stage | None
    sources: tuple[Source, ...]

    @property
    def strength(self) -> Mapping[str, str]:
        """The last known word of a document for how much it matters or can do; empty for none."""
        return self.entry.strength[-1].text if self.entry.strength else {}

    @property
    def used(self) -> bool:
        """Whether documents tell that it was used, and not that it stopped."""
        return self.stage.state in ("launched", "held", "continued")


@dataclass(frozen=True)
class Way:
    """A way from one actor to another through channels; only its links are told of, not the way as a whole."""

    links: tuple[Link, ...]

    @property
    def stops(self) -> tuple[str, ...]:
        """The actors reached on the way, the last the one aimed at."""
        return tuple(link.entry.target for link in self.links)

    @property
    def used(self) -> bool:
        """Whether documents tell of every link that it was used."""
        return all(link.used for link in self.links)


@dataclass(frozen=True)
class Followed:
    """An event or wording of the addressee after something was said: next in time, not brought about by it."""

    kind: Literal["event", "wording"]
    record: str
    when: str
    days: int
    """Days from the day of saying to the first day that the record's date may mean."""
    topics: tuple[str, ...]
    """The topics shared."""
    text: Mapping[str, str]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Standpoint:
    """An opening as of a day: where its yardstick stands against the bound.

    Parameters
    ----------
    value, low, high:
        Newest value of the yardstick and its range, from 0 to 1; none where it has no value.
    """

    entry: Opening
    side: Side
    when: str
    value: float | None
    low: float | None
    high: float | None
    sources: tuple[Source, ...]
