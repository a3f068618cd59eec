"""Whether the model has earned trust, in words that say how little they may rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from shiome.futures.backtest.scores import MODEL, Comparison, Difference

LEAST_QUESTIONS = 20
"""Questions below which nothing is said in the model's favour."""
LEAST_DOCUMENTS = 6
"""Documents below which nothing is said in its favour.

If the model were no better, k documents that stand or fall whole would still all point its way once in 2^k; six is the fewest for
which that is rarer than 2.5 % (one side of a 95 % interval).
"""
WORST = 5
"""Groups that the verdict names, of those in which somebody did better."""
Level = Literal["earned", "not shown", "worse", "too few", "nothing"]

NAMES: Mapping[str, Mapping[str, str]] = {
    MODEL: {"ja": "モデル", "en": "the model"},
    "base_rate": {"ja": "それまでの的中率", "en": "the base rate"},
    "hedge": {"ja": "語調の帯の中央", "en": "the middle of the hedge's band"},
    "paper": {"ja": "論考自身の帯の中央", "en": "the middle of the paper's own band"},
    "even": {"ja": "五分五分", "en": "even odds"},
}
"""The forecasters by name."""


@dataclass(frozen=True)
class Verdict:
    """A level and what it means in words."""

    level: Level
    text: Mapping[str, str]

    @property
    def earned(self) -> bool:
        """Whether the model has earned trust."""
        return self.level == "earned"


def level_of(compared: Comparison | None) -> Level:
    """The level of a comparison.

    ``earned`` only where enough was asked, every interval of a Brier difference lies wholly on the model's side, and its mean
    logarithmic score is worse than nobody's.
    """
    if compared is None:
        return "nothing"
    if compared.questions < LEAST_QUESTIONS or compared.documents < LEAST_DOCUMENTS:
        return "too few"
    if any(each.worse for each in compared.differences):
        return "worse"
    return "earned" if all(each.better and each.log <= 0.0 for each in compared.differences) else "not shown"


def judge(
    compared: Comparison | None,
    groups: Sequence[Comparison] = (),
    *,
    names: Mapping[str, Mapping[str, str]] | None = None,
) -> Verdict:
    """The verdict on all questions, naming the groups (drivers or topics) in which the model has not earned trust.

    Parameters
    ----------
    names:
        Name of each group by language; the key stands in where there is none.
    """
    level = level_of(compared)
    if compared is None:
        return Verdict(
            level,
            {
                "ja": "モデルはまだ信頼を得ていない。採点できる問いが一つもない。",
                "en": "The model has not earned trust yet: there is no question that can be scored.",
            },
        )
    lines = {
        language: [_opening(level, language), _rests_on(compared, language), *_standing(compared, language)]
        for language in ("ja", "en")
    }
    for language, parts in lines.items():
        parts += _where(groups, language, names or {})
    return Verdict(level, {"ja": "".join(lines["ja"]), "en": " ".join(lines["en"])})


_OPENINGS: Mapping[Level, Mapping[str, str]] = {
    "earned": {
        "ja": "モデルは信頼を得た。どの比較相手よりも誤差が小さく、差の区間はいずれも零を含まない。",
        "en": "The model has earned trust: it lost less than every other forecaster, and no interval of a difference includes zero.",
    },
    "not shown": {
        "ja": "モデルはまだ信頼を得ていない。比較相手のうち少なくとも一つについて、差の区間が零を含むか、対数スコアで劣る。",
        "en": (
            "The model has not earned trust yet: against at least one forecaster the interval of the difference includes zero, "
            "or its logarithmic score is worse."
        ),
    },
    "worse": {
        "ja": "モデルは信頼を得ていない。比較相手のうち少なくとも一つより明らかに劣る。",
        "en": "The model has not earned trust: against at least one forecaster it did clearly worse.",
    },
    "too few": {
        "ja": f"モデルはまだ信頼を得ていない。問い{LEAST_QUESTIONS}件、文書{LEAST_DOCUMENTS}点に満たず、優劣は言えない。",
        "en": (
            f"The model has not earned trust yet: fewer than {LEAST_QUESTIONS} questions or {LEAST_DOCUMENTS} documents "
            "cannot tell who is better."
        ),
    },
    "nothing": {"ja": "", "en": ""},
}


def _opening(level: Level, language: str) -> str:
    return _OPENINGS[level][language]


def _rests_on(compared: Comparison, language: str) -> str:
    n, questions, documents = compared.forecasts, compared.questions, compared.documents
    loss = compared.score(MODEL).brier
    if language == "ja":
        return (
            f"根拠は文書{documents}点の問い{questions}件、のべ{n}回の予測にとどまる。"
            f"その平均ブライアスコアは{loss:.3f}（0が最良）。"
        )
    counted = [_counted(questions, "question"), _counted(documents, "document"), _counted(n, "forecast")]
    return f"It rests on no more than {counted[0]} from {counted[1]} ({counted[2]}), with a mean Brier score of {loss:.3f} (0 is best)."


def _standing(compared: Comparison, language: str) -> list[str]:
    return [_against(each, compared.score(each.against).brier, language) for each in compared.differences]


def _against(each: Difference, loss: float, language: str) -> str:
    name = NAMES[each.against][language]
    shown = "" if each.interval is None else _between(each.interval.low, each.interval.high, language)
    if language == "ja":
        word = "小さい" if each.brier < 0 else "大きい" if each.brier > 0 else "同じ"
        return f"{name}（{loss:.3f}）との差は{_signed(each.brier)}で{word}{f'（区間 {shown}）' if shown else '（区間なし）'}。"
    word = "less" if each.brier < 0 else "more" if each.brier > 0 else "the same"
    return f"Against {name} ({loss:.3f}) it lost {word}: {_signed(each.brier)} ({f'interval {shown}' if shown else 'no interval'})."


def _between(low: float, high: float, language: str) -> str:
    return f"{_signed(low)}{'～' if language == 'ja' else ' to '}{_signed(high)}"


def _signed(difference: float) -> str:
    return f"{difference:+.3f}".replace("-", "−")


def _where(groups: Sequence[Comparison], language: str, names: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Where the model fell furthest behind the best of the others, and that it has earned trust in no part where it has not."""
    behind = sorted((each for each in groups if _behind(each) > 0), key=lambda each: (-_behind(each), each.key))
    earned = [each for each in groups if level_of(each) == "earned"]
    counted = "{name}（{n}）" if language == "ja" else "{name} ({n})"
    listed = [counted.format(name=_name(each.key, language, names), n=each.questions) for each in behind[:WORST]]
    if language == "ja":
        text = [f"最も優れた相手に大きく劣ったところ（問いの数）：{'、'.join(listed)}。"] if listed else []
        return [*text, "信頼を得た分野はない。"] if groups and not earned else text
    text = [f"It fell furthest behind the best of the others on (questions): {', '.join(listed)}."] if listed else []
    return [*text, "In no part has it earned trust by itself."] if groups and not earned else text


def _behind(each: Comparison) -> float:
    return max(one.brier for one in each.differences)


def _name(key: str, language: str, names: Mapping[str, Mapping[str, str]]) -> str:
    return names.get(key, {}).get(language, key)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
