"""How the ledger's judgements stood on a day, and what of them can be scored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from shiome.futures.backtest.months import last_day
from shiome.futures.backtest.questions import Question
from shiome.futures.scoring.bands import OBSERVED
from shiome.records.model import Judgement
from shiome.region.asof import last_known_on
from shiome.region.pack import Pack
from shiome.region.schema.futures import QuestionEntry

Standing = Literal["settled", "window over", "to date"]
"""Why an outcome counts: the ledger holds it final, the months asked are over, or the question was cut at the last day known."""
Reason = Literal["no outcome", "no test", "condition not known to have come", "condition has not come", "not final"]
"""Why an outcome does not count."""


@dataclass(frozen=True)
class Result:
    """What became of a question: the share that came true, and why it counts; or why it does not."""

    outcome: float | None
    why: Standing | Reason


@dataclass(frozen=True)
class Ledger:
    """All versions of the judgements, and whether the conditions of questions came about.

    Parameters
    ----------
    came:
        Question to (known from, came true), in time order.
    """

    versions: tuple[Judgement, ...]
    came: Mapping[str, tuple[tuple[date, bool], ...]]

    @cached_property
    def _by_id(self) -> Mapping[str, list[Judgement]]:
        found: dict[str, list[Judgement]] = defaultdict(list)
        for version in sorted(self.versions, key=lambda v: (v.id, v.known_from)):
            found[version.id].append(version)
        return found

    def on(self, judgement: str, day: date) -> Judgement | None:
        """The version that stood on a day; ``None`` before it was known."""
        known = [version for version in self._by_id.get(judgement, ()) if version.known_from <= day]
        return known[-1] if known else None

    def all_on(self, day: date) -> tuple[Judgement, ...]:
        """Every judgement known on a day, as it stood then."""
        return tuple(found for name in self._by_id if (found := self.on(name, day)) is not None)

    def settled_on(self, day: date) -> tuple[float, ...]:
        """The outcomes that were final on a day and can be scored."""
        return tuple(OBSERVED[each.outcome] for each in self.all_on(day) if each.settled and each.outcome in OBSERVED)

    def condition_on(self, question: str, day: date) -> bool | None:
        """Whether a question's condition was known on a day to have come about; ``None`` where that was not known."""
        known = [came for since, came in self.came.get(question, ()) if since <= day]
        return known[-1] if known else None

    def result(self, question: Question, *, end: date, to_date: bool = False) -> Result:
        """What became of a question by the day ``end``.

        Parameters
        ----------
        to_date:
            Take outcomes as they stood on that day, for questions that were asked no further than it.
        """
        judgement = self.on(question.judgement, end)
        share = None if judgement is None else OBSERVED.get(judgement.outcome)
        if judgement is None or (share is None and judgement.outcome == "unknown"):
            return Result(None, "no outcome")
        came = self.condition_on(question.id, end)
        if share is None or came is False:
            return Result(None, "condition has not come")
        if judgement.settled:
            return Result(share, "settled")
        if judgement.resolvable == "no":
            return Result(None, "no test")
        conditional = judgement.resolvable == "conditional" or question.condition is not None
        if conditional and came is None:
            return Result(None, "condition not known to have come")
        if judgement.known_from >= last_day(question.end):
            return Result(share, "window over")
        return Result(share, "to date") if to_date else Result(None, "not final")


def ledger_of(pack: Pack, versions: Iterable[Judgement]) -> Ledger:
    """The ledger from all versions of the judgement records, with what the pack's questions know of conditions."""
    came = {
        entry.id: tuple(
            sorted(
                (last_known_on(pack, each.cite) or date.min, each.outcome == "true")
                for each in entry.came
                if each.outcome in ("true", "false", "not_applicable")
            )
        )
        for entry in pack.entries("questions", QuestionEntry).values()
        if entry.came
    }
    return Ledger(tuple(versions), came)
