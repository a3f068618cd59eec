"""Addresses of pages: which page one leads to, what it asks, and what the page tells somebody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from starlette.routing import compile_path

from shiome.web.asked import Asked
from shiome.web.model import Answer, Page, Parameter, Reader, Section
from shiome.web.parameters import read_parameters
from shiome.web.words import LANGUAGES

if TYPE_CHECKING:
    from starlette.requests import Request

    from shiome.web.desk import Desk

FORMS = ("format", "table", "picture", "again")
"""Parameters that choose the form of an answer, not what it says."""
SHARED = (
    Parameter(name="as_of", kind="date", about="Only what had happened and was known on this day."),
    Parameter(
        name="format", kind="choice", choices=("html", "json", "csv", "svg", "png"), default="html", about="Form."
    ),
    Parameter(name="table", about="The table that is asked for as CSV or JSON."),
    Parameter(name="picture", about="The picture that is asked for as SVG or PNG."),
    Parameter(name="again", kind="flag", default=False, about="Begin anew what somebody stopped."),
)
"""Parameters of every page."""


def told_at(address: str, reader: Reader, *, desk: Desk, sections: Sequence[Section]) -> Answer | None:
    """What the page at an address tells somebody; ``None`` for an address without a page, or one that the reader may not see."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not address.startswith("/"):
        return None
    language, _, rest = parts.path.removeprefix("/").partition("/")
    found = page_at(f"/{rest}", sections) if language in LANGUAGES else None
    if found is None or not reader.may(found[0].role):
        return None
    page, segments = found
    values = read_parameters((*SHARED, *page.parameters), parse_qs(parts.query))
    as_of = values.pop("as_of", None)
    path = f"/{rest}"
    asked = Asked(desk=desk, reader=reader, language=language, as_of=as_of, path=path, values=values | segments)
    return desk.read(page, asked)


def page_at(path: str, sections: Sequence[Section]) -> tuple[Page, dict[str, str]] | None:
    """The page at a path below the language, with the segments of the path."""
    for section in sections:
        for page in section.pages:
            match = compile_path(page.path)[0].match(path)
            if match:
                return page, match.groupdict()
    return None


def full_address(request: Request) -> str:
    """Path and query as they were asked for."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")
