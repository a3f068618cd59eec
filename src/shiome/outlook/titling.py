"""The lines of the title page, the same for every medium."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import dataclass

from shiome.outlook.dates import reader_day
from shiome.outlook.messages import Words
from shiome.outlook.model import Outlook

SIGNS = {"better": "▲", "worse": "▼", "same": "="}
"""What stands before a statement by its bearing, so that colour is not the only sign."""


@dataclass(frozen=True)
class Logo:
    """A logo as a file."""

    content: bytes
    ending: str
    """``png`` or ``svg``."""


def title_lines(outlook: Outlook) -> tuple[tuple[str, str], ...]:
    """What it is called and what it says, line by line; lines that say nothing are left out."""
    label = outlook.labels
    lines = (
        (label["organisation"], outlook.style.organisation),
        (label["region"], outlook.region_name),
        (label["day"], reader_day(outlook.as_of, outlook.language)),
        (label["compared"], outlook.since_text),
        (label["languages"], label["language"]),
        (label["data"], " · ".join(part for part in (outlook.pack, outlook.data_version) if part)),
        (label["release"], outlook.marking),
    )
    return tuple((name, text) for name, text in lines if text)


def full_title(outlook: Outlook) -> str:
    """The title with the day, as programs show it that list files or tabs."""
    return outlook.title + Words(outlook.language)("paren", text=outlook.as_of_text)


def subject(outlook: Outlook) -> str:
    """The region and the day."""
    return Words(outlook.language).listed([outlook.region_name, outlook.as_of_text])


def logo_of(outlook: Outlook) -> Logo | None:
    """The logo that the region's pack sets."""
    head, _, content = outlook.style.logo.partition(";base64,")
    return Logo(b64decode(content), "svg" if head.endswith("svg+xml") else "png") if content else None
