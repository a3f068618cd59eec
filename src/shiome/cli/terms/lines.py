"""``shiome terms lines``: sentences that may be said as they stand, by addressee."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer

from shiome.cli import options
from shiome.cli.output import day, emit_json, emit_table

EXAMPLE = "Example: shiome terms lines --to KOR"
_STATUS = {"agreed": {"ja": "合意済み", "en": "agreed"}, "proposed": {"ja": "提案", "en": "proposed"}}


def lines(
    to: Annotated[str, typer.Option("--to", help="Addressee (an actor); lines for everybody are among them.")] = "",
    term: Annotated[str, typer.Option("--term", help="Only lines that speak of this concept.")] = "",
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Show lines that may be said as they stand: what joint texts agreed on, and what documents recommend."""
    from shiome.coordination.terms import lines_for
    from shiome.vocabulary.languages import in_language
    from shiome.workspace import Workspace

    with Workspace.open(workspace, read_only=True) as opened:
        found = lines_for(opened.pack, to=to, term=term, as_of=day(as_of, "--as-of"))
    if json:
        emit_json([msgspec.to_builtins(line) for line in found])
        return
    language = lang.value
    headers = {"ja": ["状態", "宛先", "典拠", "文言"], "en": ["status", "to", "source", "line"]}
    emit_table(
        headers[language],
        [
            [
                _STATUS[line.status][language],
                ", ".join(line.to) or ("全員" if language == "ja" else "everybody"),
                line.source or ", ".join(line.cite),
                in_language(line.text, language),
            ]
            for line in found
        ],
    )
