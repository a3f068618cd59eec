"""``shiome backup`` and ``shiome restore``: what a person types and reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from shiome.cli import backup, restore
from shiome.coordination.exchange.node import Node
from shiome.errors import ShiomeError
from shiome.workspace import Workspace


def run(*arguments: object) -> Result:
    app = typer.Typer()
    for each in (backup, restore):
        app.command(epilog=each.EXAMPLE)(each.command)
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def refusal(*arguments: object) -> str:
    result = run(*arguments)
    assert isinstance(result.exception, ShiomeError), result.output
    return result.exception.code


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    Workspace.create(tmp_path / "ws", region="tests/regions/strait").close()
    (tmp_path / "ws" / "evidence.txt").write_text("seen")
    return tmp_path / "ws"


def test_backup_and_restore(workspace: Path, tmp_path: Path) -> None:
    tar = tmp_path / "a.tar"
    made = run("backup", "--workspace", workspace, "--output", tar, "--json")
    assert made.exit_code == 0, made.output
    shape = json.loads(made.stdout)
    assert shape["files"] == 1
    assert shape["sha256"] in made.stderr
    assert [part["name"] for part in shape["parts"]] == ["records"]
    again = run("restore", tar, "--workspace", tmp_path / "again", "--sha256", shape["sha256"])
    assert again.exit_code == 0, again.output
    assert (tmp_path / "again" / "evidence.txt").read_text() == "seen"
    assert "restored as it was at" in again.stderr


def test_in_two_languages(workspace: Path, tmp_path: Path) -> None:
    (workspace / "link").symlink_to("/etc/passwd")
    made = run("backup", "--workspace", workspace, "--output", tmp_path / "a.tar", "--lang", "ja")
    assert "link: 控えに含めていない" in made.stderr
    assert "控えを作成" in made.stderr
    again = run("restore", tmp_path / "a.tar", "--workspace", tmp_path / "again", "--lang", "ja")
    assert "の控えから復元" in again.stderr


def test_refusals(workspace: Path, tmp_path: Path) -> None:
    tar = tmp_path / "a.tar"
    run("backup", "--workspace", workspace, "--output", tar)
    assert refusal("backup", "--workspace", workspace, "--output", tar) == "backup.exists"
    assert refusal("restore", tar, "--workspace", workspace) == "backup.folder"
    assert refusal("restore", tar, "--workspace", tmp_path / "again", "--sha256", "0" * 64) == "backup.digest"
    assert not (tmp_path / "again").exists()


@pytest.fixture
def node(workspace: Path) -> Path:
    Node.create(workspace / "exchange", node="north", party="norte").close()
    return workspace / "exchange"


def test_a_node(workspace: Path, node: Path, tmp_path: Path) -> None:
    tar = tmp_path / "node.tar"
    made = run("backup", "--workspace", workspace, "--node", "--output", tar, "--json")
    assert made.exit_code == 0, made.output
    assert [part["name"] for part in json.loads(made.stdout)["parts"]] == ["exchange"]
    (node / "node.db").rename(tmp_path / "old.db")
    assert run("restore", tar, "--workspace", workspace, "--node").exit_code == 0
    with Node.open(node) as opened:
        assert opened.name == "north"
    assert refusal("restore", tar, "--workspace", workspace, "--node") == "backup.not_empty"
    assert refusal("restore", tar, "--workspace", tmp_path / "elsewhere", "--node") == "restore.keys"
    assert not (tmp_path / "elsewhere").exists()
    assert refusal("restore", tar, "--workspace", tmp_path / "new") == "backup.kind"


def test_a_node_by_its_settings(node: Path, tmp_path: Path) -> None:
    settings, tar = tmp_path / "node.toml", tmp_path / "node.tar"
    settings.write_text(f'[exchange]\nnode = "north"\nkeys = "{node}"\n')
    assert run("backup", "--settings", settings, "--output", tar).exit_code == 0
    settings.write_text(f'[exchange]\nnode = "north"\nkeys = "{node}"\ndatabase = "{tmp_path / "moved.db"}"\n')
    assert run("restore", tar, "--settings", settings).exit_code == 0
    with Node.open(node, db=str(tmp_path / "moved.db")) as opened:
        assert opened.name == "north"


def test_private_keys_are_in_no_backup(workspace: Path, node: Path, tmp_path: Path) -> None:
    made = run("backup", "--workspace", workspace, "--output", tmp_path / "a.tar", "--json")
    assert json.loads(made.stdout)["left_out"] == ["exchange"]
    run("backup", "--workspace", workspace, "--node", "--output", tmp_path / "b.tar")
    keys = [file.read_bytes() for file in (node / "keys").iterdir()]
    assert keys
    for tar in ("a.tar", "b.tar"):
        assert not any(key in (tmp_path / tar).read_bytes() for key in keys)


def test_settings_of_no_node(tmp_path: Path) -> None:
    (tmp_path / "none.toml").write_text("")
    assert (
        refusal("backup", "--settings", tmp_path / "none.toml", "--output", tmp_path / "x.tar") == "settings.exchange"
    )
