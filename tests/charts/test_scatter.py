"""Scatters: a cloud thinned to what can be seen, names in the margin that do not cover each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.charts import render_svg
from shiome.charts.scatter import CELLS, HEIGHT, ROW, Scatter, Spot, scatter_specification


def scatter(**changes: object) -> Scatter:
    given_ = {
        "title": "潮と風 <tide> & wind",
        "subtitle": "90 の港",
        "x_name": "tide",
        "y_name": "wind",
        "cloud": ((0.1, 0.2), (0.4, 0.9), (0.41, 0.905)),
        "cloud_name": "ports",
        "raised": ((0.4, 0.9),),
        "raised_name": "best",
        "spots": (Spot(x=0.1, y=0.2, label="港の一つ"), Spot(x=0.1, y=0.2, label="another")),
        "spots_name": "named",
    }
    return Scatter(**given_ | changes)  # type: ignore[arg-type]


def layer(made: dict, mark: str) -> list[dict]:
    return [each for each in made["layer"] if each["mark"]["type"] == mark]


def test_it_is_drawn_with_all_its_words() -> None:
    drawn = render_svg(scatter_specification(scatter()))
    for word in ("tide", "wind", "ports", "best", "named", "港の一つ", "another", "90 の港"):
        assert word in drawn


def test_a_cloud_alone_needs_nothing_else() -> None:
    made = scatter_specification(scatter(raised=(), spots=()))
    assert len(made["layer"]) == 1
    assert made["layer"][0]["encoding"]["x"]["scale"]["domain"] == [0.1, 0.5]
    assert "best" not in render_svg(made)
    assert "best" not in str(made)


def test_one_point_and_none_are_drawn_too() -> None:
    for cloud in (((0.5, 0.5),), ()):
        render_svg(scatter_specification(scatter(cloud=cloud, raised=(), spots=())))


@given(st.lists(st.tuples(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3)), min_size=1, max_size=60))
def test_the_thinned_cloud_is_part_of_the_cloud_and_lies_within_the_axes(points: list[tuple[float, float]]) -> None:
    made = scatter_specification(scatter(cloud=tuple(points), raised=(), spots=()))
    (shown,) = layer(made, "point")
    rounded = {(round(x, 5), round(y, 5)) for x, y in points}
    values = [(each["x"], each["y"]) for each in shown["data"]["values"]]
    assert set(values) <= rounded
    assert 1 <= len(values) <= (CELLS + 1) ** 2
    for axis in ("x", "y"):
        low, high = shown["encoding"][axis]["scale"]["domain"]
        assert all(low - 1e-4 <= each[axis] <= high + 1e-4 for each in shown["data"]["values"])


def test_a_thick_cloud_is_thinned() -> None:
    cloud = tuple((number % 300 / 300, number / 90_000) for number in range(90_000))
    (shown,) = layer(scatter_specification(scatter(cloud=cloud, raised=(), spots=())), "point")
    assert len(shown["data"]["values"]) <= (CELLS + 1) ** 2


@given(st.lists(st.floats(0, 1), min_size=1, max_size=15))
def test_names_keep_their_order_and_their_distance(heights: list[float]) -> None:
    spots = tuple(Spot(x=0.5, y=y, label=f"port {number}") for number, y in enumerate(heights))
    made = scatter_specification(scatter(cloud=((0.0, 0.0), (1.0, 1.0)), spots=spots))
    (names,) = layer(made, "text")
    low, high = names["encoding"]["y"].get("scale", made["layer"][0]["encoding"]["y"]["scale"])["domain"]
    placed = sorted((each["y"], each["height"]) for each in names["data"]["values"])
    tall = [height for _, height in placed]
    gap = ROW * (high - low) / HEIGHT
    assert all(b - a >= gap - 1e-9 for a, b in zip(sorted(tall), sorted(tall)[1:], strict=False))
    assert max(tall) <= high + 1e-9
    assert min(tall) >= low - 1e-9


@pytest.mark.parametrize(
    ("label", "shown"), [("x" * 80, "x" * 45 + "…"), ("潮" * 40, "潮" * 22 + "…"), ("short", "short")]
)
def test_long_names_are_cut(label: str, shown: str) -> None:
    (names,) = layer(scatter_specification(scatter(spots=(Spot(x=0.2, y=0.3, label=label),))), "text")
    assert names["data"]["values"][0]["label"] == shown
