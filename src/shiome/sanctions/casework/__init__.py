"""Sanctions cases: what is known of vessels, companies and persons, by whom, on what evidence, and who may see it."""

from shiome.sanctions.casework.checking import canonical, check_part, check_parts
from shiome.sanctions.casework.folding import CaseFile
from shiome.sanctions.casework.intake import from_screen, from_watch, read_parts
from shiome.sanctions.casework.observed import with_positions
from shiome.sanctions.casework.ownership import Ownership, ownership_of
from shiome.sanctions.casework.record import case_of, grown, version_of
from shiome.sanctions.casework.release import may_see, reaches, released_numbers, released_to, unknown_case

__all__ = [
    "CaseFile",
    "Ownership",
    "canonical",
    "case_of",
    "check_part",
    "check_parts",
    "from_screen",
    "from_watch",
    "grown",
    "may_see",
    "ownership_of",
    "reaches",
    "read_parts",
    "released_numbers",
    "released_to",
    "unknown_case",
    "version_of",
    "with_positions",
]
