import gzip
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.yardsticks.votes.materials import HEADING, MEMBERS, numbered, written

from shiome.errors import InputRefused, NotKnown, StoreUnavailable
from shiome.yardsticks.votes import load_votes, open_votes


def content(store: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(store.rglob("*")) if path.is_file()}


def edited(path: Path, row: int, **values: str) -> Path:
    """Change values of one row; rows are numbered as lines are, the heading being line 1."""
    lines = path.read_text(encoding="utf-8").splitlines()
    names, cells = HEADING.split(","), lines[row - 1].split(",")
    for name, value in values.items():
        cells[names.index(name)] = value
    lines[row - 1] = ",".join(cells)
    return written(path, lines)


@pytest.mark.parametrize("name", ["votes.csv", "votes.csv.gz"])
def test_what_is_loaded_is_opened(tmp_path, name):
    report = load_votes([numbered(tmp_path / name)], tmp_path / "votes")
    table = open_votes(tmp_path / "votes")
    assert (report.added_calls, report.added_votes, report.known_votes) == (8, 8 * len(MEMBERS), 0)
    assert (report.first_session, report.last_session, report.members) == (60, 61, len(MEMBERS))
    assert len(table) == report.votes
    assert table.sessions == (60, 61)
    assert str(table.rollcalls.day[0]) == "2005-10-01"
    assert table.rollcalls.important.tolist() == [0, 1, 0, 1] * 2
    assert table.rollcalls.resolution[3] == "R/3"
    assert set(np.unique(table.vote).tolist()) <= {1, 2, 3, 8}
    assert (np.diff(table.roll.astype(int) * 10_000 + table.cow) > 0).all()


def test_no_members_are_left_out_and_counted(tmp_path):
    file = edited(numbered(tmp_path / "votes.csv"), 3, vote="9")
    report = load_votes([file], tmp_path / "votes")
    assert report.left_out == 1
    assert report.votes == 8 * len(MEMBERS) - 1


def test_the_same_file_again_changes_nothing(tmp_path):
    file, store = numbered(tmp_path / "votes.csv"), tmp_path / "votes"
    load_votes([file], store)
    before = content(store)
    report = load_votes([file], store)
    assert (report.added_calls, report.added_votes, report.known_votes) == (0, 0, 8 * len(MEMBERS))
    assert content(store) == before


def test_a_new_session_is_added(tmp_path):
    store = tmp_path / "votes"
    load_votes([numbered(tmp_path / "a.csv", sessions=(60,))], store)
    old = open_votes(store)
    report = load_votes([numbered(tmp_path / "b.csv", sessions=(61,))], store)
    new = open_votes(store)
    assert (report.added_calls, report.calls, new.sessions) == (4, 8, (60, 61))
    assert new.select(last=60).vote.tolist() == old.vote.tolist()
    assert len(list(store.glob("votes-*.parquet"))) == 1


def test_another_content_of_a_known_roll_call_is_refused(tmp_path):
    file, store = numbered(tmp_path / "votes.csv"), tmp_path / "votes"
    load_votes([file], store)
    before = content(store)
    table = open_votes(store)
    other = "3" if table.vote[4] != 3 else "1"
    edited(file, 6, vote=other)
    with pytest.raises(
        InputRefused, match=r"votes\.csv, line 6: the member 710 has the vote . in roll call 60000, but"
    ):
        load_votes([file], store)
    assert content(store) == before


