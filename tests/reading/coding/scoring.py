"""How coded events are compared with the ones written down in ``gold_*.yaml``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml

from shiome.reading.coding.coder import RuleCoder
from shiome.reading.text.document import read_text
from shiome.records.model import Event

DAY = "2025-12-20"
_BODIES = {
    "unsc": "UNSC",
    "unga": "UN",
    "un": "UN",
    "iaea": "IAEA",
    "g7": "G7",
    "eu": "EU",
    "nato": "NATO",
    "msmt": "MSMT",
}


@dataclass(frozen=True)
class Expected:
    """One event as written down."""

    source: frozenset[str]
    recipient: frozenset[str]
    types: tuple[str, ...]
    when: str

    @property
    def states(self) -> frozenset[str]:
        return self.source | self.recipient


@dataclass
class Tally:
    """Counts over passages."""

    rows: int = 0
    proposed: int = 0
    matched: int = 0
    strict: int = 0
    dated: int = 0
    lines: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        return 2 * self.matched / (self.rows + self.proposed) if self.rows + self.proposed else 0.0

    @property
    def dates(self) -> float:
        return self.dated / self.matched if self.matched else 0.0

    def __str__(self) -> str:
        precision = self.matched / self.proposed if self.proposed else 0.0
        recall = self.matched / self.rows if self.rows else 0.0
        return (
            f"P {precision:.2f} R {recall:.2f} F1 {self.f1:.2f} strict {self.strict}/{self.matched}"
            f" dates {self.dates:.2f} ({self.matched} of {self.rows}, {self.proposed} proposed)"
        )


def expected(line: str) -> Expected:
    """``PRK > RUS | AID | 2024-10``."""
    parties, types, when = (part.strip() for part in line.split("|"))
    source, _, recipient = parties.partition(">")
    return Expected(_codes(source), _codes(recipient), tuple(types.split("/")), when)


def _codes(text: str) -> frozenset[str]:
    return frozenset(code.strip() for code in text.split(",") if code.strip())


def _states(actors: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_BODIES.get(actor, actor) for actor in actors if actor.isupper() or actor in _BODIES)


def _fits(event: Event, row: Expected) -> bool:
    ours = _states(event.source) | _states(event.recipient)
    alike = len(ours & row.states) / len(ours | row.states) if ours | row.states else 0.0
    return event.plover in row.types and alike >= 0.5


def _same_day(event: Event, row: Expected) -> bool:
    return event.when == row.when or (row.when == "*" and event.when.startswith("../")) or row.when == "*"


def _closeness(event: Event, row: Expected) -> tuple[bool, bool]:
    own = _states(event.source) == row.source and _states(event.recipient) == row.recipient
    return _same_day(event, row), own


def tally(coder: RuleCoder, file: Path) -> Tally:
    """Code every passage of the file and count."""
    total = Tally()
    for number, passage in enumerate(yaml.safe_load(file.read_text(encoding="utf-8"))):
        dated = str(passage.get("dated", DAY))
        text = read_text(passage["text"].encode(), file_name=f"p{number}.txt", today=date(2100, 1, 1), dated=dated)
        coded = coder.code(text, document=f"p{number}", dated=date.fromisoformat(dated))
        events = [event for event in coded.events if event.reality in ("actual", "planned")]
        rows = [expected(line) for line in passage.get("events", ())]
        extra = [expected(line) for line in passage.get("maybe", ())]
        _count(total, passage["text"], events, rows, extra)
    return total


def _count(total: Tally, text: str, events: list[Event], rows: list[Expected], extra: list[Expected]) -> None:
    left, missed = list(events), []
    for row in rows:
        fitting = sorted((e for e in left if _fits(e, row)), key=lambda e: _closeness(e, row), reverse=True)
        if not fitting:
            missed.append(row)
            continue
        left.remove(fitting[0])
        total.matched += 1
        total.proposed += 1
        same, own = _closeness(fitting[0], row)
        total.dated += same
        total.strict += own
        if not same:
            total.lines.append(f"  date   {text[:60]!r} {fitting[0].plover} {fitting[0].when} for {row.when}")
    total.rows += len(rows)
    for row in extra:
        fitting = [e for e in left if _fits(e, row)]
        left = [e for e in left if e not in fitting[:1]]
    total.proposed += len(left)
    total.lines += [
        f"  missed {text[:70]!r} {sorted(r.source)} > {sorted(r.recipient)} {r.types} {r.when}" for r in missed
    ]
    total.lines += [
        f"  extra  {text[:70]!r} {_states(e.source)} > {_states(e.recipient)} {e.plover} {e.when}" for e in left
    ]
