"""Bad input: one line that says what, where and how to mend it; exit status 1; nothing stored."""

import shutil
import sqlite3

import pytest
from tests.cli.program import run
from tests.region.packs import REGION, write_pack

GOOD = "# Note on the strait\n\nWritten 10 January 2024.\n\nAland and Beland held talks on 5 January 2024.\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    ran = run("init", "--workspace", folder / "ws", "--region", write_pack(folder / "pack"))
    assert ran.status == 0, ran.err
    return folder / "ws"


@pytest.fixture
def workspace(made, tmp_path):
    return shutil.copytree(made, tmp_path / "ws")


def documents(workspace):
    with sqlite3.connect(workspace / "shiome.db") as connection:
        return connection.execute("select count(*) from documents").fetchone()[0]


def refuse(workspace, file, code, *options):
    ran = run("ingest", file, "--workspace", workspace, "--json", *options)
    assert ran.status == 1
    lines = [line for line in ran.err.splitlines() if line]
    assert len(lines) == 1, lines
    assert file.name in lines[0]
    assert f"[{code}]" in lines[0]
    assert "; " in lines[0], "the line says how to mend it"
    assert ran.json[0]["state"] == "refused"
    assert documents(workspace) == 0


def test_empty_file(workspace, tmp_path):
    file = tmp_path / "empty.txt"
    file.write_text("")
    refuse(workspace, file, "document.empty")


def test_binary_named_txt(workspace, tmp_path):
    file = tmp_path / "picture.txt"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    refuse(workspace, file, "document.binary")


def test_mixed_encodings(workspace, tmp_path):
    file = tmp_path / "mixed.txt"
    file.write_bytes("朝鮮半島の情勢について。\n".encode() * 20 + "制裁の監視について。\n".encode("shift_jis") * 20)
    refuse(workspace, file, "document.encoding")


def test_pdf_without_text(workspace, tmp_path):
    file = tmp_path / "scan.pdf"
    file.write_bytes(blank_pdf())
    refuse(workspace, file, "document.no_text_layer")


def test_document_of_the_future(workspace, tmp_path):
    file = tmp_path / "future.txt"
    file.write_text(GOOD)
    refuse(workspace, file, "document.future", "--dated", "2999-01-01")


def test_undated_document(workspace, tmp_path):
    file = tmp_path / "undated.txt"
    file.write_text("Aland and Beland met.\nThey agreed to meet again.\n")
    refuse(workspace, file, "document.undated")


def test_a_refused_document_does_not_stop_the_next(workspace, tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text("")
    (tmp_path / "docs" / "b.txt").write_text(GOOD)
    ran = run("ingest", tmp_path / "docs", "--workspace", workspace, "--json")
    assert ran.status == 1
    assert [row["state"] for row in ran.json] == ["refused", "stored"]


def test_the_same_file_under_another_name_is_recognised(workspace, tmp_path):
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "b.md").write_text(GOOD.replace("\n", "\r\n"))
    assert run("ingest", tmp_path / "a.txt", "--workspace", workspace).status == 0
    again = run("ingest", tmp_path / "a.txt", tmp_path / "b.md", "--workspace", workspace, "--json")
    assert again.status == 0
    assert [row["state"] for row in again.json] == ["known", "known"]
    assert documents(workspace) == 1


def test_a_pack_with_a_dangling_reference_makes_no_workspace(tmp_path):
    pack = write_pack(tmp_path / "pack", {"region.yaml": ""})

    (pack / "region.yaml").write_text(REGION.replace("[BBB]", "[ZZZ]"), encoding="utf-8")
    ran = run("init", "--workspace", tmp_path / "ws", "--region", pack)
    assert ran.status == 1
    assert "actors has no entry 'ZZZ'" in ran.err
    assert len(ran.err.splitlines()) == 1
    assert not (tmp_path / "ws").exists()


def test_a_locked_database(workspace, tmp_path):
    (tmp_path / "a.txt").write_text(GOOD)
    other = sqlite3.connect(workspace / "shiome.db", isolation_level=None)
    other.execute("begin immediate")
    try:
        ran = run("ingest", tmp_path / "a.txt", "--workspace", workspace)
    finally:
        other.execute("rollback")
        other.close()
    assert ran.status == 1
    assert "[store.locked]" in ran.err
    assert documents(workspace) == 0


def test_no_workspace(tmp_path):
    ran = run("records", "event", "--workspace", tmp_path / "none")
    assert ran.status == 1
    assert "[workspace.missing]" in ran.err


def test_an_existing_workspace_is_left_alone(workspace):
    ran = run("init", "--workspace", workspace)
    assert ran.status == 1
    assert "[workspace.exists]" in ran.err


@pytest.mark.parametrize("option", ["--as-of", "--known"])
def test_a_bad_day(workspace, option):
    ran = run("records", "event", option, "yesterday", "--workspace", workspace)
    assert ran.status == 1
    assert "[date.day]" in ran.err


def test_wrong_usage_is_status_2():
    assert run("records", "nonsense").status == 2
    assert run("nonsense").status == 2


def test_messages_in_japanese(tmp_path):
    ran = run("records", "event", "--workspace", tmp_path / "none", "--lang", "ja")
    assert "ワークスペースがない" in ran.err


def blank_pdf() -> bytes:
    """A PDF of one empty page, written by hand."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
    ]
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"trailer << /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
