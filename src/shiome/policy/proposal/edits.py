"""Single edits of a proposal, drawn from the pack's catalogue, each with its size."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from shiome.policy.proposal.assessing import texts_of
from shiome.policy.proposal.catalogue import Catalogue
from shiome.policy.proposal.model import Measure, Proposal, Timing
from shiome.policy.proposal.wording import departures
from shiome.region.schema.common import Texts
from shiome.region.schema.proposals import MeasureType, Reversibility
from shiome.vocabulary.languages import in_language

SHARES = (0.1, 0.25, 0.5, 0.75, 1.0)
"""Shares that a quantity is moved to."""
REVERSIBILITIES: tuple[Reversibility, ...] = ("reversible", "snap-back", "irreversible")
SMALL, WHOLE = 0.25, 1.0
"""Sizes: a step of verification, a tie, a date or a word is small; a measure more or less is whole."""


@dataclass(frozen=True)
class Edit:
    """One edit: what it does, in words, its size, and the kinds of measure it is about."""

    ja: str
    en: str
    size: float
    apply: Callable[[Proposal], Proposal]
    types: frozenset[str] = frozenset()
    """Kinds of the measures that it changes; empty where it changes the end-state or a text."""
    measure: str = ""
    """The measure that it changes, which another edit of the same measure would not know."""


def edits(proposal: Proposal, catalogue: Catalogue) -> list[Edit]:
    """Every single edit, in a fixed order."""
    found = [*_end_states(proposal, catalogue), *_texts(proposal, catalogue)]
    for measure in proposal.measures:
        found += _changes(proposal, measure, catalogue)
    for kind in catalogue.measures.values():
        found += _additions(proposal, kind, catalogue)
    return found


def _end_states(proposal: Proposal, catalogue: Catalogue) -> Iterator[Edit]:
    current = catalogue.end_states[proposal.end_state]
    for state in catalogue.end_states.values():
        if state.id != current.id:

            def apply(old: Proposal, to: str = state.id) -> Proposal:
                return msgspec.structs.replace(old, end_state=to)

            size = SMALL * abs(state.order - current.order)
            yield Edit(f"最終目標を「{state.name['ja']}」とする", f"end-state: {state.name['en']}", size, apply)


def _texts(proposal: Proposal, catalogue: Catalogue) -> Iterator[Edit]:
    if proposal.language:
        yield Edit("地位の言葉を外す", "drop the status language", SMALL, _unspoken)
    found = list(departures(texts_of(proposal), catalogue.terms))
    if found:

        def apply(old: Proposal) -> Proposal:
            return _reworded(old, catalogue)

        yield Edit("用語集の言葉に改める", "use the words of the term bank", SMALL * len(found), apply)


def _unspoken(old: Proposal) -> Proposal:
    return msgspec.structs.replace(old, language={})


def _reworded(old: Proposal, catalogue: Catalogue) -> Proposal:
    found = list(departures(texts_of(old), catalogue.terms))

    def mended(field: str, texts: Texts) -> Texts:
        texts = dict(texts)
        for each in found:
            if each.field == field and each.preferred:
                texts[each.language] = _replaced(texts[each.language], each.form, each.preferred[0])
        return texts

    measures = tuple(
        msgspec.structs.replace(each, wording=mended(f"measures.{each.id}", each.wording)) for each in old.measures
    )
    language, title = mended("language", old.language), mended("title", old.title)
    return msgspec.structs.replace(old, language=language, title=title, measures=measures)


def _replaced(text: str, form: str, better: str) -> str:
    import re

    return re.sub(re.escape(form), lambda _: better, text, flags=re.IGNORECASE)


def _changes(proposal: Proposal, measure: Measure, catalogue: Catalogue) -> Iterator[Edit]:
    kind = catalogue.kind(measure)
    ties = frozenset(tie.type for tie in proposal.tied(measure))
    # The kind of the measure in words, and its own name in the file, by which it is found there.
    named = {language: f"{in_language(kind.name, language)} ({measure.id})" for language in ("ja", "en")}

    def change(ja: str, en: str, size: float, **fields: object) -> Edit:
        def apply(old: Proposal) -> Proposal:
            return _with(old, measure.id, **fields)

        return Edit(f"{named['ja']}：{ja}", f"{named['en']}: {en}", size, apply, ties | {measure.type}, measure.id)

    def removed(old: Proposal) -> Proposal:
        return old.without(measure.id)

    yield Edit(f"{named['ja']} を外す", f"remove {named['en']}", WHOLE, removed, ties | {measure.type}, measure.id)
    own = catalogue.verifications[measure.verification].order
    for level in catalogue.verifications.values():
        if level.order > own:
            steps = SMALL * (level.order - own)
            yield change(
                f"検証を「{level.name['ja']}」に", f"verification: {level.name['en']}", steps, verification=level.id
            )
    for other in REVERSIBILITIES:
        if other != measure.reversibility:
            yield change(f"可逆性を {other} に", f"reversibility: {other}", SMALL, reversibility=other)
    if kind.quantity == "share":
        for share in SHARES:
            if kind.least <= share <= kind.most and share != (now := catalogue.quantity(measure)):
                yield change(f"数量を {share:g} に", f"quantity: {share:g}", abs(share - now), quantity=share)
    yield from _wider(measure, catalogue, change)
    yield from _ties(proposal, measure, change)
    yield from _dates(proposal, measure, change)


Change = Callable[..., Edit]


def _wider(measure: Measure, catalogue: Catalogue, change: Change) -> Iterator[Edit]:
    """The domain widened to all that reaches an exposed party."""
    if catalogue.kind(measure).over != "capabilities":
        return
    for domain, size in _domains(catalogue, frozenset(measure.domain)):
        new = (*measure.domain, *domain)
        ja, en = (_items(domain, catalogue, language) for language in ("ja", "en"))
        yield change(f"対象に{ja}を加える", f"domain: add {en}", size, domain=new)


def _items(domain: tuple[str, ...], catalogue: Catalogue, language: str) -> str:
    """What is named in a domain, in words."""
    found = (catalogue.capabilities.get(item) for item in domain)
    names = [in_language(each.name, language) if each else item for each, item in zip(found, domain, strict=True)]
    return ("、" if language == "ja" else ", ").join(names)


def _domains(catalogue: Catalogue, given: frozenset[str] = frozenset()) -> Iterator[tuple[tuple[str, ...], float]]:
    """Sets of weapons to add to a domain: one that reaches somebody, all that reach a party, all that reach anybody."""
    have = catalogue.items(given)
    reached = [tuple(reach.capability for reach in each.reached_by) for each in catalogue.exposures.values()]
    everything = tuple(dict.fromkeys(item for items in reached for item in items))
    seen: set[tuple[str, ...]] = set()
    for items in [*((item,) for item in everything), *reached, everything]:
        new = tuple(item for item in items if item not in have)
        if new and new not in seen:
            seen.add(new)
            yield new, SMALL * len(new)


def _ties(proposal: Proposal, measure: Measure, change: Change) -> Iterator[Edit]:
    tied = {tie.id for tie in proposal.tied(measure)}
    for other in proposal.measures:
        if other.party != measure.party and other.id not in tied:
            edit = change(
                f"{other.id} と結びつける", f"tie to {other.id}", SMALL, reciprocity=(*measure.reciprocity, other.id)
            )
            yield Edit(edit.ja, edit.en, edit.size, edit.apply, edit.types | {other.type}, edit.measure)


def _dates(proposal: Proposal, measure: Measure, change: Change) -> Iterator[Edit]:
    """Begun with the latest of what it is tied to, or at once; and made to last."""
    months = {tie.timing.start for tie in proposal.tied(measure)}
    for month in sorted({0, *([max(months)] if months else [])} - {measure.timing.start}):
        timing = Timing(start=month, months=measure.timing.months)
        yield change(f"{month} か月目からとする", f"from month {month}", SMALL, timing=timing)
    if measure.timing.months is not None:
        yield change("期限を外す", "without an end", SMALL, timing=Timing(start=measure.timing.start))


def _with(old: Proposal, name: str, **fields: object) -> Proposal:
    measures = (msgspec.structs.replace(each, **fields) if each.id == name else each for each in old.measures)
    return msgspec.structs.replace(old, measures=tuple(measures))


def _additions(proposal: Proposal, kind: MeasureType, catalogue: Catalogue) -> Iterator[Edit]:
    domains: Sequence[tuple[tuple[str, ...], float]] = [((), 0.0)]
    if kind.over == "capabilities":
        domains = list(_domains(catalogue))
    elif kind.over == "named":
        domains = [((next(iter(kind.domains)),), 0.0)]
    for party in kind.parties:
        for domain, size in domains:
            yield _addition(proposal, kind, catalogue, party, domain, size)


def _addition(
    proposal: Proposal, kind: MeasureType, catalogue: Catalogue, party: str, domain: tuple[str, ...], size: float
) -> Edit:
    taken = {measure.id for measure in proposal.measures}
    name = f"new-{kind.id}-{party.lower()}"
    name = name if name not in taken else f"{name}-more"
    measure = Measure(
        id=name,
        party=party,
        type=kind.id,
        domain=domain,
        verification=kind.verified_by or "none",
        reversibility="snap-back" if kind.matters else "reversible",
    )

    def apply(old: Proposal) -> Proposal:
        return msgspec.structs.replace(old, measures=(*old.measures, measure))

    over = f"（{_items(domain, catalogue, 'ja')}）" if domain else ""
    over_en = f" over {_items(domain, catalogue, 'en')}" if domain else ""
    who, who_en = (catalogue.party(party, language) for language in ("ja", "en"))
    ja, en = f"{who}：{kind.name['ja']}{over}を加える", f"add {kind.name['en']} by {who_en}{over_en}"
    return Edit(ja, en, WHOLE + size, apply, frozenset({kind.id}), name)
