from __future__ import annotations

import pytest

from shiome.reading.dependencies import clauses

from .trees import tree

PASSIVE = tree(
    "Borland PROPN 3 nsubj:pass",
    "was AUX 3 aux:pass be",
    "criticized VERB/VBN 0 root criticize",
    "by ADP 5 case",
    "Avaria PROPN 3 obl",
)
RELATIVE = tree(
    "Soldiers NOUN 4 nsubj soldier",
    "who PRON/WP 3 nsubj who PronType=Rel",
    "fled VERB/VBD 1 acl:relcl flee",
    "returned VERB/VBD 0 root return",
)
REPORTED = tree(
    "Avaria PROPN 2 nsubj",
    "said VERB/VBD 0 root say",
    "it PRON/PRP 6 nsubj",
    "would AUX/MD 6 aux",
    "not PART 6 advmod:neg",
    "help VERB/VB 2 ccomp help VerbForm=Inf",
    "Borland PROPN 6 obj",
)


def only(sentence, word):
    return next(clause for clause in clauses(sentence) if sentence.tokens[clause.predicate].form == word)


def words(sentence, positions):
    return [sentence.tokens[position].form for position in positions]


def test_a_passive_has_its_agent_among_the_obliques():
    clause = only(PASSIVE, "criticized")
    assert clause.passive
    assert words(PASSIVE, clause.subjects) == ["Borland"]
    assert [(oblique.preposition, PASSIVE.tokens[oblique.head].form) for oblique in clause.obliques] == [
        ("BY", "Avaria")
    ]


def test_the_subject_of_a_relative_clause_is_the_noun_it_describes():
    clause = only(RELATIVE, "fled")
    assert clause.inherited
    assert words(RELATIVE, clause.subjects) == ["Soldiers"]
    assert not only(RELATIVE, "returned").inherited


def test_a_reported_clause_knows_who_reports_and_whom_its_pronoun_means():
    clause = only(REPORTED, "help")
    assert clause.reporter == 1
    assert words(REPORTED, clause.subjects) == ["Avaria"]
    assert clause.negated
    assert clause.reality == "negated"
    assert only(REPORTED, "said").complements == (5,)


def test_a_participle_describes_its_noun_actively_or_passively():
    sentence = tree(
        "Ships NOUN 4 nsubj ship",
        "carrying VERB/VBG 1 acl carry",
        "coal NOUN 2 obj",
        "left VERB/VBD 0 root leave",
        "ports NOUN 4 obj port",
        "closed VERB/VBN 5 acl close",
    )
    assert not only(sentence, "carrying").passive
    assert only(sentence, "closed").passive
    assert words(sentence, only(sentence, "closed").subjects) == ["ports"]


def test_coordinated_verbs_share_the_subject():
    sentence = tree(
        "Avaria PROPN 2 nsubj",
        "condemned VERB 0 root",
        "and CCONJ 4 cc",
        "helped VERB 2 conj",
        "Borland PROPN 4 obj",
    )
    assert words(sentence, only(sentence, "helped").subjects) == ["Avaria"]


def test_the_object_of_an_order_does_what_is_ordered():
    sentence = tree(
        "Avaria PROPN 2 nsubj",
        "asked VERB 0 root ask",
        "Borland PROPN 2 obj",
        "to PART 5 mark",
        "help VERB/VB 2 advcl help VerbForm=Inf",
    )
    assert words(sentence, only(sentence, "help").subjects) == ["Borland"]
    assert only(sentence, "asked").complements == (4,)


def test_what_stands_between_quotation_marks_is_quoted():
    sentence = tree("`` PUNCT 2 punct", "Go VERB 0 root", "'' PUNCT 2 punct", "said VERB 2 parataxis say")
    assert only(sentence, "Go").quoted
    assert not only(sentence, "said").quoted


@pytest.mark.parametrize(
    ("rows", "reality"),
    [
        (("They PRON 2 nsubj", "left VERB 0 root leave"), "actual"),
        (("They PRON 3 nsubj", "will AUX 3 aux", "leave VERB 0 root"), "planned"),
        (("They PRON 3 nsubj", "may AUX 3 aux", "leave VERB 0 root"), "hypothetical"),
        (("They PRON 3 nsubj", "never ADV 3 advmod", "left VERB 0 root"), "negated"),
        (("If SCONJ 3 mark", "they PRON 3 nsubj", "left VERB 0 root"), "hypothetical"),
        (("They PRON 2 nsubj", "refused VERB 0 root refuse", "to PART 4 mark", "left VERB 2 xcomp"), "negated"),
        (("They PRON 2 nsubj", "plan VERB 0 root", "to PART 4 mark", "left VERB 2 xcomp"), "planned"),
        (
            (
                "They PRON 3 nsubj",
                "not PART 3 advmod:neg",
                "refused VERB 0 root refuse",
                "to PART 5 mark",
                "left VERB 3 xcomp",
            ),
            "negated",
        ),
        (("They PRON 2 nsubj", "seek VERB 0 root", "to PART 4 mark", "leave VERB 2 xcomp"), "hypothetical"),
        (("No DET 2 det", "ship NOUN 3 nsubj", "left VERB 0 root"), "negated"),
    ],
)
def test_reality_is_told_by_auxiliaries_governors_and_negation(rows, reality):
    sentence = tree(*rows)
    assert clauses(sentence)[-1].reality == reality
