"""Small cases for tests."""

from __future__ import annotations

from datetime import date
from functools import cache

from shiome.records.marking import Marking
from shiome.region.pack import load_pack, locate
from shiome.sanctions.casework import CaseFile, check_parts
from shiome.sanctions.casework.model import AnyPart, Entry, Evidence, Identity, Opening

DAY = date(2025, 6, 1)
HASH = "a" * 64
OPENING = Opening(
    title={"en": "A transfer", "ja": "積み替え", "ko": "환적"},
    category="transfer-at-sea",
    originator="JPN",
    marking=Marking(tlp="AMBER", to=("ecc",)),
)


@cache
def pack():
    return load_pack(locate("peninsula"))


def case(*parts: AnyPart, opening: Opening = OPENING) -> CaseFile:
    """A case with its opening and further parts, each checked."""
    first = CaseFile("c1", (Entry(number=1, on=DAY, by="person:kato", part=opening),))
    return check_parts(first, parts, pack(), on=DAY, by="person:kato")


def evidence(**changes) -> Evidence:
    return Evidence(**({"sha256": HASH, "name": "photo.jpg", "size": 3} | changes))


def identity(value: str = "STAR", **changes) -> Identity:
    return Identity(**({"subject": "v", "side": "registered", "field": "name", "value": value} | changes))
