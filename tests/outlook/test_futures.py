"""The section on futures: the verdict before any figure, statements on passages, the model's own as remarks, nothing from later."""

import json
import re
from dataclasses import replace
from datetime import date

import msgspec
import pytest
from tests.outlook.conftest import AUTUMN, SPRING
from tests.outlook.foreseen import FILES, foreseen
from tests.outlook.printed import parted_headings, strayed
from tests.outlook.test_building import LANGUAGES, cells, parts, statements, told
from tests.outlook.test_yardsticks import figures, remarks

from shiome.futures.ledger.scores import calibration_table, settled_of
from shiome.outlook import as_json, build_outlook
from shiome.outlook.html import render_html
from shiome.outlook.model import Figure, Table
from shiome.outlook.pdf import render_pdf
from shiome.workspace.futures import view_of

KEYS = ("trust", "scenarios", "fans", "tree", "signs", "questions", "compound", "analogues")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    with foreseen(tmp_path_factory.mktemp("foreseen")) as made:
        yield made


@pytest.fixture(scope="module")
def view(workspace):
    return view_of(workspace, AUTUMN)


@pytest.fixture(scope="module")
def outlooks(workspace, view, knowledge_of):
    return {
        language: build_outlook(workspace.pack, knowledge_of(workspace), as_of=AUTUMN, language=language, futures=view)
        for language in LANGUAGES
    }


@pytest.fixture(scope="module")
def knowledge_of():
    from tests.outlook.memory import seeded

    return lambda workspace: seeded(workspace.pack, workspace.store.documents(AUTUMN))


@pytest.fixture(scope="module", params=LANGUAGES)
def outlook(request, outlooks):
    return outlooks[request.param]


def futures(outlook):
    return {key: part for key, part in parts(outlook).items() if key.startswith("futures")}


def texts(outlook):
    """Every word of the section, those of its pictures included."""
    (section,) = [part for part in outlook.sections if part.key == "futures"]
    return json.loads(msgspec.json.encode(section))


def test_there_is_no_section_without_a_model(outlook_of, strait):
    assert "futures" not in parts(outlook_of())
    assert not strait.entries("drivers")


def test_a_region_without_drivers_has_no_view(tmp_path):
    from tests.outlook.memory import STRAIT

    from shiome.workspace import Workspace

    with Workspace.create(tmp_path / "ws", region=str(STRAIT)) as made:
        assert view_of(made, AUTUMN) is None
        assert "futures" not in parts(made.outlook(as_of=AUTUMN))


def test_the_verdict_stands_first_and_as_a_heading(outlooks, view):
    assert view.verdict.level in ("too few", "nothing")
    for language, heading in (("en", "The model has not earned trust yet"), ("ja", "モデルはまだ信頼を得ていない")):
        (section,) = [part for part in outlooks[language].sections if part.key == "futures"]
        assert section.blocks == ()
        assert section.sections[0].title == heading
        assert remarks(section.sections[0])[0] == view.verdict.text[language]
        (alerts,) = [part for part in outlooks[language].front.sections if part.key == "front.alerts"]
        assert heading in " ".join(remarks(alerts))


def test_all_parts_are_there_in_their_order(outlook):
    found = [key.removeprefix("futures.") for key in futures(outlook) if "." in key]
    assert [key for key in found if key in KEYS] == list(KEYS)


def test_both_languages_tell_the_same_on_the_same_evidence(outlooks):
    ja, en = ([futures(outlooks[language])[key] for key in futures(outlooks["ja"])] for language in LANGUAGES)
    assert [[s.evidence for s in statements(part)] for part in ja] == [
        [s.evidence for s in statements(part)] for part in en
    ]
    assert [[c.evidence for c in cells(part)] for part in ja] == [[c.evidence for c in cells(part)] for part in en]


