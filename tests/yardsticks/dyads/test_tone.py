"""The table of tones: every PLOVER type has one, on the side of its quadrant."""

from __future__ import annotations

import pytest

from shiome.vocabulary.plover import QUADRANTS, TYPES
from shiome.yardsticks.dyads.tone import goldstein_of, tone_of, tones

MIXED = "REQUEST"


@pytest.mark.parametrize("plover", TYPES)
def test_every_type_has_a_tone_on_the_side_of_its_quadrant(plover: str) -> None:
    tone = tone_of(plover)
    assert tone is not None
    assert -10 <= tone <= 10
    assert (tone > 0) == QUADRANTS[plover].endswith("cooperation")


def test_material_is_stronger_than_verbal() -> None:
    def mean(quadrant: str) -> float:
        found = [tone_of(plover) or 0.0 for plover in TYPES if QUADRANTS[plover] == quadrant]
        return sum(found) / len(found)

    assert (
        mean("material cooperation") > mean("verbal cooperation") > mean("verbal conflict") > mean("material conflict")
    )


def test_no_type_no_tone() -> None:
    assert tone_of("NONE") is None
    assert tone_of("DEMAND") is None


def test_a_mode_of_its_own_and_one_that_is_not_known() -> None:
    assert tone_of("ASSAULT", "heavy-weapons") == -10.0
    assert tone_of("MOBILIZE", "weapons") == tone_of("MOBILIZE")


def test_a_region_may_set_tones_otherwise() -> None:
    assert tone_of("MOBILIZE", "troops", instead={"MOBILIZE.troops": 1.5}) == 1.5
    assert tone_of("MOBILIZE", "police", instead={"MOBILIZE.troops": 1.5}) == -7.2


def test_tones_are_means_of_the_weights_they_cite() -> None:
    table = tones()
    assert goldstein_of("070") == 7.0
    assert goldstein_of("0731") == 7.4
    assert table.tones["AID"].tone == pytest.approx(sum(goldstein_of(f"07{n}") or 0.0 for n in range(6)) / 6)
    assert set(table.departures) == {MIXED}
    assert table.tones[MIXED].modes["meet"] == pytest.approx(
        ((goldstein_of("026") or 0) + (goldstein_of("106") or 0)) / 2
    )
    assert goldstein_of("---") is None
