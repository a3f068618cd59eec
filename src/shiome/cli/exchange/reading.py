"""``shiome exchange list`` and ``show``: what the node has from others, and what it has given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from shiome.cli import options
from shiome.cli.exchange.opening import open_node
from shiome.cli.output import emit_json, emit_table

if TYPE_CHECKING:
    from shiome.coordination.exchange.node import StoredView

LIST_EXAMPLE = "Example: shiome exchange list --type shiome-event"
SHOW_EXAMPLE = "Example: shiome exchange show note--4f0d…"


def list_(
    given: Annotated[bool, typer.Option("--given", help="What this node has signed and given out.")] = False,
    refused: Annotated[bool, typer.Option("--refused", help="What was not accepted, and why.")] = False,
    type_: Annotated[str, typer.Option("--type", help="Only objects of this STIX type.", metavar="TYPE")] = "",
    limit: options.Limit = 50,
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """List what came from partners, latest last; or what was given, or what was refused."""
    from shiome.coordination.exchange.node.stored import shown_time

    wanted: dict[str, Any] = {"type": type_} if type_ else {}
    japanese = lang.value == "ja"
    with open_node(workspace) as node:
        if refused:
            names = ["at", "partner", "code", "digest", "detail"]
            rows = [
                [shown_time(each.refused_at), each.partner, each.code, each.digest[:16], each.detail]
                for each in node.refusals()
            ]
        else:
            names = ["object", "version", "originator", "label", "state"]
            found = node.given(**wanted) if given else node.received(**wanted)
            rows = [_row(each, japanese=japanese and not json) for each in found]
    rows = rows[-limit:]
    if json:
        emit_json([dict(zip(names, row, strict=True)) for row in rows])
        return
    if japanese:
        names = (
            ["時刻", "相手", "符号", "ハッシュ", "理由"]
            if refused
            else ["オブジェクト", "版", "作成者", "区分", "状態"]
        )
    emit_table(names, rows)


def show(
    identifier: Annotated[str, typer.Argument(help="Identifier of an object, or its SHA-256.", metavar="ID")],
    workspace: options.Workspace = options.WORKSPACE,
) -> None:
    """Print the signed object as it was received or given, the last version first (JSON lines).

    Raises
    ------
    NotKnown
        There is no such object.
    """
    import sys

    from shiome.errors import NotKnown

    name = "stix_id" if "--" in identifier else "digest"
    with open_node(workspace) as node:
        found = [*node.given(**{name: identifier}), *node.received(**{name: identifier})]
    if not found:
        raise NotKnown(
            "exchange.object",
            f"there is no object {identifier}",
            ja=f"{identifier} というオブジェクトはない",
            hint="list them with: shiome exchange list, or with --given",
            hint_ja="shiome exchange list（公開したものは --given）で一覧を見る",
            failed=identifier,
        )
    for each in reversed(found):
        sys.stdout.write(each.content.decode() + "\n")


def _row(view: StoredView, *, japanese: bool) -> list[str]:
    state = ("撤回" if japanese else "revoked") if view.revoked else ("有効" if japanese else "stands")
    return [view.stix_id, view.version_text or "-", view.originator, str(view.label), state]
