"""The tables of ``reading/text/data``, read once when first needed."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from shiome.tables import shipped_table


@cache
def table(name: str) -> dict[str, Any]:
    """The table ``data/NAME.yaml``."""
    content = shipped_table(__package__, "data", f"{name}.yaml")
    if not isinstance(content, dict):  # a fault of the build, not of any input
        raise TypeError(f"data/{name}.yaml is not a mapping")
    return content


@cache
def pattern(name: str, *keys: str) -> re.Pattern[str]:
    """The regular expression under ``keys``; a list there means any of its items, each to its own end."""
    entry: Any = table(name)
    for key in keys:
        entry = entry[key]
    if isinstance(entry, list):
        return re.compile("|".join(f"(?:{item})" for item in entry))
    return re.compile(str(entry))
