"""Accounts of server mode, and the sessions of those who have signed in."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from sqlalchemy import Connection, delete, func, insert, select, update

from shiome.errors import InputRefused, NotKnown
from shiome.web.keeping import schema
from shiome.web.keeping.noting import note_in, stamp
from shiome.web.keeping.passwords import hashed, matches
from shiome.web.model import ROLES, Reader, Role

if TYPE_CHECKING:
    from shiome.web.keeping.keeping import Keeping

SESSION = timedelta(hours=12)
TRIES, WINDOW = 8, timedelta(minutes=15)
"""Failed attempts in a stretch of time after which an account is closed to further ones for the rest of it."""


@dataclass(frozen=True, kw_only=True)
class Account:
    """An account as administrators see it."""

    name: str
    role: Role
    bodies: tuple[str, ...]
    made_at: str
    closed: bool


class Accounts:
    """Accounts and sessions."""

    def __init__(self, keeping: Keeping) -> None:
        self._keeping = keeping

    def add(self, name: str, password: str, *, role: str, bodies: tuple[str, ...] = (), by: str) -> None:
        """Make an account, or give one that is there another password, role and bodies.

        Raises
        ------
        InputRefused
            ``account.role``, ``account.name``, ``account.password``.
        """
        if role not in ROLES:
            raise _refused(
                "role", f"there is no role {role!r}", f"役割 {role!r} はない", "use one of: " + ", ".join(ROLES)
            )
        if not name or len(name) > 64 or not name.isprintable():
            raise _refused("name", "the name is empty or too long", "名前が空か長すぎる", "use 1 to 64 characters")
        values = {"role": role, "bodies": " ".join(bodies), "password": hashed(password), "closed_at": None}
        with self._keeping.writing() as connection:
            known = connection.execute(select(schema.accounts.c.name).where(schema.accounts.c.name == name)).scalar()
            if known is None:
                connection.execute(insert(schema.accounts).values(name=name, made_at=stamp(), **values))
            else:
                connection.execute(update(schema.accounts).where(schema.accounts.c.name == name).values(**values))
                connection.execute(delete(schema.sessions).where(schema.sessions.c.account == name))
            note_in(connection, by, "account.set", name)

    def close(self, name: str, *, by: str) -> None:
        """Close an account and end its sessions.

        Raises
        ------
        NotKnown
            There is no such account.
        """
        with self._keeping.writing() as connection:
            changed = connection.execute(
                update(schema.accounts).where(schema.accounts.c.name == name).values(closed_at=stamp())
            )
            if not changed.rowcount:
                raise NotKnown(
                    "account.unknown", f"there is no account {name!r}", ja=f"{name!r} という利用者はない", failed=name
                )
            connection.execute(delete(schema.sessions).where(schema.sessions.c.account == name))
            note_in(connection, by, "account.closed", name)

    def all(self) -> list[Account]:
        """All accounts by name."""
        with self._keeping.reading() as connection:
            rows = connection.execute(select(schema.accounts).order_by(schema.accounts.c.name)).all()
        return [
            Account(
                name=row.name,
                role=cast("Role", row.role),
                bodies=tuple(row.bodies.split()),
                made_at=row.made_at,
                closed=row.closed_at is not None,
            )
            for row in rows
        ]

    def sign_in(self, name: str, password: str) -> str:
        """The token of a new session.

        Raises
        ------
        InputRefused
            ``account.refused``: the name or the password is wrong, or there were too many attempts; which of them is not told.
        """
        table = schema.accounts
        with self._keeping.reading() as connection:
            row = connection.execute(select(table).where(table.c.name == name, table.c.closed_at.is_(None))).first()
            tried = self._tried(connection, name)
        right = matches(password, row.password if row is not None else _nobody())
        if row is None or not right or tried >= TRIES:
            with self._keeping.writing() as connection:
                connection.execute(insert(schema.failures).values(account=name[:64], at=stamp()))
                note_in(connection, name[:64], "session.refused", "")
            raise _refused(
                "refused", "the name or the password is wrong", "名前またはパスワードが違う", "try again later"
            )
        token = secrets.token_urlsafe(32)
        with self._keeping.writing() as connection:
            connection.execute(delete(schema.sessions).where(schema.sessions.c.ends_at < stamp()))
            connection.execute(
                insert(schema.sessions).values(
                    token=_digest(token), account=name, made_at=stamp(), ends_at=stamp(SESSION)
                )
            )
            note_in(connection, name, "session.begun", "")
        return token

    def reader(self, token: str) -> Reader | None:
        """Who a session belongs to; ``None`` where it is unknown or over."""
        sessions, accounts = schema.sessions, schema.accounts
        statement = (
            select(accounts.c.name, accounts.c.role, accounts.c.bodies)
            .join(sessions, sessions.c.account == accounts.c.name)
            .where(sessions.c.token == _digest(token), sessions.c.ends_at > stamp(), accounts.c.closed_at.is_(None))
        )
        with self._keeping.reading() as connection:
            row = connection.execute(statement).first()
        return None if row is None else Reader(name=row.name, role=row.role, bodies=tuple(row.bodies.split()))

    def sign_out(self, token: str) -> None:
        """End a session."""
        with self._keeping.writing() as connection:
            connection.execute(delete(schema.sessions).where(schema.sessions.c.token == _digest(token)))

    def _tried(self, connection: Connection, name: str) -> int:
        table = schema.failures
        statement = select(func.count()).where(table.c.account == name, table.c.at > stamp(-WINDOW))
        return int(connection.execute(statement).scalar_one())


@lru_cache(maxsize=1)
def _nobody() -> str:
    """Checked where there is no such account, so that its absence takes as long to tell as a wrong password."""
    return hashed(secrets.token_hex(16))


def _digest(token: str) -> str:
    # A token has 256 random bits, so that a plain hash is as good as a slow one.
    return hashlib.sha256(token.encode()).hexdigest()


def _refused(code: str, message: str, ja: str, hint: str) -> InputRefused:
    return InputRefused(f"account.{code}", message, ja=ja, hint=hint, hint_ja=hint)
