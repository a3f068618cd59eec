"""*Outlook*: the outlook of the day to read and to take away, and what changed since an earlier one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from shiome.errors import NotKnown, QueryRefused
from shiome.web.asked import Asked
from shiome.web.files import MEASURED, state_of
from shiome.web.model import Answer, Download, Page, Parameter, Picture, Section
from shiome.web.words import LANGUAGES

if TYPE_CHECKING:
    from shiome.outlook import Outlook

MEDIA_TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}
PUBLIC = "public"
READS = (*MEASURED, "proposals")
"""Files and folders of the workspace that an outlook is made from besides the records."""
EARLIER = 12
"""Days of earlier documents that are offered to compare with."""


def _page(asked: Asked) -> Answer:
    files = [{"form": form, "href": asked.link(f"/outlook/files/{form}")} for form in ("html", "pdf", "docx", "json")]
    since: date | None = asked.values["since"]
    data = {"day": asked.day.isoformat(), "since": since.isoformat() if since else "", "files": files}
    return Answer(template="outlook/page.html", data=data | {"earlier": _earlier(asked)})


def _earlier(asked: Asked) -> list[str]:
    """Days of documents before the day, newest first: those that an outlook is worth comparing with."""
    days = asked.workspace.store.document_days(asked.day - timedelta(days=1), limit=EARLIER)
    return [each.isoformat() for each in days]


def _document(asked: Asked) -> Answer:
    from shiome.outlook import as_json

    outlook = _outlook(asked, asked.day)
    pictures = list(_pictures(outlook))
    marks = {each.number: _mark(asked, each) for each in outlook.evidence}
    data = {"outlook": msgspec.json.decode(as_json(outlook)), "marks": marks, "figures": _figures(outlook)}
    return Answer(template="outlook/document.html", data=data, pictures=pictures)


def _file(asked: Asked) -> Answer:
    from shiome.outlook import render

    form = asked.values["form"]
    if form not in MEDIA_TYPES:
        raise NotKnown(
            "outlook.format",
            f"an outlook is not written as {form!r}",
            ja=f"見通しは {form!r} では書けない",
            hint=f"use one of: {', '.join(MEDIA_TYPES)}",
            hint_ja=f"{'、'.join(MEDIA_TYPES)} のいずれかを指定する",
            failed=form,
        )
    outlook = _outlook(asked, asked.day)
    name = f"outlook-{outlook.region}-{outlook.as_of.isoformat()}-{outlook.language}.{form}"
    file = Download(name=name, media_type=MEDIA_TYPES[form], content=render(outlook, form))
    return Answer(template="", data={"name": name}, file=file)


def _changes(asked: Asked) -> Answer:
    from shiome.outlook import compare
    from shiome.outlook.comparing_html import counts

    since: date | None = asked.values["since"]
    if since is None or since >= asked.day:
        raise QueryRefused(
            "outlook.since",
            "an outlook is compared with one of an earlier day",
            ja="比べる見通しの基準日は、より前の日でなければならない",
            hint="give a day before that of the outlook",
            hint_ja="見通しの基準日より前の日を指定する",
            failed=since,
        )
    found = compare(_outlook(asked, since), _outlook(asked, asked.day))
    data = {"comparison": msgspec.to_builtins(found), "counts": counts(found)}
    return Answer(template="outlook/changes.html", data=data)


def _outlook(asked: Asked, day: date) -> Outlook:
    """The outlook as of a day as the reader may have it: kept, since reading, files and comparisons all need it.

    It is written in every language at once, since what takes long is the same for all.
    """
    reader = _reader(asked)
    state = state_of(asked.workspace.folder, READS)
    key = ("outlook", day, reader, asked.desk.data_version(), state)

    def work() -> Answer:
        return Answer(template="", data=asked.workspace.outlooks(LANGUAGES, as_of=day, reader=reader))

    found: Outlook = asked.desk.answers.now(key, work).data[asked.language]
    return found


def _reader(asked: Asked) -> str:
    """For whom consultation files are told: everything for the person at this machine; of several bodies the first."""
    if asked.reader.local:
        return ""
    return asked.reader.bodies[0] if asked.reader.bodies else PUBLIC


def _mark(asked: Asked, evidence: Any) -> dict[str, str]:
    """Where a mark leads, and what it says of the passage."""
    place = evidence.source
    told = f"{evidence.title}, {evidence.day}, {evidence.lines}"
    if not evidence.at_hand:
        return {"href": "", "told": told}
    path = f"/evidence/documents/{place.document}"
    return {"href": asked.link(path, start=place.start, end=place.end) + "#passage", "told": told}


def _figures(outlook: Outlook) -> dict[str, str]:
    """Where a figure stands to the picture that shows it: key of the section, and which of its blocks."""
    return {place: f"figure-{number}" for number, (place, _) in enumerate(_all_figures(outlook), start=1)}


def _pictures(outlook: Outlook) -> Iterator[Picture]:
    for number, (_, figure) in enumerate(_all_figures(outlook), start=1):
        yield Picture(
            id=f"figure-{number}",
            title=figure.caption,
            alternative=figure.alt,
            specification=partial(dict, figure.specification),
            source=outlook.as_of_text,
        )


def _all_figures(outlook: Outlook) -> Iterator[tuple[str, Any]]:
    from shiome.outlook.model import Figure, walk

    for top in (outlook.front, *outlook.sections):
        for part in walk(top):
            for number, block in enumerate(part.blocks):
                if isinstance(block, Figure):
                    yield f"{part.key}:{number}", block


_SINCE = Parameter(name="since", kind="date", about="The day of the earlier outlook to compare with.")

SECTION = Section(
    name="outlook",
    pages=(
        Page(
            name="outlook",
            path="/outlook",
            about="The outlook of the day.",
            handler=_page,
            parameters=(_SINCE,),
        ),
        Page(
            name="outlook.document",
            path="/outlook/document",
            about="The outlook itself.",
            handler=_document,
            reads=READS,
            slow=True,
            part=True,
        ),
        Page(
            name="outlook.file",
            path="/outlook/files/{form}",
            about="The outlook as a file: html, pdf, docx or json.",
            handler=_file,
            reads=READS,
            slow=True,
        ),
        Page(
            name="outlook.changes",
            path="/outlook/changes",
            about="What changed since the outlook of an earlier day.",
            handler=_changes,
            parameters=(_SINCE,),
            reads=READS,
            slow=True,
            part=True,
        ),
    ),
    assets=("css/outlook.css",),
)
