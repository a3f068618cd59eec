"""Versions of outcomes as of a day, and the revisions that bear on a judgement."""

from datetime import date

from tests.futures.ledger.judgements import MADE, judgement

from shiome.futures.ledger.revisions import Revised, bearing_on, standings
from shiome.records.model import Source
from shiome.region.schema.knowledge import Revision

LATER = date(2025, 12, 31)
STATES = Source(document="d1", known_from=MADE)
RESOLVES = Source(document="d2", known_from=LATER, role="resolves")
HISTORY = [
    judgement(known_until=LATER, sources=(STATES,)),
    judgement(known_from=LATER, outcome="true", settled=True, sources=(STATES, RESOLVES), text={"en": "seen"}),
]


def test_each_version_tells_its_time_its_outcome_and_its_evidence():
    first, second = standings(HISTORY)
    assert (first.since, first.until, first.outcome, first.evidence) == (MADE, LATER, "unknown", ())
    assert (second.since, second.until, second.outcome, second.evidence) == (LATER, None, "true", (RESOLVES,))
    assert second.text == {"en": "seen"}


def test_a_past_day_does_not_know_that_a_version_ended():
    (only,) = standings(HISTORY, as_of=date(2025, 12, 30))
    assert (only.outcome, only.until) == ("unknown", None)
    assert standings(HISTORY, as_of=date(2025, 1, 9)) == ()


def test_revisions_that_bear_on_a_judgement_come_in_time_order():
    def revised(name, since, *judgements):
        entry = Revision(
            id=name, name={"en": name}, type="confirmed", text={"en": name}, earlier=(), later=(), judgements=judgements
        )
        return Revised(entry, since)

    told = [revised("b", LATER, "j1"), revised("a", LATER, "j2"), revised("c", None, "j2", "j1")]
    assert [one.revision.id for one in bearing_on(told, "j1")] == ["c", "b"]
