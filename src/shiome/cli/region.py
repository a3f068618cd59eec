"""``shiome region``: check, show, schema, cite."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from shiome.cli import options
from shiome.cli.output import day, emit_json, emit_table, say

app = typer.Typer(
    help="Look into a region pack, check it, and export its schema.", no_args_is_help=True, rich_markup_mode=None
)
Pack = Annotated[str, typer.Argument(help="A region that ships, or the folder of a pack.")]


@app.command(epilog="Example: shiome region check my-region/")
def check(pack: Pack = "peninsula", json: options.Json = False, lang: options.Lang = options.LANG) -> None:
    """Say file, line and field of everything that is wrong in a pack."""
    from shiome.region.check import check_pack
    from shiome.region.pack import locate

    loaded, problems = check_pack(locate(pack))
    entries = sum(len(e) for e in loaded.subjects.values()) if loaded else 0
    if json:
        emit_json({"entries": entries, "problems": [{"code": p.code, "message": p.message} for p in problems]})
    for problem in problems:
        say(problem.line(lang.value))
    if problems:
        say(f"{len(problems)} 件の問題" if lang.value == "ja" else f"{len(problems)} problems")
        raise typer.Exit(1)
    say(f"問題なし（{entries} 項目）" if lang.value == "ja" else f"{entries} entries, nothing wrong")


@app.command(epilog="Example: shiome region show bodies msmt")
def show(
    subject: Annotated[str, typer.Argument(help="Subject of the pack: actors, bodies, terms … ; 'all' lists them.")],
    ids: Annotated[list[str] | None, typer.Argument(help="Entries to show; all for none.")] = None,
    topic: Annotated[str, typer.Option(help="Only entries that belong to this system or issue.")] = "",
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Show entries of the workspace's region as known on a day."""
    from shiome.workspace import Workspace

    with Workspace.open(workspace, read_only=True) as opened:
        if subject == "all":
            emit_json({name: len(entries) for name, entries in opened.pack.subjects.items()})
            return
        entries = opened.registry(subject, ids=ids or (), topic=topic, as_of=day(as_of, "--as-of"))
        if json:
            emit_json(entries)
            return
        emit_table(["id", "name"], [[entry.id, opened.entry_name(entry, lang.value)] for entry in entries])


@app.command(epilog="Example: shiome region schema --output schema/")
def schema(
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the JSON Schema files.")] = Path("schema"),
) -> None:
    """Write the JSON Schema of every file of a pack, for editors."""
    import msgspec

    from shiome.region.json_schema import json_schemas

    output.mkdir(parents=True, exist_ok=True)
    for name, content in json_schemas().items():
        text = msgspec.json.format(msgspec.json.encode(content), indent=2)
        (output / f"{name}.schema.json").write_bytes(text + b"\n")
    say(f"wrote {len(json_schemas())} schemas to {output}")
