"""How well claims are linked to cells of the cross-impact model: against the pack's effects, claim by claim.

Usage: ``python benchmarks/linking.py [--documents 000 001 003 004] [--languages ja en] [--read] [--show]``

Wanted are the cells that the pack's effects give for the claims of a document (driver and state on both ends, and the sign). A
link is right where it is such a cell of its claim, wrong everywhere else: also where the pack gives its claim no cell.

P          right links of all links given
R          claims with a cell of which one was found, of all claims with a cell
drivers    links with the right two drivers, whatever state and sign, of all links given
idle       links to claims for which the pack gives no cell
baseline   the most frequent cell of the other documents for every claim: what is right by its being common

``--read`` takes the claims as reading finds them in the source texts. A claim found belongs to the row of the document's claims
that it matches in line, sign and half of the actors (as in benchmarks/claim_quality.py); its link is right where it is a cell of
that row. Links of claims that match no row are counted apart and as wrong.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from shiome.futures.linking import Linked, Outcome, explain, link_claims
from shiome.records.model import Claim
from shiome.region.pack import Pack, load_pack, locate
from shiome.region.schema.futures import Effect
from shiome.region.schema.knowledge import ClaimEntry
from shiome.vocabulary.edtf import parse_edtf

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

Cell = tuple[str, str, str, str, str]
"""Driver and state of the cause, sign, driver and state of the effect."""


@dataclass
class Tally:
    """Counts over claims."""

    claims: int = 0
    wanted: int = 0
    given: int = 0
    right: int = 0
    drivers: int = 0
    idle: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        """Right links of all links given; 0 where none is."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """Claims whose cell is found, of those that have one."""
        return self.right / self.wanted if self.wanted else 0.0

    def line(self, name: str) -> str:
        """One row of the report."""
        reasons = ", ".join(f"{reason} {count}" for reason, count in sorted(self.reasons.items()))
        return (
            f"{name:16} {self.claims:3} claims, {self.wanted:2} with a cell: {self.given:2} links, {self.right:2} right"
            f" | P {self.precision:.2f} R {self.recall:.2f} | drivers right {self.drivers / max(1, self.given):.2f}"
            f" | idle {self.idle} | unlinked: {reasons}"
        )


def cells_of(pack: Pack) -> dict[str, set[Cell]]:
    """Claim identifier to the cells that the pack's effects give."""
    cells: dict[str, set[Cell]] = {}
    for effect in pack.entries("effects", Effect).values():
        ends = (effect.cause.driver, effect.cause.state, effect.sign, effect.effect.driver, effect.effect.state)
        cells.setdefault(effect.claim, set()).add(ends)
    return cells


def claims_of(pack: Pack, document: str, language: str) -> list[Claim]:
    """The pack's claims of a document as records, in one of the languages that the pack writes them in."""
    dated = parse_edtf(pack.documents[document].dated).latest
    assert dated is not None
    return [
        Claim(
            id=entry.id,
            when=dated.isoformat(),
            known_from=dated,
            coder="pack",
            cause=entry.cause[language],
            effect=entry.effect[language],
            condition=entry.condition.get(language, ""),
            sign=entry.sign,
            hedge=entry.hedge,
            band=(0.0, 1.0),
            actors=entry.actors,
        )
        for entry in pack.entries("claims", ClaimEntry).values()
        if entry.cite and entry.cite[0].startswith(f"{document}:")
    ]


def cell_of(link: Linked) -> Cell:
    """The cell of a link."""
    return link.cause.driver, link.cause.state, link.sign, link.effect.driver, link.effect.state


def tally(outcomes: Iterable[Outcome], cells: Mapping[str, set[Cell]]) -> Tally:
    """Count outcomes against the cells wanted, by claim identifier."""
    counts = Tally()
    for outcome in outcomes:
        wanted = cells.get(outcome.claim, set())
        counts.claims += 1
        counts.wanted += bool(wanted)
        if not isinstance(outcome, Linked):
            counts.reasons[outcome.reason] += 1
            continue
        cell = cell_of(outcome)
        counts.given += 1
        counts.right += cell in wanted
        counts.drivers += (cell[0], cell[3]) in {(other[0], other[3]) for other in wanted}
        counts.idle += not wanted
    return counts


