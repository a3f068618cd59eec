"""Stacked shares: every whole with its own legend, every part once a month."""

from datetime import date

from shiome.charts import Shares, SharesGrid, render_svg, small_specifications, specification

MONTHS = (date(2031, 1, 1), date(2031, 2, 1), date(2031, 3, 1))


def shares(title="潮位", parts=("低い", "高い"), values=((1.0, 0.0), (0.75, 0.25), (0.5, 0.5))):
    return Shares(title=title, subtitle="最後の観測: 低い", parts=parts, months=MONTHS, values=values)


def plots(made):
    return [plot for row in made["vconcat"] for plot in row["hconcat"]]


def test_each_whole_keeps_its_own_parts():
    made = specification(SharesGrid(charts=(shares(), shares("風", ("凪", "嵐")))))
    assert made["resolve"]["legend"]["color"] == "independent"
    assert [plot["encoding"]["color"]["scale"]["domain"] for plot in plots(made)] == [["低い", "高い"], ["凪", "嵐"]]
    assert all(len(plot["data"]["values"]) == 6 for plot in plots(made))
    assert {row["share"] for row in plots(made)[0]["data"]["values"]} == {1.0, 0.0, 0.75, 0.25, 0.5}


def test_rows_of_three():
    made = specification(SharesGrid(charts=tuple(shares(str(number)) for number in range(4))))
    assert [len(row["hconcat"]) for row in made["vconcat"]] == [3, 1]


def test_long_names_stand_one_below_another():
    (plot,) = plots(specification(SharesGrid(charts=(shares(parts=("非核化を前提とする軍備管理", "高い")),))))
    assert plot["encoding"]["color"]["legend"]["columns"] == 1
    (plot,) = plots(specification(SharesGrid(charts=(shares(),))))
    assert plot["encoding"]["color"]["legend"]["columns"] == 2


def test_it_is_drawn_with_all_names():
    drawn = render_svg(specification(SharesGrid(charts=(shares(), shares("風", ("凪", "嵐"))))))
    for name in ("潮位", "低い", "高い", "風", "凪", "嵐"):
        assert name in drawn


def test_wholes_that_stand_alone_keep_their_parts():
    made = small_specifications(SharesGrid(charts=(shares(), shares("風", ("凪", "嵐")))))
    assert [each["encoding"]["color"]["scale"]["domain"] for each in made] == [["低い", "高い"], ["凪", "嵐"]]
    assert all("風" in render_svg(each) for each in made[1:])
