"""Taking vote files into the store: everything of one call, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from shiome.yardsticks.votes.countries import Countries, country_table
from shiome.yardsticks.votes.draft import CALLS, FLAGS, VOTES, Draft, Rows
from shiome.yardsticks.votes.reading import read_drafts
from shiome.yardsticks.votes.refusals import refused
from shiome.yardsticks.votes.store import open_votes, save_votes
from shiome.yardsticks.votes.table import UNKNOWN, Ints, RollCalls, VoteTable

_FEW = 5
"""Roll calls whose attributes may differ between two editions before the file is refused; beyond it one in a hundred."""


class VotesReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a loading brought."""

    files: tuple[str, ...]
    added_calls: int
    added_votes: int
    known_votes: int
    """Votes that the store, or another of the files, held already with the same content."""
    differing_calls: tuple[int, ...] = ()
    """Roll calls to which two editions give another session, day or kind; what was there first is kept."""
    left_out: int
    """Rows of states that were no members, and of sessions that were not asked for."""
    calls: int
    """Roll calls that the store holds now; likewise the others."""
    votes: int
    members: int
    first_session: int
    last_session: int


def load_votes(
    paths: Sequence[Path | str], store: Path | str, *, sessions: tuple[int, int] | None = None
) -> VotesReport:
    """Read vote files and add what they hold to the store.

    Parameters
    ----------
    paths:
        Files as their authors distribute them, ``.csv`` or ``.csv.gz``: numbered votes, named votes with their roll calls, issues,
        matched resolutions, country codes. What each is, its heading tells. Files given together complete one another.
    store:
        Folder to keep the table in; it is made where it is missing.
    sessions:
        First and last session to take votes of; all where it is left out.

    Raises
    ------
    InputRefused
        One line with file, line and remedy; nothing is stored. ``votes.changed``: a vote that the store holds differs.
    """
    folder = Path(store)
    before = open_votes(folder) if (folder / "manifest.json").exists() else None
    files = [Path(path) for path in paths]
    drafts, countries = read_drafts(files, before.countries if before else country_table())
    parts = [_draft_of(folder, before), *drafts] if before else drafts
    calls, resolutions, differing = _joined_calls(parts)
    left = _choose(parts, calls, sessions)
    votes, known = _joined_votes(parts, calls)
    table = _table(calls, resolutions, votes, parts, before, countries)
    added = len(table) - (len(before) if before else 0)
    changed = before is None or added or len(table.matches) != len(before.matches) or _filled(before, table)
    if changed:
        save_votes(table, folder)
    held = table.rollcalls
    return VotesReport(
        files=tuple(path.name for path in files),
        added_calls=len(held) - (len(before.rollcalls) if before else 0),
        added_votes=added,
        known_votes=known,
        differing_calls=differing,
        left_out=left + sum(draft.members for draft in drafts),
        calls=len(held),
        votes=len(table),
        members=len(np.unique(table.cow)),
        first_session=int(held.session.min()),
        last_session=int(held.session.max()),
    )


def _draft_of(folder: Path, table: VoteTable) -> Draft:
    calls = np.zeros(len(table.rollcalls), CALLS)
    for name in ("rcid", "session", "day", *FLAGS):
        calls[name] = getattr(table.rollcalls, name)
    votes = np.zeros(len(table), VOTES)
    votes["rcid"], votes["cow"], votes["vote"] = table.rollcalls.rcid[table.roll], table.cow, table.vote
    texts = zip(table.rollcalls.rcid.tolist(), table.rollcalls.resolution, strict=True)
    return Draft(path=folder, kind="store", calls=calls, votes=votes, resolutions={n: t for n, t in texts if t})


@dataclass(frozen=True)
class _Order:
    """Rows of several files, one after the other."""

    rows: Rows
    source: Ints


def _stacked(parts: Sequence[Draft], name: str) -> _Order:
    rows = [getattr(draft, name) for draft in parts]
    source = np.repeat(np.arange(len(parts)), [len(part) for part in rows])
    return _Order(np.concatenate(rows), source)


