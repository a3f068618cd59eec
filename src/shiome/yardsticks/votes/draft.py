"""What one file says, before it joins the store: votes and roll calls with the lines they stand on."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.yardsticks.votes.countries import Country
from shiome.yardsticks.votes.refusals import refused
from shiome.yardsticks.votes.table import ABSENT, CODES, NO_MEMBER, UNKNOWN, Ints

VOTES = np.dtype([("rcid", np.int32), ("cow", np.int16), ("vote", np.int8), ("line", np.int32)])
CALLS = np.dtype(
    [
        ("rcid", np.int32),
        ("session", np.int16),
        ("day", "datetime64[D]"),
        ("important", np.int8),
        ("nuclear", np.int8),
        ("amend", np.int8),
        ("para", np.int8),
        ("line", np.int32),
    ]
)
FLAGS = ("important", "nuclear", "amend", "para")
Rows = NDArray[np.void]

_YEARS_AFTER = 3
"""A session's last roll calls are taken up to this many years after the one it is named by."""


@dataclass(kw_only=True)
class Draft:
    """The content of one file."""

    path: Path
    kind: str
    votes: Rows = field(default_factory=lambda: np.zeros(0, VOTES))
    calls: Rows = field(default_factory=lambda: np.zeros(0, CALLS))
    resolutions: dict[int, str] = field(default_factory=dict)
    matches: list[tuple[int, int]] = field(default_factory=list)
    countries: list[Country] = field(default_factory=list)
    members: int = 0
    """Rows of states that were no members, which are left out."""

    @property
    def absences(self) -> bool:
        """Whether the file tells of absences at all."""
        return bool((self.votes["vote"] == ABSENT).any())


def vote_rows(path: Path, rcid: Ints, cow: Ints, vote: Ints) -> tuple[Rows, int]:
    """Votes sorted by roll call and member, without those of no members, and how many of these there were.

    Raises
    ------
    InputRefused
        ``votes.duplicate``: a member votes twice in one roll call.
    """
    rows = np.zeros(len(rcid), VOTES)
    rows["rcid"], rows["cow"], rows["vote"] = rcid, cow, vote
    rows["line"] = np.arange(2, len(rcid) + 2)
    rows = rows[np.lexsort((rows["line"], rows["cow"], rows["rcid"]))]
    again = (rows["rcid"][1:] == rows["rcid"][:-1]) & (rows["cow"][1:] == rows["cow"][:-1])
    if bool(again.any()):
        second, first = rows[1:][again][0], rows[:-1][again][0]
        raise refused(
            "votes.duplicate",
            path,
            int(second["line"]),
            f"roll call {second['rcid']} has the member {second['cow']} already in line {first['line']}",
            f"投票 {second['rcid']} の加盟国 {second['cow']} は {first['line']} 行に既にある",
            hint="remove one of the two rows",
            hint_ja="二行のうち一行を除く",
        )
    member = rows["vote"] != NO_MEMBER
    return rows[member], int((~member).sum())


def check_days(path: Path, calls: Rows) -> None:
    """Refuse a roll call whose day cannot lie in its session."""
    known = ~np.isnat(calls["day"])
    years = calls["day"].astype("datetime64[Y]").astype(np.int64) + 1970
    after = years - (calls["session"].astype(np.int64) + 1945)
    wrong = known & ((after < -1) | (after > _YEARS_AFTER))
    if bool(wrong.any()):
        row = calls[wrong][0]
        raise refused(
            "votes.date",
            path,
            int(row["line"]),
            f"roll call {row['rcid']} of session {row['session']} has the day {row['day']}",
            f"第 {row['session']} 会期の投票 {row['rcid']} の日付が {row['day']}",
            hint="check whether columns have shifted; fetch the file again",
            hint_ja="列がずれていないか確かめ、ファイルを取り直す",
        )


def day_of(text: str) -> int:
    """Days since 1970 of ``12/31/1999`` or ``1999-12-31``; the smallest number where there is none.

    >>> day_of("1/2/1970")
    1
    """
    from shiome.yardsticks.votes.columns import NOTHING

    if text in NOTHING:
        return int(np.iinfo(np.int64).min)
    if "/" in text:
        month, day, year = text.split("/")
        text = f"{int(year):04d}-{int(month):02d}-{int(day):02d}"
    return int(np.datetime64(text, "D").astype(np.int64))


def flag_of(text: str) -> int:
    """0 or 1, -1 where it is not known."""
    from shiome.yardsticks.votes.columns import NOTHING

    return UNKNOWN if text in NOTHING else _among(text, (0, 1))


def session_of(text: str) -> int:
    """The number of a session."""
    return _among(text, range(1, 200))


def rcid_of(text: str) -> int:
    """The number of a roll call."""
    return _among(text, range(1, 10_000_000))


def code_of(text: str) -> int:
    """The code of a vote."""
    return _among(text, CODES)


def _among(text: str, allowed: Any) -> int:
    number = float(text)
    if not number.is_integer() or int(number) not in allowed:
        raise ValueError(text)
    return int(number)
