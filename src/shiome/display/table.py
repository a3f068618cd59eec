"""Typed objects as tables."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any

import msgspec

from shiome.errors import InputRefused, MissingExtra
from shiome.records.model import Record, Source, in_language
from shiome.vocabulary.languages import in_language as text_in
from shiome.yardsticks.model import Measurement
from shiome.yardsticks.series import Series

if TYPE_CHECKING:
    import pandas as pd  # type: ignore[import-untyped]
    import polars as pl
    import pyarrow as pa  # type: ignore[import-untyped]

SHOWN = 20
"""Rows that a notebook shows of a table."""
Value = str | int | float | bool | date | None


@dataclass(frozen=True)
class Table:
    """Rows of plain values under named columns.

    >>> table([{"a": 1, "b": {"x": 2}}]).rows
    ({'a': 1, 'b': '{"x":2}'},)
    """

    rows: tuple[dict[str, Value], ...]
    title: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns, in the order in which rows first have them."""
        return tuple(dict.fromkeys(name for row in self.rows for name in row))

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.rows)

    def column(self, name: str) -> tuple[Value, ...]:
        """The values of a column; ``None`` for rows without it."""
        return tuple(row.get(name) for row in self.rows)

    def to_pandas(self) -> pd.DataFrame:
        """The table as a pandas data frame; days become timestamps.

        Raises
        ------
        MissingExtra
            pandas is not installed.
        """
        pandas = _library("pandas")
        columns = self._uniform()
        frame = pandas.DataFrame(columns, index=range(len(self.rows)))
        for name, values in columns.items():
            if any(isinstance(value, date) for value in values):
                frame[name] = frame[name].astype("datetime64[s]")
        made: pd.DataFrame = frame
        return made

    def to_polars(self) -> pl.DataFrame:
        """The table as a Polars data frame.

        Raises
        ------
        MissingExtra
            Polars is not installed.
        """
        made: pl.DataFrame = _library("polars").DataFrame(self._uniform(), infer_schema_length=None, strict=False)
        return made

    def to_arrow(self) -> pa.Table:
        """The table as an Arrow table.

        Raises
        ------
        MissingExtra
            pyarrow is not installed.
        """
        made: pa.Table = _library("pyarrow").table(self._uniform())
        return made

    def _uniform(self) -> dict[str, list[Value]]:
        """The columns, each of one type: text where a column mixes them."""
        return {name: _of_one_type(self.column(name)) for name in self.columns}

    def _repr_html_(self) -> str:
        heads = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        rows = "".join(
            "<tr>" + "".join(f"<td>{_shown(row.get(name))}</td>" for name in self.columns) + "</tr>"
            for row in self.rows[:SHOWN]
        )
        caption = f"<caption>{escape(self.title)}</caption>" if self.title else ""
        more = f"<p>… {len(self.rows) - SHOWN:,} more rows</p>" if len(self.rows) > SHOWN else ""
        return f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{more}"


def table(found: object, *, language: str = "en") -> Table:
    """Anything that Shiome answers, as a table.

    Parameters
    ----------
    found:
        Records, a measurement or several, a series, or any sequence of typed objects, mappings or pairs.
    language:
        Of texts that are kept in several.

    Raises
    ------
    InputRefused
        ``display.table``: nothing that rows could be made of.
    """
    if isinstance(found, Table):
        return found
    if isinstance(found, Measurement):
        return Table(tuple(_measured(found, language)), text_in(found.name, language))
    if isinstance(found, Series):
        return Table(tuple(_points(found)))
    if isinstance(found, Mapping):
        return Table(
            tuple({"key": _plain(key, language), "value": _plain(value, language)} for key, value in found.items())
        )
    if isinstance(found, Iterable) and not isinstance(found, str | bytes):
        items = list(found)
        if items and all(isinstance(item, Measurement) for item in items):
            return Table(tuple({"yardstick": item.id} | row for item in items for row in _measured(item, language)))
        return Table(tuple(_row(item, language) for item in items))
    return Table((_row(found, language),))


def _measured(found: Measurement, language: str) -> Iterable[dict[str, Value]]:
    parts = {
        text_in(part.name, language): {point.when: point.value for point in part.scaled} for part in found.components
    }
    for row in _points(found.series):
        yield row | {name: values.get(str(row["when"])) for name, values in parts.items()}


def _points(series: Series) -> Iterable[dict[str, Value]]:
    for point in series:
        yield {"when": point.when, "value": point.value, "low": point.low, "high": point.high, "n": point.n}


def _row(item: object, language: str) -> dict[str, Value]:
    if isinstance(item, Record):
        item = in_language(item, language)
    if isinstance(item, msgspec.Struct):
        fields = {name: getattr(item, name) for name in item.__struct_fields__}
    elif dataclasses.is_dataclass(item) and not isinstance(item, type):
        fields = {field.name: getattr(item, field.name) for field in dataclasses.fields(item)}
    elif isinstance(item, Mapping):
        fields = {str(name): value for name, value in item.items()}
    elif isinstance(item, str | int | float | bool | date):
        fields = {"value": item}
    elif isinstance(item, Sequence):
        fields = {str(number): value for number, value in enumerate(item)}
    else:
        raise InputRefused(
            "display.table",
            f"no row can be made of {type(item).__name__}",
            ja=f"{type(item).__name__} から表の行は作れない",
            hint="give records, measurements, or a sequence of typed objects",
            hint_ja="記録、測定、型付きの並びを渡す",
            failed=item,
        )
    return {name: _plain(value, language) for name, value in fields.items()}


def _plain(value: object, language: str) -> Value:
    if value is None or isinstance(value, str | int | float | bool | date):
        return value
    if isinstance(value, tuple | list | frozenset | set):
        if all(isinstance(each, Source) for each in value):
            return " ".join(f"{source.document}:L{source.line}" for source in value)
        if all(isinstance(each, str) for each in value):
            return ", ".join(value)
        if all(isinstance(each, Mapping) and {"document", "line"} <= each.keys() for each in value):
            return " ".join(f"{each['document']}:L{each['line']}" for each in value)
    if isinstance(value, Mapping) and {"ja", "en"} <= {*value}:
        return text_in(value, language)
    if isinstance(value, Mapping | tuple | list) and not value:
        return ""
    return msgspec.json.encode(value, enc_hook=str).decode()


def _of_one_type(values: Sequence[Value]) -> list[Value]:
    kinds = {
        float if isinstance(value, int | float) and not isinstance(value, bool) else type(value) for value in values
    }
    if len(kinds - {type(None)}) > 1:
        return [None if value is None else str(value) for value in values]
    return list(values)


def _shown(value: Value) -> str:
    if value is None:
        return "–"
    return escape(f"{value:.3g}" if isinstance(value, float) else str(value))


def _library(name: str) -> Any:
    from importlib import import_module

    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise MissingExtra(
            "extra.frames",
            f"this needs the library {name}",
            ja=f"これには {name} が要る",
            hint="install it with: pip install 'shiome[frames]'",
            hint_ja="pip install 'shiome[frames]' で入れる",
            failed=name,
        ) from error
