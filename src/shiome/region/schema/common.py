"""What the entries of a pack share."""

from __future__ import annotations

from typing import Annotated

import msgspec


def reference(*subjects: str) -> msgspec.Meta:
    """Mark a string as the identifier of an entry of one of ``subjects``; ``shiome region check`` follows it."""
    return msgspec.Meta(description=f"Identifier in {' or '.join(subjects)}.", extra={"reference": subjects})


Identifier = Annotated[
    str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$", description="Unique within its subject.")
]
Edtf = Annotated[
    str,
    msgspec.Meta(
        description="EDTF date: 2024-06, ../2024-12-06, 2024-12-02/2024-12-03; empty for none.",
        extra={"format": "edtf"},
    ),
]
Cite = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[A-Za-z0-9][\w.-]*:L\d+(-\d+)?(@\d+\+\d+)?$",
        description="DOCUMENT:L3-5 or DOCUMENT:L9@35+12.",
        extra={"format": "citation"},
    ),
]
Texts = Annotated[
    dict[str, str],
    msgspec.Meta(
        description="Text by language; where there is text, ja and en are required.", extra={"format": "texts"}
    ),
]
ActorId = Annotated[str, reference("actors")]
ActorIds = tuple[ActorId, ...]
DocumentId = Annotated[str, reference("documents")]
IssueId = Annotated[str, reference("issues")]
ToolId = Annotated[str, reference("tools")]
Topics = tuple[Annotated[str, reference("systems", "issues")], ...]
"""Systems and issues that an entry belongs to."""


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry of a pack: an identifier, and what supports it."""

    id: Identifier
    cite: tuple[Cite, ...] = ()
    note: Texts = {}


class Stage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One stage in the life of something, with what supports it. As of a day, only stages known by then are shown."""

    state: str
    when: Edtf = ""
    text: Texts = {}
    cite: tuple[Cite, ...] = ()
