"""The published records of the PETRARCH family, and the published way from CAMEO to PLOVER.

The bars are what the best coder of the family scores on the same records and parses.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from shiome.reading.dependencies import clauses, code_sentence
from shiome.reading.dependencies.scores import coded_triples, dictionaries_for, score
from shiome.reading.dependencies.validation import read_events, read_gold
from shiome.reading.dictionaries import (
    CoderDictionaries,
    cameo_to_plover,
    read_actors,
    read_agents,
    read_discards,
    read_verbs,
)

BESIDE = Path(__file__).resolve().parents[3] / "shared" / "data"
DATA = Path(os.environ.get("SHIOME_DATA", BESIDE))
CODER = DATA / "coder"
DICTIONARIES = CODER / "dictionaries"
ABSENT = f"no published coder records at {CODER}: set SHIOME_DATA"


def dependency_files() -> list[Path]:
    """Files of records whose parses are dependency trees."""
    return [path for path in sorted(CODER.rglob("*.xml")) if _is_conllu(path)]


def constituency_files() -> list[Path]:
    """Files of records whose parses are bracketed trees."""
    return [path for path in sorted(CODER.rglob("*.xml")) if not _is_conllu(path)]


def _is_conllu(path: Path) -> bool:
    found = re.search(r"<Parse>\s*(\S+)(\s)", path.read_text(encoding="utf-8", errors="replace"))
    return found is not None and found[1].isdecimal() and found[2] == "\t"


UNIT_VERBS = "PETR.Validate.verbs.txt"
FILES = dependency_files()
NAMING = [path for path in FILES if read_gold(path).dictionaries.get("Verbfile")]
UNITS = [path for path in NAMING if read_gold(path).dictionaries["Verbfile"] == (UNIT_VERBS,)]
ORDINARY = pytest.mark.skipif(not FILES, reason=ABSENT)
MAPPINGS = sorted((DATA / "plover").glob("CAMEO2PLOVER*.txt"))


def names(paths: list[Path]) -> list[str]:
    return [path.stem for path in paths]


@ORDINARY
@pytest.mark.parametrize("path", FILES, ids=names(FILES))
def test_every_record_is_read_and_parted_into_clauses(path: Path) -> None:
    gold = read_gold(path)
    assert gold.records
    for record in gold.records:
        assert len(clauses(record.sentence)) <= len(record.sentence.tokens)


@ORDINARY
@pytest.mark.parametrize("path", NAMING, ids=names(NAMING))
def test_no_record_fails_and_every_span_is_in_the_sentence(path: Path) -> None:
    gold = read_gold(path)
    dictionaries = dictionaries_for(gold, DICTIONARIES)
    for record in gold.records:
        for dyad in (True, False):
            options = record.options._replace(require_dyad=dyad)
            for event in code_sentence(record.sentence, dictionaries, day=record.day, options=options):
                assert event.code, record.identifier
                spans = (
                    (event.source_span, event.source),
                    (event.target_span, event.target),
                    (event.verb_span, "verb"),
                )
                for span, party in spans:
                    assert span is None or 0 <= span[0] < span[1] <= len(record.sentence.text)
                    if record.sentence.text.strip():
                        assert (span is None) == (party == "---"), record.identifier


def bars(dictionaries: CoderDictionaries) -> tuple[float, float]:
    """Triple and code F1 of the family's best on the unit records with verbs of the same generation."""
    return (0.734, 0.851) if dictionaries.verbs.generation == 2 else (0.560, 0.678)


@ORDINARY
@pytest.mark.parametrize("path", UNITS, ids=names(UNITS))
@pytest.mark.parametrize("dyad", [None, True], ids=["as configured", "both parties"])
def test_unit_records_beat_the_best_of_the_family(path: Path, dyad: bool | None) -> None:
    gold = read_gold(path)
    dictionaries = dictionaries_for(gold, DICTIONARIES)
    options = [
        record.options if dyad is None else record.options._replace(require_dyad=dyad) for record in gold.records
    ]
    found = score(
        (coded_triples(record, dictionaries, chosen), record.events)
        for record, chosen in zip(gold.records, options, strict=True)
    )
    triple, code = bars(dictionaries)
    assert found.records == len(gold.records)
    assert found.triples.f1 > triple
    assert found.codes.f1 > code


@ORDINARY
@pytest.mark.parametrize("path", UNITS, ids=names(UNITS))
@pytest.mark.parametrize("half", [0, 1])
def test_neither_half_of_the_records_carries_the_other(path: Path, half: int) -> None:
    """The rules were written while looking at the even half; the odd half was kept aside."""
    gold = read_gold(path)
    dictionaries = dictionaries_for(gold, DICTIONARIES)
    found = score((coded_triples(record, dictionaries), record.events) for record in gold.records[half::2])
    triple, code = bars(dictionaries)
    assert found.triples.f1 > triple
    assert found.codes.f1 > code


@ORDINARY
@pytest.mark.parametrize("path", constituency_files(), ids=names(constituency_files()))
def test_first_generation_verbs_do_as_well_on_their_own_gold(path: Path) -> None:
    """The older records have the same sentences in the same order; their events are of the older dictionary."""
    older = read_events(path)
    for parsed in UNITS:
        gold = read_gold(parsed)
        if len(gold.records) == len(older):
            dictionaries = dictionaries_for(gold, DICTIONARIES, generation=1)
            pairs = zip(gold.records, older, strict=True)
            found = score((coded_triples(record, dictionaries), events) for record, events in pairs)
            triple, code = bars(dictionaries)
            assert found.triples.f1 > triple
            assert found.codes.f1 > code


DICTIONARY_FILES = sorted(DICTIONARIES.glob("*.txt"))


@pytest.mark.skipif(not DICTIONARY_FILES, reason=ABSENT)
@pytest.mark.parametrize("path", DICTIONARY_FILES, ids=names(DICTIONARY_FILES))
def test_published_dictionaries_are_read_nearly_without_loss(path: Path) -> None:
    kinds = {"actors": read_actors, "agents": read_agents, "discards": read_discards}
    kind = next((read for word, read in kinds.items() if word in path.stem), read_verbs)
    known = kind(path)
    assert len(known) > 0
    assert len(getattr(known, "problems", ())) <= max(3, len(known) // 100)


def mapping_lines() -> list[tuple[str, str]]:
    lines = []
    for path in MAPPINGS:
        for line in path.read_text(encoding="utf-8").splitlines():
            found = re.match(r"^(\d{3,4}):\s*([^#]*)", line)
            if found:
                lines.append((found[1], found[2]))
    return lines


@pytest.mark.skipif(not MAPPINGS, reason=f"no PLOVER mapping in {DATA / 'plover'}: set SHIOME_DATA")
def test_every_code_of_the_published_mapping_has_its_event_mode_and_context() -> None:
    lines = mapping_lines()
    assert len(lines) > 200
    for code, rest in lines:
        event, mode, context = (part.strip() for part in rest.split(","))
        expected = (event, mode, tuple(part.strip() for part in context.split(";") if part.strip()))
        assert cameo_to_plover(code) == expected, code


@pytest.mark.skipif(not CODER.is_dir(), reason=ABSENT)
def test_codes_of_the_unit_records_are_cameo_or_left_out_of_plover() -> None:
    for path in FILES:
        for record in read_gold(path).records:
            for triple in record.events:
                found = cameo_to_plover(triple[2])
                assert found is None or found.event
