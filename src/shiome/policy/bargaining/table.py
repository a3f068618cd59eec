"""Who bargains over what: actors with capability, and on each issue a position and a salience, each a value with its range."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from shiome.errors import InputRefused

NEAR = 1e-9
"""Share of a range by which a value may stand outside it for rounding."""


@dataclass(frozen=True, slots=True)
class Span:
    """A value with its range; without one, low and high are the value itself."""

    low: float
    value: float
    high: float

    @classmethod
    def at(cls, value: float) -> Span:
        """A value that is taken as certain."""
        return cls(value, value, value)

    @property
    def certain(self) -> bool:
        """Whether it has no range."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Scale:
    """An issue and the scale on which its positions stand."""

    issue: str
    low: float
    high: float
    name: Mapping[str, str] | None = None
    """By language."""


@dataclass(frozen=True, slots=True)
class Actor:
    """One who bargains.

    Parameters
    ----------
    id:
        Its code.
    capability:
        What it can bring to bear, 0 or more; only the proportions between actors matter.
    positions:
        Where it stands on each issue, on the issue's scale.
    salience:
        How much each issue matters to it, 0 to 1.
    name:
        By language.
    """

    id: str
    capability: Span
    positions: tuple[Span, ...]
    salience: tuple[Span, ...]
    name: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Table:
    """Issues and actors; building one checks that it can be bargained over.

    Raises
    ------
    InputRefused
        ``bargaining.alone``, ``bargaining.issues``, ``bargaining.doubled``, ``bargaining.length``, ``bargaining.scale``,
        ``bargaining.capability``, ``bargaining.salience``, ``bargaining.position``, ``bargaining.range``,
        ``bargaining.weightless``: with actor and issue.
    """

    issues: tuple[Scale, ...]
    actors: tuple[Actor, ...]

    def __post_init__(self) -> None:
        if not self.issues:
            raise InputRefused(
                "bargaining.issues",
                "there is no issue to bargain over",
                ja="交渉する争点がない",
                hint="name at least one issue with its scale",
                hint_ja="争点とその尺度を一つ以上示す",
                failed=self,
            )
        if len(self.actors) < 2:
            raise InputRefused(
                "bargaining.alone",
                f"bargaining needs two actors or more, not {len(self.actors)}",
                ja=f"交渉には主体が二つ以上要る（{len(self.actors)} しかない）",
                hint="give every actor a position, a salience and a capability",
                hint_ja="各主体の立場・重要度・能力を示す",
                failed=self,
            )
        _no_doubles([issue.issue for issue in self.issues])
        _no_doubles([actor.id for actor in self.actors])
        for issue in self.issues:
            _check_scale(issue)
        for actor in self.actors:
            _check_actor(actor, self.issues)
        for place, issue in enumerate(self.issues):
            if not any(actor.capability.low * actor.salience[place].low > 0 for actor in self.actors):
                raise InputRefused(
                    "bargaining.weightless",
                    f"on {issue.issue} no actor surely has both capability and salience",
                    ja=f"{issue.issue} で能力と重要度をともに確かに持つ主体がない",
                    hint="at least one range of capability and of salience must lie above 0",
                    hint_ja="能力と重要度の幅がともに 0 を超える主体が一つは要る",
                    failed=issue,
                )

    def on(self, issue: str) -> Table:
        """The same actors with one of the issues.

        Raises
        ------
        InputRefused
            ``bargaining.issue``: none of its issues is called so.
        """
        for place, scale in enumerate(self.issues):
            if scale.issue == issue:
                actors = (
                    replace(actor, positions=(actor.positions[place],), salience=(actor.salience[place],))
                    for actor in self.actors
                )
                return Table((scale,), tuple(actors))
        raise InputRefused(
            "bargaining.issue",
            f"there is no issue {issue!r} at the table",
            ja=f"交渉の表に争点 {issue!r} はない",
            hint=f"use one of: {', '.join(scale.issue for scale in self.issues)}",
            hint_ja=f"次のいずれかを使う: {', '.join(scale.issue for scale in self.issues)}",
            failed=issue,
        )


