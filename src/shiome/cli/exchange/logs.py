"""``shiome exchange log``, ``checkpoint`` and ``verify``: what was done, and that nobody has changed it since."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from shiome.cli import options
from shiome.cli.exchange.opening import open_node
from shiome.cli.exchange.showing import show_rows
from shiome.cli.output import emit_json, say

LOG_EXAMPLE = "Example: shiome exchange log abc-mofa --export evidence.json"
CHECKPOINT_EXAMPLE = "Example: shiome exchange checkpoint abc-mofa"
VERIFY_EXAMPLE = "Example: shiome exchange verify evidence.json --key 'shiome.exchange/abc-mofa/xyz-mofa+5d3c…'"
Channel = Annotated[
    str, typer.Argument(help="Partner whose channel it is; the node's own log without it.", metavar="PARTNER")
]


def log(
    channel: Channel = "node",
    first: Annotated[int, typer.Option(min=0, help="Number of the first entry, from 0.", metavar="N")] = 0,
    count: Annotated[int, typer.Option(min=1, help="The most entries.", metavar="N")] = 1000,
    export: Annotated[
        Path | None,
        typer.Option(help="Write entries, proofs and checkpoint to a file that anybody can check.", metavar="FILE"),
    ] = None,
    since: Annotated[
        int,
        typer.Option(
            min=0, help="With --export: prove too that the log grew from a checkpoint of this size.", metavar="SIZE"
        ),
    ] = 0,
    workspace: options.Workspace = options.WORKSPACE,
    lang: options.Lang = options.LANG,
) -> None:
    """Print the entries of a log (JSON lines), or export them with proofs."""
    from shiome.coordination.exchange.node.exporting import bundle_of
    from shiome.coordination.exchange.transparency import write_bundle

    with open_node(workspace) as node:
        if channel != "node":
            node.partner(channel)
        if export is None:
            for entry in node.log_entries(channel, first=first, count=count):
                sys.stdout.write(entry.decode() + "\n")
            return
        write_bundle(export, bundle_of(node, channel, first=first, count=count if first else None, since=since))
    say(f"書き出した: {export}" if lang.value == "ja" else f"written: {export}")


def checkpoint(
    channel: Channel = "node",
    workspace: options.Workspace = options.WORKSPACE,
) -> None:
    """Print the signed state of a log with the cosignatures that it has."""
    with open_node(workspace) as node:
        if channel != "node":
            node.partner(channel)
        sys.stdout.write(node.checkpoint(channel))


def verify(
    file: Annotated[Path, typer.Argument(help="What 'log --export' wrote, here or at a partner.", metavar="FILE")],
    key: Annotated[
        list[str] | None,
        typer.Option(help="Key of the log or of a cosigner, had from it by another way; repeat.", metavar="KEY"),
    ] = None,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Check an exported log without a node: signatures, entries, and that it only ever grew."""
    from shiome.coordination.exchange.transparency import VerifierKey, verify_bundle

    found = verify_bundle(file, keys=[VerifierKey.parse(each) for each in key or []])
    japanese = lang.value == "ja"
    cosigners = {name: at.isoformat() for name, at in found.cosigners.items()}
    claimed = {name: at.isoformat() for name, at in found.claimed_cosigners.items()}
    if json:
        emit_json(
            {
                "origin": found.checkpoint.origin, "size": found.checkpoint.size, "root": found.checkpoint.root.hex(),
                "key": found.log_key.text(), "trusted": found.trusted, "cosigners": cosigners, "claimed_cosigners": claimed,
                "entries": len(found.indexes), "complete": found.complete, "earlier": list(found.earlier),
            }
        )  # fmt: skip
        return
    names = (
        ["ログ", "件数", "根", "検証した項目", "連署", "鍵"]
        if japanese
        else ["log", "entries", "root", "checked", "co-signed by", "key"]
    )
    values = [
        found.checkpoint.origin,
        str(found.checkpoint.size),
        found.checkpoint.root.hex(),
        str(len(found.indexes)),
        ", ".join([*cosigners, *(f"{name} (?)" for name in claimed)]) or "-",
        found.log_key.text(),
    ]
    show_rows(("what", "value"), ("項目", "値"), list(zip(names, values, strict=True)), json=False, lang=lang.value)
    if not found.trusted:
        say(
            "鍵はこのファイルが名乗るものにすぎない。別の経路で得た鍵を --key で指定すること"
            if japanese
            else "the key is only what the file itself says; give the one you had by another way with --key"
        )
