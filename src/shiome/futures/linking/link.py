"""From claims to cells: the pair of drivers and states that cause and effect point to, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from shiome.errors import RegionRefused
from shiome.futures.linking.outcomes import End, Linked, Outcome, Part, Unlinked
from shiome.futures.linking.passage import Passage, passage, separates_words
from shiome.futures.linking.patterns import Stems
from shiome.futures.linking.readings import DriverPatterns, readings
from shiome.reading.actors import ActorResolver
from shiome.reading.text.language import language_of
from shiome.records.model import Claim
from shiome.region.pack import Pack
from shiome.region.schema.actors import Actor
from shiome.region.schema.futures import Driver, DriverTerms

LEAST = 0.25
"""A reading below this score is no reading: too little of the part speaks of the driver."""
MARGIN = 0.1
"""Two drivers whose scores for one part are closer than this are told alike."""

LONGEST = {True: 130, False: 45}
"""Letters beyond which a part says several things and is not tied to one driver, where words are written apart and where not."""


class Linker:
    """Links claims to the cross-impact cells of a region; threads may share one.

    Parameters
    ----------
    pack:
        With drivers, and the terms that point to them.

    Raises
    ------
    RegionRefused
        The pack lists no terms for drivers.
    """

    def __init__(self, pack: Pack) -> None:
        terms = pack.entries("driver_terms", DriverTerms)
        drivers = pack.entries("drivers", Driver)
        if not terms:
            raise RegionRefused(
                "region.driver_terms",
                f"region {pack.region.id} lists no terms for its drivers",
                ja=f"領域 {pack.region.id} に要因を指す語がない",
                hint="write driver_terms.yaml in the pack",
                hint_ja="パックに driver_terms.yaml を書く",
                failed=pack.region.id,
            )
        self._drivers = tuple(DriverPatterns.of(entry, drivers[entry.id]) for entry in terms.values())
        self._stems = Stems(stem for driver in self._drivers for stem in driver.stems)
        self._resolver = ActorResolver(pack.entries("actors", Actor))

    def link(self, claim: Claim) -> Outcome:
        """The cell that a claim speaks for, or why it speaks for none."""
        actors = frozenset((*claim.actors, *self._resolver.states(claim.actors)))
        language = language_of(f"{claim.cause} {claim.effect} {claim.condition}") or "en"

        def ready(part: Part, text: str) -> Passage:
            return passage(part, text, language=language, resolver=self._resolver, on=claim.known_from)

        def read(place: Passage) -> tuple[End, ...]:
            standing = self._stems.standing_in(place.folded)
            meant = [driver for driver in self._drivers if not driver.stems.isdisjoint(standing)]
            return tuple(end for end in readings(place, meant, actors=actors) if end.score >= LEAST)

        cause, effect = ready("cause", claim.cause), ready("effect", claim.effect)
        for place in (cause, effect):
            if place.letters > LONGEST[separates_words(language)]:
                return Unlinked(claim.id, "long", "cause" if place is cause else "effect")
        causes, effects = read(cause), read(effect)
        if not causes and claim.sign == "conditional" and claim.condition != claim.cause:
            causes = read(ready("condition", claim.condition))
        return _pair(claim, causes, effects)


def link_claims(claims: Iterable[Claim], pack: Pack) -> tuple[Outcome, ...]:
    """Link each claim to a cell of the region's cross-impact model, one outcome for each claim, in their order.

    Raises
    ------
    RegionRefused
        The pack lists no terms for drivers.
    """
    linker = pack.derived(Linker)
    return tuple(linker.link(claim) for claim in claims)


def _pair(claim: Claim, causes: Sequence[End], effects: Sequence[End]) -> Outcome:
    if not causes or not effects:
        missing: Literal["cause", "effect", "both"] = "effect" if causes else "cause" if effects else "both"
        return Unlinked(claim.id, "no-driver", missing)
    pairs = [
        (cause.score + effect.score, cause, effect)
        for cause in causes
        for effect in effects
        if cause.driver != effect.driver
    ]
    if not pairs:
        return Unlinked(claim.id, "itself", "both", (causes[0],))
    pairs.sort(key=lambda pair: (-pair[0], pair[1].driver, pair[2].driver))
    _, cause, effect = pairs[0]
    for score, other_cause, other_effect in pairs[1:]:
        if pairs[0][0] - score < MARGIN:
            if other_cause.driver != cause.driver:
                return Unlinked(claim.id, "ambiguous", "cause", (cause, other_cause))
            return Unlinked(claim.id, "ambiguous", "effect", (effect, other_effect))
    if not cause.state:
        return Unlinked(claim.id, "no-state", "cause", (cause,))
    if not effect.state:
        return Unlinked(claim.id, "no-state", "effect", (effect,))
    sign: Literal["+", "-", "0"] = "+" if claim.sign == "conditional" else claim.sign
    return Linked(
        claim.id,
        cause,
        effect,
        sign,
        claim.sign == "conditional" or bool(claim.condition),
        min(cause.score, effect.score),
    )
