"""Tables from records: who has stated which position, and what is missing. Nothing is filled in that nobody has stated."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from shiome.errors import InputRefused
from shiome.policy.bargaining.table import Actor, Scale, Span, Table
from shiome.records.model import Position
from shiome.region.pack import Pack
from shiome.region.schema.actors import Actor as ActorEntry
from shiome.region.schema.context import IssueEntry

Quantity = Literal["position", "salience", "capability"]
Read = Callable[[Position], Span | None]


@dataclass(frozen=True, slots=True)
class Missing:
    """A number that no record states; ``issue`` is empty for a capability."""

    actor: str
    issue: str
    quantity: Quantity


@dataclass(frozen=True)
class Inputs:
    """What records give: a table of the actors that are complete, what the others lack, and the records that the table rests on."""

    issues: tuple[Scale, ...]
    actors: tuple[Actor, ...]
    missing: tuple[Missing, ...]
    records: tuple[str, ...]

    def table(self) -> Table:
        """The table to bargain over.

        Raises
        ------
        InputRefused
            ``bargaining.missing``: fewer than two actors are complete; the message names what is missing. Otherwise as
            :class:`~shiome.policy.bargaining.table.Table`.
        """
        if len(self.actors) < 2 and self.missing:
            shown = "; ".join(" ".join(filter(None, (m.actor, m.issue, m.quantity))) for m in self.missing[:4])
            more = len(self.missing) - 4
            rest, rest_ja = (f" and {more} more", f" ほか {more} 件") if more > 0 else ("", "")
            raise InputRefused(
                "bargaining.missing",
                f"only {len(self.actors)} actors have all numbers; missing: {shown}{rest}",
                ja=f"数値のそろう主体が {len(self.actors)} しかない。欠けているもの: {shown}{rest_ja}",
                hint="state them in position records, or give capabilities beside them",
                hint_ja="立場の記録に数値を入れるか、能力を別に与える",
                failed=self.missing,
            )
        return Table(self.issues, self.actors)


def inputs(
    records: Iterable[Position],
    issues: Sequence[Scale],
    *,
    capability: Mapping[str, Span] | None = None,
    salience_doubt: float = 0.0,
    capability_doubt: float = 0.0,
) -> Inputs:
    """What position records say of the issues.

    Of an actor's records on an issue, those of the newest day of knowledge that state the number count; where they differ, the range
    covers all of them and the value is their mean. Only accepted records count. An actor that lacks any number is left out and reported.

    Parameters
    ----------
    records:
        As they are known on the day in question.
    capability:
        By actor; it goes before what records state.
    salience_doubt, capability_doubt:
        Half of the range given to saliences (absolute) and to capabilities (as a share), which records state without one.

    Raises
    ------
    InputRefused
        ``bargaining.doubt``.
    """
    for doubt in (salience_doubt, capability_doubt):
        if not 0 <= doubt <= 1:
            raise InputRefused(
                "bargaining.doubt",
                f"the doubt {doubt:g} is not between 0 and 1",
                ja=f"不確かさ {doubt:g} が 0〜1 でない",
                hint="0.1 stands for a tenth to either side",
                hint_ja="0.1 で両側へ一割",
                failed=doubt,
            )
    given = capability or {}
    told = [each for each in records if each.status == "accepted"]
    wanted = {scale.issue for scale in issues}
    actors = sorted({each.actor for each in told if each.issue in wanted})
    complete, missing, used = [], [], []
    for actor in actors:
        own = [each for each in told if each.actor == actor]
        found = _Found(actor)
        for scale in issues:
            here = [each for each in own if each.issue == scale.issue]
            found.add("position", scale.issue, here, _position)
            found.add("salience", scale.issue, here, lambda r: _about(r.salience, salience_doubt))
        if actor in given:
            found.spans["capability", ""] = given[actor]
        else:
            found.add("capability", "", own, lambda r: _share_about(r.capability, capability_doubt))
        missing += found.missing
        if not found.missing:
            complete.append(found.actor(issues))
            used += found.records
    return Inputs(tuple(issues), tuple(complete), tuple(missing), tuple(dict.fromkeys(used)))


def titled(table: Table, pack: Pack) -> Table:
    """The table with the names that the pack has for its actors and issues."""
    actors = pack.entries("actors", ActorEntry)
    issues = pack.entries("issues", IssueEntry)
    return Table(
        tuple(replace(s, name=issues[s.issue].name) if s.issue in issues else s for s in table.issues),
        tuple(replace(a, name=actors[a.id].name) if a.id in actors else a for a in table.actors),
    )


class _Found:
    """What the records give of one actor."""

    def __init__(self, actor: str) -> None:
        self.id = actor
        self.spans: dict[tuple[str, str], Span] = {}
        self.missing: list[Missing] = []
        self.records: list[str] = []

    def add(self, quantity: Quantity, issue: str, records: Sequence[Position], read: Read) -> None:
        spans = [(record, span) for record in records if (span := read(record)) is not None]
        if not spans:
            self.missing.append(Missing(self.id, issue, quantity))
            return
        newest = max(record.known_from for record, _ in spans)
        counted = [(record, span) for record, span in spans if record.known_from == newest]
        self.records += [record.id for record, _ in counted]
        low, high = min(span.low for _, span in counted), max(span.high for _, span in counted)
        middle = math.fsum(span.value for _, span in counted) / len(counted)
        self.spans[quantity, issue] = Span(low, min(max(middle, low), high), high)

    def actor(self, issues: Sequence[Scale]) -> Actor:
        return Actor(
            self.id,
            self.spans["capability", ""],
            tuple(self.spans["position", scale.issue] for scale in issues),
            tuple(self.spans["salience", scale.issue] for scale in issues),
        )


def _position(record: Position) -> Span | None:
    if record.value is None:
        return None
    low = record.value if record.low is None else record.low
    high = record.value if record.high is None else record.high
    return Span(low, record.value, high)


def _about(value: float | None, doubt: float) -> Span | None:
    """A salience with doubt to either side, as far as 0 and 1."""
    if value is None:
        return None
    # What lies outside 0..1 is left as it is, for the table to refuse.
    return Span(max(value - doubt, min(value, 0.0)), value, min(value + doubt, max(value, 1.0)))


def _share_about(value: float | None, doubt: float) -> Span | None:
    """A capability with doubt to either side, as a share of it."""
    return None if value is None else Span(value - doubt * abs(value), value, value + doubt * abs(value))
