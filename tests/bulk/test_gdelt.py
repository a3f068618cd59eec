"""GDELT 2: what a good row becomes, and what the known faults do."""

import random
from datetime import date, datetime

from tests.bulk.synthetic import gdelt_row, tab_line

from shiome.bulk.feeds import GDELT_COLUMNS

CHANCE_SEED = 11


def row(number=1, **changes):
    made = gdelt_row(number, random.Random(CHANCE_SEED), day=date(2024, 6, 19))
    made.update(changes)
    return made


def lines(*rows):
    return b"".join(tab_line(each, GDELT_COLUMNS) + b"\n" for each in rows)


def test_a_good_row_keeps_both_clocks_and_the_feeds_own_codes(load):
    made = row(
        Actor1Name="FIRST", Actor1Code="JPNGOV", Actor1CountryCode="JPN", EventCode="0871", GoldsteinScale="9.0",
        DATEADDED="20240620121500", NumMentions="7", AvgTone="-3.5", ActionGeo_Lat="35.5", ActionGeo_Long="139.5",
        ActionGeo_Type="4", ActionGeo_CountryCode="JA", ActionGeo_ADM1Code="JA40", SOURCEURL="https://news.example.org/1",
    )  # fmt: skip
    entry, rows, rejects = load("a.export.CSV", lines(made))
    assert (entry.feed, entry.rows, entry.loaded, entry.rejected) == ("gdelt", 1, 1, 0)
    assert rejects == []
    loaded = rows[0]
    assert (loaded["event_first"], loaded["event_last"]) == (date(2024, 6, 19), date(2024, 6, 19))
    assert (loaded["added_date"], loaded["added_at"]) == (date(2024, 6, 20), datetime(2024, 6, 20, 12, 15))
    assert (loaded["added_basis"], loaded["month"], loaded["feed"]) == ("row", "2024-06", "gdelt")
    assert (loaded["source_text"], loaded["source_code"], loaded["source_country"]) == ("FIRST", "JPNGOV", "JPN")
    assert (loaded["code_system"], loaded["code"], loaded["plover"], loaded["plover_basis"]) == (
        "cameo",
        "0871",
        "RETREAT",
        "mapping",
    )
    assert (loaded["intensity"], loaded["mentions"], loaded["tone"]) == (9.0, 7, -3.5)
    assert (loaded["latitude"], loaded["longitude"], loaded["place_country"], loaded["place_precision"]) == (
        35.5,
        139.5,
        "JA",
        "place",
    )
    assert loaded["url"] == "https://news.example.org/1"
    assert (loaded["faults"], loaded["repeat"], loaded["line"]) == ("", "", 1)


def test_rows_with_other_columns_are_rejected_with_their_line(load):
    good = row(1)
    short = lines(row(2)).rstrip(b"\n").rsplit(b"\t", 1)[0] + b"\n"
    long = lines(row(3, Actor1Name="A\tB"))
    entry, rows, rejects = load("a.export.CSV", lines(good) + short + long + lines(row(4)))
    assert (entry.loaded, entry.rejected, entry.reasons) == (2, 2, {"columns": 2})
    assert [(each["line"], each["reason"], each["detail"]) for each in rejects] == [
        (2, "columns", "60 columns instead of 61"),
        (3, "columns", "62 columns instead of 61"),
    ]
    assert rejects[0]["raw"].startswith("1100000002\t")
    assert [each["line"] for each in rows] == [1, 4]


def test_shifted_columns_are_told_by_what_stands_in_them(load):
    shifted = row(2, EventCode="JPN", EventBaseCode="040")
    quad = row(3, QuadClass="040")
    entry, _, rejects = load("a.export.CSV", lines(row(1), shifted, quad))
    assert entry.reasons == {"code": 1, "quad": 1}
    assert rejects[0]["detail"] == "EventCode is 'JPN'"


def test_dates_that_cannot_be(load):
    rows = [
        row(1),
        row(2, SQLDATE="20230231"),
        row(3, SQLDATE="20241301"),
        row(4, SQLDATE=""),
        row(5, DATEADDED="soon"),
        row(6, GLOBALEVENTID="x7"),
    ]
    entry, _, rejects = load("a.export.CSV", lines(*rows))
    assert [(each["line"], each["reason"]) for each in rejects] == [
        (2, "event-date"), (3, "event-date"), (4, "event-date"), (5, "added-date"), (6, "id"),
    ]  # fmt: skip
    assert entry.loaded == 1


def test_a_leap_day_is_a_day_only_in_leap_years(load):
    rows = [row(1, SQLDATE="20240229", Year="2024"), row(2, SQLDATE="20230229", Year="2023")]
    _, loaded, rejects = load("a.export.CSV", lines(*rows))
    assert loaded[0]["event_first"] == date(2024, 2, 29)
    assert [each["line"] for each in rejects] == [2]


