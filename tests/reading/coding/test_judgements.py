from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shiome.reading.coding.hedges import find_hedges
from shiome.reading.coding.judgements import find_judgements
from shiome.reading.coding.proposals import JudgementProposal

DAY = date(2025, 3, 10)


def judge(text: str, language: str = "ja") -> list[JudgementProposal]:
    return find_judgements(text, language=language, document_date=DAY)


@pytest.mark.parametrize(
    ("text", "step", "negative"),
    [
        ("合意に応じることは考えにくい。", 1, True),
        ("提案を受け入れる可能性は低い。", 1, True),
        ("対話が再開される可能性がある。", 2, False),
        ("転機となりうる。", 2, False),
        ("譲歩にとどまるかもしれない。", 3, False),
        ("交渉を行うのではないか。", 3, False),
        ("対話を始める可能性が高い。", 4, False),
        ("すべてを求めてくるであろう。", 4, False),
        ("情勢は大きく変わるものと予想される。", 4, False),
        ("政策が停滞することは疑いない。", 5, False),
        ("影響は避けられない。", 5, False),
    ],
)
def test_japanese_steps(text: str, step: int, *, negative: bool) -> None:
    (found,) = judge(text)
    assert (found.step, found.negative) == (step, negative)


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("Talks are unlikely to resume.", 1),
        ("Talks might resume.", 2),
        ("Talks may well resume.", 3),
        ("Talks are likely to resume.", 4),
        ("Talks will certainly resume.", 5),
        ("It will probably rain, and it will pour.", 4),
    ],
)
def test_english_steps(text: str, step: int) -> None:
    (found,) = judge(text, "en")
    assert found.step == step


@pytest.mark.parametrize(
    ("text", "step"),
    [("대화가 재개될 가능성이 높다.", 4), ("대화가 재개될 가능성은 낮다.", 1), ("대화가 재개될 수도 있다.", 3)],
)
def test_korean_steps(text: str, step: int) -> None:
    (found,) = judge(text, "ko")
    assert found.step == step


def test_the_outer_of_two_cues_decides() -> None:
    (found,) = judge("管理にとどまらざるを得ないかもしれない。")
    assert found.step == 3


def test_two_clauses_make_two_judgements() -> None:
    first, second = judge("受け入れる可能性は低く、管理にとどまるかもしれない。")
    assert (first.proposition, first.step) == ("受け入れる", 1) or first.proposition.startswith("受け入れる")
    assert second.proposition == "管理にとどまる"


def test_clause_condition_horizon_and_holder() -> None:
    (found,) = judge("政権が代われば、対話は年内に再開される可能性が高い。")
    assert found.proposition == "政権が代われば、対話は年内に再開される"
    assert (found.condition, found.horizon, found.holder) == ("政権が代われば", "年内", "")
    (found,) = judge("対話は難しいとの見方もある。")
    assert found.holder == "some"


def test_a_plain_statement_is_no_judgement() -> None:
    assert judge("両国は条約に署名した。") == []
    assert judge("The two states signed a treaty.", "en") == []
    assert judge("Les deux pays.", "fr") == []


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "可能性が高い",
                "であろう",
                "、",
                "。",
                "だろう",
                "かもしれない",
                "「",
                "」",
                "かりに",
                "might ",
                "will ",
                "가능성이 높다",
            ]
        )
        | st.text(max_size=6),
        max_size=10,
    )
)
def test_spans_lie_within_any_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    for language in ("ja", "en", "ko", "ru"):
        end = 0
        for cue in find_hedges(text, language=language):
            assert end <= cue.start < cue.end <= len(text)
            assert text[cue.start : cue.end] == cue.text
            end = cue.end
        for found in judge(text, language):
            assert 0 <= found.span[0] < found.span[1] <= len(text)
            assert found.proposition in text
