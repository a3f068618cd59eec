from __future__ import annotations

from datetime import date

import pytest

from shiome.errors import DocumentRefused
from shiome.reading.text.document import TextDocument, read_text


def read(text: str | bytes, name: str) -> TextDocument:
    data = text if isinstance(text, bytes) else text.encode()
    return read_text(data, file_name=name, today=date(2100, 1, 1))


def rows(document: TextDocument) -> list[tuple[str, str]]:
    return [(sentence.role, sentence.text) for sentence in document.sentences]


def pdf(*pages: list[str], info: str = "") -> bytes:
    """A small PDF with a text layer in Helvetica."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        text = "".join(f"1 0 0 1 72 {720 - 16 * n} Tm ({line}) Tj " for n, line in enumerate(lines))
        stream = f"BT /F1 12 Tf {text}ET".encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            % len(objects)
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    objects.append(f"<< {info} >>".encode())
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    return (
        out
        + f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    )


class TestHtml:
    PAGE = """<!DOCTYPE html><html><head><title>訓練の再開 | 某誌</title>
<meta name="author" content="山田 太郎"><meta property="article:published_time" content="2025-05-21T10:00:00+09:00">
<meta property="og:site_name" content="某誌"><style>p { color: red }</style></head>
<body><nav>目次</nav><h1>訓練の再開</h1>
<p>両国は<b>21日</b>、訓練を
   再開した<sup>1</sup>。&amp;さらに&#12300;対話&#x300D;も<ruby>続<rt>つづ</rt></ruby>ける。</p>
<figure><figcaption>写真: 某社</figcaption></figure><h2>提言</h2><ul><li>第一の点。<li>第二の点。</ul>
<table><tr><td>年</td><td>2025</td></tr></table><script>if (a < b) { "<p>x</p>" }</script><p>The talks
resumed.<br>They went on.</p><footer>© 某誌</footer></body></html>"""

    def test_words_stay_and_markup_goes(self) -> None:
        assert rows(read(self.PAGE, "a.html")) == [
            ("heading", "訓練の再開"),
            ("text", "両国は21日、訓練を再開した。"),
            ("text", "&さらに「対話」も続ける。"),
            ("heading", "提言"),
            ("bullet", "第一の点。"),
            ("bullet", "第二の点。"),
            ("text", "年 2025"),
            ("text", "The talks resumed."),
            ("text", "They went on."),
        ]

    def test_spans_point_into_the_file(self) -> None:
        document = read(self.PAGE, "a.html")
        assert document.raw == self.PAGE
        first = document.sentences[1]
        raw = document.raw[first.raw_start : first.raw_end]
        assert raw.startswith("両国は<b>21日</b>、訓練を\n")
        at = document.clean.clean.index("「対話」")
        assert document.raw[slice(*document.clean.to_raw(at, at + 4))] == "&#12300;対話&#x300D;"

    def test_what_stands_apart_is_kept_apart(self) -> None:
        dropped = {(mark.kind, mark.value) for mark in read(self.PAGE, "a.html").clean.dropped}
        assert {
            ("footnote mark", "1"),
            ("ruby", "つづ"),
            ("caption", "写真: 某社"),
            ("page header", "© 某誌"),
        } <= dropped

    def test_metadata(self) -> None:
        metadata = read(self.PAGE, "a.html").metadata
        assert metadata.dated is not None
        assert (metadata.dated.value, metadata.dated.found_by) == ("2025-05-21", "html meta")
        assert metadata.author is not None
        assert metadata.author.value == "山田太郎"
        assert metadata.publisher is not None
        assert metadata.publisher.value == "某誌"
        assert metadata.title is not None
        assert metadata.title.value == "訓練の再開"

    @pytest.mark.parametrize(
        "page",
        [
            "<p>両国は<合意した。</p>",
            "<![if x]>両国は合意した。<![endif]>",
            "<p>両国は合意した。",
            "両国は合意した。</p></div><!--",
        ],
    )
    def test_broken_markup_is_read_as_a_browser_would(self, page: str) -> None:
        assert "両国は" in read(page, "a.html").clean.clean

    def test_the_declared_encoding_is_used(self) -> None:
        page = '<meta charset="shift_jis"><p>両国は合意した。</p>'
        assert read(page.encode("cp932"), "a.html").encoding == "cp932"

    def test_a_page_without_words_is_empty(self) -> None:
        with pytest.raises(DocumentRefused) as caught:
            read("<html><script>var words;</script></html>", "a.html")
        assert caught.value.code == "document.empty"


class TestMarkdown:
    PAGE = """---
title: "訓練の再開"
date: 2025-05-21
author: 山田太郎
---
# 訓練の再開

