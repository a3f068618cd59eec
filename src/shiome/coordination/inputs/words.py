"""Words of the inputs in Japanese and English."""

from __future__ import annotations

from shiome.vocabulary.languages import in_language

WORDS: dict[str, dict[str, str]] = {
    "proposed": {"ja": "提言段階", "en": "called for"},
    "launched": {"ja": "開設", "en": "launched"},
    "held": {"ja": "使われた例あり", "en": "was used"},
    "continued": {"ja": "継続", "en": "in use"},
    "stalled": {"ja": "停滞", "en": "stalled"},
    "ended": {"ja": "途絶", "en": "ended"},
    "open": {"ja": "裏付けあり", "en": "borne out"},
    "closed": {"ja": "裏付けなし", "en": "not borne out"},
    "unsure": {"ja": "判断できない", "en": "cannot be told"},
    "unmeasured": {"ja": "値なし", "en": "not measured"},
    "event": {"ja": "出来事", "en": "event"},
    "wording": {"ja": "文言", "en": "wording"},
    "leaders": {"ja": "首脳", "en": "leaders"},
    "ministers": {"ja": "閣僚", "en": "ministers"},
    "officials": {"ja": "実務", "en": "officials"},
    "joint": {"ja": "共同", "en": "joint"},
    "hearing": {"ja": "公聴会", "en": "hearing"},
    "backing": {"ja": "後ろ盾", "en": "backing"},
    "dialogue": {"ja": "対話", "en": "dialogue"},
    "message": {"ja": "発信", "en": "message"},
}
"""Words by key and language."""


def word(key: str, language: str) -> str:
    """A word of the inputs; the key itself where it has none."""
    return in_language(WORDS.get(key, {"en": key}), language)
