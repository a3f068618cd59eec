"""What ``shiome policy bargain`` shows: rounds, actors, who could move whom, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import typer

from shiome.cli.output import emit_json, emit_table, say
from shiome.vocabulary.languages import in_language

if TYPE_CHECKING:
    from shiome.policy.bargaining import BandedCourse, BandedForecast, Course, Forecast, Inputs
    from shiome.policy.bargaining.narration import Result
    from shiome.region.schema.context import IssueScale
    from shiome.workspace.policy import Bargainable

ACTORS = 3
"""Actors named in one cell of a table; more are counted."""


def listed(found: Sequence[Bargainable], names: Mapping[str, Mapping[str, str]], language: str, *, json: bool) -> None:
    """The issues that can be bargained over, with their scales and the actors that stand on them."""
    if json:
        emit_json(
            [
                {"issue": each.issue.id, "name": each.issue.name, "scale": each.issue.scale, "actors": each.actors}
                for each in found
            ]
        )
        return
    ja = language == "ja"
    rows = [
        [
            each.issue.id,
            in_language(each.issue.name, language),
            str(len(each.actors)),
            ("・" if ja else ", ").join(in_language(names.get(code, {}), language) or code for code in each.actors),
        ]
        for each in found
    ]
    headers = (
        ["争点", "名", "主体数", "立場が数値で置かれた主体"]
        if ja
        else ["issue", "name", "actors", "with a place on it"]
    )
    emit_table(headers, rows)


def shape(found: Result, inputs: Inputs, on: date, more: Mapping[str, Any]) -> dict[str, Any]:
    """All of it for machines."""
    from shiome.policy.bargaining import to_plain

    return {"as_of": on, **to_plain(found, inputs=inputs), **more}


def show(
    found: Result,
    inputs: Inputs,
    marks: Mapping[str, IssueScale | None],
    more: Mapping[str, Any],
    language: str,
    *,
    limit: int,
) -> None:
    """Tables and sentences for people."""
    from shiome.cli.policy.bargain_notes import basis, method
    from shiome.policy.bargaining import BandedForecast, Forecast

    ja = language == "ja"
    for line in _scales(found, marks, language):
        typer.echo(line)
    typer.echo("")
    if isinstance(found, BandedForecast | Forecast):
        _rounds(found, ja=ja)
        typer.echo("")
        _actors(found, language)
    else:
        _turns(found, language)
        typer.echo("")
        _places(found, language)
    _movers(found, language, limit=limit)
    typer.echo("")
    _narrate(found, language, limit=limit)
    for line in (*method(found, more, language), *basis(inputs, language)):
        say(line)


def _scales(found: Result, marks: Mapping[str, IssueScale | None], language: str) -> Iterator[str]:
    for scale in _stated(found).table.issues:
        ends = marks.get(scale.issue)
        name = in_language(scale.name or {}, language) or scale.issue
        if ends is None:
            yield f"{name}: {scale.low:g}–{scale.high:g}"
            continue
        low, high = in_language(ends.low_end, language), in_language(ends.high_end, language)
        yield f"{name}: {scale.low:g} = {low}; {scale.high:g} = {high}"
        for mark in ends.marks:
            yield f"  {mark.at:g} = {in_language(mark.text, language)}"


def _stated(found: Result) -> Forecast | Course:
    from shiome.policy.bargaining import BandedCourse, BandedForecast

    return found.stated if isinstance(found, BandedCourse | BandedForecast) else found


def _rounds(found: BandedForecast | Forecast, *, ja: bool) -> None:
    from shiome.policy.bargaining import BandedForecast

    banded = found if isinstance(found, BandedForecast) else None
    stated = found.stated if isinstance(found, BandedForecast) else found
    rows = []
    for each in stated.rounds:
        band = _band(banded.median[:, each.number].tolist()) if banded else "—"
        places = each.positions.values()
        spread = f"{min(places):.1f}–{max(places):.1f}"
        rows.append([str(each.number), f"{each.median:.1f}", band, f"{each.mean:.1f}", spread, str(len(each.moves))])
    headers = ["round", "median", "5–50–95%", "mean", "all stand at", "moves"]
    emit_table(["回", "中央値", "5–50–95%", "平均", "全主体の範囲", "移動"] if ja else headers, rows)


def _actors(found: BandedForecast | Forecast, language: str) -> None:
    from shiome.policy.bargaining import BandedForecast

    stated = found.stated if isinstance(found, BandedForecast) else found
    last = stated.rounds[-1]
    rows = []
    for actor in sorted(stated.table.actors, key=lambda each: (-each.positions[0].value, each.id)):
        band = "—"
        if isinstance(found, BandedForecast):
            band = _band(found.positions[:, last.number, found.actors.index(actor.id)].tolist())
        rows.append(
            [
                in_language(actor.name or {}, language) or actor.id,
                _span(actor.positions[0]),
                f"{actor.salience[0].value:g}",
                _span(actor.capability),
                f"{last.positions[actor.id]:.1f}",
                band,
            ]
        )
    ja = language == "ja"
    headers = ["actor", "position", "salience", "capability", "at the end", "5–50–95%"]
    emit_table(["主体", "立場", "重要度", "能力", "終わりの立場", "5–50–95%"] if ja else headers, rows)


def _turns(found: BandedCourse | Course, language: str) -> None:
    from shiome.policy.bargaining import BandedCourse

    stated = found.stated if isinstance(found, BandedCourse) else found
    names, ja = _names(stated), language == "ja"
    places, chances = stated.positions(), stated.probabilities()
    rows = []
    for number in range(len(stated.turns)):
        best = int(chances[number].argmax())
        holders = [code for code, p in zip(stated.actors, chances[number], strict=True) if p == chances[number][best]]
        shown = [in_language(names[code], language) or code for code in holders[:ACTORS]]
        shown += [f"+{len(holders) - ACTORS}"] if len(holders) > ACTORS else []
        cells = [
            f"{places[number, best, issue]:.1f} ({low:.0f}–{high:.0f})"
            for issue, (low, high) in enumerate(
                zip(places[number].min(axis=0).tolist(), places[number].max(axis=0).tolist(), strict=True)
            )
        ]
        rows.append([str(number), f"{chances[number][best]:.2f}", *cells, ("・" if ja else ", ").join(shown)])
    issues = [in_language(scale.name or {}, language) or scale.issue for scale in stated.table.issues]
    first = ["回", "確率"] if ja else ["round", "chance"]
    emit_table([*first, *issues, "最も通りやすい立場の主体" if ja else "whose position is likeliest"], rows)
    typer.echo("（）は全主体の範囲" if ja else "In brackets: where all actors stand.")


def _places(found: BandedCourse | Course, language: str) -> None:
    from shiome.policy.bargaining import BandedCourse

    stated = found.stated if isinstance(found, BandedCourse) else found
    places = stated.positions()[-1]
    rows = []
    for number, code in enumerate(stated.actors):
        actor = next(each for each in stated.table.actors if each.id == code)
        for issue, scale in enumerate(stated.table.issues):
            band = "—"
            if isinstance(found, BandedCourse):
                band = _band(found.positions[:, -1, number, issue].tolist())
            rows.append(
                [
                    "" if issue else in_language(actor.name or {}, language) or code,
                    in_language(scale.name or {}, language) or scale.issue,
                    _span(actor.positions[issue]),
                    f"{actor.salience[issue].value:.2g}",
                    "" if issue else _span(actor.capability),
                    f"{places[number, issue]:.1f}",
                    band,
                ]
            )
    headers = ["actor", "issue", "position", "salience", "capability", "at the end", "5–50–95%"]
    ja = ["主体", "争点", "立場", "重要度", "能力", "終わりの立場", "5–50–95%"]
    emit_table(ja if language == "ja" else headers, rows)


def _narrate(found: Result, language: str, *, limit: int) -> None:
    """The moves of the stated run in sentences, and how it ends."""
    from shiome.policy.bargaining import narrate

    rows = narrate(_stated(found))
    moves = [row.text[language] for row in rows if row.challenger]
    ja = language == "ja"
    typer.echo("入力どおりの経過：" if ja else "The course of the stated values:")
    for line in (
        *moves[:limit],
        *_rest(moves, limit, ja=ja),
        *(row.text[language] for row in rows if not row.challenger),
    ):
        typer.echo(f"  {line}")


def _movers(found: Result, language: str, *, limit: int) -> None:
    """Who moves whom in which share of the draws."""
    from shiome.policy.bargaining import BandedCourse, BandedForecast
    from shiome.policy.bargaining.narration import OFTEN

    if not isinstance(found, BandedForecast | BandedCourse):
        return
    names, ja = _names(found.stated), language == "ja"

    def name(code: str) -> str:
        return in_language(names[code], language) or code

    headers = ["抽出の割合", "誰が", "誰を"] if ja else ["share of draws", "who", "moves whom"]
    if isinstance(found, BandedForecast):
        headers.append("最初に動いた先（5–50–95%）" if ja else "first to (5–50–95%)")
        rows = [
            [f"{each.share:.0%}", name(each.challenger), name(each.target), _band((each.low, each.place, each.high))]
            for each in found.moved
            if each.share >= OFTEN
        ]
    else:
        rows = [[f"{each.share:.0%}", name(each.by), name(each.actor)] for each in found.pulls if each.share >= OFTEN]
    if rows:
        typer.echo("")
        emit_table(headers, rows[:limit])
        for line in _rest(rows, limit, ja=ja):
            typer.echo(line)


def _rest(lines: Sequence[object], limit: int, *, ja: bool) -> list[str]:
    left = len(lines) - limit
    if left <= 0:
        return []
    return [f"ほか {left} 件（--limit で増やせる）" if ja else f"and {left} more (--limit shows them)"]


def _names(found: Forecast | Course) -> dict[str, Mapping[str, str]]:
    return {actor.id: actor.name or {} for actor in found.table.actors}


def _span(span: Any) -> str:
    return f"{span.value:g}" if span.certain else f"{span.value:g} [{span.low:g}–{span.high:g}]"


def _band(quantiles: Sequence[float]) -> str:
    return "–".join(f"{each:.1f}" for each in quantiles)
