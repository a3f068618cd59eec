"""Yardsticks, and every other chart of Shiome, as pictures in a notebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shiome.charts import Grid, Panel, render_svg, specification, write_picture
from shiome.charts.model import LineChart
from shiome.errors import InputRefused
from shiome.outlook.pictures import grid, panel
from shiome.yardsticks.model import Measurement


@dataclass(frozen=True)
class Picture:
    """A Vega-Lite specification that shows itself in a notebook."""

    specification: Mapping[str, Any]

    def svg(self) -> str:
        """The picture as SVG."""
        return render_svg(dict(self.specification))

    def write(self, path: Path | str) -> None:
        """Write the picture to a file that ends in ``.svg``, ``.png`` or ``.json``.

        Raises
        ------
        InputRefused
            Another ending, or the file cannot be written.
        """
        write_picture(dict(self.specification), Path(path))

    def _repr_svg_(self) -> str:
        return self.svg()


def picture(found: object, *, language: str = "en") -> Picture:
    """A measurement with its components, several side by side, or a chart, as a picture.

    Raises
    ------
    InputRefused
        ``display.picture``: nothing that is drawn.
    """
    if isinstance(found, Measurement):
        return Picture(specification(panel(found, language)))
    if isinstance(found, LineChart | Panel | Grid):
        return Picture(specification(found))
    if isinstance(found, Mapping) and "$schema" in found:
        return Picture(found)
    if isinstance(found, Sequence) and found and all(isinstance(each, Measurement) for each in found):
        return Picture(specification(grid(found, language)))
    raise InputRefused(
        "display.picture",
        f"{type(found).__name__} is not drawn",
        ja=f"{type(found).__name__} は図にできない",
        hint="give a measurement, several of them, a chart or a specification",
        hint_ja="測定、その並び、図、または仕様を渡す",
        failed=found,
    )