@pytest.mark.parametrize(
    ("values", "code", "part"),
    [
        ({"vote": "7"}, "votes.value", "vote is “7”, not a vote (1 yes, 2 abstain, 3 no, 8 absent, 9 no member)"),
        ({"vote": ""}, "votes.value", "vote is “”"),
        ({"vote": "1.5"}, "votes.value", "vote is “1.5”"),
        ({"vote": "nan"}, "votes.value", "vote is “nan”"),
        ({"vote": "inf"}, "votes.value", "vote is “inf”"),
        ({"ccode": "998"}, "votes.value", "ccode is “998”, not the number of a known member"),
        ({"ccode": "20"}, "votes.duplicate", "roll call 60000 has the member 20 already in line 3"),
        ({"rcid": "x"}, "votes.value", "rcid is “x”"),
        ({"session": "0"}, "votes.value", "session is “0”"),
        ({"session": "61"}, "votes.contradiction", "session is “61”, not what line 2 gives for roll call 60000"),
        ({"date": "13/45/2005"}, "votes.value", "date is “13/45/2005”, not a day"),
        ({"importantvote": "5"}, "votes.value", "importantvote is “5”, not 0, 1 or NA"),
    ],
)
def test_bad_values_are_one_line_and_nothing_is_stored(tmp_path, values, code, part):
    file = edited(numbered(tmp_path / "votes.csv"), 5, **values)
    with pytest.raises(InputRefused) as refused:
        load_votes([file], tmp_path / "votes")
    for language in ("en", "ja"):
        assert "\n" not in refused.value.line(language)
    assert str(refused.value).startswith("votes.csv, line 5: ")
    assert part in str(refused.value)
    assert refused.value.code == code
    assert refused.value.hint
    assert not (tmp_path / "votes").exists()


def test_a_roll_call_outside_its_session_is_refused(tmp_path):
    lines = numbered(tmp_path / "votes.csv").read_text().replace("/2005", "/1995").splitlines()
    with pytest.raises(InputRefused, match="roll call 60000 of session 60 has the day 1995-10-01"):
        load_votes([written(tmp_path / "votes.csv", lines)], tmp_path / "votes")


@pytest.mark.parametrize("column", ["rcid", "session", "vote", "ccode"])
def test_a_missing_column_is_named(tmp_path, column):
    file = numbered(tmp_path / "votes.csv")
    lines = file.read_text().splitlines()
    at = HEADING.split(",").index(column)
    cut = [",".join(cell for place, cell in enumerate(line.split(",")) if place != at) for line in lines]
    with pytest.raises(InputRefused, match=rf"votes\.csv, line 1: the column .*{column}.* is missing"):
        load_votes([written(file, cut)], tmp_path / "votes")
    assert not (tmp_path / "votes").exists()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(row=st.integers(2, 65), by=st.integers(1, 7), cut=st.booleans())
def test_a_row_with_shifted_columns_is_refused(tmp_path, row, by, cut):
    store = tmp_path / "votes"
    file = numbered(tmp_path / "votes.csv")
    lines = file.read_text(encoding="utf-8").splitlines()
    cells = lines[row - 1].split(",")
    # Either the first values are gone and the row is shorter, or all values stand further on.
    lines[row - 1] = ",".join(cells[by:] if cut else cells[-by:] + cells[:-by])
    with pytest.raises(InputRefused) as refused:
        load_votes([written(file, lines)], store)
    assert re.search(rf"line {row}\b", str(refused.value))
    assert not store.exists()


