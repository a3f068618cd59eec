from __future__ import annotations

from collections.abc import Callable

import pytest

from shiome.coordination.terms import TermCheck, TermChecker
from shiome.reading.text.document import TextDocument

CVID, COMPLETE, BARE = 0, 1, 2
HEAD = "Joint statement\n20 November 2025\n\n"


@pytest.mark.parametrize(
    ("sentence", "state", "rung"),
    [
        ("The goal is the complete, verifiable and irreversible denuclearization of North Korea.", "present", CVID),
        (
            "The goal is the complete denuclearization of the DPRK in a verifiable and irreversible manner.",
            "present",
            CVID,
        ),
        ("They hold to the complete denuclearization of North Korea.", "weakened", COMPLETE),
        ("They spoke of the denuclearization of North Korea.", "weakened", BARE),
        ("They agreed on arms control with North Korea.", "gone", None),
        ("They agreed on tourism.", "silent", None),
    ],
)
def test_strength_of_a_formula(check: Callable[[str], TermCheck], sentence: str, state: str, rung: int | None) -> None:
    (formula,) = check(HEAD + sentence + "\n").formulas
    assert (formula.state, formula.rung, formula.expected) == (state, rung, CVID)
    assert all(passage.line == 4 for passage in formula.passages)
    assert bool(formula.passages) == (state != "silent")


@pytest.mark.parametrize(
    ("language", "text", "rung"),
    [
        ("ja", "共同声明\n2025年11月20日\n\n最終目標は完全かつ検証可能で不可逆的な非核化である。\n", CVID),
        ("ko", "공동성명\n2025년 11월 20일\n\n북한의 완전한 비핵화가 목표이다.\n", COMPLETE),
        ("zh", "联合声明\n2025年11月20日\n\n三国重申朝鲜完全无核化的目标。\n", COMPLETE),
        ("ru", "Заявление\n20 ноября 2025 года\n\nЦель — полная денуклеаризация КНДР.\n", COMPLETE),
    ],
)
def test_formula_in_other_languages(check: Callable[[str], TermCheck], language: str, text: str, rung: int) -> None:
    found = check(text)
    assert (found.language, found.formulas[0].rung) == (language, rung)


def test_measured_against_an_earlier_text(checker: TermChecker, read: Callable[[str], TextDocument]) -> None:
    before = read("共同声明\n2025年2月15日\n\n三か国は北朝鮮の完全な非核化を確認した。\n")
    same = read(HEAD + "They hold to the complete denuclearization of North Korea.\n")
    (kept,) = checker.check(same, baseline=before).formulas
    assert (kept.state, kept.expected) == ("present", COMPLETE)
    (less,) = checker.check(
        read(HEAD + "The denuclearization of North Korea remains the aim.\n"), baseline=before
    ).formulas
    assert less.state == "weakened"
    silent = read("記録\n2025年2月15日\n\n三か国は観光を話し合った。\n")
    (top,) = checker.check(same, baseline=silent).formulas
    assert (top.state, top.expected) == ("weakened", CVID)
