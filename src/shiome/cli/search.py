"""``shiome search``."""

from __future__ import annotations

from typing import Annotated

import typer

from shiome.cli import options
from shiome.cli.output import day, emit_json, say

EXAMPLE = "Example: shiome search 非核化 --as-of 2025-05-21"


def command(
    query: Annotated[
        str, typer.Argument(help='Words in ja, en, ko, zh or ru; all must occur; "quotes" keep words together.')
    ],
    document: Annotated[str, typer.Option(help="Only in this document.")] = "",
    language: Annotated[str, typer.Option(help="Only in documents of this language: ja, en, ko, zh, ru.")] = "",
    as_of: options.AsOf = "",
    limit: options.Limit = 20,
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Full text in all five languages; hits point into the raw documents."""
    import typer as t

    from shiome.workspace import Workspace

    with Workspace.open(workspace, read_only=True) as opened:
        hits = opened.search(
            query, document=document or None, language=language or None, as_of=day(as_of, "--as-of"), limit=limit
        )
        if json:
            emit_json([opened.hit_shape(hit) for hit in hits])
            return
        for hit in hits:
            shape = opened.hit_shape(hit)
            t.echo(f"{shape['document']}:L{shape['line']}  {' '.join(hit.snippet.split())}")
        say(f"{len(hits)} 件" if lang.value == "ja" else f"{len(hits)} passages")


command.__name__ = "search"
