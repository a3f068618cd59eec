"""The register of commitments as of a day, from the pack and from what persons recorded since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from shiome.coordination.commitments.governments import Governments, Term
from shiome.coordination.commitments.model import Confirmation, Evidence, Register, Standing, State, Taken
from shiome.coordination.commitments.rules import derive
from shiome.coordination.sources import cited
from shiome.records.model import Commitment, Source
from shiome.region.asof import entry_as_of, known_on
from shiome.region.pack import Pack
from shiome.region.schema.common import Stage
from shiome.region.schema.institutions import CommitmentEntry
from shiome.region.schema.promises import CommitmentRule
from shiome.vocabulary.edtf import parse_edtf


def register_of(
    pack: Pack,
    versions: Iterable[Commitment],
    *,
    as_of: date,
    evidence: Mapping[str, Sequence[Evidence]] | None = None,
) -> Register:
    """Every commitment known on a day.

    Parameters
    ----------
    versions:
        All versions of all commitment records, as :meth:`shiome.records.store.Store.histories` gives them. The one that was known on
        the day says who owes what; versions that persons entered by then add their states to those of the pack.
    evidence:
        By identifier, what persons gave for the states that they entered.
    """
    by_record: dict[str, list[Commitment]] = {}
    for version in versions:
        if version.known_from <= as_of:
            by_record.setdefault(version.id, []).append(version)
    governments = Governments(pack)
    rules = tuple(pack.entries("commitment_rules", CommitmentRule).values())
    order = {name: number for number, name in enumerate(pack.entries("commitments"))}
    found = []
    for name in sorted(by_record, key=lambda each: (order.get(each, len(order)), each)):
        shown = by_record[name][-1]
        ended = shown.known_until is not None and shown.known_until <= as_of
        if not ended and shown.status in ("proposed", "accepted"):
            given = (evidence or {}).get(name, ())
            found.append(_standing(pack, by_record[name], given, governments, rules, as_of))
    return Register(as_of, tuple(standing for standing in found if standing is not None))


def _standing(
    pack: Pack,
    versions: Sequence[Commitment],
    evidence: Sequence[Evidence],
    governments: Governments,
    rules: Sequence[CommitmentRule],
    as_of: date,
) -> Standing | None:
    shown = versions[-1]
    entry = pack.entries("commitments", CommitmentEntry).get(shown.id)
    told = () if entry is None else _from_pack(pack, entry, as_of)
    states = sorted((*told, *_from_persons(versions, evidence, seeded=bool(told))), key=lambda state: state.first)
    if not states:
        return None
    standing = Standing(
        id=shown.id,
        owner=shown.owner,
        beneficiary=shown.beneficiary,
        content=entry.content if entry else {"ja": shown.content},
        text=shown.text_id,
        tool=entry.tool if entry else "",
        due=shown.due,
        topics=shown.topics,
        states=tuple(states),
        told_by=shown.confirmed_by,
        confirmations=(),
        derived=None,
        as_of=as_of,
    )
    standing = replace(standing, confirmations=_confirmations(standing, governments))
    return replace(standing, derived=derive(standing, rules))


def _from_pack(pack: Pack, entry: CommitmentEntry, as_of: date) -> tuple[State, ...]:
    known = entry_as_of(pack, entry, as_of)
    if known is None:
        return ()
    by = f"pack:{pack.region.id}@{pack.region.version}"
    own = known_on(pack, entry.cite) or as_of
    return tuple(
        state_of(
            stage,
            sources=cited(pack, stage.cite or entry.cite, as_of=as_of),
            by=by,
            known_from=known_on(pack, stage.cite) or own,
        )
        for stage in known.states
    )


def state_of(stage: Stage, *, sources: tuple[Source, ...], by: str, known_from: date) -> State:
    """A stage of the pack as a state."""
    first, last = bounds(stage.when, known_from)
    return State(stage.state, stage.when, first, last, stage.text, sources, by, known_from)


def _from_persons(versions: Sequence[Commitment], evidence: Sequence[Evidence], *, seeded: bool) -> Iterable[State]:
    """The states of the versions that the pack did not make, without those corrected on the day they were entered."""
    for version in versions:
        if version.coder.startswith("pack:") and seeded:
            continue
        if version.known_until == version.known_from:
            continue
        first, last = bounds(version.when, version.known_from)
        entered = (version.state, version.when, version.known_from)
        own = [each.sources for each in evidence if (each.state, each.when, each.known_from) == entered]
        sources = own[-1] if own else version.sources
        yield State(version.state, version.when, first, last, version.text, sources, version.coder, version.known_from)


def bounds(when: str, known_from: date) -> tuple[date, date]:
    """First and last day that a date may mean; an open or missing end is the day from which it is known."""
    if not when:
        return known_from, known_from
    read = parse_edtf(when)
    last = min(read.latest or known_from, known_from)
    return min(read.earliest or date.min, last), last


def _confirmations(standing: Standing, governments: Governments) -> tuple[Confirmation, ...]:
    return tuple(_confirmation(standing, state, governments) for state in standing.owner if state in governments.states)


def _confirmation(standing: Standing, state: str, governments: Governments) -> Confirmation:
    day = standing.as_of
    now = governments.on(state, day)
    found: list[tuple[Term | None, ...]] = [
        governments.within(state, each.first, each.last) for each in standing.states if each.confirms
    ]
    last = found[-1] if found else ()
    return Confirmation(
        state=state,
        last=tuple(term for term in last if term is not None),
        now=now,
        acting=governments.acting(state, day),
        taken=_taken(now, found),
    )


def _taken(now: Term | None, found: Sequence[tuple[Term | None, ...]]) -> Taken:
    if now is None:
        return "vacant"
    if any(terms == (now,) for terms in found):
        return "confirmed"
    if any(now in terms for terms in found):
        return "possibly"
    return "before"
