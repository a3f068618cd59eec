"""Parameters of addresses and forms, read and checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from shiome.errors import QueryRefused
from shiome.web.model import Parameter

_TRUE, _FALSE = ("1", "true", "on", "yes"), ("0", "false", "off", "no", "")


def read_parameters(parameters: Sequence[Parameter], given: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The values of all parameters; those not given have their default.

    Raises
    ------
    QueryRefused
        ``web.parameter``: a value that cannot be understood. Parameters that the page does not know are passed over.
    """
    values: dict[str, Any] = {}
    for parameter in parameters:
        texts = [text for text in given.get(parameter.name, ()) if text != "" or parameter.kind == "flag"]
        if parameter.many:
            values[parameter.name] = tuple(_value(parameter, text) for text in texts)
        else:
            values[parameter.name] = _value(parameter, texts[-1]) if texts else parameter.default
    return values


def _value(parameter: Parameter, text: str) -> Any:
    if "\x00" in text or len(text) > parameter.longest:
        raise _refused(parameter, f"a text of at most {parameter.longest} characters", text[:40])
    match parameter.kind:
        case "text":
            return text
        case "choice":
            if text not in parameter.choices:
                raise _refused(parameter, "one of " + ", ".join(parameter.choices), text)
            return text
        case "flag":
            if text.lower() not in (*_TRUE, *_FALSE):
                raise _refused(parameter, "true or false", text)
            return text.lower() in _TRUE
        case "date":
            return _day(parameter, text)
        case "number" | "share":
            return _number(parameter, text)


def _day(parameter: Parameter, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise _refused(parameter, "a day as YYYY-MM-DD", text) from error


def _number(parameter: Parameter, text: str) -> float | int:
    try:
        value = float(text) if parameter.kind == "share" else int(text)
    except ValueError as error:
        raise _refused(parameter, "a number", text) from error
    low = 0.0 if parameter.low is None and parameter.kind == "share" else parameter.low
    high = 1.0 if parameter.high is None and parameter.kind == "share" else parameter.high
    if (low is not None and not value >= low) or (high is not None and not value <= high):
        raise _refused(parameter, f"a number from {low} to {high}", text)
    return value


def _refused(parameter: Parameter, wanted: str, text: str) -> QueryRefused:
    return QueryRefused(
        "web.parameter",
        f"{parameter.name}: {text!r} is not {wanted}",
        ja=f"{parameter.name}: {text!r} は使えない",
        hint="correct the address or the form",
        hint_ja="アドレスまたは入力を直す",
        failed=text,
    )
