"""A value that is withheld in one field and written in another."""

from __future__ import annotations

import pytest
from tests.coordination.exchange.release.making import ALL, holds, only, recipient, report

from shiome.coordination.exchange.release import Publication, Repeat, prove, repeats, views
from shiome.errors import InputRefused

PARTNER = recipient("abc-mofa")


def found(stix: dict, *pointers: str) -> list[tuple[str, str]]:
    publication = Publication(stix, ALL, {pointer: only("hub") for pointer in pointers})
    (view,) = views(publication, [PARTNER], holds=holds)
    return [(each.withheld, each.kept) for each in repeats(publication, view)]


@pytest.mark.parametrize(
    ("secret", "name"),
    [
        ("two tankers", "Of two tankers at sea"),
        ("TWO  Tankers", "of two tankers at sea"),
        ("北京", "北京での協議"),
        ("ｔａｎｋｅｒ", "a tanker"),
        ("seen.\nIt was the Star Nine.", "Report: it was the star nine."),
        ("見えた。瀬取りを行った。", "瀬取りを行った。確認済み"),
        ("XYZ", "talks with XYZ"),
        (4711, "number 4711"),
        (35.25, "at 35.25 north"),
        ("0.5e", "0.5e"),
    ],
)
def test_what_stands_elsewhere_is_found(secret, name):
    assert found(report(description=secret, name=name), "/description") == [("/description", "/name")]


@pytest.mark.parametrize(
    ("secret", "name"),
    [
        ("two tankers", "three tankers"),
        ("XYZ", "WXYZ talks"),
        ("it", "with it all"[0:4]),
        (7, "7 ships"),
        (True, "true"),
        (None, "none"),
        ("", "anything"),
        (4711, "number 14711"),
        (35.25, "35.251 or 135.25"),
        (35.25, "35.25.1"),
    ],
)
def test_what_does_not_stand_elsewhere_is_not(secret, name):
    assert found(report(description=secret, name=name), "/description") == []


def test_a_number_is_found_as_a_number():
    assert found(report(far=4711, near=4711.0), "/far") == [("/far", "/near")]


def test_all_that_stands_in_a_withheld_part_is_looked_for():
    stix = report(name="see entry seventeen")
    assert found(stix, "/external_references/0") == [("/external_references/0", "/name")]


def test_words_of_the_parts_of_a_list_are_theirs_alone():
    parts = [{"source": "a satellite", "value": "Star"}, {"source": "a satellite", "value": "seen as Star"}]

    def told(*words: str, withheld: str = "/parts/1") -> list[tuple[str, str]]:
        publication = Publication(report(parts=parts), ALL, {withheld: only("hub")}, words=frozenset(words))
        (view,) = views(publication, [PARTNER], holds=holds)
        return [(each.withheld, each.kept) for each in repeats(publication, view)]

    assert told() == [("/parts/1", "/parts/0/source")]
    assert told("source") == []
    assert told("source", withheld="/parts/0") == [("/parts/0", "/parts/0/value")]  # what is said is still looked for
    assert told("source", withheld="/parts/0/source") == [("/parts/0/source", "/parts/1/source")]


def test_it_is_refused_with_both_places_unless_it_is_allowed():
    publication = Publication(report(name="the aircraft saw two tankers"), ALL, {"/description": only("hub")})
    (view,) = views(publication, [PARTNER], holds=holds)
    with pytest.raises(InputRefused, match="the withheld value of /description stands also in /name") as refusal:
        prove(publication, view, holds=holds)
    assert refusal.value.code == "exchange.repeated"
    assert refusal.value.failed == [Repeat(withheld="/description", kept="/name")]
    assert "tankers" not in str(refusal.value)
    assert prove(publication, view, holds=holds, allowed=["/description"]).replacements == 19
