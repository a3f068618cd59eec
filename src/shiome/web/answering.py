"""From a request to an answer: who asks, what is asked, and in which form it is told."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Hashable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

import msgspec
from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from shiome.errors import ShiomeError
from shiome.web.addresses import FORMS, SHARED, full_address, told_at
from shiome.web.answers import Work, name_of
from shiome.web.asked import Asked
from shiome.web.downloads import as_csv, rows_of, table_of
from shiome.web.files import state_of
from shiome.web.model import Action, Answer, Page, Parameter, Reader, Section
from shiome.web.parameters import read_parameters
from shiome.web.refusals import forged, no_page, not_allowed, not_here, status_of
from shiome.web.rendered import Rendered
from shiome.web.rendering import render, without
from shiome.web.responses import drawn, file_response, json_response, problem
from shiome.web.safety.callers import COOKIE, is_local_host, reader_of, session_of
from shiome.web.safety.tokens import FIELD, form_token, is_right
from shiome.web.words import LANGUAGES

if TYPE_CHECKING:
    from starlette.requests import Request

    from shiome.web.desk import Desk

PATIENCE = 0.1
"""Seconds for which a page waits for a slow answer before it says that it is being worked out."""
AT_WORK = 6
"""Answers that are worked out at the same time while readers wait; more would hinder each other, and outnumber the store's connections."""
WAITED = 600.0
"""Seconds for which a download waits for it."""
_SAID = "shiome_said"
"""Cookie that carries what an action said to the page that follows."""


