"""Merging lists of accounts into events.

List by list, each account goes to at most one event of those found so far, and each event takes at most one account of a
list, such that the accounts fit best in total. Two moments must be the same within a tolerance; where one side tells no
time, the stretches they may mean must meet, each counted in its own time zone. Texts are compared only by what every
language writes alike; identifiers are never compared.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from shiome.errors import QueryRefused
from shiome.reading.merging.accounts import Account
from shiome.reading.merging.assignment import assign
from shiome.reading.merging.events import MergedEvent, build_event
from shiome.reading.merging.likeness import Side, likeness, side_of
from shiome.reading.merging.rules import MergeRules

_NEAR = 1e-9


@dataclass(slots=True)
class _Cluster:
    """An event in the making."""

    members: list[tuple[str, Side]]
    ambiguous: bool = False


def merge_accounts(
    lists: Mapping[str, Sequence[Account]], *, rules: MergeRules | None = None
) -> tuple[MergedEvent, ...]:
    """The events that the lists tell of, in time order; every account is in exactly one of them.

    Parameters
    ----------
    lists:
        Name of a source to its accounts. Accounts of one list are never merged with one another.
    rules:
        What counts as the same event.

    >>> night = Account(id="1", when="2024-05-29T21:13", zone="UTC")
    >>> morning = Account(id="1", when="2024-05-30T06:13", zone="Asia/Tokyo")
    >>> [(event.when, event.explained_by_zone) for event in merge_accounts({"en": [night], "ja": [morning]})]
    [('2024-05-29T21:13Z', True)]

    Raises
    ------
    QueryRefused
        A date or zone cannot be understood, or two accounts of a list have one identifier (``merging.twice``).
    """
    rules = rules or MergeRules()
    clusters: list[_Cluster] = []
    for source, accounts in lists.items():
        _refuse_twins(source, accounts)
        _take_in(clusters, source, [side_of(account, rules) for account in accounts], rules)
    clusters.sort(key=lambda cluster: _place(cluster.members))
    return tuple(build_event(cluster.members, rules, ambiguous=cluster.ambiguous) for cluster in clusters)


def _refuse_twins(source: str, accounts: Sequence[Account]) -> None:
    seen: set[str] = set()
    for account in accounts:
        if account.id in seen:
            raise QueryRefused(
                "merging.twice",
                f"{source}: two accounts are called {account.id!r}",
                ja=f"{source}: {account.id!r} という記事が二つある",
                hint="give each account of a list an identifier of its own",
                hint_ja="一覧の各記事に固有の識別子を付ける",
                failed=account,
            )
        seen.add(account.id)


def _take_in(clusters: list[_Cluster], source: str, sides: Sequence[Side], rules: MergeRules) -> None:
    scores = {
        (left, right): score
        for left, right in _meeting(clusters, sides, rules)
        if (score := _score(clusters[left], sides[right], rules))
    }
    partners = assign(scores)
    chosen = {right: left for left, right in partners.items()}
    doubtful = _doubtful(partners, scores)
    for right, side in enumerate(sides):
        if right in chosen:
            cluster = clusters[chosen[right]]
            cluster.members.append((source, side))
            cluster.ambiguous |= chosen[right] in doubtful
        else:
            clusters.append(_Cluster([(source, side)]))


def _meeting(clusters: Sequence[_Cluster], sides: Sequence[Side], rules: MergeRules) -> Iterator[tuple[int, int]]:
    """Pairs whose times come within the tolerance of one another; a sweep over starts, longest stretch known."""
    if not sides:
        return
    reach = int(rules.tolerance.total_seconds()) + 1
    order = sorted(range(len(sides)), key=lambda number: sides[number].window.start)
    starts = [sides[number].window.start for number in order]
    longest = max(side.window.end - side.window.start for side in sides)
    for left, cluster in enumerate(clusters):
        first = max(side.window.start for _, side in cluster.members) - reach
        last = min(side.window.end for _, side in cluster.members) + reach
        for position in range(bisect_left(starts, first - longest), len(order)):
            if starts[position] > last:
                break
            if sides[order[position]].window.end >= first:
                yield left, order[position]


def _score(cluster: _Cluster, side: Side, rules: MergeRules) -> float:
    """Mean likeness with the members; 0 unless it fits every one of them."""
    scores = [likeness(member, side, rules) for _, member in cluster.members]
    return sum(scores) / len(scores) if all(scores) else 0.0


def _doubtful(partners: Mapping[int, int], scores: Mapping[tuple[int, int], float]) -> set[int]:
    """Lefts whose partner could be swapped with another pair's, or for a free one, without loss."""
    lefts_of: dict[int, list[int]] = {}
    rights_of: dict[int, list[int]] = {}
    for left, right in scores:
        lefts_of.setdefault(right, []).append(left)
        rights_of.setdefault(left, []).append(right)
    owner = {right: left for left, right in partners.items()}
    found: set[int] = set()
    for left, right in partners.items():
        own = scores[left, right]
        for other in rights_of[left]:
            rival = owner.get(other)
            if other == right:
                continue
            if rival is None:
                equal = scores[left, other] >= own - _NEAR
            else:
                swapped = scores[left, other] + scores.get((rival, right), float("-inf"))
                equal = swapped >= own + scores[rival, other] - _NEAR
            if equal:
                found.add(left)
        found |= {
            left
            for other in lefts_of[right]
            if other != left and other not in partners and scores[other, right] >= own - _NEAR
        }
    return found


def _place(members: Sequence[tuple[str, Side]]) -> tuple[int, int, str, str]:
    moments = [side.window.start for _, side in members if side.window.instant]
    first = min(moments) if moments else max(side.window.start for _, side in members)
    source, side = members[0]
    return first, min(side.window.end for _, side in members), source, side.account.id
