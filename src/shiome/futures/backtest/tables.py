"""Tables of a backtest's report, in Japanese and English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from shiome.futures.backtest.scores import MODEL
from shiome.futures.backtest.verdict import NAMES

Language = Literal["ja", "en"]


@dataclass(frozen=True)
class Table:
    """A table to print: its title, the heads of its columns, and its rows as text."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


TITLES: Mapping[str, Mapping[str, str]] = {
    "overall": {"ja": "比較（結果が確定した問い）", "en": "Compared, on questions whose outcome is final"},
    "to_date": {"ja": "比較（最後の日までに限って問うた場合）", "en": "Compared, asked only up to the last day known"},
    "same_fit": {
        "ja": "比較（基準どおりに問う式のみ）",
        "en": "Compared, formulas that ask just what the criterion asks",
    },
    "by_origin": {"ja": "予測の日ごと", "en": "By day of the forecast"},
    "by_lead": {"ja": "先の長さごと", "en": "By how far ahead"},
    "by_driver": {"ja": "ドライバーごと", "en": "By driver"},
    "by_topic": {"ja": "話題ごと", "en": "By topic"},
    "calibration": {"ja": "モデルの較正", "en": "Calibration of the model"},
    "forecasts": {"ja": "予測", "en": "Forecasts"},
}
_HEADS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "compared": {
        "ja": ("予測者", "ブライア", "対数", "モデルとの差", "95％区間", "技能"),
        "en": ("forecaster", "Brier", "log", "model less it", "95 % interval", "skill"),
    },
    "groups": {
        "ja": ("区分", "問い", "予測", "文書", *(NAMES[name]["ja"] for name in NAMES)),
        "en": ("group", "questions", "forecasts", "documents", *(NAMES[name]["en"] for name in NAMES)),
    },
    "calibration": {
        "ja": ("予測の範囲", "件数", "平均の予測", "実際の割合", "95％区間"),
        "en": ("forecast", "n", "mean forecast", "came true", "95 % interval"),
    },
    "forecasts": {
        "ja": ("問い", "予測の日", "月数", "モデル", "誤差", "論考", "結果", "扱い"),
        "en": ("question", "as of", "months", "model", "error", "paper", "outcome", "standing"),
    },
}
_STANDING_JA: Mapping[str, str] = {
    "settled": "決着",
    "window over": "期間終了",
    "to date": "現時点まで",
    "no outcome": "結果なし",
    "no test": "判定の基準なし",
    "condition not known to have come": "条件の成立が不明",
    "condition has not come": "条件が成立していない",
    "not final": "未確定",
    "up to 3 months": "3か月まで",
    "up to 6 months": "6か月まで",
    "up to 12 months": "12か月まで",
    "more than 12 months": "12か月より先",
}


def tables(
    report: Mapping[str, Any], language: Language, *, names: Mapping[str, Mapping[str, str]] | None = None
) -> tuple[Table, ...]:
    """The report's tables, without those that would be empty.

    Parameters
    ----------
    names:
        Names of drivers and topics by language; identifiers stand in where there is none.
    """
    named = {key: text.get(language, key) for key, text in (names or {}).items()}
    found = [
        *(_compared(report[key], key, language) for key in ("overall", "to_date", "same_fit") if report[key]),
        *(_groups(report[key], key, language, named) for key in ("by_origin", "by_lead", "by_driver", "by_topic")),
        _calibration(report["calibration"][MODEL], language),
        _forecasts(report["forecasts"], language),
    ]
    return tuple(table for table in found if table.rows)


def _compared(compared: Mapping[str, Any], key: str, language: Language) -> Table:
    differences = {each["against"]: each for each in compared["differences"]}
    rows = []
    for score in compared["scores"]:
        each = differences.get(score["forecaster"])
        against = ("", "", "") if each is None else (f"{each['brier']:+.3f}", _ends(each["interval"]), _share(each))
        name = NAMES[score["forecaster"]][language]
        rows.append((name, f"{score['brier']:.3f}", f"{score['log']:.3f}", *against))
    return _table(key, "compared", language, rows)


def _groups(groups: Iterable[Mapping[str, Any]], key: str, language: Language, names: Mapping[str, str]) -> Table:
    rows = []
    for group in groups:
        scores = {score["forecaster"]: f"{score['brier']:.3f}" for score in group["scores"]}
        counts = (str(group[what]) for what in ("questions", "forecasts", "documents"))
        label = names.get(group["key"], _word(group["key"], language))
        rows.append((label, *counts, *(scores[name] for name in NAMES)))
    return _table(key, "groups", language, rows)


def _calibration(bins: Iterable[Mapping[str, Any]], language: Language) -> Table:
    rows = [
        (
            f"{each['low']:.1f}–{each['high']:.1f}",
            str(each["n"]),
            f"{each['forecast']:.2f}",
            f"{each['observed']:.2f}",
            f"{each['observed_low']:.2f}..{each['observed_high']:.2f}",
        )
        for each in bins
    ]
    return _table("calibration", "calibration", language, rows)


def _forecasts(forecasts: Iterable[Mapping[str, Any]], language: Language) -> Table:
    rows = [
        (
            each["question"],
            each["origin"],
            str(each["lead"]),
            f"{each['forecasts'][MODEL]:.3f}",
            f"{each['error']:.3f}",
            f"{each['forecasts']['paper']:.3f}",
            "" if each["outcome"] is None else f"{each['outcome']:g}",
            _word(each["why"], language),
        )
        for each in forecasts
    ]
    return _table("forecasts", "forecasts", language, rows)


def _table(key: str, head: str, language: Language, rows: Sequence[tuple[str, ...]]) -> Table:
    return Table(TITLES[key][language], _HEADS[head][language], tuple(rows))


def _word(text: str, language: Language) -> str:
    return _STANDING_JA.get(text, text) if language == "ja" else text


def _ends(interval: Mapping[str, float] | None) -> str:
    return "" if interval is None else f"{interval['low']:+.3f}..{interval['high']:+.3f}"


def _share(each: Mapping[str, Any]) -> str:
    return "" if each["skill"] is None else f"{each['skill']:+.2f}"
