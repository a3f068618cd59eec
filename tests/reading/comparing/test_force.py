from __future__ import annotations

import pytest
from tests.reading.comparing.materials import bank, lines

from shiome.reading.comparing import compare
from shiome.reading.comparing.lexicon import LANGUAGES, load_concepts, load_words


@pytest.mark.parametrize(
    ("a", "b", "op"),
    [
        ("We expect them to stop.", "We demand that they stop.", "strengthened"),
        ("We condemn the launch.", "We regret the launch.", "weakened"),
        ("This is a firm commitment.", "This is an ironclad commitment.", "strengthened"),
        ("Both sides will meet.", "Both sides will meet as appropriate.", "weakened"),
        ("自制を要求する。", "自制を期待する。", "weakened"),
        ("断固たる決意を示した。", "決意を示した。", "weakened"),
        ("강력히 규탄한다.", "규탄한다.", "weakened"),
        ("各方应当停止。", "各方必须停止。", "strengthened"),
        ("Стороны намерены сотрудничать.", "Стороны обязуются сотрудничать.", "strengthened"),
    ],
)
def test_stronger_and_weaker(a, b, op):
    found = compare(lines([a]), lines([b]), terms=bank())
    assert {change.op for change in found.changes if change.level == "force"} == {op}
    back = compare(lines([b]), lines([a]), terms=bank())
    assert {change.op for change in back.changes if change.level == "force"} == {"strengthened", "weakened"} - {op}


def test_a_synonym_is_no_change_of_force():
    found = compare(lines(["A firm commitment to peace."]), lines(["A strong commitment to peace."]), terms=bank())
    assert not [change for change in found.changes if change.level == "force"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_graded_concept_and_topic_has_words(language):
    concepts, words = load_concepts(), load_words(language)
    wanted = {concept for grades in concepts.graded.values() for concept in grades} | set(concepts.topics)
    # Russian has one word for regretting and deploring.
    lacking = {"ru": {"deplore"}}.get(language, set())
    assert wanted - words.concepts.keys() == lacking
    assert all(row and all(isinstance(word, str) and word for word in row) for row in words.concepts.values())


def test_scales_and_grades_belong_together():
    concepts = load_concepts()
    assert concepts.scales.keys() == concepts.graded.keys()
    every = [concept for grades in concepts.graded.values() for concept in grades]
    assert len(every) == len(set(every))
