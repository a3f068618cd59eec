"""Verifying bytes that arrived: shape, signature, key, times. Whether they were seen before is the node's business."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import msgspec

from shiome.coordination.exchange.objects.canonical import decoded, encoded
from shiome.coordination.exchange.objects.envelope import EXTENSION, Envelope
from shiome.coordination.exchange.objects.keys import KnownKey, holds
from shiome.coordination.exchange.objects.label import Label
from shiome.coordination.exchange.objects.refusals import refused
from shiome.coordination.exchange.objects.shape import check_marking, check_object, no_shape
from shiome.coordination.exchange.objects.times import moment_of

SKEW = timedelta(seconds=120)
"""By how much a partner's clock may be ahead of ours."""
LIMIT = 1 << 20
"""The largest object, in bytes."""


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """An object that its originator signed, as it arrived."""

    object: dict[str, Any]
    label: Label
    originator: str
    key_id: str
    signed_at: datetime
    expires: datetime | None
    lineage: str
    simulated: bool
    digest: str
    """SHA-256 of the bytes, in hexadecimal."""


def verify(
    data: bytes,
    *,
    keys: Callable[[str, str], KnownKey | None],
    now: datetime,
    skew: timedelta = SKEW,
    limit: int = LIMIT,
) -> Verified:
    """The object of bytes that arrived, after all that can be said of them alone has been checked.

    Nothing of an object is told in a refusal before its signature holds, but for what its sender wrote.

    Parameters
    ----------
    keys:
        The key of an originator by its identifier; ``None`` where there is no such key.

    Raises
    ------
    InputRefused
        ``exchange.shape``: too large, not canonical JSON, no STIX 2.1 object, no envelope, or markings that contradict the label;
        ``exchange.key``: the key is unknown, withdrawn, or was not in use at ``signed_at``; ``exchange.signature``: it does not hold;
        ``exchange.clock``: signed later than now; ``exchange.expired``: it counts no more.
    """
    if len(data) > limit:
        raise no_shape(
            f"{len(data):,} bytes are more than {limit:,}", f"{len(data):,} バイトは上限 {limit:,} を超える", data[:100]
        )
    stix, writable = decoded(data)
    envelope = _envelope(stix)
    signed_at = moment_of(envelope.signed_at)
    expires = None if envelope.expires is None else moment_of(envelope.expires)
    check_marking(stix, envelope.release.tlp)
    key = keys(envelope.originator, envelope.key)
    if key is None or not key.counts_at(signed_at):
        raise refused(
            "key",
            f"{envelope.originator} has no key {envelope.key} that counts at {envelope.signed_at}",
            f"{envelope.originator} には {envelope.signed_at} に有効な鍵 {envelope.key} がない",
            hint="ask the originator for its keys",
            hint_ja="作成者に鍵を問い合わせる",
            failed=envelope.key,
        )
    _check_signature(writable, envelope, key)
    _check_times(stix["id"], signed_at, expires, now, skew)
    return Verified(
        object=stix,
        label=envelope.release,
        originator=envelope.originator,
        key_id=envelope.key,
        signed_at=signed_at,
        expires=expires,
        lineage=envelope.lineage,
        simulated=envelope.simulated,
        digest=hashlib.sha256(data).hexdigest(),
    )


def _envelope(stix: Any) -> Envelope:
    if not isinstance(stix, dict):
        raise no_shape("the JSON is no object", "JSON がオブジェクトでない", stix)
    check_object(stix)
    extensions = stix.get("extensions")
    try:
        return msgspec.convert(extensions[EXTENSION] if isinstance(extensions, dict) else None, Envelope)
    except (KeyError, msgspec.ValidationError) as fault:
        raise no_shape(
            f"{stix['id']}: there is no envelope, or none that can be read ({fault})",
            f"{stix['id']}：署名と区分の拡張がないか、読めない",
            stix,
        ) from fault


def _check_signature(writable: Any, envelope: Envelope, key: KnownKey) -> None:
    del writable["extensions"][EXTENSION]["signature"]
    try:
        signature = base64.b64decode(envelope.signature, validate=True)
    except ValueError:
        signature = b""
    if not holds(key.public, encoded(writable), signature):
        raise refused(
            "signature",
            f"the signature of {envelope.originator} does not hold",
            f"{envelope.originator} の署名が成り立たない",
            hint="what arrived is not what was signed: ask for it again",
            hint_ja="届いたものは署名されたものと違う。もう一度求める",
            failed=envelope.signature,
        )


def _check_times(
    identifier: str, signed_at: datetime, expires: datetime | None, now: datetime, skew: timedelta
) -> None:
    if signed_at > now + skew:
        raise refused(
            "clock",
            f"{identifier} was signed at {signed_at}, which is after {now}",
            f"{identifier} の署名時刻 {signed_at} は現在 {now} より後である",
            hint="compare the clocks",
            hint_ja="時計を合わせる",
            failed=signed_at,
        )
    if expires is not None and expires <= now:
        raise refused(
            "expired",
            f"{identifier} expired at {expires}",
            f"{identifier} は {expires} に失効した",
            hint="ask for a newer version",
            hint_ja="新しい版を求める",
            failed=expires,
        )
