from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from shiome.errors import DocumentRefused
from shiome.reading.text.document import TextDocument, read_text
from shiome.reading.text.metadata.dates import dates_in, file_date, only_date
from shiome.reading.text.metadata.model import Metadata, MetaField

BODY = "両国は21日、合同の訓練を再開した。2024年3月に発表された声明では、対話も続けるとされている。\n"


def read(text: str, name: str = "a.txt", *, today: date = date(2026, 1, 1), dated: str | None = None) -> TextDocument:
    return read_text(text.encode(), file_name=name, today=today, dated=dated)


def value(field: MetaField | None) -> str:
    return field.value if field else ""


def summary(metadata: Metadata) -> tuple[str, str, str]:
    return value(metadata.dated), value(metadata.author), value(metadata.publisher)


@pytest.mark.parametrize(
    ("text", "expected", "found_by"),
    [
        (
            f"{BODY}\n（脱稿日 2025 年 12 月 3 日 山田花子／某国際研究所研究員）\n",
            ("2025-12-03", "山田花子", "某国際研究所"),
            "completion note",
        ),
        (f"{BODY}\n（2025 年 4 月 1 日校了） \n", ("2025-04-01", "", ""), "completion note"),
        (
            f"題目の行\n\n2025年 5 月 2 日 \n某州大学 総合学部 教授 \n山田 花子 \n\n{BODY}",
            ("2025-05-02", "山田花子", "某州大学"),
            "head",
        ),
        (f"題目の行\n\n令和７年５月２日\n\n{BODY}", ("2025-05-02", "", ""), "head"),
        (
            f"題目の行\n\n掲載日：2025/5/2\n著者：山田花子\n\n{BODY}",
            ("2025-05-02", "山田花子", ""),
            "publication label",
        ),
        (
            "A Title\n\nBy Jane Q. Roe\nMay 2, 2025\n\nThe talks went on as planned.\n",
            ("2025-05-02", "Jane Q. Roe", ""),
            "head",
        ),
        (
            "A Title\n\nThe talks went on as planned.\n\nCompleted on 2 May 2025\n",
            ("2025-05-02", "", ""),
            "completion note",
        ),
        (
            "제목\n\n작성일: 2025. 5. 2.\n글쓴이 홍길동\n\n회담이 열렸다. 대화가 이어졌다.\n",
            ("2025-05-02", "홍길동", ""),
            "completion note",
        ),
        (
            "标题\n\n发布时间：2025-05-02  作者：王小明\n\n双方举行了会谈，讨论了问题。\n",
            ("2025-05-02", "王小明", ""),
            "publication label",
        ),
        (
            "Заголовок\n\n2 мая 2025 г.\nАвтор: Иван Петров\n\nСтороны провели встречу.\n",
            ("2025-05-02", "Иван Петров", ""),
            "head",
        ),
    ],
)
def test_date_author_and_house(text: str, expected: tuple[str, str, str], found_by: str) -> None:
    document = read(text)
    assert summary(document.metadata) == expected
    dated = document.metadata.dated
    assert dated is not None
    assert dated.found_by == found_by
    assert dated.start is not None
    assert "2" in document.raw[dated.start : dated.end] or "７" in document.raw[dated.start : dated.end]
    assert all(s.role == "imprint" for s in document.sentences if s.raw_start <= dated.start < s.raw_end)


@pytest.mark.parametrize(
    "line", ["著者：Some project", "By Some project", "글쓴이: Some project", "Author: some people"]
)
def test_an_author_need_not_be_a_person(line: str) -> None:
    document = read(f"# A title\n\n{line}\n\n30 April 2025\n\nThe talks went on as planned.\n", "a.md")
    assert value(document.metadata.author).lower() in ("some project", "some people")
    assert [s.text for s in document.sentences if s.role == "text"] == ["The talks went on as planned."]


def test_a_sentence_that_begins_with_by_is_no_byline() -> None:
    document = read("A title\n\n30 April 2025\n\nBy contrast, the talks failed. By May they had ended.\n")
    assert document.metadata.author is None


def test_a_date_in_the_body_dates_nothing() -> None:
    assert read(BODY).metadata.dated is None
    assert read(f"{BODY}\n2025年3月発表の共同声明は、両国が対話を続けるとしている。\n").metadata.dated is None


def test_the_file_name_is_the_last_resort() -> None:
    assert value(read(BODY, "report_2025-05-02.txt").metadata.dated) == "2025-05-02"
    found = read(f"題目の行\n\n2025年5月1日\n\n{BODY}", "report_2025-05-02.txt").metadata
    assert value(found.dated) == "2025-05-01"
    assert [field.value for name, field in found.others if name == "dated"] == ["2025-05-02"]


def test_the_user_knows_best() -> None:
    found = read(f"{BODY}\n（2025年4月1日校了）\n", dated="2025-03").metadata.dated
    assert found is not None
    assert (found.value, found.found_by) == ("2025-03", "given")


def test_what_is_not_found_is_none() -> None:
    assert read(BODY).metadata == Metadata()


@pytest.mark.parametrize(("name", "dated"), [("a_2026-01-02.txt", None), ("a.txt", "2026-02")])
def test_a_document_of_the_future_is_refused(name: str, dated: str | None) -> None:
    with pytest.raises(DocumentRefused) as caught:
        read(BODY, name, dated=dated)
    assert caught.value.code == "document.future"
    assert "2026-01-01" in caught.value.message


def test_a_month_that_has_begun_is_not_the_future() -> None:
    assert value(read(BODY, dated="2026-01").metadata.dated) == "2026-01"


def test_what_is_no_date_is_refused() -> None:
    with pytest.raises(DocumentRefused) as caught:
        read(BODY, dated="yesterday")
    assert caught.value.code == "document.dated"


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(DocumentRefused) as caught:
            read_text(path, today=date(2026, 1, 1))
        assert caught.value.code == "document.unreadable"


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2024年12月6日と2025.4.16と令和元年5月", ["2024-12-06", "2025-04-16", "2019-05"]),
        ("3rd of March 2024, Sept. 5 2024, June 2024", ["2024-03-03", "2024-09-05", "2024-06"]),
        ("2025년 5월 2일, 2 мая 2025 г.", ["2025-05-02", "2025-05-02"]),
        ("2024年13月1日、2024年2月30日、12月6日、30 Foo 2024", []),
    ],
)
def test_written_dates(text: str, dates: list[str]) -> None:
    assert [found.edtf for found in dates_in(text)] == dates


@pytest.mark.parametrize(
    ("line", "dated"),
    [
        ("2025年5月2日（金）", "2025-05-02"),
        ("Friday, May 2, 2025", "2025-05-02"),
        ("2 мая 2025 года", "2025-05-02"),
        ("5月2日の会談", ""),
        ("2025年5月2日の会談", ""),
    ],
)
def test_lines_that_are_dates(line: str, dated: str) -> None:
    assert only_date(line) == dated


@pytest.mark.parametrize(
    ("name", "dated"),
    [
        ("20250502.txt", "2025-05-02"),
        ("x-2025-05.md", "2025-05"),
        ("2025年5月2日.txt", "2025-05-02"),
        ("12345678.txt", ""),
        ("v2025.txt", ""),
        ("a.txt", ""),
    ],
)
def test_dates_of_file_names(name: str, dated: str) -> None:
    assert file_date(name) == dated
