"""Reading of claims in a made-up region of two states."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from shiome.reading.actors import ActorResolver
from shiome.reading.claims import find_claims
from shiome.reading.text.document import TextDocument, read_text
from shiome.records.model import Claim
from shiome.region.schema.actors import Actor

DAY = date(1990, 10, 1)
BANDS = {1: (0.02, 0.2), 2: (0.2, 0.55), 3: (0.4, 0.7), 4: (0.6, 0.9), 5: (0.85, 0.99)}
Claims = Callable[[str], tuple[Claim, ...]]


def read(text: str) -> TextDocument:
    return read_text(text.encode(), file_name="paper.txt", today=date.max, dated=DAY.isoformat())


@pytest.fixture(scope="session")
def resolver() -> ActorResolver:
    names = {"FRA": ("フランス", "France"), "ITA": ("イタリア", "Italy")}
    return ActorResolver(
        {code: Actor(id=code, name={"ja": ja, "en": en}, type="state") for code, (ja, en) in names.items()}
    )


@pytest.fixture(scope="session")
def claims(resolver: ActorResolver) -> Claims:
    """The claims of a short text."""

    def found(text: str) -> tuple[Claim, ...]:
        return find_claims(read(text), resolver=resolver, bands=BANDS, document="paper", dated=DAY, author="the author")

    return found
