"""What the pages on futures share: the model of a day, simulated once, and its parts in the words of the page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from shiome.region.schema.futures import Driver
from shiome.web.asked import Asked

if TYPE_CHECKING:
    from shiome.futures.analyses.ensembles import Asked as Simulated
    from shiome.futures.model import FuturesModel, ModelDriver, ModelState
    from shiome.web.desk import Desk

RUNS = 20_000
"""Simulated futures behind every figure: a standard error of 0.0035 at most."""
PASSAGES = 6
"""Passages that stand beside one line."""
CLAIMS = 300
"""Claims that are looked up for one table."""


def model_of(asked: Asked) -> FuturesModel:
    """The model as known on the day that is asked for."""
    return known_model(asked.desk, asked.desk.data_version(), asked.day)


def simulated(asked: Asked) -> Simulated:
    """The model simulated ahead with its paths kept, once for all pages."""
    return _simulated(asked.desk, asked.desk.data_version(), asked.day)


@lru_cache(maxsize=4)
def known_model(desk: Desk, _version: str, day: date) -> FuturesModel:
    """The model as known on a day; kept until something in the store changes."""
    from shiome.workspace import futures

    return futures.model_of(desk.workspace, day)


@lru_cache(maxsize=2)
def _simulated(desk: Desk, version: str, day: date) -> Simulated:
    from shiome.futures.analyses.ensembles import ask

    return ask(known_model(desk, version, day), runs=RUNS, keep_paths=True)


def at_name(asked: Asked, model: FuturesModel, driver: str, state: str) -> str:
    """A driver in one of its states."""
    found = model.driver(driver)
    return asked.words("futures.at", driver=asked.text(found.name), state=asked.text(found.state(state).name))


def seen_state(asked: Asked, driver: ModelDriver) -> str:
    """The state last observed; empty where none was."""
    return asked.text(driver.state(driver.observed).name) if driver.observed else ""


def seen_sources(asked: Asked, driver: ModelDriver) -> list[dict[str, Any]]:
    """The passages that tell of the state last observed."""
    entry = asked.workspace.pack.entries("drivers", Driver).get(driver.id)
    for stage in reversed(entry.observed if entry else ()):
        if (stage.state, stage.when) == (driver.observed, driver.observed_when):
            return asked.cited(stage.cite)
    return []


def state_share(asked: Asked, state: ModelState, share: float) -> str:
    """A state with its share."""
    return asked.words("futures.share", state=asked.text(state.name), p=round(100 * share))


def claim_sources(asked: Asked, claims: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """The passages behind claims, by claim, all looked up together."""
    wanted = list(dict.fromkeys(claims))[:CLAIMS]
    if not wanted:
        return {}
    found = asked.workspace.store.records("claim", ids=wanted, as_of=asked.day)
    return {record.id: asked.evidence(record.sources) for record in found}


def joined(passages: Iterable[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Passages of several claims, each once and not too many."""
    once = {(each["document"], each["line"], each["start"]): each for group in passages for each in group}
    return list(once.values())[:PASSAGES]
