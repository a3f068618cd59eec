"""Every named system of the region, with what serves it and whether it answers."""

from __future__ import annotations

from shiome.web.asked import Asked
from shiome.web.model import Answer, Column, Table
from shiome.workspace.systems import check_systems, list_systems


def every(asked: Asked) -> Answer:
    """The systems with what serves each."""
    found = list_systems(asked.workspace, language=asked.language)
    t = asked.words
    rows = [
        {
            "id": row["id"],
            "name": row["name"],
            "about": row["about"],
            "served_by": " · ".join(row["served_by"]),
            "_href": asked.link(f"/systems/{row['id']}"),
        }
        for row in found["rows"]
    ]
    columns = [
        Column(key="id", title="ID", kind="code"),
        Column(key="name", title=t("systems.system")),
        Column(key="about", title=t("systems.about")),
        Column(key="served_by", title=t("systems.served_by"), kind="code"),
    ]
    table = Table(id="systems", title="", columns=columns, rows=rows)
    return Answer(template="systems/list.html", data=found, tables=[table])


def one(asked: Asked) -> Answer:
    """One system."""
    found = list_systems(asked.workspace, [asked.values["system"]], language=asked.language)
    row = found["rows"][0]
    entry = asked.workspace.pack.entry("systems", row["id"])
    data = {"system": row, "sources": asked.cited(entry.cite)}
    return Answer(template="systems/one.html", data=data, title=row["id"])


def answering(asked: Asked) -> Answer:
    """The systems asked anew."""
    ids = [asked.values["system"]] if asked.values["system"] else []
    found = check_systems(asked.workspace, ids, language=asked.language)
    t = asked.words
    rows = [
        {
            "id": row["id"],
            "works": t("systems.works") if row["works"] else t("systems.waits"),
            "result": row["result"],
            "_href": asked.link(f"/systems/{row['id']}"),
            "_class": "good" if row["works"] else "warn",
        }
        for row in found["rows"]
    ]
    columns = [
        Column(key="id", title="ID", kind="code"),
        Column(key="works", title=t("systems.state")),
        Column(key="result", title=t("systems.result")),
    ]
    return Answer(
        template="systems/checked.html", data=found, tables=[Table(id="checked", title="", columns=columns, rows=rows)]
    )
