"""Contingencies that may come together, as far as assumptions carry; and past cases that resemble the present."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shiome.futures.analogues import CaseReport, Followed
from shiome.futures.analyses.view import Compound, FuturesView
from shiome.outlook.build.context import Context
from shiome.outlook.build.futures_parts import fine, said
from shiome.outlook.build.parts import listed, part, remark, tabled
from shiome.outlook.model import Cell, Section, Sentence, Statement
from shiome.region.schema.context import Case

LINKAGES = 4
"""Linkages of which papers speak that are told."""
OVERLOADED = 3
CASES = 3
TURNS = 5
"""Turns told of what followed a case."""


def compound(context: Context, view: FuturesView) -> Section | None:
    """How likely the fronts, together and apart, with linkages and without; what gives way first; labelled as assumed."""
    found, words = view.compound, context.words
    if found is None:
        return None
    told = _Told(context, found)
    pairs = [row for pair in found.report["pairs"] if (row := told.pair(pair)) is not None]
    if not pairs:
        return None
    names = ("first", "second", "both", "unlinked", "given", "lift")
    widths = (2.6, 2.6, 1.2, 1.6, 1.8, 1.7)
    columns = [(words(f"futures.compound.{name}"), width) for name, width in zip(names, widths, strict=True)]
    blocks = (
        remark(words("futures.compound.label"), told.assumed()),
        remark(told.fronts(), *told.overloads()),
        *tabled(words("futures.compound.caption"), columns, pairs, most=len(pairs), words=words),
        *listed(told.linkages(), most=LINKAGES, words=words, title=words("futures.compound.linkages")),
    )
    return part("futures.compound", words("futures.compound.title"), blocks)


class _Told:
    """A report on contingencies in words."""

    def __init__(self, context: Context, found: Compound) -> None:
        self.context, self.words = context, context.words
        self.report = found.report
        self.unlinked = {(one["first"], one["second"]): one for one in found.unlinked["pairs"]}
        worst = {one["front"]: one for one in found.report["fronts"]}
        self.worst: Mapping[str, Mapping[str, Any]] = worst
        """By front, how likely its worst state is: the last one told of each."""

    def name(self, sort: str, identifier: str) -> str:
        return self.context.text(self.report["names"][sort].get(identifier, {})) or identifier

    def chance(self, estimate: Mapping[str, Any] | None) -> str:
        return fine(self.context, estimate["p"]) if estimate is not None else "—"

    def assumed(self) -> str:
        links = self.report["assumptions"]
        cited = sum(bool(link["cited"]) for link in links)
        return self.words("futures.compound.assumed", n=len(links), cited=cited)

    def fronts(self) -> str:
        words = self.words
        each = [
            words(
                "futures.compound.front",
                front=self.name("fronts", front),
                state=self.context.text(self.report["names"]["states"][front][one["state"]]),
                p=self.chance(one["ever"]),
            )
            for front, one in self.worst.items()
            if one["ever"]["p"] < 1
        ]
        return words("futures.compound.fronts", months=self.report["months"], each=words.series(each))

    def overloads(self) -> list[str]:
        """What is asked for beyond what there is, most often first; what always is tells nothing of the fronts."""
        words = self.words
        found = sorted((one for one in self.report["load"] if 0 < one["ever"]["p"] < 1), key=lambda o: -o["ever"]["p"])
        each = [
            words(
                "futures.compound.load",
                actor=self.name("actors", one["actor"]),
                resource=self.name("resources", one["resource"]),
                p=self.chance(one["ever"]),
            )
            for one in found[:OVERLOADED]
        ]
        return [words("futures.compound.loads", each=words.series(each))] if each else []

    def pair(self, pair: Mapping[str, Any]) -> tuple[Cell, ...] | None:
        """A row; none where one of the two fronts is in its worst state from the start in every run."""
        first, second = pair["first"], pair["second"]
        if any(self.worst[front]["ever"]["p"] >= 1 for front in (first, second)):
            return None
        lift = pair["lift"]["value"]
        return (
            Cell(text=self.name("fronts", first)),
            Cell(text=self.name("fronts", second)),
            Cell(text=self.chance(pair["joint"])),
            Cell(text=self.chance(self.unlinked[first, second]["joint"])),
            Cell(text=self.chance(pair["given"])),
            Cell(text=self.words("futures.signs.times", ratio=f"{lift:.1f}") if lift is not None else "—"),
        )

    def linkages(self) -> list[Sentence]:
        """Those of which a paper known by the day speaks."""
        context, found = self.context, []
        for link in self.report["assumptions"]:
            evidence = context.book.cite(link["cited"], few=2)
            if evidence:
                text = self.words.sentence(context.text(link["assumes"]))
                found.append(Statement(lead=context.text(link["name"]), text=text, evidence=evidence))
        return list(found)


def analogues(context: Context, view: FuturesView) -> Section | None:
    """The nearest past cases with what followed, labelled as analogies."""
    words = context.words
    if view.analogues is None or not view.analogues.cases:
        return None
    found = view.analogues
    items = [_case(context, case) for case in found.cases[:CASES]]
    blocks = (
        remark(context.text(found.label), words("futures.analogues.how", n=len(found.cases))),
        *listed(items, most=CASES, words=words),
    )
    return part("futures.analogues", words("futures.analogues.title"), blocks)


def _case(context: Context, case: CaseReport) -> Sentence:
    words = context.words
    entry = context.pack.entries("cases", Case)[case.case]
    turns = [
        words("futures.analogues.turn", n=turn.months, text=context.text(_turn_text(entry, turn)).rstrip("。."))
        for turn in case.followed[:TURNS]
    ]
    cites = [cite for turn in case.followed[:TURNS] for cite in turn.cite]
    cites += [cite for state in entry.states for cite in state.cite]
    likeness, rank = case.likeness, case.rank
    detail = words(
        "futures.analogues.detail",
        low=round(100 * likeness.low),
        high=round(100 * likeness.high),
        known=likeness.known,
        all=len(likeness.matches),
        first=rank.low,
        last=rank.high,
    )
    followed = words("futures.analogues.followed", turns=words.series(turns)) if turns else ""
    return said(
        context,
        lead=words("futures.analogues.lead", name=context.text(case.name), when=context.dated(case.when)),
        text=words.run(context.text(case.situation), followed, context.text(case.decisive)),
        detail=detail,
        evidence=context.book.cite(cite for cite in cites if context.all_known([cite])),
    )


def _turn_text(entry: Case, turn: Followed) -> Mapping[str, str]:
    told = (turn.driver, turn.state, turn.when)
    return next(each.text for each in entry.followed if (each.driver, each.state, each.when) == told)
