"""Simulations as JSON, tables and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shiome.cli.futures.tree_tables import show_tree
from shiome.cli.output import emit_table, say
from shiome.vocabulary.languages import in_language

if TYPE_CHECKING:
    from shiome.futures.analyses.branches import Branches
    from shiome.futures.analyses.ensembles import Answer, Asked


def shape(asked: Asked, *, drivers: Sequence[str] | None, tree: Branches | None) -> dict[str, Any]:
    """Everything simulated, as JSON; shares month by month for the drivers named, at the horizon for all."""
    ensemble = asked.ensemble
    shares = ensemble.frequencies()
    told: dict[str, Any] = {
        "runs": ensemble.runs,
        "seed": ensemble.seed,
        "months": ensemble.compiled.months,
        "starts": f"{asked.model.starts:%Y-%m}",
        "as_of": asked.model.as_of,
        "settings": [{"driver": s.at.driver, "state": s.at.state, "since": f"{s.since:%Y-%m}"} for s in asked.settings],
        "queries": [_answer(answer) for answer in asked.answers],
        "drivers": {
            driver.id: {
                state.id: [round(float(each), 6) for each in shares[:, number, place]]
                if drivers and driver.id in drivers
                else round(float(shares[-1, number, place]), 6)
                for place, state in enumerate(driver.states)
            }
            for number, driver in enumerate(asked.model.drivers)
        },
    }
    if tree is not None:
        told["tree"] = tree.tree
        told["indicators"] = tree.indicators
    return told


def _answer(answer: Answer) -> dict[str, Any]:
    found = answer.estimate
    told: dict[str, Any] = {
        "formula": answer.formula,
        "p": found.p,
        "error": found.standard_error,
        "low": found.low,
        "high": found.high,
    }
    if answer.untreated is not None and answer.difference is not None:
        told |= {
            "without": answer.untreated.p,
            "difference": answer.difference.difference,
            "difference_error": answer.difference.standard_error,
        }
    return told


def show(asked: Asked, language: str, *, drivers: Sequence[str] | None, tree: Branches | None) -> None:
    """Answers, or the shares of states at the horizon where nothing was asked."""
    ja = language == "ja"
    if asked.answers:
        _show_answers(asked, ja=ja)
    if not asked.answers or drivers:
        _show_shares(asked, language, drivers=drivers)
    if tree is not None:
        show_tree(tree, language)
    end = asked.ensemble.compiled.months
    say(
        f"{asked.ensemble.runs} 回、{asked.model.starts:%Y-%m} の次の月から {end} か月、種 {asked.ensemble.seed}。"
        "誤差は試行数によるもので、モデルと世界の隔たりではない"
        if ja
        else f"{asked.ensemble.runs} runs, {end} months from the month after {asked.model.starts:%Y-%m}, seed "
        f"{asked.ensemble.seed}. The error is that of the number of runs, not of the model"
    )


def _show_answers(asked: Asked, *, ja: bool) -> None:
    treated = bool(asked.settings)
    headers = ["確率", "±", *(["設定なし", "差"] if treated else []), "問い"]
    if not ja:
        headers = ["p", "±", *(["without", "difference"] if treated else []), "query"]
    rows = []
    for answer in asked.answers:
        more = []
        if answer.untreated is not None and answer.difference is not None:
            gap = answer.difference
            more = [f"{answer.untreated.p:.4f}", f"{gap.difference:+.4f}±{gap.standard_error:.4f}"]
        rows.append([f"{answer.estimate.p:.4f}", f"{answer.estimate.standard_error:.4f}", *more, answer.formula])
    emit_table(headers, rows)


def _show_shares(asked: Asked, language: str, *, drivers: Sequence[str] | None) -> None:
    last = asked.ensemble.frequencies()[-1]
    rows = []
    for number, driver in enumerate(asked.model.drivers):
        if drivers and driver.id not in drivers:
            continue
        names = [in_language(state.name, language) for state in driver.states]
        parts = [f"{name} {last[number, place]:.0%}" for place, name in enumerate(names)]
        seen = in_language(driver.state(driver.observed).name, language) if driver.observed else "?"
        rows.append([driver.id, seen, "  ".join(parts)])
    emit_table(["ドライバー", "現在", "期末"] if language == "ja" else ["driver", "last seen", "at the horizon"], rows)


def draw(asked: Asked, plot: Path, language: str, *, drivers: Sequence[str] | None) -> None:
    """Draw the shares of the drivers' states."""
    from shiome.charts import specification, write_picture
    from shiome.futures.analyses.pictures import fan_charts

    write_picture(specification(fan_charts(asked, language, drivers=drivers)), plot)
    say(f"{plot} を書いた" if language == "ja" else f"wrote {plot}")
