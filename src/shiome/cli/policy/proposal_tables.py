"""Tests of proposals as tables of 120 columns, in Japanese and English."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from shiome.cli.output import cut, emit_table, say, width

if TYPE_CHECKING:
    from shiome.policy.proposal import Catalogue, Change, Follows, Row
    from shiome.policy.proposal.following import Drive
    from shiome.policy.proposal.verdicts import Report, Verdict

WORDS = {"holds": ("成立", "holds"), "fails": ("不成立", "fails"), "open": ("保留", "open")}
READINGS = {
    "better": ("良くなる", "better"),
    "worse": ("悪くなる", "worse"),
    "same": ("変わらない", "no change"),
    "assumed": ("前提そのもの", "assumed"),
}
COLUMNS = 120
NAME, PARTY, SHORT = 24, 24, 16
"""Columns for a criterion, its parties, and a proposal's verdict."""
CITED = 3
"""As many passages stand in a row; the JSON has all."""


def show(report: Report, catalogue: Catalogue, language: str) -> None:
    """One proposal: parties with the same verdict and reason share a row."""
    ja = language == "ja"
    say(report.proposal.title[language])
    rows: list[list[str]] = []
    for criterion, parties, verdict in _shared(report, catalogue, language):
        cells = [criterion, parties, WORDS[verdict.verdict][not ja]]
        room = COLUMNS - NAME - PARTY - 14
        rows += _wrapped(cells, _reason(verdict, language), room)
    emit_table(
        ["基準", "当事者", "判定", "理由"] if ja else ["criterion", "party", "verdict", "reason"], rows, columns=COLUMNS
    )
    counts = {word: sum(each.verdict == word for each in report.verdicts) for word in WORDS}
    say("、".join(f"{WORDS[word][0]} {n}" for word, n in counts.items()) if ja else _counted(counts))


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {WORDS[word][1]}" for word, count in counts.items())


def _shared(report: Report, catalogue: Catalogue, language: str) -> list[tuple[str, str, Verdict]]:
    from shiome.policy.proposal.shapes import party_name

    found: dict[tuple[str, str, str], tuple[list[str], Verdict]] = {}
    for verdict in report.verdicts:
        key = (verdict.criterion, verdict.verdict, verdict.reason[language])
        parties, _ = found.setdefault(key, ([], verdict))
        parties.append(party_name(catalogue, verdict.criterion, verdict.party, language))
    joiner = "・" if language == "ja" else ", "
    return [
        (cut(catalogue.criteria[key[0]].name[language], NAME), cut(joiner.join(parties), PARTY), verdict)
        for key, (parties, verdict) in found.items()
    ]


def _reason(verdict: Verdict, language: str) -> str:
    cites = list(dict.fromkeys(source.cite.partition("@")[0] for source in verdict.sources if source.cite))
    more = f" +{len(cites) - CITED}" if len(cites) > CITED else ""
    return f"{verdict.reason[language]} [{', '.join(cites[:CITED])}{more}]" if cites else verdict.reason[language]


def _wrapped(cells: Sequence[str], text: str, room: int) -> list[list[str]]:
    """Rows of a table with the text over as many lines as it takes; the other cells stand in the first."""
    lines = wrapped(text, room)
    return [[*(cells if number == 0 else [""] * len(cells)), line] for number, line in enumerate(lines)]


def wrapped(text: str, room: int) -> list[str]:
    """Text in lines of so many columns: between words where there are any, anywhere within running script.

    >>> wrapped("one two three", 8)
    ['one two', 'three']
    """
    lines, line = [], ""
    for word in _pieces(text):
        if line and width(line + word.rstrip()) > room:
            lines.append(line.rstrip())
            line = ""
        line += word.lstrip() if not line else word
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for character in text:
        wide = width(character) > 1
        if pieces and not wide and not pieces[-1].endswith(" ") and width(pieces[-1][-1]) == 1:
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def show_rows(names: Sequence[str], reports: Sequence[Report], catalogue: Catalogue, language: str) -> None:
    """Several proposals: the verdicts beside each other, then the reasons where they part."""
    from shiome.policy.proposal import side_by_side
    from shiome.policy.proposal.shapes import party_name

    ja = language == "ja"
    rows, parted = [], []
    for row, parties in _alike(side_by_side(reports), language):
        names_of = [party_name(catalogue, row.criterion, party, language) for party in parties]
        name = cut(catalogue.criteria[row.criterion].name[language], NAME)
        party = cut(("・" if ja else ", ").join(names_of), PARTY)
        rows.append([name, party, *(_cell(each, ja=ja) for each in row.verdicts), "*" if row.differs else ""])
        if row.differs:
            for place, each in enumerate(row.verdicts):
                cells = [name, party, cut(names[place], SHORT)] if place == 0 else ["", "", cut(names[place], SHORT)]
                parted += _wrapped(cells, _reason(each, language), COLUMNS - NAME - PARTY - SHORT - 7)
    heads = ["基準", "当事者", *(cut(name, SHORT) for name in names), "差"]
    if not ja:
        heads = ["criterion", "party", *(cut(name, SHORT) for name in names), "part"]
    emit_table(heads, rows, columns=COLUMNS)
    if parted:
        typer.echo("\n分かれるところ" if ja else "\nwhere they part")
        emit_table(
            ["基準", "当事者", "提案", "理由"] if ja else ["criterion", "party", "proposal", "reason"],
            parted,
            columns=COLUMNS,
        )


