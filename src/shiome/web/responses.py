"""Answers in the forms in which they go out: JSON, files, pictures, problems."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.responses import Response

from shiome.web.downloads import picture_of
from shiome.web.model import Answer


def drawn(answer: Answer, name: str, form: str) -> Response:
    """A picture of an answer, as SVG or PNG."""
    from shiome.charts import render_png, render_svg

    specification = picture_of(answer, name).specification()
    if form == "svg":
        return file_response(render_svg(specification).encode(), "image/svg+xml", "")
    return file_response(render_png(specification), "image/png", f"{name}.png")


def json_response(value: Any, name: str, *, status: int = 200) -> Response:
    """Plain data as JSON; under a name, to keep."""
    text = msgspec.json.format(msgspec.json.encode(value), indent=2)
    headers = {"Content-Disposition": f'attachment; filename="{plain_name(name)}.json"'} if name else {}
    return Response(text, status_code=status, media_type="application/json", headers=headers)


def file_response(data: bytes, media_type: str, name: str) -> Response:
    """A file; to keep under a name, or shown where that is empty."""
    headers = {"Content-Disposition": f'attachment; filename="{plain_name(name)}"'} if name else {}
    return Response(data, media_type=media_type, headers=headers)


def plain_name(name: str) -> str:
    """A name that every system can keep a file under.

    >>> plain_name("a/b c.csv")
    'a_b_c.csv'
    """
    return "".join(
        character if character.isalnum() and character.isascii() else "_" if character != "." else "."
        for character in name
    )


def problem(status: int, code: str, text: str) -> Response:
    """What went wrong, for programs (RFC 9457)."""
    body = msgspec.json.encode({"type": "about:blank", "status": status, "code": code, "title": text})
    return Response(body, status_code=status, media_type="application/problem+json")