@settings(deadline=None, max_examples=60)
@given(data=st.binary(max_size=300))
def test_any_bytes_are_refused_in_one_line(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("bytes")
    (folder / "votes.csv").write_bytes(data)
    (folder / "votes.csv.gz").write_bytes(data)
    for name in ("votes.csv", "votes.csv.gz"):
        with pytest.raises(InputRefused) as refused:
            load_votes([folder / name], folder / "votes")
        assert "\n" not in str(refused.value)


def test_a_cut_archive_is_refused(tmp_path):
    whole = numbered(tmp_path / "votes.csv.gz", calls=30).read_bytes()
    (tmp_path / "votes.csv.gz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputRefused, match="cannot be read"):
        load_votes([tmp_path / "votes.csv.gz"], tmp_path / "votes")


def test_a_missing_file_and_an_empty_one_are_refused(tmp_path):
    with pytest.raises(InputRefused, match="No such file"):
        load_votes([tmp_path / "none.csv"], tmp_path / "votes")
    with pytest.raises(InputRefused, match="it has no rows"):
        load_votes([written(tmp_path / "votes.csv", [HEADING])], tmp_path / "votes")


CALLS = ["rcid,session,importantvote,date,unres,amend,para,short,descr"]
CALLS += ['9001,74,1,2019-12-03,A/RES/74/1,0,1,"a, b","two', 'lines"', "9002,74,NA,2019-12-04,NA,NA,NA,,"]
NAMED = ["rcid,country,country_code,vote", "9001,United States,US,no", "9001,Namibia,NA,yes"]
NAMED += ["9002,Republic of Korea,KR,abstain", "9002,Yemen Arab Republic,NA,yes"]


def test_named_votes_with_their_roll_calls(tmp_path):
    files = [written(tmp_path / "votes.csv", NAMED), written(tmp_path / "calls.csv", CALLS)]
    files.append(written(tmp_path / "issues.csv", ["rcid,short_name,issue", "9001,nu,x", "9002,me,y", "7,nu,z"]))
    files.append(written(tmp_path / "matches.csv", ["v1,rcid1,rcid2", "1,9001,9002"]))
    report = load_votes(files, tmp_path / "votes")
    table = open_votes(tmp_path / "votes")
    assert (report.calls, report.votes) == (2, 4)
    assert list(zip(table.roll.tolist(), table.cow.tolist(), table.vote.tolist(), strict=True)) == [
        (0, 2, 3),
        (0, 565, 1),
        (1, 678, 1),
        (1, 732, 2),
    ]
    calls = table.rollcalls
    assert calls.important.tolist() == [1, -1]
    assert calls.para.tolist() == [1, -1]
    assert calls.nuclear.tolist() == [1, 0]
    assert calls.final.tolist() == [False, True]
    assert calls.resolution == ("A/RES/74/1", "")
    assert table.matches.tolist() == [[9001, 9002]]


def test_sessions_choose_votes(tmp_path):
    files = [written(tmp_path / "votes.csv", NAMED), written(tmp_path / "calls.csv", CALLS)]
    with pytest.raises(InputRefused, match="no votes are left"):
        load_votes(files, tmp_path / "votes", sessions=(1, 73))
    lost = written(tmp_path / "lost.csv", [NAMED[0], "9009,Japan,JP,no"])
    with pytest.raises(InputRefused, match=r"lost\.csv, line 2: nothing is known of the roll call 9009"):
        load_votes([*files, lost], tmp_path / "votes", sessions=(1, 9999))
    report = load_votes([*files, numbered(tmp_path / "numbered.csv")], tmp_path / "votes", sessions=(74, 80))
    assert (report.votes, report.left_out) == (4, 8 * len(MEMBERS))


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("9001,Atlantis,ZZ,yes", "line 6: country is “Atlantis”, not the name of a known member"),
        ("9001,Japan,KR,yes", "line 6: country_code is “KR”, not the letters of Japan (JP)"),
        ("9001,Japan,JP,maybe", "line 6: vote is “maybe”, not yes, abstain, no or absent"),
        ("9001,Namibia,NA,no", "line 6: roll call 9001 has the member 565 already in line 3"),
        ("9009,Japan,JP,no", "line 6: nothing is known of the roll call 9009"),
        ("9001,Japan,JP", "line 6: the row has 3 values, the heading 4"),
    ],
)
def test_bad_named_votes(tmp_path, line, part):
    files = [written(tmp_path / "votes.csv", [*NAMED, line]), written(tmp_path / "calls.csv", CALLS)]
    with pytest.raises(InputRefused) as refused:
        load_votes(files, tmp_path / "votes")
    assert part in str(refused.value)
    assert not (tmp_path / "votes").exists()


