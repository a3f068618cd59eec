"""The ledger of a workspace: one transaction a call, two clocks, nothing overwritten."""

from datetime import date, timedelta

import msgspec
import pytest
from tests.region.packs import write_pack

from shiome.errors import InputRefused, NotKnown, RecordRefused
from shiome.futures.ledger.drafts import Draft
from shiome.futures.ledger.pooling import pooled
from shiome.region.pack import locate
from shiome.workspace import Workspace, ledger
from shiome.workspace.review import decide

MADE = date(2024, 7, 1)
ASKED = date(2024, 8, 1)
ON = date(2024, 12, 31)
TODAY = date(2025, 6, 1)
BANDS = (locate("peninsula") / "bands.yaml").read_text(encoding="utf-8")
JUDGEMENTS = """\
- id: P-1
  proposition: {ja: 会談が開かれる, en: A meeting is held}
  made_on: 2024-01-10
  holder: AAA
  horizon: {ja: 期限なし, en: no date}
  hedge: 4
  low: 0.6
  high: 0.9
  cue: だろう
  criterion: {ja: 発表, en: An announcement}
  resolvable: yes
  outcomes:
    - {outcome: false, reason: {ja: ない, en: None yet}, cite: ["d2:L4"]}
  cite: ["d1:L5"]
"""
REVISIONS = """\
- id: V-1
  name: {ja: 会談, en: The meeting}
  type: qualified
  text: {ja: まだない, en: Not yet}
  earlier: ["d1:L5"]
  later: ["d2:L4"]
  judgements: [P-1]
  cite: ["d2:L4"]
"""


@pytest.fixture
def workspace(tmp_path):
    files = {"bands.yaml": BANDS, "judgements.yaml": JUDGEMENTS, "revisions.yaml": REVISIONS}
    with Workspace.create(tmp_path / "ws", region=str(write_pack(tmp_path / "pack", files))) as made:
        yield made


def entry(**changes):
    fields = {
        "proposition": "talks resume",
        "holder": "kato",
        "criterion": "both sides announce them",
        "word": "likely",
        "due": "2024-12",
        "made_on": MADE,
        "id": "X-1",
    }
    return ledger.Entry(Draft(**fields | changes))


def add(workspace, *entries):
    return ledger.add(workspace, entries or [entry()], today=TODAY)


def resolve(workspace, name="X-1", **changes):
    fields = {"outcome": "true", "evidence": ["they met"], "on": ON, "today": TODAY}
    return ledger.resolve(workspace, name, **fields | changes)


def forecast(workspace, by="sato", p=(0.3,), on=ASKED, name="X-1"):
    return ledger.forecast(workspace, name, by=by, probabilities=p, on=on, today=TODAY)


def test_a_judgement_is_known_from_the_day_it_was_made(workspace):
    add(workspace)
    assert [j.id for j in workspace.ledger(as_of=MADE)] == ["P-1", "X-1"]
    assert [j.id for j in workspace.ledger(as_of=MADE - timedelta(days=1))] == ["P-1"]
    assert workspace.store.record("X-1").band == (0.6, 0.9)


def test_what_is_no_person_says_what_it_is(workspace):
    ledger.add(workspace, [entry(holder="model")], coder="model@1", today=TODAY)
    given = {"by": "model", "probabilities": [0.4], "on": ASKED, "today": TODAY, "coder": "model@2"}
    assert ledger.forecast(workspace, "X-1", **given).coder == "model@2"
    assert workspace.store.record("X-1").coder == "model@1"
    assert forecast(workspace).coder == "person:sato"


def test_several_are_entered_all_or_none(workspace):
    with pytest.raises(InputRefused):
        add(workspace, entry(), entry(id="X-2", criterion=""))
    with pytest.raises(RecordRefused) as caught:
        add(workspace, entry(), entry())
    assert caught.value.code == "ledger.known"
    assert [j.id for j in workspace.ledger()] == ["P-1"]


def test_what_is_in_the_ledger_is_not_entered_again(workspace):
    add(workspace)
    with pytest.raises(RecordRefused) as caught:
        add(workspace, entry(proposition="else"))
    assert caught.value.code == "ledger.known"


@pytest.mark.parametrize(
    ("word", "step"),
    [("possible", 2), ("Likely", 4), ("ありうる", 2), ("かもしれない", 3), ("probably", 4), ("?!", None)],
)
def test_hedge_words_are_those_of_the_pack_and_of_reading(workspace, word, step):
    assert ledger.step_of(workspace, word) == step


