"""Events in a Korean sentence, by simple rules: particles at the end of names, event words with 하다 or 되다 behind them."""

from __future__ import annotations

import re
from functools import lru_cache

from shiome.reading.actors.mentions import Mention
from shiome.reading.actors.scripts import script_of
from shiome.reading.coding.dates.find import alternatives
from shiome.reading.coding.frames import Arguments, parties, span_of
from shiome.reading.coding.proposals import EventProposal, Span
from shiome.reading.coding.sentence_io import SentenceInput, SentenceOutput
from shiome.reading.coding.timing import pick_date, settle
from shiome.reading.coding.triggers import fits, trigger_table
from shiome.reading.lexicon import Trigger, load_lexicon
from shiome.vocabulary.plover import Reality

_PLACES = {
    "topic": "subject",
    "subject": "subject",
    "object": "object",
    "dative": "dative",
    "against": "against",
    "comitative": "comitative",
    "agent": "agent",
    "genitive": "genitive",
    "place_topic": "setting",
}
_CLAUSE_END = re.compile(r"(?:하고|했고|하며|했으며|으며|지만|는데|면서|,)\s")
_PREDICATE = re.compile(
    r"\s?(?:을|를|이|가|도)?\s?(?:하|했|한|할|해|되|됐|된|될|열|개최|진행|실시|표명|발표|가졌|벌|단행)"
)
_AFTER = re.compile(r"\s?(?:후|이후|직후|이래)")
_PAST = re.compile(r"[했됐었았였렸졌갔났]|한\s|된\s")


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    grammar = load_lexicon("ko").grammar
    tail = rf"(?:\s?(?:{alternatives(grammar.actor_heads)}))*(?P<case>{alternatives(grammar.cases)})(?=[\s,.]|$)"
    after = "|".join(f"(?P<{name}>{alternatives(words)})" for name, words in grammar.after.items())
    return re.compile(tail), re.compile(after)


def korean_events(sentence: SentenceInput) -> SentenceOutput:
    """The events of one sentence."""
    text = sentence.text
    mentions = [m for m in sentence.mentions if m.actors and m.actors[0] not in sentence.places]
    cases = {m: _case(text, m) for m in mentions}
    topic = tuple(m for m in mentions if cases[m] in ("topic", "subject"))[:1]
    output = SentenceOutput(topic=topic)
    position = clause_start = 0
    while position < len(text):
        match = trigger_table("ko").nouns.longest(text, position)
        inside = any(m.start <= position < m.end for m in mentions)
        if match is None or inside or not _word_start(text, position, mentions):
            position += 1
            continue
        span = (position, match[0])
        if (event := _event(sentence, span, match[1], cases, clause_start)) is not None:
            output.events.append(event)
            ended = _CLAUSE_END.search(text, span[1])
            clause_start = ended.end() if ended and ended.start() < span[1] + 12 else clause_start
        position = match[0]
    return output


def _word_start(text: str, position: int, mentions: list[Mention]) -> bool:
    """Whether a word, or the part of a compound behind a name, begins here."""
    before = text[position - 1] if position else ""
    return script_of(before) != "hangul" or any(m.end == position for m in mentions)


def _case(text: str, mention: Mention) -> str:
    match = _patterns()[0].match(text, mention.end)
    return load_lexicon("ko").grammar.cases[match["case"]] if match else "modifier"


def _event(
    sentence: SentenceInput, span: Span, triggers: list[Trigger], cases: dict[Mention, str], clause_start: int
) -> EventProposal | None:
    text = sentence.text
    predicate = _PREDICATE.match(text, span[1])
    if predicate is None and not (sentence.dates and _AFTER.match(text, span[1])):
        return None
    arguments = _arguments(text, span, cases, clause_start, sentence.topic)
    reality, open_tense = _reality(text, span[1])
    words = text[clause_start : span[1]]
    rest = text[span[1] : span[1] + 12]
    carrier = next((word for trigger in triggers for word in trigger.carried if word in rest), None)
    trigger = next((t for t in triggers if fits(t, objects=words, datives=words, carrier=carrier)), None)
    passive = bool(re.match(r"\s?(?:되|됐|된|될)", text[span[1] :]))
    found = parties(trigger, arguments, passive=passive, nominal=predicate is None) if trigger else None
    if trigger is None or found is None:
        return None
    chosen = pick_date(text, span, clause_start, None, sentence.dates)
    when, reality = settle(chosen, reality, sentence.document_date, open_tense=open_tense)
    here = tuple(m for m in found.source if m in cases)
    return EventProposal(
        source=tuple(dict.fromkeys(actor for m in found.source for actor in m.actors)),
        recipient=tuple(dict.fromkeys(actor for m in found.recipient for actor in m.actors)),
        plover=trigger.plover,
        reality=reality,
        trigger=span,
        word=text[span[0] : span[1]],
        source_span=span_of(here),
        recipient_span=span_of(found.recipient),
        when=when,
        date_span=(chosen.start, chosen.end) if chosen else None,
        confidence=0.45,
    )


def _arguments(
    text: str, span: Span, cases: dict[Mention, str], clause_start: int, topic: tuple[Mention, ...]
) -> Arguments:
    found = Arguments()
    for mention, case in cases.items():
        if mention.end > span[0]:
            continue
        if mention.start < clause_start:
            if case in ("topic", "subject"):
                found.subject, found.inherited = [mention], True
            continue
        if case == "modifier":
            near = re.fullmatch(r"\s?\S*\s?", text[mention.end : span[0]])
            (found.modifier if near else found.theme).append(mention)
        elif case in _PLACES:
            place = getattr(found, _PLACES[case])
            if _PLACES[case] == "subject" and found.inherited:
                place.clear()
            place.append(mention)
    if not found.subject and not found.agent and not found.genitive and topic:
        found.subject, found.inherited = list(topic), True
    return found


def _reality(text: str, end: int) -> tuple[Reality, bool]:
    following = text[end : end + 22]
    stop = re.search(r"[,.]", following)
    following = following[: stop.start()] if stop else following
    match = _patterns()[1].search(following)
    if following.lstrip().startswith("하는"):
        return "hypothetical", False
    if match is not None and match.lastgroup in ("planned", "hypothetical", "negated"):
        return match.lastgroup, False  # type: ignore[return-value] # the three literals above
    if _PAST.search(following + " ") or re.match(r"\s?(?:을|를)?\s?(?:하고|하며|하면서)", following):
        return "actual", False
    return "hypothetical", True
