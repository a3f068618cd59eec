"""From a request to an answer: who asks, what is asked, and in which form it is told."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response
from starlette.routing import compile_path

from shiome.errors import InputRefused, NotKnown, QueryRefused, ShiomeError, StoreUnavailable
from shiome.web.asked import Asked
from shiome.web.downloads import as_csv, picture_of, rows_of, table_of
from shiome.web.model import Action, Answer, Page, Parameter, Reader, Section
from shiome.web.parameters import read_parameters
from shiome.web.rendering import render
from shiome.web.safety.callers import COOKIE, is_local_host, reader_of, session_of
from shiome.web.safety.tokens import FIELD, form_token, is_right
from shiome.web.words import LANGUAGES

if TYPE_CHECKING:
    from starlette.requests import Request

    from shiome.web.desk import Desk

PATIENCE = 0.12
"""Seconds for which a page waits for a slow answer before it says that it is being worked out."""
SHARED = (
    Parameter(name="as_of", kind="date", about="Only what had happened and was known on this day."),
    Parameter(
        name="format", kind="choice", choices=("html", "json", "csv", "svg", "png"), default="html", about="Form."
    ),
    Parameter(name="table", about="The table that is asked for as CSV or JSON."),
    Parameter(name="picture", about="The picture that is asked for as SVG or PNG."),
)
"""Parameters of every page."""
_SAID = "shiome_said"
"""Cookie that carries what an action said to the page that follows."""
_STATUS: tuple[tuple[type[ShiomeError], int], ...] = (
    (NotKnown, 404),
    (QueryRefused, 400),
    (StoreUnavailable, 503),
    (InputRefused, 422),
)


class Answering:
    """Answers requests for the pages and actions of the sections."""

    def __init__(self, desk: Desk, sections: Sequence[Section]) -> None:
        self._desk = desk
        self._sections = sections

    async def page(self, request: Request, *, page: Page) -> Response:
        """Answer a request for a page."""
        language = request.path_params["language"]
        refused = self._not_let_in(request, page.role, language)
        if refused is not None:
            return refused
        try:
            asked = self._asked(request, language, (*SHARED, *page.parameters), request.query_params)
            return await self._told(request, page, asked)
        except ShiomeError as error:
            return self._failed(request, language, error)

    async def act(self, request: Request, *, action: Action) -> Response:
        """Carry out an action and go on to where it leads."""
        language = request.path_params["language"]
        refused = self._not_let_in(request, action.role, language)
        if refused is not None:
            return refused
        form = await request.form(max_files=4, max_fields=200)
        if not is_right(str(form.get(FIELD, "")), secret=self._desk.keeping.secret, session=session_of(request)):
            return self._failed(request, language, _forged(), status=403)
        try:
            asked = self._asked(request, language, action.fields, form)
            done = await run_in_threadpool(action.handler, asked)
            await run_in_threadpool(self._desk.keeping.note, asked.reader.name, action.name, asked.path)
        except ShiomeError as error:
            return self._failed(request, language, error)
        response = RedirectResponse(
            asked.link(done.to) if "?" not in done.to else f"/{language}{done.to}", status_code=303
        )
        if done.said:
            response.set_cookie(_SAID, quote(done.said), max_age=30, httponly=True, samesite="strict")
        return response

    def told(self, address: str, reader: Reader) -> Answer | None:
        """What the page at an address tells somebody; ``None`` for an address without a page, or one that the reader may not see."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not address.startswith("/"):
            return None
        language, _, rest = parts.path.removeprefix("/").partition("/")
        found = self._page_at(f"/{rest}") if language in LANGUAGES else None
        if found is None or not reader.may(found[0].role):
            return None
        page, segments = found
        values = read_parameters((*SHARED, *page.parameters), parse_qs(parts.query))
        as_of = values.pop("as_of", None)
        asked = Asked(
            desk=self._desk, reader=reader, language=language, as_of=as_of, path=f"/{rest}", values=values | segments
        )
        return page.handler(asked)

    def _page_at(self, path: str) -> tuple[Page, dict[str, str]] | None:
        for section in self._sections:
            for page in section.pages:
                pattern = compile_path(page.path)[0]
                match = pattern.match(path)
                if match:
                    return page, match.groupdict()
        return None

    async def missing(self, request: Request) -> Response:
        """Answer a request for what is not there."""
        first = request.url.path.split("/")[1]
        language = first if first in LANGUAGES else LANGUAGES[0]
        if self._desk.local and not is_local_host(request):
            return _not_here()
        request.state.reader = reader_of(request, self._desk) or Reader(name="", role="reader")
        return self._failed(request, language, _nothing(request.url.path))

    def _not_let_in(self, request: Request, role: Any, language: str) -> Response | None:
        if self._desk.local and not is_local_host(request):
            return _not_here()
        reader = reader_of(request, self._desk)
        if reader is None:
            if request.query_params.get("format", "html") != "html":
                return _problem(401, "web.signin", "sign in first")
            back = quote(_address(request), safe="")
            return RedirectResponse(f"/{language}/sign-in?to={back}", status_code=303)
        request.state.reader = reader
        if not reader.may(role):
            return self._failed(request, language, _not_allowed(role), status=403)
        return None

    def _asked(self, request: Request, language: str, parameters: Sequence[Parameter], given: Any) -> Asked:
        values = read_parameters(parameters, {name: given.getlist(name) for name in given})
        segments = {name: value for name, value in request.path_params.items() if name != "language"}
        as_of: date | None = values.pop("as_of", None)
        reader: Reader = request.state.reader
        return Asked(
            desk=self._desk,
            reader=reader,
            language=language,
            as_of=as_of,
            path=request.url.path[len(language) + 1 :],
            values=values | segments,
        )

    async def _told(self, request: Request, page: Page, asked: Asked) -> Response:
        form = asked.values["format"]
        own = {name: value for name, value in asked.values.items() if name not in ("format", "table", "picture")}
        version = await run_in_threadpool(self._desk.data_version)
        key = (page.name, asked.language, asked.as_of, asked.reader, msgspec.json.encode(own, order="sorted"), version)
        work = partial(page.handler, asked)
        if page.slow and form == "html":
            found = await run_in_threadpool(self._desk.answer_soon, key, work, patience=PATIENCE)
            if found is None:
                return self._html(
                    request, page, asked, None, template="waiting.html" if page.part else "waiting_page.html"
                )
        elif page.slow:
            found = await run_in_threadpool(self._desk.answer_soon, key, work, patience=600.0)
        elif page.fresh:
            found = await run_in_threadpool(work)
        else:
            found = await run_in_threadpool(self._desk.answer, key, work)
        if found is None:
            return _problem(503, "web.slow", "this takes longer than expected; ask again")
        return await self._formed(request, page, asked, found)

    async def _formed(self, request: Request, page: Page, asked: Asked, answer: Answer) -> Response:
        name = asked.values["table"] or asked.values["picture"] or ""
        match asked.values["format"]:
            case "json" if asked.values["table"]:
                return _json(rows_of(table_of(answer, name)), name)
            case "json":
                return _json(answer.data, "", status=answer.status)
            case "csv":
                data = await run_in_threadpool(as_csv, table_of(answer, name))
                return _file(data, "text/csv; charset=utf-8", f"{name or page.name}.csv")
            case "svg" | "png" as form:
                return await run_in_threadpool(_drawn, answer, name, form)
            case _ if answer.file is not None:
                return _file(answer.file.content, answer.file.media_type, "" if answer.file.shown else answer.file.name)
            case _:
                return self._html(request, page, asked, answer)

    def _html(
        self, request: Request, page: Page, asked: Asked, answer: Answer | None, *, template: str = ""
    ) -> Response:
        said = request.cookies.get(_SAID, "")
        session = session_of(request) or secrets.token_urlsafe(32)
        text = render(
            template or (answer.template if answer else "waiting.html"),
            asked,
            page=page,
            answer=answer,
            sections=self._sections,
            address=_address(request),
            token=form_token(self._desk.keeping.secret, session),
            said=unquote(said),
        )
        response = Response(text, status_code=answer.status if answer else 200, media_type="text/html")
        if self._desk.local and not request.cookies.get(COOKIE):
            response.set_cookie(COOKIE, session, httponly=True, samesite="strict")
        if said:
            response.delete_cookie(_SAID)
        return response

    def _failed(self, request: Request, language: str, error: ShiomeError, *, status: int = 0) -> Response:
        status = status or next((number for kind, number in _STATUS if isinstance(error, kind)), 400)
        if request.query_params.get("format", "html") != "html":
            return _problem(status, error.code, error.line(language))
        asked = Asked(
            desk=self._desk,
            reader=getattr(request.state, "reader", Reader(name="", role="reader")),
            language=language,
            as_of=None,
            path=request.url.path,
            values={},
        )
        text = render(
            "error.html",
            asked,
            sections=self._sections,
            address=_address(request),
            token=form_token(self._desk.keeping.secret, session_of(request)),
            error=error.line(language),
            said="",
        )
        return Response(text, status_code=status, media_type="text/html")


