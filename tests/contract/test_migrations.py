"""The tables in the database are those of the schema module."""

from __future__ import annotations

from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from shiome.records import migrations
from shiome.records.store import Store
from shiome.records.store.engine import WRITING
from shiome.records.store.opening import migrate, schema_differences, unmake
from shiome.records.store.schema import HEAD, KNOWN_REVISIONS


def test_no_drift(store: Store) -> None:
    with store._engine.connect() as connection:
        assert schema_differences(connection) == []


def test_drift_is_seen(store: Store) -> None:
    with store._engine.connect() as connection, connection.begin():
        connection.execute(text("CREATE INDEX stray ON records (coder)"))
        assert schema_differences(connection)


def test_down_and_up_again(store: Store) -> None:
    with store._engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
        unmake(connection)
        assert set(inspect(connection).get_table_names()) == {"alembic_version"}
        migrate(connection)
        assert schema_differences(connection) == []
    assert store.count() == 0


def test_the_schema_module_names_the_last_step() -> None:
    scripts = ScriptDirectory(str(Path(migrations.__file__).parent))
    assert scripts.get_current_head() == HEAD
    assert {script.revision for script in scripts.walk_revisions()} == set(KNOWN_REVISIONS)
