"""What is drawn: gaps are gaps, marks differ by kind, and equal charts give equal bytes."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.charts.drawn import VALUES, chart, line

from shiome.charts import Grid, Panel, small_specifications, specification
from shiome.charts.layers import placed, runs
from shiome.charts.specification import encoded
from shiome.charts.text import columns, wrapped


def layers(made, kind):
    found = []
    for name in ("vconcat", "hconcat", "layer"):
        for inner in made.get(name, ()):
            found += layers(inner, kind)
    if "mark" in made and made["mark"]["type"] == kind:
        found.append(made)
    return found


@given(st.lists(st.none() | st.floats(0, 1), max_size=30))
def test_no_line_and_no_band_crosses_a_missing_period(values):
    found = runs(line(values).dots)
    assert [dot.value for run in found for dot in run] == [value for value in values if value is not None]
    for run in found:
        months = [dot.start.year * 12 + dot.start.month for dot in run]
        assert months == list(range(months[0], months[0] + len(run)))
    made = specification(chart(values, thin=(), marks=()))
    known = {line(values).dots[n].middle.isoformat() for n, value in enumerate(values) if value is not None}
    for layer in layers(made, "line"):
        assert layer["encoding"]["detail"] == {"field": "run"}
        assert {row["day"] for row in layer["data"]["values"]} == known
        assert len({row["run"] for row in layer["data"]["values"]}) == len(found)


def test_a_lone_value_is_a_dot_with_a_bar_and_missing_time_has_its_own_ground():
    made = specification(chart())
    (bar,) = layers(made, "rule")
    assert [row["value"] for row in bar["data"]["values"]] == [0.5]
    ground = layers(made, "rect")[0]
    assert [(row["day"], row["to"]) for row in ground["data"]["values"]] == [
        ("2031-03-01", "2031-05-01"),
        ("2031-06-01", "2031-07-01"),
    ]
    assert len(layers(made, "point")[0]["data"]["values"]) == sum(value is not None for value in VALUES)


def test_a_turning_point_is_shaded_and_a_warning_is_outlined():
    _, turn, early = layers(specification(chart()), "rect")
    assert turn["data"]["values"][0]["day"] == "2031-06-01"
    assert turn["data"]["values"][0]["to"] == "2031-08-01"
    assert turn["mark"].get("filled", True)
    assert early["mark"]["filled"] is False
    assert early["mark"]["strokeDash"]
    assert [layer["mark"]["text"] for layer in layers(specification(chart()), "text")] == ["▲ 83%", "▼ 早期警戒 41%"]


def test_labels_that_would_meet_stand_on_rows_of_their_own():
    shown = chart()
    span = (shown.line.dots[0].start, shown.line.dots[-1].end)
    wide = placed(shown.marks, span, 580)
    narrow = placed(shown.marks, span, 120)
    assert [row for _, _, row in wide] == [0, 0]
    assert [row for _, _, row in narrow] == [0, 1]
    assert all(0 <= middle <= 120 for _, middle, _ in narrow)


def test_lines_of_one_name_share_a_colour_and_are_not_joined():
    same = tuple(line((0.1 * n, 0.2), name="one left out") for n in range(3))
    thin = next(layer for layer in layers(specification(chart(thin=same)), "line") if "color" in layer["encoding"])
    assert thin["encoding"]["color"]["scale"]["domain"] == ["one left out"]
    assert len({row["path"] for row in thin["data"]["values"]}) == 3


@pytest.mark.parametrize(
    "shown", [chart(), Panel(chart=chart(), parts=(chart(), chart())), Grid(charts=(chart(),) * 3)]
)
def test_equal_charts_give_equal_bytes_and_ask_for_nothing(shown):
    assert encoded(specification(shown)) == encoded(specification(shown))
    text = encoded(specification(shown)).decode()
    assert text.count("https:") == 1
    assert '"url"' not in text


def test_the_charts_of_a_grid_stand_alone_on_one_time_axis():
    late = msgspec.structs.replace(chart(), title="Late", line=line((0.1, 0.2), year=2033), thin=(), marks=())
    made = small_specifications(Grid(charts=(chart(), late, chart())))
    assert [each["$schema"] for each in made] == [specification(chart())["$schema"]] * 3
    assert made[1]["title"]["text"][-1] == "Late"
    ends = {
        tuple(layer["encoding"]["x"]["scale"]["domain"])
        for each in made
        for layer in each["layer"]
        if "domain" in layer["encoding"].get("x", {}).get("scale", {})
    }
    assert ends == {("2031-01-01", "2033-03-01")}


def test_parts_share_the_time_of_the_whole():
    late = msgspec.structs.replace(chart(), line=line((0.1, 0.2), year=2033), thin=(), marks=())
    made = specification(Panel(chart=chart(), parts=(late, chart())))
    scales = [layer["encoding"]["x"]["scale"] for kind in ("area", "line") for layer in layers(made, kind)]
    domains = [tuple(scale["domain"]) for scale in scales if "domain" in scale]
    assert domains == [("2031-01-01", "2033-03-01")] * 3


@given(st.text(alphabet="潮目の尺度、。 abcdefg-–（）", max_size=80), st.integers(4, 40))
def test_wrapping_loses_nothing_but_spaces(text, width):
    lines = wrapped(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line_ in lines:
        # Only one word, or one character with what may not begin a line, may be wider.
        assert columns(line_) <= width or " " not in line_
