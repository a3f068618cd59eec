"""What the addressee said and did after something was put to it: a sequence, never a cause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from shiome.coordination.inputs.model import Followed, Said
from shiome.records.model import Event, Wording
from shiome.region.pack import Pack
from shiome.region.schema.actors import Actor
from shiome.vocabulary.edtf import parse_edtf

WINDOW = 180
"""Days after the day of saying, unless said otherwise."""


def followed(
    pack: Pack,
    said: Said,
    actors: Iterable[str],
    topics: Iterable[str],
    records: Iterable[Event | Wording],
    *,
    as_of: date,
    window: int = WINDOW,
) -> tuple[Followed, ...]:
    """Later events and wordings of the addressee on the topics of what was said, in time order.

    Only records whose date surely lies after the day of saying count, and at most ``window`` days after. An event counts where the
    addressee is among those who acted. Nothing is said about why it happened.

    Parameters
    ----------
    actors:
        Those that the addressee stands for. A state also stands for those who act for it.
    topics:
        Topics of what was said; a record must share one.
    records:
        As known on ``as_of``.
    """
    wanted = set(topics)
    acting = _acting_for(pack, frozenset(actors))
    found = []
    for record in records:
        doing = record.source if isinstance(record, Event) else record.actors
        shared = tuple(topic for topic in record.topics if topic in wanted)
        if not shared or not acting.intersection(doing) or not _happened(record):
            continue
        first = parse_edtf(record.when).earliest if record.when else None
        if first is None or first > as_of or not 0 < (first - said.when).days <= window:
            continue
        sources = tuple(source for source in record.sources if source.known_from <= as_of)
        kind = "event" if isinstance(record, Event) else "wording"
        found.append(
            Followed(kind, record.id, record.when, (first - said.when).days, shared, record.text, sources)  # type: ignore[arg-type]
        )
    return tuple(sorted(found, key=lambda each: (each.days, each.record)))


def _happened(record: Event | Wording) -> bool:
    return not isinstance(record, Event) or record.reality in ("actual", "negated")


def _acting_for(pack: Pack, actors: frozenset[str]) -> frozenset[str]:
    return actors | frozenset(_members(pack, actors))


def _members(pack: Pack, actors: frozenset[str]) -> Iterator[str]:
    for actor in pack.entries("actors", Actor).values():
        if actor.country in actors:
            yield actor.id
