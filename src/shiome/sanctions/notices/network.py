"""The picture of who owns or manages what: holders to the left, what they hold to the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from shiome.sanctions.casework.ownership import Hold, Ownership
from shiome.sanctions.notices.svg import SOFT, columns, document, text, wrapped

WIDTH = 640
_BOX_HEIGHT, _ROW, _PAD = 38, 62, 10
_GAP = 112
"""Room between two columns, for the words on the edges."""
_LEAST = 96.0
"""Least width of a box; a graph of many columns makes a wider picture, which is set smaller."""


def network_picture(ownership: Ownership, role: Callable[[str], str], *, alt: str) -> str:
    """The graph as SVG, empty where nobody holds anything.

    Columns are the longest way to something that holds nothing (a vessel); within a circle, edges that close it are drawn but do not
    count. An edge over several columns has a place of its own in each between, so that it runs through no box (Sugiyama, Tagawa and
    Toda 1981). Rows follow the middle of what a holder holds.
    """
    if not ownership.holds:
        return ""
    levels = _levels(ownership)
    links = _links(ownership.holds, levels)
    deepest = max(levels.values())
    grid = [[node for node in levels if levels[node] == level] for level in range(deepest, -1, -1)]
    width = min(190.0, max(_LEAST, (WIDTH - 2 * _PAD - deepest * _GAP) / (deepest + 1)))
    gap = max(_GAP, (WIDTH - 2 * _PAD - width * (deepest + 1)) / max(deepest, 1))
    wide = max(WIDTH, 2 * _PAD + width * (deepest + 1) + gap * deepest)
    rows = _rows(grid, links)
    most = max(len(column) for column in grid)
    places = {
        node: (_PAD + number * (width + gap), _PAD + (rows[node] + (most - len(column)) / 2) * _ROW)
        for number, column in enumerate(grid)
        for node in column
    }
    edges = _edges(ownership.holds, levels, places, width, role)
    boxes = [_box(name, *places[node], width) for node, name in ownership.names.items()]
    return document(wide, 2 * _PAD + (most - 1) * _ROW + _BOX_HEIGHT, "".join([*edges, *boxes]), alt=alt)


def _way(hold: Hold, levels: Mapping[str, int]) -> list[str]:
    """The holder, the places between, and what is held; only the two where the edge does not go down."""
    between = range(levels[hold.holder] - 1, levels[hold.subject], -1)
    return [hold.holder, *(f"{hold.holder}\n{hold.subject}\n{level}" for level in between), hold.subject]


def _links(holds: Sequence[Hold], levels: dict[str, int]) -> list[tuple[str, str]]:
    """Edges from column to column; the places between are entered into ``levels``."""
    links = []
    for hold in holds:
        way = _way(hold, levels)
        for number, node in enumerate(way[1:-1], start=1):
            levels[node] = levels[hold.holder] - number
        links += list(pairwise(way))
    return links


def _levels(ownership: Ownership) -> dict[str, int]:
    """Node to the longest way down from it; edges that close a circle are left out."""
    below: dict[str, list[str]] = {node: [] for node in ownership.names}
    for hold in ownership.holds:
        below[hold.holder].append(hold.subject)
    levels: dict[str, int] = {}
    for start in below:
        path = [start]
        while path:
            node = path[-1]
            waiting = [other for other in below[node] if other not in levels and other not in path]
            if node not in levels and waiting:
                path.append(waiting[0])
                continue
            path.pop()
            # What is neither settled nor waiting lies on the path above: that edge closes a circle.
            levels.setdefault(node, max((levels[other] + 1 for other in below[node] if other in levels), default=0))
    return levels


def _rows(grid: Sequence[Sequence[str]], links: Sequence[tuple[str, str]]) -> dict[str, int]:
    rows: dict[str, int] = {node: number for number, node in enumerate(grid[-1])}
    for column in reversed(grid[:-1]):
        middle = {node: _middle([rows[b] for a, b in links if a == node and b in rows]) for node in column}
        rows |= {node: number for number, node in enumerate(sorted(column, key=lambda node: middle[node]))}
    return rows


def _middle(numbers: Sequence[int]) -> float:
    return sum(numbers) / len(numbers) if numbers else 0.0


def _edges(
    holds: Sequence[Hold],
    levels: Mapping[str, int],
    places: Mapping[str, tuple[float, float]],
    width: float,
    role: Callable[[str], str],
) -> list[str]:
    together: dict[tuple[str, str], list[str]] = {}
    ways: dict[tuple[str, str], list[str]] = {}
    for hold in holds:
        years = "–".join(part[:4] for part in (hold.since, hold.until)) if hold.since or hold.until else ""
        words = " ".join(part for part in (role(hold.role), years) if part)
        together.setdefault((hold.holder, hold.subject), []).append(words)
        ways[hold.holder, hold.subject] = _way(hold, levels)
    drawn, told = [], []
    for pair, labels in together.items():
        points = _points(ways[pair], places, width)
        path = " L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        drawn.append(f'<path d="M{path}" stroke="{SOFT}" fill="none"/>')
        drawn.append(f'<circle cx="{points[-1][0]:.1f}" cy="{points[-1][1]:.1f}" r="3" fill="{SOFT}"/>')
        (x1, y1), (x2, y2) = points[:2]
        for number, label in enumerate(labels):
            y = (y1 + y2) / 2 - 4 + 11 * (number - (len(labels) - 1) / 2)
            told.append(text((x1 + x2) / 2, y, label, size=8.5, anchor="middle", colour=SOFT, halo=True))
    return drawn + told


def _points(way: Sequence[str], places: Mapping[str, tuple[float, float]], width: float) -> list[tuple[float, float]]:
    """The corners of an edge: out of the holder's right side, level through the places between, into the left side of what is held."""
    middle = [places[node][1] + _BOX_HEIGHT / 2 for node in way]
    first, last = places[way[0]][0], places[way[-1]][0]
    if last <= first:  # it closes a circle
        return [(first + width / 2, middle[0]), (last + width / 2, middle[-1])]
    through = [
        (x, y)
        for node, y in zip(way[1:-1], middle[1:-1], strict=True)
        for x in (places[node][0], places[node][0] + width)
    ]
    return [(first + width, middle[0]), *through, (last, middle[-1])]


def _box(name: str, x: float, y: float, width: float) -> str:
    lines = wrapped(name, int((width - 12) / 5.4))
    size = 10 if all(columns(line) * 5.4 <= width - 8 for line in lines) else 9
    top = y + _BOX_HEIGHT / 2 + 3.5 - 6 * (len(lines) - 1)
    rect = f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{_BOX_HEIGHT}" rx="3" fill="#f3f5f7" stroke="#1c2024"/>'
    return rect + "".join(
        text(x + width / 2, top + 12 * number, line, size=size, anchor="middle") for number, line in enumerate(lines)
    )
