"""One driver: its states and where it was seen, the cells that bear on it and that it bears on, the claims behind each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shiome.region.schema.futures import Driver
from shiome.web.asked import Asked
from shiome.web.model import Answer, Column, Table
from shiome.web.naming import actor_names
from shiome.web.pages.futures.knowing import at_name, claim_sources, joined, model_of, seen_sources, seen_state

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shiome.futures.model import FuturesModel, ModelCell, ModelDriver


def page(asked: Asked) -> Answer:
    """The driver that the address names."""
    model = model_of(asked)
    driver = model.driver(asked.values["driver"])
    towards = [cell for cell in model.cells if cell.effect.driver == driver.id]
    onwards = [cell for cell in model.cells if cell.cause.driver == driver.id]
    t, name = asked.words, asked.text(driver.name)
    data = {
        "id": driver.id,
        "name": name,
        "about": asked.text(driver.about),
        "observed": seen_state(asked, driver),
        "since": driver.observed_when,
        "sources": seen_sources(asked, driver),
        "controlled_by": actor_names(asked, driver.controlled_by),
        "inertia": driver.inertia,
        "links": [
            {
                "source": asked.text(model.driver(link.source).name),
                "target": asked.text(model.driver(link.target).name),
                "type": link.type,
                "text": asked.text(link.text),
            }
            for link in model.links
            if driver.id in (link.source, link.target)
        ],
    }
    tables = [
        _states(asked, driver),
        _cells(asked, model, "towards", t("futures.towards"), towards),
        _cells(asked, model, "onwards", t("futures.onwards"), onwards),
        _timings(asked, model, driver),
    ]
    return Answer(template="futures/driver.html", data=data, tables=tables, title=name)


def _states(asked: Asked, driver: ModelDriver) -> Table:
    t = asked.words
    entry = asked.workspace.pack.entries("drivers", Driver).get(driver.id)
    rows: list[dict[str, Any]] = []
    for state in driver.states:
        stages = [stage for stage in (entry.observed if entry else ()) if stage.state == state.id]
        known = [(stage, passages) for stage in stages if (passages := asked.cited(stage.cite))]
        rows.append(
            {
                "id": state.id,
                "state": asked.text(state.name),
                "prior": state.prior,
                "seen": known[-1][0].when if known else "",
                "now": t("futures.is_now") if state.id == driver.observed else "",
                "_sources": joined(passages for _, passages in known),
            }
        )
    columns = [
        Column(key="state", title=t("futures.state")),
        Column(key="now", title=t("futures.observed")),
        Column(key="seen", title=t("futures.last_seen"), kind="date"),
        Column(key="prior", title=t("futures.prior"), kind="number"),
    ]
    return Table(id="states", title=t("futures.states"), columns=columns, rows=rows, note=t("futures.prior_note"))


def _cells(asked: Asked, model: FuturesModel, name: str, title: str, cells: Sequence[ModelCell]) -> Table:
    """Cells with the claims behind them, the strongest first; the driver at the other end leads to its own page."""
    t = asked.words
    passages = claim_sources(asked, (support.claim for cell in cells for support in cell.supports))
    rows = [
        {
            "cause": at_name(asked, model, *cell.cause),
            "effect": at_name(asked, model, *cell.effect),
            "band": f"{cell.low:+g} … {cell.high:+g}",
            "mode": cell.mode,
            "claims": _told(asked, cell),
            "disputed": t("futures.disputed") if cell.disputed else "",
            "_href": asked.link(f"/futures/drivers/{(cell.cause if name == 'towards' else cell.effect).driver}"),
            "_sources": joined(passages.get(support.claim, []) for support in cell.supports),
        }
        for cell in sorted(cells, key=lambda cell: (-abs(cell.mode), str(cell.cause), str(cell.effect)))
    ]
    ends = [Column(key="cause", title=t("futures.cause")), Column(key="effect", title=t("futures.effect"))]
    columns = [
        *(ends if name == "towards" else reversed(ends)),
        Column(key="mode", title=t("futures.strength"), kind="number"),
        Column(key="band", title=t("futures.band")),
        Column(key="claims", title=t("futures.claims")),
        Column(key="disputed", title=t("futures.disputed_head")),
    ]
    return Table(id=name, title=title, columns=columns, rows=rows, note=t("futures.cells_note"))


def _told(asked: Asked, cell: ModelCell) -> str:
    """The claims in words; an override with its author and reason before them."""
    told = [asked.text(support.text) if support.text else support.claim for support in cell.supports]
    if cell.override is not None:
        told.insert(0, asked.words("futures.override", by=cell.override.by, reason=cell.override.reason))
    return asked.words("futures.and").join(dict.fromkeys(told))


def _timings(asked: Asked, model: FuturesModel, driver: ModelDriver) -> Table:
    t = asked.words
    rows = [
        {
            "state": asked.text(driver.state(each.effect.state).name),
            "first": f"{each.first:%Y-%m}",
            "last": f"{each.last:%Y-%m}",
            "probability": each.probability,
            "how": t("futures.put") if each.boost is None else t("futures.leans", boost=f"{each.boost:+g}"),
        }
        for each in model.timings
        if each.effect.driver == driver.id
    ]
    columns = [
        Column(key="state", title=t("futures.state")),
        Column(key="first", title=t("futures.first"), kind="date"),
        Column(key="last", title=t("futures.last"), kind="date"),
        Column(key="probability", title=t("futures.probability"), kind="share"),
        Column(key="how", title=t("futures.how")),
    ]
    return Table(id="timings", title=t("futures.timings"), columns=columns, rows=rows)
