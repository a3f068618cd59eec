"""Signed notes, verifier keys and cosignatures."""

from __future__ import annotations

from base64 import b64decode, b64encode
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.coordination.exchange.transparency import (
    SignatureType,
    Signer,
    VerifierKey,
    add_cosignature,
    open_note,
    sign_note,
)
from shiome.errors import InputRefused

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
LOG = Signer.from_seed("example.org/log", bytes(range(32)))
OTHER = Signer.from_seed("example.org/other", bytes(range(1, 33)))
WITNESS = Signer.from_seed("witness.example.org", bytes(range(2, 34)), type=SignatureType.cosignature)
TEXT = "first line\n\nlast line\n"

# The example of the Go package golang.org/x/mod/sumdb/note, which defined the format: the private key's seed, the key and the signature.
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_SEED = b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
GO_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def test_the_published_example_of_the_format() -> None:
    key = VerifierKey.parse(GO_KEY)
    signer = Signer.from_seed("PeterNeumann", GO_SEED)
    assert signer.key == key
    assert key.text() == GO_KEY
    opened = open_note(GO_NOTE, [key])
    assert opened.signed_by(key)
    assert sign_note(opened.text, signer) == GO_NOTE


def test_several_signers_and_one_unknown() -> None:
    note = sign_note(TEXT, LOG, OTHER)
    opened = open_note(note, [LOG.key])
    assert opened.text == TEXT
    assert [signature.key for signature in opened.signatures] == [LOG.key]
    assert opened.unknown == ("example.org/other",)
    both = open_note(note, [OTHER.key, LOG.key])
    assert both.signed_by(LOG.key)
    assert both.signed_by(OTHER.key)


def test_a_cosignature_carries_its_time() -> None:
    note = add_cosignature(sign_note(TEXT, LOG), WITNESS, at=NOW + timedelta(milliseconds=400))
    opened = open_note(note, [LOG.key, WITNESS.key])
    assert {signature.key.name: signature.at for signature in opened.signatures} == {
        "example.org/log": None,
        "witness.example.org": NOW,
    }


def test_the_cosigned_message_is_that_of_the_specification() -> None:
    signed: list[bytes] = []

    def record(message: bytes) -> bytes:
        signed.append(message)
        return WITNESS.sign(message)

    text = "example.org/log\n3\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
    note = add_cosignature(
        sign_note(text, LOG), Signer(WITNESS.key, record), at=datetime.fromtimestamp(1679315147, UTC)
    )
    assert signed == [b"cosignature/v1\ntime 1679315147\n" + text.encode()]
    raw = b64decode(note.splitlines()[-1].split(" ")[2])
    assert raw[:4] == WITNESS.key.id
    assert int.from_bytes(raw[4:12], "big") == 1679315147
    assert len(raw) == 4 + 8 + 64


@given(st.integers(0, 10**6), st.integers(1, 255))
def test_any_changed_byte_of_text_or_signature_is_refused(place: int, change: int) -> None:
    note = bytearray(add_cosignature(sign_note(TEXT, LOG), WITNESS, at=NOW).encode())
    place %= len(note)
    note[place] ^= change
    try:
        changed = note.decode()
    except UnicodeDecodeError:
        return
    try:
        opened = open_note(changed, [LOG.key, WITNESS.key])
    except InputRefused:
        return
    # A changed name or key id makes a signature unknown; what is left is true, and of the same text.
    assert opened.text == TEXT
    assert len(opened.signatures) == len(opened.unknown) == 1


def test_a_bad_signature_of_a_known_key_spoils_the_note() -> None:
    good = sign_note(TEXT, LOG, OTHER)
    line = good.splitlines()[-1]
    raw = bytearray(b64decode(line.split(" ")[2]))
    raw[-1] ^= 1
    bad = good.replace(line, f"— {OTHER.key.name} {b64encode(raw).decode()}")
    with pytest.raises(InputRefused, match=r"transparency\.signature"):
        open_note(bad, [LOG.key, OTHER.key])
    assert open_note(bad, [LOG.key]).unknown == ("example.org/other",)


