"""``shiome serve`` for a team and ``shiome account``, as processes of their own."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from tests.cli.program import run
from tests.servers.postgres import PostgresServer

from shiome.workspace import Workspace


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _get(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def _answers(address: str, process: subprocess.Popen[str]) -> tuple[int, str]:
    for _ in range(300):
        try:
            return _get(address)
        except (urllib.error.URLError, ConnectionError):
            assert process.poll() is None, process.communicate()
            time.sleep(0.2)
    raise AssertionError("no answer")


def _settings(tmp_path: Path, folder: Path, port: int, monitor: int) -> Path:
    file = tmp_path / "serve.toml"
    file.write_text(
        f'[server]\nhost = "127.0.0.1"\nport = {port}\nmonitor_port = {monitor}\nfree_bytes = 0\n\n[workspace]\nfolder = "{folder}"\n'
    )
    return file


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    server: PostgresServer | None = (
        request.getfixturevalue("postgres_server") if request.param == "postgresql" else None
    )
    made = tmp_path_factory.mktemp("team") / "ws"
    with Workspace.create(made, db=server.new_database() if server else ""):
        return made


def test_without_accounts_nobody_is_served(folder: Path, tmp_path: Path) -> None:
    ran = run("serve", "--settings", _settings(tmp_path, folder, _free_port(), _free_port()))
    assert ran.status == 1
    assert "[serve.accounts]" in ran.err


def test_a_team_is_served_with_health_and_metrics(folder: Path, tmp_path: Path) -> None:
    password = tmp_path / "password"
    password.write_text("quite a long one\n")
    given = ("--workspace", folder, "--password-file", password)
    assert run("account", "add", "mika", "--role", "analyst", *given).status == 0
    (account,) = run("account", "list", "--workspace", folder, "--json").json
    assert (account["name"], account["role"], account["closed"]) == ("mika", "analyst", False)
    port, monitor = _free_port(), _free_port()
    command = [sys.executable, "-m", "shiome", "serve", "--settings", str(_settings(tmp_path, folder, port, monitor))]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        status, page = _answers(f"http://127.0.0.1:{port}/en/systems", process)
        assert (status, "Sign in" in page) == (200, True)
        assert _get(f"http://127.0.0.1:{port}/en/systems?format=json")[0] == 401
        assert _get(f"http://127.0.0.1:{monitor}/healthz")[0] == 200
        ready = _get(f"http://127.0.0.1:{monitor}/readyz")
        assert ready[0] == 200, ready
        assert "requests" in _get(f"http://127.0.0.1:{monitor}/metrics")[1]
        assert _get(f"http://127.0.0.1:{port}/metrics")[0] == 404
    finally:
        process.terminate()
        _, logged = process.communicate(timeout=30)
    assert process.returncode == 0
    lines = [json.loads(line) for line in logged.splitlines() if line.startswith("{")]
    assert lines
    assert "quite a long one" not in logged


def test_closing_an_account_and_names_that_are_unknown(folder: Path, tmp_path: Path) -> None:
    password = tmp_path / "password"
    password.write_text("quite a long one\n")
    given = ("--workspace", folder, "--password-file", password)
    assert run("account", "add", "ken", "--body", "no-such-body", *given).status == 1
    assert run("account", "add", "ken", "--role", "king", *given).status == 1
    assert run("account", "add", "ken", *given).status == 0
    assert run("account", "close", "ken", "--workspace", folder).status == 0
    assert run("account", "close", "nobody", "--workspace", folder).status == 1
    assert run("account", "add", "mai", "--workspace", folder, "--password-file", tmp_path / "none").status == 1


def test_settings_without_a_workspace_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "serve.toml"
    file.write_text("[server]\nport = 0\n")
    ran = run("serve", "--settings", file)
    assert ran.status == 1
    assert "[settings.workspace]" in ran.err
