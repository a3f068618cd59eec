"""The feeds that can be read: their columns, how to tell them apart, and which codebook each reader follows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Delimiter = Literal["\t", ","]
ActorColumn = Literal["country", "code", "text"]
DayOrder = Literal["day-first", "month-first"]

GDELT_COLUMNS: tuple[str, ...] = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{n}{part}" for n in (1, 2) for part in (
        "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code",
        "Type1Code", "Type2Code", "Type3Code",
    )),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"{who}Geo_{part}" for who in ("Actor1", "Actor2", "Action") for part in (
        "Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID",
    )),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
"""The 61 columns of a GDELT 2 export file, which has no header."""


@dataclass(frozen=True)
class Feed:
    """What is known of a feed before one of its rows is read."""

    name: str
    codebook: str
    delimiter: Delimiter
    columns: tuple[str, ...]
    """Columns that the reader uses, under its own names."""
    required: tuple[str, ...]
    aliases: dict[str, str] = field(default_factory=dict)
    """Other headings of a column, folded, to the reader's name of it."""
    clock: str = ""
    """Column that says when a row became known; empty where only the release does."""
    headless: bool = False
    """Whether files come without a header, all of ``columns`` in order."""
    moves: bool = False
    """Whether later releases may move an event to another day."""
    actor_column: ActorColumn = "country"
    """What names a party best: its country, or, where the feed has none, its name."""
    numeric_dates: str = ""
    """Column in which purely numeric dates occur, if in any."""
    day_order: DayOrder = "day-first"
    """Which number comes first in them by habit, where no number of a file tells."""
    by: str = ""
    """Package, name and version of the plug-in that reads it; empty for Shiome's own."""


class Heading(NamedTuple):
    """How a file's first line was understood."""

    feed: Feed
    positions: dict[str, int]
    width: int
    has_header: bool
    surplus: int = 0
    """Names in the header to which no column belongs."""

    @property
    def rows_tell(self) -> bool:
        """Whether the rows themselves say when they became known."""
        return self.feed.clock in self.positions


FEEDS: dict[str, Feed] = {
    feed.name: feed
    for feed in (
        Feed(
            "gdelt",
            "GDELT Event Codebook 2.0 (19 February 2015)",
            "\t",
            GDELT_COLUMNS,
            ("GLOBALEVENTID", "SQLDATE", "EventCode", "DATEADDED"),
            clock="DATEADDED",
            headless=True,
        ),
        Feed(
            "icews",
            "ICEWS Coded Event Data, codebook of the Dataverse release (doi:10.7910/DVN/28075)",
            "\t",
            (
                "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
                "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Publisher",
                "City", "District", "Province", "Country", "Latitude", "Longitude",
            ),
            ("Event ID", "Event Date", "Source Name", "Target Name", "Intensity", "Story ID"),
            numeric_dates="Event Date",
            day_order="month-first",
        ),
        Feed(
            "polecat",
            "POLECAT weekly data, PLOVER 2021 and after (doi:10.7910/DVN/AJGVIT)",
            "\t",
            (
                "Event ID", "Event Date", "Event Type", "Event Mode", "Event Intensity", "Quad Code", "Contexts",
                "Actor Name", "Actor Country", "Primary Actor Sector", "Actor Name Raw", "Wikipedia Actor ID",
                "Recipient Name", "Recipient Country", "Primary Recipient Sector", "Recipient Name Raw",
                "Wikipedia Recipient ID", "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude",
                "Feature Type", "Source", "Publication Date",
            ),
            ("Event ID", "Event Date", "Event Type", "Actor Name", "Recipient Name", "Publication Date"),
            {"intensity": "Event Intensity"},
            clock="Publication Date",
        ),
        Feed(
            "acled",
            "ACLED Codebook of 2019 to 2023 (numbered interactions) and of 2024 (named interactions)",
            ",",
            (
                "event_id_cnty", "event_date", "year", "time_precision", "event_type", "sub_event_type",
                "actor1", "inter1", "actor2", "inter2", "country", "admin1", "admin2", "location",
                "latitude", "longitude", "geo_precision", "source", "notes", "fatalities", "timestamp",
            ),
            ("event_id_cnty", "event_date", "event_type", "actor1"),
            clock="timestamp",
            moves=True,
            actor_column="text",
            numeric_dates="event_date",
        ),
        Feed(
            "ucdp",
            "UCDP GED Codebook, versions 21.1 to 25.1 (49 columns)",
            ",",
            (
                "id", "year", "type_of_violence", "side_a_new_id", "side_a", "side_b_new_id", "side_b",
                "source_article", "source_office", "source_headline", "where_prec", "where_coordinates",
                "adm_1", "adm_2", "latitude", "longitude", "country", "date_prec", "date_start", "date_end",
                "best", "high", "low", "number_of_sources", "gwnoa", "gwnob",
            ),
            ("id", "type_of_violence", "side_a", "side_b", "date_start", "date_end", "date_prec", "best"),
            moves=True,
        ),
    )
}  # fmt: skip


def folded(name: str) -> str:
    """A column heading without what varies between releases: case, spaces, points, underscores.

    >>> folded("Event.Date") == folded("event_date") == folded("Event Date")
    True
    """
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def positions_of(feed: Feed, header: list[str]) -> dict[str, int]:
    """Where the feed's columns stand in a header; columns that are not there are left out.

    >>> positions_of(FEEDS["icews"], ["Event Date", "Event ID"])
    {'Event ID': 1, 'Event Date': 0}
    """
    places: dict[str, int] = {}
    for position, name in enumerate(header):
        places.setdefault(feed.aliases.get(folded(name), folded(name)), position)
    found = {column: places.get(column, places.get(folded(column), -1)) for column in feed.columns}
    return {column: position for column, position in found.items() if position >= 0}


def is_header_of(feed: Feed, header: list[str]) -> bool:
    """Whether every column that the reader cannot do without is there."""
    return set(feed.required) <= set(positions_of(feed, header))
