from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.reading.language_model.stub import Stub, running_stub

from shiome.reading.language_model import ModelCoder, ModelRun, ModelSettings
from shiome.reading.text.document import TextDocument, read_text
from shiome.region.pack import Pack
from shiome.region.schema.actors import Actor, Alias
from shiome.region.schema.meta import Bands, Region

DATED = date(1990, 10, 1)
FRANCE, ITALY, SPAIN = "FRA", "ITA", "ESP"


def actor(identifier: str, **names: str) -> Actor:
    aliases = tuple(Alias(form=form, language=language) for language, form in names.items())
    return Actor(id=identifier, name=dict(names), type="state", aliases=aliases)


@pytest.fixture(scope="session")
def pack() -> Pack:
    actors = (
        actor(FRANCE, en="France", ja="フランス"),
        actor(ITALY, en="Italy", ja="イタリア"),
        actor(SPAIN, en="Spain", ja="スペイン"),
    )
    bands = (Bands(id=f"step-{n}", step=n, name={}, low=0.2 * n - 0.2, high=0.2 * n) for n in range(1, 6))
    region = Region(
        id="west",
        version="1",
        name={},
        about={},
        languages=("en", "ja"),
        time_zone="UTC",
        viewpoint={},
        licence="",
        principals=(),
        concern=(),
    )
    return Pack(region, {"actors": {a.id: a for a in actors}, "bands": {b.id: b for b in bands}})


@pytest.fixture
def stub() -> Iterator[Stub]:
    with running_stub() as server:
        yield server


class Bench:
    """A coder beside its endpoint, and the waits it would have made."""

    def __init__(self, pack: Pack, stub: Stub) -> None:
        self.pack = pack
        self.stub = stub
        self.waits: list[float] = []
        self.coder: ModelCoder | None = None

    def settings(self, **more: Any) -> ModelSettings:
        return ModelSettings(**{"base_url": self.stub.url, "model": "small", "timeout": 5.0, **more})

    def run(self, text: str | TextDocument, **more: Any) -> ModelRun:
        self.coder = ModelCoder(self.pack, self.settings(**more), sleep=self.waits.append)
        return self.coder.run(read(text) if isinstance(text, str) else text, document="d1", dated=DATED, author="Kato")


def read(text: str, name: str = "note.txt") -> TextDocument:
    return read_text(text.encode(), file_name=name, today=date(2020, 1, 1), dated=DATED.isoformat())


@pytest.fixture
def bench(pack: Pack, stub: Stub) -> Bench:
    return Bench(pack, stub)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "answers"


@pytest.fixture
def event() -> Callable[..., dict[str, Any]]:
    """An event as a model would give it for :data:`TEXT`, with whatever a test bends."""

    def make(**bent: Any) -> dict[str, Any]:
        plain = {
            "sentence": 1,
            "trigger": "condemned",
            "type": "ACCUSE",
            "reality": "actual",
            "source": [FRANCE],
            "source_words": "France",
            "recipient": [ITALY],
            "recipient_words": "Italy",
            "date": "1990-05-03",
            "date_words": "3 May 1990",
            "attribution": "",
            "mode": "statement",
        }
        return plain | bent

    return make