def shared_salience(table: Table) -> Table:
    """The table with every salience divided by the largest total of an actor over the issues, where that is above 1.

    The spatial model takes saliences as parts of one attention; those of single issues are often given apart from one another.
    """
    largest = max(math.fsum(span.high for span in actor.salience) for actor in table.actors)
    if largest <= 1:
        return table
    return replace(
        table,
        actors=tuple(
            replace(
                actor,
                salience=tuple(Span(s.low / largest, s.value / largest, s.high / largest) for s in actor.salience),
            )
            for actor in table.actors
        ),
    )


def _no_doubles(names: Sequence[str]) -> None:
    for place, name in enumerate(names):
        if name in names[:place]:
            raise InputRefused(
                "bargaining.doubled",
                f"{name} is given twice",
                ja=f"{name} が二度ある",
                hint="keep one of them",
                hint_ja="一方を消す",
                failed=name,
            )


def _check_scale(scale: Scale) -> None:
    if not (math.isfinite(scale.low) and math.isfinite(scale.high) and scale.low < scale.high):
        raise InputRefused(
            "bargaining.scale",
            f"the scale of {scale.issue} from {scale.low:g} to {scale.high:g} has no length",
            ja=f"{scale.issue} の尺度 {scale.low:g}〜{scale.high:g} に長さがない",
            hint="give its lower end first",
            hint_ja="下端を先に示す",
            failed=scale,
        )


def _check_actor(actor: Actor, issues: Sequence[Scale]) -> None:
    if len(actor.positions) != len(issues) or len(actor.salience) != len(issues):
        raise InputRefused(
            "bargaining.length",
            f"{actor.id} has {len(actor.positions)} positions and {len(actor.salience)} saliences for {len(issues)} issues",
            ja=f"{actor.id} の立場は {len(actor.positions)}、重要度は {len(actor.salience)} だが、争点は {len(issues)}",
            hint="give one of each for every issue",
            hint_ja="争点ごとに一つずつ示す",
            failed=actor,
        )
    _check_span(actor.capability, f"the capability of {actor.id}", f"{actor.id} の能力")
    if actor.capability.low < 0:
        raise InputRefused(
            "bargaining.capability",
            f"the capability of {actor.id} is negative: {actor.capability.low:g}",
            ja=f"{actor.id} の能力が負である: {actor.capability.low:g}",
            hint="capabilities are 0 or more",
            hint_ja="能力は 0 以上",
            failed=actor,
        )
    for issue, position, salience in zip(issues, actor.positions, actor.salience, strict=True):
        _check_place(actor, issue, position, salience)


def _check_place(actor: Actor, issue: Scale, position: Span, salience: Span) -> None:
    where, ja = f"of {actor.id} on {issue.issue}", f"{issue.issue} での {actor.id} の"
    _check_span(position, f"the position {where}", f"{ja}立場")
    _check_span(salience, f"the salience {where}", f"{ja}重要度")
    if salience.low < 0 or salience.high > 1:
        raise InputRefused(
            "bargaining.salience",
            f"the salience {where} is not between 0 and 1: {_shown(salience)}",
            ja=f"{ja}重要度が 0〜1 でない: {_shown(salience)}",
            hint="divide percentages by 100",
            hint_ja="百分率なら 100 で割る",
            failed=actor,
        )
    slack = NEAR * (issue.high - issue.low)
    if position.low < issue.low - slack or position.high > issue.high + slack:
        raise InputRefused(
            "bargaining.position",
            f"the position {where} lies outside the scale {issue.low:g}..{issue.high:g}: {_shown(position)}",
            ja=f"{ja}立場が尺度 {issue.low:g}〜{issue.high:g} の外にある: {_shown(position)}",
            hint="mend the position or widen the scale",
            hint_ja="立場を直すか尺度を広げる",
            failed=actor,
        )


def _check_span(span: Span, what: str, ja: str) -> None:
    numbers = (span.low, span.value, span.high)
    if not all(map(math.isfinite, numbers)) or not span.low <= span.value <= span.high:
        raise InputRefused(
            "bargaining.range",
            f"{what} is not a value within its range: {span.low:g} <= {span.value:g} <= {span.high:g}",
            ja=f"{ja}が幅の中の値でない: {span.low:g} <= {span.value:g} <= {span.high:g}",
            hint="give low <= value <= high",
            hint_ja="下限 <= 値 <= 上限 とする",
            failed=span,
        )


def _shown(span: Span) -> str:
    return f"{span.value:g}" if span.certain else f"{span.low:g}..{span.high:g}"
