"""Two sentences of one language, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from shiome.reading.comparing.segmenters import Word

PieceOp = Literal["kept", "added", "dropped", "replaced"]

_WORTH = {"content": 2.0, "number": 2.0, "function": 0.6, "mark": 0.3}
_NEIGHBOUR = 0.25
"""What a kept word is worth more if the words before it are the same too: runs are kept together."""
_MOST_CELLS = 1_000_000
"""Beyond this many pairs of words a coarser method is used."""


class Run(NamedTuple):
    """Words ``a0``..``a1`` of the one and ``b0``..``b1`` of the other (ends exclusive)."""

    op: PieceOp
    a0: int
    a1: int
    b0: int
    b1: int


def runs(a: Sequence[Word], b: Sequence[Word]) -> list[Run]:
    """The two rows of words as alternating runs, kept or different, covering both.

    The kept words are the common subsequence of the greatest worth, in which a content word counts for more than a particle or a
    comma, so that sentences are held together by what they say.
    """
    forms_a, forms_b = [word.form for word in a], [word.form for word in b]
    head = 0
    while head < len(a) and head < len(b) and forms_a[head] == forms_b[head]:
        head += 1
    tail = 0
    while tail < len(a) - head and tail < len(b) - head and forms_a[-1 - tail] == forms_b[-1 - tail]:
        tail += 1
    matches = [(number, number) for number in range(head)]
    middle_a, middle_b = (head, len(a) - tail), (head, len(b) - tail)
    if (middle_a[1] - middle_a[0]) * (middle_b[1] - middle_b[0]) <= _MOST_CELLS:
        matches += _best(a, b, middle_a, middle_b)
    else:
        matcher = SequenceMatcher(None, forms_a[slice(*middle_a)], forms_b[slice(*middle_b)], autojunk=False)
        for block in matcher.get_matching_blocks():
            matches += [(head + block.a + step, head + block.b + step) for step in range(block.size)]
    matches += [(len(a) - tail + step, len(b) - tail + step) for step in range(tail)]
    return _as_runs(matches, len(a), len(b))


def _best(
    a: Sequence[Word], b: Sequence[Word], rows: tuple[int, int], columns: tuple[int, int]
) -> list[tuple[int, int]]:
    width = columns[1] - columns[0] + 1
    table = [[0.0] * width]
    for i in range(*rows):
        above, line, form = table[-1], [0.0] * width, a[i].form
        for step in range(1, width):
            j = columns[0] + step - 1
            best = max(above[step], line[step - 1])
            if b[j].form == form:
                value = above[step - 1] + _worth(a, b, i, j)
                if value > best:
                    best = value
            line[step] = best
        table.append(line)
    found: list[tuple[int, int]] = []
    i, step = rows[1] - rows[0], width - 1
    while i and step:
        here = table[i][step]
        if here == table[i - 1][step]:
            i -= 1
        elif here == table[i][step - 1]:
            step -= 1
        else:
            i, step = i - 1, step - 1
            found.append((rows[0] + i, columns[0] + step))
    return found[::-1]


def _worth(a: Sequence[Word], b: Sequence[Word], i: int, j: int) -> float:
    worth = _WORTH[a[i].kind]
    return worth + _NEIGHBOUR if i and j and a[i - 1].form == b[j - 1].form else worth


def _as_runs(matches: list[tuple[int, int]], length_a: int, length_b: int) -> list[Run]:
    out: list[Run] = []
    at_a = at_b = 0
    for i, j in [*matches, (length_a, length_b)]:
        if i > at_a or j > at_b:
            op: PieceOp = "replaced" if i > at_a and j > at_b else "dropped" if i > at_a else "added"
            out.append(Run(op, at_a, i, at_b, j))
        if i < length_a and j < length_b:
            if out and out[-1].op == "kept":
                out[-1] = Run("kept", out[-1].a0, i + 1, out[-1].b0, j + 1)
            else:
                out.append(Run("kept", i, i + 1, j, j + 1))
        at_a, at_b = i + 1, j + 1
    return out


def carved(run: Run, additive_a: set[int], additive_b: set[int]) -> list[Run]:
    """A replaced run with words of added force (確固たる, *resolute*) at its edges set apart as dropped or added words.

    ``additive_a``/``additive_b`` are numbers of such words. Nothing is set apart if that leaves one side empty, or if both sides
    have such words at the same edge: then the one replaces the other.
    """
    if run.op != "replaced":
        return [run]
    a0, a1, b0, b1 = run.a0, run.a1, run.b0, run.b1
    before: list[Run] = []
    after: list[Run] = []
    lead_a, lead_b = _lead(range(a0, a1), additive_a), _lead(range(b0, b1), additive_b)
    if lead_a and not lead_b and lead_a < a1 - a0:
        before.append(Run("dropped", a0, a0 + lead_a, b0, b0))
        a0 += lead_a
    elif lead_b and not lead_a and lead_b < b1 - b0:
        before.append(Run("added", a0, a0, b0, b0 + lead_b))
        b0 += lead_b
    trail_a, trail_b = _lead(range(a1 - 1, a0 - 1, -1), additive_a), _lead(range(b1 - 1, b0 - 1, -1), additive_b)
    if trail_a and not trail_b and trail_a < a1 - a0:
        after.append(Run("dropped", a1 - trail_a, a1, b1, b1))
        a1 -= trail_a
    elif trail_b and not trail_a and trail_b < b1 - b0:
        after.append(Run("added", a1, a1, b1 - trail_b, b1))
        b1 -= trail_b
    return [*before, Run("replaced", a0, a1, b0, b1), *after]


def _lead(numbers: Sequence[int], wanted: set[int]) -> int:
    """How many of the first ``numbers`` are wanted."""
    return next((count for count, number in enumerate(numbers) if number not in wanted), len(numbers))
