"""The first page of coordination: what is consulted on, what to ask after, what was exchanged."""

from __future__ import annotations

from shiome.web.asked import Asked
from shiome.web.model import Answer
from shiome.web.pages.coordination.files import listed
from shiome.web.pages.coordination.promises import reminder_table

REMINDERS = 8
"""Reminders that are shown here."""


def overview(asked: Asked) -> Answer:
    """Consultation files and the most pressing reminders; the exchange is a part of its own."""
    files, reminders = listed(asked), reminder_table(asked, limit=REMINDERS)
    data = {"files": len(files.rows), "reminders": len(reminders.rows), "exchange": asked.reader.may("releaser")}
    return Answer(template="coordination/overview.html", data=data, tables=[files, reminders])
