"""Screening beside its peer: names across scripts, aliases of the lists, false hits, and name pairs per CPU second.

Usage: ``python benchmarks/screening.py [--data DIR] [--queries 2000] [--threshold 0.7] [--peer PYTHON] [--show]``

Cases are printed whole and by even and odd places, to show that the rules do not hang on single names. Both halves were open while the
rules were written, so neither is a held-out set; ``screening_held_out.py`` has those. Negatives are drawn from the same programme and
kind, 20 for each alias; the rows *all* ask each alias of every entry. ``--peer`` is the Python of an environment with nomenklatura: its
logic-v2 then answers the same pairs.

even, odd   right of the cases in even and odd places
false       false pairs of all negative pairs
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import subprocess
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from shiome.sanctions.screening import THRESHOLD, Entity, ListSnapshot, Query, Screen, load_list

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "tests" / "sanctions" / "screening" / "scripts_sample.yaml"
PEER = """
import json, sys, time
from followthemoney import model
from nomenklatura.matching import get_algorithm
try:
    from nomenklatura.matching.types import ScoringConfig
    config = ScoringConfig.defaults()
except ImportError:
    config = None
matcher = get_algorithm("logic-v2")
def entity(schema, name, key):
    found = model.make_entity(schema); found.id = key; found.add("name", name); return found
