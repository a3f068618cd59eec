"""The figures of an outlook as SVG: within a page, and as files for typesetting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from html import unescape
from typing import TYPE_CHECKING

import msgspec

from shiome.outlook.model import Figure

if TYPE_CHECKING:
    from markupsafe import Markup

_SVG = re.compile(r'<svg [^>]*?width="(?P<width>[\d.]+)" height="(?P<height>[\d.]+)" viewBox="(?P<box>[\d. ]+)">')


def svg_of(figure: Figure) -> str:
    """The picture as a file of its own."""
    return _drawn(msgspec.json.encode(figure.specification, order="deterministic"))


@lru_cache(maxsize=128)
def _drawn(specification: bytes) -> str:
    from shiome.charts import render_svg

    return render_svg(msgspec.json.decode(specification))


def inline_svg(figure: Figure) -> Markup:
    """The picture as part of an HTML page: scalable, with its text alternative, without the addresses that only files need."""
    from markupsafe import Markup

    svg = svg_of(figure)
    head = _SVG.match(svg)
    assert head is not None  # noqa: S101 - what the engine writes
    name = "f-" + sha256(svg.encode()).hexdigest()[:10]
    opening = Markup(
        '<svg role="img" aria-labelledby="{name}" width="{width}" height="{height}" viewBox="{box}">'
    ).format(name=name, **head.groupdict())
    title = Markup('<title id="{name}">{alt}</title>').format(name=name, alt=figure.alt)
    # The letters are those of the page.
    body = re.sub(r' font-family="[^"]*"', "", svg[head.end() :])
    return opening + title + Markup(body)  # noqa: S704 - the engine has escaped the texts of its SVG


def size_of(svg: str) -> tuple[float, float]:
    """Width and height of a picture in its own units."""
    head = _SVG.match(svg)
    assert head is not None  # noqa: S101 - what the engine writes
    return float(head["width"]), float(head["height"])


def svg_texts(svg: str) -> Iterator[str]:
    """The texts that a picture shows."""
    for text in re.findall(r"<text[^>]*>([^<]*)</text>", svg):
        yield unescape(text)
