"""How well two accounts fit one event: time first, then coded attributes, then what their texts share."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from shiome.reading.merging.accounts import Account, Value, Window, window_of
from shiome.reading.merging.anchors import anchors_of, shared
from shiome.reading.merging.rules import MergeRules

_TIME = 2.0
"""Weight of the time against one for the attributes and one for the texts."""
_MOMENT_IN_DAY = 0.5
"""Fit of a moment with a day that holds it: worse than two moments or two days that agree."""
_SAME_LABEL = 0.9
"""Fit of two days (months) of one name in different zones."""


@dataclass(frozen=True, slots=True)
class Side:
    """An account made ready for comparison."""

    account: Account
    window: Window
    attributes: dict[str, Value]
    """Without those that say nothing; numbers given as text are numbers."""
    anchors: Counter[str] = field(repr=False)


def side_of(account: Account, rules: MergeRules) -> Side:
    """The account with its window, known attributes and anchors."""
    known = {name: _plain(value) for name, value in account.attributes.items() if not _says_nothing(value, rules)}
    return Side(account, window_of(account), known, anchors_of(account.text))


def likeness(a: Side, b: Side, rules: MergeRules) -> float:
    """Above 0 where both may tell of one event, the more the better; 0 where they cannot."""
    time = fit(a.window, b.window, rules)
    if not time:
        return 0.0
    for name in rules.must_agree:
        if name in a.attributes and name in b.attributes and not agree(a.attributes[name], b.attributes[name], rules):
            return 0.0
    return max(0.0, _TIME * time + _balance(a, b, rules) + shared(a.anchors, b.anchors))


def _balance(a: Side, b: Side, rules: MergeRules) -> float:
    """Attributes that agree less those that do not, -1..1; what only one side knows speaks for neither, but dilutes it."""
    names = a.attributes.keys() | b.attributes.keys()
    common = sorted(a.attributes.keys() & b.attributes.keys())
    closeness = sum(_closeness(a.attributes[name], b.attributes[name], rules) for name in common)
    return closeness / len(names) if names else 0.0


def _closeness(a: Value, b: Value, rules: MergeRules) -> float:
    """1 for equal values, one half for numbers that only just agree, -1 for values that do not."""
    if not agree(a, b, rules):
        return -1.0
    if isinstance(a, str) or isinstance(b, str) or a == b:
        return 1.0
    return 1.0 - 0.5 * abs(a - b) / (rules.measure * max(abs(a), abs(b)))


def fit(a: Window, b: Window, rules: MergeRules) -> float:
    """How well the times agree, 0 (not at all) to 1."""
    if a.instant and b.instant:
        tolerance = rules.tolerance.total_seconds()
        apart = abs(a.start - b.start)
        if apart > tolerance:
            return 0.0
        return 1.0 - 0.5 * apart / tolerance if tolerance else 1.0
    if a.instant or b.instant:
        moment, stretch = (a, b) if a.instant else (b, a)
        return _MOMENT_IN_DAY if stretch.start <= moment.start < stretch.end else 0.0
    both = min(a.end, b.end) - max(a.start, b.start)
    if both <= 0:
        return 0.0
    if a.date.text == b.date.text:
        return _SAME_LABEL if a.offset != b.offset else 1.0
    return both / (max(a.end, b.end) - min(a.start, b.start))


def agree(a: Value, b: Value, rules: MergeRules) -> bool:
    """Whether two known values are the same, or numbers near enough."""
    if isinstance(a, str) or isinstance(b, str):
        return str(a).casefold() == str(b).casefold()
    return abs(a - b) <= rules.measure * max(abs(a), abs(b))


def _says_nothing(value: Value, rules: MergeRules) -> bool:
    return isinstance(value, str) and value.strip().casefold() in rules.unknown


def _plain(value: Value) -> Value:
    if not isinstance(value, str):
        return value
    try:
        number = float(value)
    except ValueError:
        return value.strip()
    return number if number == number and abs(number) != float("inf") else value.strip()
