"""How well claims are read: proposed claims against a hand-made inventory of documents.

Usage: ``python benchmarks/claim_quality.py [--documents 000 003 004] [--show] [--own]``

``--own`` measures the project's own sentences in five languages instead (``tests/reading/claims/gold``): a claim is right when its
sign is the wanted one and cause and effect share seven tenths of their two-character pieces (Dice) with the wanted ones.

Rows are those of ``inventory/claims.jsonl``; for a document that has none there, the pack's claims (``claims/NNN.yaml``), with
the lines their citations name. One proposal is matched with one row at most, best pairs first. Levels, each including the one
before:

line     the proposal's lines overlap the row's, and the signs agree.
shared   besides, at least one state or body named in the proposal's cause, effect and condition is among the row's actors.
half     besides, the states named are the row's actors by at least half (Jaccard). This is the headline: P, R and F1.
content  besides, cause and effect are about the row's, each in its place: at least a quarter of the two-character pieces of
         the pack's Japanese wording of the row's cause stand in the proposed cause, and the same for the effect. The wording is
         a paraphrase, so that this is a floor: right claims in other words fail it.

Signs agree when they are the same; a row marked conditional also takes a proposal of + or - that carries a condition, and a
proposal marked conditional also takes a row of + or - that names a condition. ``signs agree`` is their share when proposals and
rows are paired by lines and half of the actors alone. Of the headline's matches it also tells: ``same sign`` outright, hedge
within one step, a quarter of the pieces of the cause, of the effect and of both, and whether the span holds the row's anchor.

The baseline proposes one + claim for each sentence with the states it names, cut in the middle: what a match by lines, sign and
actors is worth can only be read beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
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

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tests.reading.claims.gold_sets import LANGUAGES, tally
from tests.reading.claims.matching import Row, Score, codes, compare


def rows_of(pack: Pack, seed: str, inventory: Path) -> list[Row]:
    """The rows of a document, with the pack's wording of cause and effect."""
    entries = pack.entries("claims", ClaimEntry)
    lines = (inventory / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    listed = [json.loads(line) for line in lines if f'"seed": "{seed}"' in line]
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
    """What was matched (= with content, ~ without), missed by its actors (-) or its lines, and proposed in vain."""
    half = {claim.id: row for claim, row in score.pairs["half"]}
    near = {claim.id: row for claim, row in score.pairs["line"]}
    content = {claim.id for claim, _ in score.pairs["content"]}
    for claim in claims:
        row = half.get(claim.id)
        mark = "  " if row is None else "= " if claim.id in content else "~ "
        if row is None and claim.id in near:
            mark, row = "- ", near[claim.id]
        source = claim.sources[0]
        print(
            f"{mark}L{source.line}-{source.end_line} {claim.sign} {claim.confidence} h{claim.hedge} {claim.cue} [{claim.cause}]"
            f" => [{claim.effect}] if [{claim.condition}] {','.join(sorted(codes(claim.actors)))}"
        )
        if row is not None:
            print(
                f"       {row.id} {row.sign} {row.hedge} [{row.cause}] => [{row.effect}] {','.join(sorted(row.actors))}"
            )
    found = {row.id for row in (*half.values(), *near.values())}
    for row in rows:
        if row.id not in found:
            print(f"missed {row.id} L{row.lines} {row.sign} [{row.cause}] => [{row.effect}] {row.anchor}")


def verdict(ours: Score, plain: Score) -> str:
    """Who wins, at the headline and with content."""
    told = []
    for level in ("half", "content"):
        gain = ours.f1(level) - plain.f1(level)
        told.append(f"{level}: {'reader' if gain > 0 else 'baseline'} ahead by {abs(gain):.2f}")
    return "           " + ", ".join(told)


def own_sentences() -> None:
    """Print how much is found in the project's own sentences."""
    for language in LANGUAGES:
        for half in ("tuned", "held"):
            told = tally(language, half)
            precision, recall = told.right / told.found, told.right / told.wanted
            print(
                f"{language} {half:5} P {precision:.2f} R {recall:.2f} F1 {told.f1:.2f} ({told.wanted} claims wanted)"
            )


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = Path(os.environ.get("SHIOME_SOURCES", Path(__file__).parents[2] / "shared" / "sources"))
    parser.add_argument("--sources", type=Path, default=default)
    parser.add_argument("--documents", nargs="*", default=["000", "003", "004"])
    parser.add_argument("--region", default="peninsula")
    parser.add_argument("--show", action="store_true", help="list what was matched, missed and proposed in vain")
    parser.add_argument("--own", action="store_true", help="measure the project's own sentences in five languages")
    options = parser.parse_args()
    if options.own:
        own_sentences()
        return
    pack = load_pack(locate(options.region))
    resolver = ActorResolver(pack.entries("actors", Actor))
    bands = {band.step: (band.low, band.high) for band in pack.entries("bands", Bands).values()}
    total, plain, texts = Score(), Score(), []
    for seed in options.documents:
        dated = parse_edtf(pack.documents[seed].dated).latest
        assert dated is not None
        text = read_text(next(options.sources.glob(f"{seed}_*.txt")), today=date.max)
        texts.append(text)
        rows = rows_of(pack, seed, options.sources / "inventory")
        claims = find_claims(text, resolver=resolver, bands=bands, document=seed, dated=dated)
        score = compare(claims, rows, text.raw)
        other = compare(baseline(text, resolver, dated), rows, text.raw)
        total.add(score)
        plain.add(other)
        print(score.line(seed), other.line("  baseline"), verdict(score, other), sep="\n")
        if options.show:
            show(claims, rows, score)
    print(total.line("all"), plain.line("  baseline"), verdict(total, plain), sep="\n")
    _speed(resolver, bands, texts)


def _speed(resolver: ActorResolver, bands: dict[int, tuple[float, float]], texts: Sequence[TextDocument]) -> None:
    """Sentences per CPU second from clean sentences to records, tokenisation and actors included."""
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
