"""``shiome exchange list``, ``show`` and ``refused``: what the node has from others, what it has given, what it did not accept."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shiome.cli import options
from shiome.cli.exchange.opening import open_node
from shiome.cli.exchange.showing import printable, show_rows
from shiome.cli.output import say
from shiome.errors import InputRefused, NotKnown, why

if TYPE_CHECKING:
    from shiome.coordination.exchange.node import RefusedBytes, StoredView

LIST_EXAMPLE = "Example: shiome exchange list --type shiome-event"
SHOW_EXAMPLE = "Example: shiome exchange show note--4f0d…"
REFUSED_EXAMPLE = "Example: shiome exchange refused 9f86d081884c7d65 --output refused.bin"
_SHORTEST_DIGEST = 8


def list_(
    given: Annotated[bool, typer.Option("--given", help="What this node has signed and given out.")] = False,
    type_: Annotated[str, typer.Option("--type", help="Only objects of this STIX type.", metavar="TYPE")] = "",
    limit: options.Limit = 50,
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """List what came from partners, or what was given: the last ones, the latest version last."""
    wanted: dict[str, Any] = {"type": type_} if type_ else {}
    with open_node(workspace) as node:
        found = node.given(**wanted) if given else node.received(**wanted)
    names = ("object", "version", "originator", "label", "state")
    japanese = ("オブジェクト", "版", "作成者", "区分", "状態")
    rows = [_row(each, japanese=lang.value == "ja" and not json) for each in found[-limit:]]
    show_rows(names, japanese, rows, json=json, lang=lang.value)


def show(
    identifier: Annotated[str, typer.Argument(help="Identifier of an object, or its SHA-256.", metavar="ID")],
    workspace: options.Workspace = options.WORKSPACE,
    lang: options.Lang = options.LANG,  # noqa: ARG001 - in which refusals are told
) -> None:
    """Print the signed object as it was received or given, the last version first (JSON lines)."""
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


def refused(
    digest: Annotated[
        str, typer.Argument(help="SHA-256 of refused bytes, or how it begins: shows the bytes.", metavar="SHA256")
    ] = "",
    output: Annotated[
        Path | None, typer.Option("--output", help="Write the bytes as they came to this file.", metavar="FILE")
    ] = None,
    limit: options.Limit = 50,
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """List what was not accepted and why, the latest last; or look at the bytes of it, as far as they are kept."""
    from shiome.coordination.exchange.node.stored import shown_time

    with open_node(workspace) as node:
        if digest or output is not None:
            found = _one(node.refused_bytes(digest) if len(digest) >= _SHORTEST_DIGEST else [], digest)
            _show_bytes(found, output, japanese=lang.value == "ja")
            return
        refusals = node.refusals()[-limit:]
    names = ("at", "partner", "code", "digest", "length", "kept", "detail")
    japanese = ("時刻", "相手", "符号", "SHA-256", "長さ", "保存", "理由")
    rows = [
        (shown_time(each.refused_at), each.partner, each.code, each.digest, each.length, each.kept, each.detail)
        for each in refusals
    ]
    show_rows(names, japanese, rows, json=json, lang=lang.value)


def _one(found: list[RefusedBytes], digest: str) -> RefusedBytes:
    if len({each.digest for each in found}) != 1:
        raise NotKnown(
            "exchange.refused",
            f"{'several refused objects begin' if found else 'no refused bytes are kept that begin'} with {digest!r}",
            ja=f"{digest!r} で始まる拒否した内容は{'複数ある' if found else '保存されていない'}",
            hint="give eight digits or more of a SHA-256 that 'shiome exchange refused' lists with a kept length",
            hint_ja="shiome exchange refused の一覧で「保存」に長さのあるものの SHA-256 を、8 桁以上指定する",
            failed=digest,
        )
    return found[-1]


def _show_bytes(found: RefusedBytes, output: Path | None, *, japanese: bool) -> None:
    """The bytes in a file as they came, else as text that does nothing to a terminal."""
    if output is None:
        sys.stdout.write(printable(found.content.decode("utf-8", "backslashreplace")) + "\n")
    else:
        try:
            output.write_bytes(found.content)
        except OSError as error:
            raise InputRefused(
                "exchange.output",
                f"{output} cannot be written: {why(error).en}",
                ja=f"{output} に書き込めない（{why(error).ja}）",
                hint="name a file that may be written",
                hint_ja="書き込めるファイルを指定する",
                failed=output,
            ) from error
    kept, length = len(found.content), found.length
    say(
        f"{found.partner} から届き、拒否した {length} バイトのうち {kept} バイト"
        if japanese
        else f"{kept} of {length} bytes that came from {found.partner} and were refused"
    )


def _row(view: StoredView, *, japanese: bool) -> list[str]:
    state = ("撤回" if japanese else "revoked") if view.revoked else ("有効" if japanese else "stands")
    return [view.stix_id, view.version_text or "-", view.originator, str(view.label), state]
