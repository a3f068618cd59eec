"""``shiome restore``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from shiome.cli import options
from shiome.cli.backup import Node, SettingsFile, exchange_part, node_database, shape, workbench_part
from shiome.cli.output import emit_json, say
from shiome.errors import StoreUnavailable

EXAMPLE = "Example: shiome restore ws-2026-11-21.tar --workspace ws-again"


def command(
    file: Annotated[Path, typer.Argument(help="Backup that shiome backup wrote.")],
    workspace: options.Workspace = options.WORKSPACE,
    node: Node = False,
    settings: SettingsFile = None,
    db: Annotated[
        str,
        typer.Option(help="Address of an empty PostgreSQL database, such as postgresql://host/name.", metavar="URL"),
    ] = "",
    sha256: Annotated[
        str,
        typer.Option(help="SHA-256 of the file, as noted when it was written; another file is refused.", metavar="HEX"),
    ] = "",
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Restore a backup into a new workspace or an empty database; the whole file is checked before anything is touched."""
    if node or settings is not None:
        from shiome.records.dumps import restore_database

        target = str(settings or workspace)
        made = restore_database(file, _database(workspace, settings), exchange_part(), sha256=sha256)
    else:
        from shiome.workspace.backup import restore

        target = str(workspace)
        made = restore(file, workspace, db=db, further=[workbench_part()], sha256=sha256)
    if json:
        emit_json(shape(made))
    when = made.manifest.made_at
    say(
        f"{target}: {when} の控えから復元（{made.rows} 行、ファイル {made.files} 件）"
        if lang == "ja"
        else f"{target}: restored as it was at {when}: {made.rows} rows, {made.files} files"
    )


def _database(workspace: Path, settings: Path | None) -> str:
    """Address of the database of the node whose keys are in place already."""
    try:
        return node_database(workspace, settings)
    except StoreUnavailable as error:
        if error.code != "exchange.missing":
            raise
        raise StoreUnavailable(
            "restore.keys",
            f"the keys of the node are not in place: {error.failed}",
            ja=f"ノードの鍵が所定の場所にない（{error.failed}）",
            hint="put its folder back first, from where you keep it; a new node would have other keys",
            hint_ja="保管してある鍵のフォルダーを先に戻す。新しく作るノードでは鍵が異なる",
            failed=error.failed,
        ) from error


command.__name__ = "restore"
