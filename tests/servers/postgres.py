"""A PostgreSQL server of the tests' own: made in a folder of its own, on a socket of its own, stopped at the end."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

_COUNTER = itertools.count(1)
_SETTINGS = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "listen_addresses=", "max_connections=40")


class PostgresServer:
    """A running server. ``new_database`` gives the address of an empty database."""

    def __init__(self, *, binaries: Path, folder: Path, account: str | None) -> None:
        self._binaries = binaries
        self._folder = folder
        self._account = account
        self.user = "shiome"

    @property
    def data(self) -> Path:
        """The server's data folder."""
        return self._folder / "data"

    def start(self, *settings: str) -> None:
        """Make the data folder and start the server on a socket in it."""
        self._run(
            "initdb", "-D", str(self.data), "-U", self.user, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"
        )
        options = " ".join(f"-c {setting}" for setting in (*_SETTINGS, *settings))
        log = str(self._folder / "log")
        self._run("pg_ctl", "-D", str(self.data), "-l", log, "-w", "-o", f"-k {self._folder} {options}", "start")

    def stop(self) -> None:
        """Stop the server at once."""
        self._run("pg_ctl", "-D", str(self.data), "-m", "immediate", "-w", "stop")

    def url(self, database: str) -> str:
        """The address of a database of this server."""
        return f"postgresql+psycopg://{self.user}@/{database}?host={quote(str(self._folder), safe='')}"

    def new_database(self) -> str:
        """The address of a fresh, empty database."""
        name = f"shiome_{os.getpid()}_{next(_COUNTER)}"
        self.query(f'CREATE DATABASE "{name}" TEMPLATE template0')
        return self.url(name)

    def query(self, statement: str, *, database: str = "postgres") -> str:
        """Run a statement as the server's owner; what psql prints."""
        return self._run(
            "psql",
            "-h",
            str(self._folder),
            "-U",
            self.user,
            "-d",
            database,
            "-XAtqc",
            statement,
            "-v",
            "ON_ERROR_STOP=1",
        )

    def _run(self, program: str, *arguments: str) -> str:
        command = [str(self._binaries / program), *arguments]
        if self._account is not None:
            command = [
                "setpriv",
                f"--reuid={self._account}",
                f"--regid={_group(self._account)}",
                "--clear-groups",
                *command,
            ]
        # A server keeps its parent's pipes open: its output goes to files, never to pipes that somebody waits on.
        with tempfile.TemporaryFile() as output:
            done = subprocess.run(command, stdout=output, stderr=subprocess.STDOUT, cwd="/", timeout=120, check=False)
            output.seek(0)
            text = output.read().decode(errors="replace")
        if done.returncode != 0:
            raise RuntimeError(f"{program} failed: {text.strip()}")
        return text.strip()


@contextmanager
def running_postgres(*settings: str) -> Iterator[PostgresServer]:
    """A server that lives as long as the block.

    Raises
    ------
    RuntimeError
        The server's programs are not installed; the message names the Debian package.
    """
    folder = Path(tempfile.mkdtemp(prefix="shiome-pg-"))
    account = _account() if os.geteuid() == 0 else None
    if account is not None:
        shutil.chown(folder, account, _group(account))
    server = PostgresServer(binaries=_binaries(), folder=folder, account=account)
    try:
        server.start(*settings)
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path:
    """The newest server's programs, from PATH or where Debian and others put them."""
    on_path = shutil.which("initdb")
    if on_path is not None:
        return Path(on_path).resolve().parent
    found = sorted(
        (
            path.parent
            for pattern in ("lib/postgresql/*/bin", "pgsql-*/bin", "local/pgsql/bin")
            for path in Path("/usr").glob(f"{pattern}/initdb")
        ),
        key=lambda path: [int(part) for part in path.parent.name.replace("pgsql-", "").split(".") if part.isdigit()],
    )
    if not found:
        raise RuntimeError(
            "the tests of the PostgreSQL store need the server's programs (initdb, pg_ctl): "
            "install the Debian package postgresql, or put their folder on PATH"
        )
    return found[-1]


def _account() -> str:
    """An account without rights, for the server refuses to run as root."""
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _group(account: str) -> int:
    return pwd.getpwnam(account).pw_gid
