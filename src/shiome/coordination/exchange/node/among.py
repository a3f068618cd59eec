"""Asking for many values at once by one parameter, however many they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Boolean, Column, ColumnElement, Text, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class _Among(FunctionElement[bool]):
    """A column that holds one of the values of a list, which is given as JSON."""

    type = Boolean()
    inherit_cache = True


def among(column: Column[str], name: str) -> ColumnElement[bool]:
    """Whether a column holds one of the values of the parameter ``name``, to which :func:`listed` gives its value.

    A parameter for each value would have to be written and read again each time: with 500 of them that takes longer than the answer.
    """
    return _Among(column, bindparam(name, type_=Text))


def listed(values: Iterable[str]) -> str:
    """Values as the parameter of :func:`among`.

    >>> listed(["b", "a", "b"])
    '["a","b"]'
    """
    return msgspec.json.encode(sorted(set(values))).decode()


@compiles(_Among, "sqlite")
def _on_sqlite(element: _Among, compiler: Any, **more: Any) -> str:
    column, values = (compiler.process(each, **more) for each in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608 - compiled parts, no values


@compiles(_Among, "postgresql")
def _on_postgresql(element: _Among, compiler: Any, **more: Any) -> str:
    column, values = (compiler.process(each, **more) for each in element.clauses)
    return f"{column} IN (SELECT jsonb_array_elements_text(CAST({values} AS jsonb)))"
