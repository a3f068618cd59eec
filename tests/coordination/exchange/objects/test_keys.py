import base64
import os
import stat
from datetime import UTC, datetime, timedelta

import pytest

from shiome.coordination.exchange.objects import KeyPair, KnownKey, key_id
from shiome.coordination.exchange.objects.keys import holds
from shiome.errors import InputRefused

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_the_first_vector_of_rfc_8032():
    pair = KeyPair(bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
    assert pair.public.hex() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert pair.sign(b"").hex() == (
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )


def test_a_signature_holds_for_its_message_and_key_only():
    pair, other = KeyPair.generate(), KeyPair.generate()
    signature = pair.sign(b"abc")
    assert holds(pair.public, b"abc", signature)
    assert not holds(pair.public, b"abd", signature)
    assert not holds(other.public, b"abc", signature)
    assert not holds(pair.public, b"abc", signature[:-1])
    assert not holds(pair.public, b"abc", b"")
    assert not holds(pair.public[:-1], b"abc", signature)


def test_the_name_of_a_key_comes_from_the_public_one():
    pair = KeyPair.generate()
    assert pair.key_id == key_id(pair.public)
    assert len(pair.key_id) == len("ed25519:") + 16
    assert KeyPair.generate().key_id != pair.key_id


def test_a_key_does_not_print_its_secret():
    pair = KeyPair.generate()
    assert pair.seed.hex() not in repr(pair)
    assert repr(pair.seed) not in repr(pair)
    assert "secret" not in repr(pair)


def test_a_key_is_written_for_its_owner_only_and_read_again(tmp_path):
    pair, path = KeyPair.generate(), tmp_path / "key.pem"
    before = os.umask(0)
    try:
        pair.save(path)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert KeyPair.load(path) == pair


def test_the_key_of_rfc_8410_is_read_and_written_in_its_form(tmp_path):
    path, again = tmp_path / "rfc.pem", tmp_path / "again.pem"
    text = (
        "-----BEGIN PRIVATE KEY-----\n"
        "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n"
        "-----END PRIVATE KEY-----\n"
    )
    path.write_text(text, encoding="ascii")
    path.chmod(0o600)
    pair = KeyPair.load(path)
    public = base64.b64decode("MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=")
    assert public.endswith(pair.public)
    pair.save(again)
    assert again.read_text(encoding="ascii") == text


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o644, 0o610, 0o601])
def test_a_file_that_others_may_use_is_refused(tmp_path, mode):
    path = tmp_path / "key.pem"
    KeyPair.generate().save(path)
    path.chmod(mode)
    with pytest.raises(InputRefused, match="others") as refusal:
        KeyPair.load(path)
    assert refusal.value.code == "exchange.key_file"


def test_a_key_is_never_overwritten(tmp_path):
    path = tmp_path / "key.pem"
    first = KeyPair.generate()
    first.save(path)
    with pytest.raises(InputRefused) as refusal:
        KeyPair.generate().save(path)
    assert refusal.value.code == "exchange.key_file"
    assert KeyPair.load(path) == first


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not a key",
        "-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----\n",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        "鍵",
    ],
)
def test_a_file_without_a_key_is_refused_and_not_quoted(tmp_path, text):
    path = tmp_path / "key.pem"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    with pytest.raises(InputRefused) as refusal:
        KeyPair.load(path)
    assert refusal.value.code == "exchange.key_file"
    assert not text or text not in str(refusal.value)


def test_a_missing_file_and_a_missing_folder_are_refused(tmp_path):
    with pytest.raises(InputRefused, match="read"):
        KeyPair.load(tmp_path / "none.pem")
    with pytest.raises(InputRefused, match="read"):
        KeyPair.load(tmp_path)
    with pytest.raises(InputRefused, match="written"):
        KeyPair.generate().save(tmp_path / "none" / "key.pem")


def test_a_key_counts_from_its_first_moment_to_before_its_last():
    known = KnownKey(bytes(32), NOON, NOON + timedelta(hours=1))
    assert known.counts_at(NOON)
    assert known.counts_at(NOON + timedelta(minutes=59))
    assert not known.counts_at(NOON - timedelta(seconds=1))
    assert not known.counts_at(NOON + timedelta(hours=1))
    assert not KnownKey(bytes(32), NOON, revoked=True).counts_at(NOON)
    assert KnownKey(bytes(32), NOON).counts_at(NOON + timedelta(days=9999))
