"""Whatever words meet whatever constructions, nothing fails and no part lies outside the text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from shiome.reading.claims.grading import grade, hedges_of
from shiome.reading.claims.japanese import japanese_claims
from shiome.reading.claims.plain import plain_claims
from shiome.reading.claims.proposal import SentenceClaims
from shiome.reading.claims.words import LANGUAGES

JAPANESE = tuple(
    """
    対立 が 深まる ほど 、 交渉 は 長引く のは との思惑もあり を後押しした である 一方 むしろ によって 弱まった 生じた 損害 に苦しめられ
    とみて とあって たびに てはじめて こそ を控え に拍車がかかり の可能性を下げ としての働き ざるを得ない べきである （ ） 「 」 そのための
    結果的に に至った を直接 揺さぶっており のみならず 場合でも には 不十分 と引き換えに 。 世論 首相 こと 冷え込ませ なければ
    """.split()  # noqa: SIM905 - words, not code
)
OTHERS = tuple(
    """
    trade has fallen because caused by was made it harder for to because 而 因 没有 , ， 难以 使 下降 无法
    의 삭감으로 면서 이 줄었다 할수록 없다면
    из-за были вызваны пока не стороны если , упали Опасаясь вынудил the ban unless . 。
    """.split()  # noqa: SIM905 - words, not code
)


def texts(pieces: tuple[str, ...], joint: str) -> st.SearchStrategy[str]:
    words = st.one_of(st.sampled_from(pieces), st.text(max_size=3))
    return st.lists(words, max_size=20).map(joint.join)


def check(read: SentenceClaims, text: str, language: str) -> None:
    for claim in read.claims:
        graded = grade(text, claim, hedges_of(text, language), (), language)
        assert graded.step in range(6)
        for span in (claim.cause, claim.effect, claim.condition, claim.link, graded.effect):
            assert span is None or 0 <= span[0] < span[1] <= len(text)


@settings(max_examples=300, deadline=None)
@given(texts(JAPANESE, ""))
def test_japanese(text: str) -> None:
    check(japanese_claims(text), text, "ja")


@settings(max_examples=300, deadline=None)
@given(texts(OTHERS, " "), st.sampled_from(LANGUAGES[1:]))
def test_the_others(text: str, language: str) -> None:
    check(plain_claims(text, language=language), text, language)
