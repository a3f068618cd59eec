"""Consultation files are kept alike by both stores: closed and appended, never written over."""

from datetime import date

from tests.coordination.consultation.files import OPENING, point

from shiome.coordination.consultation import LOG, file_of, grown, version_of
from shiome.records.model import Consultation

FIRST, NEXT = date(2026, 1, 5), date(2026, 1, 9)


def test_a_file_grows_by_versions_and_past_days_can_be_asked_again(store):
    begun = version_of("c1", LOG.appended((), (OPENING,), on=FIRST, by="person:kato"), on=FIRST, by="person:kato")
    with store.transaction(actor="person:kato") as tx:
        tx.add_records([begun])
    with store.transaction(actor="person:kato") as tx:
        kept = tx.record("c1")
        assert isinstance(kept, Consultation)
        tx.replace("c1", grown(kept, [point()], on=NEXT, by="person:kato"), on=NEXT, comment="1 part")
    assert len(file_of(store.record("c1", as_of=FIRST)).entries) == 1
    assert len(file_of(store.record("c1")).entries) == 2
    assert [each.id for each in store.records("consultation", actors=["KOR"])] == ["c1"]
    assert store.count("consultation", topic="nuclear-end-state") == 1
    assert [version.known_from for version in store.history("c1")] == [FIRST, NEXT]
