"""Objects and keys for tests, made short."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from shiome.coordination.exchange.objects import KeyPair, KnownKey, Label, sign

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
PAIR = KeyPair(bytes(range(32)))
KNOWN = KnownKey(PAIR.public, NOW - timedelta(days=30), NOW + timedelta(days=30))
LABEL = Label(tlp="AMBER", to=("abc-mofa", "xyz-mofa"))


def keys(originator: str, key_id: str) -> KnownKey | None:
    """The keys that the tests know."""
    return KNOWN if (originator, key_id) == ("hub-mod", PAIR.key_id) else None


def note(**changes) -> dict:
    """An object of STIX."""
    return {
        "type": "note",
        "spec_version": "2.1",
        "id": "note--0c7b22c0-4a5e-4c2a-9f36-3c9d1a0c5a11",
        "created": "2026-11-20T00:00:00.000Z",
        "modified": "2026-11-21T00:00:00.000Z",
        "content": "積み替えを確認した。A transfer was seen.",
        "object_refs": ["location--0c7b22c0-4a5e-4c2a-9f36-3c9d1a0c5a12"],
        **changes,
    }


def signed(stix: dict | None = None, **changes) -> bytes:
    """The bytes of an object that is signed."""
    call = {"keys": PAIR, "originator": "hub-mod", "label": LABEL, "signed_at": NOW, "lineage": "lin-1", **changes}
    return sign(note() if stix is None else stix, **call)
