"""A tree: every branch has its row, its name and its bar; bars are as long as shares and cut as their parts."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.charts import Tree, TreeNode, render_svg, specification
from shiome.charts.tree import BARS, FIGURE, WIDTH, tree_specification

SMALL = Tree(
    nodes=(
        TreeNode(id="T", label="すべて", share=1.0, parts=(0.5, 0.5)),
        TreeNode(id="T+", parent="T", label="2031年5月に港が「開く」である", share=0.75, parts=(2 / 3, 1 / 3)),
        TreeNode(id="T++", parent="T+", label="a storm", share=0.25, parts=(1.0, 0.0)),
        TreeNode(id="T-", parent="T", label="a very long name of a branch " * 6, share=0.25, parts=(0.0, 1.0)),
    ),
    ends=("F1 calm", "F2 嵐"),
)


def rows(made, layer):
    return made["layer"][layer]["data"]["values"]


def test_branches_stand_depth_first_and_one_below_another():
    texts = [row for row in rows(tree_specification(SMALL), 2) if not row["text"].endswith("%")]
    assert [row["text"] for row in texts][:3] == ["すべて", "2031年5月に港が「開く」である", "a storm"]
    assert [row["y"] for row in texts] == sorted({row["y"] for row in texts})
    assert texts[0]["x"] < texts[1]["x"] < texts[2]["x"]
    # The long name takes several lines, none of which reaches the bars.
    assert len(texts) > 5
    assert {row["x"] for row in texts[3:]} == {texts[1]["x"]}


def test_every_branch_but_the_trunk_hangs_on_the_one_above():
    made = tree_specification(SMALL)
    assert len(rows(made, 0)) == 2 * (len(SMALL.nodes) - 1)


def test_figures_stand_after_their_bars():
    made = tree_specification(SMALL)
    figures = [row for row in rows(made, 2) if row["text"].endswith("%")]
    assert [row["text"] for row in figures] == ["100%", "75%", "25%", "25%"]
    assert max(row["x"] for row in figures) + 26 <= WIDTH


@given(st.lists(st.floats(0.05, 1), min_size=1, max_size=6), st.floats(0.05, 1))
def test_bars_are_as_long_as_shares_say(weights, share):
    parts = tuple(weight / sum(weights) for weight in weights)
    ends = tuple(f"F{number}" for number in range(len(parts)))
    made = tree_specification(Tree(nodes=(TreeNode(id="T", label="t", share=share, parts=parts),), ends=ends))
    bars = rows(made, 1)
    assert [bar["end"] for bar in bars] == list(ends)
    for before, after in pairwise(bars):
        assert after["x"] == pytest.approx(before["x2"], abs=0.01)
    assert bars[0]["x"] == WIDTH - BARS - FIGURE
    assert bars[-1]["x2"] - bars[0]["x"] == pytest.approx(BARS * share, abs=0.02)


def test_it_is_drawn_with_all_names_and_without_a_warning(capfd):
    import vl_convert

    from shiome.charts.engine import VERSION

    vl_convert.vegalite_to_svg(specification(SMALL), vl_version=VERSION, show_warnings=True, allowed_base_urls=[])
    said = capfd.readouterr()
    assert "warn" not in (said.out + said.err).lower()
    drawn = render_svg(specification(SMALL))
    for name in ("すべて", "a storm", "F1 calm", "F2 嵐", "75%"):
        assert name in drawn
    assert 'viewBox="0 0 61' in drawn
