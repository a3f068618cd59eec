"""CAMEO codes to PLOVER events, by rules over the structure of the code (``cameo_plover.yaml``)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple, cast

from shiome.tables import shipped_table
from shiome.vocabulary.plover import EventType


class Plover(NamedTuple):
    """A PLOVER event type with its mode (empty where it has none) and its contexts."""

    event: EventType
    mode: str = ""
    context: tuple[str, ...] = ()


class _Rules(NamedTuple):
    codes: dict[str, dict[str, str]]
    series: dict[str, dict[str, str]]


@lru_cache(maxsize=4096)
def cameo_to_plover(code: str) -> Plover | None:
    """The PLOVER event that a CAMEO code stands for; ``None`` where the scheme has no place for it.

    Statements (01) and appeals (02) have none, nor has anything that is not a CAMEO code. A code finer than the scheme knows is read
    as the coarser one it belongs to.

    >>> cameo_to_plover("0331")
    Plover(event='AGREE', mode='', context=('economic',))
    >>> cameo_to_plover("1385")
    Plover(event='THREATEN', mode='violence', context=('cbrn',))
    >>> cameo_to_plover("010") is None
    True
    """
    if not (code.isascii() and code.isdigit() and 2 <= len(code) <= 4):
        return None
    rules = _rules()
    event, mode, context = "", "", ""
    for length in range(2, len(code) + 1):
        rule = rules.codes.get(code[:length], {})
        series = rules.codes.get(code[: length - 1], {}).get("matters", "")
        if series:
            context = rules.series[series].get(code[length - 1], context)
        event = rule.get("event", event)
        # Another type is another matter: what was said of the coarser code does not carry over to it.
        mode = rule.get("mode", mode)
        context = rule.get("context", context)
    if not event:
        return None
    return Plover(cast(EventType, event), mode, tuple(part.strip() for part in context.split(";") if part.strip()))


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    data: dict[str, Any] = shipped_table(__package__, "cameo_plover.yaml")
    return _Rules(data["codes"], data["series"])
