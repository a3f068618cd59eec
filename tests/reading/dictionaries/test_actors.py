from __future__ import annotations

from datetime import date

import pytest

from shiome.reading.dictionaries.actors import parse_actors

TEXT = """
<!-- a comment
over lines -->
+LOST_SYNONYM
ALVA_MERI    # an official
+MINISTER_MERI
	[AVA <19991231]
	[AVAGOV 20000101-20041231]
	[AVAELI >050101]
BORLAND [BOR] # now
+BORLANDIC
+THE_LAND-OF_BOR
NAMELESS
QUEER [CHR 2004017-20061201] [CHR 5]
MERI_ALVA [AVALEG 20030601-20030630]
+MINISTER_MERI
"""


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(1999, 12, 31), "AVA"),
        (date(2000, 1, 1), "AVAGOV"),
        (date(2004, 12, 31), "AVAGOV"),
        (date(2005, 1, 1), "AVAELI"),
    ],
)
def test_codes_hold_from_their_first_day_to_their_last(day, code):
    assert parse_actors(TEXT).code("Alva Meri", day) == code


def test_without_a_day_only_undated_codes_are_known():
    actors = parse_actors(TEXT)
    assert actors.code("alva meri") == ""
    assert actors.code("Borlandic") == "BOR"
    assert actors.code("the land of Bor") == "BOR"


def test_a_name_of_two_entries_has_the_code_of_the_shorter_time():
    actors = parse_actors(TEXT)
    assert actors.code("Minister Meri", date(2003, 6, 15)) == "AVALEG"
    assert actors.code("Minister Meri", date(2003, 7, 1)) == "AVAGOV"


def test_six_digit_years_up_to_thirty_are_of_this_century():
    actors = parse_actors("X [ANY]\n\t[LATE >300101]\nY [ANY]\n\t[EARLY >310101]")
    assert actors.code("X", date(1950, 5, 5)) == "ANY"
    assert actors.code("Y", date(1950, 5, 5)) == "EARLY"


def test_what_cannot_be_read_is_listed():
    problems = {problem.what for problem in parse_actors(TEXT).problems}
    assert problems == {
        "a synonym without an entry",
        "an entry without a code",
        "a date that is none",
        "a code block that cannot be read",
    }
