"""Puts the sections together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, cast

from shiome.outlook.build.changes import changes
from shiome.outlook.build.conflicts import conflicts
from shiome.outlook.build.context import Context
from shiome.outlook.build.coordination import coordination as coordination_section
from shiome.outlook.build.front import front
from shiome.outlook.build.futures import futures as futures_section
from shiome.outlook.build.institutions import institutions
from shiome.outlook.build.judgements import judgements
from shiome.outlook.build.options import options as options_section
from shiome.outlook.build.plugged import plugged
from shiome.outlook.build.proposals import proposals
from shiome.outlook.build.recommendations import recommendations
from shiome.outlook.build.sanctions import sanctions as sanctions_section
from shiome.outlook.build.situation import situation
from shiome.outlook.build.sources import sources
from shiome.outlook.build.wording import wording
from shiome.outlook.build.yardsticks import yardsticks
from shiome.outlook.dates import reader_date, reader_day
from shiome.outlook.evidence import EvidenceBook, renumbered
from shiome.outlook.knowledge import Knowledge
from shiome.outlook.messages import Words, catalogue
from shiome.outlook.model import Cited, Outlook, Style
from shiome.region.asof import document_day
from shiome.region.pack import Pack
from shiome.region.schema.actors import Actor
from shiome.region.schema.meta import SeedDocument
from shiome.vocabulary.languages import in_language
from shiome.yardsticks.model import Measurement

if TYPE_CHECKING:
    from shiome.coordination.view import CoordinationView
    from shiome.futures.analyses.view import FuturesView
    from shiome.policy.view import OptionsView
    from shiome.sanctions.view import SanctionsView

SECTIONS = (
    changes,
    situation,
    yardsticks,
    futures_section,
    options_section,
    sanctions_section,
    coordination_section,
    institutions,
    wording,
    recommendations,
    judgements,
    conflicts,
    proposals,
    sources,
)
"""The builders, in the order of the document. Each takes the context and gives a section, or none."""


def build_outlook(
    pack: Pack,
    knowledge: Knowledge,
    *,
    as_of: date,
    language: str = "ja",
    since: date | None = None,
    measurements: Sequence[Measurement] = (),
    futures: FuturesView | None = None,
    options: OptionsView | None = None,
    sanctions: SanctionsView | None = None,
    coordination: CoordinationView | None = None,
    newest: int = 0,
    data_version: str = "",
) -> Outlook:
    """The outlook as of a day.

    Parameters
    ----------
    pack:
        The region.
    knowledge:
        Records and documents, asked as of the day.
    as_of:
        Nothing that became known after this day is used.
    language:
        ``ja`` or ``en``.
    since:
        The day to compare with; the date of the document before the latest where it is not given.
    measurements:
        The yardsticks as of the same day, in the order in which they are told; the first is shown in detail. Without any,
        there is no section on them.
    futures:
        What the model says as of the same day, its backtest's verdict included. Without it, there is no section on futures.
    options:
        What the policy engines say as of the same day. Without it, there is no section on options.
    sanctions:
        The bodies that watch over the sanctions and the public cases as of the same day. Without it, there is no section on
        sanctions.
    coordination:
        Consultations, commitments, tests and words as of the same day. Without it, there is no section on coordination. Where
        something in it is not open to everybody, the outlook carries its marking.
    newest:
        Of a kind with more records than this, ``knowledge`` tells only of so many, the newest, and of those that the pack or the
        measurements name; 0 where it tells of all.
    data_version:
        State of the records, for the title page.

    Raises
    ------
    QueryRefused
        The outlook is not written in that language.
    """
    words = Words(language)
    catalogue(language)
    documents, days = _documents(pack, knowledge, as_of, language)
    ordered = sorted(set(days.values()))
    compared = since if since is not None else ordered[-2] if len(ordered) > 1 else None
    context = Context(
        pack=pack,
        knowledge=knowledge,
        as_of=as_of,
        since=compared,
        language=language,
        words=words,
        book=EvidenceBook(documents, days, language),
        documents=documents,
        measurements=measurements,
        futures=futures,
        options=options,
        sanctions=sanctions,
        coordination=coordination,
        newest=newest,
    )
    region = in_language(pack.region.name, language)
    first = front(context)
    parts = [part for build in SECTIONS if (part := build(context)) is not None]
    # Before the last, which tells of sources and method.
    parts[-1:-1] = plugged(context)
    return renumbered(
        Outlook(
            title=in_language(pack.region.style.title, language) or words("title", region=region),
            region=pack.region.id,
            region_name=region,
            viewpoint=in_language(pack.region.viewpoint, language),
            language=language,
            as_of=as_of,
            as_of_text=words("as_of", day=reader_day(as_of, language)),
            since=compared,
            since_text=words("since", day=reader_day(compared, language)) if compared else "",
            keywords=_keywords(context, region),
            front=first,
            sections=tuple(parts),
            evidence=context.book.evidence,
            documents=tuple(documents.values()),
            pack=f"{pack.region.id}@{pack.region.version} {pack.fingerprint[:12]}",
            data_version=data_version,
            marking=_marking(context),
            style=_style(pack, language),
            labels=_labels(language),
        )
    )


def _marking(context: Context) -> str:
    marking = context.coordination.marking if context.coordination is not None else None
    return context.marking(marking) if marking is not None else ""


def _style(pack: Pack, language: str) -> Style:
    style = pack.region.style
    return Style(
        organisation=in_language(style.organisation, language),
        accent=style.accent,
        worse=style.worse,
        better=style.better,
        logo=style.logo,
    )


def _documents(
    pack: Pack, knowledge: Knowledge, as_of: date, language: str
) -> tuple[dict[str, Cited], dict[str, date]]:
    """The documents known on the day, oldest first: those in the workspace, and those that the pack only cites."""
    days = {name: day for name in pack.documents if (day := document_day(pack, name)) <= as_of}
    held = {document.id: document for document in knowledge.documents(as_of=as_of)}
    days |= {name: document.known_from for name, document in held.items() if name not in days}
    writers = _writers(pack, language)
    found: dict[str, Cited] = {}
    for name in sorted(days, key=lambda n: (days[n], n)):
        entry, document = pack.documents.get(name), held.get(name)
        author = (entry.author if entry else "") or (document.author if document else "")
        found[name] = Cited(
            id=name,
            title=in_language(entry.title, language) if entry else document.title if document else name,
            author=writers.get(author, author),
            publisher=_publisher(entry, language) or (document.publisher if document else ""),
            dated=entry.dated if entry else document.dated if document else "",
            day=reader_date(entry.dated if entry else document.dated if document else "", language),
            language=entry.language if entry else document.language if document else "",
            at_hand=document is not None,
            text=document.text if document else "",
        )
    return found, days


def _publisher(entry: SeedDocument | None, language: str) -> str:
    return entry.publisher_names.get(language, entry.publisher) if entry else ""


def _writers(pack: Pack, language: str) -> dict[str, str]:
    """Names of actors in any language, with the name in this one: a document names its author in its own."""
    actors = cast(Mapping[str, Actor], pack.entries("actors"))
    return {name: in_language(actor.name, language) for actor in actors.values() for name in actor.name.values()}


def _labels(language: str) -> dict[str, str]:
    prefix = "labels."
    return {
        name.removeprefix(prefix): text
        for name, text in catalogue(language).items()
        if name.startswith(prefix) and isinstance(text, str)
    } | {f"direction.{way}": str(catalogue(language)[f"direction.{way}"]) for way in ("closer", "apart", "same", "new")}


def _keywords(context: Context, region: str) -> tuple[str, ...]:
    actors = (*context.pack.region.principals, *context.pack.region.concern)
    return (region, *(context.actor(actor) for actor in actors))
