"""The comparison as tables in Japanese or English."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from shiome.errors import NotKnown
from shiome.policy.mix.results import MixResult, PolicyMix

LEVEL_NAMES = {"low": ("低", "low"), "medium": ("中", "medium"), "high": ("高", "high")}
HEADS = {
    "allies": (
        ("国", "何が最良か", "組み合わせ", "価値", "現状との差", "許容される未来", "後悔（九割）", "後悔（最大）", "負担"),
        ("ally", "best in what", "mix", "value", "against as it runs", "acceptable in", "regret, 90 %", "regret, most", "effort"),
    ),
    "frontier": (
        ("国", "組み合わせ", "価値", "許容される未来", "後悔（九割）", "負担"),
        ("ally", "mix", "value", "acceptable in", "regret, 90 %", "effort"),
    ),
    "figures": (
        ("指標", "現状", "三か国の妥協点", "許容される未来（現状）", "許容される未来（妥協点）"),
        ("metric", "as it runs", "common mix", "acceptable, as it runs", "acceptable, common mix"),
    ),
    "regimes": (
        ("過去の政策", "期間", "組み合わせ", "価値", "割る下限"),
        ("regime", "period", "mix", "value", "floors it is under"),
    ),
    "adaptive": (
        ("条件付きの組み合わせ", "引き金", "引かれる未来", "国", "引き金なしとの差", "最良の固定との差", "割りうる下限"),
        ("adaptive mix", "trigger", "pulled in", "ally", "against no trigger", "against the best static", "floors it may break"),
    ),
    "robustness": (
        ("国", "最良が現状に勝つ未来", "負ける未来", "符号の変わらない入力", "選好を覆す入力"),
        ("ally", "best beats as it runs in", "loses in", "inputs that keep the sign", "inputs that turn it"),
    ),
    "failures": (
        ("国", "許容されない未来", "その場所", "含む割合", "密度"),
        ("ally", "futures that fail", "where", "coverage", "density"),
    ),
}  # fmt: skip
"""Heading of each table in Japanese and English."""


class Table(NamedTuple):
    """A heading and rows of text."""

    head: tuple[str, ...]
    rows: list[tuple[str, ...]]


def table(result: PolicyMix, name: str, *, language: str = "en") -> Table:
    """One of the tables in :data:`HEADS`.

    Raises
    ------
    NotKnown
        ``policy.table``: there is no such table.
    """
    if name not in MAKERS:
        raise NotKnown(
            "policy.table",
            f"there is no table {name!r}",
            ja=f"表 {name!r} はない",
            hint=f"tables: {', '.join(MAKERS)}",
            hint_ja=f"表：{', '.join(MAKERS)}",
            failed=name,
        )
    ja = language == "ja"
    return Table(HEADS[name][0 if ja else 1], MAKERS[name](result, ja))


def mix_text(result: PolicyMix, mix: MixResult, *, ja: bool) -> str:
    """A mix in words: the levers that do not stand as the course runs."""
    language = "ja" if ja else "en"
    moved = [
        f"{result.levers[lever][language]}{'：' if ja else ': '}{LEVEL_NAMES[level][0 if ja else 1]}"
        for lever, level in mix.levels.items()
        if level != "medium"
    ]
    return ("、" if ja else "; ").join(moved) or ("現状のまま" if ja else "as it runs")


def _percent(share: float) -> str:
    return f"{share:.0%}"


def _signed(gain: float, error: float) -> str:
    return f"{gain:+.3f} ± {error:.3f}"


def _values(mix: MixResult) -> str:
    return " / ".join(f"{ally} {each.value:.3f}" for ally, each in mix.allies.items())


def _floors(floors: tuple[Mapping[str, str], ...], *, ja: bool) -> str:
    return " ".join(dict.fromkeys(floor.get("ja" if ja else "en", floor["floor"]) for floor in floors)) or "–"


def _allies(result: PolicyMix, ja: bool) -> list[tuple[str, ...]]:  # noqa: FBT001 - one of many makers of one form
    rows: list[tuple[str, ...]] = []
    for each in result.allies:
        names = ("平均", "後悔", "許容") if ja else ("mean", "regret", "acceptable")
        for name, mix in zip(names, (each.best, each.safest, each.surest), strict=True):
            told = mix.allies[each.ally]
            gain = told.value - result.as_is.allies[each.ally].value
            rows.append(
                (
                    each.ally,
                    name,
                    mix_text(result, mix, ja=ja),
                    f"{told.value:.3f}",
                    f"{gain:+.3f}",
                    _percent(told.satisfied),
                    f"{told.regret_90:.3f}",
                    f"{told.regret_most:.3f}",
                    f"{mix.effort:g}",
                )
            )
    return rows


def _frontier(result: PolicyMix, ja: bool) -> list[tuple[str, ...]]:  # noqa: FBT001
    return [
        (
            each.ally,
            mix_text(result, mix, ja=ja),
            f"{mix.allies[each.ally].value:.3f}",
            _percent(mix.allies[each.ally].satisfied),
            f"{mix.allies[each.ally].regret_90:.3f}",
            f"{mix.effort:g}",
        )
        for each in result.allies
        for mix in each.frontier
    ]


def _figures(result: PolicyMix, ja: bool) -> list[tuple[str, ...]]:  # noqa: FBT001
    language = "ja" if ja else "en"
    return [
        (
            name[language],
            f"{result.as_is.figures[metric].mean:.2f}",
            f"{result.common.figures[metric].mean:.2f}",
            _percent(result.as_is.figures[metric].met),
            _percent(result.common.figures[metric].met),
        )
        for metric, name in result.metrics.items()
    ]


def _regimes(result: PolicyMix, ja: bool) -> list[tuple[str, ...]]:  # noqa: FBT001
    language = "ja" if ja else "en"
    return [
        (
            each.name[language],
            each.period,
            mix_text(result, each.mix, ja=ja),
            _values(each.mix),
            _floors(each.mix.floors, ja=ja),
        )
        for each in result.regimes
    ]


def _adaptive(result: PolicyMix, ja: bool) -> list[tuple[str, ...]]:  # noqa: FBT001
    return [
        (
            each.name,
            " | ".join(each.triggers),
            " | ".join(_percent(share) for share in each.pulled),
            ally,
            _signed(gain.gain, gain.error),
            _signed(each.against_best[ally].gain, each.against_best[ally].error),
            _floors(each.floors, ja=ja),
        )
        for each in result.adaptive
        for ally, gain in each.gains.items()
    ]


def _robustness(result: PolicyMix, ja: bool) -> list[tuple[str, ...]]:  # noqa: FBT001, ARG001
    return [
        (
            each.ally,
            _percent(each.preference.better),
            _percent(each.preference.worse),
            _percent(each.preference.same_side),
            ", ".join(turn.input for turn in each.preference.turning) or "–",
        )
        for each in result.allies
    ]


def _failures(result: PolicyMix, ja: bool) -> list[tuple[str, ...]]:  # noqa: FBT001
    rows: list[tuple[str, ...]] = []
    for each in result.allies:
        box = each.failure.box
        if box is None:
            told = (
                ("どこにもない" if ja else "nowhere") if each.failure.share == 0 else ("すべて" if ja else "everywhere")
            )
            rows.append((each.ally, _percent(each.failure.share), told, "–", "–"))
        else:
            places = ("、" if ja else "; ").join(str(one) for one in box.restrictions)
            rows.append(
                (
                    each.ally,
                    _percent(each.failure.share),
                    places or ("限定なし" if ja else "no restriction"),
                    _percent(box.coverage),
                    _percent(box.density),
                )
            )
    return rows


MAKERS: Mapping[str, Callable[[PolicyMix, bool], list[tuple[str, ...]]]] = {
    "allies": _allies,
    "frontier": _frontier,
    "figures": _figures,
    "regimes": _regimes,
    "adaptive": _adaptive,
    "robustness": _robustness,
    "failures": _failures,
}
