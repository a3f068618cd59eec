"""What the model is made of: every cell opens on its claims."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from shiome.errors import InputRefused, NotKnown

Sign = Literal["+", "-", "0"]
STRONGEST = 3.0
"""The scale of judgements: -3 (strongly away from) to 3 (strongly towards), as in cross-impact analysis."""


class At(NamedTuple):
    """A driver in one of its states."""

    driver: str
    state: str

    def __str__(self) -> str:
        return f"{self.driver}={self.state}"


@dataclass(frozen=True)
class Support:
    """What one claim says for a cell."""

    claim: str
    """Identifier of the claim's record."""
    effect: str
    """The pack's effect through which it counts; empty where reading found it."""
    sign: Sign
    hedge: int
    """How firmly it is held, 1 to 5."""
    low: float
    mode: float
    high: float
    """Strength on the scale of judgements, with its sign."""
    documents: tuple[str, ...]
    text: Mapping[str, str] = field(default_factory=dict)
    """The claim in words, by language: cause and effect."""


@dataclass(frozen=True)
class Override:
    """An analyst's own band for a cell, with the reason; it stands in place of what the claims give."""

    cause: At
    effect: At
    low: float
    high: float
    reason: str
    by: str
    on: date

    def __post_init__(self) -> None:
        where = f"override {self.cause} -> {self.effect}"
        if not (-STRONGEST <= self.low <= self.high <= STRONGEST):
            raise InputRefused(
                "futures.band",
                f"{where}: the band {self.low:g}..{self.high:g} holds no value of the scale",
                ja=f"{where}：帯 {self.low:g}～{self.high:g} に尺度の値がない",
                hint=f"give -{STRONGEST:g} <= low <= high <= {STRONGEST:g}",
                hint_ja=f"-{STRONGEST:g} <= 下限 <= 上限 <= {STRONGEST:g} とする",
                failed=self,
            )
        if not self.reason.strip() or not self.by.strip():
            raise InputRefused(
                "futures.reason",
                f"{where}: an override needs a reason and a name",
                ja=f"{where}：上書きには理由と名が要る",
                hint="say why, and who says it",
                hint_ja="理由と、誰の判断かを書く",
                failed=self,
            )


@dataclass(frozen=True)
class ModelCell:
    """How strongly a driver in one state moves another to or from a state, and on what that rests."""

    cause: At
    effect: At
    low: float
    mode: float
    high: float
    supports: tuple[Support, ...]
    override: Override | None = None

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents behind it, sorted."""
        return tuple(sorted({document for support in self.supports for document in support.documents}))

    @property
    def disputed(self) -> bool:
        """Whether its claims point in different directions."""
        return len({support.sign for support in self.supports}) > 1


@dataclass(frozen=True)
class ModelState:
    """One state of a driver."""

    id: str
    name: Mapping[str, str]
    prior: float


@dataclass(frozen=True)
class ModelDriver:
    """A driver as it stands on the day."""

    id: str
    name: Mapping[str, str]
    about: Mapping[str, str]
    level: str
    kind: str
    actors: tuple[str, ...]
    controlled_by: tuple[str, ...]
    ordered: bool
    inertia: float
    states: tuple[ModelState, ...]
    observed: str
    """The state last observed by the day; empty where none was."""
    observed_when: str = ""
    issues: tuple[str, ...] = ()

    @property
    def controlled(self) -> bool:
        """Whether somebody can set it."""
        return bool(self.controlled_by)

    def state(self, identifier: str) -> ModelState:
        """One of its states.

        Raises
        ------
        NotKnown
            It has no such state.
        """
        for state in self.states:
            if state.id == identifier:
                return state
        raise NotKnown(
            "futures.state",
            f"driver {self.id} has no state {identifier!r}",
            ja=f"ドライバー {self.id} に状態 {identifier!r} はない",
            hint=f"its states are {', '.join(state.id for state in self.states)}",
            hint_ja=f"状態は {', '.join(state.id for state in self.states)}",
            failed=identifier,
        )


@dataclass(frozen=True)
class ModelLink:
    """A typed link between two drivers, through the issues that they stand for."""

    link: str
    source: str
    target: str
    type: str
    text: Mapping[str, str]
    levels: tuple[str, str]


@dataclass(frozen=True)
class ModelTiming:
    """What the calendar does: from its first month to its last a driver leans to a state, or is put there."""

    timing: str
    effect: At
    first: date
    """First day of its first month."""
    last: date
    """First day of its last month."""
    probability: float
    boost: float | None


@dataclass(frozen=True)
class Unlinked:
    """A claim that reading found and that speaks for no cell, and why."""

    claim: str
    reason: Mapping[str, str]


@dataclass(frozen=True)
class FuturesModel:
    """Drivers and cells as known on a day."""

    region: str
    as_of: date
    starts: date
    """The last day on which anything became known; simulations begin in the month after it."""
    drivers: tuple[ModelDriver, ...]
    cells: tuple[ModelCell, ...]
    links: tuple[ModelLink, ...] = ()
    timings: tuple[ModelTiming, ...] = ()
    unlinked: tuple[Unlinked, ...] = ()
    newest_only: bool = False
    """Whether older claims that reading found are left aside."""

    @cached_property
    def by_id(self) -> Mapping[str, ModelDriver]:
        """Drivers by their identifiers."""
        return {driver.id: driver for driver in self.drivers}

    def driver(self, identifier: str) -> ModelDriver:
        """A driver.

        Raises
        ------
        NotKnown
            There is none.
        """
        if identifier not in self.by_id:
            raise NotKnown(
                "futures.driver",
                f"there is no driver {identifier!r}",
                ja=f"ドライバー {identifier!r} はない",
                hint="see 'shiome futures model'",
                hint_ja="「shiome futures model」で一覧を見る",
                failed=identifier,
            )
        return self.by_id[identifier]

    def at(self, text: str) -> At:
        """A driver's state written as ``driver=state``.

        Raises
        ------
        InputRefused
            It is not written so.
        NotKnown
            There is no such driver or state.
        """
        driver, sign, state = text.partition("=")
        if not sign:
            raise InputRefused(
                "futures.at",
                f"{text!r} does not name a driver and its state",
                ja=f"{text!r} はドライバーと状態になっていない",
                hint="write driver=state",
                hint_ja="driver=state と書く",
                failed=text,
            )
        return At(driver.strip(), self.driver(driver.strip()).state(state.strip()).id)

    def without(self, *, claim: str = "", document: str = "", driver: str = "") -> FuturesModel:
        """The model as it would be without a claim, a document's claims, or a driver."""
        if driver:
            kept = tuple(each for each in self.drivers if each.id != driver)
            names = {each.id for each in kept}
            return replace(
                self,
                drivers=kept,
                cells=tuple(c for c in self.cells if c.cause.driver in names and c.effect.driver in names),
                links=tuple(each for each in self.links if each.source in names and each.target in names),
                timings=tuple(each for each in self.timings if each.effect.driver in names),
            )
        # A document is taken out of a claim that others repeat; the claim goes only with its last document.
        return self._resting_on(
            lambda support: support.claim != claim and not (document and set(support.documents) <= {document})
        )

    def _resting_on(self, kept: Callable[[Support], bool]) -> FuturesModel:
        from shiome.futures.model.strength import combined

        cells = []
        for cell in self.cells:
            supports = tuple(support for support in cell.supports if kept(support))
            if supports == cell.supports or cell.override:
                cells.append(cell)
            elif supports:
                low, mode, high = combined(supports)
                cells.append(replace(cell, low=low, mode=mode, high=high, supports=supports))
        return replace(self, cells=tuple(cells))