def test_scenarios_rest_on_the_passages_of_the_claims_that_they_name(outlook, view):
    part = futures(outlook)["futures.scenarios"]
    assert f"{view.consistent.count}" in remarks(part)[0]
    found = statements(part)
    assert len(found) == len(view.kinds) > 1
    for statement in found:
        assert {outlook.evidence[n - 1].source.document for n in statement.evidence} <= {"spring", "autumn"}
    (table,) = [block for block in part.blocks if isinstance(block, Table)]
    for row in table.rows:
        assert len({cell.text for cell in row[2:]}) > 1


def test_shares_of_a_family_lie_between_its_least_and_its_greatest(view):
    for kind in view.kinds:
        assert 0 <= kind.low <= kind.high <= 1


def test_where_a_driver_was_last_seen_opens_the_passage(outlook):
    found = {row[0].text: row[1] for row in tables(futures(outlook)["futures.fans"])[0].rows}
    seen = [cell for cell in found.values() if cell.evidence]
    assert seen
    assert all(outlook.evidence[n - 1].source.document == "spring" for cell in seen for n in cell.evidence)


def tables(part):
    return [block for block in part.blocks if isinstance(block, Table)]


def test_the_table_of_branches_says_what_the_picture_shows(outlook, view):
    part = futures(outlook)["futures.tree"]
    assert len(view.branches.tree.futures) > 1
    (figure,) = [block for block in part.blocks if isinstance(block, Figure)]
    shown = {row["text"] for layer in figure.specification["layer"] for row in layer["data"]["values"] if "text" in row}
    futures_table, branches = tables(part)
    assert len(futures_table.rows) == len(view.branches.tree.futures)
    assert len(branches.rows) == len(view.branches.tree.branches) - 1
    for row in branches.rows:
        assert row[1].text in shown
        assert row[1].text in figure.alt
    numbers = [row[0].text for row in branches.rows]
    assert numbers[0] == "1"
    assert len(set(numbers)) == len(numbers)


def test_signs_come_in_the_order_of_their_months(outlook, view):
    rows = tables(futures(outlook)["futures.signs"])[0].rows
    order = sorted(view.branches.indicators, key=lambda sign: sign.trigger.month)
    assert [sign.trigger.month for sign in order] == sorted(sign.trigger.month for sign in view.branches.indicators)
    assert rows[0][0].text in {
        sign.names[outlook.language] for sign in order if sign.trigger.month == order[0].trigger.month
    }


def test_open_judgements_stand_beside_the_band_of_their_author(outlooks, view):
    part = futures(outlooks["en"])["futures.questions"]
    rows = tables(part)[0].rows
    assert len(rows) == len(view.forecasts) == 2
    assert all(row[0].evidence for row in rows)
    assert "second summit" in told(part)
    for row in rows:
        assert re.fullmatch(r"(\d+|under 1|over 99)%", row[2].text)
        assert row[3].text in ("above the band", "below the band", "within the band")


def test_settled_judgements_are_not_asked(outlooks):
    assert "will not come to a summit" not in told(futures(outlooks["en"])["futures.questions"])


def test_what_is_compound_is_labelled_as_assumed(outlooks):
    part = futures(outlooks["en"])["futures.compound"]
    assert remarks(part)[0].startswith("This part rests on assumptions.")
    assert "2 linkages are assumed; of 1 of them" in " ".join(remarks(part))
    (statement,) = statements(part)
    assert statement.lead == "Spread"
    assert [row[0].text for row in tables(part)[0].rows] == ["War in the north", "War in the south"]


def test_cases_are_labelled_as_analogies_and_general_knowledge_is_no_statement(outlooks):
    part = futures(outlooks["en"])["futures.analogues"]
    assert remarks(part)[0].startswith("An analogy from past cases, not a probability of the model.")
    (statement,) = statements(part)
    assert statement.lead.startswith("The strait of old")
    assert "after 1 month, “Envoys met”; after 9 months, “Leaders met”" in statement.text
    assert any("A forgotten case" in text for text in remarks(part))


