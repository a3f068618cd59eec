"""Shiome: policy coordination for a regional security problem, from sentence to scenario to position."""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["__version__", "create", "open", "picture", "table"]

if TYPE_CHECKING:
    from pathlib import Path

    from shiome.display import Picture, Table
    from shiome.workspace import Workspace


def open(folder: Path | str = "shiome-workspace", *, read_only: bool = False) -> Workspace:  # noqa: A001 - shiome.open reads well
    """Open a workspace; see :class:`shiome.workspace.Workspace`."""
    from shiome.workspace import Workspace

    return Workspace.open(folder, read_only=read_only)


def create(folder: Path | str = "shiome-workspace", *, region: str = "peninsula", db: str = "") -> Workspace:
    """Make a workspace from a region pack; see :meth:`shiome.workspace.Workspace.create`."""
    from shiome.workspace import Workspace

    return Workspace.create(folder, region=region, db=db)


def table(found: object, *, language: str = "en") -> Table:
    """Anything that Shiome answers as a table for pandas, Polars or Arrow; see :func:`shiome.display.table.table`."""
    from shiome.display import table

    return table(found, language=language)


def picture(found: object, *, language: str = "en") -> Picture:
    """Yardsticks and charts as pictures; see :func:`shiome.display.picture.picture`."""
    from shiome.display import picture

    return picture(found, language=language)
