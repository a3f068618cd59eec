from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.cli import program
from tests.coordination.exchange.http.serving import served
from tests.coordination.exchange.node.making import note

from shiome.coordination.exchange.node import Node
from shiome.workspace import Workspace

ROOT = Path(__file__).parents[2]


def run(workspace: Path, *arguments: str, status: int = 0) -> Any:
    """Run a command of a folder's node; what it printed, as JSON where asked for, or its error where it is to fail."""
    place = [] if arguments[0] == "verify" else ["--workspace", str(workspace)]
    ran = program.run("exchange", *arguments, *place)
    assert ran.status == status, ran.err
    if status:
        return ran.err
    return ran.json if "--json" in arguments else ran.out


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two folders with nodes that know each other's keys, made by commands."""
    folder = tmp_path_factory.mktemp("nodes")
    one, other = folder / "one", folder / "other"
    keys = {
        name: run(place, "init", name, "--party", party, "--body", "watch", "--json")["key"]
        for place, name, party in ((one, "one", "AAA"), (other, "other", "BBB"))
    }
    run(one, "partner", "add", "other", "--party", "BBB", "--body", "watch", "--key", keys["other"], "--json")
    run(other, "partner", "add", "one", "--party", "AAA", "--key", keys["one"], "--json")
    return folder


