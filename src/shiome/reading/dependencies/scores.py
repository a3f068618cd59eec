"""How well the coder does on validation records: by the family's own measures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from shiome.errors import InputRefused
from shiome.reading.dependencies.coder import CoderOptions, code_sentence
from shiome.reading.dependencies.validation import GoldFile, GoldRecord, Triple
from shiome.reading.dictionaries.library import CoderDictionaries, load_dictionaries


class Score(NamedTuple):
    """Counts of what was coded, what should have been, and what of both agrees."""

    coded: int = 0
    gold: int = 0
    hits: int = 0

    @property
    def precision(self) -> float:
        """Share of what was coded that is right; 0 where nothing was."""
        return self.hits / self.coded if self.coded else 0.0

    @property
    def recall(self) -> float:
        """Share of what should be coded that was; 0 where nothing should."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both.

        >>> round(Score(coded=4, gold=5, hits=3).f1, 3)
        0.667
        """
        return 2 * self.hits / (self.coded + self.gold) if self.coded + self.gold else 0.0


class Scores(NamedTuple):
    """Of triples (source, target and code equal), of codes alone, and records without any difference."""

    triples: Score
    codes: Score
    right: int
    records: int


def dictionaries_for(gold: GoldFile, folder: Path, *, generation: int | None = None) -> CoderDictionaries:
    """The dictionaries that a file of records names, from ``folder``.

    The files name the verbs of the first generation also where their events are of the second, which stands beside it as
    ``….2.0.txt``. Unless ``generation`` says which, it is the one that has more of the codes of the records; the second where both
    have as many.

    Raises
    ------
    InputRefused
        ``validation.dictionaries`` where the file names no verb dictionary, ``dictionary.unreadable`` where one is missing.
    """
    named = {kind: [folder / name for name in names] for kind, names in gold.dictionaries.items()}
    if not named.get("Verbfile"):
        raise InputRefused(
            "validation.dictionaries",
            "the validation records name no verb dictionary",
            ja="検証記録に動詞辞書の指定がない",
            hint="add <Verbfile> to <Environment>",
            hint_ja="<Environment>に<Verbfile>を加える",
        )
    verbs = named["Verbfile"][0]
    newer = verbs.with_name(f"{verbs.stem}.2.0{verbs.suffix}")
    actors, agents, discards = (named.get(kind, []) for kind in ("Actorfile", "Agentfile", "Discardfile"))
    paths = [newer, verbs] if newer.exists() else [verbs]
    found = [load_dictionaries(path, actors=actors, agents=agents, discards=discards) for path in paths]
    if generation is not None:
        return next((one for one in found if one.verbs.generation == generation), found[0])
    wanted = [event[2] for record in gold.records for event in record.events]
    return max(found, key=lambda one: sum(code in one.verbs.codes for code in wanted))


def coded_triples(
    record: GoldRecord, dictionaries: CoderDictionaries, options: CoderOptions | None = None
) -> list[Triple]:
    """What the coder makes of a record, with the record's own options unless others are given."""
    events = code_sentence(record.sentence, dictionaries, day=record.day, options=options or record.options)
    return [event.triple for event in events]


def score(pairs: Iterable[tuple[Sequence[Triple], Sequence[Triple]]]) -> Scores:
    """Scores of coded and gold triples, record by record; a code is found as often as it stands on both sides.

    >>> score([([("A", "B", "040")], [("A", "B", "040"), ("B", "A", "040")])]).triples.recall
    0.5
    """
    triples, codes, right, records = Score(), Score(), 0, 0
    for coded, gold in pairs:
        common = len(set(coded) & set(gold))
        same = (Counter(triple[2] for triple in coded) & Counter(triple[2] for triple in gold)).total()
        triples = Score(triples.coded + len(coded), triples.gold + len(gold), triples.hits + common)
        codes = Score(codes.coded + len(coded), codes.gold + len(gold), codes.hits + same)
        right += set(coded) == set(gold)
        records += 1
    return Scores(triples, codes, right, records)
