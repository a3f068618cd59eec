"""Full text in five languages, in the raw text, the same on both stores."""

from __future__ import annotations

import pytest
from tests.records.making import add_document, day, document

from shiome.errors import QueryRefused
from shiome.records.store import Store

TEXTS = {
    "ja": "冒頭の段落。\n\n制裁と朝鮮半島の完全な非核\n化をめぐる協議は続いた。\n\n相手国は非核化した、と述べた。ＩＣＢＭの発射。",
    "en": "They spoke of denuclear-\nization.\n\nThe peninsula was never denuclearized; sanctions were eased.\n\nDenuclearising is slow.",
    "ko": "한반도의 비핵화를 논의했다.\n\n제재는 유지된다. 비핵화가 목표다.",
    "zh": "双方重申半岛无核化目标。\n\n制裁措施继续。",
    "ru": "Стороны обсудили денуклеаризацию.\n\nВопрос о денуклеаризации полуострова остаётся.",
}


@pytest.fixture
def library(store: Store) -> Store:
    for number, (language, text) in enumerate(TEXTS.items()):
        add_document(store, text, f"doc-{language}", language=language, dated=f"2025-0{number + 1}")
    return store


def found(store: Store, query: str, **rest: object) -> dict[str, list[str]]:
    """Document to the raw text of its matches."""
    result: dict[str, list[str]] = {}
    for hit in store.search(query, **rest):  # type: ignore[arg-type]
        text = TEXTS[hit.document[4:]]
        assert all(hit.start <= start < end <= hit.end for start, end in hit.spans)
        marked = ["".join(hit.snippet[a:b].split()) for a, b in hit.marks]
        assert marked == ["".join(text[a:b].split()) for a, b in hit.spans[: len(hit.marks)]]
        assert hit.marks
        result.setdefault(hit.document[4:], []).extend(text[start:end] for start, end in hit.spans)
    return result


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("非核化", {"ja": ["非核\n化", "非核化"]}),
        ("非核化した", {"ja": ["非核\n化", "非核化"]}),
        ('"非核化した"', {"ja": ["非核化した"]}),
        ("비핵화", {"ko": ["비핵화", "비핵화"]}),
        ("비핵화를", {"ko": ["비핵화", "비핵화"]}),
        ("无核化", {"zh": ["无核化"]}),
        ("denuclearization", {"en": ["denuclear-\nization", "denuclearized", "Denuclearising"]}),
        ("DENUCLEARIZE", {"en": ["denuclear-\nization", "denuclearized", "Denuclearising"]}),
        ("денуклеаризация", {"ru": ["денуклеаризацию", "денуклеаризации"]}),
        ("денуклеаризацией", {"ru": ["денуклеаризацию", "денуклеаризации"]}),
        ("制裁", {"ja": ["制裁"], "zh": ["制裁"]}),
        ("核", {"ja": ["核", "核"], "zh": ["核"]}),
        ("icbm", {"ja": ["ＩＣＢＭ"]}),
        ('"never denuclearize"', {"en": ["never denuclearized"]}),
        ('"sanctions eased"', {}),
        ("sanctions eased", {"en": ["sanctions", "eased"]}),
        ("制裁 非核化", {"ja": ["制裁", "非核\n化"]}),
        ("核協", {}),
        ("atom", {}),
        ('" OR 1 NEAR(', {}),
        ("制裁' & 非核", {"ja": ["制裁", "非核"]}),
    ],
)
def test_finds_words_in_the_raw_text(library: Store, query: str, expected: dict[str, list[str]]) -> None:
    assert {k: sorted(v) for k, v in found(library, query).items()} == {k: sorted(v) for k, v in expected.items()}


def test_the_last_character_of_a_run_is_found_alone(library: Store) -> None:
    assert found(library, "措") == {"zh": ["措"]}
    assert set(found(library, "化")) == {"ja", "zh"}


def test_language_document_and_day(library: Store) -> None:
    assert set(found(library, "制裁", language="zh")) == {"zh"}
    assert set(found(library, "制裁", document="doc-ja")) == {"ja"}
    assert found(library, "制裁", document="doc-none") == {}
    assert found(library, "制裁", as_of=day("2025-01-30")) == {}
    assert set(found(library, "制裁", as_of=day("2025-01-31"))) == {"ja"}
    assert set(found(library, "制裁", as_of=day("2025-04-30"))) == {"ja", "zh"}


@pytest.mark.parametrize("query", ["", "   ", "?!", '""', "。、"])
def test_nothing_to_look_for(library: Store, query: str) -> None:
    with pytest.raises(QueryRefused) as caught:
        library.search(query)
    assert caught.value.code == "search.empty"


def test_limits(library: Store) -> None:
    assert len(library.search("制裁", limit=1)) == 1
    with pytest.raises(QueryRefused):
        library.search("制裁", limit=0)
    with pytest.raises(QueryRefused):
        library.search(" ".join(f"w{n}" for n in range(40)))


def test_more_matches_rank_higher(store: Store) -> None:
    add_document(store, "制裁。\n\n制裁と制裁と制裁。\n\n" + "長い段落。" * 80 + "制裁。", "doc-r")
    assert [hit.number for hit in store.search("制裁")] == [1, 0, 2]


def test_repaired_text_is_found_where_it_stands_in_the_raw_text(store: Store) -> None:
    from shiome.records.model import Passage

    raw = "見出し\n対口・対中接近を図る。"
    made = document(raw)
    with store.transaction(actor="test") as transaction:
        transaction.add_document(
            made,
            raw.encode(),
            [Passage(document="doc-1", number=0, start=4, end=len(raw), text="対ロ・対中接近を図る。")],
        )
    [hit] = store.search("対ロ")
    assert [raw[start:end] for start, end in hit.spans] == ["対口"]


def test_many_answers_are_paged_through(store: Store) -> None:
    # Both words occur in every passage but only one has them side by side, and it is the oldest.
    text = "\n\n".join(["peace talks resumed"] + [f"talks number {n} about peace" for n in range(300)])
    add_document(store, text, "doc-p", language="en")
    assert [hit.number for hit in store.search('"peace talks"')] == [0]
    assert len(store.search("peace talks", limit=500)) == 301
