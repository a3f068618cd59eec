"""``shiome backup``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shiome.cli import options
from shiome.cli.exchange.opening import FOLDER, node_folder
from shiome.cli.output import emit_json, say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from shiome.records.dumps import Backup, Part

EXAMPLE = "Example: shiome backup --workspace ws --output ws-2026-11-21.tar"
Node = Annotated[
    bool, typer.Option("--node", help="The workspace's exchange node in its place: its database, without its keys.")
]
SettingsFile = Annotated[
    Path | None, typer.Option("--settings", help="The exchange node of these settings in its place.", metavar="FILE")
]


def command(
    output: Annotated[Path, typer.Option("--output", "-o", help="File to write; it must not exist.", metavar="FILE")],
    workspace: options.Workspace = options.WORKSPACE,
    node: Node = False,
    settings: SettingsFile = None,
    datasets: Annotated[
        bool,
        typer.Option("--datasets", help="Also votes and event feeds, which can be loaded again from their sources."),
    ] = False,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Write a backup of a workspace, or of a node's database, while it is in use."""
    if node or settings is not None:
        from shiome.records.dumps import back_up_database

        made = back_up_database(node_database(workspace, settings), output, exchange_part())
    else:
        from shiome.workspace.backup import back_up

        made = back_up(workspace, output, further=[workbench_part()], datasets=datasets, leave_out=[FOLDER])
    if json:
        emit_json(shape(made))
    for name in made.left_out:
        say(f"{name}: 控えに含めていない" if lang == "ja" else f"{name}: not in the backup")
    size = output.stat().st_size
    say(
        f"{output}: 控えを作成（{made.rows} 行、ファイル {made.files} 件、{size} バイト、SHA-256 {made.sha256}）"
        if lang == "ja"
        else f"{output}: backup written: {made.rows} rows, {made.files} files, {size} bytes, SHA-256 {made.sha256}"
    )


command.__name__ = "backup"


def node_database(workspace: Path, settings: Path | None) -> str:
    """Address of the database of a workspace's node, or of the node with these settings.

    Raises
    ------
    InputRefused
        ``settings.exchange``: the settings are of no node.
    StoreUnavailable
        ``exchange.missing``: there is no node.
    """
    from shiome.coordination.exchange.node.identity import Folder
    from shiome.errors import InputRefused
    from shiome.server.settings import read_settings

    if settings is None:
        return Folder(node_folder(workspace)).url
    exchange = read_settings(settings, environment=os.environ).exchange
    if exchange is None:
        raise InputRefused(
            "settings.exchange",
            f"{settings} has no section [exchange]",
            ja=f"{settings} に [exchange] の項がない",
            hint="give the settings of a node, or --workspace",
            hint_ja="ノードの設定か、--workspace を指定する",
            failed=settings,
        )
    return exchange.database or Folder(exchange.keys).url


def exchange_part() -> Part:
    """The tables of a node."""
    from shiome.coordination.exchange.node.opening import migrate
    from shiome.coordination.exchange.node.schema import HEAD, VERSION_TABLE, metadata
    from shiome.records.dumps import Part, migrated

    return Part(
        name="exchange",
        file="exchange.db",
        metadata=metadata,
        head=HEAD,
        version=migrated(VERSION_TABLE),
        make=migrate,
    )


def workbench_part() -> Part:
    """The tables of the workbench: accounts, saved views, audit trail."""
    from sqlalchemy import inspect, select

    from shiome.records.dumps import Part
    from shiome.web.keeping.keeping import FILE
    from shiome.web.keeping.schema import FORMAT, meta, metadata

    def version(connection: Connection) -> str:
        if not inspect(connection).has_table(meta.name):
            return ""
        return str(connection.execute(select(meta.c.value).where(meta.c.key == "format")).scalar() or "")

    return Part(
        name="workbench",
        file=FILE,
        metadata=metadata,
        head=str(FORMAT),
        version=version,
        make=metadata.create_all,
    )


def shape(backup: Backup) -> dict[str, Any]:
    """A backup in the JSON shape of the reference."""
    return {
        "file": str(backup.path),
        "sha256": backup.sha256,
        "made_at": backup.manifest.made_at,
        "program": backup.manifest.program,
        "about": backup.manifest.about,
        "parts": [{"name": part.name, "version": part.version, "rows": part.rows} for part in backup.manifest.parts],
        "files": backup.files,
        "left_out": list(backup.left_out),
    }
