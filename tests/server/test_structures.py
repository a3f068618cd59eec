"""Structures that servers read data into."""

from __future__ import annotations

import sys

import msgspec
import pytest

from shiome.records.model import Event
from shiome.region.schema.actors import Actor
from shiome.server.structures import make_ready


def test_every_structure_is_made_ready_before_threads_share_it(monkeypatch: pytest.MonkeyPatch) -> None:
    class Elsewhere(msgspec.Struct):
        number: int

    made: list[type] = []
    monkeypatch.setattr(msgspec.json, "Decoder", made.append)
    make_ready(["shiome.policy.conflict.files"])
    assert {Event, Actor} <= set(made)
    assert "_Conflict" in {each.__name__ for each in made if each.__module__ == "shiome.policy.conflict.files"}
    assert "shiome.policy.conflict.files" in sys.modules
    assert Elsewhere not in made
