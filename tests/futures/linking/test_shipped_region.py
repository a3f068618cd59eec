"""The shipped region's terms on the project's own sentences, in five languages."""

from datetime import date

import pytest
from tests.futures.linking.lands import claim

from shiome.futures.linking import Linked, Linker, explain
from shiome.region.pack import load_pack, locate


@pytest.fixture(scope="module")
def linker():
    return Linker(load_pack(locate("peninsula")))


@pytest.mark.parametrize(
    ("cause", "effect", "sign", "expected"),
    [
        ("米中対立の激化", "新冷戦", "+", "us-china=rivalry + alignment=bloc"),
        ("米朝対話の途絶", "七回目の核実験", "+", "us-dprk-talks=none + nuclear-test=test"),
        ("台湾有事", "在韓米軍の縮小", "+", "taiwan-tension=crisis + us-posture=reduced"),
        (
            "the ceasefire in Ukraine",
            "the Russia–North Korea alliance",
            "-",
            "ukraine-war=ceasefire - russia-dprk=alliance",
        ),
        ("a veto in the Security Council", "a launch of the MSMT", "+", "un-sanctions=obstructed + monitoring=active"),
        (
            "strained Japan–South Korea relations",
            "the trilateral stalls",
            "+",
            "japan-rok=strained + trilateral=stalled",
        ),
        ("북러 동맹", "핵 고도화", "+", "russia-dprk=alliance + dprk-programme=build-up"),
        ("中美竞争", "新冷战", "+", "us-china=rivalry + alignment=bloc"),
        ("Договор России и КНДР", "ядерное испытание", "+", "russia-dprk=alliance + nuclear-test=test"),
    ],
)
def test_own_sentences(linker, cause, effect, sign, expected):
    told = claim(
        cause, effect, sign=sign, known_from=date(2025, 6, 1), actors=("USA", "PRK", "KOR", "JPN", "RUS", "CHN")
    )
    outcome = linker.link(told)
    assert isinstance(outcome, Linked), explain(outcome)
    ends = [f"{end.driver}={end.state}" for end in (outcome.cause, outcome.effect)]
    assert f" {outcome.sign} ".join(ends) == expected
