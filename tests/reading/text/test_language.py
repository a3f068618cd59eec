from __future__ import annotations

import pytest

from shiome.reading.text.language import language_of
from shiome.vocabulary.languages import Language


@pytest.mark.parametrize(
    ("text", "among", "language"),
    [
        ("両国は共同声明を発表した。", None, "ja"),
        ("双方发表了联合声明。", None, "zh"),
        ("공동성명을 발표했다.", None, "ko"),
        ("Стороны приняли заявление.", None, "ru"),
        ("They issued a statement.", None, "en"),
        ("共同声明", "ja", "ja"),
        ("共同声明", "zh", "zh"),
        ("（2025年4月16日校了）", "ja", "ja"),
        ("联合声明", "ja", "zh"),
        ("核協議グループ（NCG: Nuclear Consultation Group）が発足し、協議を重ねている。", None, "ja"),
        ("6월 北 미사일", None, "ko"),
        ("12345 !?", None, None),
        ("", None, None),
    ],
)
def test_language(text: str, among: Language | None, language: Language | None) -> None:
    assert language_of(text, among=among) == language
