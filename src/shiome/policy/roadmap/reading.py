"""Roadmaps from YAML files and from packs, refused with the place where they do not hold together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import msgspec

from shiome.errors import InputRefused, RegionRefused
from shiome.policy.roadmap.model import Road
from shiome.region.fields import Place, spell
from shiome.region.pack import Pack
from shiome.region.rules.roadmaps import Problem, roadmap_problems, step_problems
from shiome.region.schema.actors import Actor
from shiome.region.schema.common import Texts
from shiome.region.schema.roadmap import Roadmap, RoadStep
from shiome.region.yaml_source import Located, read_yaml

_PLACE = re.compile(r"\.?([A-Za-z_]\w*)|\[(\d+)\]")


class RoadmapFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A roadmap in one file: the roadmap, its steps, and what its parties are called."""

    roadmap: Roadmap
    steps: Annotated[tuple[RoadStep, ...], msgspec.Meta(min_length=1)]
    names: dict[str, Texts] = {}
    """Party to its name by language; without one it is called by its identifier."""


def read_roadmap(file: Path, *, names: Mapping[str, Mapping[str, str]] | None = None) -> Road:
    """Read a roadmap from a YAML file with the keys ``roadmap``, ``steps`` and, if wanted, ``names``.

    Parameters
    ----------
    names:
        What parties are called where the file does not say, such as those of a pack's actors.

    Raises
    ------
    InputRefused
        With file, line and field: an unknown key, a value of the wrong type, an unknown or doubled name, steps that wait in a circle
        or contradict one another, an end that the steps do not reach.
    """
    try:
        located = read_yaml(file)
    except RegionRefused as error:
        raise InputRefused(
            "roadmap.yaml", error.message, ja=error.ja, hint="mend the file", hint_ja="ファイルを直す", failed=file
        ) from error
    try:
        given = msgspec.convert(located.value, RoadmapFile, strict=False)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at ")
        place = tuple(int(m[2]) if m[2] else m[1] for m in _PLACE.finditer(path.strip("`").removeprefix("$")))
        raise _refused(located, place, Problem("", (), "roadmap.type", message, f"型が合わない: {message}")) from error
    numbers: dict[str, int] = {}
    for number, step in enumerate(given.steps):
        if step.id in numbers:
            doubled = Problem(step.id, (), "roadmap.doubled", f"{step.id!r} stands twice", f"{step.id!r} が重複")
            raise _refused(located, ("steps", number, "id"), doubled)
        numbers[step.id] = number
    for number, name in enumerate(given.roadmap.steps):
        if name not in numbers:
            missing = Problem("", (), "roadmap.reference", f"there is no step {name!r}", f"段階 {name!r} がない")
            raise _refused(located, ("roadmap", "steps", number), missing)
    for problem in _problems(given):
        raise _refused(located, _within_file(problem, numbers), problem)
    by_name = {step.id: step for step in given.steps}
    return Road(given.roadmap, tuple(by_name[name] for name in given.roadmap.steps), {**(names or {}), **given.names})


def roadmap_of(pack: Pack, identifier: str) -> Road:
    """A roadmap of a pack.

    Raises
    ------
    NotKnown
        The pack has none of that name.
    InputRefused
        It does not hold together.
    """
    roadmap = pack.entry("roadmaps", identifier)
    assert isinstance(roadmap, Roadmap)  # noqa: S101 - the subject's type
    known = pack.entries("road_steps", RoadStep)
    missing = [
        Problem("", ("steps", number), "roadmap.reference", f"there is no step {name!r}", f"段階 {name!r} がない")
        for number, name in enumerate(roadmap.steps)
        if name not in known
    ]
    steps = tuple(known[name] for name in roadmap.steps if name in known)
    for problem in missing or _problems(RoadmapFile(roadmap=roadmap, steps=steps)):
        raise InputRefused(
            problem.code,
            f"roadmap {identifier}, {problem.step} {spell(problem.place)}: {problem.en}",
            ja=f"ロードマップ {identifier} {problem.step} {spell(problem.place)}: {problem.ja}",
            hint="mend the pack and run 'shiome region check'",
            hint_ja="パックを直し「shiome region check」を実行する",
            failed=identifier,
        )
    actors = pack.entries("actors", Actor)
    return Road(roadmap, steps, {p.actor: actors[p.actor].name if p.actor in actors else {} for p in roadmap.parties})


def _problems(given: RoadmapFile) -> list[Problem]:
    found = [problem for step in given.steps for problem in step_problems(step)]
    return found or list(roadmap_problems(given.roadmap, {step.id: step for step in given.steps}))


def _within_file(problem: Problem, numbers: Mapping[str, int]) -> Place:
    return ("steps", numbers[problem.step], *problem.place) if problem.step else ("roadmap", *problem.place)


def _refused(located: Located, place: Place, problem: Problem) -> InputRefused:
    where, what = f"{located.file.name}, line {located.line(place)}", spell(place)
    return InputRefused(
        problem.code,
        f"{where}: {what}: {problem.en}" if what else f"{where}: {problem.en}",
        ja=f"{located.file.name} の {located.line(place)} 行目、{what}: {problem.ja}",
        hint="mend the file",
        hint_ja="ファイルを直す",
        failed=(located.file, place),
    )
