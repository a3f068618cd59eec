"""Who can bear on whom: the channels of a pack as a graph, and ways through it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from shiome.coordination.inputs.model import Link, Way
from shiome.coordination.sources import cited
from shiome.errors import NotKnown
from shiome.region.asof import entries_as_of
from shiome.region.pack import Pack
from shiome.region.schema.actors import Actor
from shiome.region.schema.inputs import Channel

HOPS = 3
"""Channels a way has at most, unless said otherwise."""


def links_of(pack: Pack, *, as_of: date) -> tuple[Link, ...]:
    """The channels that a document known on a day tells of, each with the last stage known then."""
    found = []
    for entry in entries_as_of(pack, "channels", as_of).values():
        if isinstance(entry, Channel) and entry.life:
            stage = next((each for each in reversed(entry.life) if each.state != "proposed"), entry.life[-1])
            last = entry.life[-1]
            urged = last if last is not stage else None
            words = entry.strength[-1].cite if entry.strength else ()
            cites = (*stage.cite, *(urged.cite if urged else ()), *words, *entry.cite)
            found.append(Link(entry, stage, urged, cited(pack, dict.fromkeys(cites), as_of=as_of)))
    return tuple(found)


def ways(pack: Pack, links: Sequence[Link], start: str, goal: str, *, hops: int = HOPS) -> tuple[Way, ...]:
    """All ways from one actor to another that pass no actor twice, the shortest first and of these those that were used.

    A state as start or goal also stands for its leaders, officials and groups; on the way an actor stands for itself alone. A channel
    that somebody earlier on the way could use himself is no link of it.

    Raises
    ------
    NotKnown
        ``inputs.actor``: there is no such actor.
    """
    starts, goals = _standing_for(pack, start), _standing_for(pack, goal)
    found = _grown((), links, starts, goals, starts, hops)
    return tuple(sorted(found, key=lambda way: (len(way.links), not way.used, [e.entry.id for e in way.links])))


def reach(links: Sequence[Link], start: str) -> tuple[Link, ...]:
    """The channels that an actor uses, alone or with others."""
    return tuple(link for link in links if start in link.entry.source)


def _grown(
    so_far: tuple[Link, ...],
    links: Sequence[Link],
    at: frozenset[str],
    goals: frozenset[str],
    passed: frozenset[str],
    hops: int,
) -> Iterator[Way]:
    for link in links:
        target = link.entry.target
        users = set(link.entry.source)
        if target in passed or not at & users or (passed - at) & users:
            continue
        way = (*so_far, link)
        if target in goals:
            yield Way(way)
        elif len(way) < hops:
            yield from _grown(way, links, frozenset({target}), goals, passed | {target}, hops)


def _standing_for(pack: Pack, name: str) -> frozenset[str]:
    actors = pack.entries("actors", Actor)
    if name not in actors:
        raise NotKnown(
            "inputs.actor",
            f"there is no actor {name!r}",
            ja=f"{name!r} という主体はない",
            hint="see 'shiome region show actors'",
            hint_ja="「shiome region show actors」で一覧を見る",
            failed=name,
        )
    return frozenset({name, *(actor.id for actor in actors.values() if actor.country == name)})