def _joined_calls(parts: Sequence[Draft]) -> tuple[Rows, dict[int, str], tuple[int, ...]]:
    """Every roll call once, each attribute from the first file that knows it; and those on which files differ."""
    stacked = _stacked(parts, "calls")
    numbers, place = np.unique(stacked.rows["rcid"], return_inverse=True)
    joined = np.zeros(len(numbers), CALLS)
    joined["rcid"], joined["day"] = numbers, np.datetime64("NaT")
    for flag in FLAGS:
        joined[flag] = UNKNOWN
    weak = np.array([draft.kind == "issues" for draft in parts], dtype=bool)[stacked.source]
    differing: set[int] = set()
    for name in ("session", "day", *FLAGS):
        values = stacked.rows[name]
        known = ~np.isnat(values) if name == "day" else (values > 0 if name == "session" else values != UNKNOWN)
        for chosen in (known & weak, known & ~weak):
            # The first file that knows it is written last.
            joined[name][place[chosen][::-1]] = values[chosen][::-1]
        differs = known & ~weak & (joined[name][place] != values)
        differing.update(stacked.rows["rcid"][differs].tolist())
        shared = int(known.sum()) - len(np.unique(place[known]))
        if int(differs.sum()) > max(_FEW, shared // 100):
            row = int(np.argmax(differs))
            _refuse_call(parts, stacked, row, name, str(joined[name][place[row]]))
    resolutions: dict[int, str] = {}
    for draft in parts:
        resolutions = draft.resolutions | resolutions
    return joined, resolutions, tuple(sorted(differing))


def _refuse_call(parts: Sequence[Draft], stacked: _Order, row: int, name: str, held: str) -> None:
    draft, values = parts[int(stacked.source[row])], stacked.rows[row]
    raise refused(
        "votes.changed",
        draft.path,
        int(values["line"]),
        f"roll call {values['rcid']} has {name} {values[name]}, but {held} elsewhere, and it is not the only one",
        f"投票 {values['rcid']} の {name} が {values[name]} で、ほかでは {held}。食い違いはこれだけではない",
        hint="check whether columns have shifted; keep one edition of the data in one store",
        hint_ja="列がずれていないか確かめる。一つの保存場所には一つの版だけを入れる",
    )


def _choose(parts: Sequence[Draft], calls: Rows, sessions: tuple[int, int] | None) -> int:
    """Drop the votes of other sessions from the new files; gives how many."""
    if sessions is None:
        return 0
    left = 0
    # Roll calls of which the session is not known stay, to be refused.
    other = (calls["session"] > 0) & ((calls["session"] < sessions[0]) | (calls["session"] > sessions[1]))
    for draft in parts:
        if draft.kind == "store":
            continue
        kept = ~np.isin(draft.votes["rcid"], calls["rcid"][other])
        left += int((~kept).sum())
        draft.votes = draft.votes[kept]
    return left


def _joined_votes(parts: Sequence[Draft], calls: Rows) -> tuple[Rows, int]:
    """Every vote once, and how many were there more than once."""
    for draft in parts:
        homeless = ~np.isin(draft.votes["rcid"], calls["rcid"][calls["session"] > 0])
        if bool(homeless.any()):
            row = draft.votes[homeless][0]
            raise refused(
                "votes.roll-call",
                draft.path,
                int(row["line"]),
                f"nothing is known of the roll call {row['rcid']}",
                f"投票 {row['rcid']} のことが分からない",
                hint="give the file of roll calls that belongs to it along with it",
                hint_ja="対応する投票一覧のファイルを一緒に渡す",
            )
    stacked = _stacked(parts, "votes")
    if not len(stacked.rows):
        raise refused(
            "votes.empty", parts[-1].path, None, "no votes are left", "投票が残らない", hint="give a file of votes"
        )
    order = np.lexsort((stacked.source, stacked.rows["cow"], stacked.rows["rcid"]))
    rows, source = stacked.rows[order], stacked.source[order]
    again = np.zeros(len(rows), dtype=bool)
    again[1:] = (rows["rcid"][1:] == rows["rcid"][:-1]) & (rows["cow"][1:] == rows["cow"][:-1])
    differs = np.flatnonzero(again[1:] & (rows["vote"][1:] != rows["vote"][:-1]))
    if len(differs):
        held, row = rows[differs[0]], rows[differs[0] + 1]
        raise refused(
            "votes.changed",
            parts[int(source[differs[0] + 1])].path,
            int(row["line"]),
            f"the member {row['cow']} has the vote {row['vote']} in roll call {row['rcid']}, but {held['vote']} elsewhere",
            f"加盟国 {row['cow']} の投票 {row['rcid']} が {row['vote']} で、ほかでは {held['vote']}",
            hint="keep one edition of the data in one store, or take other sessions of it",
            hint_ja="一つの保存場所には一つの版だけを入れるか、別の会期だけを取る",
        )
    return rows[~again], int(again.sum())


def _table(
    calls: Rows,
    resolutions: dict[int, str],
    votes: Rows,
    parts: Sequence[Draft],
    before: VoteTable | None,
    countries: Countries,
) -> VoteTable:
    calls = calls[np.isin(calls["rcid"], votes["rcid"])]
    matches = {pair for draft in parts for pair in draft.matches}
    if before is not None:
        matches |= {(int(a), int(b)) for a, b in before.matches}
    return VoteTable(
        rollcalls=RollCalls(
            rcid=calls["rcid"].copy(),
            session=calls["session"].copy(),
            day=calls["day"].copy(),
            resolution=tuple(resolutions.get(int(number), "") for number in calls["rcid"]),
            important=calls["important"].copy(),
            nuclear=calls["nuclear"].copy(),
            amend=calls["amend"].copy(),
            para=calls["para"].copy(),
        ),
        roll=np.searchsorted(calls["rcid"], votes["rcid"]).astype(np.int32),
        cow=votes["cow"].copy(),
        vote=votes["vote"].copy(),
        matches=np.array(sorted(matches), dtype=np.int32).reshape(-1, 2),
        countries=countries,
    )


def _filled(before: VoteTable, after: VoteTable) -> bool:
    """Whether attributes of roll calls became known."""
    if before.rollcalls.resolution != after.rollcalls.resolution:
        return True
    return any(
        not np.array_equal(getattr(before.rollcalls, name), getattr(after.rollcalls, name)) for name in FLAGS
    ) or not np.array_equal(before.rollcalls.day, after.rollcalls.day, equal_nan=True)
