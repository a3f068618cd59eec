"""Drawing specifications to SVG and PNG, and writing them as files."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from shiome.charts.beside import draw
from shiome.charts.engine import Order
from shiome.errors import InputRefused, StoreUnavailable

ENDINGS = (".svg", ".png")


def render_svg(specification: dict[str, Any]) -> str:
    """The picture as SVG; text stays text, in the font :data:`shiome.charts.style.FONT`.

    Raises
    ------
    MissingExtra
        vl-convert or a font package is not installed.
    InputRefused
        Vega-Lite cannot draw the specification, or it asks for something from the network.
    """
    return _drawn(Order("vegalite_to_svg", specification)).decode()


def render_png(specification: dict[str, Any], *, scale: float = 2) -> bytes:
    """The picture as PNG, ``scale`` pixels to the unit; errors as :func:`render_svg`."""
    return _drawn(Order("vegalite_to_png", specification, scale))


def svg_to_png(svg: str, *, scale: float = 2) -> bytes:
    """A picture that is SVG already, as PNG in the same fonts."""
    return draw(Order("svg_to_png", svg, scale))


def _drawn(order: Order) -> bytes:
    try:
        return draw(order)
    except ValueError as error:
        reason = str(error).strip().splitlines()[0]
        raise InputRefused(
            "chart.specification",
            f"the chart cannot be drawn: {reason}",
            ja=f"図を描けない（{reason}）",
            hint="leave the picture out, and report this",
            hint_ja="図なしで実行し、この不具合を報告する",
            failed=order.given,
        ) from error


def check_ending(path: Path) -> str:
    """The ending of a picture's file, ``.svg`` or ``.png``.

    Raises
    ------
    InputRefused
        It is another one.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise InputRefused(
            "chart.ending",
            f"no picture can be written as {path.name}",
            ja=f"{path.name} という図は書けない",
            hint=f"end the name in {' or '.join(ENDINGS)}",
            hint_ja=f"名前の末尾を {' か '.join(ENDINGS)} にする",
            failed=path,
        )
    return ending


def write_picture(specification: dict[str, Any], path: Path) -> None:
    """Write the picture as the ending of ``path`` says; the file takes its name only when it is whole.

    Raises
    ------
    InputRefused
        The ending is neither ``.svg`` nor ``.png``, or the chart cannot be drawn.
    StoreUnavailable
        The file cannot be written.
    """
    svg = check_ending(path) == ".svg"
    made = render_svg(specification).encode() if svg else render_png(specification)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".chart-", dir=path.parent) as scratch:
            (Path(scratch) / "picture").write_bytes(made)
            os.replace(Path(scratch) / "picture", path)  # noqa: PTH105 - said as it is done
    except OSError as error:
        raise StoreUnavailable(
            "chart.file",
            f"the picture cannot be written to {path}: {error.strerror or error}",
            ja=f"{path} に図を書き出せない（{error.strerror or error}）",
            hint="give a file in a folder that can be written",
            hint_ja="書き込めるフォルダーのファイルを指定する",
            failed=path,
        ) from error
