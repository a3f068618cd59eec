"""The small parts: codes, releases, dates, the extra."""

import subprocess
import sys
from datetime import date

import pytest

from shiome.bulk.columns import day_parts, order_of
from shiome.bulk.extra import _Library
from shiome.bulk.faults import FAULT_BITS, FAULTS, fault_label
from shiome.bulk.releases import release_of
from shiome.errors import MissingExtra
from shiome.reading.dictionaries import cameo_to_plover
from shiome.vocabulary.cameo import DEPARTURES, ROOT_TYPES, cameo_event_type, is_cameo
from shiome.vocabulary.plover import TYPES


def test_the_type_of_a_root_agrees_with_the_full_conversion():
    codes = [code for length in (2, 3, 4) for number in range(10**length) if is_cameo(code := f"{number:0{length}d}")]
    assert len(codes) > 2000
    for code in codes:
        full = cameo_to_plover(code)
        assert cameo_event_type(code) == (full.event if full else "NONE"), code


def test_roots_and_departures_are_plover_types():
    assert len(ROOT_TYPES) == 20
    assert set(ROOT_TYPES.values()) - {"NONE"} <= set(TYPES)
    assert all(ROOT_TYPES[code[:2]] != kind for code, kind in DEPARTURES.items())


@pytest.mark.parametrize("code", ["", "1", "00", "21", "0", "19000", "１９", "---", "19a"])
def test_what_is_no_cameo_code(code):
    assert not is_cameo(code)
    assert cameo_event_type(code) == "NONE"


@pytest.mark.parametrize(
    ("feed", "name", "meant"),
    [
        ("icews", "events.1995.20150313082510.tab", date(2015, 3, 13)),
        ("icews", "20181004-icews-events.tab", date(2018, 10, 4)),
        ("icews", "Events.2017.20201006.tab", date(2020, 10, 6)),
        ("icews", "events.1995.tab", None),
        ("icews", "events.20201306.tab", None),
        ("ucdp", "ged251.csv", date(2025, 6, 30)),
        ("ucdp", "GEDEvent_v21_1.csv", date(2021, 6, 30)),
        ("ucdp", "GEDEvent_v24_0_12.csv", date(2025, 1, 31)),
        ("ucdp", "GEDEvent_v24_01_24_09.csv", None),
        ("ucdp", "mine.csv", None),
    ],
)
def test_releases(feed, name, meant):
    found = release_of(feed, name)
    assert (found[0] if found else None) == meant


def test_dates_of_two_digit_years():
    assert day_parts("7-Feb-25", "day-first") == (2025, 2, 7)
    assert day_parts("07/02/97", "day-first") == (1997, 2, 7)
    assert day_parts("30-Sept-24", "day-first") == (2024, 9, 30)
    assert day_parts("30-Nope-24", "day-first") == (0, 0, 0)


def test_the_order_of_a_file_is_told_by_a_number_above_twelve():
    assert order_of(["01/02/2020", "13/02/2020"], "month-first") == "day-first"
    assert order_of(["01/02/2020"], "month-first") == "month-first"
    assert order_of(["2020-13-45", "13/13/2020"], "day-first") == "day-first"


def test_fault_labels_are_the_bits_and_nothing_else():
    assert fault_label(0) == ""
    assert fault_label(sum(FAULT_BITS.values())) == ";".join(FAULTS)


def test_a_missing_library_is_one_line():
    with pytest.raises(MissingExtra, match=r"shiome\[bulk\].*\[extra\.bulk\]"):
        _Library("no_such_library_of_shiome").anything  # noqa: B018 - asking for a name is what loads the library


def test_importing_the_room_loads_nothing_heavy():
    check = (
        "import sys, shiome.bulk, shiome.bulk.loading, shiome.bulk.dyads, shiome.bulk.readers\n"
        "print(*sorted({'numpy', 'pyarrow', 'duckdb', 'ibis', 'pandas'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
