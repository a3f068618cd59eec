"""Two or more proposals side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shiome.policy.proposal.verdicts import Report, Verdict, rank

MEASURED = ("extent", "low", "high")
"""What a verdict on the threat left measures beside itself."""


@dataclass(frozen=True)
class Row:
    """One criterion and party, with the verdict on each proposal."""

    criterion: str
    party: str
    verdicts: tuple[Verdict, ...]

    @property
    def differs(self) -> bool:
        """Whether the proposals part: in the verdict or, where the verdict is the same, in how much threat is left."""
        return len({(each.verdict, *(each.details.get(name) for name in MEASURED)) for each in self.verdicts}) > 1

    @property
    def best(self) -> tuple[int, ...]:
        """Places of the proposals with the best verdict."""
        top = max(rank(each.verdict) for each in self.verdicts)
        return tuple(place for place, each in enumerate(self.verdicts) if rank(each.verdict) == top)


def side_by_side(reports: Sequence[Report]) -> tuple[Row, ...]:
    """The verdicts of several proposals tested by the same catalogue, a row a criterion and party."""
    rows = zip(*(report.verdicts for report in reports), strict=True)
    return tuple(Row(row[0].criterion, row[0].party, tuple(row)) for row in rows)
