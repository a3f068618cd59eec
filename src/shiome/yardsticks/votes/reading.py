"""The vote files as their authors distribute them, told apart by their headings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from shiome.yardsticks.votes.columns import NOTHING, Column, heading, read_columns, rows_of
from shiome.yardsticks.votes.countries import Countries, Country
from shiome.yardsticks.votes.draft import (
    CALLS,
    FLAGS,
    Draft,
    check_days,
    code_of,
    day_of,
    flag_of,
    rcid_of,
    session_of,
    vote_rows,
)
from shiome.yardsticks.votes.refusals import refused
from shiome.yardsticks.votes.table import UNKNOWN, Ints

_FLAG_COLUMNS = {"importantvote": "important", "nu": "nuclear", "amend": "amend", "para": "para"}
_WORDS = {"yes": 1, "abstain": 2, "no": 3, "absent": 8, "1": 1, "2": 2, "3": 3, "8": 8}
_KINDS: dict[str, tuple[str, ...]] = {
    "votes": ("rcid", "session", "vote", "ccode"),
    "named votes": ("rcid", "country", "country_code", "vote"),
    "issues": ("rcid", "short_name"),
    "matches": ("rcid1", "rcid2"),
    "countries": ("stateabb", "ccode", "statenme"),
    "roll calls": ("rcid", "session", "importantvote", "date", "unres"),
}
"""Kind of file to the columns that it must have; the first kind that fits is taken."""
_OF_VOTES = ("vote", "ccode", "country", "country_code")
"""Columns by which a file has a row for every vote, not for every roll call."""


def kind_of(path: Path) -> str:
    """Which of the known files this is.

    Raises
    ------
    InputRefused
        ``votes.columns``: it is none of them; the missing columns of the likeliest are named.
    """
    names = heading(path)
    kinds = [kind for kind in _KINDS if kind != "roll calls" or not any(name in names for name in _OF_VOTES)]
    for kind in kinds:
        if all(name in names for name in _KINDS[kind]):
            return kind
    likely = max(kinds, key=lambda kind: sum(name in names for name in _KINDS[kind]) / len(_KINDS[kind]))
    missing = ", ".join(name for name in _KINDS[likely] if name not in names)
    raise refused("votes.columns", path, 1, f"the column {missing} is missing", f"列 {missing} がない")


def read_drafts(paths: Sequence[Path], countries: Countries) -> tuple[list[Draft], Countries]:
    """The content of every file, and the members known with those that a file of country codes adds."""
    kinds = [(path, kind_of(path)) for path in paths]
    drafts = []
    for path, kind in sorted(kinds, key=lambda pair: pair[1] != "countries"):
        if kind == "countries":
            draft = _read_countries(path)
            countries = countries.with_more(draft.countries)
        elif kind == "votes":
            draft = read_numbered(path, countries)
        elif kind == "named votes":
            draft = read_named(path, countries)
        elif kind == "roll calls":
            draft = read_calls(path)
        elif kind == "issues":
            draft = _read_issues(path)
        else:
            draft = _read_matches(path)
        drafts.append(draft)
    return drafts, countries


def read_numbered(path: Path, countries: Countries) -> Draft:
    """A file with one row a vote in which members and votes are numbers and the roll call's attributes are repeated."""
    found = read_columns(path, [*_KINDS["votes"], "date", "unres", *_FLAG_COLUMNS], _KINDS["votes"])

    def member(text: str) -> int:
        number = int(float(text))
        if countries.by_cow(number) is None:
            raise ValueError(text)
        return number

    rcid = _rcid(found["rcid"])
    vote = found["vote"].numbers(
        code_of,
        "a vote (1 yes, 2 abstain, 3 no, 8 absent, 9 no member)",
        "投票（1 賛成 2 棄権 3 反対 8 欠席 9 非加盟）",
    )
    cow = found["ccode"].numbers(member, "the number of a known member", "加盟国の番号")
    calls = _repeated(path, rcid, found)
    rows, members = vote_rows(path, rcid, cow, vote)
    return Draft(path=path, kind="votes", votes=rows, calls=calls[0], resolutions=calls[1], members=members)


