"""``shiome futures contingency``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from shiome.cli import options
from shiome.cli.futures import given
from shiome.cli.output import day, emit_json, emit_table, say
from shiome.errors import QueryRefused

EXAMPLE = "Example: shiome futures contingency --months 60 --scale opportunism-north=0"
TITLES = {
    "fronts": ("各正面", "fronts"),
    "pairs": ("二つの正面", "pairs of fronts"),
    "mechanism": ("連動の仕組み", "mechanism"),
    "strengths": ("連動の強さを変えると", "other strengths of linkage"),
    "load": ("負荷", "load"),
    "collisions": ("ぶつかるところ", "collisions"),
    "faces": ("誰が何に直面するか", "who faces what"),
    "signs": ("兆候", "signs"),
    "assumptions": ("前提", "assumptions"),
}
QUICK = ("chances", "load", "exposure", "signs")
"""Parts that one play of the model gives; the others play it again under other assumptions."""
PLAYED_AGAIN = ("mechanism", "strengths")


def command(
    scale: Annotated[
        list[str] | None,
        typer.Option("--scale", help="Strength of a linkage: 0 off, 1 as assumed, 2 twice.", metavar="LINKAGE=NUMBER"),
    ] = None,
    whole: Annotated[
        bool, typer.Option("--mechanism", help="Also which linkage carries how much, and other strengths of each.")
    ] = False,
    months: given.Months = 60,
    runs: given.Runs = 20_000,
    seed: given.Seed = 0,
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Two contingencies or more at once: how likely, through what, who faces what, and what to watch."""
    from shiome.futures.analyses.contingencies import contingencies
    from shiome.futures.contingency.tables import HEADS
    from shiome.workspace import Workspace
    from shiome.workspace.futures import contingency_model_of, model_of, working_day

    with Workspace.open(workspace, read_only=True) as opened:
        today = working_day(day(as_of, "--as-of"))
        model = model_of(opened, today)
        fronts = contingency_model_of(opened, today)
    report = contingencies(
        model,
        fronts,
        months=months,
        runs=runs,
        seed=seed,
        scales=_scales(scale),
        parts=None if whole else QUICK,
    )
    if json:
        emit_json(report)
        return
    for name in HEADS if whole else (name for name in HEADS if name not in PLAYED_AGAIN):
        _show(report, name, lang.value)
    say(_closing(lang.value))


def _show(report: dict[str, Any], name: str, language: str) -> None:
    from shiome.futures.contingency.tables import contingency_table

    table = contingency_table(report, name, language)
    if table.rows:
        typer.echo(f"\n{TITLES[name][0 if language == 'ja' else 1]}")
        emit_table(list(table.head), [list(row) for row in table.rows])


def _closing(language: str) -> str:
    return (
        "確率と需要の帯は想定であり、予測ではない。前提を一つずつ外して読む"
        if language == "ja"
        else "bands of chances and demands are assumptions, not forecasts: read them with each assumption taken away in turn"
    )


def _scales(given_: Sequence[str] | None) -> dict[str, float]:
    found = {}
    for text in given_ or ():
        name, _, number = text.partition("=")
        try:
            found[name.strip()] = float(number)
        except ValueError as error:
            raise QueryRefused(
                "futures.scale",
                f"{text!r} gives no strength of a linkage",
                ja=f"{text!r} は連動の強さになっていない",
                hint="write linkage=number; 0 switches it off",
                hint_ja="linkage=数 と書く。0 は切",
                failed=text,
            ) from error
    return found


command.__name__ = "contingency"
