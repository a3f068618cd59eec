"""The section on yardsticks: in words with evidence, and in pictures that have words of their own."""

import json
import re
from datetime import date

import pypdfium2
import pytest
from tests.outlook.conftest import AUTUMN, SPRING
from tests.outlook.measured import CANNOT, TURN, measured, measurement, series
from tests.outlook.printed import parted_headings, strayed
from tests.outlook.test_building import LANGUAGES, parts, statements, told
from tests.outlook.test_html import Page

from shiome.charts import Grid, Panel
from shiome.outlook import as_json, build_outlook, pictures
from shiome.outlook.html import render_html
from shiome.outlook.model import Figure, Remark, sentences
from shiome.outlook.pdf import render_pdf


@pytest.fixture(scope="module")
def outlooks(strait, knowledge):
    return {
        language: build_outlook(strait, knowledge, as_of=AUTUMN, language=language, measurements=measured())
        for language in LANGUAGES
    }


@pytest.fixture(scope="module", params=LANGUAGES)
def outlook(request, outlooks):
    return outlooks[request.param]


def figures(outlook):
    return [block for part in parts(outlook).values() for block in part.blocks if isinstance(block, Figure)]


def remarks(part):
    return [s.text for block in part.blocks for s in sentences(block) if isinstance(s, Remark)]


def test_it_stands_after_the_situation_and_only_where_something_was_measured(outlook, outlook_of, strait, knowledge):
    keys = [section.key for section in outlook.sections]
    assert keys[keys.index("situation") + 1] == "yardsticks"
    assert "yardsticks" not in [section.key for section in outlook_of().sections]
    blank = build_outlook(strait, knowledge, as_of=AUTUMN, measurements=measured()[-1:])
    assert "yardsticks" not in [section.key for section in blank.sections]
    assert "yardsticks.blank" not in parts(outlook)


def test_value_turning_point_and_signs_rest_on_the_passages_of_their_inputs(outlook):
    part = parts(outlook)["yardsticks.tide"]
    found = statements(part)
    assert len(found) == 4
    value, turn, early, sign = ({outlook.evidence[n - 1].source.document for n in s.evidence} for s in found)
    assert value == early == sign == {"autumn"}
    assert "autumn" in turn
    assert "0.80" in found[0].text
    assert "99" in found[1].text
    assert "0.46" in found[1].text


def test_what_a_turning_point_hangs_on_is_said(outlooks):
    text = told(parts(outlooks["en"])["yardsticks.tide"])
    assert "up from 0.30 in the first quarter of 2031" in text
    assert "ranges overlap" not in text
    assert (
        "The level rose between the first quarter of 2031 and the second quarter of 2031 (probability 99%, by 0.46)."
        in text
    )
    assert "it is not found under these choices: variant without-acts" in text
    assert "driven by part acts" in text
    assert "Since the third quarter of 2031 the newest values have tended downwards" in text
    assert "A summit Seen (watched since 1 January 2030): July 2031." in text
    said = remarks(parts(outlooks["en"])["yardsticks.tide"])
    assert "“A closure”: not seen (watched since 1 January 2030)." in said
    assert "Components without values: part votes (no table). The others carry their weight." in said


def test_when_the_data_cannot_tell_it_says_so(outlooks):
    assert "The data cannot tell whether there was a turning point: the series is too short." in remarks(
        parts(outlooks["en"])["yardsticks.neap"]
    )
    assert "転換点の有無は、データからは言えない（系列が短い）。" in remarks(parts(outlooks["ja"])["yardsticks.neap"])
    assert "転換点は見つからない。" in remarks(parts(outlooks["ja"])["yardsticks.ballots"])


def test_what_rests_on_a_table_alone_is_no_statement(outlooks):
    part = parts(outlooks["en"])["yardsticks.ballots"]
    assert statements(part) == []
    assert any("tables of the workspace" in text and "votes:rcid" in text for text in remarks(part))


def test_both_languages_tell_the_same_on_the_same_evidence(outlooks):
    ja, en = (
        [
            s.evidence
            for key, part in parts(outlooks[language]).items()
            if key.startswith("yardsticks")
            for s in statements(part)
        ]
        for language in LANGUAGES
    )
    assert ja == en


def test_nothing_later_than_the_day_is_evidence(strait, knowledge):
    spring = build_outlook(strait, knowledge, as_of=SPRING, measurements=(measurement(),))
    assert {e.source.document for e in spring.evidence} == {"spring"}
    assert len(statements(parts(spring)["yardsticks.tide"])) == 1


def test_each_yardstick_is_a_small_picture_and_the_first_a_large_one_with_its_components(outlook):
    found = figures(outlook)
    valued = [m for m in measured() if m.series.coverage is not None]
    names = [pictures.in_language(m.name, outlook.language) for m in valued]
    (large,) = [number for number, figure in enumerate(found) if not figure.small]
    assert large == len(names)
    assert all(name in figure.alt for name, figure in zip(names, found, strict=False))
    assert "0.80" in found[large].alt
    parts_with_values = [c for c in valued[0].components if c.scaled.coverage is not None]
    assert len(found) == len(names) + 1 + len(parts_with_values)
    assert all(figure.specification["$schema"] for figure in found)


