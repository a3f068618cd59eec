"""What stolen assets pay for, as the region's pack links it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from shiome.errors import NotKnown
from shiome.region.asof import entry_as_of
from shiome.region.pack import Pack
from shiome.region.schema.context import Link
from shiome.region.schema.monitoring import Violation


@dataclass(frozen=True)
class Funding:
    """A link of the pack from a violation to what it is said to pay for."""

    link: str
    target: str
    text: Mapping[str, str]
    cite: tuple[str, ...]


def funding_of(pack: Pack, violation: str, *, as_of: date) -> tuple[Funding, ...]:
    """The links known on a day that say what the proceeds of a violation pay for.

    Raises
    ------
    NotKnown
        The pack has no such violation.
    """
    entry = pack.entry("violations", violation)
    assert isinstance(entry, Violation)  # noqa: S101 - the subject's type
    found = []
    for name in entry.funds:
        link = pack.entry("links", name)
        known = entry_as_of(pack, link, as_of) if isinstance(link, Link) else None
        if known is not None:
            found.append(Funding(known.id, known.target, known.text, known.cite))
    return tuple(found)


def violation_of_theft(pack: Pack, issue: str = "") -> str:
    """The violation whose proceeds the pack says pay for something; of an issue, where one is named.

    Raises
    ------
    NotKnown
        There is none.
    """
    for name, entry in pack.entries("violations", Violation).items():
        if entry.funds and issue in ("", entry.issue):
            return name
    raise NotKnown(
        "crypto.violation",
        "the pack has no violation that pays for anything",
        ja="資金源となる違反がパックにない",
        hint="name one in violations.yaml with 'funds'",
        hint_ja="violations.yaml に funds を持つ違反を書く",
        failed=issue,
    )
