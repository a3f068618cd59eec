"""What is given and what for: demands met, concessions for nothing, verification, snap-back, and the order of steps."""

from __future__ import annotations

from dataclasses import dataclass

from shiome.policy.proposal.matching import View
from shiome.policy.proposal.model import Measure
from shiome.policy.proposal.verdicts import Source, Verdict, sources, unique, worst
from shiome.region.schema.common import Texts
from shiome.region.schema.programme import Demand
from shiome.region.schema.proposals import Criterion, CriterionParty, VerdictWord

FIRM = "no"
"""How the pack says that a demand is not negotiable."""


@dataclass(frozen=True)
class Met:
    """How far a demand is met, and by what."""

    demand: Demand
    degree: str
    """``wholly``, ``partly`` or ``not``."""
    measures: tuple[str, ...]
    by_end_state: bool


def met(view: View, criterion: Criterion) -> list[Met]:
    """Every demand of the criterion's actor, in the order in which they are made."""
    found = []
    end_state = view.catalogue.end_states[view.proposal.end_state]
    for demand in view.catalogue.demands.values():
        if demand.of != criterion.of:
            continue
        degrees = [each.degree for each in end_state.meets if each.demand == demand.id]
        by_end_state = bool(degrees)
        measures = []
        for measure in view.proposal.measures:
            answered = [each.degree for each in view.catalogue.kind(measure).meets if each.demand == demand.id]
            if answered:
                degrees += answered
                measures.append(measure.id)
        degree = "wholly" if "wholly" in degrees else "partly" if degrees else "not"
        found.append(Met(demand, degree, tuple(measures), by_end_state))
    return found


def demands(view: View, criterion: Criterion, party: CriterionParty) -> Verdict:
    """Holds when every demand that is not negotiable is wholly met, fails when none is met at all, open between."""
    found = met(view, criterion)
    firm = [each for each in found if each.demand.negotiable == FIRM]
    verdict: VerdictWord = "open"
    if all(each.degree == "not" for each in found):
        verdict = "fails"
    elif all(each.degree == "wholly" for each in firm):
        verdict = "holds"
    ja, en = [], []
    for degree, label_ja, label_en in (
        ("wholly", "満たす", "met"),
        ("partly", "一部", "in part"),
        ("not", "なし", "not met"),
    ):
        of_degree = [each for each in found if each.degree == degree]
        if of_degree:
            ja.append(f"{label_ja}：" + "、".join(each.demand.name["ja"] for each in of_degree))
            en.append(f"{label_en}: " + ", ".join(each.demand.name["en"] for each in of_degree))
    passages: list[Source] = []
    for each in sorted(found, key=lambda each: each.degree == "not"):
        passages += sources(view.catalogue, "demands", each.demand.id, cite=each.demand.cite)
    measures = tuple(dict.fromkeys(name for each in found for name in each.measures))
    details = {"demands": [{"demand": m.demand.id, "degree": m.degree, "measures": m.measures} for m in found]}
    reason = {"ja": "。".join(ja), "en": "; ".join(en)}
    return Verdict(criterion.id, party.id, verdict, reason, unique(passages), measures, details)


def nothing(view: View, criterion: Criterion, party: CriterionParty) -> Verdict:
    """Fails where the party gives what is demanded without a tie to anything that the demanding side does."""
    found = met(view, criterion)
    given = [
        (each, measure)
        for each in found
        for measure in view.proposal.measures
        if measure.id in each.measures and measure.party == (party.actor or party.id)
    ]
    free = [(each, one) for each, one in given if not any(t.party == criterion.of for t in view.proposal.tied(one))]
    ended = [each for each in found if each.by_end_state and each.degree == "wholly" and not each.measures]
    names = list(dict.fromkeys(one.id for _, one in free))
    listed = ", ".join([*names, *([f"end_state: {view.proposal.end_state}"] if ended else [])])
    verdict: VerdictWord = "fails" if listed else "holds"
    reason: Texts
    if listed:
        reason = {"ja": f"見返りと結びつかない：{listed}", "en": f"Tied to nothing in return: {listed}"}
    elif given:
        reason = {
            "ja": "要求に応じる措置はすべて見返りと結びつく",
            "en": "All that meets a demand is tied to something in return",
        }
    else:
        reason = {"ja": "求められたものを何も与えない", "en": "It gives nothing that is asked for"}
    passages: list[Source] = []
    for each, _ in free or given:
        passages += sources(view.catalogue, "demands", each.demand.id, cite=each.demand.cite)
    passages += sources(view.catalogue, "criteria", criterion.id, cite=criterion.cite)
    return Verdict(criterion.id, party.id, verdict, reason, unique(passages), tuple(names))


