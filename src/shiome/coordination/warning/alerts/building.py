"""The alert of a launch, in three languages, always an exercise or a test."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from shiome.coordination.warning.alerts import words
from shiome.coordination.warning.alerts.checking import check_alert
from shiome.coordination.warning.alerts.model import Alert, Area, Certainty, Info, Parameter, moment_text

SOON = timedelta(minutes=15)
"""What falls within this is urgent."""


@dataclass(frozen=True, kw_only=True)
class Fall:
    """Where, when and how far."""

    time: datetime
    time_spread: float
    """Seconds."""
    distance: float
    """Metres."""
    distance_spread: float
    outline: tuple[tuple[float, float], ...]
    """Latitude and longitude, closed."""
    probability: float = 0.9


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What an alert is made of.

    Parameters
    ----------
    status:
        There is no other for what is simulated, and Shiome alerts of nothing else.
    event:
        Identifier of the launch: that of the incident, the same through all updates.
    version:
        1 for the alert, then one more for each update.
    partners:
        Whose tracks it rests on.
    addresses:
        Who gets it.
    silent:
        Partners of whom nothing is heard.
    """

    event: str
    version: int
    sender: str
    sent: datetime
    expires: datetime
    kind: Literal["Alert", "Update", "Cancel"]
    partners: tuple[str, ...]
    addresses: tuple[str, ...]
    status: Literal["Exercise", "Test"] = "Exercise"
    range_class: str = ""
    fall: Fall | None = None
    silent: tuple[str, ...] = ()
    references: tuple[str, ...] = ()


def alert_of(facts: Facts) -> Alert:
    """The alert.

    Raises
    ------
    InputRefused
        ``cap.rule``: an identifier or address that the standard does not allow, or an update without a reference.
    """
    sent, expires = facts.sent.replace(microsecond=0), facts.expires.replace(microsecond=0)
    return check_alert(
        Alert(
            identifier=f"{facts.event}.{facts.version}",
            sender=facts.sender,
            sent=sent,
            status=facts.status,
            msgType=facts.kind,
            source="Shiome",
            scope="Private",
            addresses=" ".join(facts.addresses),
            note="SIMULATED / 模擬 / 모의",
            references=" ".join(facts.references),
            incidents=facts.event,
            info=tuple(_info(facts, language, sent, expires) for language in words.LANGUAGES),
        )
    )


def _info(facts: Facts, language: str, sent: datetime, expires: datetime) -> Info:
    mark, range_class = words.MARK[language], words.CLASSES[facts.range_class][language]
    fall, over = facts.fall, facts.kind == "Cancel"
    certainty: Certainty = "Observed" if len(facts.partners) > 1 else "Likely"
    return Info(
        language=words.LANGUAGES[language],
        category=("Security", "Safety"),
        event=words.EVENT[language].format(mark=mark, range_class=range_class),
        responseType=("AllClear",) if over else ("Monitor",),
        urgency="Past" if over else "Immediate" if fall is None or fall.time - sent < SOON else "Expected",
        severity="Unknown" if over else "Severe",
        certainty="Unlikely" if over else certainty,
        effective=sent,
        expires=expires,
        senderName=facts.sender,
        headline=words.HEADLINE[facts.kind][language].format(mark=mark),
        description=mark + _description(facts, language),
        instruction=words.INSTRUCTION[language],
        parameter=_parameters(facts),
        area=() if fall is None else (_area(fall, language),),
    )


def _description(facts: Facts, language: str) -> str:
    def listed(names: tuple[str, ...]) -> str:
        return words.SEPARATOR[language].join(names)

    parts = [words.SOURCES[language].format(partners=listed(facts.partners))] if facts.partners else []
    if facts.fall is not None:
        parts.append(
            words.FALL[language].format(
                time=facts.fall.time.strftime("%H:%M:%S UTC"), spread=f"{facts.fall.time_spread:.0f}",
                distance=f"{facts.fall.distance / 1000:,.0f}", distance_spread=f"{facts.fall.distance_spread / 1000:,.0f}",
            )
        )  # fmt: skip
    elif facts.kind != "Cancel":
        parts.append(words.NO_FALL[language])
    if facts.silent:
        parts.append(words.MISSING[language].format(partners=listed(facts.silent)))
    return ("" if language == "ja" else " ").join(parts)


def _parameters(facts: Facts) -> tuple[Parameter, ...]:
    named = {"simulated": "true", "range_class": facts.range_class or "unknown"}
    if facts.fall is not None:
        named["fall_time"] = moment_text(facts.fall.time.replace(microsecond=0))
        named["fall_time_sd_s"] = f"{facts.fall.time_spread:.1f}"
        named["range_km"] = f"{facts.fall.distance / 1000:.0f}"
        named["range_sd_km"] = f"{facts.fall.distance_spread / 1000:.0f}"
    if facts.silent:
        named["silent_partners"] = " ".join(facts.silent)
    return tuple(Parameter(valueName=f"shiome:{name}", value=value) for name, value in named.items())


def _area(fall: Fall, language: str) -> Area:
    corners = " ".join(f"{lat:.4f},{lon:.4f}" for lat, lon in fall.outline)
    return Area(areaDesc=words.AREA[language].format(percent=f"{100 * fall.probability:.0f}"), polygon=(corners,))
