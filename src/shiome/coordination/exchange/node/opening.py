"""Making and opening the database of a node; bringing its schema up to date."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

from shiome.coordination.exchange.node.database import Database
from shiome.coordination.exchange.node.schema import HEAD, KNOWN_REVISIONS, VERSION_TABLE
from shiome.errors import StoreUnavailable
from shiome.records.store.engine import WRITING, make_engine, parse_url, shown
from shiome.records.store.failures import translated

_MIGRATIONS = Path(__file__).parent / "migrations"


def create_database(url: str | Path, *, busy_seconds: float = 10.0) -> Database:
    """Make the tables of a node, in a new file, an empty database or beside a workspace.

    Raises
    ------
    StoreUnavailable
        ``exchange.exists``: there is a node already; ``store.readonly``, ``store.full``, ``store.unreachable`` …
    MissingExtra
        PostgreSQL without psycopg.
    """
    address = parse_url(url)
    where = shown(address)
    if address.get_backend_name() == "sqlite":
        Path(where).parent.mkdir(parents=True, exist_ok=True)
    with translated(where), _kept_if_good(make_engine(address, mode="rwc", busy_seconds=busy_seconds)) as engine:
        _set_journal(engine)
        with engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
            if inspect(connection).has_table(VERSION_TABLE):
                raise StoreUnavailable(
                    "exchange.exists",
                    f"there already is a node at {where}",
                    ja=f"{where} には既にノードがある",
                    hint="use that one or choose another place",
                    hint_ja="それを使うか、別の場所を選ぶ",
                    failed=where,
                )
            migrate(connection)
    return Database(engine, where=where)


def open_database(url: str | Path, *, busy_seconds: float = 10.0) -> Database:
    """Open the database of a node; an older schema is brought up to date first.

    Raises
    ------
    StoreUnavailable
        ``exchange.missing``: there is no node; ``store.newer``, ``store.locked``, ``store.unreachable`` …
    MissingExtra
        PostgreSQL without psycopg.
    """
    address = parse_url(url)
    where = shown(address)
    if address.get_backend_name() == "sqlite" and not Path(where).is_file():
        raise _missing(where)
    with translated(where), _kept_if_good(make_engine(address, mode="rw", busy_seconds=busy_seconds)) as engine:
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
            with engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
                migrate(connection)
    return Database(engine, where=where)


def migrate(connection: Connection, *, to: str = HEAD) -> None:
    """Bring the schema that the connection sees to a revision."""
    from alembic.config import Config  # a third of a second, needed only here
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(_MIGRATIONS))

    def steps(revision: Any, _context: Any) -> Any:
        return scripts._upgrade_revs(to, revision)  # noqa: SLF001 - Alembic's own way without an env.py

    with EnvironmentContext(Config(), scripts, fn=steps, destination_rev=to) as environment:
        environment.configure(connection=connection, transactional_ddl=True, version_table=VERSION_TABLE)
        with environment.begin_transaction():
            environment.run_migrations()


def schema_differences(connection: Connection) -> list[Any]:
    """What differs between a node's tables and the schema module; empty when there is no drift."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from shiome.coordination.exchange.node.schema import metadata

    def ours(name: str | None, type_: str, _parent: object) -> bool:
        return type_ != "table" or (name is not None and name.startswith("exchange_") and name != VERSION_TABLE)

    context = MigrationContext.configure(
        connection, opts={"compare_type": True, "include_name": ours, "version_table": VERSION_TABLE}
    )
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


def _revision(engine: Engine, where: str) -> str:
    with engine.connect() as connection:
        if not inspect(connection).has_table(VERSION_TABLE):
            raise _missing(where)
        found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608 - a name of the schema
    if found is None:
        raise _missing(where)
    return str(found)


def _missing(where: str) -> StoreUnavailable:
    return StoreUnavailable(
        "exchange.missing",
        f"there is no node at {where}",
        ja=f"{where} にノードがない",
        hint="make one with: shiome exchange init",
        hint_ja="shiome exchange init で作る",
        failed=where,
    )
