"""What one outlook says that an earlier one does not."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.outlook.conftest import AUTUMN, SPRING

from shiome.errors import InputRefused
from shiome.outlook import as_json, compare, read_outlook
from shiome.outlook.comparing import Unit, changes
from shiome.outlook.comparing_html import render_comparison, write_comparison

UNITS = st.lists(
    st.builds(Unit, lead=st.sampled_from(["", "a", "b"]), text=st.text("xyz ", max_size=6), evidence=st.just(()))
)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_an_outlook_read_back_is_the_same(outlook_of, tmp_path, language):
    outlook = outlook_of(AUTUMN, language)
    (tmp_path / "o.json").write_bytes(as_json(outlook))
    assert read_outlook(tmp_path / "o.json") == outlook
    assert compare(outlook, outlook).sections == ()


def test_what_changed_is_told_with_its_evidence(outlook_of):
    found = compare(outlook_of(SPRING, "en"), outlook_of(AUTUMN, "en"))
    sections = {section.key: section for section in found.sections}
    assert sections["front.better"].kind == "added"
    assert "first summit" in str(sections["front.better"].changes)
    added = [change for change in sections["front.better"].changes if change.after and change.after.evidence]
    assert added
    assert all(found.count(kind) > 0 for kind in ("added", "dropped", "changed"))


@given(UNITS, UNITS)
def test_nothing_is_lost_or_told_twice(before, after):
    found = list(changes(before, after))
    old = [change.before for change in found if change.before is not None]
    new = [change.after for change in found if change.after is not None]
    same = len(before) - len(old)
    assert same == len(after) - len(new)
    rest = list(before)
    for unit in old:
        rest.remove(unit)
    for unit in new:
        assert unit in after
    assert sorted(map(str, [*rest, *new])) == sorted(map(str, after))


def test_it_is_written_as_page_and_data(outlook_of, tmp_path):
    found = compare(outlook_of(SPRING, "ja"), outlook_of(AUTUMN, "ja"))
    paths = write_comparison(found, tmp_path, "o-changes")
    assert sorted(path.name for path in paths.values()) == ["o-changes.html", "o-changes.json"]
    assert msgspec.json.decode(paths["json"].read_bytes())["sections"]
    assert "二つの見通しの差" in render_comparison(found)


def test_unlike_outlooks_and_other_files_are_refused(outlook_of, tmp_path):
    with pytest.raises(InputRefused) as refused:
        compare(outlook_of(SPRING, "ja"), outlook_of(AUTUMN, "en"))
    assert refused.value.code == "outlook.unlike"
    (tmp_path / "no.json").write_text("{}", encoding="utf-8")
    for file in ("no.json", "missing.json"):
        with pytest.raises(InputRefused) as refused:
            read_outlook(tmp_path / file)
        assert refused.value.code == "outlook.file"
