"""Pictures drawn in a process beside: the same ones, refused alike, and again where that process ends."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator

import pytest
from tests.charts.drawn import chart

from shiome.charts import beside as module
from shiome.charts import render_png, render_svg, specification
from shiome.charts.beside import Beside, drawing_beside
from shiome.charts.engine import Order, draw_here
from shiome.charts.rendering import slim, svg_to_png
from shiome.errors import InputRefused, StoreUnavailable

SPECIFICATION = specification(chart())


@pytest.fixture(scope="module")
def beside() -> Iterator[Beside]:
    with drawing_beside() as made:
        yield made


def test_the_pictures_are_the_same(beside: Beside) -> None:
    svg = render_svg(SPECIFICATION)
    assert svg == slim(draw_here(Order("vegalite_to_svg", SPECIFICATION)).decode())
    assert render_png(SPECIFICATION, scale=1) == draw_here(Order("vegalite_to_png", SPECIFICATION, 1))
    assert svg_to_png(svg, scale=3) == draw_here(Order("svg_to_png", svg, 3))
    assert beside.process not in (None, os.getpid())


def test_what_cannot_be_drawn_is_refused_in_one_line(beside: Beside) -> None:
    with pytest.raises(InputRefused) as caught:
        render_svg({"mark": "no such mark", "data": {"values": []}})
    assert caught.value.code == "chart.specification"
    assert "\n" not in caught.value.line()
    with pytest.raises(InputRefused, match="cannot be drawn"):
        render_svg(
            {"mark": "point", "data": {"url": "https://127.0.0.1:9/data.csv"}, "encoding": {"x": {"field": "a"}}}
        )
    before = beside.process
    assert render_svg(SPECIFICATION)
    assert beside.process == before


def test_many_threads_get_each_its_own(beside: Beside) -> None:
    titles = [f"title {number}" for number in range(6)]
    drawn: dict[str, str] = {}

    def draw(title: str) -> None:
        drawn[title] = render_svg(SPECIFICATION | {"title": title})

    threads = [threading.Thread(target=draw, args=(title,)) for title in titles]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(title in drawn[title] for title in titles)


def test_a_process_that_was_killed_is_started_again(beside: Beside) -> None:
    render_svg(SPECIFICATION)
    killed = beside.process
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    assert "潮位" in render_svg(SPECIFICATION)
    assert beside.process not in (None, killed)


def test_a_picture_over_which_it_ends_twice_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MODULE", "shiome.charts.style")  # a module that reads nothing and ends
    with drawing_beside() as made:
        with pytest.raises(StoreUnavailable, match="ended over this one"):
            render_svg(SPECIFICATION)
        assert made.process is None


def test_what_is_missing_is_said_as_without_it(beside: Beside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "_answer", lambda _line: module._Reply(missing=True))
    assert "潮位" in render_svg(SPECIFICATION)  # here nothing is missing, and so it is drawn here


def test_it_ends_with_the_block() -> None:
    with drawing_beside() as made:
        render_svg(SPECIFICATION)
        process = made._process
    assert process is not None
    assert process.returncode == 0
    assert made.process is None
