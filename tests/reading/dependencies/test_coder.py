from __future__ import annotations

from .trees import code, tree, triples

SIMPLE = tree(
    "Avaria PROPN 4 nmod:poss",
    "'s PART 1 case",
    "foreign ADJ 4 amod",
    "minister NOUN 5 nsubj",
    "criticized VERB/VBD 0 root criticize",
    "an DET 7 det",
    "attack NOUN 5 obj",
    "by ADP 10 case",
    "Borlandic ADJ 10 amod",
    "soldiers NOUN 7 nmod soldier",
)


def test_an_event_carries_the_characters_of_its_parts():
    (event,) = code(SIMPLE)
    assert event.triple == ("AVAGOV", "BORMIL", "111")
    text = SIMPLE.text
    assert text[slice(*event.source_span)] == "Avaria 's foreign minister"
    assert text[slice(*event.target_span)] == "Borlandic soldiers"
    assert text[slice(*event.verb_span)] == "criticized"
    assert (event.plover_type, event.plover.mode) == ("ACCUSE", "disapprove")
    assert event.reality == "actual"


def test_a_passive_is_turned_around():
    sentence = tree(
        "Borland PROPN 3 nsubj:pass",
        "was AUX 3 aux:pass be",
        "criticized VERB/VBN 0 root criticize",
        "by ADP 5 case",
        "Avaria PROPN 3 obl",
    )
    assert triples(sentence) == ["AVA>BOR:111"]


def test_every_source_meets_every_target_but_not_itself():
    sentence = tree(
        "Avaria PROPN 4 nsubj",
        "and CCONJ 3 cc",
        "Borland PROPN 1 conj",
        "criticized VERB 0 root criticize",
        "Borland PROPN 4 obj",
        "and CCONJ 7 cc",
        "Carell PROPN 5 conj",
    )
    assert triples(sentence) == ["AVA>CAR:111", "BOR>CAR:111"]


def test_those_who_meet_meet_one_another():
    sentence = tree("Avaria PROPN 4 nsubj", "and CCONJ 3 cc", "Borland PROPN 1 conj", "met VERB 0 root meet")
    assert triples(sentence) == ["AVA>BOR:040", "BOR>AVA:040"]


def test_a_visit_is_coded_from_both_sides():
    sentence = tree("Avaria PROPN 2 nsubj", "visited VERB 0 root visit", "Borland PROPN 2 obj")
    assert triples(sentence) == ["AVA>BOR:042", "BOR>AVA:043"]
    assert [event.mirrored for event in code(sentence)] == [False, True]


def test_the_most_specific_pattern_gives_the_code_and_the_marked_party():
    rows = (
        "Avaria PROPN 2 nsubj",
        "criticized VERB 0 root criticize",
        "the DET 6 det",
        "trade NOUN 6 compound",
        "new ADJ 6 amod",
        "plan NOUN 2 obj",
    )
    assert triples(tree(*rows, "of ADP 8 case", "Carell PROPN 6 nmod")) == ["AVA>CAR:114"]
    assert triples(tree(*rows, "from ADP 8 case", "Carell PROPN 6 nmod")) == ["AVA>CAR:1211"]


def test_marks_of_a_pattern_may_turn_the_roles():
    sentence = tree(
        "Avaria PROPN 2 nsubj",
        "received VERB 0 root receive",
        "money NOUN 2 obj",
        "from ADP 5 case",
        "Borland PROPN 2 obl",
    )
    assert triples(sentence) == ["BOR>AVA:071"]


def test_a_compound_mark_needs_two_parties():
    verb = "freed VERB 0 root free"
    both = tree("Avaria PROPN 4 nsubj", "and CCONJ 3 cc", "Borland PROPN 1 conj", verb, "Carell PROPN 4 obj")
    one = tree("Avaria PROPN 2 nsubj", verb, "Carell PROPN 2 obj")
    assert triples(both) == ["AVA>CAR:057", "BOR>CAR:057"]
    assert triples(one) == ["AVA>CAR:084"]


def test_what_is_denied_is_coded_as_its_opposite_and_marked():
    sentence = tree(
        "Avaria PROPN 4 nsubj",
        "did AUX 4 aux",
        "not PART 4 advmod:neg",
        "help VERB 0 root",
        "Borland PROPN 4 obj",
    )
    (event,) = code(sentence)
    assert (event.code, event.act, event.reality) == ("122", "070", "negated")
    assert event.plover_type == "AID"


def test_an_intended_or_asked_act_is_one_event_with_its_own_code():
    wants = tree(
        "Avaria PROPN 2 nsubj",
        "wants VERB 0 root want",
        "to PART 4 mark",
        "help VERB/VB 2 xcomp help VerbForm=Inf",
        "Borland PROPN 4 obj",
    )
    asks = tree(
        "Avaria PROPN 2 nsubj",
        "asked VERB 0 root ask",
        "Borland PROPN 2 obj",
        "to PART 5 mark",
        "help VERB/VB 2 xcomp help VerbForm=Inf",
        "Carell PROPN 5 obj",
    )
    assert triples(wants) == ["AVA>BOR:033"]
    assert triples(asks) == ["AVA>BOR:023"]


