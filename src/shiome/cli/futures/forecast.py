"""``shiome futures forecast``."""

from __future__ import annotations

from typing import Annotated

import typer

from shiome.cli import options
from shiome.cli.futures import given
from shiome.cli.output import cut, day, emit_json, emit_table, say
from shiome.vocabulary.languages import in_language

EXAMPLE = "Example: shiome futures forecast --keep"


def command(
    keep: Annotated[
        bool,
        typer.Option("--keep", help="Record the answers in the ledger as forecasts of the model, to be scored later."),
    ] = False,
    runs: given.Runs = 20_000,
    seed: given.Seed = 1,
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Answer the ledger's open questions by the model, beside the band that their author gave."""
    from shiome.workspace import Workspace
    from shiome.workspace.futures import forecast_open, keep_forecasts, working_day

    with Workspace.open(workspace, read_only=not keep) as opened:
        today = working_day(day(as_of, "--as-of"))
        answers = forecast_open(opened, as_of=today, runs=runs, seed=seed)
        if keep:
            keep_forecasts(opened, answers, on=today)
    if json:
        emit_json(answers)
        return
    ja = lang.value == "ja"
    emit_table(
        ["判断", "モデル", "±", "著者の帯", "問い"] if ja else ["judgement", "model", "±", "author's band", "question"],
        [
            [
                each.judgement,
                f"{each.p:.2f}",
                f"{each.error:.3f}",
                f"{each.band[0]:.2f}-{each.band[1]:.2f}",
                f"{each.formula} ({cut(in_language(each.proposition, lang.value), 80)})",
            ]
            for each in answers
        ],
    )
    kept = ("記録した" if ja else "recorded") if keep else ""
    say(f"未決の問い {len(answers)}。{kept}" if ja else f"{len(answers)} open questions {kept}".rstrip())


command.__name__ = "forecast"
