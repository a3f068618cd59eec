"""A node: all that its commands, its server and its tests do with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Self

from shiome.coordination.exchange.node import keyring
from shiome.coordination.exchange.node import partners as registry
from shiome.coordination.exchange.node.database import now_us
from shiome.coordination.exchange.node.giving import Giving
from shiome.coordination.exchange.node.identity import Folder, Limits, write_identity
from shiome.coordination.exchange.node.keyring import KeyRow
from shiome.coordination.exchange.node.logkeeping import Logkeeping
from shiome.coordination.exchange.node.opening import create_database, open_database
from shiome.coordination.exchange.node.registering import Registering
from shiome.coordination.exchange.node.taking import Taking
from shiome.coordination.exchange.objects import KeyPair

_SECOND = 1_000_000


class Node(Registering, Giving, Taking, Logkeeping):
    """A node with its database and its keys; use it as a context manager."""

    @classmethod
    def create(
        cls, path: Path, *, node: str, party: str, bodies: Sequence[str] = (), db: str = "", limits: Limits | None = None,
        clock: Callable[[], int] = now_us,
    ) -> Self:  # fmt: skip
        """Make a node: its folder, its database and its first key.

        Parameters
        ----------
        path:
            Folder for its keys and tokens.
        node:
            Its identifier among partners, such as ``straits-secretariat``.
        party:
            State or body of the region's pack that it belongs to.
        bodies:
            Bodies in whose work it takes part.
        db:
            Address of a PostgreSQL database; empty for a SQLite file in the folder.

        Raises
        ------
        InputRefused
            ``exchange.name``, ``exchange.exists``, ``exchange.folder``.
        StoreUnavailable
            The database holds a node already, or cannot be used.
        """
        registry.slug(node, "node")
        folder = Folder(path)
        folder.make(db=db)
        try:
            database = create_database(folder.url)
        except BaseException:
            folder.remove_file()
            raise
        keys = KeyPair.generate()
        folder.add_key(keys)
        with database.writing() as connection:
            write_identity(connection, node=node, party=party, bodies=tuple(bodies))
            at = clock()
            row = KeyRow(node=node, key=keys.key_id, public=keys.public, valid_from=at // _SECOND * _SECOND)
            keyring.add_key(connection, row, at=at)
        return cls(folder, database, limits=limits, clock=clock)

    @classmethod
    def open(cls, path: Path, *, db: str = "", limits: Limits | None = None, clock: Callable[[], int] = now_us) -> Self:
        """Open the node of a folder.

        Parameters
        ----------
        db:
            Address of its database, if it has moved since the node was made.

        Raises
        ------
        StoreUnavailable
            ``exchange.missing``: there is none; ``store.unreachable`` …
        """
        folder = Folder(path)
        return cls(folder, open_database(db or folder.url), limits=limits, clock=clock)
