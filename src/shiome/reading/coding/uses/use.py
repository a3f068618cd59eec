"""An event word in use, and the proposal made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from shiome.reading.coding.dates.find import DateMention
from shiome.reading.coding.proposals import EventProposal, Span
from shiome.reading.coding.sentence_io import SentenceInput
from shiome.reading.coding.uses.roles import Parties, Roles, actors_of, parties, span_of
from shiome.reading.lexicon import Trigger, load_lexicon
from shiome.vocabulary.edtf import parse_edtf
from shiome.vocabulary.plover import QUADRANTS, Reality


@dataclass(slots=True)
class Use:
    """One use of an event word."""

    span: Span
    triggers: Sequence[Trigger]
    """What the word may tell; the first whose demands are met counts."""
    roles: Roles
    clause: Span
    reality: Reality = "actual"
    open: bool = False
    """Neither past nor marked: only its date, or its being an act of speech, tells whether it happened."""
    passive: bool = False
    nominal: bool = False
    carrier: str | None = None
    objects: str = ""
    """Words in which what a trigger demands of its object may stand."""
    attribution: str = ""
    background: bool = False
    """It is only taken for granted."""
    dates: Sequence[DateMention] = field(default_factory=tuple)
    """Those of the sentence's dates that may be its own."""


def fits(trigger: Trigger, use: Use) -> bool:
    """Whether what stands around the word is what the trigger asks for."""
    if trigger.carried and (use.carrier is None or use.carrier not in trigger.carried):
        return False
    if trigger.object and not any(word in use.objects for word in trigger.object):
        return False
    if trigger.dative and not any(word in use.objects for word in trigger.dative):
        return False
    return not any(word in use.objects for word in trigger.not_object)


_MOST_CONTEXTS = 3
_SAME = 10
"""Two words this close that tell the same of the same are one event (deepened their cooperation)."""


def proposals(sentence: SentenceInput, uses: Sequence[Use], *, language: str) -> list[EventProposal]:
    """The events that the uses of a sentence tell."""
    found: list[EventProposal] = []
    for use in uses:
        event = proposal(sentence, use, language=language)
        if event is not None and not any(_same(event, other) for other in found):
            found.append(event)
    return found


def _same(event: EventProposal, other: EventProposal) -> bool:
    near = abs(event.trigger[0] - other.trigger[1]) <= _SAME
    if event.when != other.when:
        return False
    told = (set(event.source), set(event.recipient), event.plover)
    return near and told == (set(other.source), set(other.recipient), other.plover)


def proposal(sentence: SentenceInput, use: Use, *, language: str) -> EventProposal | None:
    """The event a use tells; ``None`` where no trigger fits or nobody fills its frame."""
    for trigger in use.triggers:
        if not fits(trigger, use):
            continue
        found = parties(trigger, use.roles, passive=use.passive, nominal=use.nominal)
        if found is not None:
            return _proposal(sentence, use, trigger, found, language)
    return None


def _proposal(sentence: SentenceInput, use: Use, trigger: Trigger, found: Parties, language: str) -> EventProposal:
    chosen = choose_date(use.dates or sentence.dates, use.span, use.clause)
    reality, is_open = use.reality, use.open
    if is_open and is_speech_act(trigger):
        # To condemn in the present tense is to do it.
        reality, is_open = "actual", False
    when, reality = _settle(chosen, reality, sentence, open_tense=is_open)
    here = [mention for mention in found.source if mention in sentence.mentions]
    doers, goals = actors_of(found.source), actors_of(found.recipient)
    return EventProposal(
        source=doers,
        recipient=tuple(actor for actor in goals if actor not in doers) or goals,
        plover=trigger.plover,
        mode=_mode(trigger, use, sentence.text, language),
        context=_contexts(trigger, use, language),
        reality=reality,
        trigger=use.span,
        word=sentence.text[use.span[0] : use.span[1]],
        source_span=span_of(here),
        recipient_span=span_of([mention for mention in found.recipient if mention in sentence.mentions]),
        attribution=use.attribution,
        place=next((m.text for m in sentence.mentions if m.actors and m.actors[0] in sentence.places), ""),
        when=when,
        date_span=(chosen.start, chosen.end) if chosen else None,
        confidence=0.5 if use.nominal else 0.65,
        background=use.background,
    )


def _mode(trigger: Trigger, use: Use, text: str, language: str) -> str:
    """The mode that the event word tells, else that which the words around it tell."""
    if trigger.mode:
        return trigger.mode
    told = load_lexicon(language).modes.get(trigger.plover, ())
    for words in (text[use.span[0] : use.span[1]].lower(), use.objects):
        for mode in told:
            if any(word in words for word in mode.words):
                return mode.mode
    return ""


def _contexts(trigger: Trigger, use: Use, language: str) -> tuple[str, ...]:
    """The contexts that the words of the clause tell; three at most."""
    found = [trigger.context] if trigger.context else []
    for context, cues in load_lexicon(language).contexts.items():
        if context not in found and any(cue in use.objects for cue in cues):
            found.append(context)
    return tuple(found[:_MOST_CONTEXTS])


def is_speech_act(trigger: Trigger) -> bool:
    """Whether the event is done by saying so."""
    return "verbal" in QUADRANTS.get(trigger.plover, "") and trigger.plover != "CONSULT"


def choose_date(dates: Sequence[DateMention], trigger: Span, clause: Span) -> DateMention | None:
    """The date of an event: the nearest before it in its clause, the nearest after it there, the nearest before the clause."""
    inside = [found for found in dates if clause[0] <= found.start < clause[1]]
    before = [found for found in inside if found.end <= trigger[0]]
    after = [found for found in inside if found.start >= trigger[1]]
    if before:
        return before[-1]
    if after:
        return after[0]
    earlier = [found for found in dates if found.end <= clause[0]]
    return earlier[-1] if earlier else None


def _settle(
    chosen: DateMention | None, reality: Reality, sentence: SentenceInput, *, open_tense: bool
) -> tuple[str, Reality]:
    document = sentence.document_date
    if chosen is None:
        return (f"../{document.isoformat()}" if reality == "actual" else ""), reality
    span = parse_edtf(chosen.edtf)
    past = span.earliest is None or span.earliest <= document
    if open_tense and past and span.latest is not None and span.latest <= document:
        reality = "actual"
    if (reality == "actual" or open_tense) and not past:
        reality = "planned"
    return _bounded(chosen, reality), reality


def _bounded(chosen: DateMention, reality: Reality) -> str:
    """The date; one that names an end of an interval gives that interval."""
    if "/" in chosen.edtf or reality != "actual" or not chosen.relation:
        return chosen.edtf
    return f"{chosen.edtf}/.." if chosen.relation == "since" else f"../{chosen.edtf}"