両国は**21日**、[訓練](https://example.org/a_(b))を*再開*した[^1]。snake_case と `code` は
残る。

提言
----

- 第一の点は
  続く。
- 第二の点。

> 引用の文。

| 年 | 数 |
|----|---:|
| 2025 | 3 |

```python
# not a heading
```

![図](a.png)<b>終わり</b>の文 &amp; \\*印\\*。

[^1]: 注の文。
"""

    def test_words_stay_and_marks_go(self) -> None:
        assert rows(read(self.PAGE, "a.md")) == [
            ("heading", "訓練の再開"),
            ("text", "両国は21日、訓練を再開した。"),
            ("text", "snake_caseとcodeは残る。"),
            ("heading", "提言"),
            ("bullet", "第一の点は続く。"),
            ("bullet", "第二の点。"),
            ("text", "引用の文。"),
            ("text", "年 数"),
            ("text", "2025 3"),
            ("text", "終わりの文& *印*。"),
            ("text", "注の文。"),
        ]

    def test_spans_point_into_the_file(self) -> None:
        document = read(self.PAGE, "a.md")
        first = document.sentences[1]
        assert document.raw[first.raw_start : first.raw_end].startswith("両国は**21日**、[訓練](https")
        assert document.line_of(first.raw_start) == 8

    def test_front_matter_is_metadata(self) -> None:
        metadata = read(self.PAGE, "a.md").metadata
        assert metadata.dated is not None
        assert metadata.dated.start is not None
        assert (metadata.dated.value, metadata.dated.found_by) == ("2025-05-21", "front matter")
        assert self.PAGE[metadata.dated.start : metadata.dated.end] == "2025-05-21"
        assert metadata.author is not None
        assert metadata.author.value == "山田太郎"


class TestPdf:
    PAGES = (
        [
            "Quarterly Review",
            "The two sides met in the capital on",
            "Monday and agreed to hold further",
            "talks in the",
            "1",
        ],
        ["Quarterly Review", "spring. They also discussed sanctions", "and the exchange of prisoners of war.", "2"],
    )

    def test_pages_are_joined_and_their_starts_kept(self) -> None:
        document = read(pdf(*self.PAGES), "a.pdf")
        assert document.media_type == "application/pdf"
        assert [sentence.text for sentence in document.sentences] == [
            "The two sides met in the capital on Monday and agreed to hold further talks in the spring.",
            "They also discussed sanctions and the exchange of prisoners of war.",
        ]
        assert len(document.pages) == 2
        assert document.raw[document.pages[1] - 1] == "\f"
        assert document.raw[document.pages[1] :].startswith("Quarterly Review")

    def test_info_is_the_last_resort(self) -> None:
        info = "/Title (On Talks) /Author (Jane Roe) /CreationDate (D:20250521093000Z)"
        metadata = read(pdf(*self.PAGES, info=info), "a.pdf").metadata
        found = [field.value for field in (metadata.dated, metadata.author, metadata.title) if field]
        assert found == ["2025-05-21", "Jane Roe", "On Talks"]

    def test_without_a_text_layer_it_is_refused(self) -> None:
        with pytest.raises(DocumentRefused) as caught:
            read(pdf([], []), "a.pdf")
        assert caught.value.code == "document.no_text_layer"
        assert "2 pages" in caught.value.message

    @pytest.mark.parametrize("data", [b"not a pdf", b"%PDF-1.4\nbroken", pdf(["x"])[:120]])
    def test_a_broken_one_is_refused(self, data: bytes) -> None:
        with pytest.raises(DocumentRefused) as caught:
            read(data, "a.pdf")
        assert caught.value.code == "document.pdf"

    def test_an_empty_one_is_empty(self) -> None:
        with pytest.raises(DocumentRefused) as caught:
            read(b"", "a.pdf")
        assert caught.value.code == "document.empty"


def test_the_same_text_is_recognised_in_every_format() -> None:
    plain = "The talks\n\nThe two sides met on Monday in the capital. They agreed on everything.\n"
    html = "<h1>The talks</h1><p>The two sides met on <b>Monday</b> in the capital. They agreed on everything.</p>"
    markdown = "# The talks\n\nThe two sides met on **Monday** in the capital.\nThey agreed on everything.\n"
    paged = pdf(["The talks", "The two sides met on Monday in the capital.", "They agreed on everything."])
    hashes = {
        read(content, name).text_sha256
        for content, name in (
            (plain, "a.txt"),
            (plain.replace("\n", "\r\n"), "b.txt"),
            (html, "a.html"),
            (markdown, "a.md"),
            (paged, "a.pdf"),
        )
    }
    assert len(hashes) == 1


@pytest.mark.parametrize("name", ["a.docx", "a", "a.exe"])
def test_other_formats_are_refused(name: str) -> None:
    with pytest.raises(DocumentRefused) as caught:
        read("text", name)
    assert caught.value.code == "document.format"
