"""A small model to test with: three drivers, cells on claims of two documents."""

from __future__ import annotations

from datetime import date

from shiome.futures.model import At, FuturesModel, ModelCell, ModelDriver, ModelState, Support
from shiome.futures.model.model import ModelTiming
from shiome.futures.model.strength import combined

DAY = date(2031, 3, 15)


def texts(name: str) -> dict[str, str]:
    return {"en": name, "ja": f"{name}の和名"}


def driver(name: str, states: tuple[str, ...], observed: str = "", **changes: object) -> ModelDriver:
    given = {
        "id": name,
        "name": texts(name),
        "about": texts(f"about {name}"),
        "level": "local",
        "kind": "context",
        "actors": (),
        "controlled_by": (),
        "ordered": True,
        "inertia": 2.0,
        "states": tuple(ModelState(state, texts(state), 0.0) for state in states),
        "observed": observed,
    }
    return ModelDriver(**given | changes)  # type: ignore[arg-type]


def support(claim: str, document: str, mode: float, sign: str = "+", hedge: int = 3) -> Support:
    return Support(claim, f"X-{claim}", sign, hedge, mode - 0.5, mode, mode + 0.5, (document,), texts(claim))  # type: ignore[arg-type]


def cell(cause: str, effect: str, *supports: Support) -> ModelCell:
    ends = [At(*text.split("=")) for text in (cause, effect)]
    return ModelCell(ends[0], ends[1], *combined(supports), tuple(supports))


def straits() -> FuturesModel:
    """Storm or calm, ships that stay or sail, and a harbour master who can close the harbour."""
    return FuturesModel(
        region="strait",
        as_of=DAY,
        starts=DAY,
        drivers=(
            driver("weather", ("calm", "storm"), "calm"),
            driver("ships", ("stay", "sail")),
            driver("harbour", ("open", "closed"), "open", kind="tool", controlled_by=("master",)),
        ),
        cells=(
            cell("weather=storm", "ships=stay", support("C-1", "a", 2.0), support("C-2", "b", 1.0)),
            cell("weather=calm", "ships=sail", support("C-3", "a", 1.5)),
            cell("harbour=closed", "ships=sail", support("C-4", "b", -2.5, "-")),
            cell("weather=storm", "harbour=closed", support("C-5", "b", 1.0)),
        ),
        timings=(ModelTiming("season", At("weather", "storm"), date(2031, 9, 1), date(2031, 11, 1), 1.0, 1.0),),
    )
