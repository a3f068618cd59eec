"""Signing in and out, in server mode."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING
from urllib.parse import unquote

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from shiome.errors import ShiomeError
from shiome.web.asked import Asked
from shiome.web.keeping.accounts import SESSION
from shiome.web.model import Reader
from shiome.web.rendering import render
from shiome.web.safety.callers import COOKIE, session_of
from shiome.web.safety.tokens import FIELD, form_token, is_right

if TYPE_CHECKING:
    from starlette.requests import Request

    from shiome.web.desk import Desk

_BEFORE = "shiome_before"
"""Cookie to which the form is bound before there is a session."""


class Signing:
    """The form by which people sign in, and what comes of it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def form(self, request: Request, *, error: str = "", status: int = 200) -> Response:
        """The form."""
        language = request.path_params["language"]
        before = request.cookies.get(_BEFORE) or secrets.token_urlsafe(24)
        asked = Asked(
            desk=self._desk,
            reader=Reader(name="", role="reader"),
            language=language,
            as_of=None,
            path="/sign-in",
            values={},
        )
        text = render(
            "sign_in.html",
            asked,
            address=str(request.url.path),
            token=form_token(self._desk.keeping.secret, before),
            to=_inside(request.query_params.get("to", ""), language),
            error=error,
            said="",
        )
        response = Response(text, status_code=status, media_type="text/html")
        response.set_cookie(_BEFORE, before, httponly=True, samesite="strict", secure=request.url.scheme == "https")
        return response

    async def sign_in(self, request: Request) -> Response:
        """Begin a session, or show the form again."""
        language = request.path_params["language"]
        given = await request.form(max_files=0, max_fields=8)
        before = request.cookies.get(_BEFORE, "")
        if not is_right(str(given.get(FIELD, "")), secret=self._desk.keeping.secret, session=before):
            return await self.form(request, status=403)
        try:
            token = await run_in_threadpool(
                self._desk.keeping.accounts.sign_in, str(given.get("name", "")), str(given.get("password", ""))
            )
        except ShiomeError as error:
            return await self.form(request, error=error.line(language), status=403)
        response = RedirectResponse(_inside(str(given.get("to", "")), language), status_code=303)
        response.delete_cookie(_BEFORE)
        response.set_cookie(
            COOKIE,
            token,
            max_age=int(SESSION.total_seconds()),
            httponly=True,
            samesite="lax",
            secure=request.url.scheme == "https",
        )
        return response

    async def sign_out(self, request: Request) -> Response:
        """End the session."""
        language, token = request.path_params["language"], session_of(request)
        given = await request.form(max_files=0, max_fields=4)
        if is_right(str(given.get(FIELD, "")), secret=self._desk.keeping.secret, session=token):
            await run_in_threadpool(self._desk.keeping.accounts.sign_out, token)
        response = RedirectResponse(f"/{language}/sign-in", status_code=303)
        response.delete_cookie(COOKIE)
        return response


def _inside(address: str, language: str) -> str:
    """An address of the workbench; its beginning for any other, so that signing in leads nowhere else."""
    path = unquote(address) if address.startswith("%2F") else address
    return path if path.startswith(f"/{language}/") and "\\" not in path and "\n" not in path else f"/{language}/"