def _alike(rows: Sequence[Row], language: str) -> list[tuple[Row, list[str]]]:
    """Rows of a criterion in which every proposal has the same verdict and reason, with their parties."""
    found: dict[tuple[str, ...], tuple[Row, list[str]]] = {}
    for row in rows:
        key = (row.criterion, *(part for each in row.verdicts for part in (each.verdict, each.reason[language])))
        found.setdefault(key, (row, []))[1].append(row.party)
    return list(found.values())


def _cell(verdict: Verdict, *, ja: bool) -> str:
    """A verdict, with how much is left where threat is measured."""
    word = WORDS[verdict.verdict][not ja]
    if "extent" not in verdict.details:
        return word
    low, high = verdict.details["low"], verdict.details["high"]
    share = f"{high:.0%}" if low == high else f"{low:.0%}–{high:.0%}"
    from shiome.policy.proposal.threat import IN_WORDS

    extent = verdict.details["extent"]
    return f"{word}・{IN_WORDS[extent][0]} {share}" if ja else f"{word}, {extent} {share}"


def show_changes(name: str, changes: Sequence[Change], catalogue: Catalogue, language: str) -> None:
    """The smallest changes, with what else each would move."""
    from shiome.policy.proposal.shapes import party_name

    if not changes:
        return
    ja = language == "ja"
    typer.echo(f"\n{name}：判定を変える最小の修正" if ja else f"\n{name}: the smallest change that turns a verdict")
    rows: list[list[str]] = []
    for change in changes:
        cells = [
            cut(catalogue.criteria[change.criterion].name[language], NAME),
            cut(party_name(catalogue, change.criterion, change.party, language), PARTY),
            WORDS[change.after][not ja],
        ]
        rows += _wrapped(cells, _told(change, ja=ja), COLUMNS - NAME - PARTY - 14)
    emit_table(
        ["基準", "当事者", "修正後", "修正"] if ja else ["criterion", "party", "then", "change"], rows, columns=COLUMNS
    )


def _told(change: Change, *, ja: bool) -> str:
    from shiome.policy.proposal.verdicts import rank

    if not change.found:
        return "二つまでの修正では変わらない" if ja else "nothing within two edits turns it"
    text = ("、" if ja else "; ").join(edit.ja if ja else edit.en for edit in change.edits)
    worse = [each for each in change.moved if rank(each.after) < rank(each.before)]
    if worse:
        listed = ", ".join(dict.fromkeys(f"{each.criterion}:{each.party}" for each in worse))
        text += f"（代わりに悪くなる：{listed}）" if ja else f" (at the price of {listed})"
    return text


def show_follows(name: str, found: Follows, language: str) -> None:
    """What the futures model says, with the error of each difference."""
    ja = language == "ja"
    head = (
        f"{name}：{found.months} か月、{found.runs} 回" if ja else f"{name}: {found.months} months, {found.runs} runs"
    )
    typer.echo(f"\n{head}")
    heads = ["帰結", "なし", "設定", "読み", "実行されれば", "読み"]
    if not ja:
        heads = ["outcome", "without", "as set", "reading", "if carried out", "reading"]
    rows = [
        [
            each.name[language],
            f"{each.before.p:.3f}",
            f"{each.difference.difference:+.3f} ±{each.difference.standard_error:.3f}",
            READINGS[each.reading][not ja],
            f"{each.carried_difference.difference:+.3f} ±{each.carried_difference.standard_error:.3f}",
            READINGS[each.carried_reading][not ja],
        ]
        for each in found.outcomes
    ]
    emit_table(heads, rows, columns=COLUMNS)
    _list("設定" if ja else "sets", found.settings)
    _list("前提" if ja else "takes for granted", found.presumed)
    _list("どの整合シナリオにもない前提" if ja else "in no consistent scenario", found.strained)
    typer.echo(
        f"すべて固定したときの整合シナリオ：{found.scenarios}"
        if ja
        else f"consistent scenarios with all of it forced: {found.scenarios}"
    )


def _list(label: str, drives: Sequence[Drive]) -> None:
    if drives:
        typer.echo(f"{label}: " + ", ".join(f"{each.at} ({each.through})" for each in drives))