def test_an_outcome_closes_one_version_and_appends_the_next(workspace):
    add(workspace)
    resolve(workspace, by="kato", reason="seen")
    before, after = workspace.store.history("X-1")
    assert (before.outcome, before.known_until) == ("unknown", ON)
    assert (after.outcome, after.settled, after.known_from, after.text) == ("true", True, ON, {"en": "seen; they met"})
    assert workspace.store.record("X-1", as_of=ON - timedelta(days=1)).outcome == "unknown"
    assert any(line.actor == "person:kato" for line in workspace.store.audit(subject="X-1"))


def test_an_outcome_on_the_day_of_the_judgement_stands(workspace):
    add(workspace)
    resolve(workspace, on=MADE)
    assert workspace.store.record("X-1", as_of=MADE).outcome == "true"


def test_evidence_in_a_document_is_kept_with_its_lines_and_not_known_before(workspace):
    add(workspace)
    resolve(workspace, evidence=["d2:4"])
    (source,) = workspace.store.record("X-1").sources
    assert (source.document, source.line, source.role, source.known_from) == ("d2", 4, "resolves", ON)
    assert workspace.store.record("X-1", as_of=date(2024, 7, 2)).sources == ()


@pytest.mark.parametrize(
    ("evidence", "on", "code"),
    [
        (["d2:11"], ON, "ledger.lines"),
        (["d9:1"], ON, "ledger.document"),
        ([], ON, "ledger.evidence"),
        ([" "], ON, "ledger.evidence"),
        (["d2:4"], date(2024, 6, 29), "ledger.leak"),
    ],
)
def test_evidence_that_is_none_changes_nothing(workspace, evidence, on, code):
    add(workspace, entry(made_on=date(2024, 6, 1)))
    with pytest.raises((InputRefused, NotKnown)) as caught:
        resolve(workspace, evidence=evidence, on=on, reason="because")
    assert caught.value.code == code
    assert len(workspace.store.history("X-1")) == 1


def test_a_reason_alone_is_no_evidence_and_corrects_nothing(workspace):
    add(workspace)
    resolve(workspace)
    with pytest.raises(RecordRefused, match="settled already"):
        resolve(workspace, outcome="false", on=TODAY)
    resolve(workspace, outcome="false", on=TODAY, reason="misread")
    assert [v.outcome for v in workspace.store.history("X-1")] == ["unknown", "true", "false"]


def test_a_day_before_what_is_known_is_refused(workspace):
    with pytest.raises(RecordRefused) as caught:
        resolve(workspace, "P-1", on=date(2024, 6, 1))
    assert caught.value.code == "record.clock"


@pytest.mark.parametrize("ask", [lambda w: resolve(w, "AAA-BBB@d1"), lambda w: ledger.revisions(w, "AAA-BBB@d1")])
def test_other_records_are_no_judgements(workspace, ask):
    with pytest.raises(NotKnown) as caught:
        ask(workspace)
    assert caught.value.code == "ledger.kind"


def test_forecasts_are_told_with_their_judgement_and_not_beside_it(workspace):
    add(workspace)
    forecast(workspace)
    forecast(workspace, p=(0.5,), on=ASKED + timedelta(days=5))
    forecast(workspace, by="abe", p=(0.1, 0.2, 0.7))
    assert [j.id for j in workspace.ledger()] == ["P-1", "X-1"]
    assert [(f.holder, f.band) for f in ledger.forecasts(workspace, "X-1")] == [
        ("abe", (0.7, pytest.approx(0.9))),
        ("sato", (0.5, 0.5)),
    ]
    assert [f.band for f in ledger.forecasts(workspace, "X-1", as_of=ASKED) if f.holder == "sato"] == [(0.3, 0.3)]
    assert ledger.forecasts(workspace, "P-1") == []


def test_the_outlook_does_not_take_forecasts_for_judgements(workspace):
    add(workspace, entry(holder="BBB"))
    forecast(workspace, by="zzyzx")
    told = msgspec.json.encode(workspace.outlook(as_of=ON)).decode()
    assert "talks resume" in told.lower()
    assert "zzyzx" not in told.lower()


def test_an_outcome_that_is_entered_late_leaves_out_what_was_said_after_it(workspace):
    add(workspace)
    forecast(workspace, p=(0.3,))
    forecast(workspace, p=(0.9,), on=ON + timedelta(days=3))
    forecast(workspace, by="late", on=ON)
    resolve(workspace)
    assert [(f.holder, f.band) for f in ledger.forecasts(workspace, "X-1")] == [("sato", (0.3, 0.3))]
    with pytest.raises(RecordRefused) as caught:
        forecast(workspace, by="abe", on=ON)
    assert caught.value.code == "ledger.late"


