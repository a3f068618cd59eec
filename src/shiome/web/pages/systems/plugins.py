"""What other packages add to this workbench: each part with its package and version, and what is wrong with it."""

from __future__ import annotations

from shiome.plugins import GROUPS, Plugin, usable
from shiome.web.asked import Asked
from shiome.web.model import Answer, Column, Table
from shiome.workspace.installed import installed_plugins


def every(asked: Asked) -> Answer:
    """The parts of other packages by kind, with those that cannot be used."""
    t = asked.words
    found = installed_plugins(yardsticks=asked.workspace.pack.entries("yardsticks"))
    rows = [_row(asked, plugin) for plugin in found]
    columns = [
        Column(key="name", title=t("systems.part"), kind="code"),
        Column(key="kind", title=t("systems.kind")),
        Column(key="package", title=t("systems.package"), kind="code"),
        Column(key="version", title=t("systems.version")),
        Column(key="state", title=t("systems.state_of_part")),
        Column(key="fault", title=t("systems.fault")),
        Column(key="label", title=t("systems.label"), kind="code"),
    ]
    table = Table(id="plugins", title="", columns=columns, rows=rows)
    data = {"total": len(found), "used": len(usable(found)), "plugins": rows}
    return Answer(template="systems/plugins.html", data=data, tables=[table], title=t("systems.plugins"))


def _row(asked: Asked, plugin: Plugin) -> dict[str, str]:
    kind = GROUPS[plugin.group]
    return {
        "name": plugin.name,
        "group": plugin.group,
        "kind": kind.ja if asked.language == "ja" else kind.name,
        "package": plugin.package,
        "version": plugin.version,
        "label": plugin.label,
        "state": asked.words("systems.in_use" if plugin.fault is None else "systems.not_used"),
        "fault": plugin.fault.line(asked.language) if plugin.fault is not None else "",
        "_class": "good" if plugin.fault is None else "warn",
    }
