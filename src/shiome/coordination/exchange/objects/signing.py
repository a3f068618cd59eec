"""Signing an object: what leaves the originator, and is passed on byte for byte."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from shiome.coordination.exchange.objects.canonical import canonical, decoded, encoded
from shiome.coordination.exchange.objects.envelope import EXTENSION, Envelope
from shiome.coordination.exchange.objects.keys import KeyPair
from shiome.coordination.exchange.objects.label import Label
from shiome.coordination.exchange.objects.markings import marked
from shiome.coordination.exchange.objects.refusals import refused
from shiome.coordination.exchange.objects.shape import NODE, check_object
from shiome.coordination.exchange.objects.times import stamp


def sign(
    stix: Mapping[str, Any],
    *,
    keys: KeyPair,
    originator: str,
    label: Label,
    signed_at: datetime,
    lineage: str,
    expires: datetime | None = None,
    simulated: bool = False,
) -> bytes:
    """The canonical bytes of an object with its label, its times and its signature.

    The marking of the label's level is put to it (in place of any other level's), so that software which knows STIX but not Shiome
    reads how far it may go.

    Parameters
    ----------
    stix:
        An object of STIX 2.1 without the envelope.
    lineage:
        A random token, equal for all views of a publication.

    Raises
    ------
    InputRefused
        ``exchange.shape``: no STIX object; ``exchange.signed``: it has an envelope already, as nobody signs what another has signed;
        ``exchange.expired``: it would end before it begins; ``exchange.canonical``: a value that canonical JSON does not carry.
    """
    check_object(stix)
    _check_call(stix, originator, lineage, signed_at, expires)
    envelope = Envelope(
        extension_type="property-extension",
        originator=originator,
        key=keys.key_id,
        release=label,
        signed_at=stamp(signed_at),
        lineage=lineage,
        expires=None if expires is None else stamp(expires),
        simulated=simulated,
        signature="",
    )
    told = msgspec.to_builtins(envelope)
    del told["signature"]
    whole = marked(stix, label.tlp)
    whole["extensions"] = {**stix.get("extensions", {}), EXTENSION: told}
    return _with_signature(canonical(whole), keys)


def _with_signature(message: bytes, keys: KeyPair) -> bytes:
    """The message with its signature among the members of the envelope, in their order."""
    _, writable = decoded(message)
    extensions = writable["extensions"]
    members = extensions[EXTENSION] | {"signature": base64.b64encode(keys.sign(message)).decode()}
    extensions[EXTENSION] = dict(sorted(members.items()))
    return encoded(writable)


def _check_call(
    stix: Mapping[str, Any], originator: str, lineage: str, signed_at: datetime, expires: datetime | None
) -> None:
    if EXTENSION in stix.get("extensions", {}):
        raise refused(
            "signed",
            f"{stix['id']} is signed already",
            f"{stix['id']} はすでに署名されている",
            hint="pass it on as it is; only its originator changes it",
            hint_ja="そのまま渡す。変えられるのは作成者だけである",
            failed=stix,
        )
    if not NODE.fullmatch(originator) or not lineage:
        raise refused(
            "node",
            f"{originator!r} with lineage {lineage!r} cannot be an originator",
            f"{originator!r}（系統 {lineage!r}）は作成者になれない",
            hint="give a node such as abc-mofa, and a random token",
            hint_ja="abc-mofa のような識別子と乱数の印を与える",
            failed=originator,
        )
    if expires is not None and expires <= signed_at:
        raise refused(
            "expired",
            f"{stix['id']} would expire before it is signed",
            f"{stix['id']} は署名より前に失効する",
            hint="give a later day",
            hint_ja="後の日時を与える",
            failed=expires,
        )
