"""The terms that point to drivers: how one is written, and what is wrong with an entry of them.

A term is one or more parts joined by `` & ``, all of which must stand in the text; alternatives of a part are joined by ``|``.
``@ID`` stands for any name of an actor, and ``*`` at the end of a word for any ending of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol, get_args

from shiome.region.fields import Place
from shiome.region.schema.common import Entry
from shiome.region.schema.futures import Driver, DriverTerms
from shiome.vocabulary.languages import Language

Problem = tuple[Place, str, str]


class Subjects(Protocol):
    """What is asked of a pack here."""

    @property
    def subjects(self) -> Mapping[str, Mapping[str, Entry]]:
        """Entries by subject and identifier."""


def term_parts(term: str) -> tuple[tuple[str, ...], ...]:
    """The parts of a term, each with its alternatives.

    >>> term_parts("@AAA & talk*|summit")
    (('@AAA',), ('talk*', 'summit'))
    """
    return tuple(tuple(form.strip() for form in part.split("|")) for part in term.split("&"))


def term_problems(pack: Subjects, entry: DriverTerms) -> Iterator[Problem]:
    """What is wrong with the terms of a driver: states it does not have, parts left empty, unknown actors or languages."""
    driver = pack.subjects["drivers"].get(entry.id)
    if not isinstance(driver, Driver):
        yield ("id",), f"drivers has no entry {entry.id!r}", "region.reference"
        return
    states = [state.id for state in driver.states]
    for place, state in _states(entry):
        if state and state not in states:
            yield place, f"driver {entry.id!r} has no state {state!r}", "region.reference"
    told = [part.state for part in entry.states]
    for number, state in enumerate(told):
        if state in told[:number]:
            yield ("states", number, "state"), f"{state!r} stands already in it", "region.duplicate"
    yield from _terms(pack, ("terms",), entry.terms)
    for number, part in enumerate(entry.states):
        yield from _terms(pack, ("states", number, "terms"), part.terms)
        yield from _terms(pack, ("states", number, "beside"), part.beside)


def _states(entry: DriverTerms) -> Iterator[tuple[Place, str]]:
    yield ("named",), entry.named
    for number, part in enumerate(entry.states):
        yield ("states", number, "state"), part.state
        yield ("states", number, "opposite"), part.opposite


def _terms(pack: Subjects, place: Place, terms: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
    missing = [language for language in ("ja", "en") if terms and not terms.get(language)]
    if missing:
        yield place, f"no term in {' and '.join(missing)}", "region.text"
    for language, texts in terms.items():
        if language not in get_args(Language):
            yield place, f"{language!r} is no language", "region.text"
        for number, text in enumerate(texts):
            yield from _term(pack, (*place, language, number), text)


def _term(pack: Subjects, place: Place, text: str) -> Iterator[Problem]:
    forms = [form for part in term_parts(text) for form in part]
    if not all(form.strip("@*") for form in forms):
        yield place, f"{text!r} has an empty part", "region.term"
    elif all(form.startswith("@") for form in forms):
        yield place, f"{text!r} names actors alone; add a word for what is between them", "region.term"
    for form in forms:
        if form.startswith("@") and form[1:] and form[1:] not in pack.subjects["actors"]:
            yield place, f"actors has no entry {form[1:]!r}", "region.reference"
