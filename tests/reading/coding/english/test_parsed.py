"""Events by dependency trees, where order and punctuation alone would mislead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shiome.reading.actors import ActorResolver, Discourse
from shiome.reading.coding.dates.find import DateContext, find_dates
from shiome.reading.coding.events import find_events
from shiome.reading.coding.proposals import EventProposal
from shiome.reading.coding.sentence_io import SentenceInput
from shiome.reading.dependencies import parse_sentence

DAY = date(1990, 10, 1)
Code = Callable[[str, str], list[EventProposal]]


def rows(words: str) -> str:
    """A tree, one word a line: form lemma upos xpos head relation."""
    lines = []
    for number, line in enumerate(words.strip().splitlines(), start=1):
        form, lemma, upos, xpos, head, relation = line.split()
        lines.append(f"{number}\t{form}\t{lemma}\t{upos}\t{xpos}\t_\t{head}\t{relation}\t_\t_")
    return "\n".join(lines)


@pytest.fixture(scope="module")
def code(resolver: ActorResolver) -> Code:
    def run(text: str, words: str) -> list[EventProposal]:
        tree = parse_sentence(rows(words), text)
        mentions = resolver.find(text, on=DAY, language="en", discourse=Discourse())
        dates = find_dates(text, language="en", context=DateContext(DAY))
        known = tuple(mention for mention in mentions if mention.actors)
        return find_events(SentenceInput(text, known, dates, DAY, tree=tree), language="en").events

    return run


def short(events: list[EventProposal]) -> list[tuple[set[str], set[str], str, str]]:
    return [(set(event.source), set(event.recipient), event.plover, event.reality) for event in events]


LONG_SUBJECT = """
France France PROPN NNP 14 nsubj
, , PUNCT , 1 punct
the the DET DT 4 det
neighbour neighbour NOUN NN 1 appos
that that PRON WDT 6 nsubj
fears fear VERB VBZ 4 acl:relcl
what what PRON WP 10 obj
Germany Germany PROPN NNP 10 nsubj
may may AUX MD 10 aux
do do VERB VB 6 ccomp
next next ADV RB 10 advmod
, , PUNCT , 1 punct
sharply sharply ADV RB 14 advmod
criticized criticize VERB VBD 0 root
Italy Italy PROPN NNP 14 obj
. . PUNCT . 14 punct
"""


def test_the_subject_is_the_trees_even_behind_a_long_aside(code: Code) -> None:
    text = "France, the neighbour that fears what Germany may do next, sharply criticized Italy."
    (event,) = code(text, LONG_SUBJECT)
    assert short([event]) == [({"FRA"}, {"ITA"}, "ACCUSE", "actual")]
    assert event.source_span is not None
    assert text[slice(*event.source_span)] == "France"
    assert text[slice(*event.trigger)] == "criticized"


PASSIVE = """
Italy Italy PROPN NNP 3 nsubj:pass
was be AUX VBD 3 aux:pass
criticized criticize VERB VBN 0 root
on on ADP IN 5 case
Monday Monday PROPN NNP 3 obl
by by ADP IN 9 case
France France PROPN NNP 9 compound
's 's PART POS 7 case
government government NOUN NN 3 obl
. . PUNCT . 3 punct
"""


def test_the_passive_turns_the_roles_round(code: Code) -> None:
    found = code("Italy was criticized on Monday by France 's government.", PASSIVE)
    assert ({"FRA"}, {"ITA"}, "ACCUSE", "actual") in short(found)


DENIED = """
Officials official NOUN NNS 2 nsubj
said say VERB VBD 0 root
France France PROPN NNP 6 nsubj
did do AUX VBD 6 aux
not not PART RB 6 advmod
criticize criticize VERB VB 2 ccomp
Italy Italy PROPN NNP 6 obj
. . PUNCT . 2 punct
"""


def test_denial_and_attribution_come_from_the_tree(code: Code) -> None:
    (event,) = code("Officials said France did not criticize Italy.", DENIED)
    assert short([event]) == [({"FRA"}, {"ITA"}, "ACCUSE", "negated")]
    assert event.attribution == "reported"


REFUSED = """
France France PROPN NNP 2 nsubj
refused refuse VERB VBD 0 root
to to PART TO 4 mark
criticize criticize VERB VB 2 xcomp
Italy Italy PROPN NNP 4 obj
. . PUNCT . 2 punct
"""


def test_what_is_refused_has_not_been_done(code: Code) -> None:
    found = short(code("France refused to criticize Italy.", REFUSED))
    assert ({"FRA"}, {"ITA"}, "ACCUSE", "actual") not in found
    assert ({"FRA"}, {"ITA"}, "ACCUSE", "negated") in found


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 15), min_size=16, max_size=16))
def test_whatever_tree_comes_spans_stay_inside(resolver: ActorResolver, heads: list[int]) -> None:
    text = "France, the neighbour that fears what Germany may do next, sharply criticized Italy."
    lines = rows(LONG_SUBJECT).splitlines()
    columns = [line.split("\t") for line in lines]
    for number, (row, head) in enumerate(zip(columns, heads, strict=True)):
        row[6] = str(head) if head <= number else "0"
    tree = parse_sentence("\n".join("\t".join(row) for row in columns), text)
    mentions = tuple(m for m in resolver.find(text, on=DAY, language="en", discourse=Discourse()) if m.actors)
    for event in find_events(SentenceInput(text, mentions, (), DAY, tree=tree), language="en").events:
        for span in (event.trigger, event.source_span, event.recipient_span):
            assert span is None or 0 <= span[0] < span[1] <= len(text)
