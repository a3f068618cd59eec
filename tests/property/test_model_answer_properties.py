"""Whatever a model answers, what is taken over stands in the text, word for word."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.reading.actors import ActorResolver
from shiome.reading.language_model.answer import Answer, read_answer
from shiome.reading.language_model.checking import check
from shiome.reading.language_model.client import Malformed
from shiome.reading.language_model.passage import passages_to_ask
from shiome.reading.text.document import read_text
from shiome.region.schema.actors import Actor, Alias
from shiome.vocabulary.edtf import is_edtf

TEXT = "France condemned Italy on 3 May 1990. Talks may well be resumed if Italy agrees. フランスは沈黙した。\n"
ACTORS = {
    code: Actor(id=code, name={"en": name}, type="state", aliases=(Alias(form=name, language="en"),))
    for code, name in (("FRA", "France"), ("ITA", "Italy"), ("ESP", "Spain"))
}
DATED = date(1990, 10, 1)
RESOLVER = ActorResolver(ACTORS)
DOCUMENT = read_text(TEXT.encode(), file_name="a.txt", today=date(2020, 1, 1), dated="1990-10-01")
(PASSAGE,) = passages_to_ask(DOCUMENT, resolver=RESOLVER, actors=ACTORS, dated=DATED)

pieces = st.builds(lambda a, b: TEXT[min(a, b) : max(a, b)], st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
words = st.one_of(pieces, st.sampled_from(["", "France", "Italy", "condemned", "may well"]), st.text(max_size=10))
codes = st.sampled_from(["FRA", "ITA", "ESP", "QQQ", "some", ""])
dates = st.one_of(st.sampled_from(["", "1990", "1990-05-03", "2030", "../1990", "1990-13", "May"]), st.text(max_size=8))
events = st.fixed_dictionaries(
    {
        "sentence": st.integers(-1, 5),
        "trigger": words,
        "type": st.sampled_from(["ACCUSE", "NONE", "CONSULT"]),
        "reality": st.sampled_from(["actual", "planned"]),
        "source": st.lists(codes, max_size=3),
        "source_words": words,
        "recipient": st.lists(codes, max_size=3),
        "recipient_words": words,
        "date": dates,
        "date_words": words,
        "attribution": codes,
    }
)
judgements = st.fixed_dictionaries(
    {
        "sentence": st.integers(-1, 5),
        "proposition": words,
        "cue": words,
        "hedge": st.integers(1, 5),
        "condition": words,
        "horizon": st.one_of(dates, words),
        "holder": codes,
    }
)


@given(st.lists(events, max_size=3), st.lists(judgements, max_size=3), st.lists(words, max_size=3))
def test_only_what_stands_in_the_text_is_taken_over(told, held, names):
    answer = read_answer(json.dumps({"events": told, "judgements": held, "unknown": names}))
    checked = check(answer, PASSAGE, resolver=RESOLVER, dated=DATED)
    taken = len(checked.events) + len(checked.judgements) + len(checked.unknown)
    assert taken + len(checked.refusals) == len(told) + len(held) + len(set(names))
    for event in checked.events:
        proposal = event.proposal
        text = PASSAGE.sentences[event.sentence].text
        assert text[slice(*proposal.trigger)] == proposal.word
        assert proposal.word in {item["trigger"] for item in told}
        assert {*proposal.source, *proposal.recipient} <= PASSAGE.actors == {"FRA", "ITA"}
        assert not proposal.when or is_edtf(proposal.when)
        for span in (proposal.source_span, proposal.recipient_span, proposal.date_span):
            assert span is None or 0 <= span[0] < span[1] <= len(text)
    for index, proposal in checked.judgements:
        text = PASSAGE.sentences[index].text
        assert text[slice(*proposal.cue_span)] == proposal.cue
        assert proposal.proposition in text
        assert proposal.holder in {"", "some", "FRA", "ITA"}
    for index, span in checked.unknown:
        assert PASSAGE.sentences[index].text[slice(*span)] in names


@given(
    st.one_of(
        st.text(),
        st.recursive(st.none() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)).map(
            json.dumps
        ),
    )
)
def test_any_text_is_an_answer_or_malformed(text):
    reasons = []
    try:
        assert isinstance(read_answer(text), Answer)
    except Malformed as fault:
        reasons.append(fault.reason)
    assert all(reasons)


def test_the_empty_answer_is_good():
    assert read_answer('{"events": [], "judgements": []}') == Answer(events=(), judgements=())
    with pytest.raises(Malformed):
        read_answer("{}")
