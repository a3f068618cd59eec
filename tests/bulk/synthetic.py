"""Synthetic files of the five feeds: the formats are real, the events are invented.

Every generator takes a seed and gives the same rows for it. Actors, places and addresses are made up (``example.org``); nothing in
here happened. ``planted`` faults are what public files of the feed are known to hold.
"""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from shiome.bulk.feeds import GDELT_COLUMNS
from shiome.bulk.readers.polecat import POLECAT_COLUMNS
from shiome.vocabulary.plover import TYPES

COUNTRIES = ("JPN", "KOR", "PRK", "CHN", "RUS", "USA")
FIPS = {"JPN": "JA", "KOR": "KS", "PRK": "KN", "CHN": "CH", "RUS": "RS", "USA": "US"}
NAMES = {
    "JPN": "Japan", "KOR": "South Korea", "PRK": "North Korea", "CHN": "China", "RUS": "Russian Federation", "USA": "United States",
}  # fmt: skip
CODES = (
    "010",
    "020",
    "0311",
    "036",
    "040",
    "042",
    "051",
    "057",
    "061",
    "073",
    "0871",
    "112",
    "120",
    "1385",
    "154",
    "163",
    "173",
    "190",
)
GOLDSTEIN = {"01": 0.0, "02": 3.0, "03": 4.0, "04": 1.0, "05": 3.5, "06": 6.0, "07": 7.0, "08": 5.0, "11": -2.0, "12": -4.0,
             "13": -7.0, "15": -7.2, "16": -5.0, "17": -7.0, "19": -10.0}  # fmt: skip
ICEWS_COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity",
    "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District",
    "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
ACLED_COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region",
    "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale",
    "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
ACLED_OLD_COLUMNS = (
    "data_id", "iso", "event_id_cnty", "event_id_no_cnty", "event_date", "year", "time_precision", "event_type",
    "sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "region",
    "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale",
    "notes", "fatalities", "timestamp", "iso3",
)  # fmt: skip
UCDP_COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude",
    "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start",
    "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip


def gdelt_row(number: int, chance: random.Random, *, day: date | None = None) -> dict[str, str]:
    """One GDELT 2 row by column; all 61 columns are filled as the feed fills them."""
    first, second = chance.sample(COUNTRIES, 2)
    code = chance.choice(CODES)
    happened = day or date(2024, 6, 1) + timedelta(chance.randrange(60))
    added = datetime.combine(happened, datetime.min.time()) + timedelta(days=1, minutes=15 * chance.randrange(96))
    row = dict.fromkeys(GDELT_COLUMNS, "")
    row.update(
        GLOBALEVENTID=str(1_100_000_000 + number), SQLDATE=f"{happened:%Y%m%d}", MonthYear=f"{happened:%Y%m}",
        Year=f"{happened:%Y}", FractionDate=f"{happened.year + happened.timetuple().tm_yday / 365:.4f}",
        Actor1Code=f"{first}GOV", Actor1Name=f"{NAMES[first]} MINISTRY".upper(), Actor1CountryCode=first, Actor1Type1Code="GOV",
        Actor2Code=second, Actor2Name=NAMES[second].upper(), Actor2CountryCode=second,
        IsRootEvent=str(chance.randrange(2)), EventCode=code, EventBaseCode=code[:3], EventRootCode=code[:2],
        QuadClass=str(1 + (int(code[:2]) > 5) + (int(code[:2]) > 9) + (int(code[:2]) > 14)),
        GoldsteinScale=str(GOLDSTEIN[code[:2]]), NumMentions=str(chance.randrange(1, 40)), NumSources=str(chance.randrange(1, 8)),
        NumArticles=str(chance.randrange(1, 40)), AvgTone=f"{chance.uniform(-9, 5):.10f}",
        DATEADDED=f"{added:%Y%m%d%H%M%S}",
        SOURCEURL=f"https://news.example.org/{happened:%Y/%m/%d}/synthetic-story-{number}",
    )  # fmt: skip
    for who, country in (("Actor1", first), ("Actor2", second), ("Action", first)):
        row.update({
            f"{who}Geo_Type": "4", f"{who}Geo_FullName": f"Sampletown, Sample Province, {NAMES[country]}",
            f"{who}Geo_CountryCode": FIPS[country], f"{who}Geo_ADM1Code": f"{FIPS[country]}{chance.randrange(10, 60)}",
            f"{who}Geo_ADM2Code": "12345", f"{who}Geo_Lat": f"{chance.uniform(33, 43):.4f}",
            f"{who}Geo_Long": f"{chance.uniform(124, 145):.4f}", f"{who}Geo_FeatureID": f"-{chance.randrange(10**6)}",
        })  # fmt: skip
    return row


