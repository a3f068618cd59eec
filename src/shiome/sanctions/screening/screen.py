"""Screening: names, numbers and dates against the lists as they stood on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from shiome.errors import InputRefused
from shiome.sanctions.screening import kernels
from shiome.sanctions.screening.bank import Bank, Frequencies, lay_out, sound_tables
from shiome.sanctions.screening.explanation import explain_common, explain_name
from shiome.sanctions.screening.features import IDENTIFIERS, circumstances, identifiers, ship_numbers
from shiome.sanctions.screening.forms import entity_forms, forms_of
from shiome.sanctions.screening.identifiers import alterations, bare, digits_of_imo
from shiome.sanctions.screening.index import Index
from shiome.sanctions.screening.model import SUBJECTS, Entity, Hit, ListSnapshot, Query, Reason
from shiome.sanctions.screening.names import Form, Subject
from shiome.sanctions.screening.versions import chosen, standing

THRESHOLD = 0.7
"""Scores from here on are hits."""
_CHUNK = 512


@dataclass(frozen=True)
class _Prepared:
    """A query with its forms."""

    query: Query
    forms: tuple[Form, ...]


def _refused(day: str) -> InputRefused:
    return InputRefused(
        "screen.day",
        f"{day!r} is no day",
        ja=f"{day!r} は日付ではない",
        hint="write it as 2017-09-11",
        hint_ja="2017-09-11 のように書く",
        failed=day,
    )


class Screen:
    """Lists made ready for screening.

    Parameters
    ----------
    snapshots:
        Lists, each in one or more versions.
    rules:
        How likeness becomes a score.

    Examples
    --------
    >>> from shiome.sanctions.screening.model import Entity, ListSnapshot
    >>> listed = Entity("X.1", "Company", {"name": ("GREEN VALLEY TRADING CO., LTD.",)}, "2017-09-11")
    >>> ready = Screen([ListSnapshot("un", "list.xml", "2020-01-01", "0" * 64, (listed,))])
    >>> [(hit.entity.id, hit.listed_on) for hit in ready.screen("Green Valley Trade Corporation")]
    [('X.1', '2017-09-11')]
    >>> ready.screen("Green Valley Trade Corporation", as_of="2016-01-01")
    ()
    """

    def __init__(self, snapshots: Iterable[ListSnapshot], *, rules: kernels.Rules | None = None) -> None:
        self.snapshots = tuple(snapshots)
        self._rules = rules or kernels.Rules()
        self._rows: list[tuple[Entity, ListSnapshot]] = []
        for snapshot in self.snapshots:
            self._rows += [(entity, snapshot) for entity in snapshot.entities]
        laid = [entity_forms(entity) for entity, _ in self._rows]
        self._origins = [origin for _, origins in laid for origin in origins]
        plain = [[form for form, _ in forms] for forms, _ in laid]
        self._frequencies = Frequencies.learn(plain)
        self._bank: Bank = lay_out([forms for forms, _ in laid], self._frequencies)
        self._index = Index(self._bank.forms)
        self._owner = np.repeat(np.arange(len(self._rows)), np.diff(self._bank.owners))
        self._singly = np.arange(len(self._bank.forms) + 1, dtype=np.int64)
        self._numbers: dict[str, list[int]] = defaultdict(list)
        for place, (entity, _) in enumerate(self._rows):
            for prop in (*(name for name, _ in IDENTIFIERS), "mmsi"):
                for value in entity.get(prop):
                    self._numbers[bare(value)].append(place)

    def screen(
        self, query: str | Query, *, as_of: str | None = None, limit: int = 10, threshold: float = THRESHOLD
    ) -> tuple[Hit, ...]:
        """Listed entities that answer to a query, best first.

        Parameters
        ----------
        query:
            A name, or a name with what else is known.
        as_of:
            ISO day: only what stood on the lists then. None: the newest version of each list.
        """
        return next(self.screen_many([query], as_of=as_of, limit=limit, threshold=threshold))[1]

    def screen_many(
        self, queries: Iterable[str | Query], *, as_of: str | None = None, limit: int = 10, threshold: float = THRESHOLD
    ) -> Iterator[tuple[Query, tuple[Hit, ...]]]:
        """The same for a stream of queries, in order and in bounded memory."""
        if as_of is not None and not (len(as_of) == 10 and as_of[:4].isdigit()):
            raise _refused(as_of)
        usable = self._usable(as_of)
        chunk: list[_Prepared] = []
        for query in queries:
            chunk.append(_prepare(query))
            if len(chunk) == _CHUNK:
                yield from self._chunk(chunk, usable, as_of, limit, threshold)
                chunk = []
        yield from self._chunk(chunk, usable, as_of, limit, threshold)

    def _usable(self, as_of: str | None) -> NDArray[np.bool_]:
        kept = {id(snapshot) for snapshot in chosen(self.snapshots, as_of or "")}
        return np.array(
            [
                id(snapshot) in kept and (as_of is None or standing(entity, snapshot, as_of) != "not listed")
                for entity, snapshot in self._rows
            ],
            dtype=np.bool_,
        )

    def _chunk(
        self,
        chunk: Sequence[_Prepared],
        usable: NDArray[np.bool_],
        as_of: str | None,
        limit: int,
        threshold: float,
    ) -> Iterator[tuple[Query, tuple[Hit, ...]]]:
        bank = lay_out([[(form, 1.0) for form in one.forms] for one in chunk], self._frequencies)
        for place, one in enumerate(chunk):
            near = self._index.candidates(one.forms)
            near = near[usable[self._owner[near]]]
            wanted, scores, forms = self._best(*self._scores(bank, place, near, self._singly), near)
            more = np.setdiff1d(np.array(self._by_number(one.query), dtype=np.int64), wanted)
            more = more[usable[more]]
            if len(more):
                by_number, pairs = self._scores(bank, place, more, self._bank.owners)
                wanted, scores = np.concatenate((wanted, more)), np.concatenate((scores, by_number))
                forms = np.concatenate((forms, pairs))
            hits = self._hits(one.query, bank, wanted, scores, forms, as_of=as_of, limit=limit, threshold=threshold)
            yield one.query, tuple(hits)

    def _by_number(self, query: Query) -> list[int]:
        found: list[int] = []
        for number in (*query.identifiers, *query.mmsi, *(digits_of_imo(one) or one for one in query.imo)):
            found += self._numbers.get(bare(number), ())
        if query.imo:
            found += [
                place
                for text in query.imo
                for near in alterations(digits_of_imo(text))
                for place in self._numbers.get(near, ())
            ]
        return found

    def _scores(
        self, bank: Bank, place: int, wanted: NDArray[np.int64], owners: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        found = np.zeros(len(wanted))
        forms = np.full((len(wanted), 2), -1, dtype=np.int64)
        first, last = int(bank.owners[place]), int(bank.owners[place + 1])
        kernels.score(
            bank.flat, first, last, self._bank.flat, wanted, owners, sound_tables(), self._rules, found, forms
        )
        return found, forms

    def _best(
        self, scores: NDArray[np.float64], forms: NDArray[np.int64], near: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]:
        """Of the forms of each entity the best."""
        order = np.argsort(-scores, kind="stable")
        wanted, first = np.unique(self._owner[near[order]], return_index=True)
        return wanted, scores[order[first]], forms[order[first]]

    def _hits(
        self,
        query: Query,
        bank: Bank,
        wanted: NDArray[np.int64],
        scores: NDArray[np.float64],
        forms: NDArray[np.int64],
        *,
        as_of: str | None,
        limit: int,
        threshold: float,
    ) -> list[Hit]:
        numbered = bool(query.identifiers or query.imo or query.mmsi)
        near = range(len(wanted)) if numbered else np.flatnonzero(scores >= threshold - 0.1)
        judged = []
        for at in near:
            entity, snapshot = self._rows[int(wanted[at])]
            score, reasons = judge(query, entity, float(scores[at]))
            if score >= threshold:
                judged.append((round(score, 3), snapshot.source, entity.id, int(at), snapshot, reasons))
        found: list[Hit] = []
        for score, source, _, at, snapshot, reasons in sorted(judged, key=lambda row: (-row[0], *row[1:4]))[:limit]:
            entity = self._rows[int(wanted[at])][0]
            if forms[at, 0] >= 0 and scores[at] >= 0.5:
                reasons = [*self._name_reasons(bank, int(forms[at, 0]), int(forms[at, 1]), float(scores[at])), *reasons]
            if as_of is not None and standing(entity, snapshot, as_of) == "unknown":
                text = f"listed in {snapshot.version}; not known whether on {as_of}"
                reasons.append(
                    Reason("listing", 0.0, text, f"{snapshot.version} にはあるが、{as_of} にあったかは分からない")
                )
            found.append(Hit(entity, source, entity.listed_on, score, tuple(reasons)))
        return found

    def _name_reasons(self, bank: Bank, mine: int, theirs: int, score: float) -> list[Reason]:
        common = explain_common(bank, mine, self._frequencies)
        name = explain_name(bank, mine, self._bank, theirs, score, self._origins[theirs])
        return [name, *((common,) if common else ())]

    def pair_scores(self, queries: Sequence[str | Query]) -> NDArray[np.float64]:
        """The name score of every query with every listed entity, without the index (for measuring)."""
        prepared = [_prepare(query) for query in queries]
        bank = lay_out([[(form, 1.0) for form in one.forms] for one in prepared], self._frequencies)
        everything = np.arange(len(self._rows), dtype=np.int64)
        return np.array([self._scores(bank, place, everything, self._bank.owners)[0] for place in range(len(prepared))])


def judge(query: Query, entity: Entity, name_score: float) -> tuple[float, list[Reason]]:
    """The score of a match from the name's score and everything else that is known, and the reasons beside the name."""
    carried, reasons = identifiers(query, entity)
    by_ship, correction, more = ship_numbers(query, entity, name_score)
    change, rest = circumstances(query, entity)
    score = max(0.0, min(1.0, name_score + correction + change)) if name_score > 0 else 0.0
    return max(score, carried, by_ship), [*reasons, *more, *rest]


def _prepare(query: str | Query) -> _Prepared:
    given = Query(name=query) if isinstance(query, str) else query
    subjects: tuple[Subject, ...] = ("person", "body", "ship")
    if given.schema:
        subject = SUBJECTS.get(given.schema)
        if subject is None:
            raise InputRefused(
                "screen.schema",
                f"{given.schema!r} is no schema that lists know",
                ja=f"{given.schema!r} という種類は一覧にない",
                hint=f"use one of {', '.join(SUBJECTS)}",
                hint_ja=f"{'、'.join(SUBJECTS)} のどれかを使う",
                failed=given.schema,
            )
        subjects = (subject,)
    names = [name for name in (given.name, *given.aliases) if name.strip()]
    forms = tuple(dict.fromkeys(form for name in names for subject in subjects for form in forms_of(name, subject)))
    if not given.imo and (digits := digits_of_imo(given.name)):
        given = replace(given, imo=(digits,))
    return _Prepared(given, forms)