pairs = json.load(sys.stdin)
left = {(s, a): entity(s, a, "q" + a) for s, a, b in pairs}
right = {(s, b): entity(s, b, "c" + b) for s, a, b in pairs}
start = time.process_time()
extra = [config] if config else []
found = [matcher.compare(left[s, a], right[s, b], *extra).score for s, a, b in pairs]
json.dump({"scores": found, "seconds": time.process_time() - start}, sys.stdout)
"""


@dataclass
class Case:
    """A query, the name it should find, and the names that it should not."""

    schema: str
    query: str
    wanted: str
    others: tuple[str, ...]
    target: Entity | None = None


@dataclass
class Row:
    name: str
    cases: list[Case]
    entities: Sequence[Entity] = ()


def screen_of(schema: str, names: Iterable[str]) -> Screen:
    listed = tuple(Entity(name, schema, {"name": (name,)}) for name in dict.fromkeys(names))
    return Screen([ListSnapshot("bench", "-", "2026-01-01", "0" * 64, listed)])


def data_folder(given: str) -> Path:
    return Path(given or os.environ.get("SHIOME_DATA", ROOT.parent / "shared" / "data")) / "lists"


def scripts_rows() -> list[Row]:
    given = yaml.safe_load(SAMPLE.read_text(encoding="utf-8"))
    rows = []
    latin = [row[0] for row in given["persons"]]
    for place, script in enumerate(("Hangul", "Han", "Cyrillic", "kana"), start=1):
        cases = [Case("Person", row[place], row[0], tuple(x for x in latin if x != row[0])) for row in given["persons"]]
        rows.append(Row(f"persons, {script} to Latin", cases))
    names = [row[0] for row in given["organisations"]]
    cases = [
        Case("Organization", row[1], row[0], tuple(x for x in names if x != row[0])) for row in given["organisations"]
    ]
    rows.append(Row("organisations, Japanese to Latin", cases))
    return rows


def japan_rows(folder: Path) -> list[Row]:
    rows = []
    for file in sorted(folder.glob("jp_*.csv")):
        given = list(csv.DictReader(file.open(encoding="utf-8")))
        for schema in sorted({row["schema"] for row in given}):
            here = [row for row in given if row["schema"] == schema]
            names = [row["latin"] for row in here]
            cases = [
                Case(schema, row["ja"], row["latin"], tuple(x for x in names if x != row["latin"])) for row in here
            ]
            rows.append(Row(f"{file.stem}: katakana to Latin, {schema}", cases))
    return rows


def alias_rows(folder: Path, programme: str, seed: int | None) -> list[Row]:
    """Aliases against first names: 20 others by chance, or all others where no seed is given."""
    listed = load_list(folder / "ofac_2021" / "sdn.csv", companions=False).entities
    known = {entity.id: entity for entity in listed if programme in entity.programme}
    drawn = random.Random(seed or 0)
    cases: dict[str, list[Case]] = {"Person": [], "Organization": []}
    with (folder / "ofac_2021" / "alt.csv").open(encoding="cp1252") as stream:
        for row in csv.reader(line for line in stream if "\x1a" not in line):
            entity = known.get(row[0])
            if entity is not None and entity.schema in cases and row[2] == "aka":
                others = [
                    one.caption
                    for one in known.values()
                    if one.schema == entity.schema and one.caption != entity.caption
                ]
                negative = others if seed is None else drawn.sample(others, 20)
                cases[entity.schema].append(Case(entity.schema, row[3], entity.caption, tuple(negative)))
    which = "all" if seed is None else f"seed {seed}"
    return [Row(f"Treasury aliases, {schema}, {which}", found) for schema, found in cases.items()]


def left_out_rows(folder: Path, programme: str, seed: int) -> list[Row]:
    """The same aliases, each asked of its entity with every other name that the list has for it."""
    listed = load_list(folder / "ofac_2021" / "sdn.csv").entities
    known = [entity for entity in listed if programme in entity.programme]
    drawn = random.Random(seed)
    rows = []
    for schema in ("Person", "Organization"):
        here = [entity for entity in known if entity.schema == schema]
        cases = []
        for entity in here:
            others = [one for one in here if one.id != entity.id]
            for alias in entity.get("alias"):
                kept = {
                    name: tuple(one for one in values if name == "name" or one != alias)
                    for name, values in entity.properties.items()
                }
                target = Entity(entity.id, entity.schema, kept)
                cases.append(Case(schema, alias, entity.id, tuple(one.id for one in drawn.sample(others, 20)), target))
        rows.append(Row(f"Treasury aliases left out in turn, {schema}", cases, here))
    return rows


def scores_left_out(row: Row) -> list[tuple[float, list[float]]]:
    ready = Screen([ListSnapshot("bench", "-", "2026-01-01", "0" * 64, tuple(row.entities))])
    place = {entity.id: at for at, entity in enumerate(row.entities)}
    table = ready.pair_scores([Query(name=case.query, schema=case.schema) for case in row.cases])
    targets = tuple(
        Entity(f"{at}", case.schema, case.target.properties)
        for at, case in enumerate(row.cases)
        if case.target is not None
    )
    alone = Screen([ListSnapshot("bench", "-", "2026-01-01", "0" * 64, targets)])
    own = alone.pair_scores([Query(name=case.query, schema=case.schema) for case in row.cases])
    return [(own[at, at], [table[at, place[one]] for one in case.others]) for at, case in enumerate(row.cases)]


def scores_here(row: Row) -> list[tuple[float, list[float]]]:
    ready = screen_of(row.cases[0].schema, [name for case in row.cases for name in (case.wanted, *case.others)])
    place = {entity.id: at for at, entity in enumerate(ready.snapshots[0].entities)}
    table = ready.pair_scores([Query(name=case.query, schema=case.schema) for case in row.cases])
    return [
        (table[at, place[case.wanted]], [table[at, place[other]] for other in case.others])
        for at, case in enumerate(row.cases)
    ]


def scores_peer(row: Row, python: str) -> list[tuple[float, list[float]]]:
    pairs = [(case.schema, case.query, name) for case in row.cases for name in (case.wanted, *case.others)]
    done = subprocess.run([python, "-c", PEER], input=json.dumps(pairs), capture_output=True, text=True, check=True)
    found = iter(json.loads(done.stdout)["scores"])
    return [(next(found), [next(found) for _ in case.others]) for case in row.cases]


def told(
    row: Row, scores: Sequence[tuple[float, list[float]]], who: str, *, show: bool, threshold: float = THRESHOLD
) -> None:
    hits = [score >= threshold for score, _ in scores]
    false = sum(score >= threshold for _, others in scores for score in others)
    pairs = sum(len(others) for _, others in scores)
    even, odd = hits[::2], hits[1::2]
    print(
        f"{row.name:49} {who:12} {sum(hits):4} of {len(hits):4}   even {sum(even)}/{len(even)}  odd {sum(odd)}/{len(odd)}"
        f"   false {false} of {pairs} ({100 * false / max(pairs, 1):.2f} %)"
    )
    if show:
        for case, (score, others) in zip(row.cases, scores, strict=True):
            if score < threshold:
                print(f"    missed {score:.3f}  {case.query}  |  {case.wanted}")
            for name, other in zip(case.others, others, strict=True):
                if other >= threshold:
                    print(f"    false  {other:.3f}  {case.query}  |  {name}")


def speed(folder: Path, queries: int) -> None:
    listed = load_list(folder / "ofac_2021" / "sdn.csv")
    start = time.process_time()
    ready = Screen([listed])
    print(f"preparing {len(listed.entities)} entities: {time.process_time() - start:.1f} CPU s")
    drawn = random.Random(1)
    names = [
        Query(name=drawn.choice(entity.get("alias") or entity.get("name")), schema=entity.schema)
        for entity in listed.entities
    ]
    drawn.shuffle(names)
    ready.pair_scores(names[:3])
    start = time.process_time()
    ready.pair_scores(names[:40])
    spent = time.process_time() - start
    print(f"name pairs per CPU second, warm, without index: {40 * len(listed.entities) / spent:,.0f}")
    list(ready.screen_many(names[:50]))
    start = time.process_time()
    hits = sum(bool(found) for _, found in ready.screen_many(names[:queries]))
    spent = time.process_time() - start
    rate = queries / spent
    print(
        f"queries through the index: {rate:,.0f} per CPU second; 100,000 take {1e5 / rate / 60:.1f} min; {hits} of {queries} answered"
    )
    print(f"  that is {rate * len(listed.entities):,.0f} name pairs decided per CPU second")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default="")
    parser.add_argument("--programme", default="DPRK")
    parser.add_argument("--queries", type=int, default=2000)
    parser.add_argument("--seeds", type=int, nargs="*", default=[0, 1, 2, 3, 4])
    parser.add_argument("--peer", default="")
    parser.add_argument("--threshold", type=float, default=THRESHOLD)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--no-speed", action="store_true")
    given = parser.parse_args()
    folder = data_folder(given.data)
    rows = [*japan_rows(folder), *scripts_rows()]
    for seed in (*given.seeds, None):
        rows += alias_rows(folder, given.programme, seed)
    rows += left_out_rows(folder, given.programme, given.seeds[0])
    for row in rows:
        scores = scores_left_out(row) if row.entities else scores_here(row)
        told(row, scores, "shiome", show=given.show, threshold=given.threshold)
        if given.peer and not row.entities:
            told(row, scores_peer(row, given.peer), "nomenklatura", show=False, threshold=given.threshold)
    if not given.no_speed:
        speed(folder, given.queries)


if __name__ == "__main__":
    main()
