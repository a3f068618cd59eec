"""``shiome futures analogues``."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from shiome.cli import options
from shiome.cli.output import day, emit_json, emit_table, say
from shiome.errors import NotKnown, QueryRefused
from shiome.vocabulary.languages import in_language

if TYPE_CHECKING:
    from shiome.futures.analogues import Report
    from shiome.futures.analogues.paths import Suggestion

EXAMPLE = "Example: shiome futures analogues --query 'us-dprk-talks=summit' --until 2026-12-31"


def command(
    case: Annotated[
        str, typer.Argument(help="Show one past case with what is the same, what differs, what followed.")
    ] = "",
    query: Annotated[
        list[str] | None,
        typer.Option("--query", "-q", help="What the cases' own sequels suggest for a formula.", metavar="FORMULA"),
    ] = None,
    until: Annotated[str, typer.Option("--until", help="The day until which a query looks.", metavar="DATE")] = "",
    given: Annotated[
        list[str] | None, typer.Option("--given", help="Suppose a state: driver=state.", metavar="DRIVER=STATE")
    ] = None,
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Set the present beside past situations: how alike they are, why, and what followed then."""
    from shiome.futures.analogues import analogues, rows
    from shiome.workspace import Workspace

    today = day(as_of, "--as-of") or date.today()
    last = day(until, "--until") or date(today.year + 1, today.month, min(today.day, 28))
    with Workspace.open(workspace, read_only=True) as opened:
        report = analogues(opened.pack, today, given=_states(given))
    answers = [report.ask(text, until=last) for text in query or ()]
    if case and case not in [each.case for each in report.cases]:
        raise NotKnown(
            "futures.case",
            f"there is no case {case!r}",
            ja=f"事例 {case!r} はない",
            hint=f"use one of: {', '.join(each.case for each in report.cases)}",
            hint_ja=f"次のいずれか：{'、'.join(each.case for each in report.cases)}",
            failed=case,
        )
    if json:
        emit_json(report.plain() | {"answers": [asdict(answer) for answer in answers]})
        return
    if case:
        _one(report, case, lang.value)
    else:
        table = rows(report, lang.value)
        headers = ["識別子" if lang.value == "ja" else "id", *table[0]]
        emit_table(headers, [[each.case, *row.values()] for each, row in zip(report.cases, table, strict=True)])
    for answer in answers:
        typer.echo(_suggestion(answer, lang.value))
    say(in_language(report.label, lang.value))


def _suggestion(answer: Suggestion, language: str) -> str:
    yes = [name for name, each in answer.answers.items() if each == "yes"]
    share = "—" if answer.share is None else f"{answer.share:.2f}"
    if language == "ja":
        told = f"、そうなった事例：{'、'.join(yes)}" if yes else ""
        return f"{answer.formula}：類推では {share}（{answer.low:.2f}～{answer.high:.2f}、{answer.months} か月）{told}"
    told = f"; so it went in: {', '.join(yes)}" if yes else ""
    return f"{answer.formula}: by analogy {share} ({answer.low:.2f} to {answer.high:.2f}, {answer.months} months){told}"


def _one(report: Report, name: str, language: str) -> None:
    from shiome.futures.analogues import match_rows

    case = next(each for each in report.cases if each.case == name)
    typer.echo(f"{in_language(case.name, language)} ({case.when})")
    for text in (case.situation, case.action, case.summary, case.decisive):
        typer.echo(in_language(text, language))
    for title, texts in (
        ("同じ" if language == "ja" else "alike", case.reasons_for),
        ("違う" if language == "ja" else "different", case.reasons_against),
        ("その後" if language == "ja" else "what followed", tuple(each.text for each in case.followed)),
    ):
        typer.echo(f"{title}:")
        for text in texts:
            typer.echo(f"  - {in_language(text, language)}")
    table = match_rows(case, report.aspects, language)
    emit_table(list(table[0]), [list(row.values()) for row in table])


def _states(given: list[str] | None) -> dict[str, str]:
    found = {}
    for text in given or ():
        driver, sign, state = text.partition("=")
        if not sign:
            raise QueryRefused(
                "futures.at",
                f"{text!r} does not name a driver and its state",
                ja=f"{text!r} はドライバーと状態になっていない",
                hint="write driver=state",
                hint_ja="driver=state と書く",
                failed=text,
            )
        found[driver.strip()] = state.strip()
    return found


command.__name__ = "analogues"
