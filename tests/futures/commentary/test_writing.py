import itertools
import json

import pytest
from tests.futures.commentary.toy import BROKEN, CALM, STORM, driver, override, toy

from shiome.futures.commentary import comment, distinguish, families
from shiome.futures.model import FuturesModel

IDENTIFIERS = (
    "d-wind",
    "d-rain",
    "d-mud",
    "s-low",
    "s-mid",
    "s-high",
    "K-",
    "x-K",
    "d-one",
    "d-two",
    "background",
    "as-it-is",
)
ALL = [
    dict(zip(("d-wind", "d-rain", "d-mud"), states, strict=True))
    for states in itertools.product(("s-low", "s-high"), ("s-low", "s-mid", "s-high"), ("s-low", "s-high"))
]


def text_of(commentary, language):
    return {each.joint.at.driver: each.text[language] for each in commentary.drivers}


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("scenario", ALL)
@pytest.mark.parametrize(
    "titles", [{}, {"d-one": {"ja": "一の書", "en": "Book One"}, "d-two": {"ja": "二の書", "en": "Book Two"}}]
)
def test_no_identifier_or_brace_is_left_in_any_sentence(scenario, language, titles):
    for model in (toy(), toy(override=override(), priors=(0.5, -0.5, 0.25)), toy(observed=("", "", ""))):
        said = comment(model, scenario, titles=titles)
        for text in (said.short[language], *text_of(said, language).values()):
            assert not any(each in text for each in IDENTIFIERS), text
            assert not set("{}") & set(text), text
            assert text.endswith("。" if language == "ja" else "."), text
            assert (language == "ja") == any("ぁ" <= letter <= "ん" for letter in text), text


def test_the_short_paragraph_says_what_changes_what_holds_and_the_weakest_joint():
    short = comment(toy(), STORM).short["en"]
    assert short.startswith("In this future, unlike today, we see “Wind: high”, “Rain: high”, “Mud: high”")
    assert "“Wind: high” supports “Rain: high” and “Rain: high” supports “Mud: high”" in short
    assert (
        "Its weakest joint is “Mud: high”, which leads by only 1. The strongest objection there is “Wind: high”."
        in short
    )
    assert short.endswith("Nothing in the model decides on Wind.")


def test_a_scenario_like_today_says_so():
    assert comment(toy(), CALM).short["en"].startswith("In this future, everything known of today stays as it is.")
    assert comment(toy(observed=("", "", "")), CALM).short["ja"].startswith("この未来では、「風：低い」、「雨：低い」")


def test_an_inconsistent_scenario_says_where_it_breaks_and_why():
    said = comment(toy(), BROKEN)
    assert said.margin == -2.0
    assert (
        "It does not hold together: “Rain: low” fails, for “high” is stronger by 2 (failing points: 1)."
        in said.short["en"]
    )
    rain = text_of(said, "en")["d-rain"]
    assert "It fails because of “Wind: high” (in all -2); nothing speaks for it." in rain
    assert "One of the claims says: a strong wind → rain." in rain
    assert rain.endswith("It would hold if “Wind” turned to “low”.")


def test_a_driver_tells_its_points_claims_and_documents():
    mud = text_of(comment(toy(), STORM, titles={"d-two": {"ja": "二の書", "en": "Book Two"}}), "en")["d-mud"]
    assert "“Mud: high” leads its rival “low” by 1." in mud
    assert "For it: “Rain: high” supports it (+2; 1 claim, the firmest put as “likely”; from “Book Two”)." in mud
    assert "Against it: “Wind: high” works against it (-1; 1 claim, the firmest put as “certain”; 1 document)." in mud
    assert "It would fall if “Rain” turned to “low”" in mud


def test_an_analysts_override_is_named_with_its_reason():
    rain = text_of(comment(toy(override=override()), STORM), "en")["d-rain"]
    assert "set by the analyst an analyst: seen it often" in rain


def test_the_plain_form_is_json_with_claims_and_documents():
    plain = json.loads(json.dumps(comment(toy(), STORM).plain(), ensure_ascii=False, allow_nan=False))
    mud = next(each for each in plain["drivers"] if each["driver"] == "d-mud")
    assert mud["for"][0]["claims"] == ["K-3"]
    assert mud["against"][0]["documents"] == ["d-one"]


def test_a_driver_with_one_state_has_no_rival():
    one = toy()
    lone = driver("d-lone", "独り", "Lone", states=("s-low",))
    model = FuturesModel(one.region, one.as_of, one.starts, (*one.drivers, lone), one.cells)
    said = comment(model, STORM | {"d-lone": "s-low"})
    assert text_of(said, "en")["d-lone"] == "“Lone: low” is its only state."
    assert said.plain()["drivers"][-1]["margin"] is None


def test_names_and_families_speak_both_languages():
    for each in (*distinguish(toy(), ALL), *families(toy(), ALL, radius=0.4)):
        for text in each.name.values():
            assert text
            assert not any(identifier in text for identifier in IDENTIFIERS)
