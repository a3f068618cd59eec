"""Microseconds per object of about a kilobyte: signed by the originator, and read, checked and verified by a partner.

Run: .venv/bin/python benchmarks/exchange_objects.py [rounds]

Beside each row stands a plain chain without canonical form, label or envelope: ``json`` with sorted members, and PyNaCl's own
classes. Processor time of one thread; the best of forty short passes counts, as other work on the machine slows the others down. The
last rows are what a publication costs besides: views for eight partners, and the proof of one that lacks a field.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from nacl.signing import SigningKey

from shiome.coordination.exchange.objects import KeyPair, KnownKey, Label, canonical, read_canonical, sign, verify
from shiome.coordination.exchange.objects.keys import holds
from shiome.coordination.exchange.release import Publication, Recipient, prove, views

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
LABEL = Label(tlp="AMBER", to=("abc-mofa", "xyz-mofa", "hub-mod"))
STIX = {
    "type": "shiome-happening",
    "spec_version": "2.1",
    "id": "shiome-happening--0c7b22c0-4a5e-4c2a-9f36-3c9d1a0c5a11",
    "created": "2026-11-20T00:00:00.000Z",
    "modified": "2026-11-21T00:00:00.000Z",
    "kind": "transfer",
    "start": "2026-11-19T02:00Z",
    "end": "2026-11-19T05:30Z",
    "error_km": 2.5,
    "score": 0.8125,
    "text": {"en": "Two tankers lay side by side.", "ja": "タンカー二隻が横付けした。"},
    "tracks": [
        {"points": [{"at": f"2026-11-19T0{hour}:00Z", "lat": 35.125, "lon": 125.0 + hour / 8} for hour in (2, 3)]}
    ],
    "extensions": {"extension-definition--c1b8a6d2-93de-4f0b-8a43-5e2f7d9b6c04": {"extension_type": "new-sdo"}},
}


PASSES = 40


def microseconds(work: Callable[[], object], rounds: int) -> float:
    best = float("inf")
    for _ in range(PASSES):
        start = time.process_time()
        for _ in range(rounds):
            work()
        best = min(best, (time.process_time() - start) / rounds * 1e6)
    return best


def main(rounds: int) -> None:
    pair = KeyPair.generate()
    plain = SigningKey(pair.seed)
    known = KnownKey(pair.public, NOW - timedelta(days=1))
    call = {"keys": pair, "originator": "abc-mofa", "label": LABEL, "signed_at": NOW, "lineage": "0123456789abcdef0123"}
    data = sign(STIX, **call)
    value = read_canonical(data)
    message = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    signature = plain.sign(message).signature
    raw = pair.sign(data)

    def plain_sign() -> bytes:
        text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
        return plain.sign(text).signature

    def plain_verify() -> object:
        read = json.loads(message)
        text = json.dumps(read, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
        return plain.verify_key.verify(text, signature)

    def receive() -> object:
        return verify(data, keys=lambda _originator, _key: known, now=NOW)

    rows: list[tuple[str, Callable[[], object], Callable[[], object]]] = [
        ("canonical bytes", lambda: canonical(value), lambda: json.dumps(value, sort_keys=True)),
        ("read, checked canonical", lambda: read_canonical(data), lambda: json.loads(data)),
        ("Ed25519 alone: sign", lambda: pair.sign(data), lambda: plain.sign(data)),
        ("Ed25519 alone: verify", lambda: holds(pair.public, data, raw), lambda: plain.verify_key.verify(data, raw)),
        ("sign", lambda: sign(STIX, **call), plain_sign),
        ("verify", receive, plain_verify),
    ]
    print(f"object of {len(data):,} bytes, best of {PASSES} passes of {rounds:,}")
    print(f"{'':28}{'Shiome':>10}{'plain':>10}{'ratio':>8}")
    for name, work, peer in rows:
        ours, theirs = microseconds(work, rounds), microseconds(peer, rounds)
        print(f"{name:28}{ours:9.1f} {theirs:9.1f} {ours / theirs:7.2f}")
    partners = [Recipient(node=f"node-{number}", party="ABC") for number in range(8)]
    publication = Publication(STIX, Label(tlp="GREEN"), {"/text": Label(tlp="RED", to=("node-1",))})
    view = next(view for view in views(publication, partners, holds=lambda *_: True) if view.withheld)
    for name, work in (
        ("views for 8 partners", lambda: views(publication, partners, holds=lambda *_: True)),
        ("proof of one view", lambda: prove(publication, view, holds=lambda *_: True)),
    ):
        print(f"{name:28}{microseconds(work, max(rounds // 10, 1)):9.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
