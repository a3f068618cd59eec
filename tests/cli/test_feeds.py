"""Feeds by command: loaded once, rejects kept, what is no feed refused."""

from tests.bulk.synthetic import gdelt_lines, write_zip
from tests.cli.program import run


def test_load_list_and_count(tmp_path):
    store = tmp_path / "feeds"
    lines = [*gdelt_lines(60), b"one\ttwo\tthree"]
    file = write_zip(tmp_path / "20240619000000.export.CSV.zip", "20240619000000.export.CSV", lines)
    loaded = run("feeds", "load", file, "--store", store, "--json")
    assert loaded.status == 0, loaded.err
    (entry,) = loaded.json["loaded"]
    assert (entry["loaded"], entry["rejected"]) == (60, 1)
    again = run("feeds", "load", file, "--store", store, "--json")
    assert again.json["known"]
    listed = run("feeds", "list", "--store", store, "--json")
    assert [row["rows"] for row in listed.json] == [61]
    counted = run("feeds", "dyads", "--actor", "CHN=CHN", "--actor", "USA=USA", "--store", store, "--json")
    assert counted.status == 0, counted.err
    assert isinstance(counted.json, list)


def test_what_is_no_feed_is_refused_in_one_line(tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("only a note\n")
    ran = run("feeds", "load", file, "--store", tmp_path / "feeds")
    assert ran.status == 1
    assert len(ran.err.splitlines()) == 1
    assert "[feed." in ran.err
