"""Two clocks: whatever is added in whatever order, as of a day is what was known and had happened."""

from __future__ import annotations

import itertools
import tempfile
from datetime import date, timedelta
from pathlib import Path

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.records.making import event, source

from shiome.records.model import Event
from shiome.records.parts import visible_from
from shiome.records.store import create_store
from shiome.vocabulary.edtf import overlap, parse_edtf

BASE = date(2025, 1, 1)
offsets = st.integers(0, 40)
days = offsets.map(lambda n: BASE + timedelta(n))


@st.composite
def events(draw: st.DrawFn) -> list[Event]:
    made = []
    for number in range(draw(st.integers(0, 8))):
        when = draw(st.sampled_from(["", "2025-01", "../2025-01-15", "2025-02/.."]) | days.map(date.isoformat))
        reality = draw(st.sampled_from(["actual", "planned", "negated"]))
        known = draw(days)
        cited = tuple(source(f"d{n}", known.isoformat(), line=n + 1) for n in range(draw(st.integers(0, 2))))
        made.append(event(f"e{number}", when=when, known=known.isoformat(), reality=reality, sources=cited))
    return made


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(events(), st.lists(st.tuples(offsets, days), max_size=6), days, st.integers(0, 5))
def test_as_of_agrees_with_the_definition(
    made: list[Event], changes: list[tuple[int, date]], asked: date, limit: int
) -> None:
    expected: dict[str, list[Event]] = {e.id: [e] for e in made}
    with tempfile.TemporaryDirectory() as folder, create_store(Path(folder) / "r.sqlite") as store:
        with store.transaction(actor="test") as transaction:
            transaction.add_records(made)
            for number, on in changes:
                identifier = f"e{number % 8}"
                versions = expected.get(identifier)
                if versions is None or on < versions[-1].known_from:
                    continue
                new = msgspec.structs.replace(versions[-1], known_from=on, mode=f"m{on}", sources=())
                versions[-1] = msgspec.structs.replace(versions[-1], known_until=on)
                versions.append(new)
                transaction.replace(identifier, new, on=on)
        visible = {
            (version.id, version.mode)
            for versions in expected.values()
            for version in versions
            if visible_from(version) <= asked and (version.known_until is None or asked < version.known_until)
        }
        found = store.records("event", as_of=asked)
        assert {(r.id, r.mode) for r in found if isinstance(r, Event)} == visible
        assert all(s.known_from <= asked for r in found for s in r.sources)
        assert store.records("event", as_of=asked, limit=limit) == found[:limit]
        newest = store.records("event", as_of=asked, order="newest")
        assert newest == found[::-1]
        assert store.records("event", as_of=asked, order="newest", limit=limit) == newest[:limit]
        for period in ("2025-01", "2025-01-10/2025-02-03", "../2025-01-15", "2025-02/.."):
            meeting = [r for r in found if r.when and overlap(parse_edtf(r.when), parse_edtf(period))]
            assert store.records("event", as_of=asked, when=period) == meeting
            assert store.records("event", as_of=asked, when=period, actors=["AAA"], limit=limit) == meeting[:limit]
            assert store.count("event", as_of=asked, when=period) == len(meeting)
        known = store.records("event", known=asked, order="newest")
        assert {r.id for r in known} == {
            version.id
            for versions in expected.values()
            for version in versions
            if version.known_from <= asked and (version.known_until is None or asked < version.known_until)
        }
        assert store.records("event", known=asked, order="newest", limit=limit) == known[:limit]
        for identifier, versions in expected.items():
            history = store.history(identifier)
            assert len(history) == len(versions)
            for earlier, later in itertools.pairwise(history):
                assert earlier.known_until == later.known_from
