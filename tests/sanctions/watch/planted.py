"""A sea across the antimeridian, with everything planted that the simulator knows, as a data set; some of its rows are told twice."""

from __future__ import annotations

import gzip
from pathlib import Path

from shiome.sanctions.positions.loading import load_positions
from shiome.sanctions.simulator.behaviour import BEHAVIOUR
from shiome.sanctions.simulator.model import Plan, Sea, Simulation
from shiome.sanctions.simulator.running import simulate
from shiome.sanctions.simulator.writing import write_simulation

SEA = Sea(
    south=-3, north=3, west=177, east=183, anchorages=((1.5, 178.0), (-1.5, 182.0)),
    stations=((0.0, 178.5, 260.0), (0.0, 181.5, 260.0)),
)  # fmt: skip
PLAN = Plan(
    seed=3, vessels=90, days=2, sea=SEA, planted=dict.fromkeys(BEHAVIOUR, 2) | {"transfer_dark": 4, "silence": 4},
)  # fmt: skip
KINDS = {"transfer", "dark_transfer", "dark_period", "identity", "spoofing", "port_call", "draught_change"}


def planted(folder: Path) -> tuple[Path, Simulation]:
    """The data set and what is in it."""
    sea = simulate(PLAN)
    positions, _ = write_simulation(sea, folder)
    lines = gzip.decompress(positions.read_bytes()).decode().splitlines()
    again = folder / "simulated_again.csv"
    again.write_text("\n".join([lines[0], *lines[1::7]]) + "\n", encoding="utf-8")
    load_positions([positions, again], folder / "set")
    return folder / "set", sea
