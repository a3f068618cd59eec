"""Events within events: what becomes of an act that stands in the complement of another coded verb.

Somebody who *agrees to lift* sanctions, *asks* an ally *to help* or *says that he will not support* did one thing, not two.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from shiome.reading.dependencies.clauses import Clause
from shiome.reading.dependencies.cues import cues
from shiome.reading.dependencies.matching import Match
from shiome.reading.dependencies.roles import Parties
from shiome.reading.dictionaries.patterns import Codes
from shiome.reading.dictionaries.transformations import Transformation
from shiome.reading.dictionaries.verbs import Verb, VerbDictionary
from shiome.tables import shipped_table

_STATEMENT = "01"


class Draft(NamedTuple):
    """A clause with the codes of its verb and the parties it was found to have."""

    clause: Clause
    verb: Verb
    lemma: str
    tokens: tuple[int, ...]
    codes: Codes
    match: Match | None
    sources: Parties
    targets: Parties

    @property
    def code(self) -> str:
        """The code as told, negation included."""
        active = self.codes.active
        return cues().opposite(active) if self.clause.negated else active


@lru_cache(maxsize=1)
def _compositions() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = shipped_table(__package__, "compositions.yaml")
    return found


def composed(governor: str, act: str) -> str:
    """The code of one who appeals for, intends, demands, refuses or threatens an act; empty where the scheme has none.

    >>> composed("030", "070"), composed("020", "0861"), composed("010", "190")
    ('033', '025', '')
    """
    table = _compositions().get(governor[:2], {})
    return next((table[act[:length]] for length in range(len(act), 1, -1) if act[:length] in table), "")


def settle(drafts: dict[int, Draft], dictionary: VerbDictionary) -> list[Draft]:
    """Drafts by predicate, with what belongs together made one; innermost complements first."""
    kept = dict(drafts)
    for predicate in sorted(drafts, reverse=True):
        for complement in drafts[predicate].clause.complements:
            outer, inner = kept.get(predicate), kept.get(complement)
            if outer is None or inner is None:
                continue
            del kept[predicate], kept[complement]
            kept.update(_settled(outer, inner, dictionary))
    return [kept[place] for place in sorted(kept)]


def _settled(outer: Draft, inner: Draft, dictionary: VerbDictionary) -> dict[int, Draft]:
    """What remains of a verb and its complement, by predicate."""
    above, below = outer.clause.predicate, inner.clause.predicate
    ruled = _transformed(outer, inner, dictionary)
    if ruled is not None:
        return {above: ruled}
    if outer.clause.passive and outer.match is None and outer.codes.active.startswith(_STATEMENT) and inner.clause.bare:
        return {below: inner}  # "was seen to leave": the governing verb only says how one knows
    made = composed(outer.code, inner.code) if outer.match is None else ""
    if _same(outer.sources, inner.sources) and inner.targets:
        if made:
            return {above: _as_one(outer, made)._replace(targets=inner.targets)}
        return {above: outer} if outer.match is not None else {below: inner}
    if _same(outer.targets, inner.sources) and inner.clause.inherited:
        return {above: _as_one(outer, made) if made else outer}
    return {above: outer, below: inner}


def _as_one(outer: Draft, code: str) -> Draft:
    return outer._replace(codes=Codes(code), clause=_affirmed(outer.clause))


def _affirmed(clause: Clause) -> Clause:
    """The clause with its negation already within the composed code."""
    return clause._replace(negated=False)


def _same(first: Parties, second: Parties) -> bool:
    return bool(first) and {party.code for party in first} == {party.code for party in second}


def _transformed(outer: Draft, inner: Draft, dictionary: VerbDictionary) -> Draft | None:
    """The outer draft as the dictionary's own transformations make it, for the first parties of each side."""
    for rule in dictionary.transformations:
        if rule.outer not in (outer.verb.name, outer.lemma) or not _is_such(inner, rule, dictionary):
            continue
        speaker = outer.sources[0].code if outer.sources else ""
        doer = inner.sources[0].code if inner.sources and _has_doer(outer, inner) else ""
        object_ = inner.targets[0].code if inner.targets else ""
        made = rule.apply(rule.outer, rule.inner, speaker=speaker, doer=doer, object_=object_, code=inner.code)
        if made is None:
            continue
        parties = {rule.speaker: outer.sources, rule.doer: inner.sources, rule.object: inner.targets}
        if rule.doer == rule.speaker:
            parties[rule.speaker] = outer.sources
        return outer._replace(
            codes=Codes(made[2]),
            sources=parties[rule.source],
            targets=parties[rule.target],
            clause=_affirmed(outer.clause),
        )
    return None


def _has_doer(outer: Draft, inner: Draft) -> bool:
    """Whether the complement has somebody of its own who acts: named, or wanted to by the governing verb."""
    return not inner.clause.bare or not _same(outer.sources, inner.sources)


def _is_such(draft: Draft, rule: Transformation, dictionary: VerbDictionary) -> bool:
    """Whether the inner verb is the one a rule names, or of the same kind by its code."""
    if rule.inner == "Q" or rule.inner == draft.verb.name:
        return True
    named = dictionary.single.get(rule.inner)
    return named is not None and bool(named.codes.active) and draft.codes.active[:2] == named.codes.active[:2]
