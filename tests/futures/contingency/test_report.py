import json

import pytest
from tests.futures.contingency.worlds import demand, front, linkage, ships

from shiome.errors import InputRefused
from shiome.futures.contingency.context import still_context
from shiome.futures.contingency.model import ContingencyModel
from shiome.futures.contingency.pack import contingency_model
from shiome.futures.contingency.report import PARTS, contingency_report
from shiome.futures.contingency.tables import HEADS, contingency_table
from shiome.region.pack import load_pack, locate

MODEL = ContingencyModel(
    (front("a", 0.05, demands=(demand(60),)), front("b", 0.05, demands=(demand(60),))),
    (ships(100),),
    (linkage("l", "a", "b", 3.0),),
)
OPTIONS = {"months": 12, "runs": 400, "seed": 1}


@pytest.fixture(scope="module")
def shipped():
    return contingency_report(contingency_model(load_pack(locate("peninsula"))), months=24, runs=400, seed=1)


def test_a_report_is_plain_json_and_the_same_for_the_same_seed():
    one, two = contingency_report(MODEL, **OPTIONS), contingency_report(MODEL, **OPTIONS)
    assert json.loads(json.dumps(one, allow_nan=False)) == one
    assert one == two
    assert one != contingency_report(MODEL, **(OPTIONS | {"seed": 2}))


def test_every_table_has_as_many_columns_as_its_heading(shipped):
    for name in HEADS:
        for language in ("ja", "en"):
            table = contingency_table(shipped, name, language)
            assert table.rows, name
            assert {len(row) for row in table.rows} == {len(table.head)}, name
            assert all(all(row) for row in table.rows), name


def test_tables_speak_the_language_asked_for(shipped):
    ja, en = (contingency_table(shipped, "faces", language) for language in ("ja", "en"))
    assert ja.head[0] == "主体"
    assert en.head[0] == "actor"
    assert not any(row[0].isascii() or row[2].isascii() for row in ja.rows)
    assert all(row[0].isascii() and row[2].isascii() for row in en.rows)


def test_what_was_left_out_is_said(shipped):
    assert "us-china" in shipped["without_path"]
    influenced = contingency_model(load_pack(locate("peninsula")))
    context = still_context({"us-china": (("rivalry", "managed", "improving"), "rivalry")})
    told = contingency_report(influenced, parts=(), context=context, **OPTIONS)
    assert "us-china" not in told["without_path"]


def test_a_linkage_switched_off_is_shown_as_such():
    off = contingency_report(MODEL, scales={"l": 0.0}, parts=("chances",), **OPTIONS)
    assert off["assumptions"][0]["scale"] == 0
    assert off["pairs"] != contingency_report(MODEL, parts=("chances",), **OPTIONS)["pairs"]
    assert contingency_table(off, "assumptions").rows[0][3] == "0"


@pytest.mark.parametrize("part", PARTS)
def test_parts_can_be_had_alone(part):
    keys = {"chances": {"fronts", "pairs"}, "load": {"load"}}.get(part, {part})
    base = {"months", "runs", "seed", "names", "assumptions", "without_path"}
    assert set(contingency_report(MODEL, parts=(part,), **OPTIONS)) == base | keys


def test_numbers_of_the_report_are_those_of_its_table():
    report = contingency_report(MODEL, **OPTIONS)
    ever = report["fronts"][0]["ever"]["p"]
    assert contingency_table(report, "fronts").rows[0] == ("a", "war", contingency_table(report, "fronts").rows[0][2])
    assert contingency_table(report, "fronts").rows[0][2].startswith(f"{100 * ever:.1f} %")
    assert contingency_table(report, "collisions").rows[0][2] == "a + b"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"parts": ("weather",)}, "no part weather"),
        ({"pair": ("a", "z")}, "no front z"),
        ({"scales": {"z": 0.0}}, "no linkage z"),
    ],
)
def test_bad_asks_are_refused(options, words):
    with pytest.raises(InputRefused, match=words):
        contingency_report(MODEL, **(OPTIONS | options))


def test_a_table_without_its_part_is_refused():
    report = contingency_report(MODEL, parts=("chances",), **OPTIONS)
    with pytest.raises(InputRefused, match="what the table load needs"):
        contingency_table(report, "load")
    with pytest.raises(InputRefused, match="no table weather"):
        contingency_table(report, "weather")