def read_named(path: Path, countries: Countries) -> Draft:
    """A file with one row a vote in which members are names with two letters and votes are words."""
    found = read_columns(path, _KINDS["named votes"], _KINDS["named votes"])
    rcid = _rcid(found["rcid"])
    vote = found["vote"].numbers(
        lambda text: _WORDS[text.casefold()] if text.casefold() in _WORDS else _no(text),
        "yes, abstain, no or absent",
        "賛否（yes, abstain, no, absent）",
    )
    names, letters = found["country"], found["country_code"]
    pairs, inverse = np.unique(names.codes.astype(np.int64) * len(letters.texts) + letters.codes, return_inverse=True)
    cows = np.zeros(len(pairs), dtype=np.int32)
    for position, pair in enumerate(pairs.tolist()):
        name, code = names.texts[pair // len(letters.texts)], letters.texts[pair % len(letters.texts)]
        country = countries.by_name(name, code)
        if country is None:
            names.refuse(int(np.argmax(inverse == position)), "the name of a known member", "加盟国の名")
        elif country.iso2 and code not in (*NOTHING, country.iso2):
            what = f"the letters of {country.name} ({country.iso2})"
            letters.refuse(int(np.argmax(inverse == position)), what, f"{country.name} の二文字（{country.iso2}）")
        else:
            cows[position] = country.cow
    rows, members = vote_rows(path, rcid, cows[inverse], vote)
    return Draft(path=path, kind="named votes", votes=rows, members=members)


def read_calls(path: Path) -> Draft:
    """A file with one row a roll call."""
    read = rows_of(path, _KINDS["roll calls"])
    calls = np.zeros(len(read), CALLS)
    calls["nuclear"] = UNKNOWN
    resolutions: dict[int, str] = {}
    for position, (line, values) in enumerate(read):
        row = calls[position]
        row["line"] = line
        row["rcid"] = _value(path, line, values, "rcid", rcid_of, "the number of a roll call", "投票番号")
        row["session"] = _value(path, line, values, "session", session_of, "the number of a session", "会期の番号")
        day = _value(path, line, values, "date", day_of, "a day", "日付")
        row["day"] = np.datetime64(day, "D")
        for column, name in _FLAG_COLUMNS.items():
            if column in values:
                row[name] = _value(path, line, values, column, flag_of, "0, 1 or NA", "0・1・NA")
            else:
                row[name] = UNKNOWN
        if values["unres"] not in NOTHING:
            resolutions[int(row["rcid"])] = values["unres"]
    calls = calls[np.argsort(calls["rcid"], kind="stable")]
    again = np.flatnonzero(calls["rcid"][1:] == calls["rcid"][:-1])
    if len(again):
        second = calls[again[0] + 1]
        why = f"roll call {second['rcid']} is there already in line {calls[again[0]]['line']}"
        ja = f"投票 {second['rcid']} は {calls[again[0]]['line']} 行に既にある"
        raise refused("votes.duplicate", path, int(second["line"]), why, ja, hint="remove one of the two rows")
    check_days(path, calls)
    return Draft(path=path, kind="roll calls", calls=calls, resolutions=resolutions)


def _read_issues(path: Path) -> Draft:
    """Roll calls by issue: of the issues only nuclear matters are kept, and they are known of the roll calls listed."""
    numbers: set[int] = set()
    nuclear: dict[int, int] = {}
    for line, values in rows_of(path, _KINDS["issues"]):
        rcid = _value(path, line, values, "rcid", rcid_of, "the number of a roll call", "投票番号")
        numbers.add(rcid)
        if values["short_name"] == "nu":
            nuclear[rcid] = line
    calls = np.zeros(len(numbers), CALLS)
    calls["rcid"] = sorted(numbers)
    for name in FLAGS:
        calls[name] = UNKNOWN
    calls["day"] = np.datetime64("NaT")
    calls["nuclear"] = np.isin(calls["rcid"], list(nuclear))
    return Draft(path=path, kind="issues", calls=calls)


def _read_matches(path: Path) -> Draft:
    pairs = []
    for line, values in rows_of(path, _KINDS["matches"]):
        first, second = (
            _value(path, line, values, name, rcid_of, "the number of a roll call", "投票番号")
            for name in ("rcid1", "rcid2")
        )
        if first >= second:
            raise refused(
                "votes.matches",
                path,
                line,
                f"rcid1 ({first}) is not the earlier roll call",
                f"rcid1（{first}）が先の投票ではない",
                hint="put the earlier roll call first",
                hint_ja="先の投票を rcid1 に置く",
            )
        pairs.append((first, second))
    return Draft(path=path, kind="matches", matches=pairs)


def _read_countries(path: Path) -> Draft:
    found: dict[int, Country] = {}
    for line, values in rows_of(path, _KINDS["countries"], encoding="latin-1"):
        number = _value(path, line, values, "ccode", lambda text: _positive(text), "the number of a state", "国の番号")
        letters = values["stateabb"]
        found[number] = Country(cow=number, iso2="", iso3=letters, letters=letters, name=values["statenme"])
    return Draft(path=path, kind="countries", countries=list(found.values()))


def _rcid(column: Column) -> Ints:
    return column.numbers(rcid_of, "the number of a roll call", "投票番号")


def _repeated(path: Path, rcid: Ints, found: dict[str, Column]) -> tuple[np.ndarray, dict[int, str]]:
    """Roll calls from attributes that each of their votes repeats; refused where two rows disagree."""
    numbers, first, place = np.unique(rcid, return_index=True, return_inverse=True)
    calls = np.zeros(len(numbers), CALLS)
    calls["rcid"], calls["line"] = numbers, first + 2
    read = {"session": found["session"].numbers(session_of, "the number of a session", "会期の番号")}
    if "date" in found:
        read["day"] = found["date"].numbers(day_of, "a day", "日付", dtype=np.int64).astype("datetime64[D]")
    for column, name in _FLAG_COLUMNS.items():
        calls[name] = UNKNOWN
        if column in found:
            read[name] = found[column].numbers(flag_of, "0, 1 or NA", "0・1・NA", dtype=np.int8)
    calls["day"] = np.datetime64("NaT")
    columns = {name: column for column, name in _FLAG_COLUMNS.items()} | {"session": "session", "day": "date"}
    for name, values in read.items():
        calls[name] = values[first]
        differs = (values != values[first][place]) & ~((values != values) if name == "day" else np.zeros(1, dtype=bool))
        if bool(differs.any()):
            row = int(np.argmax(differs))
            what = f"what line {first[place[row]] + 2} gives for roll call {rcid[row]}"
            ja = f"{first[place[row]] + 2} 行が投票 {rcid[row]} に与える値"
            found[columns[name]].refuse(row, what, ja, code="votes.contradiction")
    check_days(path, calls)
    resolutions = {}
    if "unres" in found:
        texts, codes = found["unres"].texts, found["unres"].codes[first]
        resolutions = {int(n): texts[c] for n, c in zip(numbers, codes, strict=True) if texts[c] not in NOTHING}
    return calls, resolutions


def _value(path: Path, line: int, values: dict[str, str], name: str, read: object, what: str, ja: str) -> int:
    assert callable(read)  # noqa: S101 - the callers pass functions
    text = values[name]
    try:
        return int(read(text))
    except (ValueError, OverflowError):
        raise refused(
            "votes.value",
            path,
            line,
            f"{name} is “{text[:40]}”, not {what}",
            f"{name} が「{text[:40]}」で、{ja}ではない",
            hint="check whether columns have shifted; fetch the file again",
            hint_ja="列がずれていないか確かめ、ファイルを取り直す",
        ) from None


def _positive(text: str) -> int:
    number = int(text)
    if number <= 0:
        raise ValueError(text)
    return number


def _no(text: str) -> int:
    raise ValueError(text)
