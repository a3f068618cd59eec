"""Taking objects over from a partner: checked one by one, stored together, passed on only as their labels allow."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, select

from shiome.coordination.exchange.node import announcements, keyring
from shiome.coordination.exchange.node.among import among, listed
from shiome.coordination.exchange.node.database import from_us, to_us
from shiome.coordination.exchange.node.identity import Identity, Limits
from shiome.coordination.exchange.node.partners import Partner
from shiome.coordination.exchange.node.schema import receipts, views
from shiome.coordination.exchange.node.stored import SPEC_VERSION, StoredView, insert_views, version_of
from shiome.coordination.exchange.node.withdrawing import withdraw_earlier
from shiome.coordination.exchange.node.work import Work
from shiome.coordination.exchange.objects import Verified, verify
from shiome.coordination.exchange.release import may_relay, reaches
from shiome.errors import InputRefused, ShiomeError


@dataclass(frozen=True)
class Refusal:
    """Bytes that were not accepted, and why; the reason is never told to who sent them."""

    digest: str
    code: str
    detail: str
    content: bytes = b""


@dataclass(frozen=True)
class Candidate:
    """Bytes that were checked."""

    view: StoredView
    value: dict[str, Any]


@dataclass
class Intake:
    """What became of a batch."""

    accepted: list[str] = field(default_factory=list)
    """Digests that are stored now and were not before."""
    repeated: list[str] = field(default_factory=list)
    """Digests that were stored already."""
    refused: list[Refusal] = field(default_factory=list)
    relayed: int = 0
    """Rows that went into the outboxes of other partners."""


Checked = Candidate | Refusal | str
"""A checked object, a refusal, or the digest of what is stored already."""


def check_batch(
    connection: Connection, identity: Identity, batch: Sequence[bytes], *, sender: Partner, limits: Limits, at: int
) -> list[Checked]:
    """Check each object of a batch; reads the database and writes nothing."""
    digests = [hashlib.sha256(data).hexdigest() for data in batch]
    known = stored_digests(connection, digests)
    keys = {(row.node, row.key): row for row in keyring.all_keys(connection)}
    found: list[Checked] = []
    for digest, data in zip(digests, batch, strict=True):
        if digest in known:
            found.append(digest)
            continue
        try:
            candidate = _checked(data, identity, sender=sender, keys=keys, limits=limits, at=at)
            announced = announcements.read(candidate.value, candidate.view.originator)
            if announced is not None:  # later objects of the batch may be signed with the new key
                keys.setdefault((announced.node, announced.key), announced)
            found.append(candidate)
        except ShiomeError as error:
            found.append(Refusal(digest, error.code, error.message, data))
    return found


def store_batch(work: Work, identity: Identity, checked: Sequence[Checked], *, sender: Partner) -> Intake:
    """Store what was checked, log it in the channel with the sender, and pass on what may be passed on."""
    intake, fresh = _sorted_out(work, checked)
    for refusal in intake.refused:
        work.refuse(sender.node, refusal.code, digest=refusal.digest, detail=refusal.detail)
    insert_views(work.writes, [each.view for each in fresh], at=work.at)
    _note_receipts(work, sender, [*intake.accepted, *intake.repeated])
    for digest in intake.accepted:
        work.journal.note(sender.node, "receive", digest=digest)
    for each in fresh:
        announcements.take_over(work, each.value, each.view.originator)
        if each.view.revoked:
            withdraw_earlier(work, each.view, purge=announcements.asks_purge(each.value))
    revoked = {each.view.name for each in fresh if each.view.revoked}
    standing = [each.view for each in fresh if each.view.revoked or each.view.name not in revoked]
    intake.relayed = _relay(work, identity, standing, sender)
    return intake


def _sorted_out(work: Work, checked: Sequence[Checked]) -> tuple[Intake, list[Candidate]]:
    """What is new, what is here already, what is refused; looked at once more, for somebody else may have brought it meanwhile."""
    intake = Intake()
    fresh: dict[str, Candidate] = {}
    candidates = [each.view for each in checked if isinstance(each, Candidate)]
    known = stored_digests(work.connection, [view.digest for view in candidates])
    gone = _revoked_versions(work.connection, [view.stix_id for view in candidates])
    for one in checked:
        each = _unless_revoked(one, gone)
        if isinstance(each, Refusal):
            intake.refused.append(each)
        elif isinstance(each, Candidate) and each.view.digest not in known:
            fresh.setdefault(each.view.digest, each)
        else:
            digest = each.view.digest if isinstance(each, Candidate) else each
            if digest not in intake.repeated:
                intake.repeated.append(digest)
    intake.accepted = list(fresh)
    return intake, list(fresh.values())


_STORED = select(views.c.digest).where(among(views.c.digest, "digests"))
_RECEIVED = select(receipts.c.digest).where(
    receipts.c.partner == bindparam("sender"), among(receipts.c.digest, "digests")
)
_REVOKED = select(views.c.stix_id, views.c.originator, views.c.version).where(
    views.c.revoked == 1, views.c.version.is_not(None), among(views.c.stix_id, "ids")
)


def stored_digests(connection: Connection, digests: Sequence[str]) -> set[str]:
    """Which of the digests are stored."""
    return set(connection.execute(_STORED, {"digests": listed(digests)}).scalars())


def _revoked_versions(connection: Connection, identifiers: Sequence[str]) -> dict[tuple[str, str], int]:
    """The latest revoked version of each object and originator."""
    found: dict[tuple[str, str], int] = {}
    for row in connection.execute(_REVOKED, {"ids": listed(identifiers)}):
        name = (row.stix_id, row.originator)
        found[name] = max(row.version, found.get(name, row.version))
    return found


def _unless_revoked(each: Checked, gone: dict[tuple[str, str], int]) -> Checked:
    """A version older than one by which its originator took the object back comes too late."""
    if isinstance(each, Candidate) and (each.view.version or 0) < gone.get(each.view.name, 0):
        return Refusal(each.view.digest, "exchange.revoked", f"{each.view.stix_id} was revoked since")
    return each


def view_of(value: dict[str, Any], data: bytes, found: Verified) -> StoredView:
    """Signed bytes as they are stored."""
    version, text = version_of(value)
    return StoredView(
        digest=found.digest,
        stix_id=value["id"],
        type=value["type"],
        originator=found.originator,
        version=version,
        version_text=text,
        spec_version=value.get("spec_version", SPEC_VERSION),
        lineage=found.lineage,
        label=found.label,
        key=found.key_id,
        signed_at=to_us(found.signed_at),
        expires=None if found.expires is None else to_us(found.expires),
        revoked=value.get("revoked") is True,
        content=data,
    )


def _checked(
    data: bytes,
    identity: Identity,
    *,
    sender: Partner,
    keys: dict[tuple[str, str], keyring.KeyRow],
    limits: Limits,
    at: int,
) -> Candidate:
    def known(node: str, key: str) -> Any:
        row = keys.get((node, key))
        return None if row is None else row.known

    found = verify(data, keys=known, now=from_us(at), skew=limits.skew, limit=limits.object_bytes)
    view = view_of(found.object, data, found)
    if view.version is not None and view.version > at + limits.skew // timedelta(microseconds=1):
        raise _not_accepted(
            "clock", f"version {view.version_text} lies ahead", f"版 {view.version_text} が先の時刻である"
        )
    if found.originator == identity.node:
        raise _not_accepted("originator", "it says that this node made it", "このノードが作ったと称している")
    if not reaches(found.label, identity.recipient, originator=found.originator):
        raise _not_accepted(
            "not_for_us", f"{found.label} does not reach {identity.node}", f"{found.label} は届かない範囲"
        )
    if sender.node != found.originator and not may_relay(
        found.label, identity.recipient, originator=found.originator, via=sender.node
    ):
        raise _not_accepted("orcon", f"{sender.node} may not pass it on", f"{sender.node} は渡してはならない")
    return Candidate(view, found.object)


def _not_accepted(code: str, text: str, ja: str) -> InputRefused:
    return InputRefused(f"exchange.{code}", text, ja=ja)


def _note_receipts(work: Work, sender: Partner, digests: Sequence[str]) -> None:
    values = {"sender": sender.node, "digests": listed(digests)}
    before = set(work.connection.execute(_RECEIVED, values).scalars())
    rows = [(sender.node, digest, work.at) for digest in digests if digest not in before]
    work.writes.insert(receipts.name, ("partner", "digest", "received_at"), rows)


def _relay(work: Work, identity: Identity, fresh: Sequence[StoredView], sender: Partner) -> int:
    """Put what was received into the outboxes that its label reaches; the bytes stay those of the originator."""
    others = [each for each in work.partners.values() if each.receives and each.node != sender.node]
    held = work.held([each.node for each in others], [view.digest for view in fresh]) if others else set()
    count = 0
    for view in fresh:
        for other in others:
            if (
                other.node != view.originator
                and (other.node, view.digest) not in held
                and may_relay(view.label, other.recipient, originator=view.originator, via=identity.node)
            ):
                work.deliver(other, view, "relay")
                count += 1
    return count


def batch_of(data: bytes, *, most: int) -> list[bytes]:
    """The objects of a TAXII envelope, each as the bytes that stand in it.

    Raises
    ------
    InputRefused
        ``exchange.envelope``: it is none, or has more than ``most`` objects.
    """
    try:
        found = [bytes(each) for each in _ENVELOPE.decode(data).objects]
    except msgspec.MsgspecError as error:
        raise _not_accepted(
            "envelope", f"this is no TAXII envelope: {error}", f"TAXII の封筒ではない: {error}"
        ) from error
    if len(found) > most:
        raise _not_accepted(
            "envelope", f"{len(found)} objects are more than {most}", f"{len(found)} 件は上限の {most} 件を超える"
        )
    return found


class _Envelope(msgspec.Struct):
    objects: list[msgspec.Raw] = msgspec.field(default_factory=list)


_ENVELOPE = msgspec.json.Decoder(_Envelope)