def test_forecasters_are_scored_and_put_together(workspace):
    add(workspace)
    forecast(workspace, p=(0.6,))
    forecast(workspace, by="abe", p=(0.9,))
    assert pooled(ledger.question(workspace, "X-1")).methods[0].brier is None
    resolve(workspace)
    table = ledger.scores(workspace, of_forecasts=True)
    assert [(one.group.key, one.group.brier) for one in table.groups] == [
        ("abe", pytest.approx(0.01)),
        ("sato", pytest.approx(0.16)),
    ]
    pool = pooled(ledger.question(workspace, "X-1", with_holder=True))
    assert [(one.by, one.p) for one in pool.forecasts] == [("abe", 0.9), ("sato", 0.6), ("kato", 0.75)]
    assert pool.methods[0].brier == pytest.approx(0.25**2)


def test_scores_know_only_what_was_known(workspace):
    add(workspace, entry(), entry(id="X-2"))
    resolve(workspace, on=ON)
    resolve(workspace, "X-2", outcome="false", on=ON + timedelta(days=1))
    assert ledger.scores(workspace, as_of=ON).overall.group.n == 1
    assert ledger.scores(workspace).overall.group.n == 2
    assert ledger.calibration(workspace, as_of=ON).n == 1
    with pytest.raises(InputRefused, match="no judgement is settled"):
        ledger.scores(workspace, as_of=ON - timedelta(days=1))
    assert ledger.scores(workspace, standing=True).overall.group.n == 3, "with P-1 as it stands"


def test_what_is_only_proposed_does_not_count_until_it_is_accepted(workspace):
    add(workspace)
    with workspace.store.transaction(actor="test") as tx:
        tx.review("X-1", "proposed", on=MADE)
    (row,) = ledger.due(workspace, today=TODAY)
    assert not row.counts
    with pytest.raises(RecordRefused, match="not accepted"):
        resolve(workspace)
    assert ledger.settled(workspace)[1].proposed == 1
    decide(workspace, ["X-1"], "accepted", by="sato", today=ASKED)
    resolve(workspace)
    assert ledger.scores(workspace).overall.group.n == 1


def test_due_goes_by_the_day_that_is_asked(workspace):
    add(workspace)
    (row,) = ledger.due(workspace, as_of=date(2024, 12, 1))
    assert (row.judgement.id, row.last, row.days) == ("X-1", ON, 30)
    assert ledger.due(workspace, as_of=date(2024, 12, 1), by=date(2024, 12, 30)) == ()
    resolve(workspace)
    assert ledger.due(workspace, today=TODAY) == ()


def test_the_first_of_what_is_due_come_with_what_they_rest_on(workspace):
    add(workspace, *(entry(id=f"X-{month}", due=f"2025-{month:02}") for month in (9, 7, 8)))
    every = ledger.due(workspace, today=TODAY)
    assert [each.judgement.id for each in every] == ["X-7", "X-8", "X-9"]
    assert ledger.due(workspace, today=TODAY, limit=2) == every[:2]
    assert [each.judgement for each in every] == [workspace.store.record(each.judgement.id) for each in every]


def test_revisions_of_a_judgement_a_revision_and_all(workspace):
    add(workspace)
    for name in ("P-1", "V-1", ""):
        told, versions = ledger.revisions(workspace, name)
        assert [one.revision.id for one in told] == ["V-1"]
        assert [(one.judgement, one.outcome) for one in versions] == [("P-1", "unknown"), ("P-1", "false")]
    told, versions = ledger.revisions(workspace, "P-1", as_of=date(2024, 2, 1))
    assert (told, [one.outcome for one in versions]) == ((), ["unknown"])
    with pytest.raises(NotKnown):
        ledger.revisions(workspace, "nobody")


def test_files_say_where_an_entry_is_wrong(workspace, tmp_path):
    file = tmp_path / "several.yaml"
    good = "- {proposition: a, holder: k, criterion: c, word: likely, due: 2024-12, made_on: 2024-07-01, id: A}\n"
    file.write_text(good + "- {proposition: b, holder: k, word: likely, due: 2024-12}\n", encoding="utf-8")
    with pytest.raises(InputRefused, match=r"several.yaml, line 2: .* no criterion"):
        ledger.add(workspace, ledger.read_entries(file), today=TODAY)
    file.write_text(good + "- {proposition: b, colour: red}\n", encoding="utf-8")
    with pytest.raises(InputRefused, match=r"several.yaml, line 2: "):
        ledger.read_entries(file)
    file.write_text(good, encoding="utf-8")
    assert [made.id for made in ledger.add(workspace, ledger.read_entries(file), today=TODAY)] == ["A"]
    for text in ("", "a: [", None):
        file.unlink() if text is None else file.write_text(text, encoding="utf-8")
        with pytest.raises(InputRefused) as caught:
            ledger.read_entries(file)
        assert caught.value.code == "ledger.file"
