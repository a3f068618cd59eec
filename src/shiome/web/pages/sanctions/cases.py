"""Cases as whoever asks may have them; a case is shown in the sections of its report."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from shiome.errors import NotKnown
from shiome.sanctions.casework import CaseFile
from shiome.sanctions.framework import is_known_reader
from shiome.web.asked import Asked
from shiome.web.model import Answer, Column, Download, Table
from shiome.web.naming import actor_name, marking_text
from shiome.web.pages.sanctions.bodies import table
from shiome.web.papers import paper_answer
from shiome.web.viewing import PUBLIC, WHOLE, all_released, first_released, views_of

if TYPE_CHECKING:
    from shiome.sanctions.notices import Notice
    from shiome.sanctions.notices.model import Block, Picture


def _views(asked: Asked) -> tuple[str, ...]:
    return views_of(asked, lambda name: is_known_reader(asked.workspace.pack, name))


def _seen(asked: Asked) -> tuple[str, CaseFile]:
    """The case asked for and the view in which it is seen.

    Raises
    ------
    NotKnown
        There is none, or nothing of it may be seen by whoever asks.
    """
    from shiome.workspace.cases import case

    name = asked.values["case"]
    return first_released(_views(asked), lambda view: case(asked.workspace, name, as_of=asked.as_of, reader=view))


def listing(asked: Asked) -> Answer:
    """All cases of which whoever asks may know."""
    from shiome.workspace.cases import cases

    found = all_released(
        _views(asked), lambda view: cases(asked.workspace, as_of=asked.as_of, reader=view), lambda case: case.id
    )
    rows = [_row(asked, view, case) for view, case in found]
    columns = ("case", "category", "subjects", "parts:number", "last_entry:date", "marking:code", "made_up")
    shown = table(asked, "cases", columns, rows)
    return Answer(template="sanctions/cases.html", data={"cases": [row["id"] for row in rows]}, tables=[shown])


def _row(asked: Asked, view: str, case: CaseFile) -> dict[str, Any]:
    comma = "、" if asked.language == "ja" else ", "
    return {
        "id": case.id,
        "case": asked.text(case.opening.title),
        "category": _category(asked, case),
        "subjects": comma.join(case.name(subject) for subject in case.subjects),
        "parts": len(case.entries),
        "last_entry": case.entries[-1].on.isoformat(),
        "marking": marking_text(asked, case.marking(1)),
        "made_up": asked.words("sanctions.made_up_yes") if _is_simulated(asked, case.id) else "",
        "_href": asked.link(f"/sanctions/cases/{case.id}", **{"for": view}),
    }


def _category(asked: Asked, case: CaseFile) -> str:
    entry: Any = asked.workspace.pack.entry("violations", case.opening.category)
    return asked.text(entry.name)


def _is_simulated(asked: Asked, identifier: str) -> bool:
    """Whether anything in the whole case is made up; a part that is withheld counts too, so that nothing resting on it looks genuine."""
    from shiome.workspace.cases import case

    return case(asked.workspace, identifier, as_of=asked.as_of).simulated


def _report(asked: Asked, view: str, case: CaseFile, *, form: Any = "report", language: Any = None) -> Notice:
    from shiome.sanctions.notices import notice_of

    told: Any = language or asked.language
    return notice_of(
        case,
        asked.workspace.pack,
        language=told,
        as_of=asked.as_of or date.today(),
        form=form,
        reader=view,
    )


def one(asked: Asked) -> Answer:
    """One case in the sections of its report."""
    from shiome.sanctions.casework.shapes import case_shape

    view, case = _seen(asked)
    tables: list[Table] = []
    pictures: list[Picture] = []
    sections = [
        {"heading": section.title, "blocks": [_block(each, tables, pictures) for each in section.blocks]}
        for section in _report(asked, view, case).sections
    ]
    data = {
        "case": case_shape(case, asked.language),
        "category": _category(asked, case),
        "made_up": _is_simulated(asked, case.id),
        "view": view,
        "view_name": _view_name(asked, view),
        "views": _choices(asked, case),
        "parts": sections,
    }
    return Answer(template="sanctions/case.html", data=data, tables=tables, title=asked.text(case.opening.title))


def _block(block: Block, tables: list[Table], pictures: list[Picture]) -> dict[str, Any]:
    """A block of the report as the template shows it; tables and pictures are gathered, and named by their number."""
    from shiome.sanctions.notices import model

    if isinstance(block, model.Table):
        name = f"t{len(tables) + 1}"
        columns = [
            Column(key=f"c{number}", title=title, kind="code" if number in block.fixed else "text")
            for number, title in enumerate(block.columns)
        ]
        rows = [{f"c{number}": cell for number, cell in enumerate(row)} for row in block.rows]
        tables.append(Table(id=name, title="", columns=columns, rows=rows))
        return {"table": name}
    if isinstance(block, model.Picture):
        pictures.append(block)
        return {"picture": len(pictures), "alternative": block.alt, "width": block.width}
    if isinstance(block, model.Facts):
        return {"facts": block.rows, "heading": block.title}
    return {"text": block.text, "label": block.label}


def _view_name(asked: Asked, view: str) -> str:
    if view in (WHOLE, PUBLIC):
        return asked.words("sanctions.public" if view else "sanctions.whole")
    body: Any = asked.workspace.pack.entries("bodies").get(view)
    return asked.text(body.name) if body is not None else actor_name(asked, view)


def _choices(asked: Asked, case: CaseFile) -> list[dict[str, str]]:
    """The views at which whoever asks may look: in local mode the originator's, those of whom the marking names, the public's."""
    local = (WHOLE, case.originator(1), *case.marking(1).to, PUBLIC)
    names = local if asked.reader.local else (*asked.reader.bodies, PUBLIC)
    path = f"/sanctions/cases/{case.id}"
    return [
        {"id": name, "name": _view_name(asked, name), "href": asked.link(path, **{"for": name})}
        for name in dict.fromkeys(names)
        if name == WHOLE or is_known_reader(asked.workspace.pack, name)
    ]


def picture(asked: Asked) -> Answer:
    """A picture of a case as SVG."""
    from shiome.sanctions.notices import model

    view, case = _seen(asked)
    blocks = [block for section in _report(asked, view, case).sections for block in section.blocks]
    found = {str(n): each for n, each in enumerate((b for b in blocks if isinstance(b, model.Picture)), start=1)}
    number = asked.values["number"]
    if number not in found:
        raise NotKnown("case.picture", f"the case has no picture {number!r}", ja=f"図 {number!r} はない", failed=number)
    file = Download(
        name=f"{case.id}-{number}.svg", media_type="image/svg+xml", content=found[number].svg.encode(), shown=True
    )
    return Answer(template="", data={"name": file.name, "alternative": found[number].alt}, file=file)


def notice(asked: Asked) -> Answer:
    """The notice or report of a case as a file, with nothing in it but what whoever asks may see."""
    view, case = _seen(asked)
    language, form = asked.values["in"] or asked.language, asked.values["as"]
    paper = _report(asked, view, case, form=form, language=language)
    return paper_answer(paper, asked.values["form"], f"{case.id}-{form}-{language}")