def tab_line(row: dict[str, str], columns: tuple[str, ...]) -> bytes:
    """One row as a line without its end."""
    return "\t".join(row[column] for column in columns).encode()


def gdelt_lines(count: int, *, seed: int = 1) -> Iterator[bytes]:
    """Good GDELT rows."""
    chance = random.Random(seed)
    for number in range(count):
        yield tab_line(gdelt_row(number, chance), GDELT_COLUMNS)


def write_lines(path: Path, lines: list[bytes] | Iterator[bytes], *, start: bytes = b"", end: bytes = b"\n") -> Path:
    """Lines into a file."""
    with path.open("wb") as stream:
        stream.write(start)
        for line in lines:
            stream.write(line + end)
    return path


def write_zip(path: Path, member: str, lines: list[bytes] | Iterator[bytes]) -> Path:
    """Lines into the one member of an archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, b"".join(line + b"\n" for line in lines))
    return path


def icews_row(number: int, chance: random.Random) -> dict[str, str]:
    """One ICEWS row by column."""
    first, second = chance.sample(COUNTRIES, 2)
    happened = date(2018, 6, 1) + timedelta(chance.randrange(30))
    return dict(
        zip(
            ICEWS_COLUMNS,
            (
                str(30_000_000 + number), f"{happened}", f"Ministry ({NAMES[first]})", "Government,Executive", NAMES[first],
                "Consult", chance.choice(CODES), "1.0", f"Citizen ({NAMES[second]})", "General Population / Civilian / Social",
                NAMES[second], str(40_000_000 + number), str(chance.randrange(1, 7)), "Synthetic News", "Sampletown", "",
                "Sample Province", NAMES[first], f"{chance.uniform(33, 43):.4f}", f"{chance.uniform(124, 145):.4f}",
            ),
            strict=True,
        )
    )  # fmt: skip


def polecat_row(number: int, chance: random.Random) -> dict[str, str]:
    """One POLECAT row by column."""
    first, second = chance.sample(COUNTRIES, 2)
    happened = date(2023, 3, 1) + timedelta(chance.randrange(28))
    row = dict.fromkeys(POLECAT_COLUMNS, "None")
    row.update({
        "Event ID": f"synthetic_{number}_20230302", "Event Date": f"{happened}", "Event Type": chance.choice(TYPES),
        "Event Mode": "None", "Event Intensity": "3.5", "Quad Code": "VERBAL COOPERATION", "Contexts": "diplomatic;military",
        "Actor Name": f"Ministry {first}", "Actor Country": first, "Primary Actor Sector": "GOV", "Actor Name Raw": "the ministry",
        "Recipient Name": f"Party {second}", "Recipient Country": second, "Recipient Name Raw": "the party",
        "Placename": "Sampletown", "Country": first, "Latitude": "37.1", "Longitude": "127.2", "Feature Type": "PPLC",
        "Source": "Synthetic News", "Publication Date": f"{happened + timedelta(1)}", "Language": "en", "Version": "NGEC_test",
    })  # fmt: skip
    return row


def acled_row(number: int, chance: random.Random) -> dict[str, str]:
    """One ACLED row of 2024 and after."""
    happened = date(2024, 1, 1) + timedelta(chance.randrange(90))
    kind, finer = chance.choice(
        (("Protests", "Peaceful protest"), ("Battles", "Armed clash"), ("Strategic developments", "Agreement"))
    )
    put_up = datetime(happened.year, happened.month, happened.day, tzinfo=UTC) + timedelta(days=5)
    row = dict.fromkeys(ACLED_COLUMNS, "")
    row.update(
        event_id_cnty=f"SYN{number}", event_date=f"{happened}", year=f"{happened.year}", time_precision="1",
        disorder_type="Demonstrations", event_type=kind, sub_event_type=finer, actor1="Protesters (Sampleland)",
        inter1="Protesters", actor2="Police Forces of Sampleland", inter2="State forces", country="Sampleland",
        admin1="North", admin2="Lakeside", location="Sampletown", latitude="37.5", longitude="127.0", geo_precision="1",
        source="Synthetic Daily", notes=f'On {happened:%d %B}, people gathered, "peacefully", in Sampletown; size=no report',
        fatalities="0", timestamp=str(int(put_up.timestamp())),
    )  # fmt: skip
    return row


def acled_old_row(number: int, chance: random.Random) -> dict[str, str]:
    """One ACLED row of before 2023: numbered types, day-first dates."""
    new = acled_row(number, chance)
    row = dict.fromkeys(ACLED_OLD_COLUMNS, "")
    row.update({name: value for name, value in new.items() if name in row})
    day = date.fromisoformat(new["event_date"])
    row.update(
        event_date=f"{day.day} {day:%B %Y}", inter1="6", inter2="1", interaction="16", data_id=str(number), iso3="SYN"
    )
    return row


def ucdp_row(number: int, chance: random.Random) -> dict[str, str]:
    """One UCDP GED row."""
    first = date(2021, 1, 1) + timedelta(chance.randrange(300))
    precision, days = chance.choice((("1", 0), ("2", 3), ("3", 6), ("4", 30)))
    last = min(first + timedelta(days), date(2021, 12, 31))
    row = dict.fromkeys(UCDP_COLUMNS, "")
    row.update(
        id=str(400_000 + number), relid=f"SYN-{number}", year="2021", type_of_violence="1", side_a_new_id="900",
        side_a="Government of Sampleland", side_b_new_id="9001", side_b="Sample Front", number_of_sources="-1",
        source_article='"Synthetic agency, 2021-02-01, ""Clash, reported"""\nsecond line of the same field', source_office="Synthetic",
        source_headline="Clash, reported", where_prec="2", where_coordinates="Sampletown", adm_1="North", latitude="10.5",
        longitude="-3.25", country="Sampleland", date_prec=precision, date_start=f"{first} 00:00:00.000",
        date_end=f"{last} 00:00:00.000", best="3", high="5", low="2", gwnoa="999",
    )  # fmt: skip
    return row


def csv_bytes(rows: list[dict[str, str]], columns: tuple[str, ...], *, ending: str = "\n") -> bytes:
    """Rows as a CSV file with its header."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator=ending)
    writer.writerow(columns)
    writer.writerows([row[column] for column in columns] for row in rows)
    return stream.getvalue().encode()


def tab_bytes(rows: list[dict[str, str]], columns: tuple[str, ...]) -> bytes:
    """Rows as a tab-separated file with its header."""
    return (
        "\n".join(["\t".join(columns), *("\t".join(row[column] for column in columns) for row in rows)]).encode()
        + b"\n"
    )


def rows_of(make: object, count: int, *, seed: int = 7) -> list[dict[str, str]]:
    """Rows from one of the row makers."""
    chance = random.Random(seed)
    return [make(number, chance) for number in range(count)]  # type: ignore[operator]
