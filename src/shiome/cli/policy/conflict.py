"""``shiome policy conflict``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shiome.cli import options
from shiome.cli.futures.given import model as model_of
from shiome.cli.output import day, emit_json, emit_table, say
from shiome.errors import QueryRefused
from shiome.vocabulary.languages import in_language

if TYPE_CHECKING:
    from shiome.policy.conflict import Analysis, Conflict, Game

EXAMPLE = "Example: shiome policy conflict examples/conflicts/freeze-for-relief.yaml --explain YNN --robustness 1"
RULES = ("single", "once", "alternating")


def command(
    file: Annotated[Path, typer.Argument(help="A conflict: .yaml, .json, or .gmcr of GMCR+.")],
    chain: Annotated[
        str, typer.Option(help="How several may answer one after another: single, once or alternating.")
    ] = "alternating",
    coalitions: Annotated[bool, typer.Option("--coalitions", help="Also stability against joint moves.")] = False,
    explain: Annotated[
        str,
        typer.Option(
            "--explain", help="Why a state is stable or not for each: its number or pattern.", metavar="STATE"
        ),
    ] = "",
    inverse: Annotated[
        str, typer.Option("--inverse", help="Which preferences would make a state an equilibrium.", metavar="STATE")
    ] = "",
    concept: Annotated[str, typer.Option(help="For --inverse: nash, gmr, smr or seq.")] = "nash",
    robustness: Annotated[
        int, typer.Option("--robustness", min=0, help="Swap so many neighbouring ranks in each ranking, many times.")
    ] = 0,
    draws: Annotated[int, typer.Option(min=1, help="How many times.")] = 1_000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same draws.")] = 0,
    plot: Annotated[Path | None, typer.Option("--plot", help="Draw the graph to this file, .svg or .png.")] = None,
    write: Annotated[Path | None, typer.Option("--write", help="Write the conflict as .yaml, .json or .gmcr.")] = None,
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Which outcomes of a conflict hold: options, moves, preferences, and six notions of stability under three rules."""
    from shiome.charts import check_ending
    from shiome.policy.conflict import analyse
    from shiome.policy.conflict.futures import needs_model, read_with_futures

    if chain not in RULES:
        raise QueryRefused(
            "conflict.chain",
            f"--chain {chain!r} is no rule for chains of answers",
            ja=f"--chain {chain!r} は応答の連鎖の規則でない",
            hint=f"use one of: {', '.join(RULES)}",
            hint_ja=f"次のいずれか：{'、'.join(RULES)}",
            failed=chain,
        )
    if plot is not None:
        check_ending(plot)
    model = model_of(workspace, day(as_of, "--as-of")) if needs_model(file) else None
    conflict = read_with_futures(file, model)
    analysis = analyse(conflict, chain=chain, coalitions=coalitions)  # type: ignore[arg-type] # checked above
    game = analysis.game
    extra: dict[str, Any] = {}
    if explain:
        extra["explanation"] = _explained(analysis, explain, lang.value)
    if inverse:
        extra["inverse"] = _inverse(game, inverse, concept, chain)
    if robustness:
        extra["robustness"] = _robust(game, robustness, draws, seed, chain)
    if plot is not None:
        _draw(analysis, plot, lang.value)
    if write is not None:
        _write(conflict, write)
    if json:
        emit_json(analysis.as_json() | extra)
    else:
        _show(analysis, extra, lang.value)


def _write(conflict: Conflict, path: Path) -> None:
    from shiome.policy.conflict import to_gmcr, write_conflict

    if path.suffix == ".gmcr":
        path.write_text(to_gmcr(conflict), encoding="utf-8")
    else:
        path.write_text(write_conflict(conflict, form="json" if path.suffix == ".json" else "yaml"), encoding="utf-8")


def _state(game: Game, text: str) -> int:
    patterns = game.states.patterns()
    if text.isdigit() and 1 <= int(text) <= game.size:
        return int(text) - 1
    if text in patterns:
        return patterns.index(text)
    raise QueryRefused(
        "conflict.state",
        f"{text!r} is no feasible state",
        ja=f"{text!r} はありうる状態でない",
        hint=f"give a number from 1 to {game.size}, or a pattern such as {patterns[0]}",
        hint_ja=f"1 から {game.size} の番号か、{patterns[0]} のような型を書く",
        failed=text,
    )


