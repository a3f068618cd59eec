"""Saved views (an address under a name) and frozen results (what a page said, for good)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import delete, insert, select

from shiome.errors import InputRefused, NotKnown
from shiome.web.keeping import schema
from shiome.web.keeping.noting import stamp

if TYPE_CHECKING:
    from shiome.web.keeping.keeping import Keeping

LONGEST = 2_000
"""Characters of an address."""


@dataclass(frozen=True, kw_only=True)
class SavedView:
    """An address under a name."""

    name: str
    address: str
    made_at: str


@dataclass(frozen=True, kw_only=True)
class Frozen:
    """What a page said."""

    digest: str
    """SHA-256 of the content: the result hash."""
    address: str
    data_version: str
    program: str
    content: bytes
    """The data of the page as JSON."""
    made_by: str
    made_at: str


class Views:
    """Saved views and frozen results."""

    def __init__(self, keeping: Keeping) -> None:
        self._keeping = keeping

    def save(self, owner: str, name: str, address: str) -> None:
        """Save an address under a name; a view of that name is replaced.

        Raises
        ------
        InputRefused
            ``view.name``, ``view.address``: empty, too long, or not an address of the workbench.
        """
        if not name.strip() or len(name) > 100:
            raise InputRefused(
                "view.name", "the view needs a name of at most 100 characters", ja="名前は 1 字から 100 字"
            )
        if not address.startswith("/") or address.startswith("//") or "\\" in address or len(address) > LONGEST:
            raise InputRefused("view.address", "this is no address of the workbench", ja="この画面のアドレスではない")
        table = schema.views
        with self._keeping.writing() as connection:
            connection.execute(delete(table).where(table.c.owner == owner, table.c.name == name.strip()))
            connection.execute(insert(table).values(owner=owner, name=name.strip(), address=address, made_at=stamp()))

    def saved(self, owner: str) -> list[SavedView]:
        """The views of somebody, by name."""
        table = schema.views
        statement = select(table.c.name, table.c.address, table.c.made_at).where(table.c.owner == owner)
        with self._keeping.reading() as connection:
            rows = connection.execute(statement.order_by(table.c.name)).all()
        return [SavedView(name=row.name, address=row.address, made_at=row.made_at) for row in rows]

    def drop(self, owner: str, name: str) -> None:
        """Drop a view; nothing happens where there is none."""
        table = schema.views
        with self._keeping.writing() as connection:
            connection.execute(delete(table).where(table.c.owner == owner, table.c.name == name))

    def freeze(self, *, address: str, data: object, data_version: str, program: str, by: str) -> Frozen:
        """Keep what a page says for good; the same content of the same address is kept once."""
        content = msgspec.json.encode(data, order="sorted")
        digest = hashlib.sha256(address.encode() + b"\n" + content).hexdigest()
        made = Frozen(
            digest=digest,
            address=address,
            data_version=data_version,
            program=program,
            content=content,
            made_by=by,
            made_at=stamp(),
        )
        table = schema.frozen
        with self._keeping.writing() as connection:
            if connection.execute(select(table.c.digest).where(table.c.digest == digest)).first() is None:
                connection.execute(insert(table).values(**vars(made)))
        return self.frozen(digest)

    def frozen(self, digest: str) -> Frozen:
        """A frozen result.

        Raises
        ------
        NotKnown
            ``frozen.unknown``: there is none of that hash.
        """
        table = schema.frozen
        with self._keeping.reading() as connection:
            row = connection.execute(select(table).where(table.c.digest == digest)).first()
        if row is None:
            raise not_frozen(digest)
        return Frozen(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it


def not_frozen(digest: str) -> NotKnown:
    """What is raised where nothing is frozen under a hash, or nothing that the reader may see."""
    return NotKnown(
        "frozen.unknown", f"nothing is frozen under {digest}", ja=f"{digest} の固定結果はない", failed=digest
    )
