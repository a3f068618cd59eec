"""How well a list of breaks agrees with those that people marked: covering and F-measure.

Both as in van den Burg and Williams, "An evaluation of change point detection algorithms" (2020): several annotators, index 0 counted
as a trivial break of everybody.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

Annotations = Mapping[str, Collection[int]]


def _matched(marked: Collection[int], found: Collection[int], margin: int) -> int:
    """Marked breaks with a found one of their own within the margin, in order of time."""
    left = set(found)
    count = 0
    for place in sorted(marked):
        close = min(
            (one for one in left if abs(one - place) <= margin), key=lambda one: (abs(one - place), one), default=None
        )
        if close is not None:
            left.remove(close)
            count += 1
    return count


def f_measure(annotations: Annotations, found: Collection[int], *, margin: int = 5) -> float:
    """Harmonic mean of precision (against everything that anybody marked) and recall (mean over annotators).

    >>> f_measure({"a": [28], "b": []}, [30])
    1.0
    """
    marked = [set(places) | {0} for places in annotations.values()]
    mine = set(found) | {0}
    precision = _matched(set().union(*marked), mine, margin) / len(mine)
    recall = sum(_matched(places, mine, margin) / len(places) for places in marked) / len(marked)
    return 2 * precision * recall / (precision + recall)


def covering(annotations: Annotations, found: Collection[int], length: int) -> float:
    """Mean over annotators of how well the best segment of ours overlaps each of theirs, weighted by length.

    >>> covering({"a": [5]}, [], 10)
    0.5
    """
    mine = _segments(found, length)
    total = 0.0
    for places in annotations.values():
        for first, after in _segments(places, length):
            total += (after - first) * max(_overlap((first, after), other) for other in mine)
    return total / (length * len(annotations))


def _segments(places: Collection[int], length: int) -> list[tuple[int, int]]:
    inner = sorted({place for place in places if 0 < place < length})
    return list(zip([0, *inner], [*inner, length], strict=True))


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, common) / (max(one[1], other[1]) - min(one[0], other[0]))
