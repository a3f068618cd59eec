"""Futures and branches in words, in Japanese and English, from the names that a model gives its drivers and states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from shiome.futures.branching.records import Event, Mark
from shiome.vocabulary.months import MONTHS

LANGUAGES = ("en", "ja")


class NamedState(Protocol):
    """A state with an identifier and its names."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def name(self) -> Mapping[str, str]: ...  # noqa: D102


class NamedDriver(Protocol):
    """A driver with an identifier, its names and its states."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def name(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def states(self) -> Sequence[NamedState]: ...  # noqa: D102


@dataclass(frozen=True)
class Words:
    """What drivers, states and months are called; identifiers stand in where there is no name.

    Parameters
    ----------
    drivers, states:
        Names by language, of each driver and of each driver's states.
    start:
        Month 0 as ``YYYY-MM``; without it months are counted.
    """

    drivers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    states: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)
    start: str = ""

    def driver(self, driver: str, language: str) -> str:
        """Name of a driver."""
        return self.drivers.get(driver, {}).get(language, driver)

    def state(self, driver: str, state: str, language: str) -> str:
        """Name of a driver's state."""
        return self.states.get((driver, state), {}).get(language, state)

    def month(self, number: int, language: str) -> str:
        """A month as a date where the start is known.

        >>> Words(start="2025-11").month(3, "en"), Words().month(3, "en")
        ('February 2026', 'month 3')
        """
        if not self.start:
            return f"{number}か月目" if language == "ja" else f"month {number}"
        year, month = divmod(int(self.start[:4]) * 12 + int(self.start[5:7]) - 1 + number, 12)
        return f"{year}年{month + 1}月" if language == "ja" else f"{MONTHS[month]} {year}"


def words_of(drivers: Iterable[NamedDriver], *, start: str = "") -> Words:
    """The names that a model's drivers carry; ``start`` is month 0 as ``YYYY-MM``."""
    listed = list(drivers)
    states = {(driver.id, state.id): state.name for driver in listed for state in driver.states}
    return Words({driver.id: driver.name for driver in listed}, states, start)


def event_names(event: Event, *, words: Words, happens: bool = True) -> dict[str, str]:
    """An event or its absence, such as ``Talks: held by February 2026`` or ``Talks: not held in February 2026``."""
    driver = {language: words.driver(event.driver, language) for language in LANGUAGES}
    state = {language: words.state(event.driver, event.state, language) for language in LANGUAGES}
    month = {language: words.month(event.month, language) for language in LANGUAGES}
    if event.kind == "by":
        ja = f"{month['ja']}までに{driver['ja']}が「{state['ja']}」{'になる' if happens else 'にならない'}"
    else:
        ja = f"{month['ja']}に{driver['ja']}が「{state['ja']}」で{'ある' if happens else 'ない'}"
    return {"en": f"{driver['en']}: {'' if happens else 'not '}{state['en']} {event.kind} {month['en']}", "ja": ja}


def future_names(marks: Sequence[Sequence[Mark]], *, words: Words) -> list[dict[str, str]]:
    """A name for each future from its first marks: two, or as many more as it takes to tell the names apart.

    Where all marks are alike, or there are none, a number is added.
    """
    if len(marks) == 1:
        return [{"en": "All runs", "ja": "すべての経路"}]
    for count in range(2, 2 + max(len(each) for each in marks)):
        names = [_joined(each[:count], words) for each in marks]
        if all(
            len({name[language] for name in names}) == len(names) and all(n[language] for n in names)
            for language in LANGUAGES
        ):
            return names
    return [
        {
            "en": f"Future {place}: {name['en']}".removesuffix(": "),
            "ja": f"未来{place}：{name['ja']}".removesuffix("："),
        }
        for place, name in enumerate((_joined(each[:2], words) for each in marks), start=1)
    ]


def _joined(marks: Sequence[Mark], words: Words) -> dict[str, str]:
    def part(mark: Mark, language: str, sign: str) -> str:
        return f"{words.driver(mark.driver, language)}{sign}{words.state(mark.driver, mark.state, language)}"

    return {
        "en": "; ".join(part(mark, "en", ": ") for mark in marks),
        "ja": "、".join(part(mark, "ja", "＝") for mark in marks),
    }
