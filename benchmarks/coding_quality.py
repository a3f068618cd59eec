"""How well the rule coder reads: its events and judgements against a hand-made inventory of documents.

Usage: ``python benchmarks/coding_quality.py [--sources DIR] [--documents 000 003 004] [--gold inventory|pack] [--show]``

The inventory has rows for three documents. ``--gold pack`` measures events against the region pack's own instead, which cover all
four: the only gold for a document on which nobody tuned.

Figures, per document and together:

events      precision, recall and F1. A proposed event matches an inventory row when their lines overlap (give or take one
            line), the PLOVER type is the same and their states overlap by at least half (Jaccard, doers and recipients
            together). ``strict`` asks for the same states as doers. One row is matched once. Hypothetical and negated
            proposals are not counted as proposed, nor are rows that only describe the document itself.
dates       share of matched events whose date is the row's, or, where the row's date is an interval that the inventory
            inferred, one that overlaps with it.
hedges      share of explicit forecasts on whose lines a judgement was proposed, and share of those whose nearest judgement
            is within one step.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from shiome.reading.coding.coder import RuleCoder
from shiome.reading.text.document import TextDocument, read_text
from shiome.records.model import Event, Judgement
from shiome.region.citations import parse_citation
from shiome.region.pack import Pack, load_pack, locate
from shiome.region.schema.knowledge import EventEntry
from shiome.region.schema.meta import Bands
from shiome.vocabulary.edtf import overlap, parse_edtf

Lines = tuple[int, int]
_EXPLICIT = ("explicit", "relative", "day explicit", "month supplied", "derived")
_SLACK = 1


@dataclass
class Score:
    """Counts of one document, or of all."""

    rows: int = 0
    proposed: int = 0
    matched: int = 0
    strict: int = 0
    untyped: int = 0
    """Matched by states alone, whatever the type."""
    dates: int = 0
    forecasts: int = 0
    forecasts_found: int = 0
    grades: int = 0
    judgements: int = 0
    missed: list[str] = field(default_factory=list)
    spurious: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Add the counts of another document."""
        for name, value in vars(other).items():
            if isinstance(value, int):
                setattr(self, name, getattr(self, name) + value)

    def line(self, name: str) -> str:
        """One row of the report."""
        precision, recall = _share(self.matched, self.proposed), _share(self.matched, self.rows)
        return (
            f"{name:6} events P {precision:.2f} R {recall:.2f} F1 {_f1(precision, recall):.2f}"
            f" (strict F1 {_f1(_share(self.strict, self.proposed), _share(self.strict, self.rows)):.2f},"
            f" any type F1 {_f1(_share(self.untyped, self.proposed), _share(self.untyped, self.rows)):.2f};"
            f" {self.matched}/{self.proposed} proposed, {self.rows} rows)"
            f" dates {_share(self.dates, self.matched):.2f}"
            f" hedges recall {_share(self.forecasts_found, self.forecasts):.2f}"
            f" grade±1 {_share(self.grades, self.forecasts_found):.2f} ({self.judgements} proposed)"
        )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def read_rows(file: Path, seed: str) -> list[dict[str, object]]:
    """The rows of an inventory file that tell of one document."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [row for row in rows if row["seed"] == seed]


def pack_rows(pack: Pack, seed: str) -> list[dict[str, object]]:
    """The pack's events told by one document, in the shape of the inventory's rows."""
    rows: list[dict[str, object]] = []
    for entry in pack.entries("events", EventEntry).values():
        cited = [parse_citation(cite) for cite in entry.cite]
        lines = [f"{cite.line}-{cite.last_line}" for cite in cited if cite.document == seed]
        if not lines:
            continue
        when = entry.when_by.get(seed, entry.when)
        rows.append(
            {
                "id": entry.id,
                "lines": ",".join(lines),
                "actors": _pack_states(entry.source),
                "targets": [code for code in _pack_states(entry.recipient) if code not in _pack_states(entry.source)],
                "plover": entry.plover,
                "date": when,
                "date_basis": "bounded" if "/" in when or ".." in when else "explicit",
                "anchor": entry.text.get("en", ""),
            }
        )
    return rows


def _pack_states(codes: Iterable[str]) -> list[str]:
    return [code if code.isupper() else _BODIES[code] for code in codes if code.isupper() or code in _BODIES]


def lines_of(text: object) -> list[Lines]:
    """``"3-5,77"`` as line spans."""
    spans = []
    for part in str(text).split(","):
        first, _, last = part.strip().partition("-")
        spans.append((int(first), int(last or first)))
    return spans


def states(codes: Iterable[object]) -> frozenset[str]:
    """State codes of the inventory's actors (``USA:Trump`` is ``USA``)."""
    return frozenset(str(code).partition(":")[0] for code in codes)


