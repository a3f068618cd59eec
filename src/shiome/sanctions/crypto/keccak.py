"""Keccak-256 as Ethereum uses it: the padding of the original submission, not that of SHA-3 (FIPS 202)."""

from __future__ import annotations

_MASK = (1 << 64) - 1
_RATE = 136
_ROUNDS = (
    0x0000000000000001, 0x0000000000008082, 0x800000000000808A, 0x8000000080008000, 0x000000000000808B, 0x0000000080000001,
    0x8000000080008081, 0x8000000000008009, 0x000000000000008A, 0x0000000000000088, 0x0000000080008009, 0x000000008000000A,
    0x000000008000808B, 0x800000000000008B, 0x8000000000008089, 0x8000000000008003, 0x8000000000008002, 0x8000000000000080,
    0x000000000000800A, 0x800000008000000A, 0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
)  # fmt: skip


def keccak256(data: bytes) -> bytes:
    """The digest, 32 bytes (Bertoni, Daemen, Peeters, Van Assche 2011, rate 1088, capacity 512).

    >>> keccak256(b"").hex()[:16]
    'c5d2460186f7233c'
    """
    return sponge(data, padding=0x01)


def sponge(data: bytes, *, padding: int) -> bytes:
    """The sponge with a first byte of padding: 0x01 for Keccak-256, 0x06 for SHA3-256."""
    state = [0] * 25
    padded = bytearray(data)
    padded.append(padding)
    padded.extend(b"\x00" * (-len(padded) % _RATE))
    padded[-1] |= 0x80
    for start in range(0, len(padded), _RATE):
        for lane in range(_RATE // 8):
            at = start + 8 * lane
            state[lane] ^= int.from_bytes(padded[at : at + 8], "little")
        state = _permuted(state)
    return b"".join(lane.to_bytes(8, "little") for lane in state[:4])


def _permuted(state: list[int]) -> list[int]:
    for constant in _ROUNDS:
        columns = [state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20] for x in range(5)]
        mixed = [columns[(x - 1) % 5] ^ _turned(columns[(x + 1) % 5], 1) for x in range(5)]
        state = [lane ^ mixed[place % 5] for place, lane in enumerate(state)]
        state = _moved(state)
        state = [
            state[place] ^ (~state[row + (x + 1) % 5] & _MASK & state[row + (x + 2) % 5])
            for row in range(0, 25, 5)
            for x in range(5)
            for place in (row + x,)
        ]
        state[0] ^= constant
    return state


def _moved(state: list[int]) -> list[int]:
    """The steps rho and pi: each lane turned by its own count and set in its new place."""
    moved = state[:]
    x, y, current = 1, 0, state[1]
    for step in range(24):
        x, y = y, (2 * x + 3 * y) % 5
        place = x + 5 * y
        current, moved[place] = state[place], _turned(current, (step + 1) * (step + 2) // 2 % 64)
    return moved


def _turned(lane: int, count: int) -> int:
    return ((lane << count) | (lane >> (64 - count))) & _MASK
