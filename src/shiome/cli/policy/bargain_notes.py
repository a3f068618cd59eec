"""What ``shiome policy bargain`` says of its method, and of the records and missing numbers behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shiome.policy.bargaining import Inputs
    from shiome.policy.bargaining.narration import Result


def method(found: Result, more: Mapping[str, Any], language: str) -> Iterator[str]:
    """What a reader has to know of the model: other definitions, what was divided, and the notes of the result."""
    from shiome.policy.bargaining import notes

    ja = language == "ja"
    if (ends := more.get("other_definitions")) is not None:
        told = ", ".join(f"{name} {median:.1f}" for name, median in ends.items())
        yield (
            f"ほかの定義での終わりの中央値: {told}"
            if ja
            else f"The median at the end by the other definitions: {told}."
        )
    if more.get("salience_shared"):
        yield (
            "各主体の重要度は合計が1以下になるよう、最大の合計で一律に割った。"
            if ja
            else "Saliences were divided by the largest total of an actor, as this model takes them as parts of one attention."
        )
    for each in notes(found):
        yield each[language]


def basis(inputs: Inputs, language: str) -> Iterator[str]:
    """Which records it rests on, and in one line what is missing."""
    ja = language == "ja"
    count = len(inputs.records)
    yield (
        f"{count} 件の立場の記録による。数値は文書にあるものではなく符号化者の読みで、根拠は各記録の注にある。"
        if ja
        else f"From {count} position records. Numbers are readings of coders and not in the documents; the notes of the records say why."
    )
    if inputs.missing:
        told = ("；" if ja else "; ").join(_lacks(inputs, ja=ja))
        yield f"数値が欠けるため外した主体：{told}" if ja else f"Left out for lack of numbers: {told}"


def _lacks(inputs: Inputs, *, ja: bool) -> Iterator[str]:
    """Each actor that is left out with what it lacks, by issue."""
    words = {"position": "立場", "salience": "重要度", "capability": "能力"} if ja else {}
    lacking: dict[str, dict[str, list[str]]] = {}
    for each in inputs.missing:
        word = words.get(each.quantity, each.quantity)
        lacking.setdefault(each.actor, {}).setdefault(each.issue, []).append(word)
    joint = "・" if ja else " and "
    for actor, issues in lacking.items():
        parts = [joint.join(quantities) + (f" {issue}" if issue else "") for issue, quantities in issues.items()]
        yield f"{actor}（{'、'.join(parts)}）" if ja else f"{actor} ({', '.join(parts)})"
