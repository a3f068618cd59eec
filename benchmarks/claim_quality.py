"""How well claims are read: proposed claims against a hand-made inventory of documents.

Usage: ``python benchmarks/claim_quality.py [--documents 000 003 004] [--show] [--links]``

Rows are those of ``inventory/claims.jsonl``; for a document that has none there, the pack's claims (``claims/NNN.yaml``), with
the lines their citations name. One proposal is matched with one row at most, best pairs first. Levels, each including the one
before:

lenient  the proposal's lines overlap the row's, and the signs agree.
strict   besides, at least one state or body named in the proposal's cause, effect and condition is among the row's actors.
half     besides, the states named are the row's actors by at least half (Jaccard).
content  besides, cause and effect are about the row's, each in its place: at least a quarter of the two-character pieces of
         the pack's Japanese wording of the row's cause stand in the proposed cause, and the same for the effect. The wording is
         a paraphrase, so that this is a floor: right claims in other words fail it.

Signs agree when they are the same; a row marked conditional also takes a proposal of + or - that carries a condition, and a
proposal marked conditional also takes a row of + or - that names a condition. ``same sign`` counts matches whose signs are the
same outright.

The baseline proposes one + claim for each sentence with the states it names: what a match by lines, sign and actors is worth can only
be read beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from shiome.reading.actors import ActorResolver, Discourse
from shiome.reading.claims import find_claims
from shiome.reading.text.document import TextDocument, read_text
from shiome.records.model import Claim, Source
from shiome.region.pack import Pack, load_pack, locate
from shiome.region.schema.actors import Actor
from shiome.region.schema.knowledge import ClaimEntry
from shiome.region.schema.meta import Bands
from shiome.vocabulary.edtf import parse_edtf

LEVELS = ("lenient", "strict", "half", "content")
_SHARE = 0.25
_HALF = 0.4999
_BODIES = {"unsc": "UNSC", "unga": "UN", "un": "UN", "msmt": "MSMT", "nato": "NATO", "iaea": "IAEA", "unc": "UNC"}


@dataclass(frozen=True)
class Row:
    """A claim of the inventory."""

    id: str
    lines: tuple[tuple[int, int], ...]
    anchor: str
    cause: str
    effect: str
    sign: str
    condition: str
    actors: frozenset[str]
    hedge: int


@dataclass
class Score:
    """Counts of one document, or of all."""

    rows: int = 0
    proposed: int = 0
    matched: Counter[str] = field(default_factory=Counter)
    same_sign: int = 0
    hedges: int = 0
    pairs: dict[str, list[tuple[Claim, Row]]] = field(default_factory=dict)

    def f1(self, level: str) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.matched[level] / (self.proposed + self.rows) if self.proposed + self.rows else 0.0

    def add(self, other: Score) -> None:
        """Add the counts of another document."""
        self.rows += other.rows
        self.proposed += other.proposed
        self.matched += other.matched
        self.same_sign += other.same_sign
        self.hedges += other.hedges

    def line(self, name: str) -> str:
        """One row of the report."""
        parts = [
            f"{level} P {self.matched[level] / max(self.proposed, 1):.2f} R {self.matched[level] / max(self.rows, 1):.2f}"
            f" F1 {self.f1(level):.2f}"
            for level in LEVELS
        ]
        half = max(self.matched["half"], 1)
        return (
            f"{name:10} {self.proposed:3} proposed {self.rows:3} rows | {' | '.join(parts)}"
            f" | of half: same sign {self.same_sign / half:.2f}, hedge ±1 {self.hedges / half:.2f}"
        )


def rows_of(pack: Pack, seed: str, inventory: Path) -> list[Row]:
    """The rows of a document, with the pack's wording of cause and effect."""
    entries = pack.entries("claims", ClaimEntry)
    file = inventory / "claims.jsonl"
    listed = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if f'"seed": "{seed}"' in line]
    if listed:
        return [
            Row(
                row["id"],
                _lines(row["lines"]),
                row["anchor"],
                entries[row["id"]].cause["ja"],
                entries[row["id"]].effect["ja"],
                row["sign"],
                row["condition"],
                frozenset(code.partition(":")[0] for code in row["actors"]),
                entries[row["id"]].hedge,
            )
            for row in listed
        ]
    states = ActorResolver(pack.entries("actors", Actor)).states
    return [
        Row(
            entry.id,
            tuple(span for cite in entry.cite for span in _lines(cite.partition(":L")[2].partition("@")[0])),
            "",
            entry.cause["ja"],
            entry.effect["ja"],
            entry.sign,
            entry.condition.get("ja", ""),
            codes(states(entry.actors)),
            entry.hedge,
        )
        for entry in entries.values()
        if entry.cite and entry.cite[0].startswith(f"{seed}:")
    ]


