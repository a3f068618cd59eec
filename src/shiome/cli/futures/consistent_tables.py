"""Consistent scenarios as JSON and as tables for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import typer

from shiome.cli.output import emit_table, say
from shiome.errors import QueryRefused
from shiome.vocabulary.languages import in_language

if TYPE_CHECKING:
    from shiome.futures.analyses.consistent import Consistent, Drift
    from shiome.futures.commentary import Commentary, Family
    from shiome.futures.consistency.bands import Sensitivity, Weighting
    from shiome.futures.consistency.succession import SampledAttractor

MOST = 1_000
"""Scenarios of which the JSON tells the reasons too."""


def shape(
    found: Consistent,
    language: str,
    *,
    weights: Weighting | None,
    cells: Sequence[Sensitivity],
    paths: Sequence[Drift],
    ends: Sequence[SampledAttractor],
    explain: int,
) -> dict[str, Any]:
    """Everything found, as JSON."""
    scenarios = found.scenarios()
    told: dict[str, Any] = {
        "count": found.count,
        "listed": found.solutions.listed,
        "scenarios": scenarios,
        "as_of": found.model.as_of,
        "forced": dict(found.forced),
        "unsettled": list(found.unsettled),
        "tolerance": found.solutions.tolerance,
        "families": [
            {
                "name": in_language(family.name, language),
                "size": len(family.members),
                "scenario": scenarios[family.head],
                "members": list(family.members),
            }
            for family in found.families
        ],
    }
    if weights is not None:
        told["weights"] = {
            "draws": weights.draws,
            "unlisted": weights.unlisted,
            "scenarios": [
                {"scenario": _plain(found, each.scenario), "probability": each.probability, "error": each.error}
                for each in weights.weights[:MOST]
            ],
        }
    if cells:
        told["sensitivity"] = [
            {
                "cause": found.matrix.label(each.source),
                "effect": found.matrix.label(each.target),
                "value": each.value,
                "lost": len(each.lost),
                "gained": len(each.gained),
            }
            for each in cells
        ]
    if paths:
        told["drift"] = [
            {"rule": each.rule, "rests": each.rests, "cycle": each.cycle, "path": [dict(s) for s in each.path]}
            for each in paths
        ]
    if ends:
        told["basins"] = [
            {
                "rests": len(each.scenarios) == 1,
                "cycle": [_plain(found, row) for row in each.scenarios.tolist()],
                "share": each.share.value,
                "low": each.share.low,
                "high": each.share.high,
                "sampled": each.starts,
            }
            for each in ends
        ]
    if explain:
        told["explanation"] = _told(found, explain, language)
    return told


def show(found: Consistent, language: str, *, limit: int, weights: Weighting | None) -> None:
    """The families of scenarios, the likeliest first where they were weighed."""
    ja = language == "ja"
    if not found.solutions.listed:
        say(
            f"整合するシナリオは {found.count} 通りあり、一覧にできない。状態を固定する（--force）か、--given で絞る"
            if ja
            else f"{found.count} consistent scenarios, too many to list: set states (--force) or ask for some (--given)"
        )
        return
    chances = {each.scenario: each for each in weights.weights} if weights else {}
    families, scenarios = found.families, found.scenarios()
    rows = []
    for number, family in enumerate(families[:limit], start=1):
        chance = chances.get(tuple(found.row(scenarios[family.head]).tolist()))
        weight = "" if chance is None else f"{chance.probability:.2f}±{chance.error:.2f}"
        size = str(len(family.members))
        rows.append([str(number), size, *([weight] if weights else []), in_language(family.name, language)])
    headers = ["番号", "含む数", *(["確かさ"] if weights else []), "シナリオ"]
    if not ja:
        headers = ["number", "alike", *(["surely"] if weights else []), "scenario"]
    emit_table(headers, rows)
    forced = ", ".join(f"{driver}={state}" for driver, state in found.forced.items())
    held = (f"固定：{forced}" if ja else f"held: {forced}") if forced else ""
    say(
        f"整合するシナリオ {found.count}（厳密）、{len(families)} 群。{held}"
        if ja
        else f"{found.count} consistent scenarios (exact) in {len(families)} families. {held}"
    )
    if weights and weights.unlisted:
        say(
            f"{weights.draws} 回のうち {weights.unlisted} 回は多すぎて数えるにとどめた"
            if ja
            else f"{weights.unlisted} of {weights.draws} draws had too many to list and were only counted"
        )


def reasons(found: Consistent, number: int, language: str) -> list[str]:
    """What speaks for and against one scenario, line by line."""
    family, told = _chosen(found, number)
    head = ["", f"{number}. {in_language(family.name, language)}", in_language(told.short, language), ""]
    return head + [f"- {in_language(each.text, language)}" for each in told.drivers]


def show_sensitivity(found: Consistent, cells: Sequence[Sensitivity], language: str, *, limit: int) -> None:
    """The cells that matter most."""
    ja = language == "ja"
    emit_table(
        ["値", "失う", "得る", "セル"] if ja else ["at", "lost", "gained", "cell"],
        [
            [
                f"{each.value:+g}",
                str(len(each.lost)),
                str(len(each.gained)),
                f"{found.matrix.label(each.source)} -> {found.matrix.label(each.target)}",
            ]
            for each in cells[:limit]
        ],
    )


def show_drifts(paths: Sequence[Drift], language: str) -> None:
    """Where the present leads."""
    ja = language == "ja"
    for each in paths:
        end = (
            ("一つのシナリオに落ち着く" if each.rests else "循環する")
            if ja
            else "comes to rest"
            if each.rests
            else "circles"
        )
        typer.echo(f"\n{each.rule}: {len(each.path) - 1} " + (f"段で{end}" if ja else f"steps, {end}"))
        for before, after in zip(each.path, each.path[1:], strict=False):
            moves = [f"{name}: {before[name]} → {after[name]}" for name in before if before[name] != after[name]]
            typer.echo("  " + "; ".join(moves))


def show_basins(found: Consistent, ends: Sequence[SampledAttractor], language: str, *, limit: int) -> None:
    """Where random scenarios end, as a sample."""
    ja = language == "ja"
    first = _plain(found, ends[0].scenarios[0].tolist())
    rows = []
    for each in ends[:limit]:
        scenario = _plain(found, each.scenarios[0].tolist())
        apart = [f"{name}={state}" for name, state in scenario.items() if state != first[name]]
        told = ", ".join(apart) or ", ".join(f"{name}={state}" for name, state in first.items())
        rows.append(
            [f"{each.share.value:.1%}", f"{each.share.low:.1%}-{each.share.high:.1%}", str(len(each.scenarios)), told]
        )
    emit_table(
        ["割合", "95% 区間", "周期", "終点（二番目からは最初との違い）"]
        if ja
        else ["share", "95 %", "period", "end (from the second: what differs from the first)"],
        rows,
    )
    say(f"{ends[0].starts} 個の無作為な始点による推定" if ja else f"estimated from {ends[0].starts} random starts")


def _plain(found: Consistent, scenario: Sequence[int]) -> dict[str, str]:
    from shiome.futures.model.matrices import plain

    return plain(found.matrix.named(list(scenario)))


def _chosen(found: Consistent, number: int) -> tuple[Family, Commentary]:
    from shiome.futures.commentary import comment

    kinds = found.families
    if number > len(kinds):
        raise QueryRefused(
            "futures.number",
            f"there is no scenario {number}",
            ja=f"{number} 番のシナリオはない",
            hint=f"give 1 to {len(kinds)}" if kinds else "set states (--force) until they can be listed",
            hint_ja=f"1 から {len(kinds)} とする" if kinds else "--force で状態を固定し、一覧にできる数にする",
            failed=number,
        )
    family = kinds[number - 1]
    return family, comment(found.model, found.scenarios()[family.head], bands=found.bands)


def _told(found: Consistent, number: int, language: str) -> dict[str, Any]:
    family, told = _chosen(found, number)
    plain = told.plain()
    return {"number": number, "name": in_language(family.name, language), **plain}
