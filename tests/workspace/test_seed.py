from datetime import date

import pytest
from tests.region.packs import write_pack

from shiome.records.model import Event, Judgement
from shiome.region.pack import load_pack
from shiome.workspace.seed import brier, seed_conflicts, seed_records

EVENTS = """\
- id: e1
  about: meeting
  when: 2024-01-05
  when_by: {d1: 2024-01}
  source: [AAA]
  recipient: [BBB]
  plover: CONSULT
  text: {ja: 会談した, en: They met.}
  cite: ["d1:L5", "d2:L3"]
- id: e2
  about: pledge
  when: 2024-01-06
  source: [BBB]
  plover: AGREE
  text: {ja: 約束した, en: They promised.}
  disputes: [e1]
  cite: ["d2:L4"]
"""
JUDGEMENTS = """\
- id: j1
  proposition: {ja: 会談は続く, en: Talks will go on.}
  made_on: 2024-01-10
  horizon: {ja: 2024年, en: "2024"}
  hedge: 4
  low: 0.6
  high: 0.8
  cue: だろう
  holder: AAA
  criterion: {ja: 会談, en: a meeting}
  resolvable: yes
  outcomes:
    - {outcome: true, settled: true, cite: ["d2:L5"]}
  cite: ["d1:L9"]
"""


@pytest.fixture
def pack(tmp_path):
    return load_pack(write_pack(tmp_path, {"events.yaml": EVENTS, "judgements.yaml": JUDGEMENTS}))


def versions(pack, identifier):
    return sorted((r for r in seed_records(pack) if r.id == identifier), key=lambda r: r.known_from)


def test_a_closer_date_begins_a_new_version(pack):
    early, late = versions(pack, "e1")
    assert isinstance(early, Event)
    assert (early.when, early.known_from, early.known_until) == ("2024-01", date(2024, 1, 10), date(2024, 6, 30))
    assert (late.when, late.known_from, late.known_until) == ("2024-01-05", date(2024, 6, 30), None)


def test_an_outcome_is_known_from_the_document_that_tells_it(pack):
    made, settled = versions(pack, "j1")
    assert isinstance(made, Judgement)
    assert (made.outcome, made.settled, made.score) == ("unknown", False, None)
    assert made.known_until == settled.known_from == date(2024, 6, 30)
    assert (settled.outcome, settled.settled) == ("true", True)
    assert settled.score == pytest.approx(0.09)
    assert [source.role for source in settled.sources] == ["states", "resolves"]


def test_translations_are_kept_beside_the_main_language(pack):
    made = versions(pack, "j1")[0]
    assert made.proposition == "会談は続く"
    assert made.translations["en"]["proposition"] == "Talks will go on."


def test_declared_disputes_are_known_when_both_accounts_are(pack):
    (conflict,) = seed_conflicts(pack)
    assert {conflict.a, conflict.b} == {"e1", "e2"}
    assert conflict.known_from == date(2024, 6, 30)


def test_states_of_a_relation_become_observations(pack):
    found = {r.id: r.value for r in seed_records(pack) if r.KIND == "observation"}
    assert found == {"AAA-BBB@d1": -1.0, "AAA-BBB@d2": 2.0}


@pytest.mark.parametrize(("outcome", "score"), [("true", 0.25), ("false", 0.25), ("partly", 0.0), ("unknown", None)])
def test_brier(outcome, score):
    assert brier((0.4, 0.6), outcome) == score
