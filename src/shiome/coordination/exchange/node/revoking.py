"""Taking an object back: a last version, marked as revoked, goes to all who were given an earlier one."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

import msgspec
from sqlalchemy import select

from shiome.coordination.exchange.node.announcements import PURGE
from shiome.coordination.exchange.node.database import from_us
from shiome.coordination.exchange.node.identity import Identity
from shiome.coordination.exchange.node.schema import outbox, views
from shiome.coordination.exchange.node.stored import LINEAGE_BYTES, StoredView, insert_views, label_of, read_time
from shiome.coordination.exchange.node.withdrawing import withdraw_earlier
from shiome.coordination.exchange.node.work import Work
from shiome.coordination.exchange.objects import EXTENSION, KeyPair, sign, stamp
from shiome.errors import InputRefused, NotKnown

_MILLISECOND = 1000


def revoke(work: Work, identity: Identity, keys: KeyPair, stix_id: str, *, purge: bool) -> tuple[str, ...]:
    """Revoke an object of this node; the partners that are told.

    Each is told in what it was given before, so that nobody learns a field by the revocation that it did not have.

    Raises
    ------
    NotKnown
        ``exchange.object``: this node has published nothing of that identifier, or has revoked it.
    InputRefused
        ``exchange.no_versions``: the object is of a kind that has no versions (a STIX cyber-observable object), which cannot be
        revoked.
    """
    rows = _given(work, identity, stix_id)
    by_view: dict[str, list[str]] = {}
    for row in rows:
        by_view.setdefault(row.digest, []).append(row.partner)
    content = {row.digest: row for row in rows}
    last = max(row.version for row in rows)
    modified = max(work.at, last + _MILLISECOND) // _MILLISECOND * _MILLISECOND
    lineage = secrets.token_urlsafe(LINEAGE_BYTES)
    made = [
        (_revoked(work, identity, keys, content[digest], modified, lineage, purge=purge), to)
        for digest, to in by_view.items()
    ]
    fresh = {view.digest: view for view, _to in made}
    insert_views(work.writes, list(fresh.values()), at=work.at)
    for view in fresh.values():
        withdraw_earlier(work, view, purge=purge)
    for view, to in made:
        for node in to:
            work.deliver(work.partners[node], view, "revoke")
    work.journal.note("node", "revoke", id=stix_id, views=sorted(fresh))
    return tuple(sorted({node for _view, to in made for node in to}))


def _given(work: Work, identity: Identity, stix_id: str) -> list[Any]:
    """The views of the newest version that each partner was given by this node; several where one carries for those behind it."""
    question = (
        select(outbox.c.partner, outbox.c.version, views.c.digest, views.c.content, views.c.label, views.c.revoked)
        .select_from(outbox.join(views, views.c.digest == outbox.c.digest))
        .where(outbox.c.stix_id == stix_id, outbox.c.originator == identity.node, views.c.content.is_not(None))
        .order_by(outbox.c.version, outbox.c.sequence)
    )
    rows = work.connection.execute(question).all()
    newest = {row.partner: row.version for row in rows}
    found = [
        row for row in rows if row.version == newest[row.partner] and row.partner in work.partners and not row.revoked
    ]
    if not found:
        raise NotKnown(
            "exchange.object",
            f"{stix_id} is with no partner",
            ja=f"{stix_id} を持つ相手はない",
            hint="list what was published with: shiome exchange list --given",
            hint_ja="公開したものは shiome exchange list --given で見る",
            failed=stix_id,
        )
    return found


def _revoked(
    work: Work, identity: Identity, keys: KeyPair, row: Any, modified: int, lineage: str, *, purge: bool
) -> StoredView:
    value: dict[str, Any] = msgspec.json.decode(row.content)
    if "modified" not in value:
        raise InputRefused(
            "exchange.no_versions",
            f"{value['id']} is of a kind that has no versions and cannot be revoked",
            ja=f"{value['id']} は版を持たない種類のもので、撤回できない",
            hint="revoke the objects that refer to it",
            hint_ja="それを参照するオブジェクトを撤回する",
            failed=value["id"],
        )
    value["extensions"] = {name: rest for name, rest in value["extensions"].items() if name != EXTENSION}
    if not value["extensions"]:
        del value["extensions"]
    value |= {"revoked": True, "modified": stamp(from_us(modified))}
    if purge:
        value["labels"] = [*(each for each in value.get("labels", ()) if each != PURGE), PURGE]
    label = label_of(row.label)
    data = sign(value, keys=keys, originator=identity.node, label=label, signed_at=from_us(work.at), lineage=lineage)
    return StoredView(
        digest=hashlib.sha256(data).hexdigest(),
        stix_id=value["id"],
        type=value["type"],
        originator=identity.node,
        version=read_time(value["modified"], "modified"),
        version_text=value["modified"],
        spec_version=value["spec_version"],
        lineage=lineage,
        label=label,
        key=keys.key_id,
        signed_at=work.at // _MILLISECOND * _MILLISECOND,
        expires=None,
        revoked=True,
        content=data,
    )
