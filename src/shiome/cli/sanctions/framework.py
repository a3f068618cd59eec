"""``shiome sanctions framework``: the bodies that watch over the sanctions as one framework."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from shiome.cli import options
from shiome.cli.output import day, emit_json, emit_table, say

EXAMPLE = "Example: shiome sanctions framework --as-of 2025-06-30 --lang ja"
HEADINGS = {
    "bodies": (
        ("組織", "状態", "期間", "任務", "参加国（括弧は一般知識）"),
        ("body", "state", "time", "tasks", "members (in brackets: general knowledge)"),
    ),
    "overlaps": (
        ("二つの組織", "重なり", "文書のみ", "共通", "一方だけ"),
        ("two bodies", "overlap", "named only", "shared", "in one only"),
    ),
    "tasks": (("任務", "担う組織"), ("task", "bodies")),
    "hand_over": (("引き渡し", "段階", "根拠", "内容"), ("hand-over", "as", "basis", "what")),
    "duties": (("務め", "現状", "引き継いだ組織", "欠けているもの"), ("duty", "state", "taken over by", "gap")),
}


def command(
    as_of: options.AsOf = "",
    part: Annotated[
        str, typer.Option(help="Only one table: bodies, overlaps, tasks, hand_over or duties.", metavar="TABLE")
    ] = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Show the monitoring bodies as one framework: members and overlap, tasks, hand-over, duties taken over and gaps."""
    from shiome.errors import QueryRefused
    from shiome.sanctions.framework import framework_of, framework_shape, rows_of
    from shiome.workspace import Workspace

    if part and part not in HEADINGS:
        raise QueryRefused(
            "framework.table",
            f"there is no table {part!r}",
            ja=f"{part!r} という表はない",
            hint=f"use one of: {', '.join(HEADINGS)}",
            hint_ja=f"次のいずれか：{'、'.join(HEADINGS)}",
            failed=part,
        )
    with Workspace.open(workspace, read_only=True) as opened:
        on = day(as_of, "--as-of") or opened.newest_day()
        framework = framework_of(opened.pack, as_of=on)
    if json:
        shape = framework_shape(framework, lang.value)
        emit_json({"as_of": shape["as_of"], part: shape[part]} if part else shape)
        return
    tables = rows_of(framework, lang.value)
    for name in [part] if part else HEADINGS:
        emit_table(HEADINGS[name][lang.value == "en"], tables[name])
        sys.stdout.write("\n")
    if not framework.bodies:
        said = (f"{on} には枠組みについて何も知られていない", f"nothing of the framework was known on {on}")
    else:
        said = (f"{on} 現在", f"as of {on}")
    say(said[lang.value == "en"])
