"""The consultation files of a pack as records: one version for each day on which a document added to the file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from shiome.coordination.consultation import LOG, packed_parts, version_of
from shiome.region.schema.coordination import Consultation as ConsultationEntry
from shiome.workspace.seed import sources

if TYPE_CHECKING:
    from shiome.records.model import Consultation
    from shiome.region.pack import Pack


def consultation_versions(pack: Pack) -> Iterator[Consultation]:
    """All versions of all consultation files that the pack holds; each ends to be known when the next begins."""
    by = f"pack:{pack.region.id}@{pack.region.version}"
    for entry in pack.entries("consultations", ConsultationEntry).values():
        lines: tuple[str, ...] = ()
        cites: dict[str, None] = {}
        versions: list[Consultation] = []
        for day, group in groupby(packed_parts(pack, entry), key=lambda each: each[0]):
            parts = [part for _, part in group]
            lines = LOG.appended(lines, parts, on=day, by=by)
            cites |= dict.fromkeys(cite for part in parts for cite in part.cite)
            version = version_of(entry.id, lines, on=day, by=by)
            versions.append(msgspec.structs.replace(version, sources=sources(pack, tuple(cites))))
        for number, version in enumerate(versions):
            until = versions[number + 1].known_from if number + 1 < len(versions) else None
            yield msgspec.structs.replace(version, known_until=until)
