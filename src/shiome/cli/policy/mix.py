"""``shiome policy mix``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shiome.cli import options
from shiome.cli.futures import given
from shiome.cli.output import day, emit_json, emit_table, say
from shiome.cli.progress import Bar
from shiome.errors import QueryRefused

if TYPE_CHECKING:
    from shiome.cli.policy.world import World
    from shiome.policy.mix.report import Answer, Plan

EXAMPLE = "Example: shiome policy mix --trigger 'us-dprk-talks>=contact: diplomacy-JPN=high' --threads 2"
TITLES = {
    "allies": ("各国にとって", "for each ally"),
    "frontier": ("効率的フロンティア", "efficient frontier"),
    "figures": ("指標", "metrics"),
    "regimes": ("過去の政策", "past regimes"),
    "adaptive": ("条件付きの組み合わせ", "adaptive mixes"),
    "robustness": ("頑健さ", "robustness"),
    "failures": ("うまくいかないところ", "where a mix fails"),
}


def command(
    trigger: Annotated[
        list[str] | None,
        typer.Option(
            "--trigger",
            help="An adaptive mix: FORMULA: LEVER=LEVEL,...; with 'while' before it, it lapses.",
            metavar="TRIGGER",
        ),
    ] = None,
    level: Annotated[
        list[str] | None,
        typer.Option("--level", help="Where the adaptive mix begins: LEVER=LEVEL.", metavar="LEVER=LEVEL"),
    ] = None,
    table: Annotated[
        list[str] | None, typer.Option("--table", help="Only these tables: allies, frontier, figures, regimes, ...")
    ] = None,
    plot: Annotated[
        Path | None, typer.Option("--plot", help="Draw the map of one ally to this file, .svg or .png.")
    ] = None,
    ally: Annotated[str, typer.Option(help="Whose map is drawn; the first of the region for none.")] = "",
    across: Annotated[str, typer.Option(help="The figure across: effort, value, an aim or a metric.")] = "effort",
    up: Annotated[str, typer.Option(help="The figure upwards.")] = "value",
    months: given.Months = 24,
    runs: given.Runs = 1_000,
    seed: given.Seed = 20_250_401,
    threads: given.Threads = 1,
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Compare every mix of the tools, ally by ally, over the same futures: frontier, regret, robustness, past regimes."""
    from shiome.charts import check_ending
    from shiome.cli.policy.world import world
    from shiome.policy.mix.report import policy_mix
    from shiome.policy.mix.rows import HEADS
    from shiome.policy.mix.rows import table as made

    if plot is not None:
        check_ending(plot)
    held = world(workspace, day(as_of, "--as-of"))
    with Bar("mixes", 0) as bar:
        answer = policy_mix(
            held.pack,
            held.model,
            adaptive=_plans(trigger, level),
            months=months,
            runs=runs,
            seed=seed,
            threads=threads,
            progress=bar.at,
        )
    if plot is not None:
        _draw(answer, held, plot, ally or next(iter(answer.frontiers)), across, up, lang.value)
    if json:
        emit_json(answer.result.as_json())
        return
    for name in table or HEADS:
        shown = made(answer.result, name, language=lang.value)
        if shown.rows:
            typer.echo(f"\n{TITLES.get(name, (name, name))[0 if lang.value == 'ja' else 1]}")
            emit_table(list(shown.head), [list(row) for row in shown.rows])
    result = answer.result
    say(
        f"{result.mixes} 通りを共通の未来 {result.runs} 個、{result.months} か月で比べた。{result.under_floor} 通りは下限を割る。"
        "レバーの効きと指標の重みは符号化者の読みである"
        if lang.value == "ja"
        else f"{result.mixes} mixes over the same {result.runs} futures of {result.months} months; {result.under_floor} are under a "
        "floor. How levers act and metrics weigh is a coder's reading"
    )


def _plans(triggers: list[str] | None, levels: list[str] | None) -> list[Plan]:
    from shiome.policy.mix.report import Plan

    start = {}
    for text in levels or ():
        lever, sign, level = text.partition("=")
        if not sign:
            raise QueryRefused(
                "policy.level",
                f"{text!r} gives no level of a lever",
                ja=f"{text!r} はレバーの水準になっていない",
                hint="write lever=level",
                hint_ja="lever=level と書く",
                failed=text,
            )
        start[lever.strip()] = level.strip()
    return [Plan("given", start, tuple(triggers or ()))] if triggers or start else []


def _draw(answer: Answer, held: World, plot: Path, ally: str, across: str, up: str, language: str) -> None:
    from shiome.charts import specification, write_picture
    from shiome.policy.mix.picture import scatter
    from shiome.vocabulary.languages import in_language

    names = {name: in_language(texts, language) for name, texts in held.names().items()}
    chart = scatter(answer, ally, across=across, up=up, language=language, names=names)
    write_picture(specification(chart), plot)
    say(f"{plot} を書いた" if language == "ja" else f"wrote {plot}")


command.__name__ = "mix"
