"""The same launches told in several languages and time zones: merged into one event each.

The identifiers that the files share (names of missiles and sites, order, series) are not given to the merging; the order
serves only to check its result.
"""

from __future__ import annotations

import json
import os
import random
import re
from collections import Counter
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from tests.external.sources import BESIDE

from shiome.reading.merging import Account, MergedEvent, hedge_gap, merge_accounts

ZONES = {"UTC": ("UTC", 0), "JST": ("Asia/Tokyo", 9), "KST": ("Asia/Seoul", 9)}
DEFAULT_ZONE = {"en": "UTC", "ja": "JST", "ko": "KST"}
MEASURES = ("apogee", "distance", "bearing")
FOLDER = Path(os.environ.get("SHIOME_DATA", BESIDE / "data")) / "missile_tests"
PAIRS = [
    pytest.param(a, b, id=f"{a.name}-{b.name}") for a, b in combinations(sorted(FOLDER.glob("test.??.json")), 2)
] or [pytest.param(None, None, id="absent")]


def rows(file: Path) -> list[dict]:
    return [row for part in json.loads(file.read_text(encoding="utf-8"))["timeBins"] for row in part["data"]]


def clock(row: dict) -> tuple[str, str] | None:
    match = re.fullmatch(r"(\d\d:\d\d) \((\w+)\)", row["time"])
    return (match[1], match[2]) if match else None


def account(number: int, row: dict, language: str) -> Account:
    told = clock(row)
    return Account(
        id=str(number),
        when=f"{row['date']}T{told[0]}" if told else row["date"],
        zone=ZONES[told[1] if told else DEFAULT_ZONE[language]][0],
        language=language,
        text=row["description"],
        attributes={name: row[name] for name in MEASURES},
    )


def instant(row: dict) -> datetime | None:
    told = clock(row)
    if told is None:
        return None
    return datetime.fromisoformat(f"{row['date']}T{told[0]}") - timedelta(hours=ZONES[told[1]][1])


def looks(row: dict) -> tuple:
    return (row["date"], row["time"], row["missile"], row["facility"], *(row[name] for name in MEASURES))


@pytest.fixture(scope="module")
def told(request) -> tuple[list[dict], list[dict], dict[str, list[Account]]]:
    first, second = request.param
    if first is None:
        pytest.skip(f"no missile tests at {FOLDER}: set SHIOME_DATA")
    lists = {}
    both = []
    for file in (first, second):
        language = file.name.split(".")[1]
        both.append(rows(file))
        lists[language] = [account(number, row, language) for number, row in enumerate(both[-1])]
    return both[0], both[1], lists


every_pair = pytest.mark.parametrize("told", [pytest.param(p.values, id=p.id) for p in PAIRS], indirect=True)


def merged(lists: dict[str, list[Account]], seed: int | None) -> tuple[MergedEvent, ...]:
    if seed is not None:
        mixed = random.Random(seed)
        lists = {name: mixed.sample(accounts, len(accounts)) for name, accounts in lists.items()}
    return merge_accounts(lists)


@every_pair
@pytest.mark.parametrize("seed", [None, 1, 2])
def test_every_launch_is_one_event_at_one_instant(told, seed):
    first, second, lists = told
    events = merged(lists, seed)
    assert len(events) == len(first) == len(second)
    assert all(len(event.told) == 2 for event in events)
    instants = [(instant(a), instant(b)) for a, b in zip(first, second, strict=True)]
    assert sum(event.same_instant for event in events) == sum(a == b is not None for a, b in instants)
    assert Counter(event.when for event in events if event.same_instant) == Counter(
        f"{a:%Y-%m-%dT%H:%MZ}" for a, _ in instants if a
    )


@every_pair
@pytest.mark.parametrize("seed", [None, 1, 2])
def test_different_calendar_days_are_explained_by_the_zone(told, seed):
    first, second, lists = told
    events = merged(lists, seed)
    differing = [event for event in events if len(set(event.days)) > 1]
    assert len(differing) == sum(a["date"] != b["date"] for a, b in zip(first, second, strict=True))
    assert all(event.explained_by_zone for event in differing)


@every_pair
@pytest.mark.parametrize("seed", [None, 1, 2])
def test_accounts_that_can_be_told_apart_find_their_own(told, seed):
    first, _, lists = told
    for event in merged(lists, seed):
        a, b = (int(member.account.id) for member in event.told)
        assert a == b or event.ambiguous or looks(first[a]) == looks(first[b])


@every_pair
def test_where_both_hedge_the_grades_differ_by_at_most_one(told):
    _, _, lists = told
    gaps = {(event.when, event.id): gap for event in merged(lists, None) if (gap := hedge_gap(event)) is not None}
    assert gaps
    assert {key: gap for key, gap in gaps.items() if gap > 1} == {}
