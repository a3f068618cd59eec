"""Criteria that the pack states as rules, as leanings, or as burdens on the floors of the tools."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shiome.policy.proposal.matching import View
from shiome.policy.proposal.verdicts import Source, Verdict, sources, unique, worst
from shiome.region.schema.common import Texts
from shiome.region.schema.proposals import Criterion, CriterionParty, FloorLimit, Leaning, VerdictWord


def by_rules(view: View, criterion: Criterion, party: CriterionParty) -> Verdict:
    """The verdict of the first rule that fits; open where that rule was not yet known on the day."""
    for whole, rule in view.catalogue.rules[criterion.id]:
        if whole.parties and party.id not in whole.parties:
            continue
        fits, measures = view.match(whole.when)
        if fits and rule is None:
            break
        if fits and rule is not None:
            subject = ("criteria", criterion.id)
            found = sources(view.catalogue, *subject, cite=rule.cite, claims=rule.claims, positions=rule.positions)
            own = sources(view.catalogue, *subject, cite=criterion.cite)
            reason = _with(rule.text, measures)
            return Verdict(criterion.id, party.id, rule.verdict, reason, unique([*found, *own]), measures)
    unread = {"ja": "この日までに知られた規則では判断できない", "en": "No rule known by the day decides it"}
    own = sources(view.catalogue, "criteria", criterion.id, cite=criterion.cite)
    return Verdict(criterion.id, party.id, "open", unread, unique(own))


def by_leanings(view: View, criterion: Criterion, party: CriterionParty) -> Verdict:
    """What draws the party and what puts it off, added up and weighed by how much the matter counts with it.

    A red line that is crossed fails it whatever else speaks for it.
    """
    found: list[tuple[Leaning, tuple[str, ...]]] = []
    for leaning in criterion.leanings:
        if leaning.party == party.id:
            fits, measures = view.match(leaning.when)
            if fits:
                found.append((leaning, measures))
    points = sum(leaning.points for leaning, _ in found) * party.salience
    crossed = any(leaning.red_line for leaning, _ in found)
    verdict: VerdictWord = "open"
    if crossed or points <= criterion.fails_to:
        verdict = "fails"
    elif points >= criterion.holds_from:
        verdict = "holds"
    reason = _leaning_reason([leaning for leaning, _ in found], points)
    passages = [each for leaning, _ in found for each in _leaning_sources(view, criterion, leaning)]
    passages += sources(view.catalogue, "criteria", criterion.id, cite=criterion.cite)
    details = {
        "points": round(points, 3),
        "red_line": crossed,
        "salience": party.salience,
        "leanings": [{"points": leaning.points, **leaning.text} for leaning, _ in found],
    }
    measures = tuple(dict.fromkeys(name for _, each in found for name in each))
    return Verdict(criterion.id, party.id, verdict, reason, unique(passages), measures, details)


def _leaning_reason(found: Sequence[Leaning], points: float) -> Texts:
    if not found:
        return {"ja": "得失にかかわる措置がない", "en": "Nothing in it bears on the party"}
    ordered = sorted(found, key=lambda each: (each.points > 0) == (points >= 0), reverse=True)
    ja = "、".join(f"{each.text['ja']} {each.points:+g}" for each in ordered)
    en = "; ".join(f"{each.text['en']} {each.points:+g}" for each in ordered)
    return {"ja": f"計 {round(points, 2):+g}：{ja}", "en": f"{round(points, 2):+g} in all: {en}"}


def _leaning_sources(view: View, criterion: Criterion, leaning: Leaning) -> Sequence[Source]:
    found = sources(
        view.catalogue,
        "criteria",
        criterion.id,
        cite=leaning.cite,
        claims=leaning.claims,
        positions=leaning.positions,
        policies=leaning.policies,
    )
    return [*found] or [Source("criteria", criterion.id)]


def by_floors(view: View, criterion: Criterion, party: CriterionParty) -> Verdict:
    """Whether burdens on the floors of a tool stay below what each bears.

    A burden is the weight of the kind of measure, times its share, times the factor of its reversibility.
    """
    limits = [limit for limit in criterion.floors if limit.floor in view.catalogue.floors]
    burdens = {limit.floor: burden(view, criterion, limit.floor, party) for limit in limits}
    weighs = any(points > 0 for points, _ in burdens.values())
    types = {measure.type for measure in view.proposal.measures}
    rows: list[tuple[FloorLimit, VerdictWord, float, tuple[str, ...], bool]] = []
    for limit in limits:
        points, measures = burdens[limit.floor]
        unguarded = weighs and bool(limit.guards) and not types & set(limit.guards)
        rows.append((limit, _floor_verdict(limit, points, unguarded=unguarded), points, measures, unguarded))
    verdict = worst(row[1] for row in rows)
    passages: list[Source] = []
    for limit, *_ in sorted(rows, key=lambda row: row[1] != verdict):
        tool, _, cite = view.catalogue.floors[limit.floor]
        passages += sources(view.catalogue, "tools", f"{tool}.{limit.floor}", cite=cite)
    measures = tuple(dict.fromkeys(name for row in rows for name in row[3]))
    details: dict[str, Any] = {
        "floors": [
            {
                "floor": limit.floor,
                "verdict": each,
                "burden": round(points, 3),
                "open_from": limit.open_from,
                "fails_from": limit.fails_from,
            }
            for limit, each, points, _, _ in rows
        ]
    }
    reason = _floor_reason(view, [row for row in rows if row[1] == verdict], verdict)
    return Verdict(criterion.id, party.id, verdict, reason, unique(passages), measures, details)


def burden(view: View, criterion: Criterion, floor: str, party: CriterionParty) -> tuple[float, tuple[str, ...]]:
    """How heavily a proposal weighs on a floor of a party's tool, and the measures that do."""
    total, measures = 0.0, []
    for measure in view.proposal.measures:
        for each in view.catalogue.kind(measure).burdens:
            if each.floor == floor and (not each.on or (party.actor or party.id) in each.on):
                weight = each.weight * view.catalogue.share(measure) * criterion.factors.get(measure.reversibility, 1.0)
                if weight > 0:
                    total += weight
                    measures.append(measure.id)
    return total, tuple(measures)


