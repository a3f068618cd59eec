"""The map of all mixes on two figures, as data for a chart: the frontier of an ally and past regimes stand out."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from shiome.charts.scatter import Scatter, Spot
from shiome.errors import NotKnown
from shiome.policy.mix.report import Answer

WORDS = {
    "title": ("政策の組み合わせの地図（{ally}）", "The map of policy mixes ({ally})"),
    "subtitle": (
        "{mixes} 通り、共通の未来 {runs} 個、{months} か月。平均は試行の平均。",
        "{mixes} mixes over the same {runs} futures of {months} months; means over the futures.",
    ),
    "cloud": ("下限を守る組み合わせ", "mixes that keep the floors"),
    "frontier": ("効率的フロンティア", "efficient frontier"),
    "regimes": ("過去の政策と現状", "past regimes and the course as it runs"),
    "as_is": ("現状", "as it runs"),
    "under": ("{name}（下限割れ）", "{name} (under a floor)"),
    "effort": ("負担（全同盟国）", "effort of all allies"),
    "value": ("{ally} にとっての価値", "value to {ally}"),
}
"""Words of the map in Japanese and English."""


def scatter(
    answer: Answer,
    ally: str,
    *,
    across: str = "effort",
    up: str = "value",
    language: str = "en",
    names: Mapping[str, str] | None = None,
) -> Scatter:
    """The map for one ally.

    Parameters
    ----------
    across, up:
        An aim, a metric, ``value`` (the ally's own) or ``effort``. Aims and value run from 0 (worst) to 1 (best).
    names:
        What allies are called.

    Raises
    ------
    NotKnown
        ``policy.ally`` or ``policy.figure``: there is no such ally or figure.
    """
    if ally not in answer.frontiers:
        raise NotKnown(
            "policy.ally",
            f"there is no ally {ally!r} with levers",
            ja=f"レバーを持つ同盟国 {ally!r} はない",
            hint=f"allies: {', '.join(answer.frontiers)}",
            hint_ja=f"同盟国：{', '.join(answer.frontiers)}",
            failed=ally,
        )
    place = 0 if language == "ja" else 1
    called = (names or {}).get(ally, ally)
    evaluated, result = answer.evaluated, answer.result
    (x, x_name), (y, y_name) = (_figure(answer, ally, each, language, called) for each in (across, up))
    spots = [(evaluated.row(evaluated.levers.as_is), WORDS["as_is"][place])]
    for each in result.regimes:
        name = each.name[language]
        spots.append(
            (_row(answer, each.mix.levels), WORDS["under"][place].format(name=name) if each.mix.floors else name)
        )
    kept = np.flatnonzero(evaluated.kept)
    return Scatter(
        title=WORDS["title"][place].format(ally=called),
        subtitle=WORDS["subtitle"][place].format(
            mixes=f"{result.mixes:,}", runs=f"{result.runs:,}", months=result.months
        ),
        x_name=x_name,
        y_name=y_name,
        cloud=_pairs(x, y, kept),
        cloud_name=WORDS["cloud"][place],
        raised=_pairs(x, y, answer.frontiers[ally].rows),
        raised_name=WORDS["frontier"][place],
        spots=tuple(Spot(x=float(x[row]), y=float(y[row]), label=label) for row, label in spots),
        spots_name=WORDS["regimes"][place],
    )


def _row(answer: Answer, levels: Mapping[str, str]) -> int:
    return answer.evaluated.row(answer.evaluated.levers.mix(levels))


def _pairs(x: NDArray[np.float64], y: NDArray[np.float64], rows: NDArray[np.intp]) -> tuple[tuple[float, float], ...]:
    return tuple(zip(x[rows].tolist(), y[rows].tolist(), strict=True))


def _figure(answer: Answer, ally: str, name: str, language: str, called: str) -> tuple[NDArray[np.float64], str]:
    found, evaluated, place = answer.frontiers[ally], answer.evaluated, 0 if language == "ja" else 1
    metrics = [metric.id for metric in evaluated.metrics.metrics]
    if name == "effort":
        return found.effort, WORDS["effort"][place]
    if name == "value":
        values = evaluated.values[evaluated.allies.index(ally)].mean(axis=1, dtype=np.float64)
        return values, WORDS["value"][place].format(ally=called)
    if name in found.aims:
        return found.scores[:, found.aims.index(name)], evaluated.metrics.aims[name][language]
    if name in metrics:
        number = metrics.index(name)
        return evaluated.mean[:, number], evaluated.metrics.metrics[number].name[language]
    known = ("effort", "value", *found.aims, *metrics)
    raise NotKnown(
        "policy.figure",
        f"there is no figure {name!r} to map",
        ja=f"地図にできる値 {name!r} はない",
        hint=f"figures: {', '.join(known)}",
        hint_ja=f"値：{', '.join(known)}",
        failed=name,
    )
