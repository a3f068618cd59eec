"""What a backup says of itself."""

from __future__ import annotations

import msgspec

FORMAT = "shiome-backup@1"
MANIFEST = "manifest.json"
"""Name of the last member of the tar."""


class Member(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A member of the tar."""

    name: str
    bytes: int
    sha256: str


class StoredPart(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a database as it was."""

    name: str
    version: str
    rows: dict[str, int]
    """Number of rows by table."""
    file: str = ""
    """Member that is a SQLite database; empty where there is one member for each table."""

    def members(self) -> set[str]:
        """Names of the members that hold it."""
        return {self.file} if self.file else {self.member(table) for table in self.rows}

    def member(self, table: str) -> str:
        """Name of the member with the rows of ``table``."""
        return f"tables/{self.name}/{table}.copy"


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a backup holds."""

    format: str
    made_at: str
    program: str
    about: dict[str, str]
    """Of what it is a backup; no address and no password."""
    parts: tuple[StoredPart, ...]
    members: tuple[Member, ...]
