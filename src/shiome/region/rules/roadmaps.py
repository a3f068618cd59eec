"""What a roadmap and its steps owe one another; the same rules for a pack and for a file given by a user."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from shiome.region.schema.common import Entry
from shiome.region.schema.roadmap import Roadmap, RoadStep

if TYPE_CHECKING:
    from shiome.region.pack import Pack

Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: in the step of that name, or in the roadmap itself where it is empty."""

    step: str
    place: Place
    code: str
    en: str
    ja: str


def roadmap_rules(pack: Pack, entry: Entry) -> Iterator[tuple[Place, str, str]]:
    """Problems of a pack's roadmaps and steps as (place, message, code)."""
    if isinstance(entry, RoadStep):
        yield from ((p.place, p.en, p.code) for p in step_problems(entry))
        if not (entry.cite or entry.note):
            yield ("note",), "a step that no document speaks of says so in a note", "region.uncited"
    if isinstance(entry, Roadmap):
        known = {name: step for name, step in pack.subjects["road_steps"].items() if isinstance(step, RoadStep)}
        if all(name in known for name in entry.steps):
            for problem in roadmap_problems(entry, known):
                what = f"step {problem.step!r}: {problem.en}" if problem.step else problem.en
                yield (("steps",) if problem.step else problem.place), what, problem.code


def step_problems(step: RoadStep) -> Iterator[Problem]:
    """What is wrong with a step by itself."""
    yield from _band(step.id, ("cost",), step.cost)
    for number, worth in enumerate(step.values):
        yield from _band(step.id, ("values", number), worth)
        if worth.party == step.party:
            en, ja = (
                "what it is worth to its own party belongs into the cost",
                "実施する当事者にとっての価値は費用に含める",
            )
            yield Problem(step.id, ("values", number, "party"), "roadmap.party", en, ja)
    if bool(step.threat) != (step.reduces > 0):
        en, ja = "a threat and the share removed are given together", "脅威とその削減割合は対で与える"
        yield Problem(step.id, ("threat",), "roadmap.threat", en, ja)
    for field in ("after", "after_verified", "simultaneous_with", "excludes"):
        if step.id in getattr(step, field):
            yield Problem(step.id, (field,), "roadmap.cycle", "it names itself", "自分自身を指している")


def roadmap_problems(roadmap: Roadmap, known: Mapping[str, RoadStep]) -> Iterator[Problem]:
    """What is wrong between a roadmap and its steps; every step it lists must be ``known``."""
    steps = {name: known[name] for name in roadmap.steps}
    yield from _doubled(roadmap)
    yield from _valuations(roadmap)
    for step in steps.values():
        yield from _names(roadmap, steps, step)
        yield from _contradictions(steps, step)
    yield from _cycle(steps)
    yield from _end(roadmap, steps)


def _band(step: str, place: Place, worth: object) -> Iterator[Problem]:
    low, mode, high = (getattr(worth, part) for part in ("low", "mode", "high"))
    if not low <= mode <= high:
        en, ja = f"the band runs backwards: {low}, {mode}, {high}", f"幅の順序が逆: {low}, {mode}, {high}"
        yield Problem(step, place, "roadmap.band", en, ja)


def _doubled(roadmap: Roadmap) -> Iterator[Problem]:
    lists = {
        "parties": [party.actor for party in roadmap.parties],
        "tracks": [track.id for track in roadmap.tracks],
        "threats": [threat.id for threat in roadmap.threats],
        "resources": [resource.id for resource in roadmap.resources],
        "steps": list(roadmap.steps),
    }
    for field, names in lists.items():
        for number, name in enumerate(names):
            if name in names[:number]:
                yield Problem("", (field, number), "roadmap.doubled", f"{name!r} stands twice", f"{name!r} が重複")


def _valuations(roadmap: Roadmap) -> Iterator[Problem]:
    threats = {threat.id for threat in roadmap.threats}
    for number, party in enumerate(roadmap.parties):
        place: Place = ("parties", number)
        for field in ("surplus", "penalty", "discount"):
            yield from _band("", (*place, field), getattr(party, field))
        for other, worth in enumerate(party.threats):
            yield from _band("", (*place, "threats", other), worth)
            if worth.threat not in threats:
                yield _unknown("", (*place, "threats", other, "threat"), "threat", "脅威", worth.threat)
        if party.ally and not any(worth.mode > 0 for worth in party.threats):
            en, ja = "an ally has a threat that matters to it", "同盟国には重みのある脅威が要る"
            yield Problem("", (*place, "threats"), "roadmap.weights", en, ja)


def _unknown(step: str, place: Place, kind: str, kind_ja: str, name: str) -> Problem:
    return Problem(
        step,
        place,
        "roadmap.reference",
        f"the roadmap has no {kind} {name!r}",
        f"ロードマップに{kind_ja} {name!r} がない",
    )


