from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.coordination.exchange.node.making import hand_over, note, publication

from shiome.coordination.exchange.node import Node, Question, pages
from shiome.coordination.exchange.node.cursors import read_cursor, written_cursor
from shiome.coordination.exchange.node.database import from_us, timestamp, to_us
from shiome.coordination.exchange.node.planning import in_order
from shiome.coordination.exchange.node.stored import read_time
from shiome.errors import QueryRefused


def test_large_objects_come_in_shorter_pages(pair: tuple[Node, Node], monkeypatch: pytest.MonkeyPatch) -> None:
    giver, taker = pair
    monkeypatch.setattr(pages, "MOST_BYTES", 50_000)
    monkeypatch.setattr(pages, "_FIRST_ROWS", 3)
    giver.publish([publication(note("x" * 9_000, number=number)) for number in range(20)])
    after, lengths = 0, []
    while True:
        page = giver.page("taker", Question(after=after, limit=15))
        lengths.append(len(page.rows))
        assert sum(len(row.content) for row in page.rows) <= 60_000
        after = page.rows[-1].sequence
        if not page.more:
            break
    assert sum(lengths) == 20
    assert len(lengths) >= 3
    assert hand_over(giver, taker) == 20


@pytest.mark.parametrize("count", [0, 1, 99, 100, 101, 200])
def test_more_is_said_when_there_is_more(pair: tuple[Node, Node], count: int) -> None:
    giver, _taker = pair
    giver.publish([publication() for _ in range(count)])
    for limit in (1, 99, 100, 101, 250):
        page = giver.page("taker", Question(limit=limit))
        assert len(page.rows) == min(count, limit)
        assert page.more == (count > limit)
        rows = giver.deliveries("taker", after=0, limit=limit)
        assert [row.sequence for row in rows] == list(range(1, min(count, limit) + 1))


def test_versions_side_by_side(pair: tuple[Node, Node]) -> None:
    giver, _taker = pair
    times = [f"2026-0{month}-01T00:00:00.000Z" for month in (3, 1, 2)]
    for time in times:
        giver.publish([publication(note(time, number=1, modified=time))])

    def found(*versions: pages.Version) -> list[str]:
        return [row.version for row in giver.page("taker", Question(versions=versions)).rows]

    assert found("all") == times
    assert found("last") == ["2026-03-01T00:00:00.000Z"]
    assert found("first") == ["2026-01-01T00:00:00.000Z"]
    assert found(read_time("2026-02-01T00:00:00Z", "version")) == ["2026-02-01T00:00:00.000Z"]


@given(st.integers(0, 2**63 - 1), st.text(max_size=20), st.text(max_size=20))
def test_a_mark_holds_for_its_question_only(number: int, about: str, other: str) -> None:
    mark = written_cursor(b"secret", about, number)
    assert read_cursor(b"secret", about, mark) == number
    if about != other:
        with pytest.raises(QueryRefused):
            read_cursor(b"secret", other, mark)
    with pytest.raises(QueryRefused):
        read_cursor(b"another", about, mark)


@given(st.text(max_size=60))
def test_what_is_no_mark(text: str) -> None:
    with pytest.raises(QueryRefused):
        read_cursor(b"secret", "about", text)


@given(st.integers(0, 253_402_300_799_999_999))
def test_times_there_and_back(microseconds: int) -> None:
    assert to_us(from_us(microseconds)) == microseconds
    assert read_time(timestamp(microseconds), "time") == microseconds


@given(st.permutations(range(5)), st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4))))
def test_what_is_referred_to_comes_first(order: list[int], edges: set[tuple[int, int]]) -> None:
    values = {number: note(str(number), number=number, object_refs=[]) for number in range(5)}
    for source, target in edges:
        values[source]["object_refs"].append(values[target]["id"])
    found = [int(each.object["content"]) for each in in_order([publication(values[number]) for number in order])]
    assert sorted(found) == list(range(5))
    if all(source > target for source, target in edges):  # no ring
        assert all(found.index(target) < found.index(source) for source, target in edges)
