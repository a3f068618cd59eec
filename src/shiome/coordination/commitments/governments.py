"""Who governed a state on a day, from the offices that actors of the pack held.

Who takes an office is public on the day it is taken. So a term is looked up for days up to the one asked for, whatever document of
the pack tells of it, and its end is never told before it has come.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from shiome.region.pack import Pack
from shiome.region.schema.actors import Actor
from shiome.region.schema.promises import Administration
from shiome.vocabulary.edtf import parse_edtf


@dataclass(frozen=True, order=True)
class Term:
    """One administration: a holder's time in the governing office. The same person returning is another administration."""

    since: date
    until: date
    holder: str


class Governments:
    """The administrations of every state that the pack follows.

    >>> from shiome.region.pack import load_pack, locate
    >>> known = Governments(load_pack(locate("peninsula")))
    >>> all(known.on(state, date(2024, 1, 1)) is not None for state in known.states)
    True
    """

    def __init__(self, pack: Pack) -> None:
        followed = {each.state: each for each in pack.entries("administrations", Administration).values()}
        self._terms: dict[str, list[Term]] = {state: [] for state in followed}
        self._acting: dict[str, list[Term]] = {state: [] for state in followed}
        for actor in pack.entries("actors", Actor).values():
            for role in actor.roles:
                entry = followed.get(role.of)
                if entry is None:
                    continue
                held = parse_edtf(role.held)
                term = Term(held.earliest or date.min, held.latest or date.max, actor.id)
                if role.code == entry.office:
                    self._terms[role.of].append(term)
                elif role.code in entry.acting:
                    self._acting[role.of].append(term)
        for terms in (*self._terms.values(), *self._acting.values()):
            terms.sort()

    @property
    def states(self) -> tuple[str, ...]:
        """The states whose administrations are followed."""
        return tuple(self._terms)

    def on(self, state: str, day: date) -> Term | None:
        """The administration in office on a day; on the day of a change, the new one. None where nobody governs or is followed."""
        return _on(self._terms.get(state, []), day)

    def acting(self, state: str, day: date) -> str:
        """Who stands in on a day; empty for nobody."""
        term = _on(self._acting.get(state, []), day)
        return term.holder if term else ""

    def within(self, state: str, first: date, last: date) -> tuple[Term | None, ...]:
        """The administrations in office at some time from ``first`` to ``last``, in order; None for a time without any."""
        terms = self._terms.get(state, [])
        turns = [first]
        turns += [term.since for term in terms if first < term.since <= last]
        turns += [day for term in terms if term.until < last and (day := term.until + timedelta(days=1)) > first]
        return tuple(dict.fromkeys(self.on(state, day) for day in sorted(turns)))


def _on(terms: list[Term], day: date) -> Term | None:
    return next((term for term in reversed(terms) if term.since <= day <= term.until), None)