def _names(roadmap: Roadmap, steps: Mapping[str, RoadStep], step: RoadStep) -> Iterator[Problem]:
    known: dict[str, Container[str]] = {
        "当事者": {party.actor for party in roadmap.parties},
        "資源": {resource.id for resource in roadmap.resources},
        "系統": {track.id for track in roadmap.tracks},
        "脅威": {"", *(threat.id for threat in roadmap.threats)},
        "段階": steps,
    }
    instead = step.if_fails.instead if step.if_fails else ()
    named: list[tuple[Place, str, str, str]] = [
        (("party",), "party", "当事者", step.party),
        (("track",), "track", "系統", step.track),
        (("threat",), "threat", "脅威", step.threat),
        *((("values", n, "party"), "party", "当事者", worth.party) for n, worth in enumerate(step.values)),
        *((("needs", n, "resource"), "resource", "資源", need.resource) for n, need in enumerate(step.needs)),
        *((("within", n, "step"), "step", "段階", near.step) for n, near in enumerate(step.within)),
        *((("if_fails", "instead", n), "step", "段階", name) for n, name in enumerate(instead)),
    ]
    for field in ("after", "after_verified", "simultaneous_with"):
        named += [((field, n), "step", "段階", name) for n, name in enumerate(getattr(step, field))]
    for place, kind, kind_ja, name in named:
        if name not in known[kind_ja]:
            yield _unknown(step.id, place, kind, kind_ja, name)
    for number, name in enumerate(instead):
        if name in steps and not steps[name].reserve:
            en, ja = f"{name!r} is not held in reserve", f"{name!r} は予備の段階ではない"
            yield Problem(step.id, ("if_fails", "instead", number), "roadmap.reserve", en, ja)


def _contradictions(steps: Mapping[str, RoadStep], step: RoadStep) -> Iterator[Problem]:
    for number, name in enumerate(step.excludes):
        if name in steps and name != step.id and not (step.reserve or steps[name].reserve):
            en, ja = f"it contradicts {name!r}, which is also a step of this roadmap", f"{name!r} と両立しない"
            yield Problem(step.id, ("excludes", number), "roadmap.contradiction", en, ja)
    if step.reserve:
        return
    for field in ("after", "after_verified", "simultaneous_with"):
        for number, name in enumerate(getattr(step, field)):
            if name in steps and steps[name].reserve:
                en, ja = f"it waits for {name!r}, which is held in reserve", f"予備の段階 {name!r} を前提とする"
                yield Problem(step.id, (field, number), "roadmap.reserve", en, ja)
            if field == "simultaneous_with" and name in (*step.after, *step.after_verified):
                en = f"it begins together with {name!r} and only after it"
                yield Problem(
                    step.id, (field, number), "roadmap.contradiction", en, f"{name!r} と同時であり、その後でもある"
                )


def _cycle(steps: Mapping[str, RoadStep]) -> Iterator[Problem]:
    graph = {name: [s for s in (*step.after, *step.after_verified) if s in steps] for name, step in steps.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        # graphlib names each step after the one it waits for; read the other way round it says who waits for whom.
        ring = list(reversed(error.args[1]))
        if len(set(ring)) > 1:
            first = min(ring)
            start = ring.index(first)
            ring = [*ring[start:-1], *ring[:start], first]
            shown = " → ".join(ring)
            yield Problem(
                first, ("after",), "roadmap.cycle", f"the steps wait in a circle: {shown}", f"前提が循環: {shown}"
            )


def _end(roadmap: Roadmap, steps: Mapping[str, RoadStep]) -> Iterator[Problem]:
    main = [step for step in steps.values() if not step.reserve]
    if not main:
        yield Problem("", ("steps",), "roadmap.empty", "no step is taken", "実施する段階がない")
    for number, name in enumerate(roadmap.end.steps):
        if name not in {step.id for step in main}:
            yield _unknown("", ("end", "steps", number), "step", "段階", name)
    tracks = {track.id for track in roadmap.tracks}
    for number, track in enumerate(roadmap.tracks):
        for other, name in enumerate(track.stops):
            if name not in tracks:
                yield _unknown("", ("tracks", number, "stops", other), "track", "系統", name)
    classes = [threat.id for threat in roadmap.threats]
    for name in classes:
        removed = sum(step.reduces for step in main if step.threat == name)
        if removed > 1 + 1e-9:
            en, ja = f"steps remove {removed:.3g} of {name!r}, more than there is", f"{name!r} の削減の合計が1を超える"
            yield Problem("", ("threats",), "roadmap.threat", en, ja)
    for name, most in roadmap.end.threats.items():
        if name not in classes:
            yield _unknown("", ("end", "threats", name), "threat", "脅威", name)
            continue
        left = 1 - sum(step.reduces for step in main if step.threat == name)
        if left > most + 1e-9:
            en = f"the end is not reached: {left:.3g} of {name!r} is left, at most {most:.3g} may be"
            ja = f"終点に達しない。{name!r} が {left:.3g} 残る（上限 {most:.3g}）"
            yield Problem("", ("end", "threats", name), "roadmap.end", en, ja)


__all__ = ["Problem", "roadmap_problems", "roadmap_rules", "step_problems"]
