"""Word lists of the Japanese lexicon as sets, for the reading of predicates and event nouns."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from shiome.reading.lexicon import Trigger, load_lexicon


class Words(msgspec.Struct, frozen=True):
    """Lists of the lexicon as sets."""

    carriers: frozenset[str]
    unreal: frozenset[str]
    negative: frozenset[str]
    dative: frozenset[str]
    planning: frozenset[str]
    receiving: frozenset[str]
    speech: frozenset[str]
    tails: frozenset[str]
    noun_carriers: frozenset[str]
    absent: tuple[str, ...]
    imagined: tuple[str, ...]
    void: frozenset[str]
    plans: frozenset[str]
    realising: frozenset[str]
    manner: frozenset[str]
    visit: tuple[Trigger, ...]


@lru_cache(maxsize=1)
def word_lists() -> Words:
    """The lists; built once."""
    lexicon = load_lexicon("ja")
    grammar = lexicon.grammar
    return Words(
        carriers=frozenset(grammar.carriers),
        unreal=frozenset(grammar.unreal_carriers),
        negative=frozenset(grammar.negative_carriers),
        dative=frozenset(grammar.dative_carriers),
        planning=frozenset(grammar.planning_carriers),
        receiving=frozenset(grammar.receiving_carriers),
        speech=frozenset(grammar.speech),
        tails=frozenset(grammar.presupposing_tails),
        noun_carriers=frozenset(grammar.noun_carriers),
        absent=grammar.absent,
        imagined=grammar.imagined,
        void=frozenset(grammar.void_nouns),
        plans=frozenset(grammar.plan_nouns),
        realising=frozenset(grammar.realising),
        manner=frozenset(grammar.manner),
        visit=tuple([trigger for trigger in lexicon.triggers if trigger.frame == "visit" and trigger.concrete][:1]),
    )


def plain(base: str) -> str:
    """応ずる and 応じる are one verb."""
    return base[:-2] + "じる" if base.endswith("ずる") else base
