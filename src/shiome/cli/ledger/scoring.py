"""``shiome ledger scores`` and ``calibration``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shiome.cli import options
from shiome.cli.output import day, emit_json, emit_table, say

if TYPE_CHECKING:
    from shiome.futures.ledger.scores import CalibrationTable, LedgerScore, Left, ScoreTable

SCORES = "shiome ledger scores --by word --rate 0.5 --as-of 2025-12-31"
CALIBRATION = "shiome ledger calibration --bins 5 --plot calibration.png"
HEADERS = {
    "ja": ["区分", "件数", "ブライア", "95%区間", "対数", "順位", "技能", "予測", "実際", "95%区間", "読み"],
    "en": ["group", "n", "Brier", "95%", "log", "ranked", "skill", "said", "happened", "95%", "reading"],
}
BINS = {
    "ja": ["階級", "件数", "予測", "実際", "95%区間", "較正"],
    "en": ["bin", "n", "said", "happened", "95%", "calibrated"],
}
READINGS = {
    "as said": "言葉どおり",
    "more often than said": "言葉より多い",
    "less often than said": "言葉より少ない",
}
HORIZONS = {"within 3 months": "3か月以内", "within 1 year": "1年以内", "later": "それ以後", "none stated": "明示なし"}


class By(StrEnum):
    """How scores are grouped."""

    author = "author"
    hedge = "hedge"
    word = "word"
    horizon = "horizon"


Standing = Annotated[
    bool, typer.Option("--standing", help="Also outcomes as they stand, though a later day may change them.")
]
Forecasts = Annotated[
    bool, typer.Option("--forecasts", help="Score the forecasts of named forecasters in place of the judgements.")
]


def scores(
    by: Annotated[By, typer.Option("--by", help="Grouping: author, hedge step, hedge word or horizon.")] = By.author,
    rate: Annotated[
        float | None,
        typer.Option(
            min=0, max=1, help="Base rate for skill; without it the mean outcome, which nobody knew beforehand."
        ),
    ] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Of the bootstrap intervals.")] = None,
    standing: Standing = False,
    of_forecasts: Forecasts = False,
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Score what is settled: Brier, log and ranked scores, skill against a base rate, decomposition, intervals."""
    from shiome.workspace import Workspace, ledger

    with Workspace.open(workspace, read_only=True) as opened:
        table = ledger.scores(
            opened,
            by=by.value,
            as_of=day(as_of, "--as-of"),
            rate=rate,
            seed=seed,
            standing=standing,
            of_forecasts=of_forecasts,
        )
    if json:
        import msgspec

        emit_json(msgspec.to_builtins(table) | {"by": by.value})
        return
    emit_table(HEADERS[lang.value], [_group(one, lang.value, by=by.value) for one in (*table.groups, table.overall)])
    _say_scores(table, lang.value)


def calibration(
    bins: Annotated[int, typer.Option(help="How many bins of equal width.")] = 10,
    plot: Annotated[Path | None, typer.Option("--plot", help="Draw to this file, .svg or .png.")] = None,
    standing: Standing = False,
    of_forecasts: Forecasts = False,
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Show whether things happen as often as they are said to: a table by bins, and a reliability picture."""
    from shiome.charts import check_ending, write_picture
    from shiome.workspace import Workspace, ledger

    if plot is not None:
        check_ending(plot)
    with Workspace.open(workspace, read_only=True) as opened:
        table = ledger.calibration(
            opened, as_of=day(as_of, "--as-of"), bins=bins, standing=standing, of_forecasts=of_forecasts
        )
    if plot is not None:
        from shiome.futures.ledger.picture import reliability

        write_picture(reliability(table, lang.value), plot)
        say(f"{plot} を書いた" if lang.value == "ja" else f"wrote {plot}")
    if json:
        import msgspec

        emit_json(msgspec.to_builtins(table))
        return
    _show_bins(table, lang.value)


def _group(one: LedgerScore, language: str, *, by: str) -> list[str]:
    group, ja = one.group, language == "ja"
    key = group.key or "—"
    if ja:
        key = {"all": "全体"}.get(key, HORIZONS.get(key, key) if by == "horizon" else key)
    return [
        key,
        str(group.n),
        f"{group.brier:.3f}",
        "—" if group.interval is None else f"{group.interval.low:.3f}-{group.interval.high:.3f}",
        f"{group.log:.3f}",
        f"{one.ranked:.3f}",
        "—" if group.skill is None else f"{group.skill:+.2f}",
        f"{group.forecast:.2f}",
        f"{group.observed.value:.2f}",
        f"{group.observed.low:.2f}-{group.observed.high:.2f}",
        READINGS[group.reading] if ja else group.reading,
    ]


def _say_scores(table: ScoreTable, language: str) -> None:
    parts = table.parts
    if language == "ja":
        stated = "与えられた基準率" if table.rate_stated else "この結果自身の平均（事前には誰も知らない）"
        say(f"技能の比較相手: {table.rate:.2f}（{stated}）")
        say(f"分解: 信頼性 {parts.reliability:.3f} - 分解能 {parts.resolution:.3f} + 不確実性 {parts.uncertainty:.3f}")
    else:
        stated = "stated" if table.rate_stated else "the mean of these outcomes, which nobody knew beforehand"
        say(f"skill against the rate {table.rate:.2f} ({stated})")
        say(
            f"parts of the Brier score: reliability {parts.reliability:.3f} - resolution {parts.resolution:.3f} "
            f"+ uncertainty {parts.uncertainty:.3f}"
        )
    _say_left(table.left, language)


def _show_bins(table: CalibrationTable, language: str) -> None:
    ja = language == "ja"
    yes, no = ("合う", "外れる") if ja else ("yes", "no")
    emit_table(
        BINS[language],
        [
            [
                f"{one.low:.2f}-{one.high:.2f}",
                str(one.n),
                f"{one.forecast:.2f}",
                f"{one.observed:.2f}",
                f"{one.observed_low:.2f}-{one.observed_high:.2f}",
                yes if one.calibrated else no,
            ]
            for one in table.bins
        ],
    )
    parts = table.parts
    if ja:
        say(
            f"{table.n} 件、全体の割合 {table.rate:.2f}、ブライア {parts.brier:.3f}、信頼性 {parts.reliability:.3f}、"
            f"分解能 {parts.resolution:.3f}、不確実性 {parts.uncertainty:.3f}"
        )
    else:
        say(
            f"{table.n} judgements, share that came true {table.rate:.2f}, Brier {parts.brier:.3f}, "
            f"reliability {parts.reliability:.3f}, resolution {parts.resolution:.3f}, uncertainty {parts.uncertainty:.3f}"
        )
    _say_left(table.left, language)


def _say_left(left: Left, language: str) -> None:
    """What is not in the scores, and why."""
    if language == "ja":
        say(
            f"採点外: 未決着 {left.open}、条件が満たされず {left.not_applicable}、判定できず {left.unknown}、"
            f"未採用 {left.proposed}"
        )
    else:
        say(
            f"not scored: {left.open} open, {left.not_applicable} whose condition was not met, {left.unknown} that cannot be "
            f"told, {left.proposed} proposed and not accepted"
        )
