"""Members of the General Assembly: numbers, letters and names by which vote files call them."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import msgspec


class Country(msgspec.Struct, frozen=True, kw_only=True):
    """One member, as the Correlates of War project counts states."""

    cow: int
    """Number in the Correlates of War project's list of states."""
    iso2: str
    iso3: str
    """Identifier of the actor in a region pack. Two states that followed one another may share it."""
    letters: str
    """Abbreviation in the Correlates of War project's list."""
    name: str
    other_names: tuple[str, ...] = ()


class Countries:
    """The members known, with look-up by number, name and two letters."""

    def __init__(self, countries: Iterable[Country]) -> None:
        self.all = tuple(sorted(countries, key=lambda country: country.cow))
        self._by_cow = {country.cow: country for country in self.all}
        self._by_iso2 = {country.iso2: country for country in self.all if country.iso2}
        self._by_name = {
            _folded(name): country for country in self.all for name in (country.name, *country.other_names)
        }

    def by_cow(self, number: int) -> Country | None:
        """The member with that number."""
        return self._by_cow.get(number)

    def by_name(self, name: str, iso2: str = "") -> Country | None:
        """The member of that name; by its two letters where the name is not known."""
        return self._by_name.get(_folded(name)) or self._by_iso2.get(iso2)

    def of_actor(self, actor: str) -> tuple[Country, ...]:
        """The members, one after the other in time, that an actor's identifier stands for."""
        return tuple(country for country in self.all if country.iso3 == actor.upper())

    def with_more(self, countries: Iterable[Country]) -> Countries:
        """These and others; where a number is known already, what is known stays."""
        return Countries([*self.all, *(c for c in countries if c.cow not in self._by_cow)])


@cache
def country_table() -> Countries:
    """The members that the package knows.

    >>> country_table().by_cow(732).iso3
    'KOR'
    """
    text = files(__package__).joinpath("countries.csv").read_text(encoding="utf-8")
    return Countries(
        Country(
            cow=int(row["cow"]),
            iso2=row["iso2"],
            iso3=row["iso3"],
            letters=row["cow_letters"],
            name=row["name"],
            other_names=tuple(name for name in row["other_names"].split("; ") if name),
        )
        for row in csv.DictReader(text.splitlines())
    )


def actors(countries: Countries | None = None) -> tuple[str, ...]:
    """Identifiers of all actors that have or had a vote."""
    return tuple(sorted({country.iso3 for country in (countries or country_table()).all}))


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return " ".join(plain.replace("'", "").replace("&", " and ").casefold().split())
