"""A tree that grows downwards line by line: each branch with its name, its share as a bar, and in the bar what it leads to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from shiome.charts import style
from shiome.charts.text import wrapped

Specification = dict[str, Any]
WIDTH = 600
"""Of the whole picture."""
BARS = 170
"""Of the bar of a branch that holds everything; bars end at the right edge of the picture but for their figures."""
FIGURE = 34
"""Room for the figure after a bar."""
INDENT = 17
"""By how much a branch stands in from the one above it."""
LINE, GAP = 13, 7
"""Height of a line of letters, and what lies between two branches."""
LETTER = 5.15
"""Width of a half-width letter at 10 points."""


class TreeNode(msgspec.Struct, frozen=True, kw_only=True):
    """A branch."""

    id: str
    label: str
    share: float
    """Of everything, 0 to 1."""
    parent: str = ""
    """Identifier of the branch above; empty at the trunk."""
    parts: tuple[float, ...] = ()
    """Share of each end among what the branch holds; they sum to 1."""


class Tree(msgspec.Struct, frozen=True, kw_only=True):
    """A trunk with all its branches, each after the one that it grows from, and the names of the ends."""

    nodes: tuple[TreeNode, ...]
    ends: tuple[str, ...]


def tree_specification(tree: Tree) -> Specification:
    """One row a branch, depth first; the bars' colours are those of the ends, whose names stand below."""
    rows, height = _placed(tree)
    x = {"type": "quantitative", "scale": {"domain": [0, WIDTH], "nice": False}, "axis": None}
    y = {"type": "quantitative", "scale": {"domain": [height, 0], "nice": False}, "axis": None}
    edges = [edge for row in rows.values() for edge in _edges(row, rows)]
    texts = [text for row in rows.values() for text in _texts(row)]
    return {
        "width": WIDTH,
        "height": height,
        "layer": [
            {
                "data": {"values": edges},
                "mark": {"type": "rule", "color": style.SOFT, "strokeWidth": 1},
                "encoding": {
                    "x": {**x, "field": "x"},
                    "x2": {"field": "x2"},
                    "y": {**y, "field": "y"},
                    "y2": {"field": "y2"},
                },
            },
            {
                "data": {"values": [bar for row in rows.values() for bar in _bars(row, tree.ends)]},
                "mark": {"type": "rect", "stroke": "white", "strokeWidth": 0.5},
                "encoding": {
                    "x": {**x, "field": "x"},
                    "x2": {"field": "x2"},
                    "y": {**y, "field": "y"},
                    "y2": {"field": "y2"},
                    "color": _colour(tree.ends),
                },
            },
            {
                "data": {"values": texts},
                "mark": {"type": "text", "align": "left", "baseline": "middle", "fontSize": 10, "color": style.INK},
                "encoding": {"x": {**x, "field": "x"}, "y": {**y, "field": "y"}, "text": {"field": "text"}},
            },
        ],
    }


def _colour(ends: Sequence[str]) -> dict[str, Any]:
    legend = {
        "symbolType": "square",
        "symbolStrokeWidth": 0,
        "symbolSize": 80,
        "columns": 1,
        "labelLimit": 0,
        "rowPadding": 5,
    }
    colours = [style.SHARES[number % len(style.SHARES)] for number in range(len(ends))]
    scale = {"domain": list(ends), "range": colours}
    return {"field": "end", "type": "nominal", "scale": scale, "legend": legend}


class _Row(msgspec.Struct, frozen=True):
    """A branch with its place: the left end of its label, the middle of its first line, and its lines."""

    node: TreeNode
    x: float
    y: float
    lines: tuple[str, ...]


def _placed(tree: Tree) -> tuple[Mapping[str, _Row], float]:
    children: dict[str, list[TreeNode]] = {}
    for node in tree.nodes:
        children.setdefault(node.parent, []).append(node)
    rows: dict[str, _Row] = {}
    top = float(GAP)
    left = list(reversed([(node, 0) for node in children.get("", ())]))
    while left:
        node, depth = left.pop()
        x = INDENT * depth
        room = WIDTH - BARS - FIGURE - x - 12
        lines = tuple(wrapped(node.label, int(room / LETTER)))
        rows[node.id] = _Row(node, x, top + LINE / 2, lines)
        top += LINE * max(1, len(lines)) + GAP
        left += reversed([(child, depth + 1) for child in children.get(node.id, ())])
    return rows, top


def _edges(row: _Row, rows: Mapping[str, _Row]) -> Iterator[dict[str, float]]:
    """An elbow from the branch above."""
    above = rows.get(row.node.parent)
    if above is None:
        return
    x = above.x + 5
    yield {"x": x, "x2": x, "y": above.y + LINE * (len(above.lines) - 0.5) + 1, "y2": row.y}
    yield {"x": x, "x2": row.x - 3, "y": row.y, "y2": row.y}


def _bars(row: _Row, ends: Sequence[str]) -> Iterator[dict[str, Any]]:
    start = float(WIDTH - BARS - FIGURE)
    for end, part in zip(ends, row.node.parts, strict=True):
        stop = start + BARS * row.node.share * part
        if part > 0:
            place = {"y": row.y - LINE / 2 + 1, "y2": row.y + LINE / 2 - 1}
            yield {"end": end, "x": round(start, 2), "x2": round(stop, 2), **place}
        start = stop


def _texts(row: _Row) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(row.lines):
        yield {"x": row.x, "y": row.y + LINE * number, "text": line}
    end = WIDTH - BARS - FIGURE + BARS * row.node.share
    yield {"x": round(end + 4, 2), "y": row.y, "text": f"{row.node.share:.0%}"}


__all__ = ["Tree", "TreeNode", "tree_specification"]
