"""``shiome systems``."""

from __future__ import annotations

from typing import Annotated

import typer

from shiome.cli import options
from shiome.cli.output import emit_json, emit_table, say

EXAMPLE = "Example: shiome systems --check --json"


def command(
    ids: Annotated[list[str] | None, typer.Argument(help="Systems to list, such as A01; all for none.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Run what serves each and report: works, or not yet.")] = False,
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """The systems that the documents name, each with what serves it here."""
    from shiome.cli.runner import run
    from shiome.workspace import Workspace
    from shiome.workspace.systems import check_systems, list_systems

    with Workspace.open(workspace, read_only=True) as opened:
        named = ids or ()
        report = (
            check_systems(opened, named, language=lang.value, run=run)
            if check
            else list_systems(opened, named, language=lang.value)
        )
    if json:
        emit_json(report)
        return
    ja = lang.value == "ja"
    if check:
        headers = ["", "状態", "名称", "結果"] if ja else ["", "state", "name", "result"]
        yes, no = ("稼働", "未了") if ja else ("works", "not yet")
        emit_table(headers, [[r["id"], yes if r["works"] else no, r["name"], r["result"]] for r in report["rows"]])
        say(
            f"{report['total']} 件中 {report['works']} 件が稼働"
            if ja
            else f"{report['works']} of {report['total']} systems work"
        )
        return
    headers = ["", "名称", "担うもの"] if ja else ["", "name", "served by"]
    emit_table(headers, [[r["id"], r["name"], "; ".join(r["served_by"])] for r in report["rows"]])


command.__name__ = "systems"
