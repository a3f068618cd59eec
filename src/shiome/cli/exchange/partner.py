"""``shiome exchange partner`` and ``token``: who the partners are and how each side knows the other."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from shiome.cli import options
from shiome.cli.exchange.given import certificate_mark, moment, secret_of
from shiome.cli.exchange.opening import open_node
from shiome.cli.exchange.showing import show_rows
from shiome.cli.output import emit_json, say

TOKEN_EXAMPLE = "Example: shiome exchange token straits-secretariat --file token.txt"  # noqa: S105 - a line of help
Name = Annotated[str, typer.Argument(help="The partner's node.", metavar="NODE")]
app = typer.Typer(
    help="Partners: who they are, what they may do, how they are known when they call.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


class PartnerRole(StrEnum):
    """What a partner may do."""

    reader = "reader"
    contributor = "contributor"
    auditor = "auditor"
    indirect = "indirect"


@app.command(
    epilog="Example: shiome exchange partner add abc-mofa --party ABC --body trilateral-cooperation --key 3b6a…"
)
def add(
    node: Name,
    party: Annotated[str, typer.Option(help="State or body that the node belongs to.")],
    body: Annotated[
        list[str] | None, typer.Option(help="Body in whose work it takes part; repeat for several.", metavar="BODY")
    ] = None,
    role: Annotated[PartnerRole, typer.Option(help="What it may do here.")] = PartnerRole.reader,
    key: Annotated[
        str, typer.Option(help="Its public key in hexadecimal, had from it by another way.", metavar="HEX")
    ] = "",
    url: Annotated[str, typer.Option(help="Where its own node answers.")] = "",
    via: Annotated[str, typer.Option(help="With --role indirect: the partner that it is behind.", metavar="NODE")] = "",
    certificate: Annotated[
        Path | None, typer.Option(help="Its client certificate (PEM or DER), in place of a token.", metavar="FILE")
    ] = None,
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Enter a partner; prints the token that it is to call with, this once."""
    from shiome.coordination.exchange.node.keyring import read_public

    public = read_public(key) if key else None
    mark = certificate_mark(certificate)
    with open_node(workspace) as opened:
        token = opened.add_partner(
            node, party=party, bodies=body or [], role=role.value, url=url, via=via, certificate=mark, public=public
        )
    _show_token(node, token, json=json, lang=lang.value)


@app.command("list", epilog="Example: shiome exchange partner list --keys")
def list_(
    keys: Annotated[bool, typer.Option("--keys", help="Their public keys in place of what is known of them.")] = False,
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """List the partners and how far each has come, or their keys."""
    from shiome.coordination.exchange.node.stored import shown_time

    with open_node(workspace) as opened:
        partners, known = opened.partners(), opened.known_keys()
    if keys:
        show_rows(
            ("partner", "key", "from", "until", "revoked", "public"),
            ("相手", "鍵", "開始", "終了", "失効", "公開鍵"),
            [
                (
                    row.node,
                    row.key,
                    *map(shown_time, (row.valid_from, row.valid_until, row.revoked_at)),
                    row.public.hex(),
                )
                for row in known
            ],
            json=json,
            lang=lang.value,
        )
        return
    show_rows(
        ("partner", "party", "role", "bodies", "given", "acknowledged", "taken", "url", "via"),
        ("相手", "所属", "役割", "会合体", "送信", "受領確認", "受信", "応答先", "経由"),
        [
            (
                each.node, each.party, each.role, each.bodies, each.sequence, each.acknowledged, each.cursor, each.url,
                each.via,
            )
            for each in partners
        ],
        json=json,
        lang=lang.value,
    )  # fmt: skip


@app.command(epilog="Example: shiome exchange partner rotate abc-mofa")
def rotate(
    node: Name,
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Give a partner a new token; the one before it counts no more."""
    with open_node(workspace) as opened:
        token = opened.renew_token(node)
    _show_token(node, token, json=json, lang=lang.value)


@app.command(epilog="Example: shiome exchange partner remove abc-mofa")
def remove(
    node: Name,
    workspace: options.Workspace = options.WORKSPACE,
    lang: options.Lang = options.LANG,
) -> None:
    """Give a partner nothing more and answer it no more; what it was given stays in the log."""
    with open_node(workspace) as opened:
        opened.remove_partner(node)
    say(f"{node} を外した" if lang.value == "ja" else f"removed {node}")


@app.command(epilog="Example: shiome exchange partner trust abc-mofa 3b6a…")
def trust(
    node: Name,
    key: Annotated[
        str, typer.Argument(help="Its public key in hexadecimal, had from it by another way.", metavar="HEX")
    ],
    workspace: options.Workspace = options.WORKSPACE,
    lang: options.Lang = options.LANG,
) -> None:
    """Accept what a node signs with a key: a partner's, or that of an originator behind a partner."""
    from shiome.coordination.exchange.node.keyring import read_public

    public = read_public(key)
    with open_node(workspace) as opened:
        identifier = opened.trust_key(node, public)
    say(f"{node} の鍵 {identifier} を登録した" if lang.value == "ja" else f"entered the key {identifier} of {node}")


@app.command(
    "revoke-key",
    epilog="Example: shiome exchange partner revoke-key abc-mofa ed25519:0123456789abcdef --since 2026-11-20",
)
def revoke_key(
    node: Name,
    key: Annotated[str, typer.Argument(help="Identifier of the key.", metavar="KEY")],
    since: Annotated[
        str, typer.Option(help="When somebody else may have had it first (a day, or a time in UTC).", metavar="TIME")
    ],
    workspace: options.Workspace = options.WORKSPACE,
    lang: options.Lang = options.LANG,
) -> None:
    """Accept nothing more under a key that somebody else may have, nor under keys announced with it since."""
    with open_node(workspace) as opened:
        gone = opened.revoke_key(node, key, since=moment(since, "--since"))
    say(f"失効させた: {', '.join(gone)}" if lang.value == "ja" else f"revoked: {', '.join(gone)}")


def token(
    node: Name,
    file: Annotated[
        Path | None, typer.Option(help="File with the token; standard input without it.", metavar="FILE")
    ] = None,
    workspace: options.Workspace = options.WORKSPACE,
    lang: options.Lang = options.LANG,
) -> None:
    """Keep the token that a partner gave this node to call with."""
    given = secret_of(file)
    with open_node(workspace) as opened:
        opened.partner(node)
        opened.folder.keep_token(node, given)
    say(f"{node} のトークンを保存した" if lang.value == "ja" else f"kept the token of {node}")


def _show_token(node: str, token_: str, *, json: bool, lang: str) -> None:
    if json:
        emit_json({"partner": node, "token": token_})
    elif token_:
        show_rows(("partner", "token"), ("相手", "トークン"), [(node, token_)], json=False, lang=lang)
    if token_:
        say(
            "トークンは再び表示されない。安全な経路で相手に渡すこと"
            if lang == "ja"
            else "the token is not shown again; hand it to the partner by a safe way"
        )
