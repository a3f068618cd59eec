"""What other packages add to Shiome, found by their entry points.

A package names its parts in its ``pyproject.toml``; once it is installed they take part without further settings::

    [project.entry-points."shiome.coders"]
    seizures = "shiome_coastal.coder:SeizureCoder"

=====================  ===================================================  =======================================================
group                  what the entry point names                           contract
=====================  ===================================================  =======================================================
``shiome.coders``      what makes a coder for a region's pack               :class:`shiome.workspace.coding.MakesCoder`
``shiome.loaders``     a loader of a format of sanctions list               :class:`shiome.sanctions.screening.lists.plugged.ListLoader`
``shiome.feeds``       a reader of a feed of events                         :class:`shiome.bulk.plugged.FeedReader`
``shiome.yardsticks``  a yardstick                                          :class:`shiome.yardsticks.measuring.plugged.OwnYardstick`
``shiome.sections``    a function that gives a section of the outlook       :class:`shiome.outlook.build.plugged.MakesSection`
=====================  ===================================================  =======================================================

Nothing is looked for before it is asked for. What is wrong with a part is a fault that goes with it, one line, and leaves every other
part, and Shiome itself, as it was.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Literal, TypeVar

from shiome.errors import PluginFailed

T = TypeVar("T")
Group = Literal["shiome.coders", "shiome.loaders", "shiome.feeds", "shiome.yardsticks", "shiome.sections"]


@dataclass(frozen=True)
class Kind:
    """What a group holds: its name for readers, and what each of its parts must have (nothing named: it is called)."""

    name: str
    ja: str
    needs: tuple[str, ...] = ()


GROUPS: dict[Group, Kind] = {
    "shiome.coders": Kind("coder", "符号化器"),
    "shiome.loaders": Kind("loader", "読み取り部", ("recognises", "load")),
    "shiome.feeds": Kind("feed", "出来事データ", ("feed", "read")),
    "shiome.yardsticks": Kind("yardstick", "尺度", ("name", "about", "direction", "members", "low", "high", "measure")),
    "shiome.sections": Kind("section", "節"),
}
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Plugin:
    """One part of another package.

    >>> Plugin("shiome.coders", "seizures", "shiome-coastal", "0.1.0", "shiome_coastal:Coder").label
    'plugin:shiome-coastal/seizures@0.1.0'
    """

    group: Group
    name: str
    package: str
    version: str
    target: str
    """Module and object that the entry point names."""
    made: Any = None
    """The object; ``None`` where there is a fault."""
    fault: PluginFailed | None = None

    @property
    def label(self) -> str:
        """Who made it, as records and documents name it."""
        return f"plugin:{self.package}/{self.name}@{self.version}"

    def told(self, language: str = "en") -> str:
        """Kind, name, package and version for readers."""
        kind = GROUPS[self.group]
        if language == "ja":
            return f"{self.package} {self.version} の{kind.ja} {self.name}"
        return f"{kind.name} {self.name} of {self.package} {self.version}"

    def failed(self, error: Exception) -> PluginFailed:
        """The fault of a part that failed at its work, or gave what cannot be used."""
        why = _why(error)
        return refusal("plugin.failed", f"failed: {why}", f"は失敗した（{why}）", plugin=self)

    def broken(self, fault: PluginFailed) -> Plugin:
        """The part with a fault."""
        return replace(self, made=None, fault=fault)


def refusal(code: str, message: str, ja: str, *, plugin: Plugin) -> PluginFailed:
    """A fault in one line: which part of which package, what is wrong with it, how to mend it."""
    return PluginFailed(
        code,
        f"{plugin.told()} ({plugin.target}) {message}",
        ja=f"{plugin.told('ja')}（{plugin.target}）{ja}",
        hint=f"update {plugin.package}, or remove it: pip uninstall {plugin.package}",
        hint_ja=f"{plugin.package} を更新するか、pip uninstall {plugin.package} で外す",
        failed=plugin.target,
    )


def read(group: Group, *, taken: Collection[str] = ()) -> tuple[Plugin, ...]:
    """The parts of a group, by package and name, each loaded or with its fault.

    Parameters
    ----------
    taken:
        Names that Shiome uses itself, or in the data of the region.
    """
    found: list[Plugin] = []
    owners = dict.fromkeys(taken, "Shiome")
    for plugin in _loaded(group, tuple(sys.path)):
        owner = owners.get(plugin.name)
        if plugin.fault is not None:
            found.append(plugin)
        elif owner is None:
            owners[plugin.name] = plugin.package
            found.append(plugin)
        else:
            ja = f"の名前は {owner} がすでに使っている"
            found.append(
                plugin.broken(refusal("plugin.taken", f"has a name that {owner} uses already", ja, plugin=plugin))
            )
    return tuple(found)


def checked(given: object, kind: type[T]) -> T:
    """What a part gave, if it is of the kind that is asked for.

    Raises
    ------
    TypeError
        It is something else.
    """
    if not isinstance(given, kind):
        raise TypeError(f"it gave {type(given).__name__}, not {kind.__name__}")
    return given


def usable(found: Iterable[Plugin]) -> tuple[Plugin, ...]:
    """Those without a fault."""
    return tuple(plugin for plugin in found if plugin.fault is None)


@lru_cache(maxsize=16)
def _loaded(group: Group, path: tuple[str, ...]) -> tuple[Plugin, ...]:  # noqa: ARG001 - another path is another answer
    found = [_load(group, entry) for entry in entry_points(group=group)]
    return tuple(sorted(found, key=lambda plugin: (plugin.package, plugin.name)))


def _load(group: Group, entry: EntryPoint) -> Plugin:
    package, version = (entry.dist.name, entry.dist.version) if entry.dist is not None else ("?", "?")
    plugin = Plugin(group, entry.name, package, version, entry.value)
    if not _NAME.fullmatch(entry.name):
        ja = "の名前に a-z、0-9、ハイフン以外の文字がある"
        return plugin.broken(
            refusal("plugin.name", "has a name that is not of a-z, 0-9 and hyphens", ja, plugin=plugin)
        )
    needs = GROUPS[group].needs
    try:
        made = entry.load()
        if needs and isinstance(made, type):
            made = made()
        lacking = [name for name in needs if not hasattr(made, name)]
    except (Exception, SystemExit) as error:
        why = _why(error)
        return plugin.broken(
            refusal("plugin.import", f"cannot be loaded: {why}", f"を読み込めない（{why}）", plugin=plugin)
        )
    if lacking:
        return plugin.broken(refusal("plugin.shape", f"has no {lacking[0]}", f"に {lacking[0]} がない", plugin=plugin))
    if not needs and not callable(made):
        return plugin.broken(refusal("plugin.shape", "cannot be called", "は呼び出せない", plugin=plugin))
    return replace(plugin, made=made)


def _why(error: BaseException) -> str:
    """The error as part of one line, without a message as long as a page."""
    said = " ".join(str(error).split())
    name = type(error).__name__
    return f"{name}: {said[:200]}" if said else name
