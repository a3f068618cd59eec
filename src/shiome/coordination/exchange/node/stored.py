"""Signed bytes as the node keeps them, and the rows of an outbox."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from shiome.coordination.exchange.node.database import from_us, timestamp, to_us
from shiome.coordination.exchange.node.schema import views
from shiome.coordination.exchange.node.writes import Writes
from shiome.coordination.exchange.release import Label
from shiome.errors import InputRefused

SPEC_VERSION = "2.1"
LINEAGE_BYTES = 16
"""Random bytes of the token that the views of one publication share."""
_COLUMNS = (
    "digest",
    "stix_id",
    "type",
    "originator",
    "version",
    "version_text",
    "spec_version",
    "lineage",
    "label",
    "key",
    "signed_at",
    "expires",
    "revoked",
    "stored_at",
    "content",
)
_DECODE_LABEL = msgspec.json.Decoder(Label)


@dataclass(frozen=True, kw_only=True)
class StoredView:
    """What the node knows of signed bytes without reading them again."""

    digest: str
    """SHA-256 of the bytes (hex)."""
    stix_id: str
    type: str
    originator: str
    version: int | None
    """Time of the version in microseconds; none for objects without versions, which take the time at which they are added."""
    version_text: str
    """The version as the object itself writes it."""
    spec_version: str
    lineage: str
    label: Label
    key: str
    signed_at: int
    expires: int | None
    revoked: bool
    content: bytes

    @property
    def name(self) -> tuple[str, str]:
        """Identifier and originator: what all versions of an object share."""
        return self.stix_id, self.originator


def read_time(text: Any, what: str) -> int:
    """A STIX timestamp in microseconds since 1970.

    >>> read_time("1970-01-01T00:00:01.5Z", "created")
    1500000

    Raises
    ------
    InputRefused
        ``exchange.time``: it is none.
    """
    try:
        if not isinstance(text, str) or not text.endswith("Z"):
            raise ValueError(text)
        return to_us(datetime.fromisoformat(text).astimezone(UTC))
    except (ValueError, OverflowError) as error:
        raise InputRefused(
            "exchange.time",
            f"{what} {str(text)[:40]!r} is no STIX timestamp",
            ja=f"{what} の {str(text)[:40]!r} は STIX の時刻ではない",
            hint="write it in UTC, such as 2026-11-21T00:00:00.000Z",
            hint_ja="2026-11-21T00:00:00.000Z のように協定世界時で書く",
            failed=text,
        ) from error


def version_of(value: Mapping[str, Any]) -> tuple[int | None, str]:
    """When this version of an object was made: ``modified``, else ``created``, else nothing (TAXII 2.1, section 3.4)."""
    for name in ("modified", "created"):
        if name in value:
            return read_time(value[name], name), str(value[name])
    return None, ""


def insert_views(writes: Writes, found: Sequence[StoredView], *, at: int) -> None:
    """Store signed bytes that are not there yet."""
    rows = [
        (
            each.digest,
            each.stix_id,
            each.type,
            each.originator,
            each.version,
            each.version_text,
            each.spec_version,
            each.lineage,
            msgspec.json.encode(each.label).decode(),
            each.key,
            each.signed_at,
            each.expires,
            int(each.revoked),
            at,
            each.content,
        )
        for each in found
    ]
    writes.insert(views.name, _COLUMNS, rows)


def views_by(connection: Connection, *conditions: Any) -> list[StoredView]:
    """Stored views with their bytes, oldest version first; those whose bytes were erased are left out."""
    question = select(views).where(views.c.content.is_not(None), *conditions)
    return [stored_row(row) for row in connection.execute(question.order_by(views.c.version, views.c.stored_at))]


def stored_row(row: Any) -> StoredView:
    """A row of the table as a value."""
    return StoredView(
        digest=row.digest,
        stix_id=row.stix_id,
        type=row.type,
        originator=row.originator,
        version=row.version,
        version_text=row.version_text,
        spec_version=row.spec_version,
        lineage=row.lineage,
        label=label_of(row.label),
        key=row.key,
        signed_at=row.signed_at,
        expires=row.expires,
        revoked=bool(row.revoked),
        content=bytes(row.content),
    )


def label_of(text: str) -> Label:
    """A label as it is stored."""
    return _DECODE_LABEL.decode(text)


def shown_time(microseconds: int | None) -> str:
    """A time for people and for JSON, to the second; a hyphen where there is none."""
    return "-" if microseconds is None else from_us(microseconds).strftime("%Y-%m-%dT%H:%M:%SZ")


def written_version(version: int, text: str) -> str:
    """The version as it goes out: the object's own words, else the time at which it was added."""
    return text or timestamp(version)