def endpoint(work: Callable[..., Any], **given: Any) -> Callable[[Request], Any]:
    """An endpoint that calls ``work`` with the request and what is given."""

    async def answer(request: Request) -> Response:
        response: Response = await work(request, **given)
        return response

    return answer


def _drawn(answer: Answer, name: str, form: str) -> Response:
    from shiome.charts import render_png, render_svg

    specification = picture_of(answer, name).specification()
    if form == "svg":
        return _file(render_svg(specification).encode(), "image/svg+xml", "")
    return _file(render_png(specification), "image/png", f"{name}.png")


def _json(value: Any, name: str, *, status: int = 200) -> Response:
    text = msgspec.json.format(msgspec.json.encode(value), indent=2)
    headers = {"Content-Disposition": f'attachment; filename="{_plain(name)}.json"'} if name else {}
    return Response(text, status_code=status, media_type="application/json", headers=headers)


def _file(data: bytes, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{_plain(name)}"'} if name else {}
    return Response(data, media_type=media_type, headers=headers)


def _plain(name: str) -> str:
    return "".join(
        character if character.isalnum() and character.isascii() else "_" if character != "." else "."
        for character in name
    )


def _problem(status: int, code: str, text: str) -> Response:
    body = msgspec.json.encode({"type": "about:blank", "status": status, "code": code, "title": text})
    return Response(body, status_code=status, media_type="application/problem+json")


def _address(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _not_here() -> Response:
    return Response("this address is not served here\n", status_code=421, media_type="text/plain")


def _nothing(path: str) -> NotKnown:
    return NotKnown("web.page", f"there is no page {path}", ja=f"{path} というページはない", failed=path)


def _forged() -> InputRefused:
    return InputRefused(
        "web.form",
        "the form did not come from this session",
        ja="この操作の様式が今のセッションのものでない",
        hint="open the page again and repeat",
        hint_ja="ページを開き直してやり直す",
    )


def _not_allowed(role: str) -> InputRefused:
    return InputRefused(
        "web.role",
        f"this needs the role {role}",
        ja=f"この操作には {role} の役割が要る",
        hint="ask an administrator",
        hint_ja="管理者に尋ねる",
    )
