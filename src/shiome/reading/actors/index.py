"""The actors of a region, indexed for recognition: forms, abbreviation characters, offices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

import msgspec

from shiome.errors import QueryRefused
from shiome.reading.actors.scripts import script_of
from shiome.reading.actors.trie import Trie
from shiome.region.schema.actors import Actor, Alias
from shiome.vocabulary.edtf import parse_edtf

PERSONS = frozenset({"leader", "official", "expert", "author"})
_FEW = 5
"""A body of so many members is as good as its members."""
_TIMELESS = frozenset({"historical", "noise", "reading"})


class Form(msgspec.Struct, frozen=True):
    """One form of one actor."""

    actor: str
    alias: Alias


class Office(msgspec.Struct, frozen=True):
    """Somebody's office, for "the president of X"."""

    actor: str
    of: str
    code: str
    words: tuple[str, ...]
    held: str


@lru_cache(maxsize=4096)
def holds(interval: str, on: date) -> bool:
    """Whether ``on`` lies in an EDTF interval; an empty or unreadable one always holds.

    >>> holds("2022-05/2025-04-04", date(2025, 4, 16)), holds("", date(2025, 1, 1))
    (False, True)
    """
    if not interval:
        return True
    try:
        span = parse_edtf(interval)
    except QueryRefused:
        return True
    return (span.earliest is None or span.earliest <= on) and (span.latest is None or on <= span.latest)


@lru_cache(maxsize=4096)
def began(interval: str, on: date) -> bool:
    """Whether an EDTF interval began before the day."""
    try:
        earliest = parse_edtf(interval).earliest
    except QueryRefused:
        return True
    return earliest is None or earliest <= on


class ActorIndex:
    """What recognition needs to know of the actors; built once per pack."""

    def __init__(self, actors: Mapping[str, Actor]) -> None:
        self.actors = dict(actors)
        self.names: Trie[Form] = Trie()
        self.single: dict[str, list[Form]] = {}
        """Abbreviation character to the actors it may stand for within a compound."""
        for actor in self.actors.values():
            self._add(actor)
        self.offices = [office for actor in self.actors.values() for office in _offices(actor)]

    def _add(self, actor: Actor) -> None:
        seen: set[str] = set()
        for alias in actor.aliases:
            seen.add(alias.form)
            if alias.use == "abbreviation" and len(alias.form) == 1:
                self.single.setdefault(alias.form, []).append(Form(actor.id, alias))
            else:
                for form in _spellings(alias.form):
                    self.names.add(form, Form(actor.id, alias))
        for language, form in actor.name.items():
            if form not in seen and len(form) > 1:
                self.names.add(form, Form(actor.id, Alias(form=form, language=language)))

    def valid(self, forms: Iterable[Form], on: date) -> list[Form]:
        """Those forms that mean their actor on the day.

        Historical names and faults of extraction know no dates. Where nothing holds on the day, a person may still be told of
        under the title of an earlier day.
        """
        known = list(forms)
        found = [f for f in known if f.alias.use in _TIMELESS or holds(f.alias.valid, on)]
        if found or not known:
            return found
        return [f for f in known if self.is_person(f.actor) and began(f.alias.valid, on)]

    def state_of(self, actor: str) -> str:
        """The state an actor belongs to; itself where it belongs to none.

        Unknown identifiers are given back as they are.
        """
        entry = self.actors.get(actor)
        return entry.country or actor if entry else actor

    def is_person(self, actor: str) -> bool:
        """Whether the actor is a person."""
        entry = self.actors.get(actor)
        return entry is not None and entry.type in PERSONS

    def members(self, actor: str, form: str) -> tuple[str, ...]:
        """Members that ``form`` stands for: those of a bloc, or of a body that is called by its members' abbreviations."""
        entry = self.actors.get(actor)
        if entry is None or not entry.members:
            return ()
        spelled_out = len(form) > 1 and all(character in self.single for character in form)
        return entry.members if entry.type == "bloc" or spelled_out else ()

    def members_of(self, actor: str) -> tuple[str, ...]:
        """The states that make up a small body; empty for one of many members, and for what is no body."""
        entry = self.actors.get(actor)
        return entry.members if entry is not None and 1 < len(entry.members) <= _FEW else ()

    def holder(self, state: str, *, code: str, word: str, on: date) -> str:
        """Who held the office of ``state`` on the day; empty where nobody, or more than one, is listed."""
        found = {
            office.actor
            for office in self.offices
            if office.of == state and (word in office.words or office.code == code) and holds(office.held, on)
        }
        return found.pop() if len(found) == 1 else ""


def _offices(actor: Actor) -> Iterable[Office]:
    for role in actor.roles:
        yield Office(actor.id, role.of or actor.country, role.code, tuple(role.office.values()), role.held)


def _spellings(form: str) -> Iterable[str]:
    """The form, and for kanji names with a space the form without it."""
    yield form
    bare = form.replace(" ", "").replace("　", "")
    if bare != form and script_of(form[0]) in ("han", "katakana"):
        yield bare
