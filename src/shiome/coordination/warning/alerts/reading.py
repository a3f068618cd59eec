"""CAP 1.2 XML as an alert: the elements of the schema in their order and nothing else, then the rules."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, TypeVar
from xml.etree import ElementTree

import msgspec

from shiome.coordination.warning.alerts.checking import check_alert
from shiome.coordination.warning.alerts.model import MOMENTS, NAMESPACE, REPEATED, Alert, Element
from shiome.errors import InputRefused

E = TypeVar("E", bound=Element)
LIMIT = 1 << 20
"""The largest alert, in bytes."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d", re.ASCII)
_TAG = f"{{{NAMESPACE}}}"


def read_alert(data: bytes) -> Alert:
    """The alert that XML holds.

    Raises
    ------
    InputRefused
        ``cap.xml``: no XML, too large, or with a document type, which an alert never needs; ``cap.schema``: an element that is missing,
        unknown, out of order or of the wrong kind; ``cap.rule``: what :func:`check_alert` refuses.
    """
    if len(data) > LIMIT:
        raise _refused(
            "xml", f"{len(data):,} bytes are more than {LIMIT:,}", f"{len(data):,} バイトは上限 {LIMIT:,} を超える"
        )
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\x00" in data:
        raise _refused("xml", "it has a document type or is not UTF-8", "文書型宣言があるか、UTF-8 でない")
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 - no document type, hence no entities, and of bounded size
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise _refused("xml", f"it is no XML: {error}", f"XML でない（{error}）") from error
    if root.tag != f"{_TAG}alert":
        raise _refused(
            "schema",
            f"its root is {root.tag!r}, not the alert of CAP 1.2",
            f"根が CAP 1.2 の alert でなく {root.tag!r} である",
        )
    return check_alert(_element(root, Alert))


def _element(node: ElementTree.Element, kind: type[E]) -> E:
    order = kind.__struct_fields__
    values: dict[str, Any] = {}
    last = 0
    for child in node:
        name = child.tag.removeprefix(_TAG) if isinstance(child.tag, str) else ""
        if name not in order or not child.tag.startswith(_TAG):
            raise _refused("schema", f"{_name(node)} has no element {name!r}", f"{_name(node)} に要素 {name!r} はない")
        if order.index(name) < last or (name in values and name not in REPEATED):
            raise _refused(
                "schema",
                f"{name!r} stands out of order in {_name(node)}",
                f"{_name(node)} で {name!r} の順序が正しくない",
            )
        last = order.index(name)
        value = _value(child, name)
        values[name] = (*values.get(name, ()), value) if name in REPEATED else value
    try:
        return msgspec.convert(values, kind)
    except msgspec.ValidationError as error:
        raise _refused("schema", f"{_name(node)}: {error}", f"{_name(node)}：{error}") from error


def _value(node: ElementTree.Element, name: str) -> Any:
    kind = REPEATED.get(name)
    if kind is not None:
        return _element(node, kind)
    if len(node):
        raise _refused("schema", f"{name!r} holds elements where text should be", f"{name!r} に文字でなく要素がある")
    text = node.text or ""
    if name not in MOMENTS:
        return text
    try:
        if not _MOMENT.fullmatch(text.strip()):
            raise ValueError(text)
        return datetime.fromisoformat(text.strip().replace("-00:00", "+00:00"))
    except ValueError as error:
        raise _refused(
            "schema", f"{name} {text!r} is no time such as 2026-01-02T03:04:05-00:00",
            f"{name} の {text!r} は 2026-01-02T03:04:05-00:00 の形の時刻でない",
        ) from error  # fmt: skip


def _name(node: ElementTree.Element) -> str:
    return str(node.tag).removeprefix(_TAG)


def _refused(code: str, what: str, what_ja: str) -> InputRefused:
    return InputRefused(
        f"cap.{code}",
        f"the alert cannot be read: {what}",
        ja=f"警報を読めない：{what_ja}",
        hint="give CAP 1.2 XML, whole and unchanged",
        hint_ja="CAP 1.2 の XML を欠けなく与える",
    )
