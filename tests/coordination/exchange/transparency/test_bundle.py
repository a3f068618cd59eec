"""Exported files: what they prove, with and without keys that came another way, and that any change is seen."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.coordination.exchange.transparency import naive

from shiome.coordination.exchange.transparency import (
    Bundle,
    Checkpoint,
    Earlier,
    Entry,
    SignatureType,
    Signer,
    Tree,
    cosign,
    sign_checkpoint,
    verify_bundle,
    write_bundle,
)
from shiome.coordination.exchange.transparency.bundle import FORMAT, encoded
from shiome.errors import InputRefused, StoreUnavailable

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
ORIGIN = "shiome.exchange/north/north--south"
LOG = Signer.from_seed(ORIGIN, bytes(range(32)))
OLD = Signer.from_seed(ORIGIN, bytes(range(3, 35)))
PARTNER = Signer.from_seed("south", bytes(range(1, 33)), type=SignatureType.cosignature)
LEAVES = [f'{{"kind":"publish","number":{number}}}'.encode() for number in range(11)]
TREE = Tree(LEAVES)


def note(size: int, signer: Signer = LOG) -> str:
    return sign_checkpoint(Checkpoint(ORIGIN, size, TREE.root(size)), signer)


def with_entries() -> Bundle:
    return Bundle(
        format=FORMAT,
        log_key=LOG.key.text(),
        checkpoint=cosign(note(11), PARTNER, log=LOG.key, at=NOW),
        cosigner_keys=(PARTNER.key.text(),),
        entries=tuple(
            Entry(index=index, leaf=encoded([LEAVES[index]])[0], proof=encoded(TREE.inclusion_proof(index, 11)))
            for index in (3, 10)
        ),
        earlier=(Earlier(checkpoint=note(4), proof=encoded(TREE.consistency_proof(4, 11))),),
    )


def whole() -> Bundle:
    return Bundle(format=FORMAT, log_key=LOG.key.text(), checkpoint=note(11), leaves=encoded(LEAVES))


def test_entries_with_their_proofs(tmp_path: Path) -> None:
    write_bundle(tmp_path / "export.json", with_entries())
    checked = verify_bundle(tmp_path / "export.json", keys=[LOG.key, PARTNER.key])
    assert checked.trusted
    assert checked.checkpoint.size == 11
    assert checked.indexes == (3, 10)
    assert not checked.complete
    assert checked.earlier == (4,)
    assert checked.cosigners == {"south": NOW}
    assert checked.claimed_cosigners == {}


def test_a_whole_log(tmp_path: Path) -> None:
    write_bundle(tmp_path / "export.json", whole())
    checked = verify_bundle(tmp_path / "export.json")
    assert checked.complete
    assert checked.indexes == tuple(range(11))


def test_keys_of_the_file_alone_prove_nobody(tmp_path: Path) -> None:
    write_bundle(tmp_path / "export.json", with_entries())
    checked = verify_bundle(tmp_path / "export.json")
    assert not checked.trusted
    assert checked.cosigners == {}
    assert checked.claimed_cosigners == {"south": NOW}


def test_a_forged_log_is_seen_when_its_key_is_known(tmp_path: Path) -> None:
    forger = Signer.from_seed(ORIGIN, bytes(32))
    forged = Bundle(
        format=FORMAT,
        log_key=forger.key.text(),
        checkpoint=sign_checkpoint(Checkpoint(ORIGIN, 11, TREE.root()), forger),
        leaves=encoded(LEAVES),
    )
    write_bundle(tmp_path / "export.json", forged)
    with pytest.raises(InputRefused, match=r"transparency\.untrusted"):
        verify_bundle(tmp_path / "export.json", keys=[LOG.key])


def test_an_earlier_checkpoint_by_an_earlier_key(tmp_path: Path) -> None:
    earlier = Earlier(checkpoint=note(4, OLD), proof=encoded(TREE.consistency_proof(4, 11)), log_key=OLD.key.text())
    bundle = Bundle(format=FORMAT, log_key=LOG.key.text(), checkpoint=note(11), earlier=(earlier,))
    write_bundle(tmp_path / "export.json", bundle)
    assert verify_bundle(tmp_path / "export.json", keys=[LOG.key, OLD.key]).earlier == (4,)
    with pytest.raises(InputRefused, match=r"transparency\.untrusted"):
        verify_bundle(tmp_path / "export.json", keys=[LOG.key])


def change(**fields: object) -> dict[str, object]:
    import msgspec

    return {**msgspec.to_builtins(with_entries()), **fields}


LEAF = b64encode(b"another").decode()
GOOD = change()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (change(format="shiome.exchange/log-bundle@2"), "bundle"),
        (change(extra=1), "bundle"),
        (change(checkpoint=note(10)), "inclusion"),
        (change(checkpoint=note(11).replace("\n11\n", "\n12\n")), "signature"),
        (change(log_key=OLD.key.text()), "unsigned"),
        (change(cosigner_keys=["nonsense"]), "key"),
        (change(entries=[{**GOOD["entries"][0], "leaf": LEAF}]), "inclusion"),
        (change(entries=[{**GOOD["entries"][0], "index": 4}]), "inclusion"),
        (change(entries=[{**GOOD["entries"][0], "proof": []}]), "inclusion"),
        (change(entries=[{**GOOD["entries"][0], "proof": ["AAAA"]}]), "bundle"),
        (change(entries=[{**GOOD["entries"][0], "leaf": "!"}]), "bundle"),
        (change(earlier=[{"checkpoint": note(5), "proof": GOOD["earlier"][0]["proof"]}]), "consistency"),
        (change(earlier=[{"checkpoint": note(4), "proof": []}]), "consistency"),
        (change(leaves=[LEAF]), "bundle"),
        (change(leaves=[LEAF], entries=[]), "bundle"),
        (change(leaves=[LEAF] * 11, entries=[]), "leaves"),
        (change(leaves=list(encoded(LEAVES[::-1])), entries=[]), "leaves"),
    ],
)
def test_what_does_not_hold(tmp_path: Path, changed: dict[str, object], code: str) -> None:
    path = tmp_path / "export.json"
    path.write_text(json.dumps(changed))
    with pytest.raises(InputRefused, match=rf"\[transparency\.{code}\]"):
        verify_bundle(path)


@given(st.integers(0, 10**6), st.integers(1, 255))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_change_of_a_byte_changes_what_is_proved(tmp_path: Path, place: int, change: int) -> None:
    path = tmp_path / "export.json"
    write_bundle(path, with_entries())
    good = verify_bundle(path, keys=[LOG.key, PARTNER.key])
    data = bytearray(path.read_bytes())
    data[place % len(data)] ^= change
    path.write_bytes(data)
    try:
        checked = verify_bundle(path, keys=[LOG.key, PARTNER.key])
    except InputRefused:
        return
    # White space, or a cosigner's line that is nobody's now: never another log, entry or signer.
    assert checked.checkpoint == good.checkpoint
    assert set(checked.indexes) <= set(good.indexes)
    assert checked.cosigners.items() <= good.cosigners.items()


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match=r"transparency\.bundle"):
        verify_bundle(tmp_path / "none.json")


def test_a_bundle_that_proves_nothing_is_not_written(tmp_path: Path) -> None:
    bad = Bundle(format=FORMAT, log_key=LOG.key.text(), checkpoint=note(11), leaves=encoded(LEAVES[:-1]))
    with pytest.raises(InputRefused, match=r"transparency\.bundle"):
        write_bundle(tmp_path / "export.json", bad)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match=r"transparency\.write"):
        write_bundle(tmp_path / "none" / "export.json", whole())


def test_an_outside_check_of_the_format(tmp_path: Path) -> None:
    """The description in the documentation, followed with nothing but the standard library and an Ed25519 check."""
    from base64 import b64decode

    from nacl.signing import VerifyKey

    write_bundle(tmp_path / "export.json", whole())
    found = json.loads((tmp_path / "export.json").read_text())
    text, _, lines = found["checkpoint"].rpartition("\n\n")
    name, _, rest = found["log_key"].partition("+")
    public = b64decode(rest.partition("+")[2])[1:]
    signature = b64decode(lines.splitlines()[0].split(" ")[2])[4:]
    VerifyKey(public).verify(f"{text}\n".encode(), signature)
    origin, size, root = text.split("\n")
    assert (origin, int(size)) == (name, 11)
    assert naive.root([b64decode(leaf) for leaf in found["leaves"]]) == b64decode(root)
