"""ICEWS, POLECAT, ACLED and UCDP GED: what rows become, and what the known faults of each do."""

import random
from datetime import date, datetime

import pytest
from tests.bulk import synthetic as made_up

from shiome.bulk.readers.polecat import POLECAT_COLUMNS
from shiome.errors import InputRefused

ICEWS_FILE = "events.2018.20200427084805.tab"


def one(make, **changes):
    row = make(1, random.Random(3))
    row.update(changes)
    return row


def test_icews_takes_its_clock_from_the_release_in_the_name(load):
    rows = [
        one(
            made_up.icews_row,
            **{"Event Date": "2018-06-02", "CAMEO Code": "190", "Intensity": "-10.0", "Source Country": "Japan"},
        ),
        one(
            made_up.icews_row,
            **{"Event ID": "5", "CAMEO Code": "57", "City": "", "Latitude": "NULL", "Longitude": "NULL"},
        ),
    ]
    entry, loaded, _ = load(ICEWS_FILE, made_up.tab_bytes(rows, made_up.ICEWS_COLUMNS))
    assert (entry.feed, entry.added_basis, entry.loaded) == ("icews", "file", 2)
    first, second = loaded
    assert (first["event_first"], first["added_date"], first["added_basis"]) == (
        date(2018, 6, 2),
        date(2020, 4, 27),
        "file",
    )
    assert (first["plover"], first["intensity"], first["source_country"]) == ("ASSAULT", -10.0, "Japan")
    assert (first["note"], first["publisher"], first["place_precision"]) == ("Consult", "Synthetic News", "place")
    assert (second["code"], second["plover"]) == ("057", "SUPPORT")
    assert (second["place_precision"], second["latitude"], second["faults"]) == ("province", None, "coordinates")


def test_icews_without_a_release_is_refused_until_it_is_given(load):
    content = made_up.tab_bytes([one(made_up.icews_row)], made_up.ICEWS_COLUMNS)
    with pytest.raises(InputRefused) as refused:
        load("events.tab", content)
    assert refused.value.code == "feed.clock"
    entry, rows, _ = load("events.tab", content, released=date(2019, 1, 2))
    assert (entry.added_basis, rows[0]["added_date"]) == ("given", date(2019, 1, 2))


def test_an_icews_id_may_name_two_events(load):
    same = [
        one(made_up.icews_row, **{"Event ID": "5", "Event Date": day})
        for day in ("2018-06-02", "2018-06-03", "2018-06-03")
    ]
    _, rows, _ = load(ICEWS_FILE, made_up.tab_bytes(same, made_up.ICEWS_COLUMNS))
    assert [row["repeat"] for row in rows] == ["", "", "row"]
    assert rows[0]["key"] != rows[1]["key"] == rows[2]["key"]


def test_the_icews_file_with_american_dates_and_no_codes(load):
    columns = tuple(name for name in made_up.ICEWS_COLUMNS if name != "CAMEO Code")
    rows = [
        one(made_up.icews_row, **{"Event ID": str(n), "Event Date": day})
        for n, day in enumerate(("1/2/2017", "12/31/2017"))
    ]
    entry, loaded, _ = load("Events.2017.20201006.tab", made_up.tab_bytes(rows, columns))
    assert [row["event_first"] for row in loaded] == [date(2017, 1, 2), date(2017, 12, 31)]
    assert {row["plover"] for row in loaded} == {"NONE"}
    assert entry.faults == {"no-code": 2}


def test_polecat_says_plover_itself(load):
    rows = [
        one(made_up.polecat_row, **{
            "Event Type": "CONSULT", "Event Mode": "visit", "Contexts": "diplomatic;military", "Actor Country": "JPN;USA;None",
            "Event Date": "2023-03-01", "Publication Date": "2023-03-03",
        }),
        one(made_up.polecat_row, **{"Event ID": "b", "Event Date": "None"}),
        one(made_up.polecat_row, **{"Event ID": "c", "Event Type": "FIGHT"}),
    ]  # fmt: skip
    entry, loaded, rejects = load("ngecEvents.DV.2023.txt", made_up.tab_bytes(rows, POLECAT_COLUMNS))
    assert (entry.feed, len(loaded)) == ("polecat", 1)
    row = loaded[0]
    assert (row["plover"], row["mode"], row["context"], row["plover_basis"]) == (
        "CONSULT",
        "visit",
        ["diplomatic", "military"],
        "feed",
    )
    assert (row["event_first"], row["added_date"], row["source_country"]) == (
        date(2023, 3, 1),
        date(2023, 3, 3),
        "JPN;USA",
    )
    assert [(each["reason"], each["detail"]) for each in rejects] == [
        ("event-date", "Event Date is 'None'"),
        ("code", "Event Type is 'FIGHT'"),
    ]


