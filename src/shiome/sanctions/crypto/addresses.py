"""Addresses of three chains, held against their checksums.

Bitcoin: Base58Check (version byte and four bytes of a double SHA-256), Bech32 for witness version 0 (BIP 173) and Bech32m for later ones
(BIP 350). Ethereum: capitals by Keccak-256 (EIP-55); an address in one case only bears no checksum, which is told. Tron: Base58Check with
version byte 0x41.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Literal

from shiome.errors import InputRefused
from shiome.sanctions.crypto.keccak import keccak256

Chain = Literal["bitcoin", "ethereum", "tron"]
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32_CONSTANT, _BECH32M_CONSTANT = 1, 0x2BC830A3
_VERSIONS: dict[int, tuple[Chain, str]] = {
    0x00: ("bitcoin", "p2pkh"),
    0x05: ("bitcoin", "p2sh"),
    0x41: ("tron", "account"),
}
_PREFIX = "bc"


@dataclass(frozen=True)
class Address:
    """An address that holds.

    Parameters
    ----------
    text:
        The form in which addresses are compared: lower case for Bech32, with its capitals by checksum for Ethereum, else as given.
    checked:
        Whether it carried a checksum; only an Ethereum address in one case does not.
    """

    chain: Chain
    kind: str
    text: str
    checked: bool = True


def check_address(text: str, *, where: str = "") -> Address:
    """The address in its form for comparing.

    Parameters
    ----------
    where:
        File and line, for the refusal.

    Raises
    ------
    InputRefused
        ``crypto.address``: it is of none of the chains; ``crypto.checksum``: it looks like one, and its checksum does not hold.

    >>> check_address("0x52908400098527886E0F7030069857D2E4169EE7").chain
    'ethereum'
    """
    text = text.strip()
    if re.fullmatch(r"0x[0-9a-fA-F]{40}", text):
        return _ethereum(text, where)
    if text.lower().startswith(f"{_PREFIX}1"):
        return _segwit(text, where)
    if re.fullmatch(rf"[{_BASE58}]{{25,36}}", text):
        return _base58check(text, where)
    raise _refused(
        "address", text, where, "it is an address of none of Bitcoin, Ethereum and Tron", "どの形式のアドレスでもない"
    )


def _ethereum(text: str, where: str) -> Address:
    body = text[2:]
    digest = keccak256(body.lower().encode()).hex()
    proper = "0x" + "".join(c.upper() if int(d, 16) >= 8 else c for c, d in zip(body.lower(), digest, strict=False))
    if body in (body.lower(), body.upper()) and text != proper:
        return Address("ethereum", "account", proper, checked=False)
    if text != proper:
        raise _checksum(text, where)
    return Address("ethereum", "account", proper)


def _base58check(text: str, where: str) -> Address:
    number = 0
    for character in text:
        number = number * 58 + _BASE58.index(character)
    zeros = len(text) - len(text.lstrip("1"))
    raw = b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")
    payload, checksum = raw[:-4], raw[-4:]
    if len(raw) != 25 or hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4] != checksum:
        raise _checksum(text, where)
    if payload[0] not in _VERSIONS:
        raise _refused(
            "address",
            text,
            where,
            f"its version {payload[0]} is of none of the chains",
            f"版 {payload[0]} はどの形式でもない",
        )
    chain, kind = _VERSIONS[payload[0]]
    return Address(chain, kind, text)


def _segwit(text: str, where: str) -> Address:
    lower = text.lower()
    data = lower[len(_PREFIX) + 1 :]
    if text not in (lower, text.upper()) or not 8 <= len(data) <= 87 or any(c not in _BECH32 for c in data):
        raise _checksum(text, where)
    values = [_BECH32.index(character) for character in data]
    version, constant = values[0], _polymod([*_expanded(_PREFIX), *values])
    program = _regrouped(values[1:-6])
    if constant != (_BECH32_CONSTANT if version == 0 else _BECH32M_CONSTANT) or program is None:
        raise _checksum(text, where)
    if version > 16 or not 2 <= len(program) <= 40 or (version == 0 and len(program) not in (20, 32)):
        raise _refused(
            "address", text, where, "its witness program has no proper length", "プログラムの長さが正しくない"
        )
    kind = {20: "p2wpkh", 32: "p2wsh"}[len(program)] if version == 0 else "p2tr" if version == 1 else "witness"
    return Address("bitcoin", kind, lower)


def _expanded(prefix: str) -> list[int]:
    return [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]


def _polymod(values: list[int]) -> int:
    checksum = 1
    for value in values:
        top = checksum >> 25
        checksum = (checksum & 0x1FFFFFF) << 5 ^ value
        for number, generator in enumerate(_GENERATORS):
            checksum ^= generator if (top >> number) & 1 else 0
    return checksum


def _regrouped(values: list[int]) -> bytes | None:
    """Groups of five bits as bytes; ``None`` where more than four bits, or a bit that is set, would be left over."""
    number = 0
    for value in values:
        number = number << 5 | value
    rest = 5 * len(values) % 8
    if rest > 4 or number & ((1 << rest) - 1):
        return None
    return (number >> rest).to_bytes(5 * len(values) // 8, "big")


def _checksum(text: str, where: str) -> InputRefused:
    return _refused("checksum", text, where, "its checksum does not hold", "検査符号が合わない")


def _refused(code: str, text: str, where: str, what: str, ja: str) -> InputRefused:
    lead, lead_ja = (f"{where}: ", f"{where}：") if where else ("", "")
    return InputRefused(
        f"crypto.{code}",
        f"{lead}address {text!r}: {what}",
        ja=f"{lead_ja}アドレス {text!r}：{ja}",
        hint="copy the address anew from its source",
        hint_ja="出どころからアドレスを写し直す",
        failed=text,
    )
