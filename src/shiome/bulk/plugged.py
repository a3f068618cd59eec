"""Feeds of other packages: told by their columns after Shiome's own, and checked so that their events fit the one schema."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, get_args

from shiome.bulk.extra import Table, pc
from shiome.bulk.faults import REASONS
from shiome.bulk.feeds import FEEDS, ActorColumn, Delimiter, Feed
from shiome.errors import InputRefused, MissingExtra, NotKnown, PluginFailed
from shiome.plugins import Plugin, checked, read, refusal, usable
from shiome.vocabulary.plover import TYPES

if TYPE_CHECKING:
    from shiome.bulk.draft import Draft, Events

PRECISIONS = ("day", "days", "week", "month", "year")
"""How exactly a feed may claim to know a day."""
_BOUNDS = {"intensity": (-10, 10), "latitude": (-90, 90), "longitude": (-180, 180)}


class FeedReader(Protocol):
    """What an entry point of ``shiome.feeds`` names: an object, or a class that is called without arguments.

    The name of the entry point is the name of the feed. :mod:`shiome.bulk.columns` turns columns of text into numbers, days and codes.
    """

    @property
    def feed(self) -> Feed:
        """Its columns, what tells its files from others, and the codebook it follows; the name of the entry point replaces its name."""

    def read(self, draft: Draft) -> None:
        """Set the columns of :data:`shiome.bulk.schema.EVENT_FIELDS` for a chunk of rows, and note what rejects a row."""


def own_feeds() -> tuple[Plugin, ...]:
    """The feeds of other packages."""
    return tuple(map(_described, read("shiome.feeds", taken=tuple(FEEDS))))


def known_feeds() -> dict[str, Feed]:
    """Every feed that can be read: Shiome's own, then those of other packages."""
    plugins = usable(own_feeds())
    return FEEDS | {each.name: replace(each.made.feed, name=each.name, by=each.label) for each in plugins}


def unknown_feed(name: str, known: Iterable[str]) -> NotKnown:
    """The refusal of a name that is none of the feeds."""
    return NotKnown(
        "feed.name",
        f"there is no feed {name!r}",
        ja=f"{name!r} というデータはない",
        hint=f"one of {', '.join(known)}",
        hint_ja=f"{'、'.join(known)} のいずれかを指定する",
        failed=name,
    )


def read_own(feed: Feed, draft: Draft) -> Events:
    """The events and the rejected rows of a chunk, by the reader of the package that the feed names.

    Raises
    ------
    InputRefused
        What the reader refuses.
    PluginFailed
        It raised another error, or gave what does not fit the schema.
    """
    plugin = next(each for each in usable(own_feeds()) if each.label == feed.by)
    try:
        plugin.made.read(draft)
        made = draft.finish()
        _check(made)
    except (InputRefused, MissingExtra):
        raise
    except Exception as error:
        raise plugin.failed(error) from error
    return made


def _described(plugin: Plugin) -> Plugin:
    """The feed, with a fault where what it says of itself cannot be used."""
    if plugin.fault is not None:
        return plugin
    try:
        wrong = _wrong(checked(plugin.made.feed, Feed))
    except Exception as error:
        return plugin.broken(_unfit(plugin, f"cannot be used: {error}", f"を使えない（{error}）"))
    return plugin.broken(_unfit(plugin, *wrong)) if wrong is not None else plugin


def _wrong(feed: Feed) -> tuple[str, str] | None:
    """What is wrong with a description, in English and Japanese."""
    named = {*feed.required, *filter(None, (feed.clock, feed.numeric_dates))}
    if not feed.required:
        return "requires no column, so that nothing tells its files", "に必須の列がなく、ファイルを見分けられない"
    if absent := sorted(named - {*feed.columns}):
        return f"has no column {absent[0]}, which it names", f"の列に、自ら挙げた {absent[0]} がない"
    if feed.delimiter not in get_args(Delimiter) or feed.actor_column not in get_args(ActorColumn):
        return "has a delimiter or an actor column that is not known", "の区切り文字か当事者の列が使えない"
    return None


def _unfit(plugin: Plugin, message: str, ja: str) -> PluginFailed:
    return refusal("plugin.shape", message, ja, plugin=plugin)


def _check(made: Events) -> None:
    """Refuse what queries and counts could not understand; the types of the columns are checked where the table is made."""
    events: Table = made.loaded
    if unknown := sorted({reason for _, reason, _, _ in made.rejected} - {*REASONS}):
        raise ValueError(f"there is no reason {unknown[0]!r} to reject a row")
    for column, known in (("plover", (*TYPES, "NONE")), ("date_precision", PRECISIONS)):
        others = {*pc.unique(events.column(column)).to_pylist()} - {*known}
        if others:
            raise ValueError(f"{column} is {min(map(str, others))!r}")
    for column, (low, high) in _BOUNDS.items():
        span = pc.min_max(events.column(column)).as_py()
        if span["min"] is not None and not low <= span["min"] <= span["max"] <= high:
            raise ValueError(f"{column} reaches from {span['min']} to {span['max']}, not within {low} and {high}")
    if pc.any(pc.less(events.column("event_last"), events.column("event_first"))).as_py():
        raise ValueError("an event ends before it begins")