def test_polecat_files_with_names_to_which_no_column_belongs(load):
    body = made_up.tab_bytes([one(made_up.polecat_row)], POLECAT_COLUMNS).split(b"\n", 1)[1]
    header = "\t".join([*POLECAT_COLUMNS[:33], "Headline", *POLECAT_COLUMNS[33:]]).encode()
    _, rows, _ = load("ngecEvents.20230103111842.Release603.DV.txt", header + b"\n" + body)
    assert (rows[0]["publisher"], rows[0]["place_country"] in made_up.COUNTRIES) == ("Synthetic News", True)


def test_polecat_files_with_empty_columns_at_their_end(load):
    content = made_up.tab_bytes([one(made_up.polecat_row)], POLECAT_COLUMNS).replace(b"\n", b"\t\t\n")
    entry, rows, _ = load("ngecEvents.DV.2021.txt", content)
    assert (entry.loaded, rows[0]["faults"]) == (1, "trailing")


def test_polecat_called_intensity_by_another_name(load):
    columns = tuple("Intensity" if name == "Event Intensity" else name for name in POLECAT_COLUMNS)
    row = one(made_up.polecat_row)
    row["Intensity"] = "-2.5"
    _, rows, _ = load("ngecEvents.DV.2019.txt", made_up.tab_bytes([row], columns))
    assert rows[0]["intensity"] == -2.5


def test_acled_before_and_after_the_columns_changed(load):
    new = one(made_up.acled_row, event_date="2024-01-05", year="2024", timestamp="1705000000", fatalities="4")
    _, rows, _ = load("new.csv", b"\xef\xbb\xbf" + made_up.csv_bytes([new], made_up.ACLED_COLUMNS, ending="\r\n"))
    assert (rows[0]["event_first"], rows[0]["added_at"]) == (date(2024, 1, 5), datetime(2024, 1, 11, 19, 6, 40))
    assert (rows[0]["deaths_best"], rows[0]["source_sector"], rows[0]["place"]) == (
        4,
        "protesters",
        "Sampletown, Lakeside, North",
    )
    old = one(
        made_up.acled_old_row, event_id_cnty="SYN77", event_date="05 January 2022", year="2022", timestamp="1650000000"
    )
    entry, rows, _ = load("old.csv", made_up.csv_bytes([old], made_up.ACLED_OLD_COLUMNS))
    assert (entry.feed, rows[0]["event_first"], rows[0]["source_sector"]) == ("acled", date(2022, 1, 5), "protesters")


@pytest.mark.parametrize(
    ("written", "others", "meant"),
    [
        ("05/04/2022", "25/04/2022", date(2022, 4, 5)),
        ("05/04/2022", "04/25/2022", date(2022, 5, 4)),
        ("05-04-2022", "06-04-2022", date(2022, 4, 5)),
        ("7-Feb-22", "8-Feb-22", date(2022, 2, 7)),
        ("7 February 2022", "2022-02-08", date(2022, 2, 7)),
    ],
)
def test_acled_dates_as_exports_write_them(load, written, others, meant):
    rows = [
        one(made_up.acled_old_row, event_id_cnty=f"SYN{n}", event_date=day, year="2022")
        for n, day in enumerate((written, others))
    ]
    _, loaded, rejects = load("old.csv", made_up.csv_bytes(rows, made_up.ACLED_OLD_COLUMNS))
    assert (loaded[0]["event_first"], rejects) == (meant, [])


