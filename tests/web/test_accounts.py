from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import update
from starlette.testclient import TestClient
from tests.web.forms import sign_in, token_on

from shiome.errors import InputRefused, NotKnown
from shiome.web.keeping import Keeping, schema
from shiome.web.keeping.accounts import TRIES
from shiome.workspace.settings import Settings, write_settings

BOTH = [pytest.param("sqlite", id="sqlite"), pytest.param("postgresql", id="postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=BOTH)
def keeping(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Keeping]:
    url: Callable[[], str] | None = request.getfixturevalue("postgres_url") if request.param == "postgresql" else None
    write_settings(tmp_path, Settings(region="any", db=url() if url else ""))
    opened = Keeping.open(tmp_path)
    yield opened
    opened.close()


def test_signing_in_and_out(keeping: Keeping) -> None:
    keeping.accounts.add("mika", "long enough words", role="analyst", bodies=("msmt",), by="test")
    token = keeping.accounts.sign_in("mika", "long enough words")
    reader = keeping.accounts.reader(token)
    assert reader is not None
    assert (reader.name, reader.role, reader.bodies, reader.local) == ("mika", "analyst", ("msmt",), False)
    assert keeping.accounts.reader("another") is None
    keeping.accounts.sign_out(token)
    assert keeping.accounts.reader(token) is None


def test_wrong_password_and_unknown_name_read_the_same(keeping: Keeping) -> None:
    keeping.accounts.add("mika", "long enough words", role="reader", by="test")
    lines = []
    for name, password in (("mika", "something else"), ("nobody", "long enough words")):
        with pytest.raises(InputRefused) as refused:
            keeping.accounts.sign_in(name, password)
        lines.append(refused.value.line())
    assert lines[0] == lines[1]


def test_too_many_attempts_close_the_account_for_a_while(keeping: Keeping) -> None:
    keeping.accounts.add("mika", "long enough words", role="reader", by="test")
    for _ in range(TRIES):
        with pytest.raises(InputRefused):
            keeping.accounts.sign_in("mika", "wrong")
    with pytest.raises(InputRefused):
        keeping.accounts.sign_in("mika", "long enough words")


def test_a_new_password_or_a_closed_account_ends_sessions(keeping: Keeping) -> None:
    keeping.accounts.add("mika", "long enough words", role="reader", by="test")
    token = keeping.accounts.sign_in("mika", "long enough words")
    keeping.accounts.add("mika", "other long words", role="reader", by="test")
    assert keeping.accounts.reader(token) is None
    token = keeping.accounts.sign_in("mika", "other long words")
    keeping.accounts.close("mika", by="test")
    assert keeping.accounts.reader(token) is None
    assert [account.closed for account in keeping.accounts.all()] == [True]
    with pytest.raises(InputRefused):
        keeping.accounts.sign_in("mika", "other long words")


def test_a_session_ends(keeping: Keeping) -> None:
    keeping.accounts.add("mika", "long enough words", role="reader", by="test")
    token = keeping.accounts.sign_in("mika", "long enough words")
    with keeping.writing() as connection:
        connection.execute(update(schema.sessions).values(ends_at="2020-01-01T00:00:00+00:00"))
    assert keeping.accounts.reader(token) is None


@pytest.mark.parametrize(
    ("name", "password", "role"),
    [("a", "short", "reader"), ("", "long enough words", "reader"), ("a", "long enough words", "king")],
)
def test_accounts_that_are_refused(keeping: Keeping, name: str, password: str, role: str) -> None:
    with pytest.raises(InputRefused):
        keeping.accounts.add(name, password, role=role, by="test")
    assert keeping.accounts.all() == []


def test_closing_somebody_unknown(keeping: Keeping) -> None:
    with pytest.raises(NotKnown):
        keeping.accounts.close("nobody", by="test")


def test_everything_is_written_down(keeping: Keeping) -> None:
    keeping.accounts.add("mika", "long enough words", role="reader", by="chief")
    keeping.accounts.sign_in("mika", "long enough words")
    keeping.note("mika", "views.save", "/views")
    assert [(row["account"], row["action"]) for row in keeping.audit()] == [
        ("mika", "views.save"),
        ("mika", "session.begun"),
        ("chief", "account.set"),
    ]
    with keeping.reading() as connection:
        kept = str(connection.execute(schema.accounts.select()).all()) + str(
            connection.execute(schema.sessions.select()).all()
        )
    assert "long enough words" not in kept


def test_opened_again_it_is_the_same(keeping: Keeping, tmp_path: Path) -> None:
    again = Keeping.open(tmp_path)
    assert again.secret == keeping.secret
    again.close()


def test_nobody_comes_in_without_signing_in(team: TestClient) -> None:
    answer = team.get("/en/systems?as_of=2025-12-31")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/en/sign-in?to=%2Fen%2Fsystems%3Fas_of%3D2025-12-31"
    assert team.get("/en/systems?format=json").status_code == 401
    assert "121" not in team.get("/en/sign-in").text


def test_signing_in_goes_on_to_where_one_wanted_to_go_and_nowhere_else(team: TestClient) -> None:
    for to, place in (
        ("/en/systems", "/en/systems"),
        ("https://elsewhere.example", "/en/"),
        ("//elsewhere.example", "/en/"),
    ):
        given = {"csrf": token_on(team, "/en/sign-in"), "name": "reader", "password": "reader-long-password", "to": to}
        assert team.post("/en/sign-in", data=given).headers["location"] == place
        team.cookies.clear()


def test_sign_in_needs_its_form(team: TestClient) -> None:
    assert team.post("/en/sign-in", data={"name": "reader", "password": "reader-long-password"}).status_code == 403


def test_signing_out_ends_the_session(team: TestClient) -> None:
    sign_in(team, "reader")
    assert team.get("/en/systems").status_code == 200
    cookie = team.cookies["shiome_session"]
    team.post("/en/sign-out", data={"csrf": token_on(team, "/en/kept")})
    team.cookies.set("shiome_session", cookie)
    assert team.get("/en/systems").status_code == 303


def test_views_belong_to_their_owner(team: TestClient) -> None:
    sign_in(team, "reader")
    team.post("/en/views", data={"name": "mine", "address": "/en/systems", "csrf": token_on(team, "/en/kept")})
    assert len(team.get("/en/kept?format=json").json()["views"]) == 1
    team.cookies.clear()
    sign_in(team, "analyst")
    assert team.get("/en/kept?format=json").json()["views"] == []
