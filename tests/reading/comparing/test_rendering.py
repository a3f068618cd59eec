from __future__ import annotations

from html.parser import HTMLParser

import pytest
from tests.reading.comparing.materials import bank, document, lines

from shiome.reading.comparing import as_html, as_text, compare
from shiome.reading.comparing.labels import labels
from shiome.reading.text.scripts import width


class Checker(HTMLParser):
    """Collects tags and text; every tag must be closed in order."""

    def __init__(self):
        super().__init__()
        self.open, self.seen, self.text = [], [], ""

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def parsed(html):
    checker = Checker()
    checker.feed(html)
    checker.close()
    assert not checker.open
    return checker


def test_html_marks_insertions_and_deletions_in_tags_and_words():
    a, b = lines(["朝鮮半島の非核化を目指す。"]), lines(["北朝鮮の非核化を目指す。"])
    checker = parsed(as_html(compare(a, b, terms=bank()), language="ja"))
    assert {"ins", "del", "caption", "table"} <= {tag for tag, _ in checker.seen}
    assert ("span", {"class": "visually-hidden"}) in checker.seen
    assert [attrs["lang"] for tag, attrs in checker.seen if tag == "td"] == ["ja", "ja"]
    assert all(attrs.get("scope") for tag, attrs in checker.seen if tag == "th")


def test_html_escapes_what_the_texts_and_files_say():
    a = document("<script>alert(1)</script> & more.", name='"><img src=x>.txt', language="en")
    b = document("<b>bold</b> & more.", name="b.txt", language="en")
    html = as_html(compare(a, b, terms=bank()))
    assert "<script" not in html
    assert "<img" not in html
    assert "<b>" not in html
    assert {tag for tag, _ in parsed(html).seen} <= {
        "section", "table", "caption", "thead", "tbody", "tr", "th", "td", "ins", "del", "span", "h3", "ul", "li", "strong", "small", "p"
    }  # fmt: skip


def test_text_stands_side_by_side_within_its_width():
    a, b = lines(["朝鮮半島の非核化を目指し、対話を続ける。" * 5]), lines(["北朝鮮の非核化を目指す。" * 9])
    shown = as_text(compare(a, b, terms=bank()), columns=80)
    table = shown.split("\n\n")[0]
    assert all(width(line) <= 82 for line in table.splitlines())
    assert as_text(compare(a, a, terms=bank()), language="ja").endswith("違いは見つからない\n")


def test_text_marks_changed_words_and_keeps_the_spacing():
    a, b = lines(["We met in May, at last."]), lines(["We met in June, at last."])
    shown = as_text(compare(a, b, terms=bank()))
    assert "in [-May-], at last." in shown
    assert "in {+June+}, at last." in shown


def test_text_cannot_steer_the_terminal():
    a = document("A\x1b[31mred word\u202e here.", name="a\x07.txt", language="en")
    shown = as_text(compare(a, a, terms=bank()))
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)


def test_uncertain_and_moved_pairs_say_so():
    a = lines(["The bridge will open in May next year.", "The ministers discussed trade, fishing and the climate."])
    b = lines(
        ["The ministers discussed the climate and a railway over dinner.", "The bridge will open in May next year."]
    )
    found = compare(a, b, terms=bank())
    shown, html = as_text(found), as_html(found)
    assert "moved" in shown
    assert "moved" in html
    assert any(pair.moved for pair in found.pairs)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_labels_exist_for_all_that_is_told(language):
    assert labels(language).keys() == labels("en").keys()
    assert labels(language)["tell"].keys() == labels("en")["tell"].keys()
