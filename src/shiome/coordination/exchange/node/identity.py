"""Who the node is, where its files lie, and the keys it signs with."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import Connection, select

from shiome.coordination.exchange.node.keyring import all_keys
from shiome.coordination.exchange.node.schema import meta
from shiome.coordination.exchange.objects import KeyPair
from shiome.coordination.exchange.release import Recipient
from shiome.errors import InputRefused, NotKnown, StoreUnavailable, why
from shiome.records.store.bulk import insert_rows

if TYPE_CHECKING:
    import ssl

FILE = "node.json"
_KEYS, _TOKENS = "keys", "tokens"
_SECRET_BYTES = 32


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What the node takes from others at most."""

    object_bytes: int = 1 << 20
    """Length of one object."""
    batch: int = 1000
    """Objects taken over, or sent in, at once."""
    page: int = 2000
    """Objects of one page."""
    skew: timedelta = timedelta(seconds=120)
    """How far ahead a partner's clock may be."""
    refused_bytes: int = 1 << 16
    """How many bytes are kept of one object that was refused."""
    refused_kept: int = 200
    """Of how many refused objects of one partner bytes are kept, the last ones; 0 keeps none."""


@dataclass(frozen=True)
class Identity:
    """The node as its partners know it."""

    node: str
    party: str
    bodies: tuple[str, ...]
    secret: bytes = field(repr=False)
    """Random bytes that never leave the node; marks of tokens, places in lists and names of collections hang on them."""

    @property
    def recipient(self) -> Recipient:
        """The node as labels see it."""
        return Recipient(node=self.node, party=self.party, bodies=frozenset(self.bodies))


def write_identity(connection: Connection, *, node: str, party: str, bodies: tuple[str, ...]) -> None:
    """Enter who the node is, once and for all."""
    values = {
        "node": node,
        "party": party,
        "bodies": msgspec.json.encode(sorted(set(bodies))).decode(),
        "secret": secrets.token_hex(_SECRET_BYTES),
    }
    insert_rows(connection, meta.name, ("key", "value"), list(values.items()))


def read_identity(connection: Connection) -> Identity:
    """Who the node is."""
    found = {row.key: row.value for row in connection.execute(select(meta))}
    bodies = tuple(msgspec.json.decode(found["bodies"], type=list[str]))
    return Identity(found["node"], found["party"], bodies, bytes.fromhex(found["secret"]))


class Folder:
    """The files of a node: the address of its database, its private keys, the tokens that partners gave it, certificates to call with."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def is_made(self) -> bool:
        """Whether there is a node in the folder."""
        return (self.path / FILE).is_file()

    def make(self, *, db: str) -> None:
        """Make the folder, which nobody but its owner may enter.

        Raises
        ------
        InputRefused
            ``exchange.exists``: it holds a node already; ``exchange.folder``: it cannot be made.
        """
        if self.is_made:
            raise InputRefused(
                "exchange.exists",
                f"there already is a node in {self.path}",
                ja=f"{self.path} には既にノードがある",
                hint="use that one or name another folder",
                hint_ja="それを使うか、別のフォルダーを指定する",
                failed=self.path,
            )
        try:
            for part in (self.path, self.path / _KEYS, self.path / _TOKENS):
                part.mkdir(parents=True, exist_ok=True, mode=0o700)
                part.chmod(0o700)
            (self.path / FILE).write_bytes(msgspec.json.encode({"db": db}) + b"\n")
            (self.path / FILE).chmod(0o600)
        except OSError as error:
            raise InputRefused(
                "exchange.folder",
                f"{self.path} cannot be written: {why(error).en}",
                ja=f"{self.path} に書き込めない（{why(error).ja}）",
                hint="name a folder that may be written",
                hint_ja="書き込めるフォルダーを指定する",
                failed=self.path,
            ) from error

    def remove_file(self) -> None:
        """Take back that there is a node, where its database could not be made."""
        (self.path / FILE).unlink(missing_ok=True)

    @property
    def url(self) -> str:
        """The address of the node's database.

        Raises
        ------
        StoreUnavailable
            ``exchange.missing``: there is no node in the folder.
        """
        try:
            given = msgspec.json.decode((self.path / FILE).read_bytes(), type=dict[str, str])
        except (OSError, msgspec.MsgspecError) as error:
            raise StoreUnavailable(
                "exchange.missing",
                f"there is no node in {self.path}",
                ja=f"{self.path} にノードがない",
                hint="make one with: shiome exchange init",
                hint_ja="shiome exchange init で作る",
                failed=self.path,
            ) from error
        return given.get("db") or str(self.path / "node.db")

    def add_key(self, keys: KeyPair) -> None:
        """Keep a private key."""
        keys.save(self._key_file(keys.key_id))

    def signing_key(self, connection: Connection, node: str, *, at: int) -> KeyPair:
        """The newest private key of the node that may sign now; one that a newer key is already replacing comes last.

        Times of keys are whole seconds, so two keys may have begun in the same one: which of them is being replaced
        decides, not their order.

        Raises
        ------
        NotKnown
            ``exchange.no_key``: none may.
        """
        good = [
            row
            for row in reversed(all_keys(connection, node))
            if row.revoked_at is None and row.valid_from <= at and (row.valid_until is None or at < row.valid_until)
        ]
        if good:
            return KeyPair.load(self._key_file(min(good, key=lambda row: row.valid_until is not None).key))
        raise NotKnown(
            "exchange.no_key",
            f"{node} has no key that may sign now",
            ja=f"{node} には今署名できる鍵がない",
            hint="make one with: shiome exchange key --new",
            hint_ja="shiome exchange key --new で作る",
            failed=node,
        )

    def keep_token(self, partner: str, token: str) -> None:
        """Keep the token that a partner gave this node, in a file that only its owner may read."""
        file = self.path / _TOKENS / partner
        file.touch(mode=0o600)
        file.chmod(0o600)
        file.write_text(token + "\n", encoding="ascii")

    def token(self, partner: str) -> str:
        """The token that a partner gave this node; empty where it gave none."""
        file = self.path / _TOKENS / partner
        return file.read_text(encoding="ascii").strip() if file.is_file() else ""

    def tls(self) -> ssl.SSLContext | None:
        """How this node shows itself to partners over TLS, and whom it believes, from files in its folder; ``None`` where there are none.

        ``authorities.pem`` stands in place of the system's authorities; ``client.pem`` and ``client.key`` are this node's certificate.

        Raises
        ------
        InputRefused
            ``tls.certificate``: a file cannot be used.
        """
        import ssl

        authorities, certificate, key = (self.path / name for name in ("authorities.pem", "client.pem", "client.key"))
        if not authorities.is_file() and not certificate.is_file():
            return None
        try:
            context = ssl.create_default_context(cafile=str(authorities) if authorities.is_file() else None)
            if certificate.is_file():
                context.load_cert_chain(certificate, key, password=lambda: "")
        except (OSError, ValueError) as error:
            raise InputRefused(
                "tls.certificate",
                f"the certificates in {self.path} cannot be used: {error}",
                ja=f"{self.path} の証明書を使えない（{error}）",
                hint="give PEM files, the key without a password",
                hint_ja="PEM 形式で、鍵はパスワードなしのものを置く",
                failed=self.path,
            ) from error
        return context

    def _key_file(self, key: str) -> Path:
        return self.path / _KEYS / f"{key.partition(':')[2]}.pem"
