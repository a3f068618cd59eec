"""The shipped region's model: built from what was known on a day, every cell on claims that the day knew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from shiome.errors import InputRefused
from shiome.futures.model import Knowledge, assemble
from shiome.futures.model.timing import timings_of
from shiome.records.model import Claim, Source
from shiome.region.asof import document_day
from shiome.region.citations import parse_citation
from shiome.region.pack import Pack, load_pack, locate
from shiome.region.schema.context import CalendarEntry
from shiome.region.schema.futures import Driver, DriverAt, Timing
from shiome.workspace.seed import seed_records


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(locate("peninsula"))


@pytest.fixture(scope="module")
def claims(pack: Pack) -> list[Claim]:
    return [record for record in seed_records(pack) if isinstance(record, Claim)]


def on(pack: Pack, claims: list[Claim], day: date) -> Knowledge:
    return Knowledge(pack, day, day, [claim for claim in claims if claim.known_from <= day])


def days(pack: Pack) -> Iterator[date]:
    yield from sorted(document_day(pack, name) for name in pack.documents)


def test_every_cell_rests_on_claims_known_by_the_day(pack: Pack, claims: list[Claim]) -> None:
    sizes = []
    for day in days(pack):
        knowledge = on(pack, claims, day)
        known = {claim.id for claim in knowledge.claims}
        model = assemble(knowledge)
        assert all(support.claim in known for cell in model.cells for support in cell.supports)
        assert all(cell.supports for cell in model.cells)
        assert all(cell.low <= cell.mode <= cell.high for cell in model.cells)
        sizes.append(len(model.cells))
    assert sizes == sorted(sizes)
    assert sizes[-1] >= 80


def test_the_last_model_has_twenty_drivers_and_more_on_three_levels(pack: Pack, claims: list[Claim]) -> None:
    model = assemble(on(pack, claims, date(2026, 1, 1)))
    assert len(model.drivers) >= 20
    assert {driver.level for driver in model.drivers} == {"local", "regional", "global"}
    assert len({link.type for link in model.links}) >= 4
    assert {driver.kind for driver in model.drivers} == {"actor", "context", "tool"}


def test_what_was_seen_later_is_not_seen(pack: Pack, claims: list[Claim]) -> None:
    first, *_, last = days(pack)
    before, after = (assemble(on(pack, claims, day)) for day in (first, last))
    # The drivers are the frame of the model on every day; what changes is where they were seen.
    assert [driver.id for driver in before.drivers] == [driver.id for driver in after.drivers]
    assert any(not d.observed and after.driver(d.id).observed for d in before.drivers)
    entries = pack.entries("drivers", Driver)
    for driver in before.drivers:
        known = [
            stage.state
            for stage in entries[driver.id].observed
            if any(document_day(pack, parse_citation(cite).document) <= first for cite in stage.cite)
        ]
        assert driver.observed in known or (not driver.observed and not known)


def read_claim(status: Any, cause: str, effect: str) -> Claim:
    day = date(2026, 1, 1)
    return Claim(
        id="read-1",
        when="2026-01-01",
        known_from=day,
        sources=(Source(document="new-paper", known_from=day),),
        coder="rules@4",
        status=status,
        cause=cause,
        effect=effect,
        sign="+",
        hedge=4,
        band=(0.6, 0.9),
        actors=("RUS", "PRK"),
    )


def test_an_accepted_claim_of_a_new_document_counts_for_its_cell(pack: Pack, claims: list[Claim]) -> None:
    # Words of the pack's own terms, so that this asks whether the link is used and not how good it is.
    read = read_claim("accepted", "ウクライナ戦争が続く", "露朝の同盟")
    knowledge = on(pack, claims, date(2026, 1, 1))
    plain = assemble(knowledge)
    model = assemble(replace(knowledge, claims=[*knowledge.claims, read]))
    ((cell, support),) = [(c, s) for c in model.cells for s in c.supports if s.claim == "read-1"]
    assert (str(cell.cause), str(cell.effect)) == ("ukraine-war=fighting", "russia-dprk=alliance")
    assert (support.effect, support.documents) == ("", ("new-paper",))
    assert sum(len(c.supports) for c in model.cells) == sum(len(c.supports) for c in plain.cells) + 1
    assert model.unlinked == ()


@pytest.mark.parametrize(
    ("status", "effect", "reason"),
    [("proposed", "露朝の同盟", "once a person has accepted"), ("accepted", "潮の満ち引き", "")],
)
def test_a_claim_that_does_not_count_is_listed_with_the_reason(
    pack: Pack, claims: list[Claim], status: str, effect: str, reason: str
) -> None:
    knowledge = on(pack, claims, date(2026, 1, 1))
    model = assemble(replace(knowledge, claims=[*knowledge.claims, read_claim(status, "ウクライナ戦争が続く", effect)]))
    assert model.cells == assemble(knowledge).cells
    (told,) = model.unlinked
    assert told.claim == "read-1"
    assert reason in told.reason["en"]
    assert told.reason["ja"]


def changed(pack: Pack, **subjects: dict[str, object]) -> Pack:
    return Pack(pack.region, {**pack.subjects, **subjects})  # type: ignore[dict-item]


def test_a_calendar_that_runs_in_a_circle_is_refused(pack: Pack) -> None:
    at = DriverAt(driver="us-approach", state="deal")
    one, other = (Timing(id=a, after=b, effect=at) for a, b in [("one", "other"), ("other", "one")])
    with pytest.raises(InputRefused, match="timing one: the calendar runs in a circle"):
        timings_of(changed(pack, timings={"one": one, "other": other}), date(2026, 1, 1))


def test_a_calendar_entry_without_a_date_is_refused(pack: Pack) -> None:
    entry = CalendarEntry(id="open", name={}, when="2025/..", type="process")
    timing = Timing(id="t", calendar="open", end=True, effect=DriverAt(driver="us-approach", state="deal"))
    with pytest.raises(InputRefused, match="timing t: calendar entry open has no date"):
        timings_of(changed(pack, calendar={"open": entry}, timings={"t": timing}), date(2026, 1, 1))


def test_timings_follow_one_another(pack: Pack) -> None:
    entry = CalendarEntry(id="vote", name={}, when="2026-06-03", type="election")
    at = DriverAt(driver="us-approach", state="deal")
    first = Timing(id="first", calendar="vote", months_later=-2, lasts=2, effect=at)
    second = Timing(id="second", after="first", months_later=3, effect=at)
    made = changed(pack, calendar={"vote": entry}, timings={"first": first, "second": second})
    found = {each.timing: (each.first, each.last) for each in timings_of(made, date(2026, 1, 1))}
    assert found["first"] == (date(2026, 4, 1), date(2026, 5, 1))
    assert found["second"] == (date(2026, 7, 1), date(2026, 7, 1))
