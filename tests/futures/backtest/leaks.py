"""Changes to what became known after a day, and the check that none of them moves a forecast made on it.

Plug in another forecaster with ``assert_no_leak(forecaster, pack, records, changed_pack, changed_records, day, formulas)``.
"""

import hashlib
from datetime import timedelta

import msgspec

from shiome.futures.backtest.answers import Answer
from shiome.futures.backtest.knowledge import FRAME, guarded, pack_as_of
from shiome.records.model import Judgement, Source
from shiome.region.asof import document_day
from shiome.region.pack import Pack
from shiome.region.schema.knowledge import OutcomeEntry


def hashing(view, formulas):
    """A forecaster that hangs on every byte it can see, so that whatever leaks moves it."""
    seen = hashlib.sha256(view.content())
    answers = []
    for formula in formulas:
        digest = hashlib.sha256(seen.digest() + formula.encode()).digest()
        answers.append(Answer(int.from_bytes(digest[:4], "big") / 2**32))
    return answers


def assert_no_leak(forecaster, before, after, *, day, formulas):
    """``before`` and ``after`` are (pack, records) that differ in what became known after ``day``."""
    first, second = (
        guarded(forecaster, pack=pack, records=records)(day, formulas) for pack, records in (before, after)
    )
    assert repr(tuple(first)).encode() == repr(tuple(second)).encode()


def later_documents(pack, day):
    return sorted(name for name in pack.documents if document_day(pack, name) > day)


def changed_pack(pack, day, chance):
    """The pack with entries of later documents taken out, changed or added, and known ones continued."""
    known = pack_as_of(pack, day)
    subjects = {name: dict(entries) for name, entries in pack.subjects.items()}
    unknown = [
        (subject, name)
        for subject, entries in subjects.items()
        if subject not in FRAME | {"documents"}
        for name in sorted(entries.keys() - known.subjects[subject].keys())
    ]
    for subject, name in chance.sample(unknown, min(len(unknown), 20)):
        entry = subjects[subject][name]
        match chance.choice(["delete", "change", "add"]):
            case "delete":
                del subjects[subject][name]
            case "change":
                subjects[subject][name] = msgspec.structs.replace(entry, note={"ja": "x", "en": "changed"})
            case _:
                # An entry that cites nothing is known when what it names is, and that is later too.
                subjects[subject][f"{name}-new"] = msgspec.structs.replace(entry, id=f"{name}-new")
    later = later_documents(pack, day)
    for name in chance.sample(sorted(known.subjects["judgements"]), min(len(known.subjects["judgements"]), 3)):
        entry = subjects["judgements"][name]
        outcome = OutcomeEntry(outcome="true", settled=True, cite=(f"{chance.choice(later)}:L1",))
        kept = known.subjects["judgements"][name].outcomes
        subjects["judgements"][name] = msgspec.structs.replace(entry, outcomes=(*kept, outcome))
    for name in chance.sample(sorted(subjects["drivers"]), 3):
        entry, cite = subjects["drivers"][name], f"{chance.choice(later)}:L2"
        observed = tuple(msgspec.structs.replace(stage, cite=(cite,)) for stage in entry.observed[-1:])
        subjects["drivers"][name] = msgspec.structs.replace(
            entry, observed=(*entry.observed, *observed), cite=(*entry.cite, cite)
        )
    return Pack(pack.region, subjects)


def changed_records(records, day, chance):
    """The records with later ones taken out, changed or added, and known ones given later versions and sources."""
    changed = []
    for record in records:
        lot, after = chance.random(), day + timedelta(days=chance.randint(1, 1000))
        if record.known_from > day and lot < 0.2:
            continue
        if record.known_from > day and lot < 0.4:
            changed.append(msgspec.structs.replace(record, topics=(*record.topics, "changed"), known_from=after))
            continue
        if record.known_from > day and lot > 0.9:
            changed.append(msgspec.structs.replace(record, id=f"{record.id}-new"))
        if record.known_from <= day and record.known_until is None and lot < 0.05:
            changed.append(msgspec.structs.replace(record, known_from=after, topics=("later",)))
            source = Source(document="later", line=1, known_from=after, role="resolves")
            changed.append(msgspec.structs.replace(record, known_until=after, sources=(*record.sources, source)))
            continue
        changed.append(record)
    chance.shuffle(changed)
    return changed


def judgements(records):
    return [record for record in records if isinstance(record, Judgement)]
