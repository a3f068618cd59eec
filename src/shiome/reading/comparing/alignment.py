"""Which parts of one text answer which of another: in order first, then what has moved; never by force."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

Like = Callable[[int, int], float]


class Link(NamedTuple):
    """Rows of the one text that answer columns of the other."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    likeness: float
    moved: bool = False


def in_order(rows: Sequence[int], columns: Sequence[int], like: Like, *, least: float) -> list[Link]:
    """The chain of pairs, rising in both texts, with the greatest sum of likeness over ``least``.

    Dynamic programming after Needleman and Wunsch (1970); a part that is nowhere like enough stays alone.
    """
    width = len(columns) + 1
    scores = [[0.0] * width]
    for row in rows:
        above, line = scores[-1], [0.0] * width
        for j, column in enumerate(columns, 1):
            value = like(row, column)
            best = max(above[j], line[j - 1])
            if value > least and above[j - 1] + value - least > best:
                best = above[j - 1] + value - least
            line[j] = best
        scores.append(line)
    links: list[Link] = []
    i, j = len(rows), len(columns)
    while i and j:
        here = scores[i][j]
        if here == scores[i - 1][j]:
            i -= 1
        elif here == scores[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            links.append(Link((rows[i],), (columns[j],), like(rows[i], columns[j])))
    return links[::-1]


def left_over(
    rows: Iterable[int],
    columns: Iterable[int],
    like: Like,
    *,
    least: float,
    least_moved: float,
    taken: Sequence[Link] = (),
) -> list[Link]:
    """Pairs among what is left, the most alike first.

    A pair that crosses a link of ``taken`` must be alike by ``least_moved``.
    """
    columns = list(columns)
    candidates = []
    for row in rows:
        for column in columns:
            value = like(row, column)
            if value >= least and (value >= least_moved or not crosses(row, column, taken)):
                candidates.append((-value, abs(row - column), row, column))
    free_rows, free_columns = {each[2] for each in candidates}, {each[3] for each in candidates}
    links: list[Link] = []
    for value, _, row, column in sorted(candidates):
        if row in free_rows and column in free_columns:
            free_rows.discard(row)
            free_columns.discard(column)
            links.append(Link((row,), (column,), -value))
    return links


def crosses(row: int, column: int, links: Iterable[Link]) -> bool:
    """Whether a pair stands in another order than one of the links.

    >>> crosses(0, 3, [Link((1,), (1,), 1.0)]), crosses(0, 0, [Link((1,), (1,), 1.0)])
    (True, False)
    """
    return any((row < link.rows[0]) != (column < link.columns[0]) for link in links)


def with_moves(links: Sequence[Link]) -> list[Link]:
    """The links by their rows, those marked as moved that do not belong to the weightiest chain rising in both texts.

    >>> [link.moved for link in with_moves([Link((0,), (1,), 0.5), Link((1,), (0,), 0.9)])]
    [True, False]
    """
    ordered = sorted(links)
    weights: list[float] = []
    before: list[int] = []
    for number, link in enumerate(ordered):
        best, at = 0.0, -1
        for other in range(number):
            if weights[other] > best and ordered[other].columns[-1] < link.columns[0]:
                best, at = weights[other], other
        weights.append(best + link.likeness)
        before.append(at)
    chain = set()
    at = max(range(len(ordered)), key=weights.__getitem__, default=-1)
    while at >= 0:
        chain.add(at)
        at = before[at]
    return [link._replace(moved=number not in chain) for number, link in enumerate(ordered)]


def grown(
    links: Sequence[Link],
    free_rows: set[int],
    free_columns: set[int],
    like_group: Callable[[Sequence[int], Sequence[int]], float],
    *,
    gain: float,
) -> list[Link]:
    """The links, each widened by a free neighbour where that makes it more alike by ``gain`` (one sentence split in two).

    ``free_rows`` and ``free_columns`` lose what is taken.
    """
    out: list[Link] = []
    for link in links:
        best = link
        if link.likeness < 1.0:
            for rows, columns in _widened(link, free_rows, free_columns):
                value = like_group(rows, columns)
                if value >= link.likeness + gain and value > best.likeness:
                    best = Link(rows, columns, value, link.moved)
        free_rows.difference_update(best.rows)
        free_columns.difference_update(best.columns)
        out.append(best)
    return out


def _widened(
    link: Link, free_rows: set[int], free_columns: set[int]
) -> Iterable[tuple[tuple[int, ...], tuple[int, ...]]]:
    for row in (link.rows[0] - 1, link.rows[-1] + 1):
        if row in free_rows:
            yield tuple(sorted((*link.rows, row))), link.columns
    for column in (link.columns[0] - 1, link.columns[-1] + 1):
        if column in free_columns:
            yield link.rows, tuple(sorted((*link.columns, column)))
