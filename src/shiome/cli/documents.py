"""``shiome documents``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from shiome.cli import options
from shiome.cli.output import day, emit_json, emit_table, say

if TYPE_CHECKING:
    from shiome.records.values import Heading

EXAMPLE = "Example: shiome documents --as-of 2025-05-21"


def command(
    as_of: options.AsOf = "",
    limit: options.Limit = 1000,
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """List the documents that were ingested, newest first."""
    import msgspec

    from shiome.workspace import Workspace

    with Workspace.open(workspace, read_only=True) as opened:
        found = opened.store.headings(day(as_of, "--as-of"), limit=limit)
    if json:
        emit_json(msgspec.to_builtins(found))
        return
    emit_table(*table(found, lang.value))
    say(f"{len(found)} 点" if lang.value == "ja" else f"{len(found)} documents")


def table(found: Sequence[Heading], language: str) -> tuple[list[str], list[list[str]]]:
    """Headers and rows for the terminal."""
    headers = (
        ["識別子", "日付", "既知", "言語", "行", "著者", "題名"]
        if language == "ja"
        else ["id", "dated", "known from", "language", "lines", "author", "title"]
    )
    rows = [
        [
            each.id,
            each.dated,
            each.known_from.isoformat(),
            each.language,
            str(each.lines),
            each.author,
            each.title or each.file,
        ]
        for each in found
    ]
    return headers, rows


command.__name__ = "documents"
