"""``shiome consult`` itself, ``consult list`` and ``consult show``."""

from __future__ import annotations

from typing import Annotated

import typer

from shiome.cli import options
from shiome.cli.output import day, emit_json, emit_table, say
from shiome.cli.shared import hand_on

SHARED = ("workspace", "json", "lang", "as_of")
Id = Annotated[str, typer.Argument(metavar="FILE", help="Identifier of a consultation file.")]
Reader = Annotated[
    str, typer.Option("--reader", help="Only what this actor, body or 'public' may be told.", metavar="READER")
]

app = typer.Typer(invoke_without_command=True, rich_markup_mode=None)


@app.callback(epilog="Example: shiome consult --as-of 2025-05-21")
def listing(
    ctx: typer.Context,
    reader: Reader = "",
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Consultation files: an issue, the parties' positions, red lines and constraints, what is agreed and open, tool by tool."""
    if ctx.invoked_subcommand is not None:
        hand_on(ctx, SHARED)
        return
    show_list(reader, as_of, workspace, json, lang)


@app.command("list", epilog="Example: shiome consult list --reader KOR")
def show_list(
    reader: Reader = "",
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """List the files, those of the region among them, or those of which a reader may be told something."""
    from shiome.coordination.consultation.shapes import summary
    from shiome.workspace import Workspace
    from shiome.workspace.consultations import consultations

    with Workspace.open(workspace, read_only=True) as opened:
        rows = [summary(file, lang.value) for file in consultations(opened, as_of=day(as_of, "--as-of"), reader=reader)]
    if json:
        emit_json(rows)
        return
    ja = lang.value == "ja"
    headers = (
        ["ファイル", "当事者", "合意", "未合意", "最終記入", "題"]
        if ja
        else ["file", "parties", "agreed", "open", "last entry", "title"]
    )
    emit_table(
        headers,
        [
            [
                row["id"],
                " ".join(row["parties"]),
                str(row["agreed"]),
                str(row["open"]),
                row["last_entry"].isoformat(),
                row["title"],
            ]
            for row in rows
        ],
    )
    say(f"協議ファイル {len(rows)} 件" if ja else f"consultation files: {len(rows)}")


@app.command(epilog="Example: shiome consult show tcog-2-end-state --as-of 2025-05-21 --reader KOR")
def show(
    identifier: Id,
    reader: Reader = "",
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Show a file as it stood on a day, whole or as a reader may have it."""
    from shiome.cli.consult.tables import show_file
    from shiome.cli.consult.words import region_names
    from shiome.coordination.consultation.shapes import file_shape
    from shiome.workspace import Workspace
    from shiome.workspace.consultations import consultation, linked_positions

    on = day(as_of, "--as-of")
    with Workspace.open(workspace, read_only=True) as opened:
        file = consultation(opened, identifier, as_of=on, reader=reader)
        shape = file_shape(file, linked_positions(opened, file, as_of=on), lang.value)
        names = region_names(opened.pack, lang.value)
    if json:
        emit_json(shape)
    else:
        show_file(shape, lang.value, names)
