"""Open judgements that fall due next, the overdue first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from shiome.errors import QueryRefused
from shiome.futures.ledger.forecasts import question_of
from shiome.records.model import Judgement
from shiome.records.values import LIVE
from shiome.vocabulary.edtf import parse_edtf


@dataclass(frozen=True)
class Due:
    """An open judgement with the last day on which it falls due."""

    judgement: Judgement
    last: date
    days: int
    """From today to that day; negative where it is overdue."""

    @property
    def overdue(self) -> bool:
        """Whether its day has passed."""
        return self.days < 0

    @property
    def counts(self) -> bool:
        """Whether it is accepted; what reading proposes is shown and does not count."""
        return self.judgement.status == "accepted"


def last_day(judgement: Judgement) -> date | None:
    """The last day on which a judgement falls due; ``None`` where it has no date that can be read."""
    try:
        return parse_edtf(judgement.due).latest if judgement.due else None
    except QueryRefused:
        return None


def open_judgements(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Those that still count and are not settled; forecasts of another judgement are left out."""
    return [j for j in judgements if j.status in LIVE and not j.settled and not question_of(j)]


def due_next(judgements: Iterable[Judgement], *, today: date, by: date | None = None) -> tuple[Due, ...]:
    """Open judgements with a date, by the last day of that date; with ``by``, only those due by then.

    What is overdue comes first because its day is the earliest.
    """
    found = [
        Due(judgement, last, (last - today).days)
        for judgement in open_judgements(judgements)
        if (last := last_day(judgement)) is not None and (by is None or last <= by)
    ]
    return tuple(sorted(found, key=lambda due: (due.last, due.judgement.made_on, due.judgement.id)))
