from __future__ import annotations

from datetime import date

import pytest

from shiome.coordination.terms import lines_for
from shiome.errors import NotKnown
from shiome.workspace.reader import RegionReader


def test_lines_for_everybody_are_among_those_for_somebody(reader: RegionReader) -> None:
    everybody = {line.id for line in lines_for(reader.pack) if not line.to}
    found = lines_for(reader.pack, to="trump")
    assert everybody < {line.id for line in found}
    assert all(not line.to or "trump" in line.to for line in found)


def test_agreed_lines_come_first_and_name_the_text(reader: RegionReader) -> None:
    statuses = [line.status for line in lines_for(reader.pack)]
    assert statuses == sorted(statuses)
    assert all(line.source for line in lines_for(reader.pack) if line.status == "agreed")


def test_by_concept_and_as_of(reader: RegionReader) -> None:
    assert [line.id for line in lines_for(reader.pack, term="cvid")] == ["final-goal-cvid"]
    assert not lines_for(reader.pack, as_of=date(2025, 1, 1))
    assert not lines_for(reader.pack, term="cvid", as_of=date(2025, 5, 1))
    assert lines_for(reader.pack, term="cvid", as_of=date(2025, 5, 21))


@pytest.mark.parametrize("names", [{"to": "nobody-known"}, {"term": "nothing"}])
def test_unknown_names(reader: RegionReader, names: dict[str, str]) -> None:
    with pytest.raises(NotKnown):
        lines_for(reader.pack, **names)