@pytest.mark.parametrize(
    ("name", "lines", "part"),
    [
        ("calls.csv", [*CALLS, "9002,74,0,2019-12-04,NA,0,0,,"], "line 5: roll call 9002 is there already in line 4"),
        ("calls.csv", [*CALLS, "9003,74,0,2019-13-04,NA,0,0,,"], "line 5: date is “2019-13-04”"),
        ("calls.csv", [*CALLS, "9003,74,0,1959-12-04,NA,0,0,,"], "line 5: roll call 9003 of session 74 has the day"),
        ("calls.csv", [*CALLS, "9003,74"], "line 5: the row has 2 values, the heading 9"),
        ("matches.csv", ["v1,rcid1,rcid2", "1,8,7"], "line 2: rcid1 (8) is not the earlier roll call"),
        ("matches.csv", ["v1,rcid1,rcid2", "1,8,x"], "line 2: rcid2 is “x”"),
        ("countries.csv", ["StateAbb,CCode,StateNme", "ABC,-4,Abc"], "line 2: ccode is “-4”"),
    ],
)
def test_bad_files_beside_the_votes(tmp_path, name, lines, part):
    with pytest.raises(InputRefused) as refused:
        load_votes([numbered(tmp_path / "votes.csv"), written(tmp_path / name, lines)], tmp_path / "votes")
    assert part in str(refused.value)
    assert not (tmp_path / "votes").exists()


def test_country_codes_make_members_known_and_stay(tmp_path):
    file = edited(numbered(tmp_path / "votes.csv"), 5, ccode="998")
    codes = written(tmp_path / "codes.csv", ["StateAbb,CCode,StateNme", "ATL,998,Atlantis", "XXX,2,Other"])
    load_votes([file, codes], tmp_path / "votes")
    table = open_votes(tmp_path / "votes")
    assert table.countries.by_cow(998).iso3 == "ATL"
    assert table.countries.by_cow(2).iso3 == "USA"


def test_editions_that_differ_on_one_roll_call_are_reported_and_on_many_refused(tmp_path):
    store = tmp_path / "votes"
    load_votes([numbered(tmp_path / "votes.csv", calls=20)], store)
    heading = CALLS[0]
    rows = [f"{60000 + call},60,NA,2005-10-{call + 1:02d},R,0,0,," for call in range(20)]
    one = [rows[0].replace("-01,", "-30,"), *rows[1:]]
    report = load_votes([written(tmp_path / "calls.csv", [heading, *one])], store)
    assert report.differing_calls == (60000,)
    assert str(open_votes(store).rollcalls.day[0]) == "2005-10-01"
    assert open_votes(store).rollcalls.para[0] == 0
    many = [row.replace("2005-10", "2005-11") for row in rows]
    with pytest.raises(InputRefused, match=r"calls\.csv, line 2: roll call 60000 has day 2005-11-01, but 2005-10-01"):
        load_votes([written(tmp_path / "calls.csv", [heading, *many])], store)


def test_a_store_that_is_not_there_or_broken(tmp_path):
    with pytest.raises(NotKnown):
        open_votes(tmp_path / "votes")
    load_votes([numbered(tmp_path / "votes.csv")], tmp_path / "votes")
    next((tmp_path / "votes").glob("votes-*.parquet")).write_bytes(b"no table")
    with pytest.raises(StoreUnavailable, match="cannot be read"):
        open_votes(tmp_path / "votes")


def test_a_full_disk_leaves_what_was_there(tmp_path, monkeypatch):
    store = tmp_path / "votes"
    load_votes([numbered(tmp_path / "a.csv", sessions=(60,))], store)
    before = content(store)

    def full(path: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(StoreUnavailable, match="No space left on device; check rights and free space"):
        load_votes([numbered(tmp_path / "b.csv", sessions=(61,))], store)
    assert content(store) == before


def test_gzip_is_told_by_content_of_the_name(tmp_path):
    (tmp_path / "votes.csv").write_bytes(gzip.compress(b"rcid"))
    with pytest.raises(InputRefused):
        load_votes([tmp_path / "votes.csv"], tmp_path / "votes")
