"""Events of one sentence in the region of the past."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from shiome.reading.actors import ActorResolver, Discourse
from shiome.reading.coding.dates.find import DateContext, find_dates
from shiome.reading.coding.events import find_events
from shiome.reading.coding.proposals import EventProposal
from shiome.reading.coding.sentence_io import SentenceInput

DAY = date(1990, 10, 1)


@pytest.fixture(scope="session")
def events(resolver: ActorResolver) -> Callable[..., list[EventProposal]]:
    """Codes one sentence on the day."""

    def code(text: str, *, language: str = "ja", on: date = DAY) -> list[EventProposal]:
        mentions = resolver.find(text, on=on, language=language, discourse=Discourse())
        dates = find_dates(text, language=language, context=DateContext(on))
        known = tuple(mention for mention in mentions if mention.actors)
        return find_events(SentenceInput(text, known, dates, on, frozenset({"strasbourg"})), language=language).events

    return code
