import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.errors import InputRefused
from shiome.sanctions.crypto import check_address
from shiome.sanctions.crypto.keccak import keccak256, sponge

# Addresses that the standards themselves print as examples, and two that everybody can look up.
GOOD = {
    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa": ("bitcoin", "p2pkh"),
    "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy": ("bitcoin", "p2sh"),
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4": ("bitcoin", "p2wpkh"),
    "bc1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qccfmv3": ("bitcoin", "p2wsh"),
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0": ("bitcoin", "p2tr"),
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed": ("ethereum", "account"),
    "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb": ("ethereum", "account"),
    "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t": ("tron", "account"),
}


@pytest.mark.parametrize("text", GOOD)
def test_addresses_that_hold(text):
    found = check_address(f" {text} ")
    assert ((found.chain, found.kind), found.text, found.checked) == (GOOD[text], text, True)


@given(st.binary(max_size=600))
def test_the_sponge_agrees_with_the_standard_library(data):
    assert sponge(data, padding=0x06) == hashlib.sha3_256(data).digest()
    assert keccak256(data) != hashlib.sha3_256(data).digest()


def test_keccak_of_nothing():
    assert keccak256(b"").hex() == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"


@given(st.sampled_from(sorted(GOOD)), st.data())
def test_one_wrong_letter_is_refused(text, data):
    place = data.draw(st.integers(3, len(text) - 1))
    letter = data.draw(st.sampled_from("123456789acdefghjkmnpqrstuvwxyzABCDEFGHJK"))
    wrong = text[:place] + letter + text[place + 1 :]
    if wrong in (text, text.lower(), text.upper()):
        return
    with pytest.raises(InputRefused) as caught:
        check_address(wrong, where="graph.csv, line 7")
    assert caught.value.code in ("crypto.checksum", "crypto.address")
    assert caught.value.message.startswith("graph.csv, line 7: ")


def test_capitals_of_ethereum():
    proper = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
    for bare in (proper.lower(), "0x" + proper[2:].upper()):
        found = check_address(bare)
        assert (found.text, found.checked) == (proper, False)


def test_bech32_may_stand_in_capitals_but_not_mixed():
    text = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"
    assert check_address(text.upper()).text == text
    with pytest.raises(InputRefused, match="checksum"):
        check_address(text[:-1] + "T")


def test_version_0_needs_bech32_and_version_1_bech32m():
    # From BIP 350's list of what is wrong: each has the checksum of the other kind.
    for wrong in (
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
        "bc1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
    ):
        with pytest.raises(InputRefused):
            check_address(wrong)


@pytest.mark.parametrize("text", ["", "hello", "0x12", "bc1", "1" * 30, "2" * 30])
def test_what_is_no_address(text):
    with pytest.raises(InputRefused):
        check_address(text)
