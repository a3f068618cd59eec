"""Small models for the tests, and a strategy for any."""

from __future__ import annotations

from hypothesis import strategies as st

from shiome.futures.simulation.model import Band, CalendarEntry, Cell, Driver, SimulationModel


def talks() -> SimulationModel:
    """Talks, enforcement and a tool, with drawn strengths and a calendar."""
    return SimulationModel(
        drivers=(
            Driver("talks", ("none", "low", "held"), (Band(0, 1), Band(-1, 0), Band(-2, 0)), Band(0.5, 1.5), "none"),
            Driver("enforcement", ("weak", "strong"), inertia=Band(1, 2)),
            Driver("aid", ("no", "yes"), initial="no", controlled=True),
            Driver("mood", ("a", "b", "c", "d"), (Band(-1, 1),) * 4),
        ),
        cells=(
            Cell("aid", "yes", "talks", "held", Band(1, 3)),
            Cell("enforcement", "strong", "talks", "none", Band(0, 1)),
            Cell("talks", "held", "enforcement", "weak", Band(0.5, 1)),
            Cell("talks", "none", "mood", "a", Band(0, 2)),
            Cell("mood", "d", "talks", "low", Band(-1, 1)),
            Cell("enforcement", "weak", "mood", "c", Band.at(1)),
        ),
        calendar=(
            CalendarEntry("mood", "d", (3, 9), 0.5),
            CalendarEntry("talks", "held", (5,), 0.7, boost=2.0),
            CalendarEntry("talks", "none", (5,), 0.2, boost=-1.0),
        ),
        shape="triangular",
    )


@st.composite
def models(draw: st.DrawFn) -> SimulationModel:
    """Any small model without calendar."""
    sizes = draw(st.lists(st.integers(1, 5), min_size=1, max_size=5))
    ends = st.floats(-3, 3, width=32)
    bands = st.tuples(ends, ends).map(lambda pair: Band(min(pair), max(pair)))
    drivers = tuple(
        Driver(
            f"d{index}",
            tuple(f"s{state}" for state in range(size)),
            tuple(draw(bands) for _ in range(size)) if draw(st.booleans()) else (),
            draw(bands),
            draw(st.sampled_from([None, "s0", f"s{size - 1}"])),
        )
        for index, size in enumerate(sizes)
    )
    places = st.tuples(
        st.integers(0, len(sizes) - 1), st.integers(0, 4), st.integers(0, len(sizes) - 1), st.integers(0, 4)
    )
    found = draw(st.lists(places, max_size=12, unique=True))
    cells = tuple(
        Cell(f"d{source}", f"s{a}", f"d{target}", f"s{b}", draw(bands))
        for source, a, target, b in found
        if a < sizes[source] and b < sizes[target]
    )
    return SimulationModel(drivers, cells, shape=draw(st.sampled_from(["uniform", "triangular"])))
