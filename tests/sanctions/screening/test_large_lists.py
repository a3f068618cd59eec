"""Lists of thousands of entries in the published XML schemas: read whole, in memory that does not grow with what is not kept."""

import tracemalloc

import pytest
from tests.sanctions.screening.published import FORMATS, write

from shiome.errors import InputRefused
from shiome.sanctions.screening import load_list

ENTRIES = 1500


@pytest.mark.parametrize("name", FORMATS)
def test_every_entry_is_read(tmp_path, name):
    found = load_list(write(tmp_path / name, ENTRIES))
    assert len(found.entities) == ENTRIES
    assert found.faults == ()
    person, body = found.entities[0], found.entities[1]
    assert (person.schema, body.schema, person.programme) == ("Person", "Organization", "PROG")
    assert person.get("passportNumber") == ("AB0000000",)
    assert body.caption.endswith("CO & SONS")
    assert all(entity.get("alias") for entity in found.entities)


@pytest.mark.parametrize("name", FORMATS)
def test_memory_beside_the_entries_does_not_grow_with_the_file(tmp_path, name):
    load_list(write(tmp_path / name, 10))
    beside = []
    for count in (ENTRIES // 5, ENTRIES):
        path = write(tmp_path / name, count)
        tracemalloc.start()
        found = load_list(path)
        kept, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert len(found.entities) == count
        beside.append(most - kept)
    # Whole elements would take some six times the file; what the advanced format refers to is held as short texts.
    assert beside[1] - beside[0] < path.stat().st_size


@pytest.mark.parametrize("name", FORMATS)
def test_a_large_list_cut_short_is_refused_with_its_last_line(tmp_path, name):
    path = write(tmp_path / name, ENTRIES)
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: 3 * len(text) // 4], encoding="utf-8")
    last = text[: 3 * len(text) // 4].count("\n") + 1
    with pytest.raises(InputRefused, match="before its end") as refused:
        load_list(path)
    assert f"{name}, line {last}:" in str(refused.value)