def test_each_picture_names_its_source_and_its_day(outlook):
    day = {"ja": "2031年9月30日現在", "en": "as of 30 September 2031"}[outlook.language]
    assert all(day in figure.caption for figure in figures(outlook))
    one = {"ja": "出典：文書1本の記述", "en": "Source: what one document says"}[outlook.language]
    assert one in figures(outlook)[0].caption
    assert any("votes" in figure.caption for figure in figures(outlook))


@pytest.mark.parametrize("count", [1, 2, 5])
def test_a_single_yardstick_is_drawn_once(strait, knowledge, count):
    many = tuple(measurement(f"tide-{n}") for n in range(count))
    found = figures(build_outlook(strait, knowledge, as_of=AUTUMN, measurements=many))
    assert sum(figure.small for figure in found) == (count if count > 1 else 0) + 2


def test_small_pictures_share_the_time_of_their_neighbours(outlook):
    spans = {
        tuple(layer["encoding"]["x"]["scale"]["domain"])
        for figure in figures(outlook)[:3]
        for layer in figure.specification["layer"]
        if "domain" in layer["encoding"].get("x", {}).get("scale", {})
    }
    assert len(spans) == 1


def test_the_page_shows_them_with_title_and_without_any_request(outlook):
    text = render_html(outlook)
    page = Page(text)
    assert page.tags["svg"] == len(figures(outlook))
    names = [attributes["aria-labelledby"] for tag, attributes in page.attributes if tag == "svg"]
    assert set(names) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert not {"http:", "https:", "url("} & set(re.findall(r"https?:|url\(", text))
    for figure in figures(outlook):
        assert str(pictures_escaped(figure.alt)) in text
    assert "<tide>" not in text


def pictures_escaped(text):
    from markupsafe import escape

    return escape(text)


def test_the_pdf_shows_them_with_their_text(outlook):
    made = render_pdf(outlook)
    with pypdfium2.PdfDocument(made) as pdf:
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
    squeezed = "".join(text.split())
    assert all("".join(figure.caption.split())[:20] in squeezed for figure in figures(outlook))
    assert parted_headings(made) == []
    assert strayed(made) == []
    told = "".join("".join(alternatives(made)).split())
    for figure in figures(outlook):
        assert "".join(figure.alt.split()) in told


def alternatives(made):
    """The text alternatives of all that is tagged in a PDF."""
    import ctypes

    from pypdfium2 import raw

    def of(element):
        size = raw.FPDF_StructElement_GetAltText(element, None, 0)
        held = ctypes.create_string_buffer(size)
        raw.FPDF_StructElement_GetAltText(element, held, size)
        yield held.raw.decode("utf-16-le").rstrip("\0")
        for number in range(raw.FPDF_StructElement_CountChildren(element)):
            child = raw.FPDF_StructElement_GetChildAtIndex(element, number)
            if child:
                yield from of(child)

    with pypdfium2.PdfDocument(made) as pdf:
        for page in pdf:
            tree = raw.FPDF_StructTree_GetForPage(page)
            for number in range(raw.FPDF_StructTree_CountChildren(tree)):
                yield from of(raw.FPDF_StructTree_GetChildAtIndex(tree, number))
            raw.FPDF_StructTree_Close(tree)


def test_json_carries_the_specification(outlook):
    tree = json.loads(as_json(outlook))
    (section,) = [s for s in tree["sections"] if s["key"] == "yardsticks"]
    drawn = [block for block in section["blocks"] if block["type"] == "figure"]
    assert drawn
    for figure in drawn:
        assert figure["specification"]["$schema"].startswith("https://vega.github.io/schema/vega-lite/")
        assert figure["alt"]


def test_a_panel_has_a_part_for_each_component_and_its_coverage():
    shown = pictures.panel(measurement(), "en")
    assert isinstance(shown, Panel)
    assert [part.subtitle for part in shown.parts] == [
        "weight 50%; 2029Q1 to 2031Q3, 2 periods without a value",
        "weight 30%; 2030Q2 to 2031Q3",
        "weight 20%; no values",
    ]
    assert [line.name for line in shown.chart.thin] == ["Variant equal", "One component left out"]
    assert [mark.label for mark in shown.chart.marks] == ["▲ 99%", "▼ early warning 62%"]
    turn = shown.chart.marks[0]
    assert (turn.start, turn.end) == (date(2031, 1, 1), date(2031, 6, 30))
    assert isinstance(pictures.grid(measured(), "ja"), Grid)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_alternative_of_a_chart_without_values_says_so(language):
    blank = measured()[-1]
    assert pictures.alt_text(blank, language).endswith(("。", "."))
    assert pictures.newest(series((None,) * 11)) is None
    assert pictures.chart(measurement(turning=CANNOT), language).marks == ()
    assert TURN.hangs_on_variant


def test_no_probability_is_rounded_to_certainty():
    assert [pictures.percent(p) for p in (0, 0.004, 0.5, 0.996, 1)] == ["1", "1", "50", "99", "99"]