def test_oddities_are_marked_and_counted_and_the_rows_kept(load):
    rows = [
        row(1, SQLDATE="20230620", Year="2023"),
        row(2, SQLDATE="20240701", DATEADDED="20240620000000"),
        row(3, ActionGeo_CountryCode="KP", ActionGeo_ADM1Code=""),
        row(4, ActionGeo_CountryCode="JA", ActionGeo_ADM1Code="KS11"),
        row(5, ActionGeo_Lat="35#.5"),
        row(6, ActionGeo_Lat="95.5"),
        row(7, GoldsteinScale="99"),
        row(8, NumMentions="many"),
        row(9, EventCode="---"),
        row(10, Year="1999"),
    ]
    entry, loaded, rejects = load("a.export.CSV", lines(*rows))
    assert rejects == []
    assert [each["faults"] for each in loaded] == [
        "historic", "future", "fips", "fips", "coordinates", "coordinates", "intensity-range", "number", "no-code", "year",
    ]  # fmt: skip
    assert entry.faults == {
        "coordinates": 2, "fips": 2, "future": 1, "historic": 1, "intensity-range": 1, "no-code": 1, "number": 1, "year": 1,
    }  # fmt: skip
    assert (loaded[4]["latitude"], loaded[4]["longitude"]) == (None, None)
    assert loaded[6]["intensity"] is None
    assert (loaded[8]["code"], loaded[8]["plover"]) == (None, "NONE")


def test_quotation_marks_are_letters(load):
    made = row(1, Actor1Name='THE "SO CALLED', ActionGeo_FullName='"Sampletown')
    _, rows, rejects = load("a.export.CSV", lines(made, row(2)))
    assert rejects == []
    assert (rows[0]["source_text"], rows[0]["place"]) == ('THE "SO CALLED', '"Sampletown')


def test_latin_1_rows_among_utf_8_rows(load):
    utf8 = lines(row(1, ActionGeo_FullName="São Paulo"))
    latin = lines(row(2, ActionGeo_FullName="São Paulo")).decode().encode("latin-1")
    entry, rows, _ = load("a.export.CSV", utf8 + latin)
    assert [each["place"] for each in rows] == ["São Paulo", "São Paulo"]
    assert [each["faults"] for each in rows] == ["", "latin-1"]
    assert entry.faults == {"latin-1": 1}


def test_line_ends_blank_lines_byte_order_mark_and_stray_returns(load):
    content = b"\xef\xbb\xbf" + lines(row(1)).replace(b"\n", b"\r\n") + b"\n   \n" + lines(row(2, Actor1Name="A\rB"))
    entry, rows, rejects = load("a.export.CSV", content)
    assert (entry.rows, entry.blank, rejects) == (2, 2, [])
    assert rows[0]["feed_id"] == "1100000001"
    assert (rows[1]["source_text"], rows[1]["faults"]) == ("A B", "control")


def test_empty_columns_behind_the_last_are_dropped(load):
    content = lines(row(1)) + lines(row(2)).rstrip(b"\n") + b"\t\t\n"
    entry, rows, rejects = load("a.export.CSV", content)
    assert (entry.loaded, rejects) == (2, [])
    assert rows[1]["faults"] == "trailing"


def test_the_last_line_needs_no_end(load):
    entry, _, _ = load("a.export.CSV", lines(row(1), row(2)).rstrip(b"\n"))
    assert entry.loaded == 2


def test_repeated_rows_and_ids_are_marked(load):
    first, other = row(1), row(1, NumMentions="39")
    entry, rows, _ = load("a.export.CSV", lines(first, first, other, row(2)))
    assert [each["repeat"] for each in rows] == ["", "row", "id", ""]
    assert entry.repeats == {"id": 1, "row": 1}
    again, later, _ = load("b.export.CSV", lines(row(2), row(3)))
    assert [each["repeat"] for each in later] == ["row", ""]
    assert again.repeats == {"row": 1}


def test_a_header_is_read_where_somebody_put_one(load):
    content = "\t".join(GDELT_COLUMNS).encode() + b"\n" + lines(row(1))
    entry, rows, _ = load("a.export.CSV", content)
    assert (entry.rows, rows[0]["line"]) == (1, 2)


def test_a_finer_mapping_can_be_given(load):
    def plover_of(code, /):
        return ("RETREAT", "ceasefire", ("military",)) if code == "0871" else None

    _, rows, _ = load("a.export.CSV", lines(row(1, EventCode="0871"), row(2, EventCode="010")), plover_of=plover_of)
    assert [(each["plover"], each["mode"], each["context"]) for each in rows] == [
        ("RETREAT", "ceasefire", ["military"]),
        ("NONE", "", []),
    ]
