"""What the futures model of a workspace is built from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from shiome.region.schema.futures import Effect
from shiome.workspace import Workspace, futures

DAY = date(2025, 12, 31)


def test_of_very_many_claims_the_newest_count_beside_those_of_the_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Workspace.create(tmp_path / "ws") as workspace:
        whole = futures.knowledge_of(workspace, DAY)
        seeded = {claim.id for claim in whole.claims}
        monkeypatch.setattr(futures, "COUNTED", len(seeded))
        assert not futures.knowledge_of(workspace, DAY).newest_only
        newest = [replace(whole.claims[0], id=f"later-{number}", when="", known_from=DAY) for number in range(2)]
        with workspace.store.transaction(actor="test") as transaction:
            transaction.add_records(newest)
        monkeypatch.setattr(futures, "COUNTED", 1)
        found = futures.knowledge_of(workspace, DAY)
        effects = {effect.claim for effect in workspace.pack.entries("effects", Effect).values()}
        assert found.newest_only
        assert futures.model_of(workspace, DAY).newest_only
        assert {claim.id for claim in found.claims} == {"later-1"} | (effects & seeded)
        assert futures.model_of(workspace, DAY).cells == futures.assemble(whole).cells