@pytest.fixture
def folders(made: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Copies of them for one test."""
    for name in ("one", "other"):
        shutil.copytree(made / name, tmp_path / name)
    return tmp_path / "one", tmp_path / "other"


def test_from_one_node_to_another(folders: tuple[Path, Path], tmp_path: Path) -> None:
    one, other = folders
    secret = note("Seen off the coast", number=1, abstract="told by Heron")
    file = tmp_path / "objects.json"
    file.write_text(json.dumps({"type": "bundle", "id": "bundle--x", "objects": [secret]}))
    label = ["--tlp", "AMBER", "--to", "watch", "--field", "/abstract=RED", "--file", str(file)]
    (row,) = run(one, "preview", *label, "--json")
    assert row == {
        "object": secret["id"],
        "partner": "other",
        "label": "TLP:AMBER REL TO other",
        "what": "note",
        "withheld": ["/abstract"],
    }
    (published,) = run(one, "publish", *label, "--json")
    assert (published["given"], published["sanitised"]) == (["other"], 1)
    token = run(one, "partner", "rotate", "other", "--json")["token"]
    (tmp_path / "token").write_text(token + "\n")
    with Node.open(one / "exchange") as node, served(node) as url:
        run(other, "subscribe", "one", "--url", url, "--token-file", str(tmp_path / "token"))
        (done,) = run(other, "sync", "--json")
        assert (done["accepted"], done["refused"]) == (1, 0)
        run(one, "revoke", secret["id"])
        (again,) = run(other, "sync", "one", "--json")
        assert again["accepted"] == 1
    assert [each["state"] for each in run(other, "list", "--json")] == ["stands", "revoked"]
    shown = run(other, "show", secret["id"])
    assert "Heron" not in shown
    assert json.loads(shown.splitlines()[0])["revoked"] is True
    kinds = [json.loads(line)["kind"] for line in run(one, "log", "other").splitlines()]
    assert kinds == ["publish", "read", "acknowledge", "withdraw", "revoke", "read", "acknowledge"]
    export = tmp_path / "evidence.json"
    run(one, "log", "other", "--export", str(export))
    checked = run(one, "verify", str(export), "--json")
    assert checked["complete"]
    assert not checked["trusted"]
    assert run(one, "verify", str(export), "--key", checked["key"], "--json")["trusted"]
    assert run(one, "checkpoint", "other").startswith("shiome.exchange/one/other\n")
    export.write_text(export.read_text().replace('"checkpoint"', '"checkpoint "', 1))
    assert "transparency.bundle" in run(one, "verify", str(export), status=1)


def test_records_and_cases_of_a_workspace(folders: tuple[Path, Path]) -> None:
    one, _other = folders
    with Workspace.create(one, region="peninsula") as workspace:
        event = next(iter(workspace.records("event", limit=1)))
    case = [
        "sanctions",
        "case",
        "open",
        "c1",
        "--en",
        "A transfer",
        "--ja",
        "積み替え",
        "--category",
        "transfer-at-sea",
    ]
    opened = program.run(*case, "--originator", "JPN", "--to", "msmt", "--by", "kato", "--workspace", one)
    assert opened.status == 0, opened.err
    (published,) = run(one, "publish", "--record", event.id, "--tlp", "GREEN", "--json")
    assert published["stix_id"].startswith("shiome-event--")
    assert published["given"] == ["other"]
    assert run(one, "preview", "--case", "c1", "--json") == []  # nothing but its opening yet
    assert "exchange.marked" in run(one, "publish", "--record", "c1", "--tlp", "GREEN", status=1)
    assert "record.unknown" in run(one, "publish", "--record", "no-such", "--tlp", "GREEN", status=1)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["publish", "--tlp", "GREEN"], "exchange.what"),
        (["publish", "--file", "none.json"], "exchange.file"),
        (["publish", "--tlp", "PINK", "--file", "x"], "exchange.tlp"),
        (["publish", "--field", "abstract=RED", "--file", "x"], "exchange.field"),
        (["publish", "--file", "sighting.json", "--tlp", "GREEN", "--field", "/no-such=RED"], "exchange.field"),
        (["publish", "--expires", "soon", "--file", "x"], "date.time"),
        (["partner", "remove", "nobody"], "exchange.partner"),
        (["partner", "trust", "other", "12ab"], "exchange.public_key"),
        (["partner", "add", "other", "--party", "BBB"], "exchange.known"),
        (["partner", "add", "third", "--party", "CCC", "--role", "indirect"], "exchange.via"),
        (["revoke", "note--x"], "exchange.object"),
        (["log", "nobody"], "exchange.partner"),
        (["sync", "other"], "exchange.no_url"),
        (["init", "again", "--party", "X"], "exchange.exists"),
        (["subscribe", "other", "--url", "http://127.0.0.1:9", "--token-file", "none"], "exchange.token"),
        (["subscribe", "other", "--url", "http://127.0.0.1:9"], "exchange.token"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    folders: tuple[Path, Path], arguments: list[str], code: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(ROOT / "examples" / "exchange" / "sighting.json", tmp_path)
    for language in ("en", "ja"):
        error = run(folders[0], *arguments, "--lang", language, status=1)
        assert f"[{code}]" in error
        assert len(error.strip().splitlines()) == 1


def test_a_partner_that_does_not_answer(folders: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "token").write_text("shx_x\n")
    run(folders[0], "subscribe", "other", "--url", "http://127.0.0.1:9", "--token-file", str(tmp_path / "token"))
    assert "exchange.unreachable" in run(folders[0], "sync", status=1)


def test_keys_are_changed_and_withdrawn(folders: tuple[Path, Path]) -> None:
    one, other = folders
    (before,) = run(one, "key", "--json")
    after = run(one, "key", "--new", "--json")
    assert len(after) == 2
    assert sum(each["until"] != "-" for each in after) == 1
    known = run(other, "partner", "list", "--keys", "--json")
    assert {row["key"] for row in known if row["partner"] == "one"} == {before["key"]}
    run(other, "partner", "revoke-key", "one", before["key"], "--since", "2026-01-01")
    known = run(other, "partner", "list", "--keys", "--json")
    assert [row["revoked"] != "-" for row in known if row["partner"] == "one"] == [True]
    assert run(one, "partner", "list", "--lang", "ja").splitlines()[0].startswith("相手")
    assert run(one, "refused", "--lang", "ja").startswith("時刻")
    assert "exchange.object" in run(one, "show", "note--x", status=1)


def test_refused_bytes_are_looked_at_without_harm(folders: tuple[Path, Path], tmp_path: Path) -> None:
    one, _other = folders
    wrong = b'{"name": "\x1b[31mred\xff"}'
    with Node.open(one / "exchange") as node:
        node.take("other", [wrong])
    (row,) = run(one, "refused", "--json")
    assert (row["partner"], row["code"], row["length"], row["kept"]) == (
        "other",
        "exchange.shape",
        len(wrong),
        len(wrong),
    )
    assert row["digest"] in run(one, "refused")  # whole, so that it can be copied
    shown = run(one, "refused", row["digest"][:10])
    assert shown == '{"name": "\\x1b[31mred\\xff"}\n'
    run(one, "refused", row["digest"], "--output", str(tmp_path / "refused.bin"))
    assert (tmp_path / "refused.bin").read_bytes() == wrong
    for arguments, code in (
        ([row["digest"][:4]], "exchange.refused"),
        (["0" * 64], "exchange.refused"),
        ([row["digest"], "--output", str(tmp_path / "no" / "such")], "exchange.output"),
    ):
        for language in ("en", "ja"):
            error = run(one, "refused", *arguments, "--lang", language, status=1)
            assert f"[{code}]" in error
            assert len(error.strip().splitlines()) == 1