def _near(lines: list[Lines], record: Event | Judgement) -> bool:
    return any(
        first - _SLACK <= (source.end_line or source.line or 0) and (source.line or 0) <= last + _SLACK
        for source in record.sources
        for first, last in lines
    )


def _jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0


class Judge:
    """Compares one document's proposals with its rows."""

    def __init__(
        self,
        coder: RuleCoder,
        text: TextDocument,
        seed: str,
        dated: date,
        inventory: Path,
        steps: dict[int, tuple[float, float]],
        facts: list[dict[str, object]] | None = None,
    ) -> None:
        self.coded = coder.code(text, document=seed, dated=dated)
        self.steps = steps
        self.text = text
        self.facts = facts or [
            row
            for row in read_rows(inventory / "facts.jsonl", seed)
            if "metadata" not in str(row["status"]) and "metadata" not in str(row["event_type"])
        ]
        self.forecasts = [
            row for row in read_rows(inventory / "forecasts.jsonl", seed) if str(row["kind"]).startswith("explicit")
        ]

    def score(self) -> Score:
        """All figures of the document."""
        events = [event for event in self.coded.events if event.reality in ("actual", "planned")]
        score = Score(rows=len(self.facts), proposed=len(events), judgements=len(self.coded.judgements))
        pairs = self._match(events, typed=True)
        score.matched, score.untyped = len(pairs), len(self._match(events, typed=False))
        score.strict = sum(_own(event) == states(row["actors"]) for event, row in pairs)  # type: ignore[arg-type]
        score.dates = sum(_same_date(event, row) for event, row in pairs)
        matched_events, matched_rows = {id(event) for event, _ in pairs}, {row["id"] for _, row in pairs}
        score.missed = [_row_line(row) for row in self.facts if row["id"] not in matched_rows]
        score.spurious = [self._event_line(event) for event in events if id(event) not in matched_events]
        self._hedges(score)
        return score

    def _match(self, events: list[Event], *, typed: bool) -> list[tuple[Event, dict[str, object]]]:
        candidates = []
        for event in events:
            for row in self.facts:
                theirs = states(row["actors"]) | states(row["targets"])  # type: ignore[arg-type]
                alike = _jaccard(_states_of(event), theirs)
                if (
                    alike >= 0.5
                    and (not typed or event.plover == row["plover"])
                    and _near(lines_of(row["lines"]), event)
                ):
                    candidates.append((alike + 0.01 * _same_date(event, row), event, row))
        candidates.sort(key=lambda item: -item[0])
        used_events: set[str] = set()
        used_rows: set[object] = set()
        pairs = []
        for _, event, row in candidates:
            if event.id not in used_events and row["id"] not in used_rows:
                used_events.add(event.id)
                used_rows.add(row["id"])
                pairs.append((event, row))
        return pairs

    def _hedges(self, score: Score) -> None:
        for row in self.forecasts:
            score.forecasts += 1
            near = [j for j in self.coded.judgements if _near_exactly(lines_of(row["lines"]), j)]
            if near:
                score.forecasts_found += 1
                likelihood = row["likelihood"]
                assert isinstance(likelihood, dict)
                middle = (likelihood["p_low"] + likelihood["p_high"]) / 2
                closest = min(near, key=lambda j: self._distance(j, str(row["anchor"])))
                score.grades += _within_a_step(closest, middle, self.steps)
            else:
                score.missed.append(f"{row['id']} L{row['lines']} forecast: {row['anchor']}")

    def _distance(self, judgement: Judgement, anchor: str) -> int:
        """Characters between a judgement's cue and the inventory's anchor."""
        start, end = judgement.spans["hedge"]
        lines = self.text.raw.find(anchor, max(0, start - 200), end + 200)
        return 0 if start <= lines <= end else abs(lines - start) if lines >= 0 else 1_000

    def _event_line(self, event: Event) -> str:
        source = event.sources[0]
        start, end = event.spans["trigger"]
        return (
            f"L{source.line}-{source.end_line} {','.join(event.source)} > {','.join(event.recipient)}"
            f" {event.plover} {event.when} {self.text.raw[start:end]!r}"
        )


