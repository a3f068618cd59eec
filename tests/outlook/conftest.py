"""The invented region of the strait, and outlooks of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from tests.outlook.memory import STRAIT, Memory, seeded, strait_documents

from shiome.outlook import Outlook, build_outlook
from shiome.region.pack import Pack, load_pack

SPRING, AUTUMN = date(2031, 3, 10), date(2031, 9, 30)


@pytest.fixture(scope="session")
def strait() -> Pack:
    return load_pack(STRAIT)


@pytest.fixture(scope="session")
def knowledge(strait: Pack) -> Memory:
    return seeded(strait, strait_documents(strait))


@pytest.fixture(scope="session")
def outlook_of(strait: Pack, knowledge: Memory) -> Callable[..., Outlook]:
    def make(day: date = AUTUMN, language: str = "ja", known: Memory | None = None) -> Outlook:
        return build_outlook(strait, known or knowledge, as_of=day, language=language)

    return make
