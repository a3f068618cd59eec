"""One-to-one assignment with the greatest total score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

LARGEST = 300
"""Members a side from which a component is assigned best pair first: the exact method grows with the cube."""


def assign(scores: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """Left to right partners, each used once, with the greatest sum of scores.

    Parameters
    ----------
    scores:
        (left, right) to a positive score; pairs that are absent must not be made.

    >>> assign({(0, 0): 2.0, (0, 1): 1.9, (1, 0): 1.8})
    {0: 1, 1: 0}
    """
    partners: dict[int, int] = {}
    for lefts, rights in _components(scores):
        if len(lefts) == 1 and len(rights) == 1:
            partners[lefts[0]] = rights[0]
        elif max(len(lefts), len(rights)) > LARGEST:
            partners |= _best_first({pair: scores[pair] for pair in scores if pair[0] in set(lefts)})
        else:
            partners |= _exact(lefts, rights, scores)
    return dict(sorted(partners.items()))


def _components(scores: Mapping[tuple[int, int], float]) -> list[tuple[list[int], list[int]]]:
    """Groups of lefts and rights that are linked by pairs."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for left, right in scores:
        parent[root(("left", left))] = root(("right", right))
    groups: dict[tuple[str, int], tuple[list[int], list[int]]] = {}
    for node in sorted(parent):
        group = groups.setdefault(root(node), ([], []))
        group[node[0] == "right"].append(node[1])
    return list(groups.values())


def _best_first(scores: Mapping[tuple[int, int], float]) -> dict[int, int]:
    partners: dict[int, int] = {}
    taken: set[int] = set()
    for left, right in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        if left not in partners and right not in taken:
            partners[left] = right
            taken.add(right)
    return partners


def _exact(lefts: Sequence[int], rights: Sequence[int], scores: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """The Hungarian method; a cell without a score costs nothing and means that both stay alone."""
    turned = len(lefts) > len(rights)
    rows, columns = (rights, lefts) if turned else (lefts, rights)
    cost = [[-scores.get((column, row) if turned else (row, column), 0.0) for column in columns] for row in rows]
    found: dict[int, int] = {}
    for row, column in _hungarian(cost):
        pair = (columns[column], rows[row]) if turned else (rows[row], columns[column])
        if pair in scores:
            found[pair[0]] = pair[1]
    return found


def _hungarian(cost: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Rows to columns (not fewer) with the least total cost, by shortest augmenting paths (Jonker and Volgenant 1987)."""
    width = len(cost[0])
    row_price = [0.0] * (len(cost) + 1)
    column_price = [0.0] * (width + 1)
    row_of = [0] * (width + 1)
    for row in range(1, len(cost) + 1):
        row_of[0] = row
        column, way = _path(cost, row_price, column_price, row_of)
        while column:
            before = way[column]
            row_of[column] = row_of[before]
            column = before
    return [(row_of[column] - 1, column - 1) for column in range(1, width + 1) if row_of[column]]


def _path(
    cost: Sequence[Sequence[float]], row_price: list[float], column_price: list[float], row_of: list[int]
) -> tuple[int, list[int]]:
    """The free column at the end of the cheapest path from ``row_of[0]``, and the way back to it; prices are updated."""
    width = len(column_price) - 1
    least = [float("inf")] * (width + 1)
    way = [0] * (width + 1)
    used = [False] * (width + 1)
    column = 0
    while True:
        used[column] = True
        row = row_of[column]
        step, following = float("inf"), 0
        for other in range(1, width + 1):
            if used[other]:
                continue
            reduced = cost[row - 1][other - 1] - row_price[row] - column_price[other]
            if reduced < least[other]:
                least[other], way[other] = reduced, column
            if least[other] < step:
                step, following = least[other], other
        for other in range(width + 1):
            if used[other]:
                row_price[row_of[other]] += step
                column_price[other] -= step
            else:
                least[other] -= step
        column = following
        if not row_of[column]:
            return column, way
