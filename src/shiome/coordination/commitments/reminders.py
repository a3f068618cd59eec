"""What a register asks somebody to look at: due and overdue items, promises nobody in office has confirmed, silence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from shiome.coordination.commitments.model import Register, Standing
from shiome.vocabulary.edtf import parse_edtf

Reason = Literal["overdue", "due", "unconfirmed", "planned", "silent"]
REASONS: tuple[Reason, ...] = ("overdue", "due", "unconfirmed", "planned", "silent")
"""The most pressing first."""


@dataclass(frozen=True)
class Reminder:
    """One reason to look at one commitment.

    Parameters
    ----------
    reason:
        ``overdue``, ``due`` within the days asked for, ``unconfirmed`` by an administration now in office, ``planned`` (agreed, and
        nothing seen since), ``silent`` (a rule of the pack derives a state).
    days:
        Days past due, until due, or since the last sign.
    states:
        For ``unconfirmed``, the states whose administration changed since.
    """

    reason: Reason
    standing: Standing
    days: int
    states: tuple[str, ...] = ()


def reminders(register: Register, *, within: int = 90, quiet: int = 180) -> tuple[Reminder, ...]:
    """What is to be looked at, the most pressing reason first and within it the longest overdue or silent, or the next due.

    It is a function of the register: the same register gives the same reminders.

    Parameters
    ----------
    within:
        Days ahead in which something falls due.
    quiet:
        Days after which what was only agreed is asked after.
    """
    found = [each for standing in register.standings for each in _of(standing, within=within, quiet=quiet)]
    return tuple(sorted(found, key=_order))


def _order(reminder: Reminder) -> tuple[int, int, str]:
    days = reminder.days if reminder.reason == "due" else -reminder.days
    return REASONS.index(reminder.reason), days, reminder.standing.id


def _of(standing: Standing, *, within: int, quiet: int) -> Iterator[Reminder]:
    if standing.closed:
        return
    if (left := days_left(standing.due, standing.as_of)) is not None:
        if left < 0:
            yield Reminder("overdue", standing, -left)
        elif left <= within:
            yield Reminder("due", standing, left)
    since = standing.quiet_days
    if since is None:
        return
    if changed := tuple(each.state for each in standing.confirmations if each.taken == "before"):
        yield Reminder("unconfirmed", standing, since, changed)
    if since >= quiet and all(state.state == "agreed" for state in standing.states):
        yield Reminder("planned", standing, since)
    if standing.derived is not None:
        yield Reminder("silent", standing, since)


def days_left(due: str, day: date) -> int | None:
    """Days from a day to the last day that a due date may mean; negative once it has passed, None without an end.

    >>> days_left("2026-03", date(2026, 3, 1))
    30
    """
    last = parse_edtf(due).latest if due else None
    return None if last is None else (last - day).days
