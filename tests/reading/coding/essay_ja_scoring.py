"""How a whole Japanese essay is coded, compared with its gold: ``essay_ja_*.yaml``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml
from tests.reading.coding.scoring import Expected, expected

from shiome.reading.coding.coder import RuleCoder
from shiome.reading.text.document import TextDocument, read_text
from shiome.records.model import Event, Judgement

_BODIES = {"unsc": "UNSC", "unga": "UN", "un": "UN", "iaea": "IAEA", "nato": "NATO", "msmt": "MSMT"}
_SLACK = 1
"""How many sentences off an event may be told."""


@dataclass
class EssayScore:
    """Counts of one essay."""

    rows: int = 0
    proposed: int = 0
    matched: int = 0
    untyped: int = 0
    dated: int = 0
    hedges: int = 0
    hedges_found: int = 0
    grades: int = 0
    judgements: int = 0
    lines: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.matched / self.proposed if self.proposed else 0.0

    @property
    def recall(self) -> float:
        return self.matched / self.rows if self.rows else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.matched / (self.rows + self.proposed) if self.rows + self.proposed else 0.0

    @property
    def graded(self) -> float:
        """Share of the gold's judgements that were found where they stand, and graded within one step."""
        return self.grades / self.hedges if self.hedges else 0.0

    def __str__(self) -> str:
        any_type = 2 * self.untyped / (self.rows + self.proposed) if self.rows + self.proposed else 0.0
        return (
            f"P {self.precision:.2f} R {self.recall:.2f} F1 {self.f1:.2f} any type F1 {any_type:.2f}"
            f" ({self.matched} of {self.rows}, {self.proposed} proposed) dates {self.dated}/{self.matched}"
            f" judgements found {self.hedges_found}/{self.hedges}, within one step {self.grades}"
            f" ({self.judgements} proposed)"
        )


@dataclass(frozen=True)
class _Row:
    event: Expected
    sentence: int
    optional: bool


def score_essay(coder: RuleCoder, file: Path) -> EssayScore:
    """Code the essay as one document and compare."""
    essay = yaml.safe_load(file.read_text(encoding="utf-8"))
    sentences = [sentence for paragraph in essay["paragraphs"] for sentence in paragraph]
    whole = "\n\n".join("".join(sentence["s"] for sentence in paragraph) for paragraph in essay["paragraphs"])
    text = read_text(whole.encode(), file_name="essay.txt", today=date(2100, 1, 1), dated=str(essay["dated"]))
    coded = coder.code(text, document="essay", dated=date.fromisoformat(str(essay["dated"])))
    spans = _spans(text, [sentence["s"] for sentence in sentences])
    score = EssayScore()
    events = [event for event in coded.events if event.reality in ("actual", "planned")]
    _events(score, sentences, events, spans)
    _judgements(score, sentences, coded.judgements, spans)
    return score


def _spans(text: TextDocument, sentences: list[str]) -> list[tuple[int, int]]:
    spans, at = [], 0
    for sentence in sentences:
        at = text.raw.index(sentence, at)
        spans.append((at, at + len(sentence)))
        at += len(sentence)
    return spans


def _told_in(event: Event, spans: list[tuple[int, int]]) -> set[int]:
    return {
        number
        for source in event.sources
        for number, (start, end) in enumerate(spans)
        if source.start is not None and start <= source.start < end
    }


def _events(
    score: EssayScore, sentences: list[dict[str, list[str]]], events: list[Event], spans: list[tuple[int, int]]
) -> None:
    rows = [
        _Row(expected("|".join(line.split("|")[:3])), number, key == "m")
        for number, sentence in enumerate(sentences)
        for key in ("e", "m")
        for line in sentence.get(key, ())
    ]
    told = {event.id: _told_in(event, spans) for event in events}
    wanted = [row for row in rows if not row.optional]
    pairs = _match(events, told, wanted, typed=True)
    score.rows, score.matched = len(wanted), len(pairs)
    score.untyped = len(_match(events, told, wanted, typed=False))
    score.dated = sum(row.event.when in ("*", event.when) for event, row in pairs)
    used, met = {event.id for event, _ in pairs}, {id(row) for _, row in pairs}
    left = [event for event in events if event.id not in used]
    granted = {event.id for event, _ in _match(left, told, [row for row in rows if row.optional], typed=True)}
    score.proposed = len(events) - len(granted)
    score.lines += [f"missed {row.sentence} {row.event}" for row in wanted if id(row) not in met]
    score.lines += [
        f"extra {sorted(told[event.id])} {_states(event)} {event.plover} {event.when}"
        for event in left
        if event.id not in granted
    ]


def _match(
    events: list[Event], told: dict[str, set[int]], rows: list[_Row], *, typed: bool
) -> list[tuple[Event, _Row]]:
    candidates = []
    for event in events:
        for row in rows:
            alike = _alike(event, row.event)
            distance = min((abs(number - row.sentence) for number in told[event.id]), default=9)
            if alike >= 0.5 and distance <= _SLACK and (not typed or event.plover in row.event.types):
                same = row.event.when in ("*", event.when)
                candidates.append((alike + 0.1 * same - 0.2 * distance, event, row))
    candidates.sort(key=lambda item: -item[0])
    used: set[object] = set()
    pairs = []
    for _, event, row in candidates:
        if event.id not in used and id(row) not in used:
            used.update((event.id, id(row)))
            pairs.append((event, row))
    return pairs


def _states(event: Event) -> frozenset[str]:
    codes = (*event.source, *event.recipient)
    return frozenset(_BODIES.get(code, code) for code in codes if code.isupper() or code in _BODIES)


def _alike(event: Event, row: Expected) -> float:
    ours = _states(event)
    return len(ours & row.states) / len(ours | row.states) if ours | row.states else 0.0


def _judgements(
    score: EssayScore,
    sentences: list[dict[str, list[str]]],
    judgements: tuple[Judgement, ...] | list[Judgement],
    spans: list[tuple[int, int]],
) -> None:
    score.judgements = len(judgements)
    for number, sentence in enumerate(sentences):
        for line in sentence.get("j", ()):
            cue, _, step = (part.strip() for part in line.partition("|"))
            score.hedges += 1
            start = spans[number][0] + sentence["s"].index(cue)
            near = [j for j in judgements if _apart(j.spans["hedge"], (start, start + len(cue))) <= 3]
            if not near:
                score.lines.append(f"no judgement {number} {cue}")
                continue
            score.hedges_found += 1
            closest = min(near, key=lambda j: _apart(j.spans["hedge"], (start, start + len(cue))))
            ours = 5 if closest.hedge == 1 else closest.hedge
            score.grades += abs(ours - int(step)) <= 1
            if abs(ours - int(step)) > 1:
                score.lines.append(f"grade {number} {cue} {ours} for {step}")


def _apart(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(0, one[0] - other[1], other[0] - one[1])
