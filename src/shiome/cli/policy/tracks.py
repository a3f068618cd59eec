"""``shiome policy tracks``."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from shiome.cli import options
from shiome.cli.futures import given
from shiome.cli.output import day, emit_json, emit_table
from shiome.vocabulary.languages import in_language

EXAMPLE = "Example: shiome policy tracks KOR --ahead"
TITLES = {
    "pairs": ("系統の整合", "how the tracks fit"),
    "fears": ("見捨てられと巻き込まれ", "abandonment and entrapment"),
    "dilemmas": ("同盟のジレンマ", "the alliance dilemma"),
    "domestic": ("内政との連動", "domestic linkage"),
}


def command(
    actor: Annotated[str, typer.Argument(help="Whose board; all of them for none.")] = "",
    ahead: Annotated[
        bool, typer.Option("--ahead", help="Also where fears and conflicts go in simulated futures.")
    ] = False,
    months: given.Months = 24,
    runs: given.Runs = 4_000,
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Show whether an ally's tracks fit together, and what it fears: being abandoned or being drawn in."""
    from dataclasses import asdict

    from shiome.cli.policy.world import world
    from shiome.policy.tracks.board import board, boards
    from shiome.policy.tracks.outlook import track_outlooks
    from shiome.policy.tracks.rows import HEADS, table

    held = world(workspace, day(as_of, "--as-of"))
    found = [board(held.pack, held.model, actor, held.claims)] if actor else boards(held.pack, held.model, held.claims)
    paths = track_outlooks(held.pack, held.model, held.claims, months=months, runs=runs) if ahead else ()
    if json:
        told: dict[str, Any] = {"boards": [asdict(each) for each in found]}
        if ahead:
            told["ahead"] = [asdict(each) for each in paths if actor in ("", each.actor)]
        emit_json(told)
        return
    for each in found:
        typer.echo(f"\n{in_language(each.name, lang.value)} ({each.actor}, {each.as_of})")
        for name in HEADS:
            shown = table(each, name, language=lang.value)
            if shown.rows:
                typer.echo(f"\n{TITLES[name][0 if lang.value == 'ja' else 1]}")
                emit_table(list(shown.head), [list(row) for row in shown.rows])
        for path in paths:
            if path.actor == each.actor:
                _ahead(path, lang.value)


def _ahead(path: Any, language: str) -> None:
    ja = language == "ja"
    typer.echo("\n" + ("先行き（平均と八割の幅）" if ja else "ahead (mean and the middle eight tenths)"))
    emit_table(
        ["恐れ", "相手", "始め", "終わり"] if ja else ["fear", "toward", "at first", "at the end"],
        [
            [f.kind, f.toward, f"{f.mean[0]:.2f}", f"{f.mean[-1]:.2f} ({f.low[-1]:.2f}-{f.high[-1]:.2f})"]
            for f in path.fears
        ],
    )


command.__name__ = "tracks"
