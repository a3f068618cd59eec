"""Screening on names that no rule was tuned on: other lists, other programmes, and generated names in six writings.

Usage: ``python benchmarks/screening_held_out.py [--data DIR] [--seed 0] [--peer PYTHON] [--show]``

Listed rows: each alias is asked against the first name of its own entry and of 20 others of the same list and kind. An alias that the tuned
list has too is left out, so the two samples share no string. The entries of other programmes are those whose reference's SHA-256 begins
with 0, one in sixteen. Generated rows: family names by how common they are, given names of two characters that are used in names, listed
by the northern rules and asked in another writing by its documented table, against all others.
"""

from __future__ import annotations

import argparse
import hashlib
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from screening import Case, Row, data_folder, scores_here, scores_peer, told

from shiome.sanctions.screening import Entity, load_list
from shiome.sanctions.screening.scripts.han import named_syllables
from shiome.sanctions.screening.scripts.hangul import RENDERINGS, render
from shiome.sanctions.screening.scripts.text import fold

NEGATIVES = 20
GENERATED = 200
# Family names, each about as often as its share of the population in per cent.
FAMILY = (
    "김" * 22
    + "리" * 15
    + "박" * 8
    + "최" * 5
    + "정" * 4
    + "강조윤장림" * 2
    + "한오서신권황안송류홍전고문손양배백허남심노하곽성차주우"
)


def tuned_names(folder: Path) -> frozenset[str]:
    """Every name of the entries that the rules were tuned on."""
    listed = load_list(folder / "ofac_2021" / "sdn.csv").entities
    names = (
        name
        for entity in listed
        if "DPRK" in entity.programme
        for prop in ("name", "alias", "weakAlias")
        for name in entity.get(prop)
    )
    return frozenset(map(_plain, names))


def _plain(name: str) -> str:
    return "".join(sorted("".join(letter if letter.isalnum() else " " for letter in fold(name)).split()))


def alias_rows(label: str, entities: Iterable[Entity], seen: frozenset[str], seed: int) -> Iterator[Row]:
    """Aliases of a list against first names, persons and organisations apart."""
    drawn = random.Random(seed)
    kept = list(entities)
    for schema in ("Person", "Organization"):
        here = [entity for entity in kept if entity.schema == schema]
        names = sorted({entity.caption for entity in here})
        cases = []
        for entity in here:
            for alias in entity.get("alias"):
                if _plain(alias) not in seen and _plain(alias) != _plain(entity.caption) and fold(alias).isascii():
                    others = drawn.sample(names, min(NEGATIVES + 1, len(names)))
                    wrong = tuple(name for name in others if name != entity.caption)[:NEGATIVES]
                    cases.append(Case(schema, alias, entity.caption, wrong))
        if cases:
            yield Row(f"{label}, {schema}", cases)


def generated_rows(seed: int) -> Iterator[Row]:
    """Names by chance, listed by the northern rules and asked in each other writing."""
    drawn = random.Random(seed)
    given = named_syllables()
    names = sorted({drawn.choice(FAMILY) + drawn.choice(given) + drawn.choice(given) for _ in range(GENERATED)})
    listed = {name: _written(name, "north") for name in names}
    for writing in ("hangul", *(one for one in RENDERINGS if one != "north")):
        cases = []
        for name in names:
            asked = name if writing == "hangul" else _written(name, writing)
            others = tuple(latin for other, latin in listed.items() if other != name and latin != listed[name])
            cases.append(Case("Person", asked, listed[name], others))
        yield Row(f"generated names, {writing} to northern Latin", cases)


def _written(name: str, writing: str) -> str:
    family, given = (render(part, writing) for part in (name[0], name[1:]))  # type: ignore[arg-type]
    return f"{family}{'・' if writing == 'katakana' else ' '}{given}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default="")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--peer", default="")
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    folder = data_folder(given.data)
    seen = tuned_names(folder)
    whole = load_list(folder / "ofac_2021" / "sdn.csv").entities
    other = [
        entity
        for entity in whole
        if "DPRK" not in entity.programme and hashlib.sha256(entity.id.encode()).hexdigest()[0] == "0"
    ]
    rows = list(alias_rows("Treasury, other programmes", other, seen, given.seed))
    for file, label in (("un_*.xml", "United Nations, DPRK"), ("eu_*.csv", "European Union, DPRK")):
        for path in sorted(folder.glob(file)):
            entities = [one for one in load_list(path).entities if one.programme in ("DPRK", "EU-PRK")]
            rows += alias_rows(label, entities, seen, given.seed)
    rows += generated_rows(given.seed)
    for row in rows:
        told(row, scores_here(row), "shiome", show=given.show)
        if given.peer:
            told(row, scores_peer(row, given.peer), "nomenklatura", show=False)


if __name__ == "__main__":
    main()
