"""Backups of databases: consistent, checked after writing, and restorable into the other kind of database too."""

from shiome.records.dumps.archive import Archive
from shiome.records.dumps.dumping import dump, snapshot
from shiome.records.dumps.loading import check_parts, load
from shiome.records.dumps.manifest import Manifest, StoredPart
from shiome.records.dumps.part import RECORDS, Part, migrated
from shiome.records.dumps.whole import (
    BUSY_SECONDS,
    FILES,
    Backup,
    back_up_database,
    check_kind,
    disposed,
    dump_address,
    place,
    restore_database,
)
from shiome.records.dumps.writing import Writer, writing_archive

__all__ = [
    "BUSY_SECONDS",
    "FILES",
    "RECORDS",
    "Archive",
    "Backup",
    "Manifest",
    "Part",
    "StoredPart",
    "Writer",
    "back_up_database",
    "check_kind",
    "check_parts",
    "disposed",
    "dump",
    "dump_address",
    "load",
    "migrated",
    "place",
    "restore_database",
    "snapshot",
    "writing_archive",
]
