"""What notebooks show: anything of a workspace as a table for pandas, Polars or Arrow, and yardsticks as pictures."""

from __future__ import annotations

from shiome.display.picture import Picture, picture
from shiome.display.table import Table, table

__all__ = ["Picture", "Table", "picture", "table"]
