"""``shiome init``."""

from __future__ import annotations

from typing import Annotated

import typer

from shiome.cli import options
from shiome.cli.output import emit_json, say

EXAMPLE = "Example: shiome init --region peninsula"


def command(
    workspace: options.Workspace = options.WORKSPACE,
    region: Annotated[str, typer.Option(help="A region that ships (peninsula) or the folder of a pack.")] = "peninsula",
    db: Annotated[
        str, typer.Option(help="Database address for a team, such as postgresql://host/name.", metavar="URL")
    ] = "",
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Create a workspace from a region pack."""
    from shiome.workspace import Workspace

    with Workspace.create(workspace, region=region, db=db) as created:
        counts = created.counts()
        summary = {"workspace": str(workspace), "region": created.pack.region.id, "records": counts}
        if json:
            emit_json(summary)
        name = created.pack.region.name.get(lang.value, created.pack.region.id)
        total = sum(counts.values())
        say(
            f"{workspace}: 領域「{name}」のワークスペースを作成（記録 {total} 件）"
            if lang is options.InterfaceLanguage.ja
            else f"{workspace}: workspace of {name} created with {total} records"
        )


command.__name__ = "init"
