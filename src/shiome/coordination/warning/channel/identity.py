"""Identifiers and heads of the messages of one station: the same run, station and count give the same, so that a replay can be compared."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

NAMESPACE = uuid.UUID("6e0c5d1e-9f0d-5e43-9c05-6f1f3a0c2b7d")


@dataclass
class Stamp:
    """Counts the messages of a station."""

    station: str
    run: str
    """Random token of the run, or the scenario's seed."""
    count: int = 0

    def head(self, now: float, *, expires: float | None = None) -> dict[str, Any]:
        """The fields that every message has."""
        self.count += 1
        identifier = uuid.uuid5(NAMESPACE, f"{self.run}/{self.station}/{self.count}")
        return {"id": str(identifier), "partner": self.station, "sent": now, "expires": expires, "simulated": True}

    def event(self, number: int) -> str:
        """Identifier of an event that this station is the first to tell."""
        return f"SIM-{self.run}-{self.station}-{number}"
