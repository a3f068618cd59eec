"""Clauses of a Russian sentence: segments between commas and conjunctions, and what each says of its verb."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from shiome.reading.actors.mentions import Mention
from shiome.reading.coding.russian.slots import Slot
from shiome.reading.coding.russian.words import Word, plain_prepositions
from shiome.reading.lexicon import load_lexicon

_CONTENT = frozenset(["что", "будто"])
_PURPOSE = frozenset(["чтобы", "дабы"])
_CONDITION = frozenset(["если"])
_RELATIVE = "котор"
_WHOM = frozenset(["которых", "которого", "которую", "которому", "которым", "которой"])
_OTHER_ONE = frozenset(["тот", "та", "те", "последний", "последняя", "последние"])
"""Words for the one named last."""
_OTHER = frozenset(["когда", "где", "хотя", "поскольку", "как", "пока", "ли", "так", "поэтому", "куда"])


@dataclass(slots=True)
class Clause:
    """A stretch of words with at most one finite verb. ``first``/``stop`` are positions of words."""

    first: int
    stop: int
    sort: str = "main"
    """``main``, ``content``, ``purpose``, ``condition``, ``relative``, ``participle``, ``gerund``."""
    subject: list[Mention] = field(default_factory=list)
    lent: bool = False
    named: bool = False
    """Something stands in the subject's place."""
    attribution: str = ""
    denied: bool = False
    conditional: bool = False
    supposed: int | None = None
    """Where a hedge in it begins; 0 where one stands on the whole of it."""
    expected: int | None = None
    """The same for a hedge that leaves no doubt."""
    earlier: list[Mention] = field(default_factory=list)
    described: list[Mention] = field(default_factory=list)
    """Whom a relative clause tells something to have been done to."""
    slots: list[Slot] = field(default_factory=list)

    def holds(self, at: int) -> bool:
        """Whether a word stands in it."""
        return self.first <= at < self.stop


@lru_cache(maxsize=1)
def _breaks() -> frozenset[str]:
    return frozenset(load_lexicon("ru").clauses.breaks)


@lru_cache(maxsize=1)
def _conjunctions() -> frozenset[str]:
    return frozenset(word for phrase in load_lexicon("ru").clauses.coordination for word in phrase.split()[:1])


def split(words: Sequence[Word]) -> list[Clause]:
    """The clauses of a sentence in order."""
    pieces = _at_marks(words)
    clauses: list[Clause] = []
    for first, stop in pieces:
        for start, end in _at_conjunctions(words, first, stop):
            clauses.append(Clause(start, end, _sort(words, start, end)))
    return _merged(words, clauses)


