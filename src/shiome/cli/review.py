"""``shiome review``: list, accept, reject what the coder proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from shiome.cli import options
from shiome.cli.output import emit_json, emit_table, say
from shiome.cli.records import Kind

if TYPE_CHECKING:
    from shiome.records.model import Status

app = typer.Typer(help="Accept or reject what was proposed.", no_args_is_help=True, rich_markup_mode=None)
Ids = Annotated[list[str], typer.Argument(help="Identifiers of records.")]
By = Annotated[str, typer.Option("--by", help="Who decides; kept with the record.", envvar="SHIOME_PERSON")]
Why = Annotated[str, typer.Option("--why", help="Reason, kept with the record.")]


@app.command("list", epilog="Example: shiome review list --kind event")
def list_(
    kind: Annotated[Kind, typer.Option(help="Kind of record.")] = Kind.event,
    limit: options.Limit = 100,
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """List proposed records with the sentence each was read from."""
    from shiome.workspace import Workspace

    with Workspace.open(workspace, read_only=True) as opened:
        found = opened.records(kind.value, status="proposed", limit=limit)
        if json:
            emit_json(opened.shapes(found, lang.value))
            return
        emit_table(["id", "when", "sentence"], [[r.id, r.when, opened.quotation(r)] for r in found])
        say(f"{len(found)} 件" if lang.value == "ja" else f"{len(found)} proposed")


@app.command(epilog="Example: shiome review accept ev-1a2b3c4d5e6f --by kato")
def accept(
    ids: Ids,
    by: By,
    why: Why = "",
    workspace: options.Workspace = options.WORKSPACE,
    lang: options.Lang = options.LANG,
) -> None:
    """Accept proposed records."""
    _decide(ids, "accepted", by, why, workspace, lang)


@app.command(epilog="Example: shiome review reject ev-1a2b3c4d5e6f --by kato --why 'a quotation'")
def reject(
    ids: Ids,
    by: By,
    why: Why = "",
    workspace: options.Workspace = options.WORKSPACE,
    lang: options.Lang = options.LANG,
) -> None:
    """Reject proposed records; they stay on record as rejected."""
    _decide(ids, "rejected", by, why, workspace, lang)


def _decide(
    ids: list[str], status: Status, by: str, why: str, workspace: options.Workspace, lang: options.InterfaceLanguage
) -> None:
    from shiome.workspace import Workspace

    with Workspace.open(workspace) as opened:
        opened.decide(ids, status, by=by, why=why)
    words = {"accepted": ("採用", "accepted"), "rejected": ("不採用", "rejected")}[status]
    say(f"{len(ids)} 件を{words[0]}とした" if lang.value == "ja" else f"{len(ids)} {words[1]}")
