"""The history of a term over a series of texts: its forms, when each came and went, and where the wording turned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import msgspec

from shiome.reading.comparing.forms import Form, forms_in
from shiome.reading.comparing.model import Span
from shiome.reading.comparing.terms import TermBank, Terms
from shiome.reading.comparing.units import date_of, units_of

if TYPE_CHECKING:
    from shiome.reading.actors import ActorResolver
    from shiome.reading.text.document import TextDocument


class Use(msgspec.Struct, frozen=True, kw_only=True):
    """One use of the term in one text."""

    text: int
    """Number of the text in :attr:`TermHistory.texts`."""
    language: str
    words: str
    """The term with what qualifies it, as the text says it."""
    span: Span
    """Raw span of ``words``."""
    form: Form


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """One text of the series."""

    file: str
    when: str
    """EDTF date."""
    language: str
    parts: tuple[str, ...]
    """All parts of the forms in which it uses the term; empty also where it uses the bare term."""
    uses: int


class PartHistory(msgspec.Struct, frozen=True, kw_only=True):
    """When one part of the wording was in use; ``bare`` stands for the term itself."""

    part: str
    first: str
    last: str
    texts: int
    """Number of texts that use it."""
    gaps: tuple[tuple[str, str], ...]
    """Dates of the first and last text in each run of texts without it, between its first and its last use."""


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """Where the wording changed from one text that uses the term to the next that does."""

    since: str
    when: str
    file: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]


class TermHistory(msgspec.Struct, frozen=True, kw_only=True):
    """The history of a term."""

    term: str
    texts: tuple[Text, ...]
    uses: tuple[Use, ...]
    parts: tuple[PartHistory, ...]
    turns: tuple[Turn, ...]
    undated: tuple[str, ...]
    """Files that bear no date and were left out."""

    def shape(self) -> dict[str, Any]:
        """The JSON shape."""
        content: dict[str, Any] = msgspec.to_builtins(self)
        for use, row in zip(self.uses, content["uses"], strict=True):
            row["form"] = list(use.form.parts)
        return content


def history(
    texts: Iterable[TextDocument],
    term: str,
    *,
    terms: Terms | TermBank,
    resolver: ActorResolver | None = None,
) -> TermHistory:
    """The history of ``term`` over texts in any of the languages, in the order of their dates.

    A form is what a text adds to the term: qualifiers (``qualifier:complete``), whose it is (``of:`` and an actor), resolve
    (``resolve:resolute``), ``commitment``. The parts are the same in all languages, so that one history may run over several.

    Raises
    ------
    NotKnown
        The bank has no such term.
    """
    bank = terms if isinstance(terms, TermBank) else TermBank(terms, resolver)
    bank.term(term)
    dated: list[tuple[date, int, TextDocument]] = []
    undated: list[str] = []
    for number, document in enumerate(texts):
        day = date_of(document)
        if day is None:
            undated.append(document.file_name)
        else:
            dated.append((day, number, document))
    rows: list[Text] = []
    uses: list[Use] = []
    for number, (day, _, document) in enumerate(sorted(dated, key=lambda each: each[:2])):
        found = _uses(document, number, term, bank, day)
        uses += found
        rows.append(
            Text(
                file=document.file_name,
                when=document.metadata.dated.value if document.metadata.dated else "",
                language=document.language,
                parts=tuple(sorted({part for use in found for part in use.form.parts})),
                uses=len(found),
            )
        )
    return TermHistory(
        term=term, texts=tuple(rows), uses=tuple(uses), parts=_parts(rows), turns=_turns(rows), undated=tuple(undated)
    )


def _uses(document: TextDocument, number: int, term: str, bank: TermBank, on: date) -> list[Use]:
    found = []
    for unit in units_of(document, bank, on=on):
        for start, end, form in forms_in(unit, term, bank.kit(unit.language)):
            found.append(
                Use(
                    text=number,
                    language=unit.language,
                    words=document.clean.clean[start:end],
                    span=document.clean.to_raw(start, end),
                    form=form,
                )
            )
    return found


def _parts(rows: Sequence[Text]) -> tuple[PartHistory, ...]:
    every = {part for row in rows for part in row.parts}
    found = [] if not any(row.uses for row in rows) else [_part("bare", rows, [bool(row.uses) for row in rows])]
    found += [_part(part, rows, [part in row.parts for row in rows]) for part in sorted(every)]
    return tuple(found)


def _part(part: str, rows: Sequence[Text], used: Sequence[bool]) -> PartHistory:
    numbers = [number for number, is_used in enumerate(used) if is_used]
    gaps = []
    for before, after in pairwise(numbers):
        if after > before + 1:
            gaps.append((rows[before + 1].when, rows[after - 1].when))
    return PartHistory(
        part=part, first=rows[numbers[0]].when, last=rows[numbers[-1]].when, texts=len(numbers), gaps=tuple(gaps)
    )


def _turns(rows: Sequence[Text]) -> tuple[Turn, ...]:
    using = [row for row in rows if row.uses]
    return tuple(
        Turn(
            since=before.when,
            when=after.when,
            file=after.file,
            gained=tuple(sorted({*after.parts} - {*before.parts})),
            lost=tuple(sorted({*before.parts} - {*after.parts})),
        )
        for before, after in pairwise(using)
        if before.parts != after.parts
    )
