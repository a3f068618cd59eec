"""How the commands of ``shiome warning`` tell what happens, and write files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from shiome.errors import InputRefused, why

if TYPE_CHECKING:
    from shiome.coordination.warning.channel.exercise import Told

MARK = "SIMULATED / 模擬"
"""Goes before all that is told."""


def told_line(told: Told, language: str) -> dict[str, Any] | None:
    """What is shown of a message or notice; ``None`` for what is routine."""
    from shiome.coordination.warning.channel.messages import Cancel, LaunchEvent, Notice

    what = told.what
    base: dict[str, Any] = {"time": told.time, "station": told.station, "simulated": True}
    if isinstance(what, Notice):
        if what.kind in ("repeated", "stale"):
            return None
        return {**base, "kind": what.kind, "text": what.text[language]}
    if isinstance(what, Cancel):
        text = f"事象 {what.event} を取り消した" if language == "ja" else f"event {what.event} is withdrawn"
        return {
            **base,
            "kind": "cancel",
            "event": what.event,
            "version": what.version,
            "text": text,
            "alert": what.alert,
        }
    if not isinstance(what, LaunchEvent):
        return None
    more = {"range_class": what.range_class, "chances": what.chances, "phase": what.phase, "partners": what.partners}
    return {
        **base, **more, "kind": "event", "event": what.event, "version": what.version, "text": _event_text(what, language),
        "fall": what.fall, "alert": what.alert,
    }  # fmt: skip


def write(path: Path, data: bytes) -> None:
    """Write a file, and make its folder.

    Raises
    ------
    InputRefused
        ``warning.write``.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise InputRefused(
            "warning.write",
            f"{path} cannot be written: {why(error).en}",
            ja=f"{path} に書けない（{why(error).ja}）",
            failed=path,
        ) from error


def _event_text(what: Any, language: str) -> str:
    from shiome.coordination.warning.alerts.words import CLASSES, SEPARATOR

    name, partners = CLASSES[what.range_class][language], SEPARATOR[language].join(what.partners)
    if what.fall is None:
        area = "落下域は未定" if language == "ja" else "no area of fall yet"
    else:
        spread = (what.fall.covariance[0] + what.fall.covariance[2]) ** 0.5 / 1000
        place = f"{what.fall.latitude:.2f}, {what.fall.longitude:.2f}"
        area = f"落下予測 {place}（±{spread:.1f} km）" if language == "ja" else f"falls at {place} (±{spread:.1f} km)"
    if language == "ja":
        return f"事象 {what.event} 第{what.version}報：{name}、{area}、{partners}"
    return f"event {what.event} version {what.version}: {name}, {area}, from {partners}"
