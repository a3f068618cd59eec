"""The engine that draws: vl-convert, which carries Vega-Lite itself, without a browser, Node or a network."""

from __future__ import annotations

from functools import lru_cache
from types import ModuleType
from typing import Any, Literal

import msgspec

from shiome.charts.fonts import font_folders
from shiome.errors import MissingExtra

VERSION = "6.1"
"""Of Vega-Lite."""


class Order(msgspec.Struct, frozen=True):
    """What is to be drawn."""

    function: Literal["vegalite_to_svg", "vegalite_to_png", "svg_to_png"]
    """Of the engine."""
    given: dict[str, Any] | str
    """A specification, or a picture that is SVG already."""
    scale: float = 1
    """Pixels to the unit, of a PNG."""


def draw_here(order: Order) -> bytes:
    """Draw in this process; SVG as UTF-8.

    The engine keeps the interpreter's lock until it is done, tenths of a second for a picture.

    Raises
    ------
    ValueError
        Vega-Lite cannot draw the specification, or it asks for something from the network.
    MissingExtra
        vl-convert or a font package is not installed.
    """
    options: dict[str, Any] = {}
    if order.function != "svg_to_png":
        options |= {"vl_version": VERSION, "allowed_base_urls": []}
    if order.function != "vegalite_to_svg":
        options["scale"] = order.scale
    made = getattr(_engine(), order.function)(order.given, **options)
    return made.encode() if isinstance(made, str) else bytes(made)


@lru_cache(maxsize=1)
def _engine() -> ModuleType:
    """vl-convert with the fonts registered."""
    try:
        import vl_convert
    except ModuleNotFoundError as error:
        raise MissingExtra(
            "chart.engine",
            "pictures need the package vl-convert-python",
            ja="図には vl-convert-python というパッケージが要る",
            hint="install it with: pip install vl-convert-python",
            hint_ja="pip install vl-convert-python で入れる",
            failed="vl-convert-python",
        ) from error
    for folder in font_folders():
        vl_convert.register_font_directory(str(folder))
    return vl_convert
