"""The workbench as an application (ASGI)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, MutableMapping, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.convertors import Convertor, register_url_convertor
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from shiome.reading.lexicon import LANGUAGES as SPOKEN
from shiome.reading.lexicon import load_lexicon
from shiome.server.headers import SecurityHeaders
from shiome.server.structures import make_ready
from shiome.web.answering import Answering, endpoint
from shiome.web.assets import STATIC
from shiome.web.model import Section
from shiome.web.openapi import description
from shiome.web.safety.headers import PAGES
from shiome.web.signing import Signing
from shiome.web.words import LANGUAGES

if TYPE_CHECKING:
    from shiome.web.desk import Desk

_YEAR = 31_536_000
_LATER = (
    "shiome.bulk.manifest",
    "shiome.futures.ledger.pooling",
    "shiome.policy.conflict.files",
    "shiome.policy.conflict.futures",
    "shiome.reading.claims.grading",
    "shiome.reading.coding.coder",
    "shiome.records.dumps.archive",
    "shiome.sanctions.positions.manifest",
    "shiome.workspace.coding",
    "shiome.workspace.commitments",
    "shiome.workspace.entered",
    "shiome.workspace.futures",
    "shiome.workspace.review",
    "shiome.yardsticks.votes.loading",
)
"""Modules with structures that pages load only when they are asked for."""
PRESSED = 3
"""How hard answers are compressed: beyond this, time grows faster than size shrinks."""


class _Language(Convertor[str]):
    regex = "|".join(LANGUAGES)

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


class _Files(StaticFiles):
    """Static files, which may be stored for good: their address changes with their content."""

    async def get_response(self, path: str, scope: MutableMapping[str, Any]) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code == 200 and scope.get("query_string", b"").startswith(b"v="):
            response.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
        return response


def build_app(desk: Desk, sections: Sequence[Section]) -> Starlette:
    """The application over an open desk, which it closes when it stops."""
    make_ready(_LATER)
    for name in SPOKEN:  # reading a lexicon keeps every other thread from working, so it is done while there is one
        load_lexicon(name)
    register_url_convertor("language", _Language())
    answering, signing = Answering(desk, sections), Signing(desk)
    desk.told = answering.told
    routes: list[BaseRoute] = [
        Route("/", _start),
        Route("/openapi.json", _described(sections)),
        Mount("/static", _Files(directory=STATIC), name="static"),
        Route("/{language:language}/sign-in", signing.form, methods=["GET"]),
        Route("/{language:language}/sign-in", signing.sign_in, methods=["POST"]),
        Route("/{language:language}/sign-out", signing.sign_out, methods=["POST"]),
        *_of_sections(answering, sections),
        Route("/{rest:path}", answering.missing),
    ]

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await run_in_threadpool(answering.rehearse)
        yield
        desk.close()

    return Starlette(
        routes=routes,
        middleware=[
            Middleware(SecurityHeaders, headers=PAGES),
            Middleware(GZipMiddleware, minimum_size=800, compresslevel=PRESSED),
        ],
        lifespan=lifespan,
    )


def _of_sections(answering: Answering, sections: Sequence[Section]) -> Iterator[Route]:
    for section in sections:
        for page in section.pages:
            yield Route("/{language:language}" + page.path, endpoint(answering.page, page=page), name=page.name)
        for action in section.actions:
            path = "/{language:language}" + action.path
            yield Route(path, endpoint(answering.act, action=action), methods=["POST"], name=action.name)


async def _start(request: Request) -> Response:
    """Begin in the language that the reader's browser asks for."""
    wanted = request.headers.get("accept-language", "").lower()
    places = {language: wanted.find(language) for language in LANGUAGES}
    found = [language for language, place in sorted(places.items(), key=lambda each: each[1]) if place >= 0]
    return RedirectResponse(f"/{found[0] if found else LANGUAGES[0]}/")


def _described(sections: Sequence[Section]) -> Callable[[Request], Awaitable[Response]]:
    found = description(sections)

    async def answer(_: Request) -> Response:
        return JSONResponse(found)

    return answer
