"""What the pages of coordination share: names of the pack, spans, and tables with the section's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from shiome.web.asked import Asked
from shiome.web.columns import columns_of
from shiome.web.model import Table


def table(
    asked: Asked, name: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]], *, note: str = ""
) -> Table:
    """A table; its title and the heads of its columns are the section's words for their keys, the title's with ``table_`` before it."""
    return Table(
        id=name,
        title=asked.words(f"coordination.table_{name}"),
        columns=columns_of(asked, "coordination", *columns),
        rows=list(rows),
        note=note,
    )


def entry_name(asked: Asked, subject: str, identifier: str) -> str:
    """What an entry of the pack is called; its identifier where the pack has none of it."""
    entry = asked.workspace.pack.subjects.get(subject, {}).get(identifier)
    names = getattr(entry, "name", None)
    return asked.text(names) if names else identifier


def entry_names(asked: Asked, subject: str, identifiers: Iterable[str]) -> str:
    """Several of them in one line."""
    return joined(asked, (entry_name(asked, subject, each) for each in identifiers))


def joined(asked: Asked, texts: Iterable[str]) -> str:
    """Texts in one line."""
    return ("、" if asked.language == "ja" else ", ").join(texts)


def span(value: float | None, low: float | None, high: float | None) -> str:
    """A value with its range.

    >>> span(0.5, 0.25, 1), span(2, None, None), span(None, None, None)
    ('0.5 (0.25–1)', '2', '')
    """
    if value is None:
        return ""
    return f"{value:.3g}" if low is None or high is None else f"{value:.3g} ({low:.3g}–{high:.3g})"
