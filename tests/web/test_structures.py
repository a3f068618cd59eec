"""Structures that pages read data into."""

from __future__ import annotations

import msgspec
import pytest

from shiome.records.model import Event
from shiome.region.schema.actors import Actor
from shiome.web.structures import make_ready


def test_every_structure_is_made_ready_before_readers_share_it(monkeypatch: pytest.MonkeyPatch) -> None:
    class Elsewhere(msgspec.Struct):
        number: int

    made: list[type] = []
    monkeypatch.setattr(msgspec.json, "Decoder", made.append)
    make_ready()
    from shiome.policy.conflict.files import _Conflict
    from shiome.workspace.futures import Kept

    assert {Event, Actor, Kept, _Conflict} <= set(made)
    assert Elsewhere not in made