class Answering:
    """Answers requests for the pages and actions of the sections."""

    def __init__(self, desk: Desk, sections: Sequence[Section]) -> None:
        self._desk = desk
        self._sections = sections
        self._rendered = Rendered()
        self._working = CapacityLimiter(AT_WORK)

    async def page(self, request: Request, *, page: Page) -> Response:
        """Answer a request for a page."""
        language = request.path_params["language"]
        try:
            refused = await self._not_let_in(request, page.role, language, who=self._reader_and_version)
            if refused is not None:
                return refused
            asked = self._asked(request, language, (*SHARED, *page.parameters), request.query_params)
            return await self._told(request, page, asked)
        except ShiomeError as error:
            return self._failed(request, language, error)

    async def act(self, request: Request, *, action: Action) -> Response:
        """Carry out an action and go on to where it leads."""
        language = request.path_params["language"]
        refused = await self._not_let_in(request, action.role, language)
        if refused is not None:
            return refused
        form = await request.form(max_files=4, max_fields=200)
        if not is_right(str(form.get(FIELD, "")), secret=self._desk.keeping.secret, session=session_of(request)):
            return self._failed(request, language, forged(), status=403)
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
        """What the page at an address tells somebody; see :func:`shiome.web.addresses.told_at`."""
        return told_at(address, reader, desk=self._desk, sections=self._sections)

    def rehearse(self) -> None:
        """Make the first page once for nobody, so that whoever asks first does not wait for what every page takes to be loaded.

        What goes wrong is told to those who ask for the page.
        """
        page = next((page for section in self._sections for page in section.pages), None)
        if page is None or page.slow:
            return
        asked = Asked(
            desk=self._desk,
            reader=Reader(name="", role=page.role),
            language=LANGUAGES[0],
            as_of=None,
            path=page.path,
            values=read_parameters((*SHARED, *page.parameters), {}),
        )
        with suppress(ShiomeError):
            answer = self._desk.read(page, asked)
            render(answer.template, asked, page=page, answer=answer, sections=self._sections, said="")

    async def missing(self, request: Request) -> Response:
        """Answer a request for what is not there."""
        first = request.url.path.split("/")[1]
        language = first if first in LANGUAGES else LANGUAGES[0]
        if self._desk.local and not is_local_host(request):
            return not_here()
        found = await run_in_threadpool(reader_of, request, self._desk)
        request.state.reader = found or Reader(name="", role="reader")
        return self._failed(request, language, no_page(request.url.path))

    def _reader_and_version(self, request: Request, desk: Desk) -> Reader | None:
        """Who asks, and for a page what its answer depends on: looked up together, as each way into a thread takes its time."""
        reader = reader_of(request, desk)
        if reader is not None:
            request.state.version = desk.data_version()
        return reader

    async def _not_let_in(
        self,
        request: Request,
        role: Any,
        language: str,
        *,
        who: Callable[[Request, Desk], Reader | None] = reader_of,
    ) -> Response | None:
        if self._desk.local and not is_local_host(request):
            return not_here()
        reader = await run_in_threadpool(who, request, self._desk)
        if reader is None:
            if request.query_params.get("format", "html") != "html":
                return problem(401, "web.signin", "sign in first")
            back = quote(full_address(request), safe="")
            return RedirectResponse(f"/{language}/sign-in?to={back}", status_code=303)
        request.state.reader = reader
        if not reader.may(role):
            return self._failed(request, language, not_allowed(role), status=403)
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
        # A page that is nobody's own is told without a name, so that one answer serves all who may see the same.
        told = asked if page.personal else replace(asked, reader=replace(asked.reader, name=""))
        if page.fresh:
            answer = await run_sync(self._desk.read, page, told, limiter=self._working)
            return await self._formed(request, page, asked, answer, None)
        state = await run_in_threadpool(state_of, self._desk.workspace.folder, page.reads) if page.reads else ()
        key = self._key(page, told, (request.state.version, state))
        work = partial(self._desk.read, page, told)
        answers = self._desk.answers
        if not page.slow:
            kept = answers.kept(key)
            if kept is None:
                kept = await run_sync(answers.now, key, work, limiter=self._working)
            return await self._formed(request, page, asked, kept, key)
        if asked.values["again"]:
            answers.begin_anew(key)
        if answers.is_stopped(key):
            return self._waiting(request, page, asked, None, key)
        html = asked.values["format"] == "html"
        patience = PATIENCE if html else WAITED
        found = await run_in_threadpool(answers.soon, key, work, patience=patience, part=page.part)
        if isinstance(found, Answer):
            return await self._formed(request, page, asked, found, key)
        return self._waiting(request, page, asked, None if answers.is_stopped(key) else found, key)

    def _key(self, page: Page, asked: Asked, state: Hashable) -> Hashable:
        """What an answer depends on; another one whenever the records change, or the files that the page reads."""
        own = {name: value for name, value in asked.values.items() if name not in FORMS}
        values = msgspec.json.encode(own, order="sorted")
        return page.name, asked.language, asked.as_of, asked.reader, values, state

    def _waiting(self, request: Request, page: Page, asked: Asked, work: Work | None, key: Hashable) -> Response:
        """That an answer is being worked out and for how long, or that somebody stopped it."""
        if asked.values["format"] != "html":
            return problem(503, "web.slow", "this takes longer than expected, or was stopped; ask again")
        seconds = work.seconds() if work is not None else 0
        more = {
            "stopped": work is None,
            "seconds": seconds,
            "waits": work is not None and work.begun is None,
            "name": name_of(key),
        }
        template = "waiting.html" if page.part else "waiting_page.html"
        return self._html(request, page, asked, None, template=template, more=more)

    async def _formed(
        self, request: Request, page: Page, asked: Asked, answer: Answer, key: Hashable | None
    ) -> Response:
        name = asked.values["table"] or asked.values["picture"] or ""
        match asked.values["format"]:
            case "json" if asked.values["table"]:
                return json_response(rows_of(table_of(answer, name)), name)
            case "json":
                return json_response(answer.data, "", status=answer.status)
            case "csv":
                data = await run_in_threadpool(as_csv, table_of(answer, name))
                return file_response(data, "text/csv; charset=utf-8", f"{name or page.name}.csv")
            case "svg" | "png" as form:
                return await run_in_threadpool(drawn, answer, name, form)
            case _ if answer.file is not None:
                file = answer.file
                return file_response(file.content, file.media_type, "" if file.shown else file.name)
            case _ if key is not None and self._rendered.holds((key, self._address(request))):
                return self._html(request, page, asked, answer, key=key)
            case _:
                return await run_in_threadpool(self._html, request, page, asked, answer, key=key)

    def _address(self, request: Request) -> str:
        return without(full_address(request), "again")

    def _html(
        self,
        request: Request,
        page: Page,
        asked: Asked,
        answer: Answer | None,
        *,
        template: str = "",
        key: Hashable | None = None,
        more: dict[str, Any] | None = None,
    ) -> Response:
        said = unquote(request.cookies.get(_SAID, ""))
        session = session_of(request) or secrets.token_urlsafe(32)
        address = self._address(request)

        def work(shown: Asked, token: str) -> str:
            return render(
                template or (answer.template if answer else "waiting.html"),
                shown,
                page=page,
                answer=answer,
                sections=self._sections,
                address=address,
                token=token,
                said=said,
                **(more or {}),
            )

        token = form_token(self._desk.keeping.secret, session)
        kept = key is not None and not said
        text = self._rendered.text((key, address), asked, token, work) if kept else work(asked, token)
        response = Response(text, status_code=answer.status if answer else 200, media_type="text/html")
        if self._desk.local and not request.cookies.get(COOKIE):
            response.set_cookie(COOKIE, session, httponly=True, samesite="strict")
        if said:
            response.delete_cookie(_SAID)
        return response

    def _failed(self, request: Request, language: str, error: ShiomeError, *, status: int = 0) -> Response:
        status = status or status_of(error)
        if request.query_params.get("format", "html") != "html":
            return problem(status, error.code, error.line(language))
        reader = getattr(request.state, "reader", Reader(name="", role="reader"))
        asked = Asked(desk=self._desk, reader=reader, language=language, as_of=None, path=request.url.path, values={})
        text = render(
            "error.html",
            asked,
            sections=self._sections,
            address=full_address(request),
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
