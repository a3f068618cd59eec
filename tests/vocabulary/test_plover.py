"""Every type of the scheme has its quadrant and its names."""

from typing import get_args

from shiome.vocabulary.plover import NAMES, QUADRANTS, TYPES, EventType


def test_every_type_has_a_quadrant_and_a_name_of_its_own_in_both_languages() -> None:
    assert QUADRANTS.keys() == set(TYPES)
    assert NAMES.keys() == set(get_args(EventType))
    for language in ("ja", "en"):
        assert len({each[language] for each in NAMES.values()}) == len(NAMES)
