"""The page stands alone, every link opens something, and nothing of a document's text becomes markup."""

from collections import Counter
from html.parser import HTMLParser

import pytest
from tests.outlook.conftest import AUTUMN, SPRING
from tests.outlook.memory import Memory, document, seeded

from shiome.outlook.html import render_html
from shiome.outlook.passages import tidy

VOID = {"meta", "link", "br", "hr", "img", "input"}


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.headings, self.tags, self.open = [], [], [], Counter(), []
        self.attributes, self.marks, self.styles = [], {}, ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags[tag] += 1
        self.attributes.append((tag, attributes))
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "a":
            self.links.append(attributes["href"])
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append((tag, attributes))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        tag, attributes = self.open[-1] if self.open else ("", {})
        if tag == "mark" and "class" in attributes:
            for name in attributes["class"].split():
                self.marks[name] = self.marks.get(name, "") + data
        if tag == "style":
            self.styles += data


@pytest.fixture(scope="module", params=["ja", "en"])
def outlook(request, outlook_of):
    return outlook_of(AUTUMN, request.param)


@pytest.fixture(scope="module")
def page(outlook):
    return Page(render_html(outlook))


def test_every_link_opens_something_in_the_page(page):
    assert len(page.links) > 60
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links} <= set(page.ids)
    assert all(link.startswith("#") for link in page.links)


def test_nothing_is_fetched_and_nothing_runs(page, outlook):
    text = render_html(outlook)
    assert not {"script", "img", "link", "iframe", "object"} & set(page.tags)
    assert "http:" not in text
    assert "https:" not in text
    assert "url(" not in text
    assert "default-src 'none'" in text


def test_marks_open_exactly_the_cited_passage(page, outlook):
    texts = {d.id: d.text for d in outlook.documents}
    for e in outlook.evidence:
        assert f"p{e.number}" in page.ids
        raw = texts[e.source.document][e.source.start : e.source.end]
        assert "".join(page.marks[f"c{e.number}"].split()) == "".join(raw.split())
        assert f"body:has(#p{e.number}:target) .c{e.number}" in page.styles
        assert e.passage.strip() == tidy(raw)


def test_headings_tables_and_language(page, outlook):
    assert page.headings.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in zip(page.headings, page.headings[1:], strict=False))
    assert page.tags["table"] == page.tags["caption"] > 5
    assert all("scope" in attributes for tag, attributes in page.attributes if tag == "th")
    assert ("html", {"lang": outlook.language}) in page.attributes
    assert page.links[0] == "#main"
    foreign = {attributes["lang"] for tag, attributes in page.attributes if tag == "blockquote"}
    assert foreign == {"ja", "en"}


def test_dark_print_and_narrow_screens_are_thought_of(page):
    for query in ("prefers-color-scheme: dark", "@media print", "max-width: 44rem"):
        assert query in page.styles


def test_without_texts_the_marks_open_the_list_of_evidence(outlook_of, strait):
    outlook = outlook_of(AUTUMN, "ja", seeded(strait))
    page = Page(render_html(outlook))
    assert not [i for i in page.ids if i.startswith("p") and i[1:].isdigit()]
    assert {link[1:] for link in page.links} <= set(page.ids)
    assert "ファイルを取り込むと開く" in render_html(outlook)


def test_a_hostile_document_stays_text(outlook_of, strait, knowledge):
    hostile = "<script>alert(1)</script>&amp; \"><h1 onclick='x'>{{ 7 * 7 }}{% raw %}\n"
    text = hostile * 40
    known = Memory(knowledge.all_records, [document("spring", text, dated="2031-03-10", title=hostile)])
    html = render_html(outlook_of(SPRING, "ja", known))
    page = Page(html)
    assert not page.tags["script"]
    assert page.tags["h1"] == 1
    assert "{{ 7 * 7 }}" in html


def test_of_a_very_long_document_only_the_cited_parts_are_shown(outlook_of, strait, knowledge):
    short = knowledge.all_documents[0].text
    filler = "波は静かである。" * 12
    long = short + "\n\n" + "\n\n".join(f"{filler}{n}。" for n in range(1000))
    html = render_html(
        outlook_of(SPRING, "ja", Memory(knowledge.all_records, [document("spring", long, dated="2031-03-10")]))
    )
    assert f"{filler}0。" in html
    assert f"{filler}500。" not in html
    assert len(html) < len(long)


def test_the_text_of_a_document_that_nothing_cites_is_left_out(outlook_of, strait, knowledge):
    other = document("other", "だれも引かない一文。", dated="2031-01", title="別の文書")
    outlook = outlook_of(SPRING, "ja", Memory(knowledge.all_records, [*knowledge.all_documents, other]))
    assert [d.text == "" for d in outlook.documents if d.id == "other"] == [True]
    html = render_html(outlook)
    assert "別の文書" in html
    assert "だれも引かない一文" not in html


def test_a_notebook_shows_the_page_in_a_frame_of_its_own(outlook_of):
    outlook = outlook_of(AUTUMN, "ja")
    (tag, attributes), *rest = Page(outlook._repr_html_()).attributes
    assert (tag, rest) == ("iframe", [])
    assert attributes["srcdoc"] == render_html(outlook)
    assert attributes["title"] == outlook.title
    assert "sandbox" in attributes