def _explained(analysis: Analysis, text: str, language: str) -> dict[str, list[str]]:
    from shiome.policy.conflict import explain_all

    analysis.game.demand_known()
    return dict(
        explain_all(analysis.game, analysis.complete[analysis.chain], _state(analysis.game, text), language=language)
    )


def _inverse(game: Game, text: str, concept: str, chain: str) -> dict[str, Any]:
    from shiome.policy.conflict import inverse, inverse_json

    return inverse_json(game, inverse(game, _state(game, text), concept=concept, chain=chain))  # type: ignore[arg-type] # refused there


def _robust(game: Game, swaps: int, draws: int, seed: int, chain: str) -> dict[str, Any]:
    from shiome.policy.conflict import critical_swaps, robustness, robustness_json, swaps_json

    found = robustness(game, swaps=swaps, draws=draws, seed=seed, chain=chain)  # type: ignore[arg-type] # checked
    return robustness_json(found) | {"critical": swaps_json(game, critical_swaps(game, chain=chain))}  # type: ignore[arg-type] # checked


def _draw(analysis: Analysis, plot: Path, language: str) -> None:
    from shiome.charts.rendering import svg_to_png
    from shiome.policy.conflict import draw

    analysis.game.demand_known()
    drawn = draw(analysis.game, analysis.complete[analysis.chain], language=language)
    if plot.suffix == ".png":
        plot.write_bytes(svg_to_png(drawn))
    else:
        plot.write_text(drawn, encoding="utf-8")
    say(f"{plot} を書いた" if language == "ja" else f"wrote {plot}")


def _show(analysis: Analysis, extra: dict[str, Any], language: str) -> None:
    ja = language == "ja"
    told = analysis.as_json()
    concepts = list(told["stability"])
    holding = {state for where in told["stability"].values() for state in where}
    rows = [
        [
            str(state["number"]),
            state["options"],
            *("●" if state["number"] in told["stability"][concept] else "" for concept in concepts),
            _chosen(analysis, state["options"], language),
        ]
        for state in told["states"]
        if state["number"] in holding
    ]
    headers = ["番号", "型", *(c.upper() for c in concepts), "選ばれたもの"]
    if not ja:
        headers = ["number", "pattern", *(c.upper() for c in concepts), "chosen"]
    emit_table(headers, rows)
    for each in told["depends_on_chain"]:
        rules = ", ".join(each["holds"])
        typer.echo(
            f"状態 {each['state']} の {each['concept'].upper()} は規則 {rules} でのみ均衡"
            if ja
            else f"state {each['state']} is an equilibrium of {each['concept'].upper()} only under the rule {rules}"
        )
    for maker, lines in extra.get("explanation", {}).items():
        typer.echo(f"\n{_name(analysis, maker, language)}:")
        for line in lines:
            typer.echo(f"  {line}")
    _show_inverse(analysis, extra.get("inverse"), language)
    _show_robustness(extra.get("robustness"), ja=ja)
    size = analysis.game.size
    say(
        f"{size} の状態、応答の連鎖の規則は {analysis.chain}"
        if ja
        else f"{size} states; rule for chains of answers: {analysis.chain}"
    )


def _show_inverse(analysis: Analysis, found: dict[str, Any] | None, language: str) -> None:
    if found is None:
        return
    from shiome.policy.conflict import explain_inverse, inverse

    again = inverse(analysis.game, found["state"] - 1, concept=found["concept"], chain=analysis.chain)
    typer.echo("")
    for line in explain_inverse(analysis.game, again, language=language):
        typer.echo(line)


def _show_robustness(found: dict[str, Any] | None, *, ja: bool) -> None:
    if found is None:
        return
    typer.echo("")
    shares: dict[str, list[float]] = found["shares"]
    rows = [
        [str(state), *(f"{each[state - 1]:.2f}" for each in shares.values())]
        for state in range(1, len(next(iter(shares.values()))) + 1)
        if any(each[state - 1] > 0 for each in shares.values())
    ]
    emit_table(["状態" if ja else "state", *(concept.upper() for concept in shares)], rows)


def _chosen(analysis: Analysis, pattern: str, language: str) -> str:
    chosen = [o for o, letter in zip(analysis.game.conflict.options, pattern, strict=True) if letter == "Y"]
    return "; ".join(in_language(option.name, language) if option.name else option.id for option in chosen) or "—"


def _name(analysis: Analysis, maker: str, language: str) -> str:
    found = next((each for each in analysis.game.conflict.decision_makers if each.id == maker), None)
    return in_language(found.name, language) if found is not None and found.name else maker


command.__name__ = "conflict"
