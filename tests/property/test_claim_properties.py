"""Whatever text comes in, claim reading never fails and never points outside the text."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from shiome.errors import DocumentRefused
from shiome.reading.actors import ActorResolver
from shiome.reading.claims import find_claims
from shiome.reading.claims.japanese import japanese_claims
from shiome.reading.claims.plain import plain_claims
from shiome.reading.claims.proposal import SentenceClaims, clipped
from shiome.reading.text.document import read_text
from shiome.region.schema.actors import Actor

DAY = date(1990, 10, 1)
BANDS = {1: (0.02, 0.2), 2: (0.2, 0.55), 3: (0.4, 0.7), 4: (0.6, 0.9), 5: (0.85, 0.99)}
RESOLVER = ActorResolver({"FRA": Actor(id="FRA", name={"ja": "フランス", "en": "France"}, type="state")})
PIECES = tuple(
    """
    雨が続いた ため 、 収穫は 減った 。 フランス が は を に の 「 」 （ ） ば なら 場合 そのため より による ことで ても ない
    可能性が高い だろう からだ のは 如何で 次第で には 必要だ につながる を妨げる 転機となる 背景には ある おり、
    If rains , because of leads to unless not France . ; 때문에 면 은 를 초래 如果 由于 导致 取决于 если потому что приводит к
    """.split()  # noqa: SIM905 - words, not code
)
texts = st.one_of(
    st.text(max_size=120),
    st.lists(st.sampled_from(PIECES), max_size=24).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=24).map(" ".join),
)


def check(read: SentenceClaims, text: str) -> None:
    for claim in read.claims:
        assert claim.cause is not None or claim.effect is not None
        for span in (claim.cause, claim.effect, claim.condition, claim.link):
            if span is not None:
                assert 0 <= span[0] < span[1] <= len(text)
                assert read.wording(span)


@settings(max_examples=300, deadline=None)
@given(texts)
def test_japanese_spans_lie_in_the_sentence(text: str) -> None:
    check(japanese_claims(text), text)


@settings(max_examples=200, deadline=None)
@given(texts, st.sampled_from(["en", "ko", "zh", "ru"]))
def test_other_spans_lie_in_the_sentence(text: str, language: str) -> None:
    check(plain_claims(text, language=language), text)


@settings(max_examples=150, deadline=None)
@given(st.lists(texts, min_size=1, max_size=4).map("\n".join))
def test_records_point_into_the_raw_text_and_repeat(text: str) -> None:
    try:
        document = read_text(text.encode("utf-8", "replace"), file_name="a.txt", today=date.max, dated=DAY.isoformat())
    except DocumentRefused:
        return
    found = find_claims(document, resolver=RESOLVER, bands=BANDS, document="a", dated=DAY)
    assert found == find_claims(document, resolver=RESOLVER, bands=BANDS, document="a", dated=DAY)
    assert len({claim.id for claim in found}) == len(found)
    for claim in found:
        assert claim.cause
        assert claim.effect
        assert claim.band == BANDS[claim.hedge]
        assert (claim.sign == "conditional") <= bool(claim.condition)
        for start, end in claim.spans.values():
            assert 0 <= start < end <= len(document.raw)


@given(st.text(max_size=40), st.data())
def test_clipping_stays_within_its_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = clipped(text, (start, end))
    assert start <= first <= last <= end
