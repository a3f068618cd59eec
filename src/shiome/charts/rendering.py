"""Drawing specifications to SVG and PNG, and writing them as files."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import Any

from shiome.charts.beside import draw
from shiome.charts.engine import Order
from shiome.errors import InputRefused, StoreUnavailable, why

ENDINGS = (".svg", ".png")
_TAG = re.compile(r"<[a-z][^<>]*>")
_NEITHER_SEEN_NOR_READ = re.compile(
    r' (?:class|role|aria-[a-z]+|pointer-events)="[^"]*"| (?:fill-|stroke-)?opacity="1"'
)
_GROUNDS = ('<path class="background"', '<path class="foreground"')
_PAINTED = re.compile(r' (?:fill|stroke)="')
"""The engine sets down grounds that it does not paint."""
_PLACES = re.compile(r'translate\([^)]*\)| (?:d|[xy][12]?)="[^"]*"')
_LONG = re.compile(r"-?\d+\.\d{2,}(?:e[+-]?\d+)?|-?\d+(?:\.\d+)?e[+-]?\d+")


def render_svg(specification: dict[str, Any]) -> str:
    """The picture as SVG; text stays text, in the font :data:`shiome.charts.style.FONT`.

    Raises
    ------
    MissingExtra
        vl-convert or a font package is not installed.
    InputRefused
        Vega-Lite cannot draw the specification, or it asks for something from the network.
    """
    return slim(_drawn(Order("vegalite_to_svg", specification)).decode())


def render_png(specification: dict[str, Any], *, scale: float = 2) -> bytes:
    """The picture as PNG, ``scale`` pixels to the unit; errors as :func:`render_svg`."""
    return _drawn(Order("vegalite_to_png", specification, scale))


def svg_to_png(svg: str, *, scale: float = 2) -> bytes:
    """A picture that is SVG already, as PNG in the same fonts."""
    return draw(Order("svg_to_png", svg, scale))


def slim(svg: str) -> str:
    """The same picture in fewer bytes: places to a tenth of a unit, and nothing that is neither seen nor read.

    >>> slim('<path class="foreground" d="M0,0h21.7602v-0.31" fill="none"/><path class="background" d="M0,0h9v9h-9Z"/>')
    '<path d="M0,0h21.8v-0.3" fill="none"/>'
    """
    return _TAG.sub(_slim_tag, svg)


def _slim_tag(tag: re.Match[str]) -> str:
    if tag[0].startswith(_GROUNDS) and not _PAINTED.search(tag[0]):
        return ""
    kept = _NEITHER_SEEN_NOR_READ.sub("", tag[0])
    return _PLACES.sub(lambda places: _LONG.sub(_tenth, places[0]), kept)


def _tenth(number: re.Match[str]) -> str:
    return f"{float(number[0]):.1f}".removesuffix(".0")


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
            f"the picture cannot be written to {path}: {why(error).en}",
            ja=f"{path} に図を書き出せない（{why(error).ja}）",
            hint="give a file in a folder that can be written",
            hint_ja="書き込めるフォルダーのファイルを指定する",
            failed=path,
        ) from error
