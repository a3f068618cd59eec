"""``shiome exchange init`` and ``key``: make a node, and renew what it signs with."""

from __future__ import annotations

from typing import Annotated

import typer

from shiome.cli import options
from shiome.cli.exchange.opening import node_folder, open_node
from shiome.cli.exchange.showing import show_rows
from shiome.cli.output import emit_json, say

INIT_EXAMPLE = (
    "Example: shiome exchange init straits-secretariat --party trilateral-secretariat --body trilateral-cooperation"
)
KEY_EXAMPLE = "Example: shiome exchange key --new"


def init(
    node: Annotated[
        str, typer.Argument(help="Identifier among partners: small letters, digits, hyphens.", metavar="NODE")
    ],
    party: Annotated[str, typer.Option(help="State or body of the region's pack that it belongs to.")],
    body: Annotated[
        list[str] | None, typer.Option(help="Body in whose work it takes part; repeat for several.", metavar="BODY")
    ] = None,
    db: Annotated[str, typer.Option(help="PostgreSQL address; without it a SQLite file.", metavar="URL")] = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Make a node in the workspace's folder: its keys and its database."""
    from shiome.coordination.exchange.node import Node

    with Node.create(node_folder(workspace), node=node, party=party, bodies=body or [], db=db) as made:
        public = made.signing_key.public.hex()
    if json:
        emit_json({"node": node, "folder": str(node_folder(workspace)), "key": public})
    else:
        show_rows(("node", "public key"), ("ノード", "公開鍵"), [(node, public)], json=False, lang=lang.value)
    say(
        "公開鍵を、書面など別の経路で相手に渡すこと"
        if lang.value == "ja"
        else "hand the public key to your partners by another way, such as in person"
    )


def key(
    new: Annotated[
        bool, typer.Option("--new", help="Make a new key, announce it to all partners, sign with it from now on.")
    ] = False,
    hours: Annotated[
        int, typer.Option(min=0, help="For how long the key before it is still good.", metavar="HOURS")
    ] = 24,
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Show the node's own keys, or change to a new one."""
    from shiome.coordination.exchange.node.stored import shown_time

    with open_node(workspace) as node:
        if new:
            made = node.rotate_key(overlap=hours * 3600)
            say(f"新しい鍵 {made} を知らせた" if lang.value == "ja" else f"announced the new key {made}")
        rows = [
            (row.key, shown_time(row.valid_from), shown_time(row.valid_until), row.public.hex())
            for row in node.known_keys(node.name)
        ]
    show_rows(("key", "from", "until", "public"), ("鍵", "開始", "終了", "公開鍵"), rows, json=json, lang=lang.value)
