"""The proposals that the workspace keeps, side by side: verdicts, the threat each leaves to whom, what would mend the first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from shiome.outlook.build.context import Context
from shiome.outlook.build.futures_scenarios import letter
from shiome.outlook.build.parts import listed, part, remark, tabled
from shiome.outlook.model import Block, Cell, Remark, Section
from shiome.policy.proposal.changing import Change
from shiome.policy.proposal.comparing import Row, side_by_side
from shiome.policy.proposal.shapes import party_name
from shiome.policy.proposal.threat import EXTENTS, IN_WORDS
from shiome.policy.proposal.verdicts import ORDER, Report, Verdict, rank, worst
from shiome.policy.view import OptionsView, ProposalTests

PROPOSALS = 6
"""Proposals that stand side by side."""
FAILING = 12
"""Rows of the table on what mends the first one."""


def tested(context: Context, view: OptionsView) -> Section | None:
    """The proposals of the workspace, or that it keeps none."""
    words, tests = context.words, view.tests
    if tests is None or (tests.reports and not tests.reports[0].verdicts):
        return None  # nothing to test by, or no criterion was known yet
    title = words("options.proposals.title")
    if not tests.reports:
        told = words("options.proposals.none", day=context.dated(context.as_of.isoformat()))
        return part("options.proposals", title, (remark(told, *_refused(context, tests)),))
    reports = tests.reports[:PROPOSALS]
    left = len(tests.reports) - len(reports)
    items = [Remark(text=_proposal(context, number, report)) for number, report in enumerate(reports)]
    blocks = (
        remark(words("options.proposals.intro"), *_refused(context, tests)),
        *listed(items, most=len(items), words=words),
        *((remark(words("options.proposals.more", n=left)),) if left else ()),
        *_verdicts(context, tests, reports),
        *_threat(context, tests, reports),
        *_mending(context, tests),
    )
    return part("options.proposals", title, blocks)


def _refused(context: Context, tests: ProposalTests) -> list[str]:
    return [
        context.words("options.proposals.refused", name=each.name, reason=context.text(each.reason))
        for each in tests.refused
    ]


def _proposal(context: Context, number: int, report: Report) -> str:
    words, proposal = context.words, report.proposal
    counts = [
        words("options.proposals.count", verdict=words(f"options.verdict.{word}"), n=count)
        for word in reversed(ORDER)
        if (count := sum(each.verdict == word for each in report.verdicts))
    ]
    name = words("options.proposals.called", letter=letter(number), name=words.title(context.text(proposal.title)))
    about = context.text(proposal.about) if proposal.about else ""
    return words.run(name, about, words("options.proposals.counts", counts=words.listed(counts)))


def _by_criterion(reports: Sequence[Report]) -> Mapping[str, list[Row]]:
    """Rows of each criterion, a row a party."""
    found: dict[str, list[Row]] = {}
    for row in side_by_side(reports):
        found.setdefault(row.criterion, []).append(row)
    return found


def _verdicts(context: Context, tests: ProposalTests, reports: Sequence[Report]) -> tuple[Block, ...]:
    words = context.words
    rows = [_criterion(context, tests, name, found) for name, found in _by_criterion(reports).items()]
    columns = [(words("options.proposals.criterion"), 2.4)]
    columns += [(letter(number), 1.5) for number in range(len(reports))]
    return tabled(words("options.proposals.caption"), columns, rows, most=len(rows), words=words)


def _criterion(context: Context, tests: ProposalTests, name: str, rows: Sequence[Row]) -> tuple[Cell, ...]:
    """The worst verdict on each proposal, and for whom, where it is not so for all."""
    evidence = _passages(context, [verdict for row in rows for verdict in row.verdicts])
    criterion = tests.catalogue.criteria[name]
    cells = [Cell(text=context.words.capital(context.text(criterion.name)), evidence=evidence)]
    for column in zip(*(row.verdicts for row in rows), strict=True):
        least = worst(each.verdict for each in column)
        parties = [each.party for each in column if each.verdict == least]
        # Whom what threat is left to has a table of its own.
        named = criterion.kind != "threat" and len(parties) < len(column)
        note = _parties(context, tests, name, parties) if named else ""
        cells.append(Cell(text=context.words(f"options.verdict.{least}"), note=note))
    return tuple(cells)


def _parties(context: Context, tests: ProposalTests, criterion: str, parties: Iterable[str]) -> str:
    return context.words.listed([party_name(tests.catalogue, criterion, each, context.language) for each in parties])


def _passages(context: Context, verdicts: Iterable[Verdict]) -> tuple[int, ...]:
    return context.book.cite(dict.fromkeys(each.cite for verdict in verdicts for each in verdict.sources if each.cite))


def _threat(context: Context, tests: ProposalTests, reports: Sequence[Report]) -> tuple[Block, ...]:
    """What each leaves of the weapons that reach a party, by range class: the worst of the class."""
    words = context.words
    rows = []
    for row in side_by_side(reports):
        if "left" not in row.verdicts[0].details:
            continue
        name = party_name(tests.catalogue, row.criterion, row.party, context.language)
        evidence = _passages(context, row.verdicts)
        for reach in dict.fromkeys(each["range_class"] for each in row.verdicts[0].details["left"]):
            first = Cell(text=words("colon", a=name, b=words(f"options.range.{reach}")), evidence=evidence)
            rows.append((first, *(_left(context, verdict, reach) for verdict in row.verdicts)))
    columns = [(words("options.threat.reached"), 2.4)]
    columns += [(letter(number), 1.5) for number in range(len(reports))]
    return tabled(words("options.threat.caption"), columns, rows, most=len(rows), words=words)


def _left(context: Context, verdict: Verdict, reach: str) -> Cell:
    left: list[Mapping[str, Any]] = [each for each in verdict.details["left"] if each["range_class"] == reach]
    extent = min((each["extent"] for each in left), key=EXTENTS.index)
    low, high = min(each["low"] for each in left), max(each["high"] for each in left)
    share = context.words("options.threat.share", p=f"{100 * high:.0f}")
    if round(100 * low) != round(100 * high):
        share = context.words("options.threat.range", low=f"{100 * low:.0f}", high=f"{100 * high:.0f}")
    return Cell(text=IN_WORDS[extent][0 if context.language == "ja" else 1], note=share)


def _mending(context: Context, tests: ProposalTests) -> tuple[Block, ...]:
    """For each failing verdict of the first proposal its reason and the smallest change; alike ones share a row."""
    words, report = context.words, tests.reports[0]
    changes = {(each.criterion, each.party): each for each in tests.changes}
    shared: dict[tuple[str, ...], list[Verdict]] = {}
    for verdict in report.verdicts:
        change = changes.get((verdict.criterion, verdict.party))
        if change is not None:
            key = (verdict.criterion, context.text(verdict.reason), *(edit.en for edit in change.edits))
            shared.setdefault(key, []).append(verdict)
    if not shared:
        return (remark(words("options.mending.none", letter=letter(0))),)
    rows = [_mended(context, tests, found, changes) for found in shared.values()]
    columns = [(words("options.proposals.criterion"), 2), (words("options.mending.why"), 3.4)]
    columns += [(words("options.mending.change"), 3.4)]
    caption = words("options.mending.caption", letter=letter(0))
    return tabled(caption, columns, rows, most=FAILING, words=words)


def _mended(
    context: Context, tests: ProposalTests, verdicts: Sequence[Verdict], changes: Mapping[tuple[str, str], Change]
) -> tuple[Cell, ...]:
    words, first = context.words, verdicts[0]
    found = [changes[each.criterion, each.party] for each in verdicts]
    edits = words.series([getattr(edit, context.language) for edit in found[0].edits])
    worse = dict.fromkeys(
        moved.criterion for each in found for moved in each.moved if rank(moved.after) < rank(moved.before)
    )
    names = [context.text(tests.catalogue.criteria[name].name) for name in worse]
    return (
        Cell(
            text=words.capital(context.text(tests.catalogue.criteria[first.criterion].name)),
            note=_parties(context, tests, first.criterion, [each.party for each in verdicts]),
        ),
        Cell(text=words.sentence(context.text(first.reason)), evidence=_passages(context, verdicts)),
        Cell(
            text=words.sentence(edits) if edits else words("options.mending.nothing"),
            note=words("options.mending.worse", names=words.listed(names)) if names else "",
        ),
    )
