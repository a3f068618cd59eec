"""Exported evidence: a checkpoint, entries of its log with their proofs, and the keys, in one JSON file.

Whoever holds the file checks it without a node and without Shiome; ``docs/explanation/transparency.md`` describes the format in full. The
keys in the file say who claims to have signed. Only a key that came another way says who did: :func:`verify_bundle` tells both apart.
"""

from __future__ import annotations

import os
import tempfile
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from shiome.coordination.exchange.transparency.checkpoint import Checkpoint, OpenedCheckpoint, open_checkpoint
from shiome.coordination.exchange.transparency.compact import CompactRange
from shiome.coordination.exchange.transparency.hashing import HASH_BYTES, leaf_hash, leaf_hashes
from shiome.coordination.exchange.transparency.keys import VerifierKey, decode_base64
from shiome.coordination.exchange.transparency.proofs import verify_consistency, verify_inclusion
from shiome.errors import InputRefused, StoreUnavailable, Why, why

FORMAT = "shiome.exchange/log-bundle@1"


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of the log and the proof that it is in it."""

    index: int
    leaf: str
    """The entry's bytes in base64."""
    proof: tuple[str, ...]
    """Hashes in base64, from the entry's neighbour upwards."""


class Earlier(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """An earlier checkpoint of the same log and the proof that nothing of it has changed."""

    checkpoint: str
    proof: tuple[str, ...]
    log_key: str = ""
    """Key of the log at that time where it was another than the bundle's."""


class Bundle(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What the file holds."""

    format: str
    log_key: str
    """Key of the log in its text form; its name is the log's."""
    checkpoint: str
    """The signed note."""
    cosigner_keys: tuple[str, ...] = ()
    leaves: tuple[str, ...] | None = None
    """All entries in base64, in their order; or none, and ``entries`` instead."""
    entries: tuple[Entry, ...] = ()
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True)
class Checked:
    """What a bundle proves.

    Parameters
    ----------
    checkpoint:
        The log's size and root.
    log_key:
        The key that signed it, and ``trusted``: whether that key was given by the one who asked, not only by the file.
    cosigners:
        Who co-signed with a key that was given by the one who asked, and when.
    claimed_cosigners:
        Who co-signed with a key that only the file gives.
    indexes:
        The entries that were shown to be in the log.
    complete:
        Whether these are all of them.
    earlier:
        Sizes of the earlier checkpoints that the log was shown to begin with.
    """

    checkpoint: Checkpoint
    log_key: VerifierKey
    trusted: bool
    cosigners: dict[str, datetime]
    claimed_cosigners: dict[str, datetime]
    indexes: tuple[int, ...]
    complete: bool
    earlier: tuple[int, ...]


def write_bundle(path: Path, bundle: Bundle) -> None:
    """Check a bundle and write it; the file takes its name only when it is whole.

    Raises
    ------
    InputRefused
        The bundle proves nothing; see :func:`verify_bundle`.
    StoreUnavailable
        ``transparency.write``: the folder cannot be written.
    """
    check_bundle(bundle)
    data = msgspec.json.format(msgspec.json.encode(bundle), indent=1) + b"\n"
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".bundle-", delete=False) as scratch:
            scratch.write(data)
        os.replace(scratch.name, path)  # noqa: PTH105 - said as it is done
    except OSError as error:
        raise StoreUnavailable(
            "transparency.write",
            f"{path} cannot be written: {why(error).en}",
            ja=f"{path} に書き込めない（{why(error).ja}）",
            hint="give a folder that can be written and has room",
            hint_ja="書き込める空きのあるフォルダーを指定する",
            failed=path,
        ) from error


def verify_bundle(path: Path, *, keys: Iterable[VerifierKey] = ()) -> Checked:
    """Check an exported file: signatures, entries, and that the log only grew.

    Parameters
    ----------
    keys:
        Keys that the one who asks has from the signers themselves. Where some are given, the log's must be among them.

    Raises
    ------
    InputRefused
        ``transparency.bundle``: the file cannot be read or its parts do not fit one another; ``transparency.untrusted``: a key of
        the log is not among ``keys``; ``transparency.signature``, ``transparency.inclusion`` …: a part of it does not hold.
    """
    try:
        bundle = msgspec.json.decode(path.read_bytes(), type=Bundle)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise _unreadable(path, why(error)) from error
    return check_bundle(bundle, keys=keys)


