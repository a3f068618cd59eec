"""Published networks: every posterior and every probability of the evidence, by variable elimination."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from tests.external.sources import BESIDE

from shiome.futures.networks.elimination import posterior
from shiome.futures.networks.model import network_of

FOLDER = Path(os.environ.get("SHIOME_DATA", BESIDE / "data")) / "foresight"
FILES = sorted(FOLDER.glob("bn_*.json"))

pytestmark = pytest.mark.skipif(not FILES, reason=f"no published networks at {FOLDER}: set SHIOME_DATA")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_published_query(file):
    published = json.loads(file.read_text(encoding="utf-8"))
    cpts = published["cpts"]
    for name, table in cpts.items():  # the order of the parents' states is that of the parents' own tables
        assert all(table["parent_states"][parent] == cpts[parent]["states"] for parent in table["parents"]), name
    network = network_of(cpts)
    assert published["queries"]
    for query in published["queries"]:
        found = posterior(network, query["query"], query["evidence"])
        assert found.probabilities == pytest.approx(query["posterior"], rel=1e-12), query["query"]
        assert found.probabilities == pytest.approx(query["pgmpy"], rel=1e-12), query["query"]
        assert found.evidence_probability == pytest.approx(query["evidence_probability"], rel=1e-12), query["query"]
