"""What other packages add, of every kind."""

from __future__ import annotations

from collections.abc import Collection

from shiome.bulk.plugged import own_feeds
from shiome.outlook.build.plugged import own_sections
from shiome.plugins import Plugin
from shiome.sanctions.screening.lists.plugged import loaders
from shiome.workspace.coding import coders
from shiome.yardsticks.measuring.plugged import own_yardsticks


def installed_plugins(*, yardsticks: Collection[str] = ()) -> tuple[Plugin, ...]:
    """The parts of other packages by kind, those that cannot be used with their fault.

    Parameters
    ----------
    yardsticks:
        Identifiers of the region's own yardsticks, which no other package may use.
    """
    return (*coders(), *loaders(), *own_feeds(), *own_yardsticks(yardsticks), *own_sections())