def test_acled_types_become_plover(load):
    kinds = [
        ("Battles", "Armed clash", "ASSAULT", ""),
        ("Riots", "Mob violence", "PROTEST", "riot"),
        ("Strategic developments", "Agreement", "AGREE", ""),
        ("Strategic developments", "Other", "NONE", ""),
        ("Violence against civilians", "Abduction/forced disappearance", "ASSAULT", "abduct"),
    ]
    rows = [
        one(made_up.acled_row, event_id_cnty=f"S{n}", event_type=kind, sub_event_type=finer)
        for n, (kind, finer, *_) in enumerate(kinds)
    ]
    _, loaded, _ = load("a.csv", made_up.csv_bytes(rows, made_up.ACLED_COLUMNS))
    assert [(row["plover"], row["mode"]) for row in loaded] == [(plover, mode) for _, _, plover, mode in kinds]
    assert loaded[3]["code"] == "Strategic developments: Other"


def test_acled_without_timestamps_needs_a_release(load):
    columns = tuple(name for name in made_up.ACLED_COLUMNS if name != "timestamp")
    content = made_up.csv_bytes([one(made_up.acled_row)], columns)
    with pytest.raises(InputRefused, match=r"feed\.clock"):
        load("a.csv", content)
    _, rows, _ = load("a.csv", content, released=date(2024, 5, 1))
    assert (rows[0]["added_date"], rows[0]["added_basis"]) == (date(2024, 5, 1), "given")


def test_quoted_fields_keep_commas_and_line_ends(load):
    rows = [one(made_up.acled_row, event_id_cnty=f"S{n}", notes=f'first, "quoted"\nsecond line {n}') for n in range(3)]
    _, loaded, rejects = load("a.csv", made_up.csv_bytes(rows, made_up.ACLED_COLUMNS))
    assert rejects == []
    assert [row["note"] for row in loaded] == [f'first, "quoted"\nsecond line {n}' for n in range(3)]
    assert [row["line"] for row in loaded] == [2, 4, 6]


def test_a_quotation_mark_that_never_closes_costs_one_row(load):
    rows = [one(made_up.acled_row, event_id_cnty=f"S{n}", notes=f"note {n}") for n in range(400)]
    content = made_up.csv_bytes(rows, made_up.ACLED_COLUMNS).replace(b"note 5,", b'"note 5,', 1)
    entry, _, rejects = load("a.csv", content)
    assert (entry.rows, entry.loaded, entry.rejected) == (400, 399, 1)
    assert (rejects[0]["line"], rejects[0]["reason"]) == (7, "quotes")


def test_a_quotation_mark_inside_a_field_is_kept(load):
    content = made_up.csv_bytes([one(made_up.acled_row, notes="PLACE")], made_up.ACLED_COLUMNS)
    entry, rows, _ = load("a.csv", content.replace(b"PLACE", b'"the "so called" camp"'))
    assert (entry.loaded, entry.faults) == (1, {"quotes": 1})
    assert "so called" in rows[0]["note"]


def test_ucdp_says_how_exactly_it_knows_the_day(load):
    rows = [
        one(
            made_up.ucdp_row,
            id="1",
            date_prec="1",
            date_start="2021-03-04 00:00:00.000",
            date_end="2021-03-04 00:00:00.000",
        ),
        one(made_up.ucdp_row, id="2", date_prec="4", date_start="2021-03-01", date_end="2021-03-31", low="9"),
        one(made_up.ucdp_row, id="3", date_start="2021-03-05", date_end="2021-03-04"),
        one(made_up.ucdp_row, id="4", date_prec="6"),
    ]
    entry, loaded, rejects = load("GEDEvent_v22_1.csv", made_up.csv_bytes(rows, made_up.UCDP_COLUMNS))
    assert (entry.feed, entry.added_basis) == ("ucdp", "version")
    assert [(row["event_first"], row["event_last"], row["date_precision"]) for row in loaded] == [
        (date(2021, 3, 4), date(2021, 3, 4), "day"),
        (date(2021, 3, 1), date(2021, 3, 31), "month"),
    ]
    assert (loaded[0]["added_date"], loaded[0]["plover"]) == (date(2022, 6, 30), "ASSAULT")
    assert (loaded[0]["deaths_low"], loaded[0]["deaths_best"], loaded[0]["deaths_high"]) == (2, 3, 5)
    assert (loaded[0]["source_country"], loaded[0]["sources"], loaded[0]["faults"]) == ("999", None, "")
    assert loaded[1]["faults"] == "casualties-order"
    assert [each["reason"] for each in rejects] == ["date-order", "event-date"]
