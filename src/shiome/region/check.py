"""Check a pack as a whole: what only shows when entries are held against one another.

Run as ``shiome region check [FOLDER]``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from shiome.errors import RegionRefused, ShiomeError
from shiome.region.citations import parse_citation
from shiome.region.driver_terms import term_problems
from shiome.region.fields import Place, walk
from shiome.region.pack import Pack, problem_at, read_pack
from shiome.region.rules.cases import case_rules
from shiome.region.rules.consultations import consultation_rules
from shiome.region.rules.contingencies import contingency_rules
from shiome.region.rules.inputs import input_rules
from shiome.region.rules.mixes import policy_rules
from shiome.region.rules.monitoring import monitoring_rules
from shiome.region.rules.positions import position_rules
from shiome.region.rules.promises import promise_rules
from shiome.region.rules.proposals import proposal_rules
from shiome.region.rules.roadmaps import roadmap_rules
from shiome.region.schema import SUBJECTS
from shiome.region.schema.common import Entry
from shiome.region.schema.futures import Driver, DriverAt, DriverTerms, Effect, QuestionEntry, Timing
from shiome.region.schema.knowledge import JudgementEntry
from shiome.region.schema.meta import Bands, System
from shiome.region.schema.programme import Regime
from shiome.region.schema.yardsticks import Yardstick
from shiome.vocabulary.edtf import is_edtf
from shiome.vocabulary.languages import Language

UNCITED = frozenset(
    {
        "documents",
        "bands",
        "levels",
        "actors",
        "terms",
        "calendar",
        "cases",
        "repairs",
        "effects",
        "driver_terms",
        "timings",
        "questions",
        "linkages",
        "watch_rules",
        "warning_rules",
        "legal_bases",
        "violations",
        "duties",
        "measures",
        "verifications",
        "outcomes",
        "road_steps",
        "administrations",
        "commitment_rules",
        "addressees",
    }
)
"""Subjects whose entries may rest on general knowledge, or on the claim they name; all others must cite."""


def check_pack(folder: Path) -> tuple[Pack | None, list[RegionRefused]]:
    """The pack in ``folder``, with everything that is wrong in it, in the order of the files."""
    pack, problems = read_pack(folder)
    if pack is not None:
        problems = [*problems, *_region_problems(pack)]
        for subject, entry in pack:
            place = pack.places[subject, entry.id]
            problems += [
                problem_at(place, where, what, code=code) for where, what, code in _problems(pack, subject, entry)
            ]
    return pack, problems


def _region_problems(pack: Pack) -> Iterator[RegionRefused]:
    for actor in (*pack.region.principals, *pack.region.concern):
        if actor not in pack.subjects["actors"]:
            yield RegionRefused("region.reference", f"region.yaml: actors has no entry {actor!r}", failed=actor)


Problem = tuple[Place, str, str]


def _problems(pack: Pack, subject: str, entry: Entry) -> Iterator[Problem]:
    for place, value, mark in walk(entry):
        if "reference" in mark:
            yield from _reference(pack, place, value, mark["reference"])
        elif mark.get("format") == "edtf":
            if value and not is_edtf(value):
                yield place, f"{value!r} is not an EDTF date", "region.date"
        elif mark.get("format") == "citation":
            yield from _citation(pack, place, value)
        elif mark.get("format") == "texts":
            yield from _texts(place, value)
    if subject not in UNCITED and not cited(entry):
        yield ("cite",), "nothing is cited", "region.uncited"
    yield from _rules(pack, entry)
    yield from case_rules(pack, entry)
    yield from contingency_rules(pack, entry)
    yield from policy_rules(pack, entry)
    yield from proposal_rules(pack, entry)
    yield from position_rules(pack, entry)
    yield from roadmap_rules(pack, entry)
    yield from monitoring_rules(pack, entry)
    yield from promise_rules(pack, entry)
    yield from input_rules(pack, entry)
    yield from consultation_rules(pack, entry)


def cited(entry: Entry) -> tuple[str, ...]:
    """Every citation in an entry, its parts included."""
    return tuple(value for _, value, mark in walk(entry) if mark.get("format") == "citation")


def _reference(pack: Pack, place: Place, value: str, subjects: tuple[str, ...]) -> Iterator[Problem]:
    if value and not any(value in pack.subjects[subject] for subject in subjects):
        yield place, f"{' or '.join(subjects)} has no entry {value!r}", "region.reference"


def _citation(pack: Pack, place: Place, value: str) -> Iterator[Problem]:
    try:
        citation = parse_citation(value)
    except ShiomeError as error:
        yield place, error.message, error.code
        return
    document = pack.documents.get(citation.document)
    if document is None:
        yield place, f"documents has no entry {citation.document!r}", "region.reference"
    elif citation.last_line > document.lines:
        yield place, f"{value}: document {document.id} has {document.lines} lines", "region.citation"


def _texts(place: Place, value: dict[str, str]) -> Iterator[Problem]:
    for language in value:
        if language not in get_args(Language):
            # 「{en: one, two}」: an unquoted comma ends the text, and what follows becomes a key.
            yield place, f"{language!r} is no language; put a text with a comma between quotation marks", "region.text"
    missing = [language for language in ("ja", "en") if value and not value.get(language, "").strip()]
    if missing:
        yield place, f"no text in {' and '.join(missing)}", "region.text"


def _rules(pack: Pack, entry: Entry) -> Iterator[Problem]:
    if isinstance(entry, Bands | JudgementEntry) and entry.low > entry.high:
        yield ("low",), f"the band runs backwards: {entry.low} > {entry.high}", "region.band"
    if isinstance(entry, Bands) and entry.impact_low > entry.impact_high:
        yield ("impact_low",), f"the impact runs backwards: {entry.impact_low} > {entry.impact_high}", "region.band"
    if isinstance(entry, Bands) and entry.impact_high == 0 and pack.subjects.get("effects"):
        yield ("impact_high",), "the pack has effects, and claims held so would count for nothing", "region.band"
    if isinstance(entry, Regime):
        if abs(sum(entry.weights.values()) - 1) > 0.005:
            yield ("weights",), f"the weights sum to {sum(entry.weights.values()):.3f}, not to 1", "region.weights"
        for tool in entry.weights:
            yield from _reference(pack, ("weights", tool), tool, ("tools",))
    if isinstance(entry, System):
        yield from _queries(pack, entry)
    if isinstance(entry, Yardstick):
        yield from _yardstick(entry)
    yield from _futures_rules(pack, entry)


def _futures_rules(pack: Pack, entry: Entry) -> Iterator[Problem]:
    if isinstance(entry, Driver):
        yield from _driver(entry)
    if isinstance(entry, DriverTerms):
        yield from term_problems(pack, entry)
    if isinstance(entry, Timing):
        yield from _timing(pack, entry)
    if isinstance(entry, QuestionEntry):
        yield from _question(entry)
    if isinstance(entry, Effect):
        yield from _driver_at(pack, ("cause",), entry.cause)
        yield from _driver_at(pack, ("effect",), entry.effect)
        if entry.cause.driver == entry.effect.driver:
            yield (
                ("effect", "driver"),
                "a driver has no effect on itself; its inertia says how it stays",
                "region.reference",
            )


def _queries(pack: Pack, entry: System) -> Iterator[Problem]:
    if not entry.queries:
        yield ("queries",), "no query serves it", "region.query"
    for number, query in enumerate(entry.queries):
        place: Place = ("queries", number)
        chosen: list[Any] = [part for part in (query.registry, query.records, query.command) if part]
        if len(chosen) != 1:
            yield place, "name one of registry, records, command", "region.query"
        if query.registry and query.registry not in SUBJECTS:
            yield (*place, "registry"), f"there is no subject {query.registry!r}", "region.query"
        elif query.registry:
            for identifier in query.ids:
                yield from _reference(pack, (*place, "ids"), identifier, (query.registry,))


def _yardstick(entry: Yardstick) -> Iterator[Problem]:
    ids = [component.id for component in entry.components]
    if sum(component.weight for component in entry.components) <= 0:
        yield ("components",), "the weights sum to nothing", "region.weights"
    for number, component in enumerate(entry.components):
        if component.id in ids[:number]:
            yield ("components", number, "id"), f"{component.id!r} stands already in it", "region.duplicate"
        if component.low == component.high:
            yield ("components", number, "high"), "low and high are the same", "region.band"
    for number, variant in enumerate(entry.variants):
        for name in variant.weights:
            if name not in ids:
                yield ("variants", number, "weights"), f"it has no component {name!r}", "region.reference"
        if sum({**{c.id: c.weight for c in entry.components}, **variant.weights}.values()) <= 0:
            yield ("variants", number, "weights"), "the weights sum to nothing", "region.weights"


def _driver(entry: Driver) -> Iterator[Problem]:
    ids = [state.id for state in entry.states]
    if len(ids) < 2:
        yield ("states",), "a driver has two states or more", "region.states"
    if len(set(ids)) < len(ids):
        yield ("states",), "two states have one id", "region.duplicate"
    for number, stage in enumerate(entry.observed):
        if stage.state not in ids:
            yield ("observed", number, "state"), f"it has no state {stage.state!r}", "region.reference"
    if entry.kind == "tool" and not entry.controlled_by:
        yield ("controlled_by",), "a tool is controlled by somebody", "region.reference"


def _timing(pack: Pack, entry: Timing) -> Iterator[Problem]:
    yield from _driver_at(pack, ("effect",), entry.effect)
    if bool(entry.calendar) == bool(entry.after):
        yield ("calendar",), "name a calendar entry or the timing that it follows, one of the two", "region.timing"
    seen, current = {entry.id}, pack.subjects["timings"].get(entry.after)
    while isinstance(current, Timing) and current.id not in seen:
        seen.add(current.id)
        current = pack.subjects["timings"].get(current.after)
    if current is not None:
        yield ("after",), f"the calendar runs in a circle: {entry.id} comes back to {current.id}", "region.timing"


def _question(entry: QuestionEntry) -> Iterator[Problem]:
    if bool(entry.formula) == bool(entry.unmapped):
        yield ("formula",), "give a formula, or say under unmapped why there is none", "region.question"
    if entry.fit == "close" and not entry.note:
        yield ("note",), "a formula that is only close says what it leaves out", "region.question"
    if entry.came and not entry.condition:
        yield ("came",), "there is no condition that could have come about", "region.question"


def _driver_at(pack: Pack, place: Place, at: DriverAt) -> Iterator[Problem]:
    driver = pack.subjects["drivers"].get(at.driver)
    if isinstance(driver, Driver) and at.state not in [state.id for state in driver.states]:
        yield (*place, "state"), f"driver {at.driver!r} has no state {at.state!r}", "region.reference"


def main() -> None:  # pragma: no cover - a stand-in for the command while a pack is written
    """Print every problem of the folder given as the first argument."""
    import sys

    _, problems = check_pack(Path(sys.argv[1]))
    sys.stdout.writelines(f"{problem}\n" for problem in problems)
    sys.stdout.write(f"{len(problems)} problems\n")


if __name__ == "__main__":
    main()
