"""``shiome ledger``."""

from __future__ import annotations

from typing import Annotated

import typer

from shiome.cli import options
from shiome.cli.output import day, emit_json, emit_table, say

EXAMPLE = "Example: shiome ledger --as-of 2025-12-31 --outcome partly"


def command(
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
    """Judgements with their bands, horizons and, as of a day, what became of them."""
    from shiome.workspace import Workspace

    with Workspace.open(workspace, read_only=True) as opened:
        rows = opened.ledger(
            as_of=day(as_of, "--as-of"), outcome=outcome, holder=holder, due_by=day(due_by, "--due-by")
        )
        if json:
            emit_json(opened.shapes(list(rows), lang.value))
            return
        ja = lang.value == "ja"
        headers = (
            ["識別子", "年月日", "帯", "結果", "判断"] if ja else ["id", "made on", "band", "outcome", "judgement"]
        )
        shown = opened.localised(rows, lang.value)
        emit_table(
            headers,
            [
                [r.id, r.made_on.isoformat(), f"{r.band[0]:.2f}-{r.band[1]:.2f}", r.outcome, r.proposition]
                for r in shown
            ],
        )
        say(f"{len(rows)} 件" if ja else f"{len(rows)} judgements")


command.__name__ = "ledger"
