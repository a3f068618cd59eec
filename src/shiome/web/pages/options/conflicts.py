"""Disputes as graph models: the states, which of them hold for whom, and the moves between them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from shiome.errors import InputRefused, NotKnown, ShiomeError
from shiome.web.asked import Asked
from shiome.web.model import Answer, Column, Table

if TYPE_CHECKING:
    from shiome.policy.conflict import Analysis, Conflict

CONFLICTS = "conflicts"
"""Folder of a workspace that holds the disputes which its workbench shows, a file each."""
ENDINGS = (".yaml", ".yml", ".json", ".gmcr")


def _files(asked: Asked) -> dict[str, Path]:
    folder = asked.workspace.folder / CONFLICTS
    found = sorted(file for file in folder.glob("*") if file.suffix in ENDINGS) if folder.is_dir() else []
    return {file.stem: file for file in found}


def _read(asked: Asked, file: Path) -> Conflict:
    from shiome.policy.conflict.futures import needs_model, read_with_futures
    from shiome.workspace.futures import model_of

    return read_with_futures(file, model_of(asked.workspace, asked.day) if needs_model(file) else None)


def page(asked: Asked) -> Answer:
    """The disputes by their files, and those that cannot be read."""
    t = asked.words
    rows, refused = [], []
    for name, file in _files(asked).items():
        try:
            conflict = _read(asked, file)
        except ShiomeError as error:
            refused.append({"file": file.name, "reason": error.line(asked.language)})
            continue
        makers = (asked.text(each.name) if each.name else each.id for each in conflict.decision_makers)
        rows.append(
            {
                "name": conflict.name,
                "makers": t("options.joint").join(makers),
                "options": len(conflict.options),
                "_href": asked.link(f"/options/conflicts/{name}"),
            }
        )
    columns = [
        Column(key="name", title=t("options.dispute")),
        Column(key="makers", title=t("options.makers")),
        Column(key="options", title=t("options.moves_count"), kind="number"),
    ]
    table = Table(id="conflicts", title="", columns=columns, rows=rows)
    return Answer(template="options/conflicts.html", data={"count": len(rows), "refused": refused}, tables=[table])


def _named(asked: Asked) -> Path:
    files, name = _files(asked), asked.values["conflict"]
    if name not in files:
        raise NotKnown("options.conflict", f"there is no dispute {name!r}", ja=f"争い {name!r} はない", failed=name)
    return files[name]


def one(asked: Asked) -> Answer:
    """The frame of a dispute; analysing it is a part, asked for anew when the file has changed."""
    file = _named(asked)
    data = {"id": file.stem, "changed": str(file.stat().st_mtime_ns)}
    return Answer(template="options/conflict.html", data=data, title=file.stem)


def analysed(asked: Asked) -> Answer:
    """A dispute under the rule that several may answer in turn."""
    from shiome.policy.conflict import analyse

    analysis = analyse(_read(asked, _named(asked)))
    conflict = analysis.game.conflict
    data = {
        "name": conflict.name,
        "drawing": _drawn(asked, analysis),
        "makers": [asked.text(each.name) if each.name else each.id for each in conflict.decision_makers],
        "options": [asked.text(each.name) if each.name else each.id for each in conflict.options],
    }
    return Answer(template="options/analysed.html", data=data, tables=[_states(asked, analysis)])


def _drawn(asked: Asked, analysis: Analysis) -> str:
    """The graph as SVG; empty where it is too large to draw, or preferences are unknown."""
    from shiome.policy.conflict import draw

    if analysis.unknown:
        return ""
    try:
        return draw(analysis.game, analysis.complete[analysis.chain], language=asked.language)
    except InputRefused:
        return ""


def _states(asked: Asked, analysis: Analysis) -> Table:
    """Each state with what is chosen in it, for whom it is stable at Nash, and by which notions it holds for all."""
    t, told = asked.words, analysis.as_json()
    conflict = analysis.game.conflict
    options = [asked.text(each.name) if each.name else each.id for each in conflict.options]
    makers = {each.id: asked.text(each.name) if each.name else each.id for each in conflict.decision_makers}
    rows = []
    for state in told["states"]:
        number, pattern = state["number"], state["options"]
        chosen = [name for name, mark in zip(options, pattern, strict=True) if mark == "Y"]
        held = [concept.upper() for concept, where in told["stability"].items() if number in where]
        nash = [
            makers[maker] for maker, concepts in told["by_decision_maker"].items() if number in concepts.get("nash", ())
        ]
        rows.append(
            {
                "number": number,
                "pattern": pattern,
                "chosen": t("options.joint").join(chosen) or t("options.nothing_chosen"),
                "nash": t("options.joint").join(nash),
                "holds": ", ".join(held),
            }
        )
    columns = [
        Column(key="number", title=t("options.state"), kind="number"),
        Column(key="pattern", title=t("options.pattern"), kind="code"),
        Column(key="chosen", title=t("options.chosen")),
        Column(key="nash", title=t("options.nash")),
        Column(key="holds", title=t("options.equilibrium")),
    ]
    return Table(id="states", title=t("options.states"), columns=columns, rows=rows, note=t("options.states_note"))
