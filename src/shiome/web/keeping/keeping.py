"""The database of the workbench: in the team's PostgreSQL, or in a file of its own beside a workspace's SQLite."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, select
from sqlalchemy.exc import SQLAlchemyError

from shiome.errors import StoreUnavailable
from shiome.records.store.engine import WRITING, make_engine, parse_url, shown
from shiome.web.keeping import schema
from shiome.web.keeping.accounts import Accounts
from shiome.web.keeping.noting import note_in
from shiome.web.keeping.views import Views
from shiome.workspace.settings import read_settings

FILE = "workbench.db"


class Keeping:
    """What the workbench keeps.

    Parameters
    ----------
    engine:
        Of a database that has the tables, see :meth:`open`.
    """

    def __init__(self, engine: Engine, *, where: str) -> None:
        self._engine = engine
        self.where = where
        self.accounts = Accounts(self)
        self.views = Views(self)
        with self.reading() as connection:
            self.secret = _kept(connection, "secret")

    @classmethod
    def open(cls, folder: Path) -> Keeping:
        """Open what belongs to the workspace in a folder; it is made when first needed.

        Raises
        ------
        StoreUnavailable
            The database cannot be reached or written, or a later Shiome wrote it.
        """
        settings = read_settings(folder)
        address = parse_url(settings.db or f"sqlite:///{folder / FILE}")
        where = shown(address)
        engine = make_engine(address, mode="rwc", busy_seconds=10)
        try:
            with engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
                _make(connection, where)
            return cls(engine, where=where)
        except SQLAlchemyError as error:
            engine.dispose()
            raise StoreUnavailable(
                "workbench.store",
                f"{where} cannot be used: {type(error).__name__}",
                ja=f"{where} を使えない",
                hint="check that the file or the database can be written",
                hint_ja="ファイルまたはデータベースに書けるか確かめる",
                failed=where,
            ) from error
        except BaseException:
            engine.dispose()
            raise

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read."""
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in a transaction that is kept if the block ends well."""
        with self._engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
            yield connection

    def note(self, account: str, action: str, subject: str = "") -> None:
        """Write into the audit trail who did what."""
        with self.writing() as connection:
            note_in(connection, account, action, subject)

    def audit(self, *, limit: int = 200) -> list[dict[str, str]]:
        """The audit trail, latest first."""
        table = schema.audit
        statement = select(table.c.at, table.c.account, table.c.action, table.c.subject)
        with self.reading() as connection:
            rows = connection.execute(statement.order_by(table.c.number.desc()).limit(limit))
            return [dict(row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name for it


def _make(connection: Connection, where: str) -> None:
    schema.metadata.create_all(connection)
    held = connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == "format")).scalar()
    if held is None:
        rows = [{"key": "format", "value": str(schema.FORMAT)}, {"key": "secret", "value": secrets.token_hex(32)}]
        connection.execute(insert(schema.meta), rows)
    elif int(held) > schema.FORMAT:
        raise StoreUnavailable(
            "workbench.newer",
            f"{where} was written by a later version of Shiome",
            ja=f"{where} は新しい版の Shiome で書かれている",
            hint="upgrade Shiome",
            hint_ja="Shiome を新しくする",
            failed=where,
        )


def _kept(connection: Connection, key: str) -> str:
    return str(connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == key)).scalar_one())