def test_the_time_of_a_cosignature_is_signed() -> None:
    note = add_cosignature(sign_note(TEXT, LOG), WITNESS, at=NOW)
    line = note.splitlines()[-1]
    raw = bytearray(b64decode(line.split(" ")[2]))
    raw[11] ^= 1
    moved = note.replace(line, f"— {WITNESS.key.name} {b64encode(raw).decode()}")
    with pytest.raises(InputRefused, match=r"transparency\.signature"):
        open_note(moved, [LOG.key, WITNESS.key])


def test_a_repeated_signature_counts_once() -> None:
    note = sign_note(TEXT, LOG)
    assert len(open_note(note + note.splitlines()[-1] + "\n", [LOG.key]).signatures) == 1


def test_keys_sign_what_they_are_for() -> None:
    with pytest.raises(InputRefused, match=r"transparency\.signature"):
        sign_note(TEXT, WITNESS)
    with pytest.raises(InputRefused, match=r"transparency\.signature"):
        add_cosignature(sign_note(TEXT, LOG), LOG, at=NOW)


def test_a_note_nobody_known_signed() -> None:
    with pytest.raises(InputRefused, match=r"transparency\.unsigned"):
        open_note(sign_note(TEXT, OTHER), [LOG.key])


@pytest.mark.parametrize(
    "note",
    [
        "",
        "text\n",
        "text\n\n",
        "text\n\nno signature\n",
        "text\n\n— name notbase64!\n",
        "text\n\n— name AAAA\n",
        "text\n\n— a b AAAAAAAAAAA=\n",
        "text\n\n— name AAAAAAAAAAA=",
        "te\rxt\n\n— name AAAAAAAAAAA=\n",
        "te\x00xt\n\n— name AAAAAAAAAAA=\n",
        "te\ud800xt\n\n— name AAAAAAAAAAA=\n",
        "text\n\n" + "— name AAAAAAAAAAA=\n" * 101,
    ],
)
def test_what_is_no_note(note: str) -> None:
    with pytest.raises(InputRefused, match=r"transparency\.note"):
        open_note(note, [LOG.key])


@pytest.mark.parametrize("text", ["no line feed", "tab\there\n", "return\r\n"])
def test_texts_that_cannot_be_signed(text: str) -> None:
    with pytest.raises(InputRefused, match=r"transparency\.note"):
        sign_note(text, LOG)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name",
        "name+00000000+",
        GO_KEY.replace("c74f20a3", "c74f20a4"),
        GO_KEY.replace("PeterNeumann", "Peter"),
        GO_KEY.replace("PeterNeumann", "Peter Neumann"),
        GO_KEY[:-4],
        GO_KEY.replace("+ARpc", "+ERpc"),
        GO_KEY + "=",
    ],
)
def test_what_is_no_key(text: str) -> None:
    with pytest.raises(InputRefused, match=r"transparency\.key"):
        VerifierKey.parse(text)


@given(
    st.from_regex(r"[a-z0-9./-]{1,40}", fullmatch=True),
    st.binary(min_size=32, max_size=32),
    st.sampled_from(SignatureType),
)
def test_keys_survive_their_text(name: str, public: bytes, kind: SignatureType) -> None:
    key = VerifierKey(name, kind, public)
    assert VerifierKey.parse(key.text()) == key


def test_a_seed_of_another_length() -> None:
    with pytest.raises(InputRefused, match=r"transparency\.key"):
        Signer.from_seed("name", b"short")


def test_a_signer_does_not_print_its_secret() -> None:
    assert repr(LOG) == f"Signer({LOG.key.text()})"


@pytest.mark.parametrize("at", [datetime(1970, 1, 1, tzinfo=UTC), datetime(1969, 1, 1, tzinfo=UTC)])
def test_times_that_a_cosignature_cannot_carry(at: datetime) -> None:
    with pytest.raises(InputRefused, match=r"transparency\.signature"):
        add_cosignature(sign_note(TEXT, LOG), WITNESS, at=at)
