"""A toy model of three drivers, whose sums can be done by hand."""

from __future__ import annotations

from datetime import date

from shiome.futures.model import At, FuturesModel, ModelCell, ModelDriver, ModelState, Override, Support


def driver(identifier, ja, en, *, observed="", priors=(0.0, 0.0, 0.0), states=("s-low", "s-mid", "s-high")):
    names = {"s-low": ("低い", "low"), "s-mid": ("中ほど", "middling"), "s-high": ("高い", "high")}
    listed = tuple(
        ModelState(state, dict(zip(("ja", "en"), names[state], strict=True)), prior)
        for state, prior in zip(states, priors, strict=False)
    )
    name = {"ja": ja, "en": en}
    return ModelDriver(identifier, name, name, "local", "context", (), (), True, 2.0, listed, observed)


def cell(cause, effect, value, *, claim="K-1", hedge=4, document="d-one", override=None, text=None):
    sign = "+" if value > 0 else "-"
    support = Support(claim, f"x-{claim}", sign, hedge, value - 0.5, value, value + 0.5, (document,), text or {})
    return ModelCell(At(*cause), At(*effect), value - 0.5, value, value + 0.5, (support,), override)


def toy(*, observed=("s-low", "s-low", "s-low"), override=None, priors=(0.0, 0.0, 0.0)):
    """Wind moves rain, rain moves mud, and sun-like priors may lean; nothing moves wind."""
    wind, rain, mud = (
        driver("d-wind", "風", "Wind", observed=observed[0], states=("s-low", "s-high")),
        driver("d-rain", "雨", "Rain", observed=observed[1], priors=priors),
        driver("d-mud", "泥", "Mud", observed=observed[2], states=("s-low", "s-high")),
    )
    words = {"ja": "強い風 → 雨", "en": "a strong wind → rain"}
    cells = (
        cell(("d-wind", "s-high"), ("d-rain", "s-high"), 2.0, claim="K-1", text=words, override=override),
        cell(("d-wind", "s-low"), ("d-rain", "s-low"), 1.0, claim="K-2", hedge=2),
        cell(("d-rain", "s-high"), ("d-mud", "s-high"), 2.0, claim="K-3", document="d-two"),
        cell(("d-wind", "s-high"), ("d-mud", "s-high"), -1.0, claim="K-4", hedge=5),
        cell(("d-rain", "s-low"), ("d-mud", "s-low"), 0.25, claim="K-5"),
    )
    return FuturesModel(
        "toyland",
        date(2025, 1, 1),
        date(2025, 1, 1),
        (wind, rain, mud),
        tuple(sorted(cells, key=lambda each: (each.cause, each.effect))),
    )


STORM = {"d-wind": "s-high", "d-rain": "s-high", "d-mud": "s-high"}
CALM = {"d-wind": "s-low", "d-rain": "s-low", "d-mud": "s-low"}
BROKEN = {"d-wind": "s-high", "d-rain": "s-low", "d-mud": "s-low"}


def override():
    ends = At("d-wind", "s-high"), At("d-rain", "s-high")
    return Override(*ends, 1.5, 2.5, "seen it often", "an analyst", date(2025, 1, 1))