def _floor_verdict(limit: FloorLimit, points: float, *, unguarded: bool) -> VerdictWord:
    if points >= limit.fails_from:
        return "fails"
    return "open" if points >= limit.open_from or unguarded else "holds"


def _floor_reason(view: View, rows: Sequence[Any], verdict: VerdictWord) -> Texts:
    if verdict == "holds":
        return {"ja": "底にかかる措置がないか、軽い", "en": "Nothing, or little, weighs on it"}
    ja, en = [], []
    for limit, _, points, measures, unguarded in rows:
        _, text, _ = view.catalogue.floors[limit.floor]
        told_ja, told_en = _weight(points, limit, measures)
        if unguarded:
            told_ja, told_en = f"{told_ja}・支える措置がない", f"{told_en}; nothing in it guards this"
        ja.append(f"「{text['ja'].rstrip('。')}」（{told_ja}）")
        en.append(f"“{text['en'].rstrip('.')}” ({told_en})")
    head = {"fails": ("底が抜ける", "Gives way"), "open": ("底が問われる", "In question")}[verdict]
    return {"ja": f"{head[0]}：{'、'.join(ja)}", "en": f"{head[1]}: {'; '.join(en)}"}


def _weight(points: float, limit: FloorLimit, measures: Sequence[str]) -> tuple[str, str]:
    by = f": {', '.join(measures)}" if measures else ""
    return f"負荷 {points:.2g}／限度 {limit.fails_from:g}{by}", f"burden {points:.2g} of {limit.fails_from:g}{by}"


def _with(text: Texts, measures: Sequence[str]) -> Texts:
    """A text with the measures that it is about."""
    if not measures:
        return dict(text)
    listed = ", ".join(measures)
    return {"ja": f"{text['ja']}（{listed}）", "en": f"{text['en']} ({listed})"}
