"""The report as tables in Japanese or English, for the command line and for documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from shiome.futures.contingency.model import refused


class Table(NamedTuple):
    """A heading and rows of text."""

    head: tuple[str, ...]
    rows: list[tuple[str, ...]]


KINDS = {
    "opportunism": ("機会主義", "opportunism"),
    "diversion": ("資源の分散", "diversion"),
    "escalation": ("波及・拡大", "escalation"),
    "deterrence-spill-over": ("抑止の波及", "deterrence spill-over"),
    "alliance-pull": ("同盟の引力", "alliance pull"),
}
"""Kinds of linkage in Japanese and English."""

HEADS = {
    "fronts": (("正面", "状態", "期間内の確率"), ("front", "state", "within the horizon")),
    "pairs": (
        ("先", "後", "両方", "同じ月に両方", "先があれば後も", "独立との比", "先から遅れ以内に後", "独立ならば", "比"),
        ("first", "second", "both", "both at once", "second given first", "lift", "second within lag", "if alone", "lift"),
    ),
    "mechanism": (
        ("連動の想定", "外すと減る分", "単独で増える分", "シャープレイ値", "誤差"),
        ("linkage", "lost without it", "gained by it alone", "Shapley share", "error"),
    ),
    "strengths": (("連動の想定", "強さ", "両方の確率", "変化"), ("linkage", "strength", "both", "change")),
    "load": (
        ("主体", "資源", "一度でも過負荷", "過負荷の月数", "最後の月の負荷（中央値・九割）"),
        ("actor", "resource", "ever overloaded", "months overloaded", "load in the last month (median, 90 %)"),
    ),
    "collisions": (
        ("主体", "資源", "ぶつかる正面", "確率", "月数"),
        ("actor", "resource", "fronts that collide", "probability", "months"),
    ),
    "faces": (
        ("主体", "正面", "資源", "所要（平時から紛争へ）", "能力", "紛争の月に過負荷", "単独なら", "他の正面もあれば", "根拠"),
        ("actor", "front", "resource", "asked (calm to conflict)", "capacity", "overloaded in conflict", "if alone",
         "with other fronts", "basis"),
    ),
    "signs": (
        ("正面", "先行月", "兆候", "状態", "尤度比", "見えたときの発生確率", "続いていた月数"),
        ("front", "lead", "sign", "state", "likelihood ratio", "onset once seen", "months it had lasted"),
    ),
    "assumptions": (
        ("連動の想定", "型", "倍率の幅", "強さ", "前提", "出典"),
        ("linkage", "kind", "factor", "strength", "assumes", "sources"),
    ),
}  # fmt: skip
"""Heading of each table in Japanese and English."""


def contingency_table(report: Mapping[str, Any], name: str, language: str = "en") -> Table:
    """One table of a report that :func:`~shiome.futures.contingency.report.contingency_report` made.

    Parameters
    ----------
    name:
        One of :data:`HEADS`: fronts, pairs, mechanism, strengths, load, collisions, faces, signs, assumptions.
    language:
        ``ja`` or ``en``.

    Raises
    ------
    InputRefused
        When there is no such table, or the report was made without the part it needs.
    """
    if name not in HEADS:
        text = f"there is no table {name} of a contingency report"
        raise refused(
            "table",
            text,
            f"{name} という表はない",
            f"use {', '.join(HEADS)}",
            name,
            hint_ja=f"次のいずれか：{', '.join(HEADS)}",
        )
    part, rows = _ROWS[name]
    if part not in report:
        text = f"the report was made without what the table {name} needs"
        raise refused(
            "part",
            text,
            f"表 {name} に要る部分が報告にない",
            "make it with all parts",
            name,
            hint_ja="すべての部分を作る",
        )
    words = _Words(report["names"], ja=language == "ja")
    return Table(HEADS[name][0 if words.ja else 1], rows(report, words))


class _Words:
    """Names in one language."""

    def __init__(self, names: Mapping[str, Any], *, ja: bool) -> None:
        self.names, self.ja = names, ja
        self.language = "ja" if ja else "en"

    def __call__(self, sort: str, name: str) -> str:
        found = self.names[sort].get(name, {})
        return str(found.get(self.language) or found.get("en") or name.rpartition("=")[2])

    def state(self, front: str, state: str) -> str:
        return str(self.names["states"].get(front, {}).get(state, {}).get(self.language, state))

    def kind(self, kind: str) -> str:
        return KINDS[kind][0 if self.ja else 1] if kind in KINDS else kind

    def linkage(self, name: str) -> str:
        return self("linkages", name) if name else ("すべて" if self.ja else "all together")


def _percent(p: float | None) -> str:
    if p is None:
        return "–"
    return f"{100 * p:.1f} %" if p == 0 or p >= 0.01 else f"{100 * p:.2f} %"


def _estimate(found: Mapping[str, Any] | None) -> str:
    if found is None:
        return "–"
    return f"{_percent(found['p'])} ({_percent(found['low'])}–{_percent(found['high'])})"


def _ratio(found: Mapping[str, Any], *, percent: bool = False) -> str:
    value, error = found["value"], found["standard_error"]
    if value is None:
        return "–"
    shown = _percent(value) if percent else f"{value:.2f}"
    return shown if error is None else f"{shown} ± {100 * error:.1f}" if percent else f"{shown} ± {error:.2f}"


def _points(found: Mapping[str, Any]) -> str:
    return f"{100 * found['difference']:+.2f} ± {100 * found['standard_error']:.2f}"


def _fronts(report: Mapping[str, Any], words: _Words) -> list[tuple[str, ...]]:
    return [
        (words("fronts", one["front"]), words.state(one["front"], one["state"]), _estimate(one["ever"]))
        for one in report["fronts"]
    ]


def _pairs(report: Mapping[str, Any], words: _Words) -> list[tuple[str, ...]]:
    return [
        (
            words("fronts", one["first"]),
            words("fronts", one["second"]),
            _estimate(one["joint"]),
            _estimate(one["overlap"]),
            _estimate(one["given"]),
            _ratio(one["lift"]),
            _estimate(one["follows"]),
            _percent(one["expected"]),
            _ratio(one["lagged_lift"]),
        )
        for one in report["pairs"]
    ]


def _mechanism(report: Mapping[str, Any], words: _Words) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for by in ("kind", "linkage"):
        for share in report["mechanism"][by]["shares"]:
            name = words.kind(share["player"]) if by == "kind" else words("linkages", share["player"])
            error = (share["standard_error"] ** 2 + share["order_error"] ** 2) ** 0.5
            shapley = f"{100 * share['shapley']:+.2f}"
            found.append((name, _points(share["without"]), _points(share["alone"]), shapley, f"{100 * error:.2f}"))
    return found


def _strengths(report: Mapping[str, Any], words: _Words) -> list[tuple[str, ...]]:
    return [
        (words.linkage(one["linkage"]), f"{one['scale']:g}", _estimate(one["estimate"]), _points(one["change"]))
        for one in report["strengths"]
    ]


def _load(report: Mapping[str, Any], words: _Words) -> list[tuple[str, ...]]:
    return [
        (
            words("actors", one["actor"]),
            words("resources", one["resource"]),
            _estimate(one["ever"]),
            f"{one['months']:.2f}",
            f"{one['quantiles'][-1][0]:.2f}, {one['quantiles'][-1][1]:.2f}",
        )
        for one in report["load"]
    ]


def _collisions(report: Mapping[str, Any], words: _Words) -> list[tuple[str, ...]]:
    return [
        (
            words("actors", one["actor"]),
            words("resources", one["resource"]),
            (" ・ " if words.ja else " + ").join(words("fronts", front) for front in collision["fronts"]),
            _estimate(collision["runs"]),
            f"{collision['months']:.2f}",
        )
        for one in report["load"]
        for collision in one["collisions"]
    ]


def _faces(report: Mapping[str, Any], words: _Words) -> list[tuple[str, ...]]:
    assumed = "想定" if words.ja else "assumed"
    return [
        (
            words("actors", one["actor"]),
            words("fronts", one["front"]),
            words("resources", one["resource"]),
            " → ".join(f"{band['low']:g}–{band['high']:g}" if band["high"] else "0" for band in one["asks"]),
            f"{one['capacity']['low']:g}–{one['capacity']['high']:g}",
            _ratio(one["overload"], percent=True),
            _ratio(one["overload_alone"], percent=True),
            _ratio(one["overload_with_others"], percent=True),
            ", ".join(one["cited"]) or assumed,
        )
        for one in report["exposure"]
    ]


def _signs(report: Mapping[str, Any], words: _Words) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for front, signs in report["signs"].items():
        for sign in signs:
            source = sign["source"]
            known = source in words.names["fronts"]
            ratio = "∞" if sign["likelihood_ratio"] is None else f"{sign['likelihood_ratio']:.2f}"
            found.append(
                (
                    words("fronts", front),
                    str(sign["lead"]),
                    words("fronts" if known else "drivers", source),
                    words.state(source, sign["state"]) if known else words("drivers", f"{source}={sign['state']}"),
                    ratio,
                    _percent(sign["onset"]),
                    "–" if sign["warning"] is None else f"{sign['warning']:g}",
                )
            )
    return found


def _assumptions(report: Mapping[str, Any], words: _Words) -> list[tuple[str, ...]]:
    assumed = "出典なし（想定）" if words.ja else "none (assumed)"
    return [
        (
            words("linkages", one["id"]),
            words.kind(one["kind"]),
            f"{one['factor']['low']:g}–{one['factor']['high']:g}",
            f"{one['scale']:g}",
            str(one["assumes"].get(words.language, "")),
            ", ".join(one["cited"]) or assumed,
        )
        for one in report["assumptions"]
    ]


Rows = Callable[[Mapping[str, Any], _Words], list[tuple[str, ...]]]
_ROWS: dict[str, tuple[str, Rows]] = {
    "fronts": ("fronts", _fronts),
    "pairs": ("pairs", _pairs),
    "mechanism": ("mechanism", _mechanism),
    "strengths": ("strengths", _strengths),
    "load": ("load", _load),
    "collisions": ("load", _collisions),
    "faces": ("exposure", _faces),
    "signs": ("signs", _signs),
    "assumptions": ("assumptions", _assumptions),
}
