"""``shiome exchange subscribe``, ``sync`` and ``serve``: take over what partners have, answer when they call."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shiome.cli import options
from shiome.cli.exchange.given import no_token, secret_of
from shiome.cli.exchange.opening import node_folder, open_node
from shiome.cli.exchange.showing import show_rows
from shiome.cli.output import say

if TYPE_CHECKING:
    from shiome.coordination.exchange.node import Limits
    from shiome.server.settings import Exchange, Settings

SUBSCRIBE_EXAMPLE = "Example: shiome exchange subscribe abc-mofa --url https://exchange.example --token-file token.txt"
SYNC_EXAMPLE = "Example: shiome exchange sync"
_NOBODY = {
    "ja": "受け取りを始めた相手がいない。shiome exchange subscribe で指定する",
    "en": "no partner is subscribed to; name one with: shiome exchange subscribe",
}
SERVE_EXAMPLE = "Example: shiome exchange serve --settings node.toml"


def subscribe(
    partner: Annotated[str, typer.Argument(help="The partner's node.", metavar="NODE")],
    url: Annotated[str, typer.Option(help="Where it answers.")],
    token_file: Annotated[
        Path | None,
        typer.Option(
            help="File with the token that it gave, if it is not kept yet and no certificate is.", metavar="FILE"
        ),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Take over from its first object on; what is here already is recognised.")
    ] = False,
    workspace: options.Workspace = options.WORKSPACE,
    lang: options.Lang = options.LANG,
) -> None:
    """Take over what a partner gives, from now on: 'sync' does it once, 'serve' all the time."""
    given = None if token_file is None else secret_of(token_file)
    with open_node(workspace) as node:
        node.partner(partner)
        if given is not None:
            node.folder.keep_token(partner, given)
        elif not node.folder.token(partner) and node.folder.tls() is None:
            raise no_token(str(node.folder.path))
        node.change_partner(partner, url=url.rstrip("/"), **({"cursor": 0} if again else {}))
    say(f"{partner} を {url} から受け取る" if lang.value == "ja" else f"takes over from {partner} at {url}")


def sync(
    partner: Annotated[
        list[str] | None, typer.Argument(help="Partners; all that are subscribed to without it.", metavar="NODE")
    ] = None,
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Take over what waits at partners, acknowledge it, and co-sign each other's log; safe to repeat."""
    from shiome.coordination.exchange.node import client_for, synchronise

    done = []
    with open_node(workspace) as node:
        names = partner or [each.node for each in node.partners() if each.url]
        if not names:
            say(_NOBODY[lang.value])
        for name in names:
            with client_for(node, name) as client:
                done.append(synchronise(node, name, client))
    columns = ("partner", "accepted", "repeated", "refused", "relayed", "cursor")
    rows = [(each.partner, each.accepted, each.repeated, each.refused, each.relayed, each.cursor) for each in done]
    show_rows(columns, ("相手", "受理", "既知", "拒否", "中継", "番号"), rows, json=json, lang=lang.value)


def serve(
    settings: Annotated[
        Path | None, typer.Option(help="TOML file with address, certificates and limits.", metavar="FILE")
    ] = None,
    host: Annotated[str, typer.Option(help="Address to listen at, without a settings file.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen at, without a settings file.", min=0, max=65535)] = 8080,
    follow: Annotated[bool, typer.Option("--follow/--no-follow", help="Take over from partners all the time.")] = True,
    workspace: options.Workspace = options.WORKSPACE,
    lang: options.Lang = options.LANG,
) -> None:
    """Answer partners until told to stop; everything that partners may have comes from their own outboxes."""
    from shiome.coordination.exchange.node import Limits, Node
    from shiome.server.extra import library
    from shiome.server.logs import set_up

    for name in ("starlette", "uvicorn", "uvloop", "httpx2", "prometheus_client"):
        library(name)
    from shiome.coordination.exchange.http.serving import serve as serve_node

    given = _settings(settings, host, port)
    set_up(given.log)
    exchange = given.exchange
    limits = Limits() if exchange is None else _limits(exchange)
    folder = node_folder(workspace) if exchange is None else exchange.keys
    with Node.open(folder, db="" if exchange is None else exchange.database, limits=limits) as node:

        def ready(address: tuple[str, int]) -> None:
            where = f"{'https' if given.server.tls else 'http'}://{address[0]}:{address[1]}"
            say(f"{node.name} が {where} で待ち受けている" if lang.value == "ja" else f"{node.name} answers at {where}")

        serve_node(node, given, follow=follow, ready=ready)


def _limits(exchange: Exchange) -> Limits:
    from shiome.coordination.exchange.node import Limits

    return Limits(
        skew=timedelta(seconds=exchange.clock_skew_seconds),
        refused_bytes=exchange.refused_bytes,
        refused_kept=exchange.refused_kept,
    )


def _settings(file: Path | None, host: str, port: int) -> Settings:
    from shiome.server.settings import Server, Settings, read_settings

    return (
        Settings(server=Server(host=host, port=port)) if file is None else read_settings(file, environment=os.environ)
    )
