"""A coder of fishing boats that a state seizes: who took whose boat, and when, in Japanese and English.

One rule serves the active and the passive voice: the boat is that of the actor named right before it, and the other actor took it.
"""

from __future__ import annotations

import re
from datetime import date

from shiome.reading.actors import Mention
from shiome.reading.coding.coder import CodedDocument
from shiome.reading.coding.dates.find import DateContext, find_dates
from shiome.reading.coding.names.resolver import PolyglotResolver
from shiome.reading.coding.proposals import EventProposal
from shiome.reading.coding.recording import Provenance, Recorder
from shiome.reading.text.document import TextDocument
from shiome.reading.text.sentences import Sentence
from shiome.records.model import Event
from shiome.region.pack import Pack
from shiome.region.schema.actors import Actor

CONFIDENCE = 0.7
NEAR = 12
"""Characters that may stand between whose boat it is and the word for it: 「の」, a number, a name."""
_BOAT = {
    "ja": re.compile(r"漁船|いか釣り船|底引き網船"),
    "en": re.compile(r"fishing (?:boat|vessel)s?|trawlers?|schooners?", re.IGNORECASE),
}
_SEIZED = {
    "ja": re.compile(r"拿捕|だ捕|連行|拘束"),
    "en": re.compile(r"\b(?:seized|detained|impounded|captured)\b", re.IGNORECASE),
}
_UNSURE = {
    "ja": re.compile(r"恐れ|おそれ|可能性|なかった|ていない|ておらず|ならば|場合|かもしれ"),
    "en": re.compile(r"\b(?:not|never|may|might|could|would|[Ii]f|fear(?:s|ed)?|risk)\b"),  # May is a month
}
"""Words with which a sentence does not say that it happened; it is left to the reader."""


def tells_of_seizure(text: str, language: str) -> bool:
    """Whether a sentence tells of a boat and of its being seized, as something that happened."""
    if language not in _BOAT or _UNSURE[language].search(text):
        return False
    return bool(_BOAT[language].search(text) and _SEIZED[language].search(text))


class SeizureCoder:
    """Codes seizures of fishing boats in a region.

    Parameters
    ----------
    pack:
        The region: its actors are recognised.
    """

    def __init__(self, pack: Pack) -> None:
        self._actors = pack.entries("actors", Actor)
        self._resolver = PolyglotResolver(self._actors)

    def code(self, text: TextDocument, *, document: str, dated: date, author: str = "") -> CodedDocument:
        """Propose one event for each sentence that tells of a seizure."""
        recorder = Recorder(Provenance(text, document, dated), self._resolver, {}, author)
        found = (self._event(sentence, recorder, dated) for sentence in text.sentences if not sentence.heading)
        return CodedDocument(events=tuple(event for event in found if event is not None), judgements=())

    def _event(self, sentence: Sentence, recorder: Recorder, dated: date) -> Event | None:
        language, told = sentence.language, sentence.text
        if not tells_of_seizure(told, language):
            return None
        boats, seized = [*_BOAT[language].finditer(told)], next(_SEIZED[language].finditer(told))
        mentions = [each for each in self._resolver.find(told, on=dated, language=language) if self._is_state(each)]
        owner = next((m for boat in boats for m in reversed(mentions) if 0 <= boat.start() - m.end <= NEAR), None)
        taker = next((each for each in mentions if owner is not None and each.actors != owner.actors), None)
        if owner is None or taker is None:
            return None
        day = next(iter(find_dates(told, language=language, context=DateContext(dated))), None)
        proposal = EventProposal(
            source=taker.actors,
            recipient=owner.actors,
            plover="COERCE",
            mode="seize",
            reality="actual",
            trigger=seized.span(),
            word=seized.group(),
            source_span=(taker.start, taker.end),
            recipient_span=(owner.start, owner.end),
            when=day.edtf if day is not None else "",
            date_span=(day.start, day.end) if day is not None else None,
            confidence=CONFIDENCE,
        )
        return recorder.event(sentence, proposal, coder="boat-seizures", mode="seize")

    def _is_state(self, mention: Mention) -> bool:
        return bool(mention.actors) and all(self._actors[actor].type == "state" for actor in mention.actors)
