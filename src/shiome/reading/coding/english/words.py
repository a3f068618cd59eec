"""English verb forms by rule, with the irregular ones of the lexicon."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

import msgspec

from shiome.reading.coding.dates.find import alternatives
from shiome.reading.lexicon import Lexicon, load_lexicon

VerbForm = Literal["base", "third", "past", "participle", "ing"]
_VOWELS = "aeiou"
_DOUBLING = frozenset(
    {
        "travel",
        "fulfil",
        "cancel",
        "signal",
        "repel",
        "ship",
        "ban",
        "free",
        "plan",
        "drop",
        "stop",
        "admit",
        "commit",
        "expel",
        "rebuff",
        "sever",
    }
)
_NEVER_DOUBLED = frozenset({"free", "rebuff", "sever"})


AUXILIARIES = frozenset(
    (
        "has",
        "have",
        "had",
        "will",
        "would",
        "may",
        "might",
        "could",
        "should",
        "did",
        "does",
        "do",
        "can",
        "must",
        "not",
    )
)


def inflect(base: str) -> dict[str, list[VerbForm]]:
    """Forms of a regular verb; a phrase (set up) inflects its first word.

    >>> sorted(inflect("supply"))
    ['supplied', 'supplies', 'supply', 'supplying']
    """
    first, _, rest = base.partition(" ")
    tail = f" {rest}" if rest else ""
    if first.endswith("y") and first[-2:-1] not in _VOWELS:
        stem, third = first[:-1] + "i", first[:-1] + "ies"
        past, ing = stem + "ed", first + "ing"
    elif first.endswith("e"):
        third, past, ing = first + "s", first + "d", first + "ing" if first.endswith("ee") else first[:-1] + "ing"
    elif first in _DOUBLING - _NEVER_DOUBLED:
        third, past, ing = first + "s", first + first[-1] + "ed", first + first[-1] + "ing"
    else:
        third = first + ("es" if first.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
        past, ing = first + "ed", first + "ing"
    forms: dict[str, list[VerbForm]] = {}
    for form, word in (("base", first), ("third", third), ("past", past), ("participle", past), ("ing", ing)):
        forms.setdefault(word + tail, []).append(form)  # type: ignore[arg-type] # the literals above
    return forms


@lru_cache(maxsize=1)
def _irregular() -> dict[str, tuple[str, str]]:
    rows = (row.split() for row in load_lexicon("en").grammar.irregular)
    return {base: (past, participle) for base, past, participle in rows}


@lru_cache(maxsize=2048)
def forms_of(base: str) -> dict[str, list[VerbForm]]:
    """All forms of a verb.

    >>> forms_of("meet")["met"]
    ['past', 'participle']
    """
    first, _, rest = base.partition(" ")
    if first not in _irregular():
        return inflect(base)
    past, participle = _irregular()[first]
    tail = f" {rest}" if rest else ""
    forms = {word: [f for f in found if f not in ("past", "participle")] for word, found in inflect(base).items()}
    forms = {word: found for word, found in forms.items() if found}
    forms.setdefault(past + tail, []).append("past")
    forms.setdefault(participle + tail, []).append("participle")
    return forms


def table_of(bases: tuple[str, ...]) -> dict[str, list[tuple[str, VerbForm]]]:
    """First word of every form to (base form, kind)."""
    table: dict[str, list[tuple[str, VerbForm]]] = {}
    for base in bases:
        for word, kinds in forms_of(base).items():
            table.setdefault(word.partition(" ")[0], []).extend((base, kind) for kind in kinds)
    return table


class VerbTables(msgspec.Struct, frozen=True):
    """The verbs that matter, by every form."""

    triggers: dict[str, list[tuple[str, VerbForm]]]
    """Verbs that tell an event."""
    carriers: dict[str, list[tuple[str, VerbForm]]]
    """Verbs that carry an event noun, and verbs of saying."""
    all_forms: dict[str, list[tuple[str, VerbForm]]]
    """Both, and the irregular verbs."""
    finite: frozenset[str]
    """Words that after a name are certainly verbs."""
    before: dict[str, re.Pattern[str]]
    """Reality to the words right before a verb that give it."""


@lru_cache(maxsize=1)
def verb_tables() -> VerbTables:
    """The tables, built once from the lexicon."""
    lexicon = load_lexicon("en")
    triggers = table_of(tuple(verb for trigger in lexicon.triggers for verb in trigger.verbs))
    carriers = table_of(
        (
            *lexicon.grammar.carriers,
            *lexicon.grammar.unreal_carriers,
            *lexicon.grammar.negative_carriers,
            *lexicon.grammar.speech,
            *_own_carriers(lexicon),
        )
    )
    finite = frozenset(
        word
        for table in (triggers, carriers)
        for word, kinds in table.items()
        if any(kind in ("past", "participle", "third") for _, kind in kinds)
    )
    before = {
        name: re.compile(rf"(?:\b|^)(?:{alternatives(words)})(?:\s+\w+ly)?(?:\s+(?:be|have|been))*\s*$", re.IGNORECASE)
        for name, words in lexicon.grammar.before.items()
    }
    known = tuple(dict.fromkeys([*lexicon.grammar.carriers, *lexicon.grammar.speech, *_irregular(), *_plain(lexicon)]))
    return VerbTables(triggers, carriers, table_of(known), finite | AUXILIARIES | set(lexicon.grammar.be), before)


def _plain(lexicon: Lexicon) -> list[str]:
    grammar = lexicon.grammar
    verbs = [verb for trigger in lexicon.triggers for verb in trigger.verbs]
    return [*verbs, *grammar.unreal_carriers, *grammar.negative_carriers, *_own_carriers(lexicon), *grammar.verbs]


def _own_carriers(lexicon: Lexicon) -> list[str]:
    """Verbs that carry only some event nouns (to lodge a protest)."""
    return [verb for trigger in lexicon.triggers for verb in trigger.carried]
