"""The thresholds of all watchers together, and which of them speak."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Self

from shiome.engines import Engine
from shiome.sanctions.watch.dark.rules import DarkRules
from shiome.sanctions.watch.encounters.rules import EncounterRules
from shiome.sanctions.watch.identity.rules import IdentityRules
from shiome.sanctions.watch.ports.rules import PortRules
from shiome.sanctions.watch.spoofing.rules import SpoofingRules

WATCHERS = ("encounters", "dark", "identity", "spoofing", "ports")


@dataclass(frozen=True, kw_only=True)
class WatchRules:
    """By what a watch judges; ``engine`` changes the speed, not one digit of the result."""

    encounters: EncounterRules = field(default_factory=EncounterRules)
    dark: DarkRules = field(default_factory=DarkRules)
    identity: IdentityRules = field(default_factory=IdentityRules)
    spoofing: SpoofingRules = field(default_factory=SpoofingRules)
    ports: PortRules = field(default_factory=PortRules)
    watchers: tuple[str, ...] = WATCHERS
    engine: Engine = "auto"

    @classmethod
    def of(cls, pack: Any, *, watchers: tuple[str, ...] = WATCHERS, engine: Engine = "auto") -> Self:
        """The thresholds of a region's pack."""
        return cls(
            encounters=EncounterRules.of(pack),
            dark=DarkRules.of(pack),
            identity=IdentityRules.of(pack),
            spoofing=SpoofingRules.of(pack),
            ports=PortRules.of(pack),
            watchers=watchers,
            engine=engine,
        )