def baseline(pack: Pack, documents: Iterable[str], document: str) -> Tally:
    """The most frequent cell of the other documents, given to every claim."""
    cells = cells_of(pack)
    others = {claim.id for other in documents if other != document for claim in claims_of(pack, other, "ja")}
    common = Counter(cell for claim, wanted in cells.items() if claim in others for cell in wanted)
    claims = claims_of(pack, document, "ja")
    guess = min(common, key=lambda cell: (-common[cell], cell)) if common else ("", "", "", "", "")
    right = sum(guess in cells.get(claim.id, ()) for claim in claims)
    wanted = sum(claim.id in cells for claim in claims)
    return Tally(claims=len(claims), wanted=wanted, given=len(claims), right=right)


def rows_found(pack: Pack, document: str, sources: Path) -> tuple[list[Claim], dict[str, str]]:
    """The claims that reading finds in a source text, and which claim of the pack each of them is."""
    from tests.external.measuring import benchmark
    from tests.reading.claims.matching import compare

    from shiome.reading.text.document import read_text
    from shiome.workspace.reader import RegionReader

    dated = parse_edtf(pack.documents[document].dated).latest
    assert dated is not None
    text = read_text(next(sources.glob(f"{document}_*.txt")), today=date.max)
    claims = list(RegionReader(pack).claims(text, document=document, dated=dated))
    rows = benchmark("claim_quality").rows_of(pack, document, sources / "inventory")
    return claims, {claim.id: row.id for claim, row in compare(claims, rows, text.raw).pairs["half"]}


@dataclass(frozen=True)
class Read:
    """The claims that reading finds in a document, what became of them, and the cells wanted for each."""

    claims: list[Claim]
    outcomes: tuple[Outcome, ...]
    wanted: Mapping[str, set[Cell]]
    counts: Tally


def measure_read(pack: Pack, document: str, sources: Path) -> Read:
    """The figures of the claims that reading finds; wanted are all claims of the document with a cell, found or not."""
    cells = cells_of(pack)
    claims, rows = rows_found(pack, document, sources)
    wanted = {claim: cells.get(row, set()) for claim, row in rows.items()}
    outcomes = link_claims(claims, pack)
    counts = tally(outcomes, wanted)
    counts.wanted = sum(claim.id in cells for claim in claims_of(pack, document, "ja"))
    return Read(claims, outcomes, wanted, counts)


def show(claims: Iterable[Claim], outcomes: Iterable[Outcome], cells: Mapping[str, set[Cell]]) -> None:
    """Claim by claim: = right, ! wrong, ? idle, . unlinked though a cell is wanted."""
    for claim, outcome in zip(claims, outcomes, strict=True):
        wanted = cells.get(claim.id, set())
        mark = "." if wanted else " "
        if isinstance(outcome, Linked):
            mark = "=" if cell_of(outcome) in wanted else "!" if wanted else "?"
        print(f"{mark} {claim.id} {claim.sign} {claim.cause} | {claim.effect} | {claim.condition}")
        print(f"      {explain(outcome)}")
        for cell in sorted(wanted):
            print(f"      wanted {cell[0]}={cell[1]} {cell[2]}> {cell[3]}={cell[4]}")


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = Path(os.environ.get("SHIOME_SOURCES", Path(__file__).parents[2] / "shared" / "sources"))
    parser.add_argument("--sources", type=Path, default=default)
    parser.add_argument("--documents", nargs="*", default=["000", "001", "003", "004"])
    parser.add_argument("--languages", nargs="*", default=["ja", "en"])
    parser.add_argument("--region", default="peninsula")
    parser.add_argument("--read", action="store_true", help="take the claims that reading finds in the sources")
    parser.add_argument("--show", action="store_true", help="list every claim with its link or why it has none")
    options = parser.parse_args()
    pack = load_pack(locate(options.region))
    cells = cells_of(pack)
    for document in options.documents:
        if options.read:
            read = measure_read(pack, document, options.sources)
            print(read.counts.line(f"{document} read"))
            if options.show:
                show(read.claims, read.outcomes, read.wanted)
            continue
        for language in options.languages:
            claims = claims_of(pack, document, language)
            outcomes = link_claims(claims, pack)
            print(tally(outcomes, cells).line(f"{document} {language}"))
            if options.show:
                show(claims, outcomes, cells)
        print(baseline(pack, list(pack.documents), document).line(f"{document}  baseline"))


if __name__ == "__main__":
    main()
