"""The engine draws what is specified: no warning, no request, the same every time, refused in one line where it cannot."""

import re
import sys
from xml.etree import ElementTree

import pytest
from tests.charts.drawn import chart, line

from shiome.charts import Grid, LineChart, Panel, engine, specification
from shiome.charts.engine import VERSION
from shiome.charts.rendering import check_ending, render_png, render_svg, slim, write_picture
from shiome.errors import InputRefused, MissingExtra, StoreUnavailable

EMPTY = LineChart(title="空", line=line((None, None)))
SHOWN = {
    "chart": chart(),
    "panel": Panel(chart=chart(), parts=(chart(), EMPTY, chart())),
    "grid": Grid(charts=(chart(), EMPTY, chart())),
    "empty": EMPTY,
    "nothing": LineChart(title="無", line=line(())),
    "without domain": chart(domain=None),
}


@pytest.mark.parametrize("shown", SHOWN.values(), ids=SHOWN.keys())
def test_the_engine_draws_it_without_a_warning(shown, capfd):
    import vl_convert

    made = vl_convert.vegalite_to_svg(
        specification(shown), vl_version=VERSION, show_warnings=True, allowed_base_urls=[]
    )
    said = capfd.readouterr()
    assert "warn" not in (said.out + said.err).lower()
    assert ElementTree.fromstring(made).tag.endswith("svg")


def test_the_same_picture_every_time_with_its_text_as_text():
    first, second = (render_svg(specification(chart())) for _ in range(2))
    assert first == second
    texts = [e.text for e in ElementTree.fromstring(first).iter() if e.tag.endswith("text")]
    assert "海峡の潮位 <tide> & current" in texts
    assert {"▲ 83%", "▼ 早期警戒 41%"} <= set(texts)
    assert set(re.findall(r'font-family="([^"]*)"', first)) == {"Noto Sans CJK JP"}
    assert "url(" not in first


@pytest.mark.parametrize("shown", SHOWN.values(), ids=SHOWN.keys())
def test_slimming_keeps_all_that_is_painted_in_its_place(shown):
    import vl_convert

    whole = vl_convert.vegalite_to_svg(specification(shown), vl_version=VERSION, allowed_base_urls=[])
    before, after = _painted(whole), _painted(slim(whole))
    assert [each[0] for each in before] == [each[0] for each in after]
    for (_, places), (_, kept) in zip(before, after, strict=True):
        assert places == pytest.approx(kept, abs=0.0501)
    assert len(slim(whole)) < 0.9 * len(whole)


def _painted(svg):
    """What each element says and how it is painted, and the numbers of its places."""
    found = []
    for element in ElementTree.fromstring(svg).iter():
        paint = [element.get(name) for name in ("fill", "stroke", "stroke-width", "stroke-dasharray", "font-size")]
        if any(paint) or element.text:
            places = " ".join(element.get(name, "") for name in ("transform", "d", "x", "x2", "y", "y2"))
            numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", places)]
            found.append(((element.tag, *paint, element.text), numbers))
    return found


def test_the_line_is_cut_where_values_are_missing():
    svg = render_svg(specification(chart(thin=(), marks=(), title="", subtitle="")))
    paths = [
        e.get("d")
        for e in ElementTree.fromstring(svg).iter()
        if e.get("stroke") == "#0072B2" and e.get("stroke-width") == "2"
    ]
    # Two months, a lone one, and six: three paths of as many corners.
    assert [path.count(",") for path in paths] == [2, 1, 6]


def test_png_is_twice_as_large():
    made = render_png(specification(chart()))
    svg = ElementTree.fromstring(render_svg(specification(chart())))
    assert made.startswith(b"\x89PNG")
    assert int.from_bytes(made[16:20], "big") == pytest.approx(2 * float(svg.get("width")), abs=2)


@pytest.mark.parametrize("name", ["tide.svg", "new/tide.PNG"])
def test_written_whole_by_its_ending(tmp_path, name):
    write_picture(specification(chart()), tmp_path / name)
    start = (tmp_path / name).read_bytes()[:4]
    assert start == (b"<svg" if name.endswith("svg") else b"\x89PNG")
    assert [p.name for p in (tmp_path / name).parent.iterdir()] == [(tmp_path / name).name]


def test_refusals_are_one_line(tmp_path, monkeypatch):
    with pytest.raises(InputRefused) as refused:
        check_ending(tmp_path / "tide.gif")
    assert refused.value.code == "chart.ending"
    with pytest.raises(InputRefused) as refused:
        render_svg({"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "mark": 3})
    assert refused.value.code == "chart.specification"
    assert "\n" not in str(refused.value)
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreUnavailable) as unwritten:
        write_picture(specification(chart()), tmp_path / "file" / "tide.svg")
    assert unwritten.value.code == "chart.file"
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    engine._engine.cache_clear()
    with pytest.raises(MissingExtra) as missing:
        render_svg(specification(chart()))
    assert "pip install vl-convert-python" in str(missing.value)


def test_data_from_elsewhere_is_refused():
    away = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"url": "https://example.org/data.csv"},
        "mark": "point",
        "encoding": {"x": {"field": "a", "type": "quantitative"}},
    }
    with pytest.raises(InputRefused) as refused:
        render_svg(away)
    assert refused.value.code == "chart.specification"
