"""Reader for single-mode project files of PSPLIB (``.sm``): activities, successors, demands and capacities.

Kolisch and Sprecher, “PSPLIB: a project scheduling problem library”, European Journal of Operational Research 96 (1997).
"""

from __future__ import annotations

import re
from pathlib import Path

from shiome.errors import InputRefused, why
from shiome.policy.roadmap.constraints import Constraint, Tasks

_RULE = re.compile(r"^\*{3,}\s*$", re.MULTILINE)


def read_sm(file: Path) -> Tasks:
    """The tasks of a project: named by their numbers, with a constraint for each pair in order and each renewable resource.

    Raises
    ------
    InputRefused
        ``roadmap.psplib``: the file cannot be read, a part is missing, or a row does not have the numbers it should.
    """
    try:
        text = file.read_text(encoding="latin-1")
    except OSError as error:
        reason = why(error)
        raise _refused(file, f"cannot be read: {reason.en}", reason.ja) from error
    successors = {row[0]: row[3:] for row in _rows(file, text, "PRECEDENCE RELATIONS")}
    demands = {row[0]: row[1:] for row in _rows(file, text, "REQUESTS/DURATIONS")}
    capacities = _rows(file, text, "RESOURCEAVAILABILITIES")
    if len(capacities) != 1 or any(len(row) != len(capacities[0]) + 2 for row in demands.values()):
        raise _refused(file, "the demands do not fit the capacities")
    if successors.keys() != demands.keys() or any(name not in demands for row in successors.values() for name in row):
        raise _refused(file, "the successors name other activities than the demands")
    return project_tasks(successors, demands, capacities[0])


def project_tasks(
    successors: dict[int, tuple[int, ...]], demands: dict[int, tuple[int, ...]], capacities: tuple[int, ...]
) -> Tasks:
    """Tasks of a project.

    Parameters
    ----------
    successors:
        Activity to those that may begin only when it is done.
    demands:
        Activity to its mode, its duration, and how much of each resource it takes.
    capacities:
        How much there is of each resource.
    """
    durations = {str(name): row[1] for name, row in demands.items()}
    constraints = [
        Constraint(
            f"{after} after {name}",
            {"ja": f"{after} は {name} の完了後", "en": f"{after} begins only when {name} is done"},
            differences=((str(name), str(after), durations[str(name)]),),
        )
        for name, row in successors.items()
        for after in row
    ]
    for number, capacity in enumerate(capacities):
        uses = tuple((str(name), row[2 + number]) for name, row in demands.items() if row[2 + number])
        text = {"ja": f"資源 {number + 1} は {capacity} まで", "en": f"resource {number + 1}: at most {capacity}"}
        constraints.append(Constraint(f"capacity of {number + 1}", text, uses=uses, capacity=capacity))
    return Tasks(durations, tuple(constraints), sum(durations.values()))


def _rows(file: Path, text: str, heading: str) -> list[tuple[int, ...]]:
    """The rows of numbers below a heading, to the next line of asterisks."""
    part = next((part for part in _RULE.split(text) if part.lstrip().startswith(heading)), None)
    if part is None:
        raise _refused(file, f"there is no part {heading!r}")
    lines = [line for line in part.strip().splitlines()[1:] if re.fullmatch(r"\s*\d[\d\s]*", line)]
    rows = [tuple(int(word) for word in line.split()) for line in lines]
    if not rows:
        raise _refused(file, f"the part {heading!r} has no numbers")
    if heading == "PRECEDENCE RELATIONS" and any(len(row) < 3 or len(row) != 3 + row[2] for row in rows):
        raise _refused(file, "an activity does not have as many successors as it says")
    return rows


def _refused(file: Path, problem: str, ja: str = "") -> InputRefused:
    return InputRefused(
        "roadmap.psplib",
        f"{file.name}: {problem}",
        ja=f"{file.name}: PSPLIB の書式として読めない（{ja or problem}）",
        hint="give a single-mode project of PSPLIB",
        hint_ja="PSPLIB の単一モードのファイルを指定する",
        failed=file,
    )
