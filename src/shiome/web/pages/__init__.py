"""The pages of the workbench, one module or package for each section."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

from shiome.web.model import Section

ORDER = (
    "today",
    "evidence",
    "chronology",
    "relations",
    "yardsticks",
    "futures",
    "options",
    "sanctions",
    "coordination",
    "ledger",
    "systems",
    "outlook",
    "kept",
)
"""Sections in the order of the navigation."""


@lru_cache(maxsize=1)
def sections() -> tuple[Section, ...]:
    """All sections; their modules are loaded when the workbench starts."""
    return tuple(import_module(f"shiome.web.pages.{name}").SECTION for name in ORDER)
