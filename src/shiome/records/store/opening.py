"""Creating and opening a store; bringing its schema up to date."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, inspect, text

from shiome.errors import StoreUnavailable
from shiome.records.store.engine import WRITING, is_writable, make_engine, parse_url, shown
from shiome.records.store.failures import translated, unavailable
from shiome.records.store.schema import HEAD, KNOWN_REVISIONS
from shiome.records.store.store import Store

_MIGRATIONS = Path(__file__).parents[1] / "migrations"


def create_store(url: str | Path, *, busy_seconds: float = 5.0) -> Store:
    """Create an empty store and open it.

    Parameters
    ----------
    url:
        A file path, ``sqlite:///path`` or ``postgresql://user@host/name`` (the database itself must exist).
    busy_seconds:
        How long writers wait for one another.

    Raises
    ------
    StoreUnavailable
        ``store.exists``, ``store.readonly``, ``store.full``, ``store.unreachable`` …
    MissingExtra
        PostgreSQL without psycopg.
    """
    address = parse_url(url)
    where = shown(address)
    made = _reserve_file(address)
    try:
        with translated(where), _kept_if_good(make_engine(address, mode="rwc", busy_seconds=busy_seconds)) as engine:
            _set_journal(engine)
            with engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
                if inspect(connection).has_table("records"):
                    raise _exists(where)
                migrate(connection)
    except BaseException:
        if made is not None:
            for suffix in ("", "-wal", "-shm"):
                Path(f"{made}{suffix}").unlink(missing_ok=True)
        raise
    return Store(engine, where=where)


def open_store(url: str | Path, *, read_only: bool = False, busy_seconds: float = 5.0) -> Store:
    """Open a store that exists; an older schema is brought up to date first.

    A SQLite file that may not be written is opened to read; writing to it then raises ``store.readonly``.

    Raises
    ------
    StoreUnavailable
        ``store.missing``, ``store.newer`` (written by a later Shiome), ``store.older`` (to be upgraded, but opened to read
        only), ``store.locked``, ``store.readonly``, ``store.damaged``, ``store.unreachable`` …
    MissingExtra
        PostgreSQL without psycopg.
    """
    address = parse_url(url)
    where = shown(address)
    if address.get_backend_name() == "sqlite" and Path(where).is_file() and not is_writable(Path(where)):
        read_only = True
    mode = "ro" if read_only else "rw"
    with translated(where), _kept_if_good(make_engine(address, mode=mode, busy_seconds=busy_seconds)) as engine:
        revision = _revision(engine, where)
        if revision not in KNOWN_REVISIONS:
            raise StoreUnavailable(
                "store.newer",
                f"{where} was written by a later version of Shiome (schema {revision})",
                ja=f"{where} は新しい版の Shiome で書かれている（スキーマ {revision}）",
                hint="upgrade Shiome",
                hint_ja="Shiome を新しくする",
                failed=where,
            )
        if revision != HEAD:
            _upgrade(engine, where, read_only=read_only)
    return Store(engine, where=where, read_only=read_only)


def migrate(connection: Connection) -> None:
    """Bring the schema that the connection sees to :data:`HEAD`, in the connection's transaction."""
    from alembic.runtime.environment import EnvironmentContext  # a third of a second, needed only here
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(_MIGRATIONS))

    def steps(revision: Any, _context: Any) -> Any:
        return scripts._upgrade_revs("head", revision)  # noqa: SLF001 - Alembic's own way without an env.py

    _run_steps(EnvironmentContext(_config(), scripts, fn=steps, destination_rev="head"), connection)


def unmake(connection: Connection) -> None:
    """Take all steps back: removes every table and all that was in them."""
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(_MIGRATIONS))

    def steps(revision: Any, _context: Any) -> Any:
        return scripts._downgrade_revs("base", revision)  # noqa: SLF001 - as above

    _run_steps(EnvironmentContext(_config(), scripts, fn=steps, destination_rev="base"), connection)


def schema_differences(connection: Connection) -> list[Any]:
    """What differs between the tables that are there and the schema module; empty when there is no drift."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from shiome.records.migrations.comparing import OPTIONS
    from shiome.records.store.schema import metadata

    context = MigrationContext.configure(connection, opts=OPTIONS)
    return list(compare_metadata(context, metadata))


@contextmanager
def _kept_if_good(engine: Engine) -> Iterator[Engine]:
    """The engine, its connections let go of where the block fails."""
    try:
        yield engine
    except BaseException:
        engine.dispose()
        raise


def _set_journal(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            # Not within a transaction, which SQLAlchemy would begin.
            connection.connection.driver_connection.execute("PRAGMA journal_mode = WAL")  # type: ignore[union-attr]


def _config() -> Any:
    from alembic.config import Config

    return Config()


def _run_steps(environment: Any, connection: Connection) -> None:
    from shiome.records.migrations.comparing import OPTIONS

    with environment:
        environment.configure(connection=connection, transactional_ddl=True, **OPTIONS)
        with environment.begin_transaction():
            environment.run_migrations()


def _reserve_file(address: URL) -> Path | None:
    """Make the file of a SQLite store, so that two creators cannot both think it is theirs."""
    if address.get_backend_name() != "sqlite":
        return None
    path = Path(address.database or "")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(exist_ok=False)
    except FileExistsError as error:
        raise _exists(str(path)) from error
    except OSError as error:
        code = "store.full" if error.errno == errno.ENOSPC else "store.readonly"
        raise unavailable(code, str(path)) from error
    return path


def _exists(where: str) -> StoreUnavailable:
    return StoreUnavailable(
        "store.exists",
        f"there already is a record store at {where}",
        ja=f"{where} には既に記録庫がある",
        hint="open that one or choose another place",
        hint_ja="それを開くか、別の場所を選ぶ",
        failed=where,
    )


def _revision(engine: Engine, where: str) -> str:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            raise unavailable("store.missing", where)
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if found is None:
        raise unavailable("store.missing", where)
    return str(found)


def _upgrade(engine: Engine, where: str, *, read_only: bool) -> None:
    if read_only:
        raise StoreUnavailable(
            "store.older",
            f"{where} has an older schema and is opened to read only",
            ja=f"{where} は古いスキーマで、読み取り専用で開かれている",
            hint="run a command that writes to it, such as 'shiome ingest FILE'; it is upgraded then",
            hint_ja="「shiome ingest ファイル」など書き込むコマンドを一度実行すると新しくなる",
            failed=where,
        )
    with engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
        migrate(connection)
