"""What many simulated futures come to: shares of states as fans, the tree of dated events, early signs."""

from __future__ import annotations

from shiome.charts import Tree, small_specifications, specification
from shiome.futures.analyses.pictures import fan_charts, tree_nodes
from shiome.futures.analyses.view import FuturesView, moving_most
from shiome.futures.branching.records import Branch, Future, Indicator, Mark
from shiome.futures.model.model import At
from shiome.outlook.build.context import Context
from shiome.outlook.build.futures_parts import at_name, chance, future_name, is_past, month, seen, sign_text, simulated
from shiome.outlook.build.parts import part, remark, tabled
from shiome.outlook.model import Block, Cell, Figure, Section

FANS = 6
"""Drivers of which a fan is drawn."""
MARKS = 3
"""Marks that are told of a future."""
SIGNS = 14


def fans(context: Context, view: FuturesView) -> Section | None:
    """The drivers whose shares move most, drawn and as a table."""
    words = context.words
    chosen = moving_most(view.asked, most=FANS)
    if not chosen:
        return None
    months = view.asked.ensemble.compiled.months
    last = view.asked.ensemble.frequencies()[-1]
    rows = []
    for number, driver in enumerate(view.model.drivers):
        if driver.id not in chosen:
            continue
        shares = [(float(last[number, place]), state) for place, state in enumerate(driver.states)]
        told = [words("futures.share", name=context.text(state.name), p=chance(context, p)) for p, state in shares]
        rows.append((Cell(text=context.text(driver.name)), seen(context, driver), Cell(text=words.listed(told))))
    end = month(context, view, months)
    drawn = small_specifications(fan_charts(view.asked, context.language, drivers=chosen))
    figures = tuple(
        Figure(
            specification=made,
            alt=words("futures.fans.alt", name=row[0].text, end=end, shares=row[-1].text),
            caption=simulated(context, view),
            small=True,
        )
        for made, row in zip(drawn, rows, strict=True)
    )
    columns = [(words("futures.driver"), 2.6), (words("futures.seen"), 2.2), (words("futures.fans.end", end=end), 5)]
    blocks: tuple[Block, ...] = (
        remark(
            words("futures.fans.intro", runs=f"{view.asked.ensemble.runs:,}", start=month(context, view, 1), end=end),
            words("futures.fans.chosen", n=len(chosen)),
            words("futures.fans.caption"),
        ),
        *figures,
        *tabled(words("futures.fans.table"), columns, rows, most=FANS, words=words),
    )
    return part("futures.fans", words("futures.fans.title"), blocks)


def tree(context: Context, view: FuturesView) -> Section | None:
    """The futures with what sets them apart, and the dated events at which the paths part, as a picture and as a table."""
    words, grown = context.words, view.branches.tree
    title = words("futures.tree.title")
    if len(grown.futures) < 2:
        return part("futures.tree", title, (remark(words("futures.tree.one")),))
    columns = [
        (words("futures.tree.future"), 3.4),
        (words("futures.tree.share"), 1.3),
        (words("futures.tree.marks"), 6),
    ]
    rows = [_future(context, view, future) for future in grown.futures]
    parts_at = [(words("futures.tree.number"), 0.9), (words("futures.tree.event"), 5.2)]
    parts_at += [
        (words("futures.tree.within"), 1.4),
        (words("futures.tree.of_all"), 1.3),
        (words("futures.tree.leads"), 1.8),
    ]
    numbered = _numbered(grown.branches)
    branches = [_branch(context, numbered[each.id], each) for each in grown.branches if each.parent]
    blocks: tuple[Block, ...] = (
        remark(
            words("futures.tree.intro", n=len(grown.futures)),
            words("futures.tree.explained", p=round(100 * grown.explained)),
        ),
        *tabled(words("futures.tree.futures"), columns, rows, most=len(rows), words=words),
        *_picture(context, view),
        *tabled(words("futures.tree.branches"), parts_at, branches, most=len(branches), words=words),
    )
    return part("futures.tree", title, blocks)


