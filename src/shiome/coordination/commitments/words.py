"""Words of the register in Japanese and English."""

from __future__ import annotations

from shiome.vocabulary.languages import in_language
from shiome.vocabulary.plover import NAMES

WORDS: dict[str, dict[str, str]] = {
    "proposed": {"ja": "提案", "en": "proposed"},
    "agreed": {"ja": "合意", "en": "agreed"},
    "launched": {"ja": "発足", "en": "launched"},
    "held": {"ja": "実施", "en": "held"},
    "continued": {"ja": "継続", "en": "continued"},
    "stalled": {"ja": "停滞", "en": "stalled"},
    "lapsed": {"ja": "失効", "en": "lapsed"},
    "fulfilled": {"ja": "履行済み", "en": "fulfilled"},
    "ended": {"ja": "終了", "en": "ended"},
    "succeeded": {"ja": "後継へ移行", "en": "succeeded"},
    "planned": {"ja": "合意後の記述なし", "en": "agreed, never seen to begin"},
    "overdue": {"ja": "期限超過", "en": "overdue"},
    "due": {"ja": "期限間近", "en": "due"},
    "unconfirmed": {"ja": "現政権の確認なし", "en": "not confirmed by those in office"},
    "silent": {"ja": "記述の途絶", "en": "nothing told"},
    "confirmed": {"ja": "現政権が確認", "en": "confirmed by the one in office"},
    "possibly": {"ja": "現政権の可能性あり", "en": "perhaps by the one in office"},
    "before": {"ja": "前政権まで", "en": "only by one before"},
    "vacant": {"ja": "政府の長が不在", "en": "office vacant"},
    "leaders": {"ja": "首脳", "en": "leaders"},
    "ministers": {"ja": "閣僚", "en": "ministers"},
    "officials": {"ja": "実務", "en": "officials"},
    "going": {"ja": "停滞の記述なし", "en": "no standstill told"},
    "unknown": {"ja": "記述なし", "en": "nothing told of it"},
    "ahead": {"ja": "これから", "en": "ahead"},
    "running": {"ja": "進行中", "en": "running"},
    "past": {"ja": "期日経過", "en": "past"},
    "passed": {"ja": "達成", "en": "passed"},
    "partly": {"ja": "一部達成", "en": "in part"},
    "failed": {"ja": "未達成", "en": "failed"},
    "open": {"ja": "未決", "en": "open"},
}
"""Words by key and language."""


def word(key: str, language: str) -> str:
    """A word of the register, or the name of an event's type; the key itself where it is neither."""
    return in_language(WORDS.get(key) or NAMES.get(key, {"en": key}), language)


def derived_word(state: str, language: str) -> str:
    """A derived state, told apart from one that a document tells of.

    >>> derived_word("stalled", "en")
    'stalled (derived)'
    """
    return f"{word(state, language)}（推定）" if language == "ja" else f"{word(state, language)} (derived)"
