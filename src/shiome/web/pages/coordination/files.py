"""Consultation files as whoever asks may have them: the list, one file, and what the engines find on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shiome.coordination.consultation import ConsultationFile
from shiome.coordination.consultation.model import Standing
from shiome.coordination.consultation.release import is_known_reader
from shiome.records.model import Position
from shiome.web.asked import Asked
from shiome.web.model import Answer, Table
from shiome.web.naming import actor_name, actor_names, marking_text
from shiome.web.pages.coordination.file_tables import file_tables
from shiome.web.pages.coordination.ground_tables import ground_tables
from shiome.web.pages.coordination.pieces import entry_name, entry_names, table
from shiome.web.viewing import PUBLIC, WHOLE, all_released, first_released, views_of


def _is_known(asked: Asked, name: str) -> bool:
    return is_known_reader(asked.workspace.pack, name)


def seen_file(asked: Asked) -> tuple[str, ConsultationFile]:
    """The file that is asked for and the view in which it is seen; as of the day asked for, or with all that is entered by now.

    Raises
    ------
    NotKnown
        There is none, or nothing of it may be told to whoever asks.
    """
    from shiome.workspace.consultations import consultation

    name = asked.values["file"]
    return first_released(
        views_of(asked, lambda reader: _is_known(asked, reader)),
        lambda view: consultation(asked.workspace, name, as_of=asked.as_of, reader=view),
    )


def listed(asked: Asked) -> Table:
    """All files of which whoever asks may be told something."""
    from shiome.workspace.consultations import consultations

    found = all_released(
        views_of(asked, lambda reader: _is_known(asked, reader)),
        lambda view: consultations(asked.workspace, as_of=asked.as_of, reader=view),
        lambda file: file.id,
    )
    columns = ("file_title", "parties", "issue", "agreed:number", "open:number", "last_entry:date", "marking:code")
    return table(asked, "files", columns, [_row(asked, view, file) for view, file in found])


def _row(asked: Asked, view: str, file: ConsultationFile) -> dict[str, Any]:
    opening = file.opening
    return {
        "id": file.id,
        "file_title": _title(asked, file),
        "parties": actor_names(asked, opening.parties),
        "issue": entry_name(asked, "issues", opening.issue),
        "agreed": len(file.points("agreed")),
        "open": len(file.points("open")),
        "last_entry": file.entries[-1].on.isoformat(),
        "marking": marking_text(asked, file.marking(1)),
        "_href": asked.link(f"/coordination/consultations/{file.id}", **{"for": view}),
        "_sources": asked.cited(opening.cite),
    }


def _title(asked: Asked, file: ConsultationFile) -> str:
    return asked.text(file.opening.title) if file.opening.title else file.id


def listing(asked: Asked) -> Answer:
    """The list of consultation files."""
    files = listed(asked)
    data = {"files": [{"id": row["id"], "name": row["file_title"]} for row in files.rows]}
    return Answer(template="coordination/consultations.html", data=data, tables=[files])


def one(asked: Asked) -> Answer:
    """One consultation file."""
    from shiome.coordination.consultation.shapes import file_shape
    from shiome.workspace.consultations import linked_positions

    view, file = seen_file(asked)
    records = linked_positions(asked.workspace, file, as_of=asked.as_of)
    opening = file.opening
    tables = file_tables(asked, file, records, whole=view == WHOLE)
    data = {
        "file": file_shape(file, records, asked.language),
        "view": view,
        "view_name": _view_name(asked, view),
        "parties": actor_names(asked, opening.parties),
        "issue": entry_name(asked, "issues", opening.issue),
        "tools": entry_names(asked, "tools", opening.tools),
        "body": entry_name(asked, "bodies", opening.body),
        "scaled": _placed(file, records) > 1,
        "views": _views(asked, file),
    }
    return Answer(template="coordination/consultation.html", data=data, tables=tables, title=_title(asked, file))


def _placed(file: ConsultationFile, records: Mapping[str, Position]) -> int:
    """How many parties have a position in what is seen of a file."""
    parts = [part for part in file.of(Standing) if not part.record or part.record in records]
    return len({part.party for part in parts}) if file.opening.issue else 0


def _view_name(asked: Asked, view: str) -> str:
    if view in (WHOLE, PUBLIC):
        return asked.words("coordination.public" if view else "coordination.whole")
    is_body = view in asked.workspace.pack.entries("bodies")
    return entry_name(asked, "bodies", view) if is_body else actor_name(asked, view)


def _views(asked: Asked, file: ConsultationFile) -> list[dict[str, str]]:
    """The views at which whoever asks may look: in local mode those of the parties, their body and the public."""
    body = [file.opening.body] if file.opening.body else []
    local = (WHOLE, *file.opening.parties, *body, PUBLIC)
    names = local if asked.reader.local else (*asked.reader.bodies, PUBLIC)
    path = f"/coordination/consultations/{file.id}"
    return [
        {"id": name, "name": _view_name(asked, name), "href": asked.link(path, **{"for": name})}
        for name in names
        if name == WHOLE or _is_known(asked, name)
    ]


def ground(asked: Asked) -> Answer:
    """Common ground, what each party gives for it, what tabled proposals break; worked out in the background."""
    from shiome.coordination.consultation.shapes import effect_shape, finding_shape, gives_shape, ground_shape
    from shiome.workspace.consulting import consulted

    _, file = seen_file(asked)
    found = consulted(asked.workspace, file, as_of=asked.day)
    language, bargained = asked.language, found.bargained
    data = {
        "ground": ground_shape(found.ground, language),
        "bargained": bargained and {"median": bargained.median, "gives": gives_shape(bargained.gives)},
        "findings": [finding_shape(each, language) for each in found.findings],
        "effects": [effect_shape(each, language) for each in found.effects],
        "missing": [
            asked.words("coordination.missing_" + each.quantity, party=actor_name(asked, each.actor))
            for each in found.ground.missing
        ],
    }
    return Answer(template="coordination/ground.html", data=data, tables=ground_tables(asked, found))
