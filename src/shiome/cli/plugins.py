"""``shiome plugins``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shiome.cli import options
from shiome.cli.output import emit_json, emit_table, say, tell_faults

if TYPE_CHECKING:
    from shiome.plugins import Plugin

EXAMPLE = "Example: shiome plugins --json"


def command(json: options.Json = False, lang: options.Lang = options.LANG) -> None:
    """Coders, loaders, feeds, yardsticks and sections of other packages: of which version, and what is wrong with them.

    Names that a region uses are not looked at here.
    """
    from shiome.plugins import GROUPS
    from shiome.workspace.installed import installed_plugins

    found, ja = installed_plugins(), lang.value == "ja"
    if json:
        emit_json([_shape(plugin, lang.value) for plugin in found])
        return
    rows = [
        [
            GROUPS[plugin.group].ja if ja else GROUPS[plugin.group].name,
            plugin.name,
            plugin.package,
            plugin.version,
            _state(plugin, ja=ja),
            plugin.target,
        ]
        for plugin in found
    ]
    headers = ["種類", "名前", "パッケージ", "版", "状態", "場所"]
    emit_table(headers if ja else ["kind", "name", "package", "version", "state", "place"], rows)
    tell_faults(found, lang.value)
    say(f"追加機能 {len(found)} 件" if ja else f"{len(found)} parts of other packages")


def _state(plugin: Plugin, *, ja: bool) -> str:
    if plugin.fault is None:
        return "使用中" if ja else "in use"
    return "使えない" if ja else "cannot be used"


def _shape(plugin: Plugin, language: str) -> dict[str, str]:
    return {
        "group": plugin.group,
        "name": plugin.name,
        "package": plugin.package,
        "version": plugin.version,
        "target": plugin.target,
        "label": plugin.label,
        "fault": plugin.fault.line(language) if plugin.fault is not None else "",
    }


command.__name__ = "plugins"
