"""Whatever tree and text come in, coding never fails and never points outside the text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.errors import InputRefused
from shiome.reading.dependencies import CoderOptions, clauses, code_sentence, parse_sentence, read_conllu
from shiome.reading.dependencies.codes import holds, join_codes
from shiome.reading.dependencies.conllu import align
from shiome.reading.dictionaries.actors import parse_actors
from shiome.reading.dictionaries.agents import Agent, parse_agents
from shiome.reading.dictionaries.discards import parse_discards
from shiome.reading.dictionaries.issues import parse_issues
from shiome.reading.dictionaries.library import CoderDictionaries
from shiome.reading.dictionaries.plover import cameo_to_plover
from shiome.reading.dictionaries.verbs import parse_verbs

LINEAR = "- SAID WOULD_* OUT $ ^ + [111]\n- % * TALKS_WITH + [040:040]\n"
BRACKETED = "- (WITH ^) * {TRADE TALKS} (IN &P) + [111:112]\n- * TALKS [040]\n~ a (b . MEET) SAY = a b 112\n"
ACTORS = parse_actors("AVARIA [AVA]\nBORLAND\n\t[BOR <20200101]\n\t[BOL]\nNEW PORT [NPT/NPX]")
AGENTS = parse_agents("MINISTER [~GOV]\nPEOPLE {} [~PPL]")
VERBS = [
    "&P\n+AVARIA\n+NEW PORT\n--- MEET [040] ---\nMEET {MET}\n+MEET_UP\n" + rules + "--- SAY [010] ---\nSAY {SAID}\n"
    for rules in (LINEAR, BRACKETED)
]
DICTIONARIES = [CoderDictionaries(parse_verbs(text), ACTORS, AGENTS, parse_discards("CUP")) for text in VERBS]
FORMS = ["Avaria", "Borland", "New", "Port", "minister", "people", "met", "meet", "said", "talks", "with", "in", "not"]
FORMS += ["would", "out", "to", "trade", "and", "it", "who", "``", "''", "-LRB-", "pro-Avaria", "朝鮮", "𝔛", "'s", "by"]
TAGS = ["NOUN", "PROPN", "VERB", "AUX", "ADP", "PRON", "PART", "CCONJ", "PUNCT", "ADJ", "ADV", "SCONJ", "X"]
RELATIONS = [
    "nsubj",
    "nsubj:pass",
    "nsubjpass",
    "obj",
    "dobj",
    "obl",
    "nmod",
    "nmod:poss",
    "conj",
    "cc",
    "case",
    "mark",
]
RELATIONS += [
    "xcomp",
    "ccomp",
    "advcl",
    "acl",
    "acl:relcl",
    "parataxis",
    "aux",
    "neg",
    "compound",
    "appos",
    "punct",
    "amod",
]


@st.composite
def trees(draw: st.DrawFn) -> str:
    """Rows of a tree: heads point anywhere that makes no circle."""
    size = draw(st.integers(1, 14))
    order = draw(st.permutations(range(1, size + 1)))
    rows = {}
    for place, number in enumerate(order):
        head = 0 if not place else draw(st.sampled_from([0, *order[:place]]))
        form, tag = draw(st.sampled_from(FORMS)), draw(st.sampled_from(TAGS))
        feature = draw(st.sampled_from(["_", "VerbForm=Inf", "PronType=Rel"]))
        xpos = draw(st.sampled_from(["_", "VBN", "VBG", "WDT"]))
        relation = draw(st.sampled_from(RELATIONS)) if head else "root"
        rows[number] = f"{number}\t{form}\t{form.lower()}\t{tag}\t{xpos}\t{feature}\t{head}\t{relation}\t_\t_"
    return "\n".join(rows[number] for number in sorted(rows))


@given(trees(), st.one_of(st.none(), st.text(max_size=60)), st.integers(0, 1), st.booleans(), st.integers(0, 3))
def test_any_tree_is_coded_within_its_text(
    rows: str, text: str | None, generation: int, dyad: bool, length: int
) -> None:
    sentence = parse_sentence(rows, text)
    options = CoderOptions(require_dyad=dyad, new_actor_length=length, split_codes=dyad, adjuncts=dyad)
    events = code_sentence(sentence, DICTIONARIES[generation], day=date(2020, 6, 1), options=options)
    assert len({event.triple for event in events}) == len(events)
    for event in events:
        assert event.source != event.target
        assert not dyad or "---" not in (event.source, event.target)
        for span in (event.source_span, event.target_span, event.verb_span):
            assert span is None or 0 <= span[0] < span[1] <= len(sentence.text)


@given(trees())
def test_clauses_point_at_tokens_and_come_in_order(rows: str) -> None:
    sentence = parse_sentence(rows)
    found = clauses(sentence)
    assert [clause.predicate for clause in found] == sorted({clause.predicate for clause in found})
    size = len(sentence.tokens)
    for clause in found:
        named = (*clause.subjects, *clause.objects, *clause.complements, *(part.head for part in clause.obliques))
        assert all(0 <= position < size for position in named)
        assert clause.inherited or clause.bare or clause.subjects


@given(st.lists(st.text(max_size=8), max_size=12), st.text(max_size=60))
def test_spans_run_forward_and_stay_within_the_text(forms: list[str], text: str) -> None:
    spans = align(forms, text)
    edges = [edge for span in spans for edge in span]
    assert len(spans) == len(forms)
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Zs", "Cc", "Zl", "Zp"]), min_size=1, max_size=6), max_size=10
    )
)
def test_the_words_of_a_text_are_found_where_they_stand(words: list[str]) -> None:
    text = " ".join(words)
    assert [text[start:end] for start, end in align(words, text)] == words


@given(st.text(max_size=200))
def test_any_text_is_read_as_conllu_or_refused_in_one_line(text: str) -> None:
    refused = ""
    sentences = []
    try:
        sentences = list(read_conllu(text))
    except InputRefused as error:
        refused = error.line("ja")
    assert "\n" not in refused
    assert all(token.end <= len(sentence.text) for sentence in sentences for token in sentence.tokens)


DICTIONARY_TEXT = st.text(st.sampled_from("AB +-*&~(){}[]<>_^$%!:;=#\n\t0129"), max_size=120)


@pytest.mark.parametrize("parse", [parse_verbs, parse_actors, parse_agents, parse_discards, parse_issues])
@given(text=DICTIONARY_TEXT)
def test_any_dictionary_text_is_read_or_listed_as_a_problem(parse, text: str) -> None:  # type: ignore[no-untyped-def]
    known = parse(text)
    lines = len(text.splitlines())
    assert all(1 <= problem.line <= lines for problem in getattr(known, "problems", ()))


@given(st.text(max_size=5))
def test_a_code_is_plover_or_nothing(code: str) -> None:
    found = cameo_to_plover(code)
    assert found is None or (code.isdigit() and found.event != "NONE")


CHUNKS = st.lists(st.sampled_from(["AVA", "GOV", "MIL", "MED", "PPL"]), min_size=1, max_size=3).map("".join)


@given(CHUNKS, st.lists(st.builds(Agent, CHUNKS, st.booleans()), max_size=4))
def test_joined_codes_hold_the_actor_and_keep_their_chunks(actor: str, agents: list[Agent]) -> None:
    joined = join_codes(actor, agents)
    assert holds(joined, actor)
    assert len(joined) % 3 == 0
    assert join_codes(joined, [agent for agent in agents if holds(joined, agent.code)]) == joined
