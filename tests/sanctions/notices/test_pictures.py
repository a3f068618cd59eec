import re
from itertools import pairwise
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st
from tests.sanctions.casework.cases import case
from tests.sanctions.notices.documents import full_case

from shiome.sanctions.casework import ownership_of
from shiome.sanctions.casework.model import Holding
from shiome.sanctions.notices.maps import WIDTH, Line, Mark, track_map
from shiome.sanctions.notices.network import network_picture
from shiome.sanctions.notices.svg import columns, wrapped


def drawn(svg):
    return ElementTree.fromstring(svg)


def points(svg):
    return [
        [tuple(map(float, p.split(","))) for p in found.split()]
        for found in re.findall(r'<polyline points="([^"]+)"', svg)
    ]


def test_nothing_is_drawn_of_nothing():
    assert track_map([], [], alt="x") == ""
    assert track_map([Line("a", ())], [], alt="x") == ""


def test_a_track_over_the_180th_meridian_stays_whole():
    over = points(track_map([Line("a", ((10, 179), (10.5, -179.5), (11, -178)))], [], alt="x"))[0]
    away = points(track_map([Line("a", ((10, 9), (10.5, 10.5), (11, 12)))], [], alt="x"))[0]
    assert over == away


def test_east_is_to_the_right_and_north_is_up():
    (x1, y1), (x2, y2) = points(track_map([Line("a", ((30, 120), (31, 121)))], [], alt="x"))[0]
    assert x1 < x2
    assert y1 > y2


positions = st.tuples(st.floats(-89, 89), st.floats(-180, 180))


@given(st.lists(st.lists(positions, min_size=1, max_size=5), max_size=4), st.lists(positions, max_size=3))
def test_every_position_lies_in_the_picture(tracks, marks):
    lines = [Line(f"<{n}>", tuple(track)) for n, track in enumerate(tracks)]
    svg = track_map(lines, [Mark("1", lat, lon, 5) for lat, lon in marks], alt='a "b"')
    if not svg:
        assert not tracks
        assert not marks
        return
    height = float(drawn(svg).get("height"))
    for x, y in (point for line in points(svg) for point in line):
        assert 0 <= x <= WIDTH
        assert 0 <= y <= height


def test_a_map_shows_no_coast_and_no_boundary():
    svg = track_map([Line("a", ((30, 120), (31, 121)))], [], alt="x")
    assert {element.tag.split("}")[1] for element in drawn(svg).iter()} <= {
        "svg", "rect", "line", "text", "polyline", "circle", "polygon", "path",
    }  # fmt: skip
    assert svg.count("<path") == 1  # the bar of the scale


def test_the_network_draws_every_holder_once_even_in_a_circle():
    svg = network_picture(ownership_of(full_case()), lambda role: role, alt="x")
    shown = [element.text for element in drawn(svg).iter() if element.tag.endswith("text")]
    for name in ("STAR <7>", "LIGHT", "Blue & Co", "Top"):
        assert shown.count(name) == 1
    assert any("registered_owner 2019–2023" in text for text in shown)


def test_an_edge_over_two_columns_runs_through_no_box():
    held = (("v", "a"), ("a", "top"), ("w", "top"), ("v", "b"))
    made = case(*(Holding(subject=s, holder=h, role="owner") for s, h in held))
    svg = network_picture(ownership_of(made), lambda role: role, alt="x")
    boxes = [
        tuple(map(float, found))
        for found in re.findall(r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" rx', svg)
    ]
    long = next(p for p in re.findall(r'<path d="M([^"]+)"', svg) if p.count("L") > 1)
    corners = [tuple(map(float, corner.split())) for corner in long.split(" L")]
    for (x1, y1), (x2, y2) in pairwise(corners):
        for step in range(1, 20):
            x, y = x1 + (x2 - x1) * step / 20, y1 + (y2 - y1) * step / 20
            assert not any(left < x < left + width and top < y < top + high for left, top, width, high in boxes)


def test_nobody_holds_anything():
    assert network_picture(ownership_of(case()), str, alt="x") == ""


@given(st.text(min_size=1), st.integers(8, 30))
def test_lines_are_no_wider_than_asked(content, most):
    for line in wrapped(content, most):
        assert columns(line) <= max(most, 20)


def test_a_long_chain_makes_a_wider_picture_and_no_box_overlaps():
    made = case(*(Holding(subject=f"n{n}", holder=f"n{n + 1}", role="owner") for n in range(12)))
    svg = network_picture(ownership_of(made), lambda role: role, alt="x")
    boxes = sorted(
        (float(x), float(width))
        for x, width in re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="[\d.]+" rx', svg)
    )
    assert len(boxes) == 13
    assert all(a + width < b for (a, width), (b, _) in pairwise(boxes))
    assert boxes[-1][0] + boxes[-1][1] <= float(drawn(svg).get("width"))


nodes = st.sampled_from("abcdefg")


@given(st.lists(st.tuples(nodes, nodes).filter(lambda pair: pair[0] != pair[1]), min_size=1, max_size=12))
def test_any_graph_is_drawn_with_every_node_once(pairs):
    made = case(*(Holding(subject=subject, holder=holder, role="owner") for subject, holder in pairs))
    svg = network_picture(ownership_of(made), lambda role: role, alt="x")
    assert drawn(svg) is not None
    assert len(re.findall(r"<rect [^>]*rx=", svg)) == len({node for pair in pairs for node in pair})
