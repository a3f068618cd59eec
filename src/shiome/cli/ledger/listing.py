"""``shiome ledger`` itself: the judgements as of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from shiome.cli import options
from shiome.cli.output import day, emit_json, emit_table, say

if TYPE_CHECKING:
    from shiome.records.model import Judgement

EXAMPLE = "Example: shiome ledger --as-of 2025-12-31 --outcome partly"
SHARED = ("workspace", "json", "lang", "as_of")
"""Options that count for a subcommand when they stand before it."""
HEADERS = {
    "ja": ["識別子", "年月日", "帯", "結果", "判断"],
    "en": ["id", "made on", "band", "outcome", "judgement"],
}
PROPOSED = {"ja": "（未採用）", "en": " (proposed)"}


def listing(
    ctx: typer.Context,
    outcome: Annotated[str, typer.Option(help="true, partly, false, unknown or not_applicable.")] = "",
    holder: Annotated[str, typer.Option(help="Only judgements of this author (actor identifier).")] = "",
    due_by: Annotated[
        str, typer.Option("--due-by", help="Only open ones that fall due by this day.", metavar="DATE")
    ] = "",
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Judgements with their bands, horizons and, as of a day, what became of them; the subcommands enter, close and score them."""
    if ctx.invoked_subcommand is not None:
        _hand_on(ctx)
        return
    from shiome.workspace import Workspace

    with Workspace.open(workspace, read_only=True) as opened:
        rows = opened.ledger(
            as_of=day(as_of, "--as-of"), outcome=outcome, holder=holder, due_by=day(due_by, "--due-by")
        )
        if json:
            emit_json(opened.shapes(list(rows), lang.value))
            return
        shown = opened.localised(rows, lang.value)
    emit_table(HEADERS[lang.value], [_row(r, lang.value) for r in shown])
    proposed = sum(r.status == "proposed" for r in rows)
    if lang.value == "ja":
        say(f"{len(rows)} 件" + (f"、うち {proposed} 件は未採用で、採点に入らない" if proposed else ""))
    else:
        say(
            f"{len(rows)} judgements" + (f", {proposed} of them proposed and not counted in scores" if proposed else "")
        )


def _row(record: Judgement, language: str) -> list[str]:
    mark = PROPOSED[language] if record.status == "proposed" else ""
    band = f"{record.band[0]:.2f}-{record.band[1]:.2f}"
    return [record.id, record.made_on.isoformat(), band, record.outcome + mark, record.proposition]


def _hand_on(ctx: typer.Context) -> None:
    """Let options that stand before a subcommand be the defaults of its own."""
    given: dict[str, Any] = {
        name: ctx.params[name]
        for name in SHARED
        if (source := ctx.get_parameter_source(name)) is not None and source.name == "COMMANDLINE"
    }
    stray = [
        name
        for name in ("outcome", "holder", "due_by")
        if (source := ctx.get_parameter_source(name)) is not None and source.name == "COMMANDLINE"
    ]
    if stray:
        name = stray[0].replace("_", "-")
        ctx.fail(f"--{name} before {ctx.invoked_subcommand} has no effect; leave it out")
    if given:
        ctx.default_map = {str(ctx.invoked_subcommand): given}


app = typer.Typer(invoke_without_command=True, rich_markup_mode=None)
