"""The published lists, read whole and screened: over every list file found in the data folder."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest
from tests.external.sources import BESIDE

from shiome.sanctions.screening import THRESHOLD, Entity, ListSnapshot, Query, Screen, load_list

FOLDER = Path(os.environ.get("SHIOME_DATA", BESIDE / "data")) / "lists"
ABSENT = f"no lists at {FOLDER}: set SHIOME_DATA"
LISTS = [
    *FOLDER.glob("un_*.xml"),
    *FOLDER.glob("eu_*.csv"),
    *FOLDER.glob("jp_*.csv"),
    *FOLDER.glob("*csl*.csv"),
    *FOLDER.glob("*/sdn.csv"),
    *FOLDER.glob("*/cons_prim.csv"),
]
JAPAN = sorted(FOLDER.glob("jp_*.csv"))
TREASURY = sorted(FOLDER.glob("*/sdn.csv"))


@pytest.mark.skipif(not LISTS, reason=ABSENT)
@pytest.mark.parametrize("file", sorted(LISTS), ids=lambda file: getattr(file, "name", "none"))
def test_every_list_is_read_whole(file):
    found = load_list(file)
    assert len(found.faults) <= 0.01 * len(found.entities)
    assert all(entity.caption and entity.id for entity in found.entities)


@pytest.mark.skipif(not JAPAN, reason=ABSENT)
@pytest.mark.parametrize("file", JAPAN, ids=lambda file: getattr(file, "name", "none"))
def test_katakana_finds_the_official_latin_name(file):
    rows = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
    entities = [Entity(row["ref"], row["schema"], {"name": (row["latin"],)}) for row in rows]
    ready = Screen([ListSnapshot("japan", str(file), "", "0" * 64, tuple(entities))])
    table = ready.pair_scores([Query(name=row["ja"], schema=row["schema"]) for row in rows]) >= THRESHOLD
    right = int(table.diagonal().sum())
    assert right >= 0.95 * len(rows)
    assert int(table.sum()) - right <= 0.01 * len(rows) * (len(rows) - 1)


@pytest.mark.parametrize("file", TREASURY, ids=lambda file: getattr(getattr(file, "parent", None), "name", "none"))
def test_aliases_find_their_entry_and_no_other(file):
    whole = [entity for entity in load_list(file).entities if "DPRK" in entity.programme]
    for schema, least, false in (("Person", 0.86, 0.0005), ("Organization", 0.7, 0.0001)):
        here = [entity for entity in whole if entity.schema == schema]
        alone = [Entity(entity.id, schema, {"name": entity.get("name")}) for entity in here]
        ready = Screen([ListSnapshot("ofac", str(file), "", "0" * 64, tuple(alone))])
        asked = [(place, alias) for place, entity in enumerate(here) for alias in entity.get("alias")]
        table = ready.pair_scores([Query(name=alias, schema=schema) for _, alias in asked]) >= THRESHOLD
        right = sum(bool(table[at, place]) for at, (place, _) in enumerate(asked))
        assert right >= least * len(asked)
        assert int(table.sum()) - right <= false * len(asked) * (len(here) - 1)
