from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import shiome
from shiome.errors import RegionRefused
from shiome.reading.text.document import TextDocument, read_text
from shiome.reading.text.repair.rules import RepairRule, load_rules

PACK = Path(shiome.__file__).parent / "regions" / "peninsula" / "repairs.yaml"


def read(text: str, *rules: RepairRule) -> TextDocument:
    return read_text(text.encode(), file_name="a.txt", repairs=rules or load_rules(PACK), today=date(2100, 1, 1))


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("対口・対中関係と口朝関係を論じた。", "対ロ・対中関係とロ朝関係を論じた。"),
        ("中口朝の連携と中口両国の訓練。", "中ロ朝の連携と中ロ両国の訓練。"),
        ("経済の挺入れと個別デールの動き。", "経済の梃入れと個別ディールの動き。"),
    ],
)
def test_the_pack_repairs_confused_characters(raw: str, clean: str) -> None:
    document = read(raw)
    assert document.clean.clean == clean
    assert all(repair.rule for repair in document.clean.repairs)


@pytest.mark.parametrize(
    "text",
    ["人口は増え、口火を切った。", "窓口と入口で中口径の砲を見た。", "北の川の河口朝市。", "アデール氏とモデール。"],
)
def test_the_pack_leaves_right_words_alone(text: str) -> None:
    assert read(text).clean.clean == text


def test_an_alias_is_flagged_with_what_was_meant() -> None:
    document = read("大坂で開かれた会議で唯一の後ろ立てとされた。")
    assert [(flag.original, flag.suggestion) for flag in document.clean.flags] == [
        ("大坂", "大阪"),
        ("後ろ立て", "後ろ盾"),
    ]
    assert document.clean.repairs == ()


def test_not_in_guards_longer_words_and_languages_limit() -> None:
    guarded = RepairRule(id="r", kind="typo", pattern="口", replacement="ロ", not_in=("人口",), languages=("ja",))
    assert read("人口と口である。", guarded).clean.clean == "人口とロである。"
    assert read("人口和口的问题。", guarded).clean.clean == "人口和口的问题。"


def test_a_repair_touches_as_little_as_it_can() -> None:
    rule = RepairRule(id="r", kind="typo", pattern="個別デール方式", replacement="個別ディール方式")
    document = read("これは個別デール方式である。", rule)
    assert [(repair.start, repair.end) for repair in document.clean.repairs] == [(6, 7)]
    at = document.clean.clean.index("方式")
    assert document.clean.to_raw(at, at + 2) == (8, 10)


def test_a_rule_never_joins_blocks() -> None:
    rule = RepairRule(id="r", kind="typo", pattern=r"。\s+次", replacement="。次")
    assert read("前の文である。\n\n次の文である。", rule).clean.clean == "前の文である。\n次の文である。"


@pytest.mark.parametrize(
    "content",
    [
        "- {id: a}",
        "- {id: a, kind: b, pattern: '(', replacement: c}",
        "a: b",
        "- {id: a, kind: b, pattern: c, replacement: d, odd: e}",
        "[",
    ],
)
def test_a_table_of_another_form_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "repairs.yaml"
    path.write_text(content, "utf-8")
    with pytest.raises(RegionRefused) as caught:
        load_rules(path)
    assert caught.value.code == "repairs.form"
    assert "repairs.yaml" in caught.value.message


def test_an_empty_table_is_none(tmp_path: Path) -> None:
    (tmp_path / "repairs.yaml").write_text("", "utf-8")
    assert load_rules(tmp_path / "repairs.yaml") == ()


def test_entries_of_the_pack_cite_where_they_were_met() -> None:
    rules = load_rules(PACK)
    assert len({rule.id for rule in rules}) == len(rules) > 0
    assert all(rule.sources for rule in rules)


@pytest.mark.parametrize(("pattern", "replacement"), [("(", "x"), ("対話", r"\9"), ("対話", r"\g<none>")])
def test_a_broken_entry_is_refused_by_name(pattern: str, replacement: str) -> None:
    with pytest.raises(RegionRefused) as caught:
        read("対話を続ける。", RepairRule(id="odd", kind="typo", pattern=pattern, replacement=replacement))
    assert caught.value.code == "repairs.pattern"
    assert "odd" in caught.value.message
