"""A small strait to test with: two levers on three drivers, and metrics of every kind."""

from __future__ import annotations

from collections.abc import Sequence

from shiome.futures.simulation.compiled import CompiledModel, compile_model
from shiome.futures.simulation.model import Band, CalendarEntry, Cell, Driver, SimulationModel
from shiome.policy.mix.chances import Chances, draw_chances
from shiome.policy.mix.levers import Floor, Lever, Levers, Shift
from shiome.policy.mix.metrics import Metric, Metrics, Part, bind


def texts(name: str) -> dict[str, str]:
    return {"en": name, "ja": f"{name}の和名"}


def model() -> SimulationModel:
    return SimulationModel(
        drivers=(
            Driver("weather", ("calm", "storm"), (Band(-0.5, 0.5), Band(-1, 0)), Band(0.5, 1), "calm"),
            Driver("guard", ("weak", "firm", "strong"), inertia=Band(1, 2), initial="firm"),
            Driver("talks", ("none", "contact", "summit"), (Band.at(0.5), Band(-1, 1), Band(-2, -1)), Band(0.5, 1)),
            Driver("trust", ("a", "b", "c", "d"), inertia=Band(0, 1)),
            Driver("apart", ("no", "yes")),
        ),
        cells=(
            Cell("weather", "storm", "talks", "none", Band(0.5, 1.5)),
            Cell("guard", "strong", "talks", "summit", Band(0.5, 2)),
            Cell("guard", "weak", "trust", "a", Band(1, 2)),
            Cell("talks", "summit", "trust", "d", Band(1, 2)),
            Cell("talks", "contact", "trust", "c", Band(0, 2)),
            Cell("weather", "calm", "apart", "yes", Band(0, 2)),
        ),
        calendar=(
            CalendarEntry("talks", "summit", (3, 4), 0.5, 1.0),
            CalendarEntry("trust", "a", (5,), 0.4),
        ),
    )


def levers(*, floors: tuple[Floor, ...] = ()) -> Levers:
    return Levers(
        (
            Lever(
                "watch-east",
                "watch",
                "east",
                texts("watch"),
                ((Shift("guard", "weak", 0.5, 1.5),), (), (Shift("guard", "strong", 0.5, 1.5),)),
                ({}, {}, {}),
                floors,
            ),
            Lever(
                "word-west",
                "word",
                "west",
                texts("word"),
                (
                    (Shift("talks", "none", 0.5, 1),),
                    (),
                    (Shift("talks", "contact", 0.5, 1.5), Shift("talks", "summit", 0, 1)),
                ),
                ({}, {}, {}),
            ),
        )
    )


def metric(name: str, over: str = "mean", *, better: str = "more", aim: str = "order", **changes: object) -> Metric:
    given = {
        "id": name,
        "name": texts(name),
        "aim": aim,
        "aim_name": texts(aim),
        "better": better,
        "over": over,
        "reach": 1.0,
        "parts": (Part("talks", {"contact": 1.0, "summit": 2.0}),),
        "weights": {"east": 1.0, "west": 1.0},
        "acceptable": 0.5,
    }
    return Metric(**given | changes)  # type: ignore[arg-type]


METRICS = (
    metric("talking"),
    metric("guarded", aim="safety", parts=(Part("guard", {"weak": -1.0, "strong": 1.0}),), weights={"east": 2.0}),
    metric("trusted", "last", parts=(Part("trust", {"b": 1.0, "c": 2.0, "d": 3.0}), Part("apart", {"yes": 0.5}))),
    metric("stormy", "share", better="less", aim="safety", parts=(Part("weather", {"storm": 1.0}),)),
    metric("summit", "ever", reach=2.0, weights={"west": 1.0}, acceptable=None),
)


def bound(metrics: Sequence[Metric] = METRICS) -> Metrics:
    return bind(metrics, model())


def compiled(months: int = 12) -> CompiledModel:
    return compile_model(model(), months=months)


def chances(given: Levers, metrics: Metrics, *, runs: int = 300, seed: int = 7, months: int = 12) -> Chances:
    return draw_chances(compiled(months), given, metrics, runs=runs, seed=seed, watched=("talks", "weather"))
