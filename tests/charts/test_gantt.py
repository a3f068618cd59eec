"""Bars of steps: one section a track, one colour a party, and long names kept within two lines."""

from shiome.charts import render_png, render_svg
from shiome.charts.gantt import COLOURS, Gantt, GanttBar, gantt_specification, gantt_specifications
from shiome.charts.text import columns

LONG_NAME = "とても長い段階の名前がここに続き、二行でも収まらないほどに長く、さらにもう一行分の文字が並ぶ段階の名前"


def bar(name="凍結 freeze", group="島", start=0, end=3, verified=5, mark=""):
    return GanttBar(name=name, group=group, start=start, end=end, verified=verified, mark=mark)


def chart(*bars, side=()):
    sections = (("主 main", tuple(bars)), ("空", ()), ("側 side", tuple(side)))
    return Gantt(title="工程", subtitle="薄い棒は検証", sections=sections, axis="月")


def test_a_section_without_bars_is_left_out_and_only_the_last_has_the_axis():
    made = gantt_specification(chart(bar(), side=[bar(group="盟")]))
    assert len(made["vconcat"]) == 2
    titles = [plot["layer"][1]["encoding"]["x"]["axis"]["title"] for plot in made["vconcat"]]
    assert titles == [None, "月"]


def test_all_sections_share_colours_and_time():
    made = gantt_specification(chart(bar(), bar(group="盟", end=9, verified=12), side=[bar(group="港")]))
    encodings = [plot["layer"][1]["encoding"] for plot in made["vconcat"]]
    assert all(e["color"]["scale"]["domain"] == ["島", "盟", "港"] for e in encodings)
    assert all(e["color"]["scale"]["range"] == list(COLOURS[:3]) for e in encodings)
    assert len({tuple(e["x"]["scale"]["domain"]) for e in encodings}) == 1
    assert encodings[0]["x"]["scale"]["domain"][1] >= 12


def test_tracks_that_stand_alone_share_colours_and_time_and_each_has_its_axis():
    made = gantt_specifications(chart(bar(), bar(group="盟", end=9, verified=12), side=[bar(group="港")]))
    assert [each["title"]["text"] for each in made] == [["工程"], ""]
    encodings = [plot["layer"][1]["encoding"] for each in made for plot in each["vconcat"]]
    assert [e["x"]["axis"]["title"] for e in encodings] == ["月", "月"]
    assert all(e["color"]["scale"]["domain"] == ["島", "盟", "港"] for e in encodings)
    assert len({tuple(e["x"]["scale"]["domain"]) for e in encodings}) == 1
    assert all(render_svg(each) for each in made)


def test_names_have_at_most_two_lines():
    made = gantt_specification(chart(bar(LONG_NAME), bar("短い")))
    names = [row["name"].split("\n") for row in made["vconcat"][0]["data"]["values"]]
    assert [len(lines) for lines in names] == [2, 1]
    assert names[0][1].endswith("…")
    assert all(columns(line) <= 44 for lines in names for line in lines)


def test_two_steps_of_one_name_have_two_rows():
    made = gantt_specification(chart(bar(), bar()))
    rows = made["vconcat"][0]["data"]["values"]
    assert len({row["row"] for row in rows}) == 2


def test_it_is_drawn_with_names_parties_and_marks():
    made = gantt_specification(chart(bar(mark="▲ 離脱"), bar('quotes " and <tags>'), side=[bar(group="盟")]))
    drawn = render_svg(made)
    for text in ("凍結 freeze", "島", "盟", "▲ 離脱", "主 main", "側 side", "月", "工程", "&lt;tags"):
        assert text in drawn
    assert render_png(made, scale=1).startswith(b"\x89PNG")
