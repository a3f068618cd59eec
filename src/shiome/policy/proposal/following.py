"""What the futures engine says follows from a proposal: what it sets, what it takes for granted, and what that changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from shiome.futures.analyses.consistent import consistent
from shiome.futures.analyses.ensembles import MONTHS, SEED, Answer, ask
from shiome.futures.model.ensembles import Setting, month_of
from shiome.futures.model.model import At, FuturesModel
from shiome.futures.simulation.estimates import Difference, Estimate
from shiome.policy.proposal.catalogue import Catalogue
from shiome.policy.proposal.model import Proposal
from shiome.region.schema.common import Texts
from shiome.region.schema.proposals import Outcome

RUNS = 20_000
"""Runs of a test; the error of each probability is given with it."""
LAST = "{last}"
"""What stands for the last month of a run in a formula of the pack."""


@dataclass(frozen=True)
class Drive:
    """A state that a proposal brings to a driver, the month, and the measure or end-state through which."""

    at: At
    month: int
    through: str


@dataclass(frozen=True)
class Followed:
    """One outcome, run for run on the same chances: without the proposal, with what it sets, and if it is carried out."""

    outcome: str
    name: Texts
    formula: str
    better: str
    before: Estimate
    after: Estimate
    """With what the measures set."""
    difference: Difference
    carried: Estimate
    """If what the proposal takes for granted comes about too."""
    carried_difference: Difference
    assumed: bool
    """Whether the outcome is about what is then taken for granted, so that it says nothing new."""

    @property
    def reading(self) -> str:
        """``better``, ``worse`` or ``same`` with what the measures set."""
        return self._read(self.difference)

    @property
    def carried_reading(self) -> str:
        """The same if the proposal is carried out; ``assumed`` where it would be the assumption itself."""
        return "assumed" if self.assumed else self._read(self.carried_difference)

    def _read(self, found: Difference) -> str:
        """Within two of its standard errors a difference is none."""
        if found.difference == 0 or abs(found.difference) <= 2 * found.standard_error:
            return "same"
        return "better" if (found.difference > 0) == (self.better == "more") else "worse"


@dataclass(frozen=True)
class Follows:
    """What follows from a proposal in a futures model."""

    settings: tuple[Drive, ...]
    """Controlled drivers that the measures set."""
    presumed: tuple[Drive, ...]
    """States that the proposal takes for granted and nobody sets."""
    outcomes: tuple[Followed, ...]
    scenarios: int
    """Consistent scenarios in which everything set and presumed is forced; 0 where it does not hold together with the rest."""
    strained: tuple[Drive, ...]
    """Presumed states that appear in no consistent scenario, when what is set alone is forced."""
    runs: int
    months: int


def drives(proposal: Proposal, catalogue: Catalogue) -> tuple[tuple[Drive, ...], tuple[Drive, ...]]:
    """What the measures set and what they take for granted.

    Where two set the same driver in the same month, the state first in the driver's order holds: the weaker, cautious reading.
    """
    order = _orders(catalogue)
    setting: dict[tuple[str, int], Drive] = {}
    for measure in proposal.measures:
        for at in catalogue.kind(measure).settings:
            drive = Drive(At(at.driver, at.state), measure.timing.start, measure.id)
            held = setting.get((at.driver, drive.month))
            if held is None or order[drive.at] < order[held.at]:
                setting[at.driver, drive.month] = drive
    return tuple(setting.values()), tuple(_presumed(proposal, catalogue))


def _presumed(proposal: Proposal, catalogue: Catalogue) -> Iterator[Drive]:
    """One state a driver: of several, that of the measure which begins last, then the last named."""
    found: dict[str, Drive] = {}
    end_state = catalogue.end_states[proposal.end_state]
    for at in end_state.presumes:
        found[at.driver] = Drive(At(at.driver, at.state), 0, "end_state")
    for measure in proposal.measures:
        for at in catalogue.kind(measure).presumes:
            held = found.get(at.driver)
            if held is None or measure.timing.start >= held.month:
                found[at.driver] = Drive(At(at.driver, at.state), measure.timing.start, measure.id)
    yield from found.values()


def _orders(catalogue: Catalogue) -> dict[At, int]:
    from shiome.region.schema.futures import Driver

    drivers = catalogue.pack.entries("drivers", Driver).values()
    return {At(driver.id, state.id): place for driver in drivers for place, state in enumerate(driver.states)}


def follows(
    model: FuturesModel,
    proposal: Proposal,
    catalogue: Catalogue,
    *,
    months: int = MONTHS,
    runs: int = RUNS,
    seed: int = SEED,
) -> Follows:
    """Simulate the model with what the proposal sets, then with all that it takes for granted, and see whether that holds together.

    What nobody controls a proposal cannot set. It is assumed in a second simulation, which says what follows *if* the proposal is
    carried out, and is tested for consistency with the model. A measure that begins after the last month counts for nothing.

    Raises
    ------
    QueryRefused, InputRefused, NotKnown
        A formula of the pack names what the model does not have, or a number is refused.
    """
    setting, presumed = drives(proposal, catalogue)
    known = {driver.id for driver in model.drivers}
    setting = tuple(each for each in setting if each.at.driver in known and each.month < months)
    presumed = tuple(each for each in presumed if each.at.driver in known and each.month < months)
    held = {each.at.driver for each in setting}
    assumed = [each for each in presumed if each.at.driver not in held]
    outcomes = list(catalogue.outcomes.values())
    formulas = [each.formula.replace(LAST, f"m{months}") for each in outcomes]

    def asked(world: FuturesModel, steps: Sequence[Drive]) -> tuple[Answer, ...]:
        settings = tuple(Setting(each.at, month_of(world, each.month + 1)) for each in steps)
        return ask(world, formulas, settings=settings, months=months, runs=runs, seed=seed).answers

    plain = asked(model, setting)
    carried = asked(_open_to(model, assumed), [*setting, *assumed])
    words = {each.at.driver for each in (*setting, *assumed)}
    followed = tuple(
        _followed(outcome, formula, one, other, words)
        for outcome, formula, one, other in zip(outcomes, formulas, plain, carried, strict=True)
    )
    count, strained = _consistency(model, setting, presumed)
    return Follows(setting, presumed, followed, count, strained, runs, months)


def _open_to(model: FuturesModel, assumed: Sequence[Drive]) -> FuturesModel:
    """The model with the drivers of an assumption open to being set."""
    opened = {each.at.driver: each.through for each in assumed}
    drivers = tuple(
        replace(driver, controlled_by=driver.controlled_by or (opened[driver.id],)) if driver.id in opened else driver
        for driver in model.drivers
    )
    return replace(model, drivers=drivers)


def _followed(outcome: Outcome, formula: str, one: Answer, other: Answer, words: set[str]) -> Followed:
    runs = one.estimate.runs
    none = Difference(0.0, 0.0, 0, 0, runs)
    driver = formula.partition("=")[0].strip()
    return Followed(
        outcome.id,
        outcome.name,
        formula,
        outcome.better,
        one.untreated or one.estimate,
        one.estimate,
        one.difference or none,
        other.estimate,
        other.difference or none,
        driver in words,
    )


def _consistency(
    model: FuturesModel, setting: tuple[Drive, ...], presumed: tuple[Drive, ...]
) -> tuple[int, tuple[Drive, ...]]:
    forced = {each.at.driver: each.at.state for each in sorted(setting, key=lambda each: each.month)}
    taken = {each.at.driver: each.at.state for each in presumed if each.at.driver not in forced}
    count = consistent(model, forced={**forced, **taken}).count
    strained = tuple(
        each
        for each in presumed
        if each.at.driver not in forced and not consistent(model, forced=forced, given=dict([each.at])).count
    )
    return count, strained
