"""What positions and the scales they stand on owe one another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from shiome.region.schema.common import Entry
from shiome.region.schema.context import IssueEntry, IssueScale
from shiome.region.schema.knowledge import PositionEntry

if TYPE_CHECKING:
    from shiome.region.pack import Pack

Place = tuple[str | int, ...]
Problem = tuple[Place, str, str]


def position_rules(pack: Pack, entry: Entry) -> Iterator[Problem]:
    """Problems of a pack's issues and positions as (place, message, code)."""
    if isinstance(entry, IssueEntry) and entry.scale is not None:
        yield from _scale(entry.scale)
    if isinstance(entry, PositionEntry):
        yield from _ranges(entry)
        issue = pack.subjects["issues"].get(entry.issue)
        if isinstance(issue, IssueEntry):
            yield from _on_scale(entry, issue.scale)
        if not entry.note and any(n is not None for n in (entry.value, entry.salience, entry.capability)):
            yield ("note",), "numbers are readings: the note says what was read how", "region.uncited"


def _scale(scale: IssueScale) -> Iterator[Problem]:
    if scale.low >= scale.high:
        yield ("scale", "low"), f"the scale runs backwards: {scale.low:g} to {scale.high:g}", "region.band"
    places = [scale.low, *(mark.at for mark in scale.marks), scale.high]
    if any(one >= other for one, other in pairwise(places)):
        yield ("scale", "marks"), "marks stand between the ends, from low to high, each in its own place", "region.band"


def _ranges(entry: PositionEntry) -> Iterator[Problem]:
    ranges = (
        ("value", entry.low, entry.value, entry.high, ("low", "high")),
        (
            "capability",
            entry.capability_low,
            entry.capability,
            entry.capability_high,
            ("capability_low", "capability_high"),
        ),
    )
    for name, low, value, high, ends in ranges:
        if value is None:
            if low is not None or high is not None:
                yield (name,), f"{ends[0]} and {ends[1]} are the range of a {name}, and there is none", "region.band"
        elif not (value if low is None else low) <= value <= (value if high is None else high):
            yield (name,), f"{value:g} lies outside its range {ends[0]} to {ends[1]}", "region.band"


def _on_scale(entry: PositionEntry, scale: IssueScale | None) -> Iterator[Problem]:
    for name in ("value", "low", "high"):
        number = getattr(entry, name)
        if number is None:
            continue
        if scale is None:
            yield (name,), f"issue {entry.issue!r} has no scale for it to stand on", "region.reference"
            return
        if not scale.low <= number <= scale.high:
            yield (name,), f"{number:g} lies outside the scale {scale.low:g} to {scale.high:g}", "region.band"
