"""What a pack's check says of its questions."""

import pytest
from tests.region.packs import write_pack

from shiome.region.check import check_pack

JUDGEMENTS = """\
- id: P-1
  proposition: {ja: x, en: y}
  made_on: 2024-01-10
  horizon: {ja: x, en: y}
  hedge: 4
  low: 0.6
  high: 0.8
  cue: だろう
  holder: AAA
  criterion: {ja: x, en: y}
  resolvable: yes
  cite: ["d1:L1"]
"""


def problems(folder, question):
    files = {"judgements.yaml": JUDGEMENTS, "questions.yaml": f"- {{id: q, {question}}}\n"}
    return [str(problem) for problem in check_pack(write_pack(folder, files))[1]]


@pytest.mark.parametrize(
    "question",
    [
        "judgement: P-1, formula: talks=held",
        "judgement: P-1, formula: talks=held, fit: close, note: {ja: x, en: y}",
        "judgement: P-1, unmapped: {ja: x, en: y}",
    ],
)
def test_a_question_has_a_formula_or_says_why_not(tmp_path, question):
    assert problems(tmp_path, question) == []


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("judgement: P-2, formula: talks=held", "q judgement: judgements has no entry 'P-2'"),
        ("judgement: P-1", "q formula: give a formula, or say under unmapped why there is none"),
        ("judgement: P-1, formula: a=b, unmapped: {ja: x, en: y}", "give a formula, or say under unmapped"),
        ("judgement: P-1, unmapped: {en: y}", "unmapped: no text in ja"),
        ("judgement: P-1, formula: a=b, fit: close", "q note: a formula that is only close says what it leaves out"),
        ("judgement: P-1, formula: a=b, came: [{outcome: true, cite: ['d1:L1']}]", "q came: there is no condition"),
        ("judgement: P-1, formula: a=b, condition: c=d, came: [{outcome: true, cite: ['d9:L1']}]", "no entry 'd9'"),
    ],
)
def test_what_is_wrong_with_a_question_is_told_with_its_place(tmp_path, question, expected):
    found = problems(tmp_path, question)
    assert any(expected in problem and "questions.yaml, line 1" in problem for problem in found), found
