"""What only a server can suffer."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from sqlalchemy import make_url
from tests.records.making import event
from tests.servers.postgres import PostgresServer

from shiome.errors import MissingExtra, RecordRefused, StoreUnavailable
from shiome.records.store import create_store, open_store
from shiome.records.store.failures import translate


def test_no_server_answers() -> None:
    with pytest.raises(StoreUnavailable) as caught:
        open_store("postgresql://kato:secret@127.0.0.1:1/shiome")
    assert caught.value.code == "store.unreachable"
    assert "secret" not in str(caught.value)


def test_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(MissingExtra) as caught:
        open_store("postgresql://kato@127.0.0.1:1/shiome")
    assert "shiome[postgres]" in str(caught.value)


@pytest.mark.postgres
def test_no_such_database(postgres_server: PostgresServer) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        create_store(postgres_server.url("nowhere"))
    assert caught.value.code == "store.missing"


@pytest.mark.postgres
def test_an_account_that_may_not_write(postgres_server: PostgresServer, postgres_url: Callable[[], str]) -> None:
    url = make_url(postgres_url())
    create_store(str(url)).close()
    assert url.database is not None
    postgres_server.query("CREATE ROLE reader LOGIN; GRANT pg_read_all_data TO reader", database=url.database)
    with open_store(url.set(username="reader").render_as_string(hide_password=False)) as store:
        assert store.count() == 0
        with pytest.raises(StoreUnavailable) as caught, store.transaction(actor="test") as transaction:
            transaction.add_records([event()])
    assert caught.value.code == "store.readonly"
    with pytest.raises(StoreUnavailable) as caught:
        create_store(url.set(username="reader", database="postgres").render_as_string(hide_password=False))
    assert caught.value.code == "store.readonly"


@pytest.mark.postgres
@pytest.mark.parametrize("may_make_extensions", [True, False])
def test_overlap_is_refused_with_and_without_the_extension(
    postgres_server: PostgresServer, postgres_url: Callable[[], str], *, may_make_extensions: bool
) -> None:
    url = make_url(postgres_url())
    assert url.database is not None
    if not may_make_extensions:
        role = f"plain_{url.database}"
        postgres_server.query(
            f"CREATE ROLE {role} LOGIN; GRANT CREATE, USAGE ON SCHEMA public TO {role}", database=url.database
        )
        postgres_server.query("REVOKE CREATE ON DATABASE " + url.database + " FROM PUBLIC", database=url.database)
        url = url.set(username=role)
    with create_store(url.render_as_string(hide_password=False)) as store:
        with store.transaction(actor="test") as transaction:
            transaction.add_records([event()])
        with pytest.raises(RecordRefused) as caught, store.transaction(actor="test") as transaction:
            transaction.add_records([event(known="2026-01-01")])
        assert caught.value.code == "record.overlap"
        assert store.count() == 1
    kinds = postgres_server.query(
        "SELECT contype FROM pg_constraint WHERE conname = 'records_no_overlap'", database=url.database
    )
    assert kinds == ("x" if may_make_extensions else "")


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("53100", "store.full"),
        ("55P03", "store.locked"),
        ("25006", "store.readonly"),
        ("42501", "store.readonly"),
        ("08006", "store.unreachable"),
        ("57P01", "store.unreachable"),
        ("28P01", "store.unreachable"),
        ("42P01", "store.missing"),
        ("22012", "store.failed"),
    ],
)
def test_states_of_the_server_have_codes(state: str, code: str) -> None:
    error = Exception("the server's\nown words")
    error.sqlstate = state  # type: ignore[attr-defined]
    told = translate(error, "postgresql://host/name")
    assert told.code == code
    assert "\n" not in str(told)
    assert "\n" not in told.line("ja")


@pytest.mark.postgres
def test_a_full_disk(postgres_server: PostgresServer, postgres_url: Callable[[], str]) -> None:
    """The server reports a full disk when a file cannot grow; a limit on its temporary files is another report, so the
    report is raised in the server itself, in the middle of a transaction."""
    url = make_url(postgres_url())
    assert url.database is not None
    with create_store(str(url)) as store:
        postgres_server.query(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.id = 'e2500' THEN "
            "RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END IF; "
            "RETURN NEW; END $$; "
            "CREATE TRIGGER full_disk BEFORE INSERT ON records FOR EACH ROW EXECUTE FUNCTION full_disk()",
            database=url.database,
        )
        with pytest.raises(StoreUnavailable) as caught, store.transaction(actor="test") as transaction:
            transaction.add_records(event(f"e{n}") for n in range(5000))
        assert caught.value.code == "store.full"
        assert store.count() == 0
