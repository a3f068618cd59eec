"""The description of the HTTP interface (OpenAPI 3.1), made from the pages and actions themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from shiome import __version__
from shiome.web.addresses import SHARED
from shiome.web.model import Action, Page, Parameter, Section
from shiome.web.words import LANGUAGES

_SEGMENT = re.compile(r"{(\w+)(?::path)?}")


def description(sections: Sequence[Section]) -> dict[str, Any]:
    """The description of all pages and actions."""
    paths: dict[str, Any] = {}
    for section in sections:
        for page in section.pages:
            paths.setdefault(_path(page.path), {})["get"] = _page(section, page)
        for action in section.actions:
            paths.setdefault(_path(action.path), {})["post"] = _action(section, action)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Shiome workbench", "version": __version__, "license": {"name": "Apache-2.0"}},
        "paths": paths,
    }


def _path(path: str) -> str:
    return "/{language}" + _SEGMENT.sub(r"{\1}", path)


def _page(section: Section, page: Page) -> dict[str, Any]:
    return {
        "operationId": page.name,
        "tags": [section.name],
        "summary": page.about,
        "parameters": [*_segments(page.path), *(_query(each) for each in (*SHARED, *page.parameters))],
        "responses": _responses({"200": "The page, or its data, table or picture in the form that was asked for."}),
    }


def _action(section: Section, action: Action) -> dict[str, Any]:
    fields = {field.name: _schema(field) for field in action.fields} | {"csrf": {"type": "string"}}
    return {
        "operationId": action.name,
        "tags": [section.name],
        "summary": action.about,
        "parameters": _segments(action.path),
        "requestBody": {
            "content": {"application/x-www-form-urlencoded": {"schema": {"type": "object", "properties": fields}}}
        },
        "responses": _responses({"303": "Carried out; goes on to a page."}),
    }


def _segments(path: str) -> list[dict[str, Any]]:
    language = {"name": "language", "in": "path", "required": True, "schema": {"enum": [*LANGUAGES]}}
    names = _SEGMENT.findall(path)
    return [language, *({"name": n, "in": "path", "required": True, "schema": {"type": "string"}} for n in names)]


def _query(parameter: Parameter) -> dict[str, Any]:
    return {"name": parameter.name, "in": "query", "description": parameter.about, "schema": _schema(parameter)}


def _schema(parameter: Parameter) -> dict[str, Any]:
    kinds: dict[str, dict[str, Any]] = {
        "text": {"type": "string", "maxLength": parameter.longest},
        "number": {"type": "integer"},
        "share": {"type": "number"},
        "date": {"type": "string", "format": "date"},
        "choice": {"enum": [*parameter.choices]},
        "flag": {"type": "boolean"},
    }
    schema = kinds[parameter.kind]
    if parameter.low is not None:
        schema["minimum"] = parameter.low
    if parameter.high is not None:
        schema["maximum"] = parameter.high
    return {"type": "array", "items": schema} if parameter.many else schema


def _responses(good: dict[str, str]) -> dict[str, Any]:
    known = good | {
        "400": "A parameter that cannot be understood.",
        "401": "Nobody is signed in.",
        "403": "The reader may not do this, or the form was forged.",
        "404": "There is no such thing, or the reader may not know of it.",
        "422": "What was given cannot be used.",
        "503": "The store cannot be reached at present.",
    }
    return {status: {"description": text} for status, text in known.items()}
