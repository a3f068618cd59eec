"""The comparison of two outlooks as one self-contained HTML file."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from shiome.outlook.comparing import Comparison
from shiome.outlook.messages import Words
from shiome.outlook.writing import write_files

if TYPE_CHECKING:
    from jinja2 import Environment

FORMATS = ("html", "json")


def render_comparison(comparison: Comparison) -> str:
    """The whole page."""
    return (
        _environment()
        .get_template("comparison.html")
        .render(found=comparison, t=Words(comparison.language), counts=counts(comparison))
    )


def counts(comparison: Comparison) -> str:
    """How much was added, dropped and changed, as one sentence."""
    words = Words(comparison.language)
    return words(
        "comparison.counts",
        added=comparison.count("added"),
        dropped=comparison.count("dropped"),
        changed=comparison.count("changed"),
    )


def write_comparison(comparison: Comparison, folder: Path | str, name: str) -> dict[str, Path]:
    """Write the comparison as ``name.html`` and ``name.json``; errors as :func:`shiome.outlook.write`."""
    made = {
        "html": render_comparison(comparison).encode(),
        "json": msgspec.json.format(msgspec.json.encode(comparison), indent=1),
    }
    return write_files(made, Path(folder), name)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("shiome.outlook"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
