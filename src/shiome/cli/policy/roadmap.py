"""``shiome policy roadmap``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shiome.cli import options
from shiome.cli.output import day, emit_json, emit_table, say
from shiome.errors import NotKnown
from shiome.vocabulary.languages import in_language

if TYPE_CHECKING:
    from shiome.cli.policy.world import World
    from shiome.policy.roadmap import Road, RoadmapReport

EXAMPLE = "Example: shiome policy roadmap --plot road.svg"


def command(
    roadmap: Annotated[
        str, typer.Argument(help="A roadmap of the region, or a YAML file; the region's first for none.")
    ] = "",
    draws: Annotated[int, typer.Option(min=1, help="Draws of the parties' valuations.")] = 1_000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same draws.")] = 1,
    as_planned: Annotated[
        bool, typer.Option("--as-planned", help="Show the fastest fair plan even where another order holds better.")
    ] = False,
    plot: Annotated[
        Path | None, typer.Option("--plot", help="Draw it as a Gantt chart to this file, .svg or .png.")
    ] = None,
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Plan the road: a schedule fair to the worst-off ally, who would leave at which step, what mends it, fall-backs."""
    from shiome.charts import check_ending
    from shiome.cli.policy.world import world
    from shiome.policy.roadmap import as_data, plan_roadmap

    if plot is not None:
        check_ending(plot)
    held = world(workspace, day(as_of, "--as-of"))
    road = _road(held, roadmap)
    report = plan_roadmap(road, draws=draws, seed=seed)
    if plot is not None:
        _draw(report, plot, lang.value, as_planned=as_planned)
    if json:
        emit_json(as_data(report))
    else:
        _show(report, lang.value, as_planned=as_planned)


def _road(held: World, name: str) -> Road:
    from shiome.policy.roadmap import read_roadmap, roadmap_of
    from shiome.region.schema.roadmap import Roadmap

    if name.endswith((".yaml", ".yml")):
        return read_roadmap(Path(name), names=held.names())
    known = held.pack.entries("roadmaps", Roadmap)
    if not known or (name and name not in known):
        raise NotKnown(
            "roadmap.unknown",
            f"the region has no roadmap {name!r}" if name else "the region has no roadmap",
            ja=f"領域に工程表 {name!r} はない" if name else "領域に工程表がない",
            hint=f"use one of: {', '.join(known)}, or a YAML file" if known else "give a YAML file",
            hint_ja=f"次のいずれか：{'、'.join(known)}、または YAML ファイル" if known else "YAML ファイルを渡す",
            failed=name,
        )
    return roadmap_of(held.pack, name or next(iter(known)))


def _show(report: RoadmapReport, language: str, *, as_planned: bool) -> None:
    from shiome.policy.roadmap import mend_line, rows_of

    ja = language == "ja"
    schedule, holding = (report.plans.common, report.common) if as_planned else (report.chosen.schedule, report.holding)
    table = rows_of(report.road, schedule, language=language, holding=holding)
    emit_table(list(table[0]), [list(row.values()) for row in table])
    weakest = holding.weakest
    step = next((each for each in report.road.steps if each.id == weakest.step), None)
    name, party = in_language(step.name, language) if step is not None else weakest.step, weakest.weakest
    slack = f"{weakest.slack[party]:+.2f}"
    typer.echo(
        f"\n最も弱い段：{name}（{party}、余裕 {slack}）" if ja else f"\nweakest step: {name} ({party}, slack {slack})"
    )
    if report.mends and not report.common.holds:
        typer.echo("最速の計画を直すには：" if ja else "what would mend the fastest plan:")
        for mend in report.mends:
            typer.echo(f"  - {mend_line(report.road, mend, language=language)}")
    if not as_planned and report.chosen.schedule != report.plans.common:
        typer.echo(
            "段の順を入れ替えた計画を示す（--as-planned で元の計画）"
            if ja
            else "shown with steps put into another order (--as-planned for the plan as it was)"
        )
    _show_allies(report, ja=ja)
    held = holding.holds
    say(
        f"{'どの段でも離脱は得にならない' if held else '離脱が得になる段がある'}。"
        f"評価を {report.robustness.draws} 回引いて、全段が成り立つのは {report.robustness.holds:.1%}"
        if ja
        else f"{'no step at which anybody gains by leaving' if held else 'at some step somebody gains by leaving'}; "
        f"over {report.robustness.draws} draws of valuations every step holds in {report.robustness.holds:.1%}"
    )


def _show_allies(report: RoadmapReport, *, ja: bool) -> None:
    emit_table(
        ["国", "自国の案での待ち（月）", "共通案での待ち（月）"]
        if ja
        else ["ally", "months waited in its own plan", "in the common plan"],
        [
            [ally, f"{report.plans.waits[ally][ally]:.1f}", f"{report.plans.waits['common'][ally]:.1f}"]
            for ally in report.plans.preferred
        ],
    )


def _draw(report: RoadmapReport, plot: Path, language: str, *, as_planned: bool) -> None:
    from shiome.charts import specification, write_picture
    from shiome.policy.roadmap import gantt_of

    schedule, holding = (report.plans.common, report.common) if as_planned else (report.chosen.schedule, report.holding)
    write_picture(specification(gantt_of(report.road, schedule, language=language, holding=holding)), plot)
    say(f"{plot} を書いた" if language == "ja" else f"wrote {plot}")


command.__name__ = "roadmap"
