"""The named systems of a region, and whether what serves each one answers.

No status is kept anywhere: every row is asked anew.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from shiome.errors import ShiomeError
from shiome.region.schema.meta import Query, System
from shiome.vocabulary.languages import in_language

if TYPE_CHECKING:
    from shiome.workspace.workspace import Workspace


Runner = Callable[[Sequence[str]], str | None]
"""Runs a ``shiome`` command and returns its JSON output, or ``None`` where there is no such command."""
USAGE = 2


def list_systems(workspace: Workspace, ids: Sequence[str] = (), *, language: str = "en") -> dict[str, Any]:
    """Every system (or those named) with what serves it."""
    rows = [_row(system, language) for system in _systems(workspace, ids)]
    return {"total": len(rows), "rows": rows}


def check_systems(
    workspace: Workspace, ids: Sequence[str] = (), *, language: str = "en", run: Runner | None = None
) -> dict[str, Any]:
    """Run what serves each system; a system works when all of its queries answer with at least what they must."""
    rows = []
    runner, answered = run or run_in_process, dict[tuple[str, ...], str | None]()

    def once(arguments: Sequence[str]) -> str | None:
        """A command that serves several systems is run for the first of them."""
        key = tuple(arguments)
        if key not in answered:
            answered[key] = runner(arguments)
        return answered[key]

    for system in _systems(workspace, ids):
        answers = [_ask(workspace, query, once) for query in system.queries]
        rows.append(
            _row(system, language)
            | {"works": all(works for works, _ in answers), "result": "; ".join(result for _, result in answers)}
        )
    return {"total": len(rows), "works": sum(row["works"] for row in rows), "rows": rows}


def _systems(workspace: Workspace, ids: Sequence[str]) -> list[System]:
    for identifier in ids:
        workspace.pack.entry("systems", identifier)
    systems = workspace.pack.entries("systems", System)
    return [system for system in systems.values() if not ids or system.id in ids]


def _row(system: System, language: str) -> dict[str, Any]:
    return {
        "id": system.id,
        "name": in_language(system.name, language),
        "about": in_language(system.about, language),
        "wanted": in_language(system.wanted, language),
        "served_by": [_command(query) for query in system.queries],
    }


def _command(query: Query) -> str:
    """The command with which a person gets what the query gets."""
    parts: list[str]
    if query.registry:
        parts = ["region", "show", query.registry, *query.ids]
    elif query.records:
        parts = ["records", query.records, *query.ids, *(f"--actor {actor}" for actor in query.actors)]
    else:
        parts = list(query.command)
    if query.topic:
        parts.append(f"--topic {query.topic}")
    return " ".join(["shiome", *parts])


def _ask(workspace: Workspace, query: Query, run: Runner) -> tuple[bool, str]:
    try:
        if query.command:
            return _run(workspace, query, run)
        if query.registry:
            found = len(workspace.registry(query.registry, ids=query.ids, topic=query.topic))
            noun = query.registry
        else:
            found = workspace.store.count(
                query.records, ids=query.ids or None, topic=query.topic or None, actors=query.actors
            )
            noun = f"{query.records} records"
    except ShiomeError as error:
        return False, error.message
    return found >= query.at_least, f"{found} {noun}"


def _run(workspace: Workspace, query: Query, run: Runner) -> tuple[bool, str]:
    """Run a command of the interface; what there is no command for, the system still waits for."""
    words = " ".join(["shiome", *query.command])
    output = run([*query.command, "--workspace", str(workspace.folder), "--json"])
    if output is None:
        return False, f"waits for '{words}'"
    answer = msgspec.json.decode(output)
    found = len(answer) if isinstance(answer, list | dict) else 1
    return found >= query.at_least, f"{found} from '{words}'"


def run_in_process(arguments: Sequence[str]) -> str | None:
    """Run ``shiome`` with ``arguments`` in a process of its own: its output, or ``None`` where it has no such command."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and program; the arguments come from the pack as a list
        [sys.executable, "-m", "shiome", *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode == USAGE:
        return None
    if done.returncode != 0:
        raise ShiomeError("systems.command", done.stderr.strip() or f"'shiome {' '.join(arguments)}' failed")
    return done.stdout
