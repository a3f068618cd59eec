"""The judgement ledger of a workspace; what is done to records stands in :mod:`shiome.futures.ledger`."""

from shiome.workspace.ledger.asking import calibration, due, forecasts, question, revisions, scores, settled
from shiome.workspace.ledger.files import Entry, read_entries, read_questions
from shiome.workspace.ledger.writing import add, forecast, resolve, step_of

__all__ = [
    "Entry",
    "add",
    "calibration",
    "due",
    "forecast",
    "forecasts",
    "question",
    "read_entries",
    "read_questions",
    "resolve",
    "revisions",
    "scores",
    "settled",
    "step_of",
]
