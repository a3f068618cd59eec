"""The measure itself: proposals against rows."""

from __future__ import annotations

from datetime import date

from shiome.records.model import Claim, Source

from .matching import Row, compare, jaccard, likeness

RAW = "雨が続いた。\n収穫が減った。\n"


def proposed(cause: str, effect: str, sign: str, actors: tuple[str, ...], *, line: int = 1, number: str = "a") -> Claim:
    source = Source(document="d", start=0, end=6, line=line, end_line=line, known_from=date(1990, 1, 1))
    return Claim(
        id=number,
        when="",
        known_from=date(1990, 1, 1),
        sources=(source,),
        coder="test",
        cause=cause,
        effect=effect,
        sign=sign,  # type: ignore[arg-type] # the cases name signs
        hedge=5,
        band=(0.0, 1.0),
        actors=actors,
    )


ROW = Row("r", ((1, 1),), "雨が続", "長雨の継続", "収穫の減少", "+", "", frozenset(("FRA", "ITA")), 4)


def test_a_match_in_all_respects() -> None:
    score = compare([proposed("長雨の継続", "収穫の減少", "+", ("FRA", "ITA"))], [ROW], RAW)
    assert [score.matched[level] for level in ("line", "shared", "half", "content")] == [1, 1, 1, 1]
    assert (score.precision(), score.recall(), score.f1()) == (1.0, 1.0, 1.0)
    assert set(score.agreed.values()) == {1}


def test_other_words_fail_the_content_alone() -> None:
    score = compare([proposed("大雪", "輸送の停止", "+", ("FRA", "ITA"))], [ROW], RAW)
    assert (score.f1(), score.f1("content")) == (1.0, 0.0)
    assert score.agreed["cause"] == 0


def test_a_third_of_the_actors_is_too_few_for_the_headline() -> None:
    score = compare([proposed("長雨の継続", "収穫の減少", "+", ("FRA", "DEU"))], [ROW], RAW)
    assert (score.f1("shared"), score.f1()) == (1.0, 0.0)


def test_another_sign_is_no_match_and_is_counted() -> None:
    score = compare([proposed("長雨の継続", "収穫の減少", "-", ("FRA", "ITA"))], [ROW], RAW)
    assert (score.f1("line"), score.signless, score.signs) == (0.0, 1, 0)


def test_one_row_takes_one_proposal() -> None:
    twice = [proposed("長雨の継続", "収穫の減少", "+", ("FRA", "ITA"), number=number) for number in "ab"]
    score = compare(twice, [ROW], RAW)
    assert (score.precision(), score.recall()) == (0.5, 1.0)


def test_other_lines_do_not_match() -> None:
    assert compare([proposed("長雨の継続", "収穫の減少", "+", ("FRA", "ITA"), line=2)], [ROW], RAW).f1("line") == 0.0


def test_likeness_is_the_share_of_the_pieces_of_the_wording() -> None:
    assert likeness("価格上昇", "価格が上がる") == 1 / 3
    assert likeness("の", "何か") == 0.0


def test_nobody_is_wholly_like_nobody() -> None:
    assert jaccard(frozenset(), frozenset()) == 1.0
