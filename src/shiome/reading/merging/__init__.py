"""Accounts of the same event, told in several languages and time zones, brought together."""

from __future__ import annotations

from shiome.reading.merging.accounts import Account, Value
from shiome.reading.merging.events import Disagreement, MergedEvent, Told
from shiome.reading.merging.grades import hedge_gap, text_grade
from shiome.reading.merging.merge import merge_accounts
from shiome.reading.merging.rules import MergeRules

__all__ = [
    "Account",
    "Disagreement",
    "MergeRules",
    "MergedEvent",
    "Told",
    "Value",
    "hedge_gap",
    "merge_accounts",
    "text_grade",
]
