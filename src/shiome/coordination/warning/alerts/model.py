"""The elements of CAP 1.2, in the order in which the schema has them; names are those of the standard."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
Status = Literal["Actual", "Exercise", "System", "Test", "Draft"]
MsgType = Literal["Alert", "Update", "Cancel", "Ack", "Error"]
Scope = Literal["Public", "Restricted", "Private"]
Category = Literal[
    "Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra", "CBRNE", "Other"
]
ResponseType = Literal["Shelter", "Evacuate", "Prepare", "Execute", "Avoid", "Monitor", "Assess", "AllClear", "None"]
Urgency = Literal["Immediate", "Expected", "Future", "Past", "Unknown"]
Severity = Literal["Extreme", "Severe", "Moderate", "Minor", "Unknown"]
Certainty = Literal["Observed", "Likely", "Possible", "Unlikely", "Unknown"]


class Element(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all elements."""


class Parameter(Element, frozen=True, kw_only=True):
    """A value with the name of its system: ``parameter``, ``eventCode`` and ``geocode``."""

    valueName: str  # noqa: N815 - the standard's name
    value: str


class Area(Element, frozen=True, kw_only=True):
    """Where it holds."""

    areaDesc: str  # noqa: N815
    polygon: tuple[str, ...] = ()
    """``lat,lon lat,lon …``, at least four, the last equal to the first."""
    circle: tuple[str, ...] = ()
    """``lat,lon radius``, kilometres."""
    geocode: tuple[Parameter, ...] = ()
    altitude: str = ""
    """Feet above mean sea level."""
    ceiling: str = ""


class Resource(Element, frozen=True, kw_only=True):
    """A file that goes with it."""

    resourceDesc: str  # noqa: N815
    mimeType: str  # noqa: N815
    size: str = ""
    uri: str = ""
    derefUri: str = ""  # noqa: N815
    digest: str = ""


class Info(Element, frozen=True, kw_only=True):
    """What is said in one language."""

    language: str = "en-US"
    category: tuple[Category, ...]
    event: str
    responseType: tuple[ResponseType, ...] = ()  # noqa: N815
    urgency: Urgency
    severity: Severity
    certainty: Certainty
    audience: str = ""
    eventCode: tuple[Parameter, ...] = ()  # noqa: N815
    effective: datetime | None = None
    onset: datetime | None = None
    expires: datetime | None = None
    senderName: str = ""  # noqa: N815
    headline: str = ""
    description: str = ""
    instruction: str = ""
    web: str = ""
    contact: str = ""
    parameter: tuple[Parameter, ...] = ()
    resource: tuple[Resource, ...] = ()
    area: tuple[Area, ...] = ()


class Alert(Element, frozen=True, kw_only=True):
    """One message."""

    identifier: str
    sender: str
    sent: datetime
    status: Status
    msgType: MsgType  # noqa: N815
    source: str = ""
    scope: Scope
    restriction: str = ""
    addresses: str = ""
    code: tuple[str, ...] = ()
    note: str = ""
    references: str = ""
    """``sender,identifier,sent`` of earlier messages, separated by blanks."""
    incidents: str = ""
    info: tuple[Info, ...] = ()

    @property
    def reference(self) -> str:
        """How a later message refers to this one."""
        return f"{self.sender},{self.identifier},{moment_text(self.sent)}"


REPEATED: dict[str, type[Element] | None] = {
    "info": Info,
    "area": Area,
    "resource": Resource,
    "parameter": Parameter,
    "eventCode": Parameter,
    "geocode": Parameter,
    "category": None,
    "responseType": None,
    "code": None,
    "polygon": None,
    "circle": None,
}
"""Elements that may stand several times, and what they hold; ``None`` for text."""
MOMENTS = ("sent", "effective", "onset", "expires")


def moment_text(moment: datetime) -> str:
    """A time as the standard wants it: whole seconds, an offset, ``-00:00`` for UTC and never ``Z``.

    >>> from datetime import UTC
    >>> moment_text(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    '2026-01-02T03:04:05-00:00'
    """
    text = moment.isoformat(timespec="seconds")
    return f"{text[:-6]}-00:00" if text.endswith("+00:00") else text
