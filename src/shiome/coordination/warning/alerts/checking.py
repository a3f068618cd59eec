"""The rules of CAP 1.2 that no type can hold: characters, times, references, shapes, and what needs what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import msgspec

from shiome.coordination.warning.alerts.model import Alert, Area, Element, Info
from shiome.errors import InputRefused

Fault = tuple[str, str, str]
"""Where, what in English, what in Japanese."""
_TOKEN = re.compile(r"[^\s,<&]+")
_REFERENCE = re.compile(r"[^\s,<&]+,[^\s,<&]+,\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_UNWRITABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no character for, and the carriage return, which a parser would turn into a line feed."""


def check_alert(alert: Alert) -> Alert:
    """The alert itself, if the standard allows it.

    Raises
    ------
    InputRefused
        ``cap.rule``: the first rule that it breaks.
    """
    for place, what, what_ja in faults(alert):
        raise InputRefused(
            "cap.rule",
            f"alert {alert.identifier!r}: {place} {what}",
            ja=f"警報 {alert.identifier!r}：{place} {what_ja}",
            hint="see CAP 1.2, section 3.2",
            hint_ja="CAP 1.2 の 3.2 節を見る",
            failed=alert,
        )
    return alert


def faults(alert: Alert) -> Iterator[Fault]:
    """Everything that the standard does not allow."""
    yield from _values(alert, "alert")
    for name in ("identifier", "sender"):
        if not _TOKEN.fullmatch(getattr(alert, name)):
            yield (
                name,
                "may hold no blank, comma, '<' or '&' and may not be empty",
                "に空白・コンマ・<・& は使えず、空にもできない",
            )
    if (alert.scope == "Restricted") != bool(alert.restriction):
        yield (
            "restriction",
            "stands where the scope is Restricted, and only there",
            "は scope が Restricted のときにだけ要る",
        )
    if alert.scope == "Private" and not alert.addresses.strip():
        yield "addresses", "is needed where the scope is Private", "は scope が Private のとき必須である"
    if alert.msgType in ("Update", "Cancel", "Ack", "Error") and not alert.references.strip():
        yield "references", f"is needed for {alert.msgType}", f"は {alert.msgType} に必須である"
    for each in alert.references.split():
        if not _REFERENCE.fullmatch(each):
            yield (
                "references",
                f"{each!r} is not sender,identifier,sent",
                f"{each!r} は sender,identifier,sent の形でない",
            )
    if alert.msgType == "Error" and not alert.note.strip():
        yield "note", "says why, where the type is Error", "に Error の理由を書く"
    for info in alert.info:
        yield from _info(info)


def _values(element: Element, place: str) -> Iterator[Fault]:
    """What holds for every text and every time."""
    for name in element.__struct_fields__:
        value = getattr(element, name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Element):
                yield from _values(each, name)
            elif isinstance(each, datetime):
                yield from _moment(name, each)
            elif isinstance(each, str):
                if _UNWRITABLE.search(each):
                    yield name, "holds a character that XML does not carry", "に XML で書けない文字がある"
                if isinstance(value, tuple) and not each.strip():
                    yield name, "is empty", "が空である"
    for name in _needed(element):
        if not getattr(element, name).strip():
            yield f"{place}.{name}", "is empty", "が空である"


def _moment(name: str, moment: datetime) -> Iterator[Fault]:
    offset = moment.utcoffset()
    if offset is None:
        yield name, "has no offset from UTC", "に UTC との差がない"
    elif moment.microsecond or offset % timedelta(minutes=1):
        yield name, "is told in whole seconds, its offset in whole minutes", "は秒単位、UTC との差は分単位で示す"


def _needed(element: Element) -> tuple[str, ...]:
    """Texts that the schema wants at least once."""
    hints: dict[str, Any] = {field.name: field for field in msgspec.structs.fields(element)}
    return tuple(name for name, field in hints.items() if field.required and isinstance(getattr(element, name), str))


def _info(info: Info) -> Iterator[Fault]:
    if not info.category:
        yield "category", "is missing", "がない"
    if not _LANGUAGE.fullmatch(info.language):
        yield "language", f"{info.language!r} is no code of RFC 3066", f"{info.language!r} は RFC 3066 の符号でない"
    if info.expires is not None and info.effective is not None and info.expires <= info.effective:
        yield "expires", "does not lie behind 'effective'", "が effective より後でない"
    for resource in info.resource:
        if not re.fullmatch(r"[0-9]*", resource.size):
            yield "size", f"{resource.size!r} is no whole number", f"{resource.size!r} は整数でない"
    for area in info.area:
        yield from _area(area)


def _area(area: Area) -> Iterator[Fault]:
    for text in area.polygon:
        corners = [_place(each) for each in text.split()]
        if len(corners) < 4 or None in corners or corners[0] != corners[-1]:
            yield (
                "polygon",
                "has no four places 'lat,lon' of which the last is the first",
                "は四つ以上の「緯度,経度」で、最後が最初と同じでなければならない",
            )
    for text in area.circle:
        centre, _, radius = text.partition(" ")
        if _place(centre) is None or _number(radius) is None or float(radius) < 0:
            yield "circle", f"{text!r} is no 'lat,lon radius'", f"{text!r} は「緯度,経度 半径」でない"
    for name in ("altitude", "ceiling"):
        if getattr(area, name) and _number(getattr(area, name)) is None:
            yield name, "is no number", "が数でない"
    if area.ceiling and not area.altitude:
        yield "ceiling", "stands only with 'altitude'", "は altitude とともに使う"


def _place(text: str) -> tuple[float, float] | None:
    latitude, _, longitude = text.partition(",")
    north, east = _number(latitude), _number(longitude)
    if north is None or east is None or abs(north) > 90 or abs(east) > 180:
        return None
    return north, east


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"-?\d{1,12}(\.\d{1,12})?", text, re.ASCII) else None
