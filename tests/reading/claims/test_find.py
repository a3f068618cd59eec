"""From a document to claim records."""

from __future__ import annotations

import pytest

from .conftest import BANDS, Claims


def test_a_record_tells_what_who_and_where(claims: Claims) -> None:
    text = "フランスの関税が続けば、イタリアの輸出は減る可能性が高い。\n"
    (claim,) = claims(text)
    assert (claim.cause, claim.effect) == ("フランスの関税が続けば", "イタリアの輸出は減る")
    assert (claim.sign, claim.condition) == ("conditional", "フランスの関税が続けば")
    assert (claim.hedge, claim.band, claim.cue) == (4, BANDS[4], "可能性が高い")
    assert set(claim.actors) == {"FRA", "ITA"}
    assert (claim.status, claim.holder, claim.when) == ("proposed", "the author", "1990-10-01")
    assert claim.sources[0].document == "paper"
    assert claim.sources[0].line == 1


def test_spans_count_the_raw_text_across_wrapped_lines(claims: Claims) -> None:
    text = "はじめに\n\n　干ばつが長引いて各地の収穫が大きく減り、国の財政が苦しくなったた\nめ、政府は穀物の輸出を止めると決めた。\n"
    (claim,) = claims(text)
    for name in ("cause", "effect"):
        start, end = claim.spans[name]
        assert text[start:end].replace("\n", "").startswith(getattr(claim, name)[:4])
    start, end = claim.spans["link"]
    assert text[start:end].replace("\n", "") == "ため"


def test_a_stated_claim_is_certain(claims: Claims) -> None:
    (claim,) = claims("干ばつにより、イタリアの収穫が減った。")
    assert (claim.hedge, claim.cue) == (5, "")
    assert "hedge" not in claim.spans


def test_whom_the_sentence_leaves_out_the_one_before_names(claims: Claims) -> None:
    (claim,) = claims("フランスとイタリアは協議を続けている。協議が決裂すれば、輸出は減る。")
    assert set(claim.actors) == {"FRA", "ITA"}


def test_an_unlikely_effect_turns_the_sign(claims: Claims) -> None:
    (claim,) = claims("関税が続くため、イタリアの輸出が回復することは考えにくい。")
    assert (claim.sign, claim.effect, claim.hedge) == ("-", "イタリアの輸出が回復する", 4)


def test_the_sentence_before_is_the_cause_where_an_opener_says_so(claims: Claims) -> None:
    (claim,) = claims("フランスは関税を上げた。そのため、イタリアは協議を求めた。")
    assert (claim.cause, claim.effect) == ("フランスは関税を上げた", "イタリアは協議を求めた")
    assert set(claim.actors) == {"FRA", "ITA"}


def test_nothing_is_claimed_of_a_sentence_that_is_not_there(claims: Claims) -> None:
    assert claims("そのため、イタリアは協議を求めた。") == ()


def test_a_condition_told_by_the_sentence_before_is_named(claims: Claims) -> None:
    (claim,) = claims("フランスは関税を上げる。そうなれば、イタリアは協議を求める。")
    assert (claim.sign, claim.condition) == ("conditional", "フランスは関税を上げる")


def test_who_merely_acts_is_no_cause(claims: Claims) -> None:
    assert claims("フランスとイタリアが関係を強めた。") == ()


def test_a_viewpoint_is_the_holder(claims: Claims) -> None:
    (claim,) = claims("フランスからすれば、関税が続くため、交渉は無駄である。")
    assert claim.holder == "FRA"


def test_headings_are_left_alone(claims: Claims) -> None:
    assert claims("# 干ばつにより減った収穫\n\n首相は首都にいる。\n") == ()


def test_identifiers_are_stable_and_distinct(claims: Claims) -> None:
    text = "干ばつにより、収穫が減った。収穫が減ったため、価格が上がった。価格が上がれば、輸入は増える。"
    first, second = claims(text), claims(text)
    assert first == second
    assert len({claim.id for claim in first}) == len(first) == 3


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("If it rains in France, exports will fall.", 5),
        ("If it rains in France, exports may fall.", 2),
        ("如果下雨，出口很可能减少。", 4),
        ("Если пойдёт дождь, экспорт, вероятно, сократится.", 4),
        ("비가 온다면 수출이 줄어들 가능성이 높다.", 4),
    ],
)
def test_hedges_in_the_other_languages(claims: Claims, text: str, step: int) -> None:
    assert [claim.hedge for claim in claims(text)] == [step]
