"""The threat left to those whom weapons reach: by weapon, with bounds from verification.

A freeze stops growth and leaves what there is; a moratorium on launches only slows it; a reduction counts for as much as its
verification vouches for: with none, for nothing at worst.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from shiome.policy.proposal.catalogue import Catalogue
from shiome.policy.proposal.matching import View, names
from shiome.policy.proposal.model import Measure
from shiome.policy.proposal.verdicts import Source, Verdict, sources, unique, worst
from shiome.region.schema.proposals import Criterion, Exposure, VerdictWord

Extent = Literal["growing", "left", "slowed", "capped", "reduced", "removed"]
EXTENTS: tuple[Extent, ...] = ("growing", "left", "slowed", "capped", "reduced", "removed")
"""How far a weapon is dealt with, least first."""
IN_WORDS: Mapping[Extent, tuple[str, str]] = {
    "growing": ("増強が認められる", "allowed to grow"),
    "left": ("手つかず", "left out"),
    "slowed": ("発射だけ控える", "only launches held back"),
    "capped": ("止まるが残る", "capped, not removed"),
    "reduced": ("一部削減", "reduced"),
    "removed": ("除去", "removed"),
}


@dataclass(frozen=True)
class Left:
    """What is left of one weapon."""

    capability: str
    range_class: str
    extent: Extent
    low: float
    """Share left at best."""
    high: float
    """Share left at worst: only what verification vouches for is taken off."""
    vouched: bool
    """Whether some verification vouches for what was done."""
    lasting: bool
    """Whether it is for good."""
    measures: tuple[str, ...]

    @property
    def verdict(self) -> VerdictWord:
        """Left out or growing fails; dealt with for good and vouched for holds; everything between is open."""
        if self.extent in ("growing", "left"):
            return "fails"
        return "holds" if self.extent != "slowed" and self.vouched and self.lasting else "open"


def left_of(view: View, capability: str, *, tolerance: float) -> Left:
    """What a proposal leaves of one weapon.

    Shares of reductions add up, as shares of what there is today. The bounds are ``1 - sum(share * high)`` and ``1 - sum(share *
    low)`` over the credits of each one's verification.
    """
    catalogue = view.catalogue
    acting = [
        measure
        for measure in view.proposal.measures
        if catalogue.kind(measure).action != "none" and capability in catalogue.items(measure.domain)
    ]
    cuts = [measure for measure in acting if catalogue.kind(measure).action == "reduce"]
    best = sum(catalogue.share(cut) * catalogue.verifications[cut.verification].high for cut in cuts)
    surest = sum(catalogue.share(cut) * catalogue.verifications[cut.verification].low for cut in cuts)
    low, high = max(0.0, 1 - best), max(0.0, 1 - surest)
    extent = _extent({catalogue.kind(measure).action for measure in acting}, best, high, tolerance)
    deciding = [measure for measure in acting if _decides(catalogue, measure, extent)]
    return Left(
        capability=capability,
        range_class=catalogue.capabilities[capability].range_class,
        extent=extent,
        low=low,
        high=high,
        vouched=any(catalogue.verifications[each.verification].low > 0 for each in deciding),
        lasting=any(each.timing.months is None for each in deciding),
        measures=names(acting),
    )


def _extent(actions: set[str], best: float, high: float, tolerance: float) -> Extent:
    if best > 0:
        return "removed" if high <= tolerance + 1e-9 else "reduced"
    if "stop" in actions:
        return "capped"
    if "grow" in actions:
        return "growing"
    return "slowed" if "slow" in actions else "left"


def _decides(catalogue: Catalogue, measure: Measure, extent: Extent) -> bool:
    """Whether a measure is what brings a weapon to an extent; a freeze beneath a reduction vouches for it too."""
    action = catalogue.kind(measure).action
    wanted = {"removed": ("reduce",), "reduced": ("reduce", "stop"), "capped": ("stop",), "slowed": ("slow",)}
    return action in wanted.get(extent, ())


def threat(view: View, criterion: Criterion, exposure: Exposure) -> Verdict:
    """The verdict for one exposed party: the worst of the weapons that reach it."""
    left = [left_of(view, reach.capability, tolerance=exposure.tolerance) for reach in exposure.reached_by]
    verdict = worst(each.verdict for each in left)
    extent = min((each.extent for each in left), key=EXTENTS.index)
    return Verdict(
        criterion.id,
        exposure.party,
        verdict,
        _reason(view.catalogue, left),
        _sources(view, criterion, exposure),
        tuple(dict.fromkeys(name for each in left for name in each.measures)),
        {
            "extent": extent,
            "low": min(each.low for each in left),
            "high": max(each.high for each in left),
            "left": [
                {
                    "capability": each.capability,
                    "range_class": each.range_class,
                    "extent": each.extent,
                    "low": each.low,
                    "high": each.high,
                    "verified": each.vouched,
                    "lasting": each.lasting,
                }
                for each in left
            ],
        },
    )


def _reason(catalogue: Catalogue, left: list[Left]) -> dict[str, str]:
    ja, en = [], []
    for each in left:
        name = catalogue.capabilities[each.capability].name
        said_ja, said_en = IN_WORDS[each.extent]
        amount = f"{each.high:.0%}" if each.low == each.high else f"{each.low:.0%}–{each.high:.0%}"
        doubts = [*([("検証なし", "unverified")] if _unvouched(each) else [])]
        doubts += (
            [("期限つき", "for a time only")] if each.extent not in ("growing", "left") and not each.lasting else []
        )
        tail_ja, tail_en = "".join(f"・{one}" for one, _ in doubts), "".join(f", {other}" for _, other in doubts)
        ja.append(f"{name['ja']}は{said_ja}{tail_ja}（残り {amount}）")
        en.append(f"{name['en']} {said_en}{tail_en} ({amount} left)")
    return {"ja": "、".join(ja), "en": "; ".join(en)}


def _unvouched(left: Left) -> bool:
    return left.extent not in ("growing", "left") and not left.vouched


def _sources(view: View, criterion: Criterion, exposure: Exposure) -> tuple[Source, ...]:
    found = [*sources(view.catalogue, "exposures", exposure.id, cite=exposure.cite)]
    for reach in exposure.reached_by:
        found += sources(view.catalogue, "capabilities", reach.capability, cite=reach.cite)
    return unique([*found, *sources(view.catalogue, "criteria", criterion.id, cite=criterion.cite)])
