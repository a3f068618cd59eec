"""States that follow from silence or from a passed date, by the rules that the pack states and by nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from shiome.coordination.commitments.model import Derived, Standing
from shiome.region.schema.promises import CommitmentRule
from shiome.vocabulary.edtf import parse_edtf

_WEIGHT = {"lapsed": 0, "stalled": 1}
"""The graver of two derived states is told."""


def derive(standing: Standing, rules: Sequence[CommitmentRule]) -> Derived | None:
    """What the rules make of a commitment that no document calls stalled or lapsed; None where none applies.

    All conditions of a rule must hold. Of several rules the graver stands, then the first in the pack.
    """
    if standing.closed:
        return None
    for rule in sorted(rules, key=lambda each: _WEIGHT[each.derives]):
        since = _since(standing, rule)
        if since is not None and since <= standing.as_of:
            return Derived(rule.derives, rule.id, rule.name, rule.text, since)
    return None


def _since(standing: Standing, rule: CommitmentRule) -> date | None:
    """The first day on which all conditions of a rule hold; None where one does not."""
    if standing.told.state not in rule.states:
        return None
    days = []
    if rule.changed != "none":
        changed = _changed_on(standing, rule.changed)
        if changed is None:
            return None
        days.append(changed)
    if rule.silent_months > 0:
        if standing.last_sign is None:
            return None
        days.append(months_after(standing.last_sign, rule.silent_months))
    if rule.overdue_months >= 0:
        due = parse_edtf(standing.due).latest if standing.due else None
        if due is None:
            return None
        days.append(max(due + timedelta(days=1), months_after(due, rule.overdue_months)))
    return max(days, default=None)


def _changed_on(standing: Standing, wanted: str) -> date | None:
    """The day since which an administration that has not confirmed governs some owner, or every one; None where that is not so."""
    since = [each.now.since for each in standing.confirmations if each.taken == "before" and each.now is not None]
    if not since or (wanted == "all" and len(since) < len(standing.confirmations)):
        return None
    return min(since) if wanted == "any" else max(since)


def months_after(day: date, months: int) -> date:
    """The same day some months later; the last day of the month where it has no such day.

    >>> months_after(date(2024, 8, 31), 6)
    datetime.date(2025, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))
