"""What the thresholds of every watcher have in common: they are above zero, and the pack may name each as ``ROOM.NAME``."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, ClassVar, Self

from shiome.errors import RegionRefused


@dataclass(frozen=True)
class Thresholds:
    """Base of the thresholds of one room; every field is a number above zero."""

    room: ClassVar[str] = ""
    """The first part of the names in the pack."""

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            if not 0 < value < float("inf"):
                raise RegionRefused(
                    "watch.rule",
                    f"the threshold {self.room}.{item.name} is {value}; it must be above 0",
                    ja=f"しきい値 {self.room}.{item.name} が {value} である（0 より大きくなければならない）",
                    hint="correct it in watch_rules.yaml",
                    hint_ja="watch_rules.yaml を直す",
                    failed=value,
                )

    @classmethod
    def of(cls, pack: Any) -> Self:
        """The thresholds of a region's pack; those it does not name stay as they are here."""
        from shiome.region.schema.sanctions import WatchRule

        entries = pack.entries("watch_rules", WatchRule)
        named = {item.name: entries.get(f"{cls.room}.{item.name}") for item in fields(cls)}
        return cls(**{name: entry.value for name, entry in named.items() if entry is not None})
