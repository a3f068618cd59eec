"""Which feed a file belongs to and where its columns stand, told from its first lines."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from shiome.bulk.chunks import split_record
from shiome.bulk.columns import order_of
from shiome.bulk.feeds import FEEDS, GDELT_COLUMNS, DayOrder, Feed, Heading, is_header_of, positions_of
from shiome.bulk.files import head
from shiome.bulk.plugged import known_feeds, unknown_feed
from shiome.bulk.readers.polecat import POLECAT_COLUMNS
from shiome.errors import InputRefused

_FORMER_GDELT = (57, 58)
"""Columns of a GDELT 1 file, without and with the address of the report."""


def sniff_feed(path: Path) -> str | None:
    """The feed that a file belongs to, or ``None`` where its columns are of no feed.

    Raises
    ------
    InputRefused
        The file is missing, empty, packed in an unknown way, or no text.
    """
    feed = _feed_of(head(path))
    return feed.name if feed else None


def understand(path: Path, feed_name: str | None = None) -> Heading:
    """How to cut the rows of a file.

    Raises
    ------
    InputRefused
        ``feed.other``, ``feed.unknown``, ``feed.header``, ``feed.columns``: it is no file of the feed.
    NotKnown
        ``feed.name``: there is no such feed.
    """
    known = known_feeds()
    if feed_name is not None and feed_name not in known:
        raise unknown_feed(feed_name, known)
    lines = head(path)
    found = _feed_of(lines)
    if feed_name is None and found is None:
        raise InputRefused(
            "feed.unknown", f"{path.name} has the columns of no known feed", **_told(path, "どのデータの列でもない")
        )
    if feed_name is not None and found is not None and found.name != feed_name:
        raise InputRefused(
            "feed.other",
            f"{path.name} is a file of {found.name}, not of {feed_name}",
            **_told(path, f"{feed_name} ではなく {found.name} のファイルである"),
        )
    feed = known[feed_name] if feed_name is not None else found
    assert feed is not None  # one of the two branches above has refused otherwise  # noqa: S101
    return _headless(path, feed, lines) if feed.headless else _with_header(path, feed, lines)


def day_order(path: Path, heading: Heading) -> DayOrder:
    """Which number comes first in a file's purely numeric dates, judged from its first thousand rows."""
    habit = heading.feed.day_order
    position = heading.positions.get(heading.feed.numeric_dates)
    if position is None:
        return habit
    rows = [_cells(heading.feed, line) for line in head(path, 1000)[1:]]
    return order_of([row[position] for row in rows if len(row) > position], habit)


def _feed_of(lines: list[bytes]) -> Feed | None:
    gdelt, feeds = FEEDS["gdelt"], known_feeds()
    own = [feeds.pop(name) for name in FEEDS]
    for feed in own:
        if is_header_of(feed, _cells(feed, lines[0])):
            return feed
    if any(_looks_like_gdelt(_cells(gdelt, line)) for line in lines):
        return gdelt
    return next((feed for feed in feeds.values() if is_header_of(feed, _cells(feed, lines[0]))), None)


def _looks_like_gdelt(cells: list[str]) -> bool:
    return len(cells) == len(GDELT_COLUMNS) and cells[0].isdigit() and len(cells[1]) == 8 and cells[1].isdigit()


def _headless(path: Path, feed: Feed, lines: list[bytes]) -> Heading:
    header = is_header_of(feed, _cells(feed, lines[0]))
    width = len(feed.columns)
    widths = _widths(feed, lines[1:] if header else lines)
    if widths and width not in widths and not any(count > width for count in widths):
        common = widths.most_common(1)[0][0]
        former = " (those of GDELT 1)" if common in _FORMER_GDELT else ""
        raise InputRefused(
            "feed.columns",
            f"{path.name} has rows of {common} columns{former}, {feed.name} has {width}",
            **_told(path, f"1行が {common} 列で、{feed.name} の {width} 列ではない"),
        )
    return Heading(feed, {name: position for position, name in enumerate(feed.columns)}, width, header)


def _with_header(path: Path, feed: Feed, lines: list[bytes]) -> Heading:
    names = _cells(feed, lines[0])
    while names and not names[-1].strip():
        names.pop()
    missing = [name for name in feed.required if name not in positions_of(feed, names)]
    if missing:
        raise InputRefused(
            "feed.header",
            f"{path.name} has no column {', '.join(missing)}, which {feed.name} has",
            **_told(path, f"{feed.name} の列 {', '.join(missing)} がない"),
        )
    widths = _widths(feed, lines[1:])
    fitting = widths[len(names)]
    if feed.name == "polecat" and len(names) > len(POLECAT_COLUMNS) and widths[len(POLECAT_COLUMNS)] > fitting:
        surplus = len(names) - len(POLECAT_COLUMNS)
        return Heading(
            feed, positions_of(feed, list(POLECAT_COLUMNS)), len(POLECAT_COLUMNS), has_header=True, surplus=surplus
        )
    return Heading(feed, positions_of(feed, names), len(names), has_header=True)


def _widths(feed: Feed, lines: list[bytes]) -> Counter[int]:
    return Counter(len(_cells(feed, line)) for line in lines if line.strip())


def _cells(feed: Feed, line: bytes) -> list[str]:
    if feed.delimiter == ",":
        return split_record(line)
    return [cell.strip().strip('"') for cell in line.decode("utf-8", "replace").split("\t")]


def _told(path: Path, why_ja: str) -> dict[str, Any]:
    """What all these refusals share."""
    return {
        "ja": f"{path.name}: {why_ja}",
        "hint": f"give a file of {', '.join(known_feeds())} as the publisher hands it out",
        "hint_ja": f"{'、'.join(known_feeds())} の配布ファイルを渡す",
        "failed": path,
    }
