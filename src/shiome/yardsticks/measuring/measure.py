"""Measuring a yardstick: each component, their sum, the same otherwise, and where it turns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from shiome.region.schema.yardsticks import (
    AnyComponent,
    Autonomy,
    Balance,
    Bodies,
    Closeness,
    ConflictPairs,
    Exercises,
    Feed,
    Linkage,
    Meetings,
    Programme,
    Stock,
    Tone,
    Treaties,
    Triad,
    Variant,
    Votes,
    Weights,
    Wordings,
    Yardstick,
)
from shiome.yardsticks.measuring import of_pack, of_records, of_tables
from shiome.yardsticks.measuring.composing import composed, scaled, shares
from shiome.yardsticks.measuring.knowledge import Knowledge
from shiome.yardsticks.measuring.span import Span, span_of
from shiome.yardsticks.measuring.telltales import seen
from shiome.yardsticks.model import ComponentResult, Measurement, Texts, VariantResult
from shiome.yardsticks.series import Series
from shiome.yardsticks.turning.report import turning_points

METHODS: dict[type, Callable[[Knowledge, Any, Span], Series]] = {
    Tone: of_records.tone,
    Autonomy: of_records.autonomy,
    Triad: of_records.triad,
    Stock: of_records.stock,
    Balance: of_records.balance,
    ConflictPairs: of_records.conflict_pairs,
    Linkage: of_records.linkage,
    Wordings: of_records.wordings,
    Treaties: of_pack.treaties,
    Bodies: of_pack.bodies,
    Meetings: of_pack.meetings,
    Exercises: of_pack.exercises,
    Closeness: of_pack.closeness,
    Programme: of_pack.programme,
    Weights: of_pack.weights,
    Votes: of_tables.votes,
    Feed: of_tables.feed,
}
"""Type of component to what computes it."""
_NO_TABLE: Texts = {
    "ja": "この要素の表がワークスペースにない",
    "en": "the workspace holds no table for this component",
}
_NOTHING: Texts = {
    "ja": "この日までに知られた資料に値を出せるものがない",
    "en": "nothing known by the day gives it a value",
}
WITHOUT: Texts = {"ja": "「{}」を除く", "en": "without {}"}
STEADY: Texts = {"ja": "全期間に値のある要素だけ", "en": "only components with values throughout"}


def measure(yardstick: Yardstick, knowledge: Knowledge) -> Measurement:
    """A yardstick as of the day of ``knowledge``.

    Raises
    ------
    RegionRefused
        Its weights, or those of a variant, sum to nothing.
    """
    span = span_of(yardstick, knowledge.last)
    weights = shares({component.id: component.weight for component in yardstick.components}, of=yardstick.id)
    components = tuple(_component(knowledge, c, span, weights[c.id]) for c in yardstick.components)
    parts = {component.id: component.scaled for component in components}
    series = composed(parts, weights)
    others = _variants(yardstick, knowledge, span, parts, weights)
    turning = turning_points(
        series,
        variants={id_: other for id_, (_, other) in others.items()},
        components={id_: (weights[id_], part) for id_, part in parts.items()},
    )
    return Measurement(
        id=yardstick.id,
        name=yardstick.name,
        about=yardstick.about,
        members=yardstick.members,
        direction=yardstick.direction,
        as_of=knowledge.as_of,
        series=series,
        components=components,
        turning=turning,
        variants=tuple(
            VariantResult(id=id_, name=name, series=other, turning=turning_points(other))
            for id_, (name, other) in others.items()
        ),
        telltales=tuple(seen(knowledge, entry) for entry in yardstick.telltales),
        cite=yardstick.cite,
    )


def _component(knowledge: Knowledge, component: AnyComponent, span: Span, weight: float) -> ComponentResult:
    raw = METHODS[type(component)](knowledge, component, span)
    note: Texts = {}
    if raw.coverage is None:
        note = _NO_TABLE if _lacks_table(knowledge, component) else _NOTHING
    return ComponentResult(
        id=component.id,
        name=component.name,
        method=type(component).__struct_config__.tag,  # type: ignore[arg-type] # components are tagged with strings
        weight=weight,
        reason=component.reason,
        raw=raw,
        scaled=scaled(raw, component),
        note=note,
    )


def _lacks_table(knowledge: Knowledge, component: AnyComponent) -> bool:
    if isinstance(component, Votes):
        return knowledge.tables.votes is None
    return isinstance(component, Feed) and knowledge.tables.feed is None


def _variants(
    yardstick: Yardstick, knowledge: Knowledge, span: Span, parts: Mapping[str, Series], weights: Mapping[str, float]
) -> dict[str, tuple[Texts, Series]]:
    """The pack's variants, then the yardstick without each of its components, then with only those that have values throughout."""
    found: dict[str, tuple[Texts, Series]] = {}
    for variant in yardstick.variants:
        changed = {c.id: _varied(c, variant) for c in yardstick.components}
        series = {
            c.id: parts[c.id] if changed[c.id] is c else _recomputed(knowledge, changed[c.id], span)
            for c in yardstick.components
        }
        other = shares({c.id: variant.weights.get(c.id, c.weight) for c in yardstick.components}, of=variant.id)
        found[variant.id] = variant.name, composed(series, other)
    counting = [c for c in yardstick.components if parts[c.id].coverage is not None and c.weight > 0]
    if len(counting) > 1:
        for component in counting:
            name = {language: WITHOUT[language].format(component.name[language]) for language in WITHOUT}
            rest = {id_: weight for id_, weight in weights.items() if id_ != component.id}
            found[f"without-{component.id}"] = name, composed(parts, rest)
    steady = {c.id: weights[c.id] for c in counting if _throughout(parts[c.id], parts)}
    if steady and len(steady) < len(counting):
        found["steady"] = STEADY, composed(parts, steady)
    return found


def _throughout(series: Series, parts: Mapping[str, Series]) -> bool:
    """Whether a component has values as early and as late as any other."""
    covered = [other.coverage for other in parts.values() if other.coverage is not None]
    first, last = min(first for first, _ in covered), max(last for _, last in covered)
    return series.coverage == (first, last)


def _varied(component: AnyComponent, variant: Variant) -> AnyComponent:
    """A component as a variant wants it; itself where the variant does not touch it."""
    if variant.half_life_times != 1.0 and hasattr(component, "half_life"):
        return msgspec.structs.replace(component, half_life=component.half_life * variant.half_life_times)
    if variant.vote_variant and isinstance(component, Votes):
        return msgspec.structs.replace(component, variant=variant.vote_variant)
    return component


def _recomputed(knowledge: Knowledge, component: AnyComponent, span: Span) -> Series:
    return scaled(METHODS[type(component)](knowledge, component, span), component)
