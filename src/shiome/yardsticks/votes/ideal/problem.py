"""The votes of one variant, sorted for the sampler."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from shiome.errors import InputRefused
from shiome.yardsticks.votes.table import NO, VoteTable

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]

Variant = Literal["all", "important", "nuclear", "final_passage"]
VARIANTS: tuple[Variant, ...] = ("all", "important", "nuclear", "final_passage")
"""Which roll calls are used.

``all``: every one, but from 1990 on none on paragraphs and amendments, as in the authors' own tables up to 2020; ``final_passage``:
none on paragraphs and amendments in any year; ``important``: those that the Department of State lists; ``nuclear``: those on nuclear
matters, from session 33 on.
"""

_LAST_YEAR_OF_PARTS = 1989
SMOOTHING = 0.5
"""How little the session before weighs: the smaller, the smoother the course. The authors' value for their main tables."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Votes by item (a roll call, or several on a resolution that was put again) and, within it, by yes, abstain, no."""

    variant: Variant
    start: Ints
    """Position of each item's first vote, and at the end the number of votes."""
    abstain: Ints
    """Position of each item's first abstention."""
    no: Ints
    """Position of each item's first no."""
    place: Ints
    """Position of each vote's member and session among ``cow`` and ``session``."""
    item: Ints
    """Number of each item: that of its earliest roll call."""
    cow: Ints
    session: Ints
    votes: Ints
    """Votes of each member in each session."""
    before: Ints
    """Position of the session on which the prior rests: the one before; the next for the first; -1 where there is no other."""
    precision: Floats
    """Of that prior."""
    theta: Floats
    """Starting values of the ideal points."""
    beta: Floats
    """Of the items' discrimination."""
    gamma: Floats
    """Of the items' two cut points: shape (items, 2)."""

    @property
    def fingerprint(self) -> int:
        """A number that another set of votes will not have."""
        import zlib

        number = 0
        for array in (self.start, self.abstain, self.no, self.place, self.cow, self.session):
            number = zlib.crc32(np.ascontiguousarray(array).tobytes(), number)
        return number


def build(table: VoteTable, variant: Variant) -> Problem:
    """Choose the votes of a variant and sort them.

    Raises
    ------
    InputRefused
        ``votes.variant``: there is no such variant, or no roll call of it on which members differed.
    """
    if variant not in VARIANTS:
        raise _no_votes(variant, f"there is no variant “{variant}”", f"変種「{variant}」はない")
    rows = _chosen(table, variant)
    roll, cow, vote = table.roll[rows], table.cow[rows].astype(np.int64), table.vote[rows]
    session = table.rollcalls.session[roll].astype(np.int64)
    linked = _linked(table)[roll]
    numbers, item = np.unique(linked, return_inverse=True)
    shares = np.stack([np.bincount(item, vote == code, minlength=len(numbers)) for code in range(1, NO + 1)])
    divided = (shares > 0).sum(axis=0) > 1
    kept = divided[item]
    if not bool(kept.any()):
        raise _no_votes(
            variant, f"no roll call of “{variant}” divided the members", f"「{variant}」で票が割れた投票がない"
        )
    cow, session, vote = cow[kept], session[kept], vote[kept]
    item = (np.cumsum(divided) - 1)[item[kept]]
    keys, place = np.unique(cow * 1000 + session, return_inverse=True)
    order = np.lexsort((place, vote, item))
    counts = shares[:, divided].astype(np.int64)
    start = np.concatenate([[0], np.cumsum(counts.sum(axis=0))])
    before, precision = _priors(keys, np.bincount(place))
    theta, beta = _starts(variant, keys // 1000, cow, item, vote, counts.shape[1])
    total = counts.sum(axis=0)
    gamma = np.stack([-1 + 2 * counts[0] / total, -1 + 2 * (counts[0] + counts[1]) / total], axis=1)
    return Problem(
        variant=variant,
        start=start,
        abstain=start[:-1] + counts[0],
        no=start[:-1] + counts[0] + counts[1],
        place=place[order].astype(np.int32),
        item=numbers[divided],
        cow=keys // 1000,
        session=keys % 1000,
        votes=np.bincount(place),
        before=before,
        precision=precision,
        theta=theta,
        beta=beta,
        gamma=gamma,
    )


def _chosen(table: VoteTable, variant: Variant) -> Flags:
    """The votes that count."""
    calls = table.rollcalls
    if variant == "important":
        call = calls.important == 1
    elif variant == "nuclear":
        call = calls.nuclear == 1
    elif variant == "final_passage":
        call = calls.final
    else:
        call = np.ones(len(calls), dtype=bool)
    years = calls.day.astype("datetime64[Y]").astype(np.int64) + 1970
    call = call & (calls.final | ~(years > _LAST_YEAR_OF_PARTS))
    rows: Flags = (table.vote <= NO) & call[table.roll]
    session = table.session
    for excluded in _data("exclusions.csv"):
        if excluded["variant"] in ("any", variant):
            out = (session >= int(excluded["first_session"])) & (session <= int(excluded["last_session"]))
            rows &= ~(out & ((table.cow == int(excluded["cow"])) | (excluded["cow"] == "0")))
    return rows


def _linked(table: VoteTable) -> Ints:
    """For every roll call the number of the earliest one on the same resolution."""
    earlier: dict[int, int] = {}
    for first, second in table.matches.tolist():
        earlier[second] = min(first, earlier.get(second, first))
    roots = table.rollcalls.rcid.astype(np.int64)
    for position, number in enumerate(roots.tolist()):
        root = number
        while root in earlier:
            root = earlier[root]
        roots[position] = root
    return roots


def _priors(keys: Ints, votes: Ints) -> tuple[Ints, Floats]:
    """On which other session each prior rests, and how firmly: by the votes there are in the two."""
    cow = keys // 1000
    position = np.arange(len(keys))
    follows = np.zeros(len(keys), dtype=bool)
    follows[1:] = cow[1:] == cow[:-1]
    has_next = np.zeros(len(keys), dtype=bool)
    has_next[:-1] = follows[1:]
    before = np.where(follows, position - 1, np.where(has_next, position + 1, -1))
    weight = votes / (votes + np.where(before >= 0, votes[before], 0))
    return before, 1 / (weight * SMOOTHING)


def _starts(variant: Variant, places: Ints, cow: Ints, item: Ints, vote: Ints, items: int) -> tuple[Floats, Floats]:
    """Ideal points from a few members that stand far apart; discrimination from how the two poles voted."""
    rows = [row for row in _data("starts.csv") if row["variant"] == variant]
    rows = rows or [row for row in _data("starts.csv") if row["variant"] == "any"]
    theta = np.zeros(len(places))
    poles = np.full((2, items), np.nan)
    for row in rows:
        theta[places == int(row["cow"])] = float(row["theta"])
        if row["pole"] != "0":
            own = np.flatnonzero(cow == int(row["cow"]))[::-1]
            poles[0 if row["pole"] == "1" else 1, item[own]] = vote[own]
    return theta, np.nan_to_num(np.sign(poles[0] - poles[1]))


@cache
def _data(name: str) -> tuple[dict[str, str], ...]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def _no_votes(variant: str, why: str, ja: str) -> InputRefused:
    return InputRefused(
        "votes.variant",
        f"ideal points cannot be estimated: {why}",
        ja=f"理想点を推定できない：{ja}",
        hint=f"use one of {', '.join(VARIANTS)}, and load the files that tell which roll calls belong to it",
        hint_ja=f"{', '.join(VARIANTS)} のどれかを使い、対象の投票が分かるファイルを読み込む",
        failed=variant,
    )
