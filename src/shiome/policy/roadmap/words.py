"""Words of roadmap tables and pictures, in Japanese and English."""

from __future__ import annotations

from collections.abc import Mapping

_WORDS: Mapping[str, Mapping[str, str]] = {
    "ja": {
        "month": "月（開始–完了）",
        "verified": "検証済み",
        "track": "系統",
        "party": "実施者",
        "step": "段階",
        "threat": "減る脅威",
        "undone": "可逆",
        "slack": "余裕（点）",
        "tempted": "最も離脱に近い",
        "holds": "自己拘束",
        "yes": "幅の全域で成立",
        "partly": "最尤値で成立",
        "no": "不成立",
        "end": "終点",
        "axis": "開始からの月数",
        "reading": "濃い棒は実施、薄い棒は検証までの月。",
        "held": "どの段階でも離脱は得にならない（最尤値）。",
        "broken": "▲ の {count} 段階では、その当事者は離脱が得になる（最尤値）。",
        "enough": "これで全体が成立する。",
        "not_enough": "この段階は成立するが、他の段階が残る。",
        "mend_verification": "「{step}」の検証を {before} か月から {after} か月に早める。",
        "mend_snapback": "スナップバックまでを {before} か月から {after} か月に早める。",
        "mend_detection": "{party}の不履行が見つかる確率を {before} から {after} に上げる。",
        "mend_watch": "{party}の巻き戻しが見つかるまでを {before} か月から {after} か月に早める。",
        "mend_penalty": "{party}の離脱に対する毎月の損失を {before} 点から {after} 点に増やす。",
        "mend_surplus": "完了後に{party}が毎月得るものを {before} 点から {after} 点に増やす。",
        "mend_split": "「{step}」を二つに分け、それぞれ検証する（費用 {before} 点を {after} 点ずつ）。",
        "mend_reorder": "「{other}」を「{step}」の検証後に移す（{before} か月目から {after} か月目へ）。",
    },
    "en": {
        "month": "Months (begins–done)",
        "verified": "Verified",
        "track": "Track",
        "party": "Taken by",
        "step": "Step",
        "threat": "Threat reduced",
        "undone": "Can be undone",
        "slack": "Slack (points)",
        "tempted": "Nearest to leaving",
        "holds": "Self-enforcing",
        "yes": "throughout the bands",
        "partly": "at the likeliest values",
        "no": "no",
        "end": "the end",
        "axis": "months from the beginning",
        "reading": "Full bars: taken; pale bars: until verified.",
        "held": "Nobody gains by leaving at any step (likeliest values).",
        "broken": "At the {count} steps marked ▲ the party named gains by leaving (likeliest values).",
        "enough": " The whole plan then holds.",
        "not_enough": " This step then holds; others remain.",
        "mend_verification": "Verify “{step}” within {after} months instead of {before}.",
        "mend_snapback": "Respond {after} months after notice instead of {before}.",
        "mend_detection": "Raise the probability that {party} is found out from {before} to {after}.",
        "mend_watch": "Notice what {party} undoes within {after} months instead of {before}.",
        "mend_penalty": "Raise what leaving costs {party} each month from {before} to {after} points.",
        "mend_surplus": "Raise what {party} draws each month once all is done from {before} to {after} points.",
        "mend_split": "Cut “{step}” in two, each verified by itself (cost {after} points each instead of {before}).",
        "mend_reorder": "Move “{other}” behind the verification of “{step}” (month {after} instead of {before}).",
    },
}


def words(language: str) -> Mapping[str, str]:
    """The words of a language; English where there are none."""
    return _WORDS.get(language, _WORDS["en"])
