from __future__ import annotations

from shiome.reading.dictionaries.patterns import Codes, GroupElement, RoleElement, WordElement
from shiome.reading.dictionaries.verbs import parse_verbs

FIRST = """
&TIES_   # no plural
+LINKS
+&KINDS
&KINDS
+TRADE PACT
--- DROP [120] ---
DROP
SHUN {SHUNS SHUNNED} [125]
+WALK_OUT {+WALKED_OUT}
WIRE_+TAP
- SAID WOULD * &TIES [164]
- *_OUT_ TALKS [164:040]
- $ * + [---]
- no verb here [111]
--- MEET [040:040] ---
MEET {MET}
"""

SECOND = """
--- AGREE [030] ---
AGREE
- % * [050:050]
- * (TO {PEACE PLAN}) [037]
- * {ECONOMIC AID} (FROM ^) + [071]
- * (OPEN [1]
~ a (b . ATTACK) SAY = a b 112
~ nonsense
--- SHOUT [:110] ---  # NOUN
SHOUT
"""


def test_regular_forms_are_generated_and_given_ones_taken_as_they_are():
    verbs = parse_verbs(FIRST)
    assert {"DROP", "DROPS", "DROPED", "DROPING"} <= set(verbs.single)
    assert "SHUNNED" in verbs.single
    assert "SHUNING" not in verbs.single
    assert verbs.single["SHUNS"].codes == Codes("125")
    assert verbs.single["DROPS"].codes == Codes("120")


def test_verbs_of_several_words_hang_on_the_inflected_one():
    verbs = parse_verbs(FIRST)
    assert [(multi.before, multi.after) for multi in verbs.several["WALKED"]] == [((), ("OUT",))]
    assert [(multi.before, multi.after) for multi in verbs.several["TAPED"]] == [(("WIRE",), ())]


def test_linear_patterns_keep_their_joins_and_the_most_specific_comes_first():
    verbs = parse_verbs(FIRST)
    assert verbs.generation == 1
    patterns = verbs.single["DROP"].patterns
    assert [pattern.weight for pattern in patterns] == [3, 2, 0]
    talks = patterns[1]
    assert talks.codes == Codes("164", "040")
    assert [element.joined for element in talks.after if isinstance(element, WordElement)] == [True, False]
    assert not patterns[2].codes
    assert patterns[2].after == (RoleElement("target"),)


def test_synonym_sets_may_hold_sets_that_come_later():
    element = parse_verbs(FIRST).single["DROP"].patterns[0].after[0]
    assert isinstance(element, WordElement)
    assert "LINKS" in element.single
    assert ("TRADE", "PACT") in element.several


def test_phrase_brackets_tell_the_second_generation():
    verbs = parse_verbs(SECOND)
    assert verbs.generation == 2
    by_text = {pattern.text: pattern for pattern in verbs.single["AGREED"].patterns}
    plan = by_text["* (TO {PEACE PLAN})"].after[0]
    assert isinstance(plan, GroupElement)
    assert plan.kind == "preposition"
    assert len(plan.inner) == 3
    aid = by_text["* {ECONOMIC AID} (FROM ^) +"]
    assert [type(element).__name__ for element in aid.after] == ["GroupElement", "GroupElement", "RoleElement"]
    assert aid.weight == 3


def test_a_code_may_be_of_the_other_side_only():
    assert parse_verbs(SECOND).single["SHOUTED"].codes == Codes("", "110")


def test_lines_that_cannot_be_read_are_listed_with_their_numbers():
    first, second = parse_verbs(FIRST), parse_verbs(SECOND)
    assert [problem.text for problem in first.problems] == ["- no verb here [111]"]
    assert [problem.line for problem in second.problems] == [7, 9]
    assert len(second.transformations) == 1


def test_a_line_outside_any_block_is_a_problem_not_an_error():
    verbs = parse_verbs("STRAY\n- * X [010]")
    assert len(verbs) == 0
    assert len(verbs.problems) == 2


def test_a_verb_of_two_blocks_has_the_patterns_of_both_and_the_first_real_code():
    verbs = parse_verbs("--- A [---] ---\nFIRE\n- * GUN [190]\n--- B [080] ---\nFIRE\n- * BIG STAFF [160]")
    fire = verbs.single["FIRE"]
    assert fire.codes == Codes("080")
    assert [pattern.text for pattern in fire.patterns] == ["* BIG STAFF", "* GUN"]
