"""An alert as CAP 1.2 XML."""

from __future__ import annotations

from datetime import datetime
from xml.etree import ElementTree

from shiome.coordination.warning.alerts.checking import check_alert
from shiome.coordination.warning.alerts.model import NAMESPACE, Alert, Element, moment_text


def write_alert(alert: Alert) -> bytes:
    """The XML, in UTF-8.

    Raises
    ------
    InputRefused
        ``cap.rule``: the standard does not allow it.
    """
    root = ElementTree.Element("alert", {"xmlns": NAMESPACE})
    _fill(root, check_alert(alert))
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _fill(parent: ElementTree.Element, element: Element) -> None:
    for name in element.__struct_fields__:
        value = getattr(element, name)
        for each in value if isinstance(value, tuple) else (value,):
            if each is None or each == "":
                continue
            child = ElementTree.SubElement(parent, name)
            if isinstance(each, Element):
                _fill(child, each)
            else:
                child.text = moment_text(each) if isinstance(each, datetime) else str(each)