@pytest.mark.parametrize("settled", [4, 5])
def test_calibration_is_drawn_from_five_settled_judgements_on(workspace, view, knowledge_of, settled):
    judgement = next(each for each in workspace.ledger(as_of=AUTUMN) if each.settled and each.outcome == "false")
    some, left = settled_of([msgspec.structs.replace(judgement, id=f"j{number}") for number in range(settled)])
    found = build_outlook(
        workspace.pack,
        knowledge_of(workspace),
        as_of=AUTUMN,
        language="en",
        futures=replace(view, calibration=calibration_table(some, left)),
    )
    part = futures(found).get("futures.calibration")
    assert (part is not None) == (settled == 5)
    if part is not None:
        (figure,) = [block for block in part.blocks if isinstance(block, Figure)]
        assert "5 said to be 85% likely, 0% came true" in figure.alt


def test_no_identifier_and_no_open_brace_is_left(outlook):
    shown = str(texts(outlook))
    for name in ("talks=", "old-strait", "push-", "effect-", "second-summit", "futures.verdict"):
        assert name not in shown, name
    words = re.sub(r"\{'.*?'\}", "", " ".join(remarks_of(outlook)))
    assert "{" not in words


def remarks_of(outlook):
    for part in futures(outlook).values():
        yield from remarks(part)
        yield told(part)


def test_every_figure_has_words_and_stands_in_page_and_print(outlook):
    found = [figure for figure in figures(outlook) if figure.alt]
    assert len(found) == len(figures(outlook)) >= 2
    text = render_html(outlook)
    assert text.count("<svg") == len(found)
    made = render_pdf(outlook)
    assert parted_headings(made) == []
    assert strayed(made) == []


def test_json_carries_the_section(outlook):
    (section,) = [s for s in json.loads(as_json(outlook))["sections"] if s["key"] == "futures"]
    assert section["sections"][0]["key"] == "futures.trust"


def test_in_spring_nothing_of_autumn_is_known(workspace):
    spring = workspace.outlook(as_of=SPRING, language="en")
    assert {e.source.document for e in spring.evidence} == {"spring"}
    found = futures(spring)
    assert found["futures.trust"].title == "The model has not earned trust yet"
    # One contingency alone was known: there is nothing compound.
    assert "futures.compound" not in found
    assert "second summit" not in " ".join(remarks_of(spring))


def test_what_is_told_of_spring_does_not_change_with_what_came_later(workspace, tmp_path):
    from tests.outlook.foreseen import foreseen_pack
    from tests.outlook.memory import STRAIT, TEXTS

    from shiome.workspace import Workspace

    with Workspace.create(tmp_path / "ws", region=str(foreseen_pack(tmp_path / "pack"))) as early:
        early.ingest(STRAIT / "documents" / TEXTS["spring"])
        before, after = ([*remarks_of(each.outlook(as_of=SPRING))] for each in (early, workspace))
        assert before == after


def test_a_sign_whose_month_has_passed_is_no_alert_and_the_table_says_what_is_not_known(
    workspace, view, outlook, knowledge_of
):
    later = build_outlook(
        workspace.pack, knowledge_of(workspace), as_of=date(2040, 1, 1), language=outlook.language, futures=view
    )
    said = {"ja": "期日が基準日より前の兆候", "en": "whose month lies before the day of this outlook"}[outlook.language]
    assert any(said in text for text in remarks_of(later))
    assert not any(said in text for text in remarks_of(outlook))
    heading = futures(outlook)["futures.trust"].title
    told_later = [text for key, part in parts(later).items() if key.startswith("front") for text in remarks(part)]
    assert not any(heading in text for text in told_later)
    assert any(heading in text for text in remarks(parts(outlook)["front.alerts"]))


def test_the_pack_of_these_tests_is_sound(workspace):
    assert set(FILES) <= {f"{subject}.yaml" for subject in workspace.pack.subjects}