def check_bundle(bundle: Bundle, *, keys: Iterable[VerifierKey] = ()) -> Checked:
    """The same as :func:`verify_bundle` for a bundle in memory."""
    if bundle.format != FORMAT:
        raise _unfit(f"its format is {bundle.format!r}, not {FORMAT!r}")
    given = frozenset(keys)
    log = _log_key(bundle.log_key, given)
    cosigners = {VerifierKey.parse(text) for text in bundle.cosigner_keys} | (given - {log})
    opened = open_checkpoint(bundle.checkpoint, log, cosigners=sorted(cosigners, key=VerifierKey.text))
    indexes = _check_leaves(bundle, opened.checkpoint) if bundle.leaves is not None else _check_entries(bundle, opened)
    times = [(signature.key, signature.at) for signature in opened.signatures if signature.at is not None]
    return Checked(
        checkpoint=opened.checkpoint,
        log_key=log,
        trusted=log in given,
        cosigners={key.name: at for key, at in times if key in given},
        claimed_cosigners={key.name: at for key, at in times if key not in given},
        indexes=indexes,
        complete=bundle.leaves is not None,
        earlier=tuple(_check_earlier(earlier, opened.checkpoint, log, given) for earlier in bundle.earlier),
    )


def encoded(parts: Iterable[bytes]) -> tuple[str, ...]:
    """Hashes or leaves as they stand in a bundle."""
    return tuple(b64encode(part).decode() for part in parts)


def _check_leaves(bundle: Bundle, checkpoint: Checkpoint) -> tuple[int, ...]:
    leaves = bundle.leaves or ()
    if bundle.entries:
        raise _unfit("it holds both all entries and single ones")
    if len(leaves) != checkpoint.size:
        raise _unfit(f"it holds {len(leaves)} entries of {checkpoint.size}")
    tree, _ = CompactRange().extend(leaf_hashes([_bytes(leaf) for leaf in leaves]))
    if tree.root() != checkpoint.root:
        raise InputRefused(
            "transparency.leaves",
            f"the entries are not those of the checkpoint of {checkpoint.origin}: their root is another",
            ja=f"項目が {checkpoint.origin} のチェックポイントのものと異なる（根が一致しない）",
            hint="an entry was changed, left out or moved; ask the log's node for the export again",
            hint_ja="項目が変更、削除、または並べ替えられている。ログのノードに書き出しを改めて求める",
            failed=checkpoint.origin,
        )
    return tuple(range(checkpoint.size))


def _check_entries(bundle: Bundle, opened: OpenedCheckpoint) -> tuple[int, ...]:
    size, root = opened.checkpoint.size, opened.checkpoint.root
    for entry in bundle.entries:
        verify_inclusion(leaf_hash(_bytes(entry.leaf)), entry.index, size, _hashes(entry.proof), root)
    return tuple(sorted({entry.index for entry in bundle.entries}))


def _check_earlier(earlier: Earlier, now: Checkpoint, log: VerifierKey, given: frozenset[VerifierKey]) -> int:
    key = _log_key(earlier.log_key, given) if earlier.log_key else log
    before = open_checkpoint(earlier.checkpoint, key).checkpoint
    if before.origin != now.origin:
        raise _unfit(f"it holds checkpoints of {before.origin} and of {now.origin}")
    verify_consistency(before.size, now.size, _hashes(earlier.proof), old_root=before.root, new_root=now.root)
    return before.size


def _log_key(text: str, given: frozenset[VerifierKey]) -> VerifierKey:
    key = VerifierKey.parse(text)
    if given and key not in given:
        raise InputRefused(
            "transparency.untrusted",
            f"the log's key {key.text()} is none of those given",
            ja=f"ログの鍵 {key.text()} は指定された鍵の中にない",
            hint="give the key that the log's node handed over, or find out who signed this",
            hint_ja="ログのノードから受け取った鍵を指定するか、署名者を確かめる",
            failed=key.text(),
        )
    return key


def _hashes(proof: Iterable[str]) -> list[bytes]:
    hashes = [_bytes(text) for text in proof]
    if any(len(each) != HASH_BYTES for each in hashes):
        raise _unfit("a proof holds what is no hash")
    return hashes


def _bytes(text: str) -> bytes:
    try:
        return decode_base64(text)
    except ValueError as error:
        raise _unfit(f"{text[:40]!r} is not base64") from error


def _unreadable(path: Path, reason: Why) -> InputRefused:
    return InputRefused(
        "transparency.bundle",
        f"{path} is no bundle of a log: {reason.en}",
        ja=f"{path} はログの書き出しではない（{reason.ja}）",
        hint="give a file written by an exchange node",
        hint_ja="交換ノードが書き出したファイルを指定する",
        failed=path,
    )


def _unfit(why: str) -> InputRefused:
    return InputRefused(
        "transparency.bundle",
        f"the bundle's parts do not fit one another: {why}",
        ja=f"書き出しの各部分が合わない（{why}）",
        hint="ask the log's node for the export again",
        hint_ja="ログのノードに書き出しを改めて求める",
    )
