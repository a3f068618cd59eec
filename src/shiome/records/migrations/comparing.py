"""What a comparison of database and schema module looks at."""

from __future__ import annotations

from typing import Any


def _is_ours(name: str | None, type_: str, _parent: object) -> bool:
    """Leave out what the schema module cannot say: the full-text tables, their helpers, the exclusion constraint."""
    return not (
        (type_ == "table" and name is not None and name.startswith("passages_fts")) or name == "records_no_overlap"
    )


OPTIONS: dict[str, Any] = {"compare_type": True, "include_name": _is_ours, "render_as_batch": True}
