"""A case as a record of kind ``case``, and back; every addition is a new version whose log begins with the old one."""

from __future__ import annotations

from datetime import date

from shiome.records.model import Case
from shiome.sanctions.casework.folding import CaseFile
from shiome.sanctions.casework.log import appended, read_log
from shiome.sanctions.casework.model import AnyPart, Evidence


def case_of(record: Case) -> CaseFile:
    """The case that a version of its record tells.

    Raises
    ------
    RecordRefused
        ``record.chain``: the log was changed.
    """
    return CaseFile(record.id, read_log(record.chronology, case=record.id))


def version_of(case_id: str, lines: tuple[str, ...], *, on: date, by: str) -> Case:
    """The version of the record that holds a log."""
    case = CaseFile(case_id, read_log(lines, case=case_id))
    title = case.opening.title
    default = title.get("en") or next(iter(title.values()))
    return Case(
        id=case_id,
        when="",
        known_from=on,
        coder=by,
        title=default,
        parties=case.subjects,
        chronology=lines,
        evidence=tuple(part.sha256 for part in case.of(Evidence)),
        marking=str(case.marking(1)),
        about=case_id,
        text=title,
        translations={language: {"title": text} for language, text in title.items()},
    )


def grown(record: Case, parts: tuple[AnyPart, ...], *, on: date, by: str) -> Case:
    """The next version: the log with further parts."""
    return version_of(record.id, appended(record.chronology, parts, on=on, by=by), on=on, by=by)