@dataclass(frozen=True)
class _Point:
    verdict: VerdictWord
    measure: str
    ja: str
    en: str


def verification(view: View, criterion: Criterion, party: CriterionParty) -> Verdict:
    """Whether what is promised is checked, and every concession that matters can be taken back."""
    points = [point for measure in view.proposal.measures for point in _verified(view, measure)]
    clear = ("約束は検証され、重い譲歩は戻せる", "What is promised is checked and what matters can be taken back")
    return _of_points(view, criterion, party, points, clear)


def _verified(view: View, measure: Measure) -> list[_Point]:
    kind, found = view.catalogue.kind(measure), []
    if kind.verified_by and not view.catalogue.checked(measure):
        wanted = view.catalogue.verifications[kind.verified_by].name
        none = view.catalogue.verifications[measure.verification].order == 0
        verdict: VerdictWord = "fails" if none else "open"
        given = view.catalogue.verifications[measure.verification].name
        ja, en = f"{given['ja']}（要：{wanted['ja']}）", f"{given['en']} (asked for: {wanted['en']})"
        found.append(_Point(verdict, measure.id, ja, en))
    if kind.matters:
        found += _retractable(view, measure)
    return found


def _retractable(view: View, measure: Measure) -> list[_Point]:
    ties = view.proposal.tied(measure)
    if measure.reversibility == "snap-back":
        return []
    if measure.reversibility == "reversible":
        if ties:
            return []
        return [_Point("open", measure.id, "戻す条件が結びつけられていない", "tied to nothing that would take it back")]
    if ties and all(view.catalogue.checked(tie) for tie in ties):
        if all(tie.reversibility == "irreversible" for tie in ties):
            return []
        return [_Point("open", measure.id, "戻せない譲歩に戻せる見返り", "cannot be undone, what it is for can")]
    return [
        _Point(
            "fails",
            measure.id,
            "戻せない譲歩の見返りが検証されない",
            "cannot be undone, and what it is for is unchecked",
        )
    ]


def sequence(view: View, criterion: Criterion, party: CriterionParty) -> Verdict:
    """Whether a concession that matters begins before everything that it is given for."""
    points = []
    for measure in view.proposal.measures:
        if not view.catalogue.kind(measure).matters:
            continue
        ties = view.proposal.tied(measure)
        month = measure.timing.start
        if not ties:
            points.append(
                _Point("open", measure.id, "見返りと結びつかず順序がない", "tied to nothing, so no order holds it")
            )
        elif month < (first := min(tie.timing.start for tie in ties)):
            ja, en = (
                f"{month} か月目。見返りは {first} か月目から",
                f"in month {month}, what it is for from month {first}",
            )
            points.append(_Point("fails", measure.id, ja, en))
        elif month < (last := max(tie.timing.start for tie in ties)):
            ja, en = (
                f"{month} か月目。見返りが揃うのは {last} か月目",
                f"in month {month}, all it is for by month {last}",
            )
            points.append(_Point("open", measure.id, ja, en))
    return _of_points(
        view, criterion, party, points, ("重い譲歩の先渡しはない", "Nothing that matters is given in advance")
    )


def _of_points(
    view: View, criterion: Criterion, party: CriterionParty, points: list[_Point], clear: tuple[str, str]
) -> Verdict:
    verdict = worst(point.verdict for point in points)
    telling = [point for point in points if point.verdict == verdict] if points else []
    reason = {"ja": clear[0], "en": clear[1]}
    if telling:
        reason = {
            "ja": "、".join(f"{point.measure}：{point.ja}" for point in telling),
            "en": "; ".join(f"{point.measure}: {point.en}" for point in telling),
        }
    details = {"points": [{"measure": p.measure, "verdict": p.verdict, "ja": p.ja, "en": p.en} for p in points]}
    passages = unique(sources(view.catalogue, "criteria", criterion.id, cite=criterion.cite))
    return Verdict(criterion.id, party.id, verdict, reason, passages, tuple(p.measure for p in points), details)
