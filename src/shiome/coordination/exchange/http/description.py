"""The description of a node's HTTP interface (OpenAPI 3.1), made from its operations themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

import msgspec

from shiome.coordination.exchange.http.operations import Operation, Parameter
from shiome.coordination.exchange.http.shapes import ErrorMessage
from shiome.server.refusals import TAXII

_SEGMENT = re.compile(r"{(\w+)}")
_SCHEMAS = "#/components/schemas/{name}"
_REFUSED = {
    400: "What was asked or sent cannot be understood.",
    401: "The caller is not known.",
    404: "There is no such thing, or it is not for the caller.",
    408: "The body did not come in time.",
    413: "The body is too large.",
    429: "Too many requests in a short time.",
    503: "The store cannot be reached at present, or too much is under way.",
}
_REFUSED_BY_MEDIA = {
    406: "Another form than TAXII 2.1 is asked for.",
    415: "The body is in another form than TAXII 2.1.",
}
_SECURITY = {
    "token": {"type": "http", "scheme": "bearer", "description": "The token that the node gave the partner."},
    "password": {"type": "http", "scheme": "basic", "description": "The partner's node, and its token as password."},
    "certificate": {"type": "mutualTLS", "description": "A client certificate that the node knows."},
}


def description(operations: Sequence[Operation]) -> dict[str, Any]:
    """The description of all operations."""
    bodies = [body for each in operations for body in (each.takes, each.gives) if body is not None]
    schemas, components = msgspec.json.schema_components([*bodies, ErrorMessage], ref_template=_SCHEMAS)
    by_type = dict(zip([*bodies, ErrorMessage], schemas, strict=True))
    paths: dict[str, Any] = {}
    for each in operations:
        paths.setdefault(each.path, {})[each.method.lower()] = _operation(each, by_type)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Shiome exchange node", "version": version("shiome"), "license": {"name": "Apache-2.0"}},
        "security": [{name: []} for name in _SECURITY],
        "paths": paths,
        "components": {"schemas": components, "securitySchemes": _SECURITY},
    }


def _operation(operation: Operation, schemas: dict[Any, dict[str, Any]]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.about,
        "description": f"For the roles {', '.join(operation.roles)}.",
        "parameters": [*map(_segment, _SEGMENT.findall(operation.path)), *map(_parameter, operation.parameters)],
        "responses": _responses(operation, schemas),
    }
    if operation.takes is not None:
        content = {operation.media: {"schema": schemas[operation.takes]}}
        told["requestBody"] = {"required": True, "content": content}
    return told


def _responses(operation: Operation, schemas: dict[Any, dict[str, Any]]) -> dict[str, Any]:
    good: dict[str, Any] = {"description": operation.about}
    if operation.gives is not None:
        good["content"] = {operation.media: {"schema": schemas[operation.gives]}}
    elif operation.method == "GET":
        good["content"] = {operation.media: {"schema": {"type": "string"}}}
    taxii = TAXII.decode()
    refused = _REFUSED | (_REFUSED_BY_MEDIA if operation.media == taxii else {})
    error = {taxii: {"schema": schemas[ErrorMessage]}}
    bad = {str(status): {"description": text, "content": error} for status, text in sorted(refused.items())}
    return {str(operation.status): good} | bad


def _segment(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _parameter(parameter: Parameter) -> dict[str, Any]:
    number = {"type": "integer", "minimum": parameter.least}
    schema = number if parameter.kind == "number" else {"type": "string"}
    return {"name": parameter.name, "in": parameter.place, "description": parameter.about, "schema": schema}
