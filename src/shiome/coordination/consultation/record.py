"""A consultation file as a record of kind ``consultation``, and back; every addition is a new version whose log begins with the old one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from shiome.coordination.consultation.folding import ConsultationFile
from shiome.coordination.consultation.model import AnyPart, Entry
from shiome.records.chain import Chain
from shiome.records.model import Consultation

LOG = Chain(Entry)


def file_of(record: Consultation) -> ConsultationFile:
    """The file that a version of its record tells.

    Raises
    ------
    RecordRefused
        ``record.chain``: the log was changed.
    """
    return ConsultationFile(record.id, LOG.read(record.log, name=record.id))


def version_of(identifier: str, lines: tuple[str, ...], *, on: date, by: str) -> Consultation:
    """The version of the record that holds a log."""
    file = ConsultationFile(identifier, LOG.read(lines, name=identifier))
    opening = file.opening
    return Consultation(
        id=identifier,
        when="",
        known_from=on,
        coder=by,
        title=opening.title.get("en") or next(iter(opening.title.values())),
        issue=opening.issue,
        parties=opening.parties,
        log=lines,
        marking=str(file.marking(1)),
        about=identifier,
        text=opening.title,
        translations={language: {"title": text} for language, text in opening.title.items()},
        topics=(opening.issue,),
    )


def grown(record: Consultation, parts: Sequence[AnyPart], *, on: date, by: str) -> Consultation:
    """The next version: the log with further parts."""
    return version_of(record.id, LOG.appended(record.log, parts, on=on, by=by), on=on, by=by)
