"""``shiome account``: who may sign in to the workbench of a team."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from shiome.cli import options
from shiome.cli.output import emit_json, emit_table, say
from shiome.errors import InputRefused

app = typer.Typer(
    help="Accounts of the workbench: who may sign in, with which role.", no_args_is_help=True, rich_markup_mode=None
)
Name = Annotated[str, typer.Argument(metavar="NAME", help="Name under which somebody signs in.")]


@app.command(epilog="Example: shiome account add mika --role analyst")
def add(
    name: Name,
    role: Annotated[str, typer.Option("--role", help="reader, analyst, releaser or administrator.")] = "reader",
    body: Annotated[
        list[str] | None,
        typer.Option("--body", help="State or body that the person belongs to, for what is released to some."),
    ] = None,
    password_file: Annotated[
        Path | None, typer.Option("--password-file", metavar="FILE", help="First line of this file instead of asking.")
    ] = None,
    workspace: options.Workspace = options.WORKSPACE,
    lang: options.Lang = options.LANG,
) -> None:
    """Make an account, or give one that is there another password, role and bodies; its sessions end."""
    from shiome.web.keeping import Keeping
    from shiome.workspace import Workspace

    password = _password(password_file, lang.value)
    with Workspace.open(workspace, read_only=True) as opened:
        for each in body or ():
            opened.pack.entry("bodies" if each not in opened.pack.entries("actors") else "actors", each)
    keeping = Keeping.open(workspace)
    try:
        keeping.accounts.add(name, password, role=role, bodies=tuple(body or ()), by=_person())
    finally:
        keeping.close()
    say(f"{name}（{role}）を登録した" if lang.value == "ja" else f"{name} may sign in as {role}")


@app.command("list", epilog="Example: shiome account list")
def list_(
    workspace: options.Workspace = options.WORKSPACE, json: options.Json = False, lang: options.Lang = options.LANG
) -> None:
    """List the accounts."""
    from shiome.web.keeping import Keeping

    keeping = Keeping.open(workspace)
    try:
        found = keeping.accounts.all()
    finally:
        keeping.close()
    if json:
        emit_json([vars(account) for account in found])
        return
    ja = lang.value == "ja"
    rows = [
        [each.name, each.role, " ".join(each.bodies), each.made_at, ("閉鎖" if ja else "closed") if each.closed else ""]
        for each in found
    ]
    emit_table(["名前", "役割", "所属", "登録", "状態"] if ja else ["name", "role", "bodies", "made", "state"], rows)


@app.command(epilog="Example: shiome account close mika")
def close(name: Name, workspace: options.Workspace = options.WORKSPACE, lang: options.Lang = options.LANG) -> None:
    """Close an account and end its sessions."""
    from shiome.web.keeping import Keeping

    keeping = Keeping.open(workspace)
    try:
        keeping.accounts.close(name, by=_person())
    finally:
        keeping.close()
    say(f"{name} を閉じた" if lang.value == "ja" else f"{name} is closed")


def _password(file: Path | None, language: str) -> str:
    if file is None:
        asked: str = typer.prompt("パスワード" if language == "ja" else "Password", hide_input=True, err=True)
        return asked
    try:
        return file.read_text(encoding="utf-8").splitlines()[0]
    except (OSError, IndexError, UnicodeDecodeError) as error:
        raise InputRefused(
            "account.file",
            f"{file} holds no password",
            ja=f"{file} にパスワードがない",
            hint="write it into the first line",
            hint_ja="一行目に書く",
            failed=file,
        ) from error


def _person() -> str:
    return f"operator:{os.environ.get('USER', 'unknown')}"
