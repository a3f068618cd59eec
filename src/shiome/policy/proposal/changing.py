"""The smallest change of a proposal that turns a failing verdict.

Every edit of the catalogue is tried, then every pair, in the order of their size; the first that turns the verdict is the
smallest. The search is exact within two edits: edits that a criterion cannot see are left out, no others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from shiome.policy.proposal.assessing import assess, judge
from shiome.policy.proposal.catalogue import Catalogue
from shiome.policy.proposal.edits import WHOLE, Edit, edits
from shiome.policy.proposal.matching import View
from shiome.policy.proposal.model import Proposal
from shiome.policy.proposal.soundness import unsound
from shiome.policy.proposal.verdicts import Verdict, rank
from shiome.region.schema.proposals import Clause, Criterion, VerdictWord

MOST = 2
"""As many edits are put together."""


@dataclass(frozen=True)
class Moved:
    """A verdict that a change moves beside the one it was made for."""

    criterion: str
    party: str
    before: VerdictWord
    after: VerdictWord


@dataclass(frozen=True)
class Change:
    """The smallest change that turns a verdict; without edits, there is none within two."""

    criterion: str
    party: str
    before: VerdictWord
    after: VerdictWord
    edits: tuple[Edit, ...]
    moved: tuple[Moved, ...] = ()
    """What else gets better or worse by it."""
    tried: int = 0
    """How many combinations were tried."""

    @property
    def found(self) -> bool:
        """Whether there is one."""
        return bool(self.edits)

    @property
    def size(self) -> float:
        """The sizes of its edits, added up."""
        return sum(edit.size for edit in self.edits)


def smallest_change(
    proposal: Proposal, catalogue: Catalogue, criterion: str, party: str, *, to: VerdictWord = "open"
) -> Change:
    """The change with the fewest edits, then the smallest, by which a verdict comes to ``to`` or better.

    Parameters
    ----------
    to:
        ``open``: it no longer fails; ``holds``: it holds.

    Raises
    ------
    KeyError
        The catalogue has no such criterion, or it is not for that party.
    """
    asked = catalogue.criteria[criterion]
    before = _verdict(View(proposal, catalogue), asked, party)
    if rank(before.verdict) >= rank(to):
        return Change(criterion, party, before.verdict, before.verdict, ())
    single = [edit for edit in edits(proposal, catalogue) if _seen(edit, asked, catalogue)]
    tried = 0
    for combination in _combinations(single):
        tried += 1
        changed = proposal
        for edit in combination:
            changed = edit.apply(changed)
        after = _verdict(View(changed, catalogue), asked, party)
        if rank(after.verdict) >= rank(to) and not unsound(changed, catalogue):
            moved = _moved(proposal, changed, catalogue, (criterion, party))
            return Change(criterion, party, before.verdict, after.verdict, combination, moved, tried)
    return Change(criterion, party, before.verdict, before.verdict, (), (), tried)


def failing(proposal: Proposal, catalogue: Catalogue) -> Iterator[Verdict]:
    """The verdicts that fail."""
    return (each for each in assess(proposal, catalogue).verdicts if each.verdict == "fails")


def _combinations(single: list[Edit]) -> Iterator[tuple[Edit, ...]]:
    """One edit, then two, smaller first; those of equal size in the order in which they were drawn."""
    ordered = sorted(single, key=lambda edit: edit.size)
    yield from ((edit,) for edit in ordered)
    pairs = [pair for pair in combinations(ordered, MOST) if _apart(*pair)]
    yield from sorted(pairs, key=lambda pair: pair[0].size + pair[1].size)


def _apart(one: Edit, other: Edit) -> bool:
    """Whether two edits can be made together: the same kind of measure by the same party is not added twice."""
    return not (one.measure and one.measure == other.measure and "new-" in one.measure)


def _verdict(view: View, criterion: Criterion, party: str) -> Verdict:
    for each in judge(view, criterion, party=party):
        return each
    raise KeyError((criterion.id, party))


def _moved(before: Proposal, after: Proposal, catalogue: Catalogue, asked: tuple[str, str]) -> tuple[Moved, ...]:
    pairs = zip(assess(before, catalogue).verdicts, assess(after, catalogue).verdicts, strict=True)
    return tuple(
        Moved(one.criterion, one.party, one.verdict, other.verdict)
        for one, other in pairs
        if one.verdict != other.verdict and (one.criterion, one.party) != asked
    )


def _seen(edit: Edit, criterion: Criterion, catalogue: Catalogue) -> bool:
    """Whether a criterion can see an edit."""
    if not edit.types:
        return criterion.kind in ("rules", "leanings", "wording", "demands", "nothing")
    kinds = [catalogue.measures[name] for name in edit.types]
    if criterion.kind == "threat":
        return any(kind.action != "none" for kind in kinds)
    if criterion.kind == "floors":
        guards = {guard for limit in criterion.floors for guard in limit.guards}
        return any(kind.burdens or kind.id in guards for kind in kinds)
    if criterion.kind == "demands":
        return any(kind.meets for kind in kinds)
    if criterion.kind == "wording":
        # Of what is done to measures, only taking one out takes its text out with it.
        return edit.size >= WHOLE
    if criterion.kind in ("rules", "leanings"):
        return any(_mentions(clause, kind.id, catalogue) for clause in _clauses(criterion) for kind in kinds)
    return True


def _clauses(criterion: Criterion) -> Iterator[Clause]:
    for condition in [*(rule.when for rule in criterion.rules), *(leaning.when for leaning in criterion.leanings)]:
        yield from (*condition.any, *condition.every, *condition.without)


def _mentions(clause: Clause, name: str, catalogue: Catalogue) -> bool:
    kind = catalogue.measures[name]
    if clause.before is not None and kind.group == clause.before:
        return True
    return (
        (not clause.types or name in clause.types)
        and (not clause.groups or kind.group in clause.groups)
        and (not clause.actions or kind.action in clause.actions)
    )