def _lines(text: str) -> tuple[tuple[int, int], ...]:
    spans = []
    for part in text.split(","):
        first, _, last = part.strip().partition("-")
        spans.append((int(first), int(last or first)))
    return tuple(spans)


def codes(actors: Iterable[str]) -> frozenset[str]:
    """State codes, and bodies that belong to no state under their inventory name."""
    return frozenset(
        actor if actor.isupper() else _BODIES[actor] for actor in actors if actor.isupper() or actor in _BODIES
    )


def signs_agree(claim: Claim, row: Row) -> bool:
    """Whether the signs agree in the sense of the module's docstring."""
    if claim.sign == row.sign:
        return True
    if row.sign == "conditional":
        return claim.sign in "+-" and bool(claim.condition)
    return claim.sign == "conditional" and row.sign in "+-" and bool(row.condition)


def overlap(claim: Claim, row: Row) -> bool:
    """Whether the lines overlap."""
    source = claim.sources[0]
    return any(first <= (source.end_line or 0) and (source.line or 0) <= last for first, last in row.lines)


def likeness(wording: str, told: str) -> float:
    """Share of the two-character pieces of the wording's kanji, kana and letters that stand in what was told."""
    pieces = {
        run[at : at + 2] for run in re.findall(r"[一-鿿々ァ-ヿA-Za-z0-9]{2,}", wording) for at in range(len(run) - 1)
    }
    return sum(piece in told for piece in pieces) / len(pieces) if pieces else 0.0


def jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    """Shared part of two sets."""
    return len(a & b) / len(a | b) if a | b else 1.0


def compare(claims: Sequence[Claim], rows: Sequence[Row], text: TextDocument) -> Score:
    """All figures of one document."""
    score = Score(rows=len(rows), proposed=len(claims))
    for level in LEVELS:
        candidates = []
        for claim in claims:
            for row in rows:
                if not overlap(claim, row) or not signs_agree(claim, row):
                    continue
                alike = jaccard(codes(claim.actors), row.actors)
                cause, effect = likeness(row.cause, claim.cause + claim.condition), likeness(row.effect, claim.effect)
                if level != "lenient" and alike <= (0.0 if level == "strict" else _HALF):
                    continue
                if level == "content" and min(cause, effect) < _SHARE:
                    continue
                candidates.append((2 * _holds_anchor(claim, row, text) + cause + effect + alike, claim, row))
        pairs = _best(candidates)
        score.matched[level], score.pairs[level] = len(pairs), pairs
    score.same_sign = sum(claim.sign == row.sign for claim, row in score.pairs["half"])
    score.hedges = sum(abs(claim.hedge - row.hedge) <= 1 for claim, row in score.pairs["half"])
    return score


def _holds_anchor(claim: Claim, row: Row, text: TextDocument) -> bool:
    source = claim.sources[0]
    assert source.start is not None
    assert source.end is not None
    at = text.raw.find(row.anchor, max(0, source.start - 200)) if row.anchor else -1
    return at >= 0 and source.start <= at + len(row.anchor) and at <= source.end


def _best(candidates: list[tuple[float, Claim, Row]]) -> list[tuple[Claim, Row]]:
    candidates.sort(key=lambda item: (-item[0], item[1].id, item[2].id))
    claims: set[str] = set()
    rows: set[str] = set()
    pairs = []
    for _, claim, row in candidates:
        if claim.id not in claims and row.id not in rows:
            claims.add(claim.id)
            rows.add(row.id)
            pairs.append((claim, row))
    return pairs


def baseline(text: TextDocument, resolver: ActorResolver, dated: date) -> list[Claim]:
    """One + claim for each sentence."""
    memory = Discourse()
    claims = []
    for number, sentence in enumerate(text.sentences):
        if sentence.heading or sentence.role == "imprint":
            continue
        mentions = resolver.find(sentence.text, on=dated, language=sentence.language, discourse=memory)
        actors = resolver.states(tuple(dict.fromkeys(actor for mention in mentions for actor in mention.actors)))
        start, end = sentence.raw_start, sentence.raw_end
        source = Source(
            document="",
            start=start,
            end=end,
            line=text.line_of(start),
            end_line=text.line_of(max(start, end - 1)),
            known_from=dated,
        )
        half = len(sentence.text) // 2
        claims.append(
            Claim(
                id=str(number),
                when="",
                known_from=dated,
                sources=(source,),
                coder="baseline",
                cause=sentence.text[:half],
                effect=sentence.text[half:],
                sign="+",
                hedge=5,
                band=(0.0, 1.0),
                actors=actors,
            )
        )
    return claims


