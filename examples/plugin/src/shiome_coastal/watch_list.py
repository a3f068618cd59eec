"""A loader of a coast guard's list of boats to look out for: CSV with the headings ``boat,flag,imo,seen,note``."""

from __future__ import annotations

from pathlib import Path

from shiome.sanctions.screening.dates import iso
from shiome.sanctions.screening.lists.common import Intake, Properties, headed_rows, numbers
from shiome.sanctions.screening.model import ListSnapshot

HEADINGS = ("boat", "flag", "imo", "seen", "note")


class WatchList:
    """Reads the list; a boat without an IMO number is known by its name and flag."""

    def recognises(self, file: Path, start: bytes) -> bool:  # noqa: ARG002 - the headings tell enough
        """Whether the first line is that of such a list."""
        first = start.removeprefix(b"\xef\xbb\xbf").splitlines()[:1]
        return first == [",".join(HEADINGS).encode()]

    def load(self, file: Path, as_of: str) -> ListSnapshot:
        """Read the boats; several names of one boat are separated by semicolons, the first is the one painted on it."""
        intake = Intake("coast-watch", file, as_of)
        for line, cells in headed_rows(file, intake, list):
            names = [name.strip() for name in cells["boat"].split(";")]
            found = Properties()
            found.add("name", names[0])
            found.add("previousName", *names[1:])
            found.add("flag", cells["flag"])
            found.add("notes", cells["note"])
            if cells["imo"].strip():
                numbers(found, cells["imo"], company=False)
            identity = cells["imo"].strip() or f"{names[0]}/{cells['flag']}"
            intake.take(identity, "Vessel", found, listed_on=min(iso(cells["seen"]), default=""), line=line)
        return intake.snapshot()
