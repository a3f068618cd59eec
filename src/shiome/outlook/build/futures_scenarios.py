"""Scenarios that hold together: how many, how surely, in words for and against, and side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from shiome.futures.analyses.view import FuturesView, Kind
from shiome.futures.commentary import Joint, Point, weakest
from shiome.futures.model.matrices import BACKGROUND
from shiome.futures.model.model import ModelDriver
from shiome.outlook.build.context import Context
from shiome.outlook.build.futures_parts import chance, claimed, said, seen, state_name
from shiome.outlook.build.parts import listed, part, remark, tabled
from shiome.outlook.model import Block, Cell, Section, Sentence

LINKS = 2
"""Links whose passages a scenario's sentence rests on: as many as its commentary names."""
DRIVERS = 14
"""Rows of the table that sets the families side by side."""


def scenarios(context: Context, view: FuturesView) -> Section | None:
    """Families of consistent scenarios with their commentary, and a table of where they differ."""
    words, found = context.words, view.consistent
    told = [
        words(
            "futures.scenarios.count",
            n=found.count,
            count=f"{found.count:,}",
            day=context.dated(context.as_of.isoformat()),
        )
    ]
    if not view.kinds:
        told.append(words("futures.scenarios.none" if found.count == 0 else "futures.scenarios.many"))
        return part("futures.scenarios", words("futures.scenarios.title"), (remark(*told),))
    told.append(words("futures.scenarios.how", families=view.alike, draws=view.draws))
    if found.unsettled:
        names = [context.text(view.model.driver(name).name) for name in found.unsettled]
        told.append(words("futures.scenarios.unsettled", names=words.join(names)))
    items = [_kind(context, view, number, kind) for number, kind in enumerate(view.kinds)]
    more = max(0, view.alike - len(items))
    blocks = (
        remark(*told),
        *listed(items, most=len(items), words=words),
        *((remark(words("futures.scenarios.more", n=more)),) if more else ()),
        *_side_by_side(context, view),
    )
    return part("futures.scenarios", words("futures.scenarios.title"), blocks)


def letter(number: int) -> str:
    """By which a family is called in lists and tables.

    >>> letter(0), letter(3)
    ('A', 'D')
    """
    return chr(ord("A") + number)


def _kind(context: Context, view: FuturesView, number: int, kind: Kind) -> Sentence:
    words = context.words
    size, low, high = len(kind.family.members), chance(context, kind.low), chance(context, kind.high)
    surely = words("futures.scenarios.surely", p=high) if low == high else ""
    surely = surely or words("futures.scenarios.surely_range", low=low, high=high)
    return said(
        context,
        lead=words("futures.scenarios.lead", letter=letter(number), name=context.text(kind.family.name)),
        text=context.text(kind.commentary.short),
        detail=words("futures.scenarios.detail", n=size, all=view.consistent.count, surely=surely),
        evidence=claimed(context, _claims([each.joint for each in kind.commentary.drivers])),
    )


def _claims(joints: Sequence[Joint]) -> Iterable[str]:
    """Claims behind what the commentary names: the strongest links, then what speaks most against the weakest joint."""
    links: list[Point] = [p for joint in joints for p in joint.points_for if p.source.driver != BACKGROUND]
    named = sorted(links, key=lambda point: -point.balance)[:LINKS]
    least = weakest(joints)
    if least is not None and least.objection is not None:
        named.append(least.objection)
    return (claim for point in named for claim in point.claims)


def _side_by_side(context: Context, view: FuturesView) -> tuple[Block, ...]:
    """The drivers on which the families differ, with where each was last seen."""
    words = context.words
    if len(view.kinds) < 2:
        return ()
    every = view.consistent.scenarios()
    inside = [[every[member] for member in kind.family.members] for kind in view.kinds]
    rows = [row for driver in view.model.drivers if (row := _row(context, driver, inside)) is not None]
    columns = [(words("futures.driver"), 2.6), (words("futures.seen"), 2.2)]
    columns += [(letter(number), 2.2) for number in range(len(view.kinds))]
    return tabled(words("futures.scenarios.differ"), columns, rows, most=DRIVERS, words=words)


def _row(
    context: Context, driver: ModelDriver, inside: Sequence[Sequence[Mapping[str, str]]]
) -> tuple[Cell, ...] | None:
    """The commonest state of each family, the first in the driver's order on ties; nothing where it is the same in all."""
    cells, common = [], set()
    for scenarios in inside:
        counts = Counter(scenario[driver.id] for scenario in scenarios)
        state = max((each.id for each in driver.states), key=lambda name: counts[name])
        common.add(state)
        share = counts[state] / len(scenarios)
        note = chance(context, share) if share < 1 else ""
        cells.append(Cell(text=state_name(context, driver, state), note=note))
    return (Cell(text=context.text(driver.name)), seen(context, driver), *cells) if len(common) > 1 else None
