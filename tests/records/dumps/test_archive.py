"""The file of a backup: whole, or refused before anything is restored."""

from __future__ import annotations

import io
import os
import stat
import tarfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shiome.errors import InputRefused, StoreUnavailable
from shiome.records.dumps import Archive, writing_archive


def made(path: Path, members: dict[str, bytes] | None = None) -> Path:
    with writing_archive(path) as archive:
        archive.about["kind"] = "test"
        for name, data in (members or {"one": b"first", "folder/two": b"second" * 1000, "empty": b""}).items():
            archive.add_bytes(name, data)
    return path


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    big = os.urandom(3_000_000)
    with Archive(made(tmp_path / "a.tar", {"one": b"first", "big": big, "empty": b""})) as archive:
        assert archive.names == ("one", "big", "empty")
        assert b"".join(archive.read("big")) == big
        assert b"".join(archive.read("empty")) == b""
        assert archive.manifest.about == {"kind": "test"}
        archive.extract("one", tmp_path / "new" / "one")
    assert (tmp_path / "new" / "one").read_bytes() == b"first"


def test_it_is_a_tar_that_others_can_read(tmp_path: Path) -> None:
    with tarfile.open(made(tmp_path / "a.tar")) as tar:
        assert tar.getnames() == ["one", "folder/two", "empty", "manifest.json"]
        assert tar.extractfile("one").read() == b"first"


def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    assert stat.S_IMODE(made(tmp_path / "a.tar").stat().st_mode) == 0o600


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.5, 0.9, 0.999])
def test_a_file_that_is_cut_short(tmp_path: Path, share: float) -> None:
    path = made(tmp_path / "a.tar")
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(InputRefused, match=r"backup\.damaged"):
        Archive(path)


@given(st.integers(0, 10**6), st.integers(1, 255))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_changed_byte_is_refused_or_changes_nothing(tmp_path: Path, place: int, change: int) -> None:
    path = tmp_path / "a.tar"
    if not path.exists():
        made(path)
    data = bytearray(path.read_bytes())
    data[place % len(data)] ^= change
    changed = tmp_path / "changed.tar"
    changed.write_bytes(data)
    try:
        archive = Archive(changed)
    except InputRefused:
        return
    with archive, Archive(path) as good:
        # Bits of tar's own that carry nothing here, and the manifest's words on when and what: never a member.
        assert {name: b"".join(archive.read(name)) for name in archive.names} == {
            name: b"".join(good.read(name)) for name in good.names
        }


@pytest.mark.parametrize(
    "change", [(b'"format"', b'"formal"'), (b"backup@1", b"backup@2"), (b'"bytes"', b'"bytes '), (b"{", b"\xff")]
)
def test_a_manifest_that_is_none(tmp_path: Path, change: tuple[bytes, bytes]) -> None:
    path = made(tmp_path / "a.tar")
    data = path.read_bytes()
    assert change[0] in data
    path.write_bytes(data.replace(*change))
    with pytest.raises(InputRefused, match=r"backup\.damaged"):
        Archive(path)


def test_something_added_at_the_end(tmp_path: Path) -> None:
    path = made(tmp_path / "a.tar")
    for more in (b"x", bytes(512), bytes(10240) + b"x" * 10240):
        longer = tmp_path / "longer.tar"
        longer.write_bytes(path.read_bytes() + more)
        with pytest.raises(InputRefused, match=r"backup\.damaged"):
            Archive(longer)


@pytest.mark.parametrize("name", ["one", "../outside", "/outside"])
@pytest.mark.parametrize("kind", [tarfile.REGTYPE, tarfile.SYMTYPE])
def test_members_that_the_manifest_does_not_name(tmp_path: Path, name: str, kind: bytes) -> None:
    source, target = made(tmp_path / "a.tar"), tmp_path / "b.tar"
    with tarfile.open(source) as old, tarfile.open(target, "w") as new:
        header = tarfile.TarInfo(name)
        header.type, header.linkname = kind, "/etc/passwd"
        new.addfile(header, io.BytesIO(b""))
        for member in old:
            new.addfile(member, old.extractfile(member))
    with pytest.raises(InputRefused, match=r"backup\.damaged"):
        Archive(target)


def test_members_outside_are_refused_even_where_the_manifest_names_them(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match=r"backup\.damaged"):
        made(tmp_path / "a.tar", {"../outside": b"x"})
    assert not (tmp_path / "a.tar").exists()


@pytest.mark.parametrize("content", [b"", b"no tar", bytes(10240)])
def test_what_is_no_backup(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.tar"
    path.write_bytes(content)
    with pytest.raises(InputRefused, match=r"backup\.damaged"):
        Archive(path)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match=r"backup\.damaged"):
        Archive(tmp_path / "none.tar")


def test_the_digest_that_was_noted(tmp_path: Path) -> None:
    path = made(tmp_path / "a.tar")
    with Archive(path) as archive:
        digest = archive.sha256()
    Archive(path, sha256=digest.upper()).close()
    with pytest.raises(InputRefused, match=r"backup\.digest"):
        Archive(path, sha256="0" * 64)


def test_a_backup_is_never_written_over(tmp_path: Path) -> None:
    path = made(tmp_path / "a.tar")
    before = path.read_bytes()
    with pytest.raises(InputRefused, match=r"backup\.exists"):
        made(path)
    assert path.read_bytes() == before


def test_nothing_is_left_of_one_that_failed(tmp_path: Path) -> None:
    def failing() -> None:
        with writing_archive(tmp_path / "a.tar") as archive:
            archive.add_bytes("one", b"x")
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        failing()
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match=r"backup\.write"):
        made(tmp_path / "none" / "a.tar")