def _near_exactly(lines: list[Lines], judgement: Judgement) -> bool:
    return any(
        first <= (source.end_line or 0) and (source.line or 0) <= last
        for source in judgement.sources
        for first, last in lines
    )


def _within_a_step(judgement: Judgement, middle: float, steps: dict[int, tuple[float, float]]) -> bool:
    """Whether the grade is that of the inventory's band, give or take one step.

    The inventory grades the statement as worded: a cue that denies its clause (step 1) is turned round.
    """
    step = 5 if judgement.hedge == 1 else judgement.hedge
    theirs = min(steps, key=lambda s: abs(sum(steps[s]) / 2 - middle))
    return abs(step - theirs) <= 1


def _own(event: Event) -> frozenset[str]:
    return frozenset(code for code in event.source if code.isupper())


def _states_of(event: Event) -> frozenset[str]:
    """States; a body that belongs to none stands for itself under its inventory name."""
    codes = (*event.source, *event.recipient)
    return frozenset(code if code.isupper() else _BODIES[code] for code in codes if code.isupper() or code in _BODIES)


_BODIES = {"unsc": "UNSC", "unga": "UN", "un": "UN", "msmt": "MSMT", "nato": "NATO", "iaea": "IAEA", "unc": "UNC"}


def _same_date(event: Event, row: dict[str, object]) -> bool:
    theirs, ours = str(row["date"]), event.when
    if ours == theirs:
        return True
    if not ours or not theirs or str(row["date_basis"]).startswith(_EXPLICIT):
        return False
    return overlap(parse_edtf(ours), parse_edtf(theirs))


def _row_line(row: dict[str, object]) -> str:
    actors, targets = row["actors"], row["targets"]
    assert isinstance(actors, list)
    assert isinstance(targets, list)
    return f"{row['id']} L{row['lines']} {','.join(actors)} > {','.join(targets)} {row['plover']} {row['date']} {row['anchor']}"


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = Path(os.environ.get("SHIOME_SOURCES", Path(__file__).parents[2] / "shared" / "sources"))
    parser.add_argument("--sources", type=Path, default=default)
    parser.add_argument("--documents", nargs="*", default=["000", "003", "004"])
    parser.add_argument("--region", default="peninsula")
    parser.add_argument(
        "--gold", choices=("inventory", "pack"), default="inventory", help="what events are measured against"
    )
    parser.add_argument("--show", action="store_true", help="list what was missed and what was proposed in vain")
    options = parser.parse_args()
    pack = load_pack(locate(options.region))
    coder, total = RuleCoder(pack), Score()
    steps = {band.step: (band.low, band.high) for band in pack.entries("bands", Bands).values()}
    for seed in options.documents:
        file = next(options.sources.glob(f"{seed}_*.txt"))
        dated = parse_edtf(pack.documents[seed].dated).latest
        assert dated is not None
        text = read_text(file, today=date.max)
        facts = pack_rows(pack, seed) if options.gold == "pack" else None
        score = Judge(coder, text, seed, dated, options.sources / "inventory", steps, facts).score()
        total.add(score)
        print(score.line(seed))
        if options.show:
            print(*(f"  missed   {line}" for line in score.missed), sep="\n")
            print(*(f"  in vain  {line}" for line in score.spurious), sep="\n")
    print(total.line("all"))


if __name__ == "__main__":
    main()
