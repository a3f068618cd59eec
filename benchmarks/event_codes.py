"""How well and how fast English sentences with dependency parses are coded, beside the coders of the PETRARCH family.

Usage: ``python benchmarks/event_codes.py [--data DIR] [--records FILE …] [--repeat 5] [--show]``

triple      source, target and code all equal; precision, recall and F1.
code        the code alone; a code is found as often as it stands on both sides of a record.
right       records without any difference.
configured  with the options that the file itself sets; ``both`` keeps only events with both parties (the family's DYAD=1),
            ``all`` also events that lack one.
half        records of even and of odd place. Rules were written while looking at the even half.
speed       sentences per CPU second, parse given, dictionaries loaded (their lookups included).
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Sequence
from pathlib import Path

from shiome.reading.dependencies.coder import CoderOptions
from shiome.reading.dependencies.scores import Scores, coded_triples, dictionaries_for, score
from shiome.reading.dependencies.validation import GoldFile, GoldRecord, read_events, read_gold
from shiome.reading.dictionaries import CoderDictionaries

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"
PEER_TRIPLE, PEER_CODE, PEER_SPEED = 0.734, 0.851, 350.0
"""UniversalPetrarch on the unit records, events with both parties only; as measured in a survey of the field."""


def chosen(record: GoldRecord, variant: str) -> CoderOptions:
    if variant == "configured":
        return record.options
    return record.options._replace(require_dyad=variant == "both")


def line(name: str, found: Scores) -> str:
    triples, codes = found.triples, found.codes
    return (
        f"{name:<28} triple {triples.precision:.3f} {triples.recall:.3f} {triples.f1:.3f}"
        f"   code {codes.precision:.3f} {codes.recall:.3f} {codes.f1:.3f}   right {found.right}/{found.records}"
    )


def measure(records: Sequence[GoldRecord], dictionaries: CoderDictionaries, variant: str = "configured") -> Scores:
    return score((coded_triples(record, dictionaries, chosen(record, variant)), record.events) for record in records)


def speed(records: Sequence[GoldRecord], dictionaries: CoderDictionaries, repeat: int) -> float:
    started = time.process_time()
    for _ in range(repeat):
        for record in records:
            coded_triples(record, dictionaries)
    return len(records) * repeat / (time.process_time() - started)


def show(records: Sequence[GoldRecord], dictionaries: CoderDictionaries) -> None:
    for record in records:
        coded = coded_triples(record, dictionaries)
        missed, wrong = set(record.events) - set(coded), set(coded) - set(record.events)
        if missed or wrong:
            print(f"  {record.identifier}: missed {sorted(missed)}, wrong {sorted(wrong)}")


def report(path: Path, gold: GoldFile, data: Path, options: argparse.Namespace) -> None:
    dictionaries = dictionaries_for(gold, data / "coder" / "dictionaries")
    print(f"{path.name}: {len(gold.records)} records, {sum(len(record.events) for record in gold.records)} events")
    whole = measure(gold.records, dictionaries)
    print(line("configured", whole))
    print(line("both parties", measure(gold.records, dictionaries, "both")))
    print(line("all events", measure(gold.records, dictionaries, "all")))
    for half, name in enumerate(("even half", "odd half (held out)")):
        print(line(name, measure(gold.records[half::2], dictionaries)))
    for older in sorted((data / "coder").glob("*.xml")):
        events = read_events(older)
        if len(events) == len(gold.records):
            first = dictionaries_for(gold, data / "coder" / "dictionaries", generation=1)
            pairs = zip(gold.records, events, strict=True)
            print(line("first-generation verbs", score((coded_triples(r, first), g) for r, g in pairs)))
    rate = speed(gold.records, dictionaries, options.repeat)
    print(f"{'speed':<28} {rate:.0f} sentences per CPU second, ratio to the peer {rate / PEER_SPEED:.1f}")
    print(
        f"{'ratio to the peer':<28} triple {whole.triples.f1 / PEER_TRIPLE:.3f}, code {whole.codes.f1 / PEER_CODE:.3f}"
    )
    if options.show:
        show(gold.records, dictionaries)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("SHIOME_DATA", BESIDE)))
    parser.add_argument("--records", type=Path, nargs="*", help="files of records; all of DATA/coder/ud without this")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--show", action="store_true", help="print every record that differs")
    options = parser.parse_args()
    for path in options.records or sorted((options.data / "coder" / "ud").glob("*.xml")):
        report(path, read_gold(path), options.data, options)


if __name__ == "__main__":
    main()