def _picture(context: Context, view: FuturesView) -> tuple[Block, ...]:
    words, grown = context.words, view.branches.tree
    if len(grown.branches) < 2:
        return ()
    ends = tuple(words("futures.tree.called", id=each.id, name=future_name(context, each)) for each in grown.futures)
    nodes = tree_nodes(grown, lambda branch: _event(context, branch))
    told = [
        words("futures.share", name=_event(context, each), p=chance(context, each.probability.value))
        for each in grown.branches
        if each.parent
    ]
    figure = Figure(
        specification=specification(Tree(nodes=nodes, ends=ends)),
        alt=words("futures.tree.alt", n=len(grown.leaves), each=words.series(told)),
        caption=words.run(words("futures.tree.caption"), simulated(context, view)),
    )
    return (figure,)


def _event(context: Context, branch: Branch) -> str:
    return context.text(branch.names) if branch.event else context.words("futures.tree.trunk")


def _numbered(branches: tuple[Branch, ...]) -> dict[str, str]:
    """Numbers by place in the tree: 1 and 2 grow from the trunk, 1.1 from 1."""
    numbers: dict[str, str] = {}
    for branch in branches:
        for place, child in enumerate(branch.children, start=1):
            above = numbers.get(branch.id, "")
            numbers[child] = f"{above}.{place}" if above else str(place)
    return numbers


def _future(context: Context, view: FuturesView, future: Future) -> tuple[Cell, ...]:
    words = context.words
    name = words("futures.tree.called", id=future.id, name=future_name(context, future))
    marks = words.series([_mark(context, view, mark) for mark in future.marks[:MARKS]])
    return Cell(text=name), Cell(text=chance(context, future.probability.value)), Cell(text=marks)


def _mark(context: Context, view: FuturesView, mark: Mark) -> str:
    return context.words(
        "futures.tree.mark",
        at=at_name(context, view, At(mark.driver, mark.state)),
        first=month(context, view, mark.first),
        last=month(context, view, mark.last),
        here=round(100 * mark.here),
        elsewhere=round(100 * mark.elsewhere),
    )


def _branch(context: Context, number: str, branch: Branch) -> tuple[Cell, ...]:
    share = max(branch.futures)
    return (
        Cell(text=number),
        Cell(text=_event(context, branch)),
        Cell(text=chance(context, branch.within_parent.value)),
        Cell(text=chance(context, branch.probability.value)),
        Cell(text=context.words("futures.share", name=branch.leads_to, p=chance(context, share))),
    )


def signs(context: Context, view: FuturesView) -> Section | None:
    """What to watch for, by when, and what it would tell; the earliest first."""
    words = context.words
    found = sorted(view.branches.indicators, key=lambda sign: (sign.trigger.month, sign.future, -sign.ratio))
    names = {each.id: each for each in view.branches.tree.futures}
    rows = [_sign(context, view, sign, names[sign.future]) for sign in found]
    columns = [(words("futures.signs.sign"), 4), (words("futures.seen"), 2.2), (words("futures.signs.future"), 3)]
    columns += [
        (words("futures.signs.shown"), 1.5),
        (words("futures.signs.false"), 1.5),
        (words("futures.signs.ratio"), 1.2),
    ]
    table = tabled(words("futures.signs.title"), columns, rows, most=SIGNS, words=words, headed=False)
    told = [words("futures.signs.intro")]
    if any(is_past(context, view, sign) for sign in found[:SIGNS]):
        told.append(words("futures.signs.past"))
    return part("futures.signs", words("futures.signs.title"), (remark(*told), *table) if table else ())


def _sign(context: Context, view: FuturesView, sign: Indicator, future: Future) -> tuple[Cell, ...]:
    driver = view.model.driver(sign.trigger.driver)
    return (
        Cell(text=sign_text(context, sign)),
        seen(context, driver),
        Cell(text=future.id, note=future_name(context, future)),
        Cell(text=chance(context, sign.coverage.value)),
        Cell(text=chance(context, sign.false_alarm.value)),
        Cell(text=context.words("futures.signs.times", ratio=f"{sign.ratio:.1f}")),
    )
