from datetime import date

from tests.region.packs import write_pack

from shiome.region.asof import entries_as_of, entry_as_of, known_on
from shiome.region.pack import load_pack


def test_parts_a_later_document_supports_are_not_known_before_it(tmp_path):
    pack = load_pack(write_pack(tmp_path))
    relation = pack.entry("relations", "AAA-BBB")
    early = entry_as_of(pack, relation, date(2024, 5, 1))
    assert [state.document for state in early.states] == ["d1"]
    assert entry_as_of(pack, relation, date(2024, 6, 30)) == relation
    assert entry_as_of(pack, relation, date(2024, 1, 9)) is None


def test_a_document_dated_by_its_month_is_known_at_its_end(tmp_path):
    pack = load_pack(write_pack(tmp_path))
    assert known_on(pack, ["d2:L1"]) == date(2024, 6, 30)
    assert known_on(pack, ["d2:L1", "d1:L1"]) == date(2024, 1, 10)
    assert known_on(pack, []) is None


def test_entries_that_cite_nothing_are_always_known(tmp_path):
    pack = load_pack(write_pack(tmp_path))
    assert set(entries_as_of(pack, "actors", date(1900, 1, 1))) == {"AAA", "BBB"}
    assert entries_as_of(pack, "relations", date(1900, 1, 1)) == {}
    assert set(entries_as_of(pack, "relations", None)) == {"AAA-BBB"}