def show(claims: Sequence[Claim], rows: Sequence[Row], score: Score) -> None:
    """What was matched, missed and proposed in vain."""
    pairs = {claim.id: row for claim, row in score.pairs["strict"]}
    lenient = {claim.id: row for claim, row in score.pairs["lenient"]}
    content = {claim.id for claim, _ in score.pairs["content"]}
    for claim in claims:
        row = pairs.get(claim.id)
        mark = "  " if row is None else "= " if claim.id in content else "~ "
        if row is None and claim.id in lenient:
            mark, row = "- ", lenient[claim.id]
        source = claim.sources[0]
        print(
            f"{mark}L{source.line}-{source.end_line} {claim.sign} {claim.hedge} {claim.cue} [{claim.cause}] => [{claim.effect}]"
            f" if [{claim.condition}] {','.join(codes(claim.actors))}"
        )
        if row is not None:
            print(f"       {row.id} {row.sign} {row.hedge} [{row.cause}] => [{row.effect}] {','.join(row.actors)}")
    found = {row.id for row in lenient.values()}
    for row in rows:
        if row.id not in found:
            print(f"missed {row.id} L{row.lines} {row.sign} [{row.cause}] => [{row.effect}] {row.anchor}")


def links(claims: Sequence[Claim], score: Score, text: TextDocument, counts: dict[str, list[int]]) -> None:
    """Counts matches by the words that bind cause and effect."""
    good = {claim.id for claim, _ in score.pairs["strict"]}
    lenient = {claim.id for claim, _ in score.pairs["lenient"]}
    for claim in claims:
        start, end = claim.spans["link"]
        count = counts.setdefault(text.raw[start:end].replace("\n", ""), [0, 0, 0])
        count[0] += 1
        count[1] += claim.id in lenient
        count[2] += claim.id in good


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = Path(os.environ.get("SHIOME_SOURCES", Path(__file__).parents[2] / "shared" / "sources"))
    parser.add_argument("--sources", type=Path, default=default)
    parser.add_argument("--documents", nargs="*", default=["000", "003", "004"])
    parser.add_argument("--region", default="peninsula")
    parser.add_argument("--show", action="store_true", help="list what was matched, missed and proposed in vain")
    parser.add_argument("--links", action="store_true", help="count matches by binding words")
    options = parser.parse_args()
    pack = load_pack(locate(options.region))
    resolver = ActorResolver(pack.entries("actors", Actor))
    bands = {band.step: (band.low, band.high) for band in pack.entries("bands", Bands).values()}
    total, plain, counts = Score(), Score(), {}
    for seed in options.documents:
        dated = parse_edtf(pack.documents[seed].dated).latest
        assert dated is not None
        text = read_text(next(options.sources.glob(f"{seed}_*.txt")), today=date.max)
        rows = rows_of(pack, seed, options.sources / "inventory")
        claims = find_claims(text, resolver=resolver, bands=bands, document=seed, dated=dated)
        score = compare(claims, rows, text)
        total.add(score)
        print(score.line(seed))
        other = compare(baseline(text, resolver, dated), rows, text)
        plain.add(other)
        print(other.line("  baseline"))
        if options.show:
            show(claims, rows, score)
        links(claims, score, text, counts)
    print(total.line("all"))
    print(plain.line("  baseline"))
    if options.links:
        for words, (n, lenient, strict) in sorted(counts.items(), key=lambda item: -item[1][0]):
            print(f"{n:4} {lenient:4} {strict:4} {words}")
    _speed(resolver, bands, options.sources, options.documents)


def _speed(
    resolver: ActorResolver, bands: dict[int, tuple[float, float]], sources: Path, documents: Sequence[str]
) -> None:
    """Sentences per CPU second from clean sentences to records, tokenisation and actors included."""
    texts = [read_text(next(sources.glob(f"{seed}_*.txt")), today=date.max) for seed in documents]
    sentences = sum(len(text.sentences) for text in texts)
    best = float("inf")
    for _ in range(5):
        begun = time.process_time()
        for text in texts:
            find_claims(text, resolver=resolver, bands=bands, document="x", dated=date(2025, 1, 1))
        best = min(best, time.process_time() - begun)
    print(f"speed: {sentences / best:,.0f} sentences per CPU second ({sentences} sentences, best of 5)")


if __name__ == "__main__":
    sys.exit(main())
