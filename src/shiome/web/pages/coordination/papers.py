"""Agendas and records of meetings as files to hand out, each made of what whoever asks may have of the consultation file."""

from __future__ import annotations

from datetime import date
from typing import Any

from shiome.web.asked import Asked
from shiome.web.model import Answer, Parameter
from shiome.web.pages.coordination.files import seen_file
from shiome.web.papers import paper_answer

MEETING = Parameter(name="meeting", longest=80, about="Key of a meeting.")


def agenda(asked: Asked) -> Answer:
    """The agenda of a meeting; without one, a draft from what is open."""
    return _paper(asked, "agenda")


def minutes(asked: Asked) -> Answer:
    """The record of a meeting."""
    return _paper(asked, "minutes")


def _paper(asked: Asked, kind: str) -> Answer:
    from shiome.coordination.consultation.papers import agenda_paper, minutes_paper
    from shiome.workspace.consultations import linked_positions

    view, file = seen_file(asked)
    meeting = asked.values["meeting"] or ""
    language: Any = asked.values["in"] or asked.language
    paper = (agenda_paper if kind == "agenda" else minutes_paper)(
        file,
        asked.workspace.pack,
        linked_positions(asked.workspace, file, as_of=asked.as_of),
        language=language,
        as_of=asked.as_of or date.today(),
        meeting=meeting,
        reader=view,
    )
    name = "-".join(part for part in (file.id, kind, meeting, language) if part)
    return paper_answer(paper, asked.values["form"], name)
