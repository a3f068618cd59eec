from __future__ import annotations

import pytest

from shiome.reading.dictionaries.plover import Plover, cameo_to_plover
from shiome.vocabulary.plover import TYPES


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("0871", Plover("RETREAT", "ceasefire", ("military",))),
        ("1124", Plover("ACCUSE", "allege", ("military", "legal"))),
        ("163", Plover("COERCE", "restrict", ("diplomatic",))),
        ("1414", Plover("PROTEST", "demo", ("political_institutions",))),
        ("057", Plover("SUPPORT", "", ("diplomatic",))),
    ],
)
def test_codes_have_their_event_mode_and_context(code, expected):
    assert cameo_to_plover(code) == expected


def test_a_finer_code_than_the_scheme_has_is_read_as_the_coarser_one():
    assert cameo_to_plover("1949") == cameo_to_plover("194")


@pytest.mark.parametrize("code", ["", "0", "01", "010", "0253", "---", "21", "19a", "10411", "１９"])
def test_what_plover_has_no_place_for_is_none(code):
    assert cameo_to_plover(code) is None


def test_every_root_of_the_scheme_has_one_of_the_sixteen_types():
    for root in range(3, 21):
        found = cameo_to_plover(f"{root:02d}0")
        assert found is not None
        assert found.event in TYPES
