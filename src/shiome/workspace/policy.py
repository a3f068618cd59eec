"""What the policy engines are given from a workspace: positions on issues as its records stood on a day."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from shiome.errors import InputRefused
from shiome.records.model import Position
from shiome.records.values import LIVE
from shiome.region.schema.actors import Actor
from shiome.region.schema.context import IssueEntry
from shiome.vocabulary.edtf import parse_edtf

if TYPE_CHECKING:
    from shiome.policy.bargaining import Inputs, Scale, Span
    from shiome.region.pack import Pack
    from shiome.workspace.workspace import Workspace

DOUBT = 0.1
"""Half of the range given to saliences (absolute) and to capabilities (as a share) that records state without one."""


@dataclass(frozen=True, slots=True)
class Bargainable:
    """An issue with a scale, and the actors that have a place on it."""

    issue: IssueEntry
    actors: tuple[str, ...]


def positions_of(workspace: Workspace, as_of: date) -> list[Position]:
    """Accepted positions known on a day, without those whose stated time had ended before it; in the order of their codes."""
    found = workspace.store.records("position", as_of=as_of, status=LIVE)
    return sorted(
        (
            each
            for each in found
            if isinstance(each, Position) and each.status == "accepted" and not _ended(each, as_of)
        ),
        key=lambda each: each.id,
    )


def _ended(position: Position, day: date) -> bool:
    """Whether it is said to have held from one day to another before this one.

    A single date is that of the statement, and an interval with an open beginning says by when it was made: they end nothing.
    """
    if "/" not in position.when:
        return False
    held = parse_edtf(position.when)
    return held.earliest is not None and held.latest is not None and held.latest < day


def bargainable(workspace: Workspace, as_of: date) -> tuple[Bargainable, ...]:
    """The issues that have a scale, with the actors that records place on it as of a day; most actors first."""
    positions = positions_of(workspace, as_of)
    found = []
    for issue in workspace.pack.entries("issues", IssueEntry).values():
        if issue.scale is not None:
            placed = {each.actor for each in positions if each.issue == issue.id and each.value is not None}
            found.append(Bargainable(issue, tuple(sorted(placed))))
    return tuple(sorted(found, key=lambda each: (-len(each.actors), each.issue.id)))


def scales_of(
    pack: Pack, issues: Sequence[str], ranges: Mapping[str, tuple[float, float]] | None = None
) -> tuple[Scale, ...]:
    """The scales of issues: those given, else those of the pack.

    Raises
    ------
    NotKnown
        The pack has no such issue.
    InputRefused
        ``bargaining.unscaled``.
    """
    from shiome.policy.bargaining import Scale

    given = ranges or {}
    for name in given:
        pack.entry("issues", name)
    found = []
    for name in issues:
        entry = pack.entry("issues", name)
        assert isinstance(entry, IssueEntry)  # noqa: S101 - the subject holds no other type
        if name in given:
            found.append(Scale(name, *given[name], name=entry.name))
        elif entry.scale is not None:
            found.append(Scale(name, entry.scale.low, entry.scale.high, name=entry.name))
        else:
            raise InputRefused(
                "bargaining.unscaled",
                f"issue {name} has no scale on which positions could stand",
                ja=f"争点 {name} には立場を置く尺度がない",
                hint=f"give one: --scale {name}=0..100; those that have one: {_scaled(pack)}",
                hint_ja=f"--scale {name}=0..100 のように示す。尺度のある争点: {_scaled(pack)}",
                failed=name,
            )
    return tuple(found)


def _scaled(pack: Pack) -> str:
    return ", ".join(each.id for each in pack.entries("issues", IssueEntry).values() if each.scale) or "—"


def bargaining_inputs(
    workspace: Workspace,
    issues: Sequence[str],
    *,
    as_of: date,
    ranges: Mapping[str, tuple[float, float]] | None = None,
    capability: Mapping[str, Span] | None = None,
    doubt: float = DOUBT,
) -> Inputs:
    """What the records of a day give for bargaining over issues, and what they lack.

    Parameters
    ----------
    ranges:
        Ends of scales by issue, before those of the pack.
    capability:
        By actor, before what records state.
    doubt:
        Half of the range given to saliences, and share given to capabilities, where records state none.

    Raises
    ------
    NotKnown
        The pack has no such issue or actor.
    InputRefused
        ``bargaining.unscaled``, ``bargaining.doubt``.
    """
    from shiome.policy.bargaining import inputs

    for actor in capability or ():
        workspace.pack.entry("actors", actor)
    positions = positions_of(workspace, as_of)
    stated, rests_on = _capabilities(positions)
    given = {**stated, **(capability or {})}
    found = inputs(
        positions,
        scales_of(workspace.pack, issues, ranges),
        capability=given,
        salience_doubt=doubt,
        capability_doubt=doubt,
    )
    used = (
        record
        for actor in found.actors
        if actor.id in stated and actor.id not in (capability or {})
        for record in rests_on[actor.id]
    )
    return replace(found, records=tuple(dict.fromkeys((*found.records, *used))))


def _capabilities(positions: Iterable[Position]) -> tuple[dict[str, Span], dict[str, tuple[str, ...]]]:
    """Capabilities that records state with a range, by actor, and the records that do; the newest day's count, as for all numbers."""
    from shiome.policy.bargaining import Span

    stated: dict[str, list[Position]] = {}
    for each in positions:
        if each.capability is not None:
            stated.setdefault(each.actor, []).append(each)
    spans, rests_on = {}, {}
    for actor, records in stated.items():
        newest = max(record.known_from for record in records)
        counted = [record for record in records if record.known_from == newest]
        ranges = [_range(record) for record in counted]
        if all(low == value == high for low, value, high in ranges):
            # Stated without a range: the doubt gives it one.
            continue
        low, high = min(each[0] for each in ranges), max(each[2] for each in ranges)
        middle = math.fsum(value for _, value, _ in ranges) / len(ranges)
        spans[actor] = Span(low, min(max(middle, low), high), high)
        rests_on[actor] = tuple(record.id for record in counted)
    return spans, rests_on


def _range(record: Position) -> tuple[float, float, float]:
    value = record.capability or 0.0
    low, high = record.capability_low, record.capability_high
    return (value if low is None else low, value, value if high is None else high)


def actor_names(pack: Pack) -> dict[str, Mapping[str, str]]:
    """Names of the pack's actors by code."""
    return {code: entry.name for code, entry in pack.entries("actors", Actor).items()}
