from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from tests.coordination.exchange.node.making import introduce, note, publication

from shiome.coordination.exchange.node import Node, Question
from shiome.errors import InputRefused, ShiomeError

EVERYTHING = Question(versions=("all",), limit=10_000)


def test_many_writers_leave_no_holes_and_no_doubles(make: Callable[..., Node]) -> None:
    hub, near, far = make("hub"), make("near"), make("far")
    introduce(hub, near)
    introduce(hub, far)
    same = publication(note("the same from all", number=1))
    failed: list[InputRefused] = []

    def write(number: int) -> None:
        for step in range(10):
            hub.publish([publication(note(f"{number}/{step}"), to=("near",) if step % 2 else None)])
            hub.publish([same])
            try:
                hub.publish([publication(note("another content", number=1))])
            except InputRefused as error:
                failed.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = {name: hub.page(name, EVERYTHING).rows for name in ("near", "far")}
    assert [row.sequence for row in rows["near"]] == list(range(1, 82))
    assert [row.sequence for row in rows["far"]] == list(range(1, 42))
    for some in rows.values():
        assert len({row.stix_id for row in some}) == len(some)
    assert len(failed) == 80
    assert {each.code for each in failed} == {"exchange.version"}


def test_one_that_fails_takes_nobody_with_it(make: Callable[..., Node]) -> None:
    hub, near = make("hub"), make("near")
    introduce(hub, near)
    entered, go_on = threading.Event(), threading.Event()
    results: list[object] = []

    def slow(work: object) -> None:
        entered.set()
        go_on.wait(60)

    def fail(work: object) -> None:
        raise InputRefused("test.refused", "refused on purpose")

    def attempt(do: Callable[[], object]) -> None:
        try:
            results.append(do())
        except InputRefused as error:
            results.append(error.code)

    first = threading.Thread(target=lambda: hub.run(slow))
    first.start()
    entered.wait(60)
    others = [
        threading.Thread(target=attempt, args=(do,))
        for do in (
            lambda: hub.publish([publication(note("one"))])[0].given,
            lambda: hub.run(fail),
            lambda: hub.publish([publication(note("two"))])[0].given,
        )
    ]
    for thread in others:
        thread.start()
    while len(hub._combiner._waiting) < 3:
        pass
    go_on.set()
    for thread in (first, *others):
        thread.join()
    assert sorted(map(str, results)) == ["('near',)", "('near',)", "test.refused"]
    assert len(hub.page("near", EVERYTHING).rows) == 2


def test_listeners_hear_of_what_is_stored_only(make: Callable[..., Node]) -> None:
    hub, near = make("hub"), make("near")
    introduce(hub, near)
    heard: list[tuple[str, int]] = []
    end = hub.listen(lambda rows: heard.extend((name, row.sequence) for name, some in rows.items() for row in some))
    hub.publish([publication(), publication()])
    with pytest.raises(ShiomeError):
        hub.publish([publication(), publication(to=("nobody-known",))])
    end()
    hub.publish([publication()])
    assert heard == [("near", 1), ("near", 2)]
