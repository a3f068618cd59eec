"""Builds the model from the pack and from claims, as both were known on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from shiome.futures.linking import Linked, explain, link_claims
from shiome.futures.model.model import (
    At,
    FuturesModel,
    ModelCell,
    ModelDriver,
    ModelLink,
    ModelState,
    Override,
    Support,
    Unlinked,
)
from shiome.futures.model.strength import combined, strength
from shiome.futures.model.timing import timings_of
from shiome.records.model import Claim
from shiome.region.asof import entries_as_of, entry_as_of
from shiome.region.pack import Pack
from shiome.region.schema.context import IssueEntry, Link
from shiome.region.schema.futures import Driver, Effect
from shiome.region.schema.meta import Bands
from shiome.vocabulary.edtf import parse_edtf

WAITING = {"en": "It counts once a person has accepted the claim.", "ja": "主張が承認されれば数える。"}
Cells = dict[tuple[At, At], list[Support]]


@dataclass(frozen=True)
class Knowledge:
    """What the model may be built from; everything in it was known on ``as_of``."""

    pack: Pack
    as_of: date
    last: date
    """The last day on which anything became known."""
    claims: Sequence[Claim] = ()
    overrides: Sequence[Override] = ()
    newest_only: bool = False
    """Whether older claims that reading found are left aside."""


def assemble(knowledge: Knowledge) -> FuturesModel:
    """The model as known on a day.

    A claim of the pack counts through the pack's effects. A claim that reading found in a document which the pack does not
    itself cover counts once a person has accepted it, where its words point to one state of a driver at either end.

    Raises
    ------
    NotKnown
        An override names a driver or state that the model does not have.
    InputRefused
        A timing's calendar entry has no date to count from.
    """
    pack, day = knowledge.pack, knowledge.as_of
    drivers = tuple(_driver(pack, entry, day) for entry in pack.entries("drivers", Driver).values())
    names = {driver.id for driver in drivers}
    cells: Cells = defaultdict(list)
    _from_pack(knowledge, cells)
    unlinked = _from_reading(knowledge, cells)
    model = FuturesModel(
        region=pack.region.id,
        as_of=day,
        starts=knowledge.last,
        drivers=drivers,
        cells=tuple(
            ModelCell(cause, effect, *combined(supports), tuple(supports))
            for (cause, effect), supports in sorted(cells.items())
            if cause.driver in names and effect.driver in names
        ),
        links=_links(pack, day, drivers),
        timings=tuple(timing for timing in timings_of(pack, day) if timing.effect.driver in names),
        unlinked=unlinked,
        newest_only=knowledge.newest_only,
    )
    for override in knowledge.overrides:
        model = overridden(model, override)
    return model


def overridden(model: FuturesModel, override: Override) -> FuturesModel:
    """The model with an analyst's band in place of what the claims give; the last one given stands."""
    for end in (override.cause, override.effect):
        model.at(str(end))
    found = {(cell.cause, cell.effect): cell for cell in model.cells}
    key = (override.cause, override.effect)
    before = found.get(key, ModelCell(*key, 0.0, 0.0, 0.0, ()))
    middle = (override.low + override.high) / 2
    found[key] = replace(before, low=override.low, mode=middle, high=override.high, override=override)
    return replace(model, cells=tuple(found[key] for key in sorted(found)))


def _driver(pack: Pack, entry: Driver, day: date) -> ModelDriver:
    """A driver with the state last seen by the day. The drivers themselves are the frame of the model, the same on every day."""
    known = (stage for stage in entry.observed if entry_as_of(pack, stage, day) is not None)
    begun = [stage for stage in known if (start := parse_edtf(stage.when).earliest) is None or start <= day]
    last = begun[-1] if begun else None
    return ModelDriver(
        id=entry.id,
        name=entry.name,
        about=entry.about,
        level=entry.level,
        kind=entry.kind,
        actors=entry.actors,
        controlled_by=entry.controlled_by,
        ordered=entry.ordered,
        inertia=entry.inertia,
        states=tuple(ModelState(state.id, state.name, state.prior) for state in entry.states),
        observed=last.state if last else "",
        observed_when=last.when if last else "",
        issues=entry.issues,
    )


def _bands(pack: Pack) -> Mapping[int, Bands]:
    return {band.step: band for band in pack.entries("bands", Bands).values()}


def _from_pack(knowledge: Knowledge, cells: Cells) -> None:
    claims = {claim.id: claim for claim in knowledge.claims}
    bands = _bands(knowledge.pack)
    for effect in knowledge.pack.entries("effects", Effect).values():
        claim = claims.get(effect.claim)
        if claim is None:
            continue
        ends = At(effect.cause.driver, effect.cause.state), At(effect.effect.driver, effect.effect.state)
        low, mode, high = strength(effect.sign, claim.hedge, bands)
        cells[ends].append(
            Support(claim.id, effect.id, effect.sign, claim.hedge, low, mode, high, _documents(claim), _words(claim))
        )


def _from_reading(knowledge: Knowledge, cells: Cells) -> tuple[Unlinked, ...]:
    """Adds what reading found in documents of its own and a person accepted, and tells what does not count and why."""
    known = set(knowledge.pack.documents)
    mapped = {effect.claim for effect in knowledge.pack.entries("effects", Effect).values()}
    found = [claim for claim in knowledge.claims if claim.id not in mapped and not known & set(_documents(claim))]
    if not found:
        return ()
    bands = _bands(knowledge.pack)
    unlinked = []
    for claim, outcome in zip(found, link_claims(found, knowledge.pack), strict=True):
        told = {language: explain(outcome, language=language) for language in ("en", "ja")}
        if not isinstance(outcome, Linked):
            unlinked.append(Unlinked(claim.id, told))
        elif claim.status != "accepted":
            unlinked.append(Unlinked(claim.id, {name: f"{text} {WAITING[name]}" for name, text in told.items()}))
        else:
            ends = (
                At(outcome.cause.driver, outcome.cause.state),
                At(outcome.effect.driver, outcome.effect.state),
            )
            low, mode, high = strength(outcome.sign, claim.hedge, bands)
            cells[ends].append(
                Support(claim.id, "", outcome.sign, claim.hedge, low, mode, high, _documents(claim), _words(claim))
            )
    return tuple(unlinked)


def _documents(claim: Claim) -> tuple[str, ...]:
    return tuple(sorted({source.document for source in claim.sources}))


def _words(claim: Claim) -> Mapping[str, str]:
    """The claim as cause and effect, in each language that it has."""
    texts = {"": {"cause": claim.cause, "effect": claim.effect}, **claim.translations}
    return {language: f"{parts['cause']} → {parts['effect']}" for language, parts in texts.items() if "cause" in parts}


def _links(pack: Pack, day: date, drivers: Sequence[ModelDriver]) -> tuple[ModelLink, ...]:
    """Links between issues as links between the drivers that stand for them."""
    holders: dict[str, list[ModelDriver]] = defaultdict(list)
    for driver in drivers:
        for issue in driver.issues:
            holders[issue].append(driver)
    issues = pack.entries("issues", IssueEntry)
    return tuple(
        ModelLink(
            link.id,
            source.id,
            target.id,
            link.type,
            link.text,
            (issues[link.source].level, issues[link.target].level),
        )
        for link in entries_as_of(pack, "links", day).values()
        if isinstance(link, Link)
        for source in holders[link.source]
        for target in holders[link.target]
        if source.id != target.id
    )
