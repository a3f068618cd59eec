"""*Systems*: every named system of the region, with what serves it and whether it answers."""

from __future__ import annotations

from shiome.web.asked import Asked
from shiome.web.model import Answer, Column, Page, Parameter, Section, Table
from shiome.workspace.systems import check_systems, list_systems


def _list(asked: Asked) -> Answer:
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


def _one(asked: Asked) -> Answer:
    found = list_systems(asked.workspace, [asked.values["system"]], language=asked.language)
    row = found["rows"][0]
    entry = asked.workspace.pack.entry("systems", row["id"])
    data = {"system": row, "sources": asked.cited(entry.cite)}
    return Answer(template="systems/one.html", data=data, title=row["id"])


def _checked(asked: Asked) -> Answer:
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


SECTION = Section(
    name="systems",
    pages=(
        Page(name="systems", path="/systems", about="The named systems with what serves each.", handler=_list),
        Page(
            name="systems.checked",
            path="/systems/checked",
            about="The systems asked anew: which of them answer.",
            handler=_checked,
            parameters=(Parameter(name="system", about="One system only."),),
            slow=True,
            part=True,
        ),
        Page(name="systems.one", path="/systems/{system}", about="One system.", handler=_one),
    ),
)
