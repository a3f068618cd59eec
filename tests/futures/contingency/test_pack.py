from datetime import date

import pytest
from tests.futures.contingency.packs import CHANGES
from tests.region.packs import write_pack

from shiome.errors import InputRefused
from shiome.futures.contingency.engine import play
from shiome.futures.contingency.model import Demand, Followed, Influence, Pair, Shift, StrainOf
from shiome.futures.contingency.pack import contingency_model
from shiome.futures.simulation.model import Band
from shiome.region.pack import load_pack, locate


@pytest.fixture
def pack(tmp_path):
    return load_pack(write_pack(tmp_path, CHANGES))


def test_the_model_says_what_the_pack_says(pack):
    model = contingency_model(pack)
    a, b = model.fronts
    assert a.influences == (Influence("d", "s", "calm", "war", Band(1, 2)),)
    assert a.demands == (Demand("AAA", "ships", "war", Band(1, 2)),)
    assert b.follows == (Followed("d", "s", "calm"), Followed("d", "t", "war"))
    assert b.demands[0].cited == ("d2:L2",)
    assert (a.initial, b.initial) == ("", "calm")
    assert model.pairs == (Pair("AAA", "ships"), Pair("BBB", "ships"))
    assert model.capacities[0].shifts == (Shift("d", "t", Band(0.5, 1)),)
    assert model.linkages[0].strain == StrainOf("AAA", "ships", 0.5)
    assert model.linkages[0].assumes["en"] == "premise"
    assert model.driver_names["d=t"] == {"ja": "乙", "en": "t"}
    assert model.actor_names["AAA"]["ja"] == "甲国"


def test_only_what_was_known_on_the_day(pack):
    early = contingency_model(pack, as_of=date(2024, 3, 1))
    assert [front.id for front in early.fronts] == ["a"]
    assert early.linkages == ()
    assert early.pairs == (Pair("AAA", "ships"),)
    with pytest.raises(InputRefused) as caught:
        contingency_model(pack, as_of=date(2023, 1, 1))
    assert caught.value.code == "contingency.fronts"


def test_the_shipped_region_plays_in_its_own_bands():
    model = contingency_model(load_pack(locate("peninsula")))
    assert len(model.fronts) >= 2
    assert {link.kind for link in model.linkages} == {
        "opportunism", "diversion", "escalation", "deterrence-spill-over", "alliance-pull"
    }  # fmt: skip
    assert all(link.assumes["ja"] and link.assumes["en"] for link in model.linkages)
    outcome = play(model, months=24, runs=2000, seed=1)
    for front in model.fronts:
        if not front.initial:
            ever = outcome.reached(front.id).any(axis=1).mean()
            assert 0 < ever < 0.5, front.id
