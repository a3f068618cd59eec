"""Small trees and dictionaries, written in one line a word, for tests that show one thing at a time."""

from __future__ import annotations

from datetime import date

from shiome.reading.dependencies import CodedEvent, CoderOptions, Sentence, code_sentence, parse_sentence
from shiome.reading.dictionaries.actors import parse_actors
from shiome.reading.dictionaries.agents import parse_agents
from shiome.reading.dictionaries.discards import parse_discards
from shiome.reading.dictionaries.library import CoderDictionaries
from shiome.reading.dictionaries.verbs import parse_verbs

VERBS = """
--- SAY [010] ---
SAY {SAID}
SEE {SEEN}
--- WANT [030] ---
WANT
PLEDGE
--- ASK [020] ---
ASK
--- HELP [070] ---
HELP
--- CRITICIZE [111] ---
CRITICIZE
- * {TRADE PLAN} [1211]
- * {TRADE PLAN} (OF +) [114]
--- MEET [040] ---
MEET {MET}
--- VISIT [042:043] ---
VISIT
--- SHELL [190] ---
SHELL
--- RECEIVE [033] ---
RECEIVE
- + * MONEY $ [071]
--- FREE [084] ---
FREE {FREED}
- % * [057]
"""
ACTORS = """
AVARIA [AVA]
BORLAND [BOR]
+BORLANDIC
CARELL [CAR]
TWIN_ISLES [TWA/TWB]
"""
AGENTS = """
MINISTER [~GOV]
SOLDIER [~MIL]
MILITARY {} [~MIL]
OFFICIAL [~GOV]
RESIDENT [~PPL]
"""


def tree(*rows: str) -> Sentence:
    """A sentence from rows ``form tag head relation [lemma] [features]``; ``head`` counts from 1, 0 is the root."""
    lines = []
    for number, row in enumerate(rows, start=1):
        form, tag, head, relation, *more = row.split()
        lemma = more[0] if more else form.lower()
        features = more[1] if len(more) > 1 else "_"
        upos, _, xpos = tag.partition("/")
        lines.append("\t".join((str(number), form, lemma, upos, xpos or "_", features, head, relation, "_", "_")))
    return parse_sentence("\n".join(lines))


def dictionaries(verbs: str = VERBS) -> CoderDictionaries:
    """The small dictionaries of these tests."""
    return CoderDictionaries(
        parse_verbs(verbs), parse_actors(ACTORS), parse_agents(AGENTS), parse_discards("REGATTA\n")
    )


def code(sentence: Sentence, verbs: str = VERBS, **options: object) -> list[CodedEvent]:
    """Events of a sentence by the small dictionaries."""
    return code_sentence(
        sentence,
        dictionaries(verbs),
        day=date(2020, 1, 1),
        options=CoderOptions(**options),  # type: ignore[arg-type]
    )


def triples(sentence: Sentence, verbs: str = VERBS, **options: object) -> list[str]:
    """Events of a sentence as ``source>target:code``."""
    return [f"{event.source}>{event.target}:{event.code}" for event in code(sentence, verbs, **options)]
