from __future__ import annotations

from datetime import date

import pytest

from shiome.reading.text.document import read_text
from shiome.reading.text.sentences import sentence_spans


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("ja", ["「再開した。さらに続ける」と述べた。", "次の文だ。"]),
        ("ja", ["「再開した。」と述べた。", "「続ける。」", "「終わる。」"]),
        ("ja", ["なぜか？", "理由は「不明？」とされた。", "本当か！"]),
        ("ja", ["訓練（昨年は中止。今年は再開）が始まった。", "続く（予定である）。"]),
        ("ja", ["開きがない」とされた。", "閉じがない「とされた。", "最後の文"]),
        ("ja", ["割合は3.5％だった．", "次も同じだ．"]),
        ("zh", ["“我们支持对话。”他说。", "会谈将继续吗？", "尚未公布。"]),
        ("en", ["Mr. Lee met Gen. J. R. Smith of the U.S. Army at 5 p.m. on Jan. 5.", "It was short."]),
        ("en", ['"We are ready." He left.'[:15], '"Really?" he asked.', "Yes!"]),
        ("en", ["It fell 3.5 percent, i.e. less than in the U.S.", "The talks, etc. went on."]),
        ("en", ["1. First point holds.", "See No. 5 and pp. 3-4."]),
        ("ko", ["국방부는 2025. 5. 20. 발표했다.", "“강력히 대응하겠다.”고 밝혔다.", "왜인가?", "모른다."]),
        (
            "ru",
            [
                "В 2025 г. президент В. В. Иванов выступил.",
                "«Да», — сказал он.",
                "Обсудили санкции и т.д.",
                "Затем ушли.",
            ],
        ),
    ],
)
def test_sentences_of_each_language(language: str, sentences: list[str]) -> None:
    glue = "" if language in ("ja", "zh") else " "
    text = glue.join(sentences)
    assert [text[start:end] for start, end in sentence_spans(text, language)] == sentences


def test_sentences_carry_their_place() -> None:
    text = "第一の題\n\n両国は 2025 年に\n合意した。続ける。\n\n• 一点目。\n\nThey agreed. It holds.\n"
    document = read_text(text.encode(), file_name="a.txt", today=date(2100, 1, 1))
    rows = [(s.text, s.paragraph, s.role, s.language, s.section) for s in document.sentences]
    assert rows == [
        ("第一の題", 0, "heading", "ja", "第一の題"),
        ("両国は2025年に合意した。", 1, "text", "ja", "第一の題"),
        ("続ける。", 1, "text", "ja", "第一の題"),
        ("一点目。", 2, "bullet", "ja", "第一の題"),
        ("They agreed.", 3, "text", "en", "第一の題"),
        ("It holds.", 3, "text", "en", "第一の題"),
    ]
    second = document.sentences[1]
    assert document.raw[second.raw_start : second.raw_end] == "両国は 2025 年に\n合意した。"
    assert document.line_of(second.raw_start) == 3
    assert document.line_of(second.raw_end - 1) == 4


def test_a_heading_is_one_unit_whatever_stands_in_it() -> None:
    document = read_text(
        "◆ なぜか？ 理由は？\n\n両国は合意した。\n".encode(), file_name="a.txt", today=date(2100, 1, 1)
    )
    assert [s.text for s in document.sentences] == ["なぜか？理由は？", "両国は合意した。"]


class TestPassages:
    def test_one_passage_per_block_with_its_raw_span(self) -> None:
        document = read_text("題 目\n\n両国は 5 月に\n合意した。\n".encode(), file_name="a.txt", today=date(2100, 1, 1))
        assert [(p.number, p.text) for p in document.passages] == [(0, "題 目"), (1, "両国は5月に合意した。")]
        last = document.passages[1]
        assert document.raw[last.start : last.end] == "両国は 5 月に\n合意した。"
        assert {p.document for p in document.passages_of("doc-1")} == {"doc-1"}

    def test_a_long_paragraph_is_cut_at_ends_of_sentences(self) -> None:
        text = "両国は来年の訓練を再開すると発表した。" * 100
        document = read_text(text.encode(), file_name="a.txt", today=date(2100, 1, 1))
        assert len(document.passages) > 2
        assert all(p.text.endswith("。") and len(p.text) < 750 for p in document.passages)
        assert "".join(p.text for p in document.passages) == text
