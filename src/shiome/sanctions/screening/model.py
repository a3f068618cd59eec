"""Listed entities as FollowTheMoney shapes them, list snapshots, queries and hits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from shiome.sanctions.screening.names import Subject

Schema = Literal["Person", "Company", "Organization", "Vessel"]
SUBJECTS: Mapping[str, Subject] = {
    "Person": "person",
    "Company": "body",
    "Organization": "body",
    "LegalEntity": "body",
    "Vessel": "ship",
}
"""What each schema is compared as."""


@dataclass(frozen=True)
class Entity:
    """One listed person, company, organisation or vessel.

    ``properties`` uses FollowTheMoney's names: ``name`` (the first is the list's own), ``alias``, ``weakAlias``, ``previousName``,
    ``birthDate`` (ISO, as exact as the list is), ``birthPlace``, ``nationality``, ``country``, ``address``, ``passportNumber``,
    ``idNumber``, ``registrationNumber``, ``imoNumber``, ``mmsi``, ``callSign``, ``flag``, ``position``, ``cryptoWallet``, ``topics``,
    ``notes``. Values stay as the list has them; an IMO number that fails its check digit stays too.

    Attributes
    ----------
    id:
        The list's own reference.
    listed_on, removed_on:
        ISO days; empty where the list does not say.
    programme:
        The programme or annex that the entry stands in.
    line:
        Line of the entry in the file.
    """

    id: str
    schema: Schema
    properties: Mapping[str, tuple[str, ...]]
    listed_on: str = ""
    removed_on: str = ""
    programme: str = ""
    line: int = 0

    @property
    def caption(self) -> str:
        """The list's own name."""
        names = self.properties.get("name", ())
        return names[0] if names else self.id

    def get(self, name: str) -> tuple[str, ...]:
        """Values of a property."""
        return self.properties.get(name, ())

    def ftm(self) -> dict[str, object]:
        """The entity in FollowTheMoney's JSON shape."""
        return {
            "id": self.id,
            "caption": self.caption,
            "schema": self.schema,
            "properties": {name: list(values) for name, values in self.properties.items() if values},
        }


@dataclass(frozen=True)
class Fault:
    """Something in a list file that could not be taken: where and why. The rest of the file was kept."""

    file: str
    line: int
    message: str
    ja: str


@dataclass(frozen=True)
class ListSnapshot:
    """A list as it was published on a day.

    Attributes
    ----------
    source:
        Which list: ``un``, ``ofac``, ``ofac-consolidated``, ``eu``, ``japan``, ``us-csl``, or the name of another package's loader.
    as_of:
        ISO day of the snapshot: from the file itself where it says, else the day given when loading; empty when neither is known.
    sha256:
        Of the file (of the main file where a list comes in several).
    by:
        Package and version of the loader; empty for Shiome's own.
    """

    source: str
    path: str
    as_of: str
    sha256: str
    entities: tuple[Entity, ...]
    faults: tuple[Fault, ...] = ()
    by: str = ""

    @property
    def version(self) -> str:
        """Short name of this version."""
        return f"{self.source}@{self.as_of or 'undated'}#{self.sha256[:12]}"


@dataclass(frozen=True)
class Query:
    """Who or what is asked for. ``schema`` empty: everything is searched. Dates are ISO, to year, month or day."""

    name: str = ""
    schema: str = ""
    id: str = ""
    aliases: tuple[str, ...] = ()
    birth_dates: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    imo: tuple[str, ...] = ()
    mmsi: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reason:
    """One feature of a comparison: what was compared, how it weighed (0..1 for likeness, signed for corrections), and in words."""

    feature: str
    weight: float
    text: str
    ja: str


@dataclass(frozen=True)
class Hit:
    """A listed entity that answers to a query."""

    entity: Entity
    list: str
    listed_on: str
    score: float
    reasons: tuple[Reason, ...] = field(default_factory=tuple)

    def as_json(self) -> dict[str, object]:
        """The JSON shape of a hit."""
        return {
            "entity": self.entity.ftm(),
            "list": self.list,
            "listed_on": self.listed_on,
            "score": self.score,
            "reasons": [
                {"feature": one.feature, "weight": one.weight, "text": one.text, "ja": one.ja} for one in self.reasons
            ],
        }


def day(text: str) -> date | None:
    """An ISO day; none for anything less exact."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