def test_saying_that_one_does_is_doing_told_by_oneself():
    sentence = tree(
        "Avaria PROPN 2 nsubj",
        "said VERB 0 root say",
        "it PRON 5 nsubj",
        "would AUX 5 aux",
        "help VERB/VB 2 ccomp help",
        "Borland PROPN 5 obj",
    )
    (event,) = code(sentence)
    assert event.triple == ("AVA", "BOR", "070")
    assert (event.reality, event.attribution) == ("hypothetical", "AVA")


def test_what_others_are_said_to_do_keeps_its_own_event_and_its_source():
    sentence = tree(
        "Avaria PROPN 2 nsubj",
        "said VERB 0 root say",
        "Borland PROPN 4 nsubj",
        "shelled VERB 2 ccomp shell",
        "Carell PROPN 4 obj",
    )
    events = {event.triple: event for event in code(sentence)}
    assert set(events) == {("AVA", "BOR", "010"), ("BOR", "CAR", "190")}
    assert events["BOR", "CAR", "190"].attribution == "AVA"


def test_transformations_of_the_dictionary_come_first():
    sentence = tree(
        "Avaria PROPN 2 nsubj",
        "said VERB 0 root say",
        "Borland PROPN 4 nsubj",
        "shelled VERB 2 ccomp shell",
        "Carell PROPN 4 obj",
    )
    verbs = "--- SAY [010] ---\nSAY {SAID}\n--- SHELL [190] ---\nSHELL\n~ a (b . SHELL) SAY = a b 112\n"
    assert triples(sentence, verbs) == ["AVA>BOR:112"]


def test_being_seen_to_do_is_doing():
    sentence = tree(
        "Avaria PROPN 3 nsubj:pass",
        "was AUX 3 aux:pass be",
        "seen VERB/VBN 0 root see",
        "to PART 5 mark",
        "help VERB/VB 3 xcomp help VerbForm=Inf",
        "Borland PROPN 5 obj",
    )
    assert triples(sentence) == ["AVA>BOR:070"]


def test_participles_that_only_accompany_are_coded_on_demand():
    sentence = tree(
        "After SCONJ 2 mark",
        "visiting VERB/VBG 5 advcl visit",
        "Carell PROPN 2 obj",
        "Avaria PROPN 5 nsubj",
        "criticized VERB 0 root criticize",
        "Borland PROPN 5 obj",
    )
    assert triples(sentence) == ["AVA>BOR:111"]
    assert "AVA>CAR:042" in triples(sentence, adjuncts=True)


def test_a_relative_clause_gives_its_own_event():
    sentence = tree(
        "Avaria PROPN 2 nsubj",
        "criticized VERB 0 root criticize",
        "Borland PROPN 2 obj",
        "which PRON/WDT 5 nsubj which PronType=Rel",
        "shelled VERB 3 acl:relcl shell",
        "Carell PROPN 5 obj",
    )
    assert triples(sentence) == ["AVA>BOR:111", "BOR>CAR:190"]


def test_missing_parties_are_given_only_where_allowed():
    sentence = tree("Avaria PROPN 2 nsubj", "criticized VERB 0 root criticize", "delays NOUN 2 obj")
    assert triples(sentence) == []
    assert triples(sentence, require_dyad=False) == ["AVA>---:111"]


def test_a_modifier_alone_is_not_acted_upon():
    sentence = tree(
        "Avaria PROPN 2 nsubj", "criticized VERB 0 root criticize", "military ADJ 4 amod", "plans NOUN 2 obj"
    )
    assert triples(sentence) == []


def test_a_discarded_sentence_gives_nothing():
    sentence = tree(
        "Avaria PROPN 2 nsubj", "criticized VERB 0 root criticize", "Borland PROPN 2 obj", "regatta NOUN 2 obl"
    )
    assert triples(sentence) == []


def test_linear_patterns_look_along_the_whole_line():
    verbs = "--- WARN [130] ---\nWARN\n- SAID WILL_* [138]\n- * AT ^ + [160]\n"
    said = tree(
        "Avaria PROPN 2 nsubj",
        "said VERB 0 root say",
        "it PRON 5 nsubj",
        "will AUX 5 aux",
        "warn VERB 2 ccomp",
        "Borland PROPN 5 obj",
    )
    stepped = tree(
        "Avaria PROPN 2 nsubj",
        "warned VERB 0 root warn",
        "at ADP 4 case",
        "talks NOUN 2 obl",
        "with ADP 6 case",
        "Borland PROPN 4 nmod",
    )
    assert triples(said, verbs) == ["AVA>BOR:138"]
    assert triples(stepped, verbs) == ["AVA>BOR:160"]


def test_verbs_of_several_words_are_found_as_they_stand():
    verbs = "--- SEVER [160] ---\n+BREAK_OFF {+BROKE_OFF}\n"
    sentence = tree(
        "Avaria PROPN 2 nsubj",
        "broke VERB 0 root break",
        "off ADP 2 compound:prt",
        "ties NOUN 2 obj",
        "with ADP 6 case",
        "Borland PROPN 4 nmod",
    )
    (event,) = code(sentence, verbs)
    assert event.triple == ("AVA", "BOR", "160")
    assert sentence.text[slice(*event.verb_span)] == "broke off"
