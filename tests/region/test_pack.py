from dataclasses import replace

import pytest
from tests.region.packs import write_pack

from shiome.errors import NotKnown, RegionRefused
from shiome.region.pack import from_snapshot, load_pack, locate


def test_loads_in_order_with_types(tmp_path):
    pack = load_pack(write_pack(tmp_path))
    assert list(pack.entries("actors")) == ["AAA", "BBB"]
    assert pack.entry("relations", "AAA-BBB").states[1].closeness == 2
    assert pack.documents["d2"].dated == "2024-06"


def test_snapshot_is_the_same_pack(tmp_path):
    pack = load_pack(write_pack(tmp_path))
    again = from_snapshot(pack.snapshot())
    assert again == pack
    assert again.fingerprint == pack.fingerprint


def test_a_folder_serves_like_a_file(tmp_path):
    one = load_pack(write_pack(tmp_path / "one"))
    write_pack(tmp_path / "two", {"actors.yaml": ""})
    (tmp_path / "two" / "actors").mkdir()
    for entry, text in (
        ("a", "- {id: AAA, name: {ja: 甲国, en: Aland}, type: state}\n"),
        ("b", "- {id: BBB, name: {ja: 乙国, en: Beland}, type: state}\n"),
    ):
        (tmp_path / "two" / "actors" / f"{entry}.yaml").write_text(text, encoding="utf-8")
    assert load_pack(tmp_path / "two").fingerprint == one.fingerprint


def test_scalars_are_what_the_schema_says(tmp_path):
    text = "- {id: no, name: {ja: 'no', en: 'off'}, type: place, aliases: [{form: '12:30', language: en, ambiguous: true}]}\n"
    base = write_pack(tmp_path, {})
    (base / "actors").mkdir()
    (base / "actors" / "more.yaml").write_text(text, encoding="utf-8")
    actor = load_pack(base).entry("actors", "no")
    assert actor.name == {"ja": "no", "en": "off"}
    assert actor.aliases[0].form == "12:30"
    assert actor.aliases[0].ambiguous is True


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        ("actors.yaml", "- id: AAA\n  name: {ja: x, en: y}\n  type: planet\n", ("actors.yaml, line 3", "AAA type")),
        (
            "actors.yaml",
            "- id: AAA\n  name: {ja: x, en: y}\n  type: state\n  colour: red\n",
            ("actors.yaml, line 1", "colour"),
        ),
        ("actors.yaml", "- id: [a\n", ("actors.yaml, line", "not YAML")),
        ("actors.yaml", "- id: A\n  id: B\n", ("actors.yaml, line 2", "twice")),
        ("actors.yaml", "id: A\n", ("actors.yaml, line 1", "list of entries")),
        ("actors.yaml", "# nothing\n", ("actors.yaml", "holds nothing")),
        ("planets.yaml", "- id: A\n", ("planets.yaml", "no subject 'planets'")),
        (
            "bands.yaml",
            "- id: s\n  step: 9\n  name: {ja: x, en: y}\n  low: 0.1\n  high: 0.2\n",
            ("bands.yaml, line 2", "s step"),
        ),
    ],
)
def test_what_is_wrong_is_named_by_file_line_and_field(tmp_path, file, text, expected):
    with pytest.raises(RegionRefused) as caught:
        load_pack(write_pack(tmp_path, {file: text}))
    message = str(caught.value)
    assert "\n" not in message
    for part in expected:
        assert part in message


def test_an_identifier_twice_is_refused(tmp_path):
    text = "- {id: AAA, name: {ja: x, en: y}, type: state}\n" * 2
    with pytest.raises(RegionRefused, match=r"stands already in actors\.yaml, line 1"):
        load_pack(write_pack(tmp_path, {"actors.yaml": text}))


def test_not_utf8_is_refused(tmp_path):
    write_pack(tmp_path)
    (tmp_path / "actors.yaml").write_bytes("- id: 日本".encode("shift_jis"))
    with pytest.raises(RegionRefused, match="cannot be read"):
        load_pack(tmp_path)


def test_unknown_subject_entry_and_region(tmp_path):
    pack = load_pack(write_pack(tmp_path))
    with pytest.raises(NotKnown):
        pack.entries("planets")
    with pytest.raises(NotKnown):
        pack.entry("actors", "ZZZ")
    with pytest.raises(RegionRefused):
        locate(str(tmp_path / "nowhere"))


def test_what_is_derived_is_made_once_and_kept_with_the_pack(tmp_path):
    pack, made = load_pack(write_pack(tmp_path)), []

    def make(given):
        made.append(given)
        return len(given.documents)

    assert pack.derived(make) == pack.derived(make) == len(pack.documents)
    assert len(made) == 1
    assert replace(pack).derived(make) == len(pack.documents)
    assert len(made) == 2
