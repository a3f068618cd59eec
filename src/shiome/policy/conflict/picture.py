"""The graph of a conflict as data, and drawn as SVG text."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape

from shiome.charts.style import DASHES, FONT, INK, LINE, SOFT, THIN
from shiome.policy.conflict.chains import Chain
from shiome.policy.conflict.game import Game, status_quo
from shiome.policy.conflict.narration import Speech
from shiome.policy.conflict.stability import CONCEPTS, Concept, Stability
from shiome.policy.conflict.statements import refused

COLOURS = (LINE, *THIN)
MOST_DRAWN = 64
"""States of a drawing; more cannot be told apart."""
_RADIUS = 15


@dataclass(frozen=True)
class Node:
    """A state."""

    number: int
    """From 1."""
    pattern: str
    equilibria: tuple[Concept, ...]
    status_quo: bool
    x: float
    """Place on the unit circle; the first state is on top, the others follow clockwise."""
    y: float


@dataclass(frozen=True)
class Edge:
    """A move of one decision maker."""

    start: int
    end: int
    mover: str
    improves: bool


@dataclass(frozen=True)
class Picture:
    """Nodes and edges; numbers of states are from 1."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def picture(game: Game, found: Stability) -> Picture:
    """The states with the concepts under which each is an equilibrium, and every move."""
    here = status_quo(game.conflict, game.states) if game.conflict.status_quo else -1
    held = {concept: found.equilibria(concept) for concept in CONCEPTS}
    nodes = []
    for state in range(game.size):
        angle = 2 * math.pi * state / game.size
        nodes.append(
            Node(
                state + 1,
                game.states.pattern(state),
                tuple(concept for concept in CONCEPTS if held[concept][state]),
                state == here,
                round(math.sin(angle), 6),
                round(-math.cos(angle), 6),
            )
        )
    edges = []
    for maker, name in enumerate(game.makers):
        for state in range(game.size):
            better = set(game.targets(maker, state, improving=True))
            edges += [Edge(state + 1, end + 1, name, end in better) for end in game.targets(maker, state)]
    return Picture(tuple(nodes), tuple(edges))


def draw(game: Game, found: Stability, *, language: str = "en") -> str:
    """The picture as an SVG document.

    Movers differ in colour and in dashes; improvements are thick; SEQ equilibria have a second ring; the status quo is filled. Each node
    says on hovering which equilibrium it is.

    Raises
    ------
    InputRefused
        ``conflict.drawing``: more than ``MOST_DRAWN`` states.
    """
    if game.size > MOST_DRAWN:
        raise refused(
            "drawing",
            f"{game.size} states cannot be drawn, at most {MOST_DRAWN} can",
            f"{game.size} の状態は描けない（{MOST_DRAWN} まで）",
            "use the picture's data",
            "図のデータを使う",
            game.size,
        )
    speech, data = Speech(game, language), picture(game, found)
    reach = max(110.0, game.size * 2.2 * _RADIUS / (2 * math.pi) * 1.5)
    side = 2 * (reach + 2 * _RADIUS + 5 * len(game.conflict.options) + 10)
    legend = 18 * (len(game.makers) + 3)
    title = escape(speech.say("picture_title", name=game.conflict.name))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side:.0f} {side + legend:.0f}" role="img" aria-label="{title}"',
        f'font-family="{FONT}, sans-serif" font-size="10" fill="{INK}">',
        f"<title>{title}</title>",
        _markers(len(game.makers)),
    ]
    centre = side / 2
    places = {node.number: (centre + reach * node.x, centre + reach * node.y) for node in data.nodes}
    number = {name: index for index, name in enumerate(game.makers)}
    parts += [_edge(edge, places, number[edge.mover]) for edge in data.edges]
    parts += [_node(node, places[node.number], speech) for node in data.nodes]
    return "\n".join([*parts, *_legend(speech, side, found.chain), "</svg>"])


def _markers(count: int) -> str:
    arrows = "".join(
        f'<marker id="arrow{index}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        f'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 8 4 0 8z" fill="{_colour(index)}"/></marker>'
        for index in range(count)
    )
    return f"<defs>{arrows}</defs>"


def _colour(mover: int) -> str:
    return COLOURS[mover % len(COLOURS)]


def _dash(mover: int) -> str:
    dashes = DASHES[mover % len(DASHES)]
    return "" if dashes == [1, 0] else f' stroke-dasharray="{" ".join(map(str, dashes))}"'


def _edge(edge: Edge, places: dict[int, tuple[float, float]], mover: int) -> str:
    """An arc from rim to rim, bent to the right so that there and back do not overlap."""
    (x1, y1), (x2, y2) = places[edge.start], places[edge.end]
    length = math.hypot(x2 - x1, y2 - y1)
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    bend = 10 + 3 * mover
    mx, my = (x1 + x2) / 2 - uy * bend, (y1 + y2) / 2 + ux * bend
    gap = _RADIUS + 4
    begin, end = (x1 + ux * gap - uy * 3, y1 + uy * gap + ux * 3), (x2 - ux * gap - uy * 3, y2 - uy * gap + ux * 3)
    width = 2 if edge.improves else 0.7
    return (
        f'<path d="M{begin[0]:.1f} {begin[1]:.1f}Q{mx:.1f} {my:.1f} {end[0]:.1f} {end[1]:.1f}" fill="none" '
        f'stroke="{_colour(mover)}" stroke-width="{width}"{_dash(mover)} marker-end="url(#arrow{mover})"/>'
    )


def _node(node: Node, place: tuple[float, float], speech: Speech) -> str:
    x, y = place
    concepts = [speech.say(each) for each in node.equilibria]
    said = speech.listed(concepts) if concepts else speech.say("no_equilibrium")
    here = " " + speech.say("here") if node.status_quo else ""
    state = speech.state(node.number - 1) + here
    title = escape(speech.say("node_title", state=state, concepts=said))
    # The letters stand outside the circle, where no move passes.
    out, anchor = _RADIUS + 9, "middle" if abs(node.x) < 0.3 else "start" if node.x > 0 else "end"
    fill = "#E3E6EA" if node.status_quo else "white"
    ring = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_RADIUS + 3}" fill="none" stroke="{INK}"/>'
    return (
        f"<g><title>{title}</title>{ring if 'seq' in node.equilibria else ''}"
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_RADIUS}" fill="{fill}" stroke="{INK}"/>'
        f'<text x="{x:.1f}" y="{y + 3.5:.1f}" text-anchor="middle">{node.number}</text>'
        f'<text x="{x + out * node.x:.1f}" y="{y + out * node.y + 2.5:.1f}" text-anchor="{anchor}" font-size="7" '
        f'fill="{SOFT}">{node.pattern}</text></g>'
    )


def _legend(speech: Speech, top: float, chain: Chain) -> list[str]:
    lines = []
    for maker in range(len(speech.game.makers)):
        y = top + 18 * maker
        lines.append(
            f'<path d="M12 {y:.0f}H44" stroke="{_colour(maker)}" stroke-width="2"{_dash(maker)}/>'
            f'<text x="52" y="{y + 3.5:.1f}">{escape(speech.maker(maker))}</text>'
        )
    said = (speech.say("legend_improvement"), speech.say("legend_equilibrium", rule=speech.say(chain)))
    for number, text in enumerate(said):
        y = top + 18 * (len(speech.game.makers) + number)
        lines.append(f'<text x="12" y="{y + 3.5:.1f}" fill="{SOFT}">{escape(text)}</text>')
    return lines
