"""A notice or case report made from a case as a reader may have it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from shiome.records.marking import TLPS
from shiome.region.pack import Pack
from shiome.sanctions.casework.folding import CaseFile
from shiome.sanctions.casework.model import Evidence
from shiome.sanctions.casework.ownership import ownership_of
from shiome.sanctions.notices.facts import fact_blocks, map_block
from shiome.sanctions.notices.model import Block, Form, Notice, Paragraph, Picture, Section
from shiome.sanctions.notices.network import network_picture
from shiome.sanctions.notices.parts import (
    assessment_blocks,
    chronology_rows,
    evidence_rows,
    hand_over_rows,
    holding_rows,
    identity_rows,
    legal_rows,
    list_rows,
    notified_rows,
    reply_rows,
)
from shiome.sanctions.notices.words import NoticeLanguage, Words


def notice_of(
    case: CaseFile, pack: Pack, *, language: NoticeLanguage, as_of: date, form: Form = "report", reader: str = ""
) -> Notice:
    """The document of a case.

    Parameters
    ----------
    case:
        As the reader may have it: see :func:`shiome.sanctions.casework.released_to`. Everything in it is shown.
    form:
        ``notice``: when, who observed, which vessels, where, what was seen, assessment, to whom reported, map, evidence. ``report``:
        besides, identities, owners, lists, paragraphs, replies and the whole chronology.
    reader:
        For whom it is, for the marking on every page; empty for the originator's own copy.
    """
    words = Words(language)
    category = pack.entry("violations", case.opening.category)
    return Notice(
        form=form,
        language=language,
        title=words.told(case.opening.title),
        subtitle=f"{words(f'form.{form}')} · {words.told(getattr(category, 'name', {}))}",
        case=f"{words('case')} {case.id}",
        as_of=as_of,
        as_of_text=words("as_of", day=words.day(as_of.isoformat())),
        marking=marking_of(case, reader),
        simulated=words("simulated") if case.simulated else "",
        sections=tuple(section for section in _sections(case, pack, words, form) if section.blocks),
    )


def marking_of(case: CaseFile, reader: str) -> str:
    """The narrowest marking of what is in the case, for this reader.

    A document goes no further than the part that may go least far.
    """
    used = {case.marking(entry.number).tlp for entry in case.entries}
    narrowest = max(used, key=TLPS.index)
    return f"TLP:{narrowest}" + (f" REL TO {reader}" if reader and narrowest != "CLEAR" else "")


def _sections(case: CaseFile, pack: Pack, words: Words, form: Form) -> Iterator[Section]:
    yield Section(words("facts"), tuple(fact_blocks(case, words)))
    yield Section(words("map"), tuple(map_block(case, words)))
    if form == "report":
        yield Section(words("identities"), tuple(identity_rows(case, words)))
        yield Section(words("network"), tuple(_network(case, words)))
        yield Section(words("chronology"), tuple(chronology_rows(case, words)))
        yield Section(words("list_hits"), tuple(list_rows(case, words)) or _none(words))
    yield Section(words("legal"), tuple(legal_rows(case, pack, words)) or (_none(words) if form == "report" else ()))
    yield Section(words("assessment"), tuple(assessment_blocks(case, pack, words)) or _none(words))
    yield Section(words("replies"), tuple(reply_rows(case, words)) or (_none(words) if form == "report" else ()))
    yield Section(words("reported"), tuple(notified_rows(case, words)) or _none(words))
    if form == "report":
        yield Section(words("handed"), tuple(hand_over_rows(case, pack, words)))
    yield Section(words("evidence"), tuple(evidence_rows(case, words)) if case.of(Evidence) else _none(words))


def _none(words: Words) -> tuple[Block, ...]:
    return (Paragraph(words("none")),)


def _network(case: CaseFile, words: Words) -> Iterator[Block]:
    alt = words("network.alt")
    if drawn := network_picture(ownership_of(case), words, alt=alt):
        yield Picture(drawn, alt, 640)
    yield from holding_rows(case, words)
