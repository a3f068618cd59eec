"""A merged event: who tells it, when it was, what they agree on and what not."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import date

import msgspec

from shiome.reading.merging.accounts import DAY, Account, Value
from shiome.reading.merging.likeness import Side, agree
from shiome.reading.merging.rules import MergeRules


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """An account and the list it stands in."""

    source: str
    account: Account


class Disagreement(msgspec.Struct, frozen=True, kw_only=True):
    """What the accounts say differently of one thing. ``values`` are (list, value) pairs."""

    name: str
    """An attribute, or ``when``."""
    values: tuple[tuple[str, Value], ...]


class MergedEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One event with every account of it."""

    id: str
    when: str
    """EDTF: the moment in UTC where one is told, else the narrowest date that the accounts leave."""
    told: tuple[Told, ...]
    attributes: dict[str, Value]
    """What all that speak of it agree on."""
    disagreements: tuple[Disagreement, ...] = ()
    days: tuple[date, ...]
    """Calendar days that the accounts name, each in its own zone; of a longer stretch the first."""
    same_instant: bool = False
    """Two accounts or more tell the moment, and it is the same."""
    explained_by_zone: bool = False
    """The calendar days differ, and only because the calendars do."""
    ambiguous: bool = False
    """Another account of the same list would have fitted as well: which of them is meant cannot be told."""


def build_event(members: Sequence[tuple[str, Side]], rules: MergeRules, *, ambiguous: bool) -> MergedEvent:
    """The event that the accounts tell of."""
    key = "\x1f".join(f"{source}\x1e{side.account.id}" for source, side in members)
    windows = [side.window for _, side in members]
    moments = [window.start for window in windows if window.instant]
    days = tuple(date.fromordinal(window.day) for window in windows)
    agreed, disagreements = _attributes(members, rules)
    if len(set(moments)) > 1:
        told = tuple((source, side.account.when) for source, side in members if side.window.instant)
        disagreements = (Disagreement(name="when", values=told), *disagreements)
    return MergedEvent(
        id=f"merged-{hashlib.sha256(key.encode()).hexdigest()[:16]}",
        when=_when(members, moments),
        told=tuple(Told(source=source, account=side.account) for source, side in members),
        attributes=agreed,
        disagreements=disagreements,
        days=days,
        same_instant=len(moments) > 1 and len(set(moments)) == 1,
        explained_by_zone=len(set(days)) > 1 and _by_zone(members),
        ambiguous=ambiguous,
    )


def _attributes(
    members: Sequence[tuple[str, Side]], rules: MergeRules
) -> tuple[dict[str, Value], tuple[Disagreement, ...]]:
    agreed: dict[str, Value] = {}
    disagreements: list[Disagreement] = []
    for name in dict.fromkeys(name for _, side in members for name in side.attributes):
        values = [(source, side.attributes[name]) for source, side in members if name in side.attributes]
        if all(agree(values[0][1], value, rules) for _, value in values[1:]):
            agreed[name] = values[0][1]
        else:
            disagreements.append(Disagreement(name=name, values=tuple(values)))
    return agreed, tuple(disagreements)


def _when(members: Sequence[tuple[str, Side]], moments: Sequence[int]) -> str:
    if moments:
        counts = Counter(moments)
        return _utc(min(counts, key=lambda moment: (-counts[moment], moment)))
    windows = [side.window for _, side in members]
    shortest = min(window.end - window.start for window in windows)
    narrow = {window.date.text: window for window in windows if window.end - window.start == shortest}
    if len(narrow) == 1:
        return next(iter(narrow))
    first = min(window.date.earliest for window in narrow.values() if window.date.earliest)
    last = max(window.date.latest for window in narrow.values() if window.date.latest)
    return f"{first.isoformat()}/{last.isoformat()}"


def _utc(seconds: int) -> str:
    day, rest = divmod(seconds, DAY)
    clock = f"{rest // 3600:02d}:{rest // 60 % 60:02d}"
    if rest % 60:
        clock += f":{rest % 60:02d}"
    # A moment of the calendar's first or last day may lie outside it in UTC; such an edge keeps its nearest day.
    return f"{date.fromordinal(min(max(day, 1), date.max.toordinal())).isoformat()}T{clock}Z"


def _by_zone(members: Sequence[tuple[str, Side]]) -> bool:
    """Whether in the calendar of the first account all name one day, or stretches that meet."""
    windows = [side.window for _, side in members]
    if len({window.offset for window in windows}) == 1:
        return False
    offset = windows[0].offset
    moments = {(window.start + offset) // DAY for window in windows if window.instant}
    return len(moments) < 2
