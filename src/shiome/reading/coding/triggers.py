"""The event words of a language, ready for matching."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from shiome.reading.actors.trie import Trie
from shiome.reading.lexicon import Trigger, load_lexicon


class TriggerTable:
    """Event nouns and verbs of one language. Of several triggers of one word the most demanding comes first."""

    def __init__(self, language: str) -> None:
        triggers = sorted(load_lexicon(language).triggers, key=_demand, reverse=True)
        self.nouns: Trie[Trigger] = Trie((noun, trigger) for trigger in triggers for noun in _nouns(trigger))
        self.verbs: dict[str, list[Trigger]] = {}
        for trigger in triggers:
            for verb in trigger.verbs:
                self.verbs.setdefault(verb, []).append(trigger)


def _nouns(trigger: Trigger) -> list[str]:
    """The event nouns, with those that only a light verb makes verbs (輸出する)."""
    made = [verb.removesuffix("する") for verb in trigger.verbs if verb.endswith("する") and len(verb) > 3]
    return list(dict.fromkeys([*trigger.nouns, *made]))


def _demand(trigger: Trigger) -> int:
    asked = (trigger.object, trigger.carried, trigger.complement, trigger.about)
    return 2 * sum(bool(words) for words in asked) + bool(trigger.dative) + bool(trigger.actor_object)


@lru_cache(maxsize=8)
def trigger_table(language: str) -> TriggerTable:
    """The table of a language."""
    return TriggerTable(language)


def fits(
    trigger: Trigger, *, objects: str, datives: str, carrier: str | None, complements: str = "", clause: str = ""
) -> bool:
    """Whether what stands around the word is what the trigger asks for.

    Parameters
    ----------
    objects, datives, complements:
        The words of the object, of what the verb goes with, and of what something is said to be.
    carrier:
        The verb that carries the noun; ``None`` where the word is itself the predicate.
    clause:
        The words before the event noun.
    """
    if trigger.carried and (carrier is None or carrier not in trigger.carried):
        return False
    for asked, words in (
        (trigger.object, objects),
        (trigger.dative, datives),
        (trigger.complement, complements),
        (trigger.about, clause),
    ):
        if asked and not _any_in(asked, words):
            return False
    return not _any_in(trigger.not_object, objects)


def may_fit(trigger: Trigger, text: str, *, verbal: bool) -> bool:
    """Whether a trigger can fit at all in a sentence: what it asks for stands somewhere in it.

    Parameters
    ----------
    verbal:
        The word is itself the predicate, so that nothing carries it.
    """
    if verbal and trigger.carried:
        return False
    for asked in (trigger.object, trigger.dative, trigger.complement, trigger.about):  # noqa: SIM110 - as in _any_in
        if asked and not _any_in(asked, text):
            return False
    return True


def _any_in(asked: Iterable[str], words: str) -> bool:
    # A loop: this is asked many times a sentence, and a generator costs more than the search.
    for word in asked:  # noqa: SIM110
        if word in words:
            return True
    return False