def _at_marks(words: Sequence[Word]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = 0
    for at, word in enumerate(words):
        if word.kind == "mark" and word.text in _breaks():
            if at > start:
                found.append((start, at))
            start = at + 1
    if start < len(words):
        found.append((start, len(words)))
    return found


def _at_conjunctions(words: Sequence[Word], first: int, stop: int) -> list[tuple[int, int]]:
    """Splits where a conjunction stands between two predicates."""
    verbs = [at for at in range(first, stop) if words[at].finite or words[at].form == "infinitive"]
    found: list[tuple[int, int]] = []
    start = first
    for before, after in pairwise(verbs):
        joints = [at for at in range(before + 1, after) if words[at].text in _conjunctions()]
        if joints:
            found.append((start, joints[-1]))
            start = joints[-1] + 1
    found.append((start, stop))
    return found


def _sort(words: Sequence[Word], first: int, stop: int) -> str:
    opening = [word for word in words[first : min(first + 3, stop)] if word.kind != "mark"]
    if not opening:
        return "main"
    text = opening[0].text
    if text in _conjunctions() and len(opening) > 1:
        text = opening[1].text
    if text in _CONTENT:
        return "content"
    if text in _PURPOSE:
        return "purpose"
    if text in _CONDITION:
        return "condition"
    if any(word.text.startswith(_RELATIVE) for word in opening):
        return "relative"
    if opening[0].kind == "verb" and opening[0].form in ("passive", "active", "gerund"):
        return "gerund" if opening[0].form == "gerund" else "participle"
    return "main"


def _merged(words: Sequence[Word], clauses: Sequence[Clause]) -> list[Clause]:
    """Joins stretches without a predicate to what they belong to: members of lists, phrases set off by commas."""
    found: list[Clause] = []
    for clause in clauses:
        has_verb = any(word.kind == "verb" for word in words[clause.first : clause.stop])
        before = found[-1] if found else None
        if before is not None and before.sort == "condition" and clause.sort == "main" and _predicate(words, before):
            # What follows a condition begins the main clause, even before its verb.
            found.append(clause)
        elif (before is not None and clause.sort == "main" and not has_verb) or (
            before is not None and before.sort == "main" and not _predicate(words, before) and clause.sort == "main"
        ):
            before.stop = clause.stop
        else:
            found.append(clause)
    return found


def _predicate(words: Sequence[Word], clause: Clause) -> bool:
    return any(word.kind == "verb" for word in words[clause.first : clause.stop])


# ---------------------------------------------------------------- who does it


def settle(words: Sequence[Word], clauses: Sequence[Clause], slots: Sequence[Slot], topic: Sequence[Mention]) -> None:
    """Gives every clause its subject, its speaker and its condition."""
    main: list[Mention] = []
    conditional = False
    for at, clause in enumerate(clauses):
        clause.slots = [slot for slot in slots if clause.holds(slot.first)]
        own = subject_of(words, clause)
        clause.named = bool(own) or _other_subject(words, clause)
        clause.subject = own
        clause.earlier = [slot.mention for slot in slots if slot.first < clause.first]
        conditional = conditional or clause.sort == "condition"
        clause.conditional = conditional
        if not own:
            _lend(words, clauses, at, slots, main, topic)
        if clause.sort == "main" and own:
            main = own
    for at, clause in enumerate(clauses):
        if clause.sort == "gerund" and not clause.subject:
            clause.subject = next((c.subject for c in clauses[at + 1 :] if c.sort == "main" and c.subject), [])
    _attribute(words, clauses, slots)


def _lend(
    words: Sequence[Word],
    clauses: Sequence[Clause],
    at: int,
    slots: Sequence[Slot],
    main: list[Mention],
    topic: Sequence[Mention],
) -> None:
    clause = clauses[at]
    clause.lent = True
    opening = words[clause.first]
    if opening.text in _OTHER_ONE or (opening.text in _conjunctions() and words[clause.first + 1].text in _OTHER_ONE):
        # … и тот поблагодарил: the one named last.
        before = [slot for slot in slots if slot.last < clause.first]
        clause.subject = [before[-1].mention] if before else []
    elif clause.sort == "relative" and opening.text in _WHOM:
        # Граждане X, которых задержали: they are the ones it was done to.
        before = [slot for slot in slots if slot.last < clause.first]
        clause.subject, clause.described = list(main), [slot.mention for slot in before[-1:]]
    elif clause.sort == "relative" and not opening.text.startswith(_RELATIVE):
        # В котором, с которыми: what the clause describes is not who does it.
        clause.subject = list(main) or [slot.mention for slot in slots if slot.last < clause.first]
    elif clause.sort in ("relative", "participle"):
        before = [slot for slot in slots if clause.first - 4 <= slot.last < clause.first]
        clause.subject = [before[-1].mention] if before else []
    elif clause.sort == "content":
        chained = at and clauses[at - 1].sort == "content"
        clause.subject = list(clauses[at - 1].subject) if chained else list(main)
    elif clause.named:
        clause.subject = []
    else:
        coordinated = at and clauses[at - 1].sort in ("content", "condition", "purpose") and not main
        clause.subject = list(clauses[at - 1].subject) if coordinated else list(main or topic)


def subject_of(words: Sequence[Word], clause: Clause) -> list[Mention]:
    """The actors in the nominative, as far as forms and order tell."""
    verb = next((n for n in range(clause.first, clause.stop) if words[n].finite), None)
    sure = [s for s in clause.slots if s.place == "free" and s.cases == frozenset({"nominative"})]
    if sure:
        return [slot.mention for slot in sure]
    if verb is None:
        verb = next((n for n in range(clause.first, clause.stop) if words[n].kind == "verb"), clause.stop)
    ahead = [s for s in clause.slots if s.place == "free" and "nominative" in s.cases and s.last < verb]
    if ahead:
        return [slot.mention for slot in ahead]
    first = [s for s in clause.slots if s.place == "free" and s.last < verb and len(s.cases) > 1]
    if first and first[0].first <= clause.first + 1:
        # A name that does not show its case stands first as the subject does.
        return [slot.mention for slot in first[:1]]
    said = verb < len(words) and words[verb].lemma in load_lexicon("ru").grammar.speech
    behind = [s for s in clause.slots if s.place == "free" and "nominative" in s.cases and s.first > verb]
    asked = any(word.text == "ли" and not word.capital for word in words[clause.first : clause.stop])
    if (said or asked) and behind:
        return [behind[0].mention]
    return _through_noun(words, clause, verb)


def _through_noun(words: Sequence[Word], clause: Clause, verb: int) -> list[Mention]:
    """Whose the subject is, where it is no actor itself: the drones of X attacked."""
    found: list[Mention] = []
    for slot in clause.slots:
        if slot.place not in ("within", "of") or not 0 <= slot.host < verb or slot.last >= verb:
            continue
        start = min(slot.first, slot.host)
        while start > clause.first and words[start - 1].kind == "adjective":
            start -= 1
        behind = words[start - 1].text if start > clause.first else ""
        cases = words[slot.host].cases
        if behind not in plain_prepositions() and (not cases or "nominative" in cases):
            found.append(slot.mention)
    return found


def _other_subject(words: Sequence[Word], clause: Clause) -> bool:
    """Whether a noun that is no actor stands where the subject does."""
    taken = {n for slot in clause.slots for n in range(slot.first, slot.last + 1)}
    for at in range(clause.first, clause.stop):
        word = words[at]
        if word.finite:
            return False
        if word.kind == "noun" and "nominative" in word.cases and at not in taken:
            return at == clause.first or words[at - 1].kind != "other" or words[at - 1].text in _OTHER
    return False


# ---------------------------------------------------------------- who says so


def _attribute(words: Sequence[Word], clauses: Sequence[Clause], slots: Sequence[Slot]) -> None:
    lexicon = load_lexicon("ru")
    speech, denial = set(lexicon.grammar.speech), set(lexicon.clauses.denial)
    told = next((slot.mention.actors[0] for slot in slots if slot.place == "says"), "")
    text = " ".join(word.text for word in words)
    if not told and any(f" {phrase.lower()} " in f" {text} " for phrase in lexicon.clauses.reporting):
        told = "reported"
    for at, clause in enumerate(clauses):
        clause.attribution = told
        if clause.sort == "content" and at:
            said = next((c for c in reversed(clauses[:at]) if c.sort != "content" and _says(words, c, speech)), None)
            if said is not None:
                clause.attribution = said.subject[0].actors[0] if said.subject else "reported"
                clause.denied = _says(words, said, denial)
    last = clauses[-1] if clauses else None
    if last is not None and len(clauses) > 1 and last.sort == "main" and _says(words, last, speech) and last.subject:
        verb = next((n for n in range(last.first, last.stop) if words[n].kind == "verb"), last.stop)
        if verb - last.first <= 1 and not last.lent:
            for clause in clauses[:-1]:
                clause.attribution = clause.attribution or last.subject[0].actors[0]


def _says(words: Sequence[Word], clause: Clause, speech: set[str]) -> bool:
    return any(word.kind == "verb" and word.lemma in speech for word in words[clause.first : clause.stop])
