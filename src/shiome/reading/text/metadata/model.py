"""What a document says of itself: date, author, title, publisher."""

from __future__ import annotations

import msgspec


class MetaField(msgspec.Struct, frozen=True, kw_only=True):
    """One finding, with where and how it was found."""

    value: str
    found_by: str
    """``completion note``, ``head``, ``page header``, ``byline``, ``label``, ``html meta``, ``front matter``, ``pdf info``,
    ``file name``, ``first heading``, ``given``."""
    start: int | None = None
    """Raw span; ``None`` where it does not stand in the raw text."""
    end: int | None = None


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """Document metadata; ``None`` is not found."""

    dated: MetaField | None = None
    """EDTF date of the document itself."""
    author: MetaField | None = None
    title: MetaField | None = None
    publisher: MetaField | None = None
    others: tuple[tuple[str, MetaField], ...] = ()
    """Further findings by name: ``report number``, ``group``, ``affiliation``, ``dated`` (a second place that tells the date)."""
