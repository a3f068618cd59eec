"""Everything about the present beside every past case, as of a day: plain data, and rows for tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from shiome.futures.analogues.differences import Difference, differences
from shiome.futures.analogues.following import Followed, turns
from shiome.futures.analogues.likeness import Likeness, compare
from shiome.futures.analogues.paths import Asked, Suggestion, by_analogy
from shiome.futures.analogues.ranks import DRAWS, Rank, ranks
from shiome.futures.analogues.situations import (
    Aspect,
    Situation,
    aspects_of,
    case_situation,
    last_day,
    past_cases,
    present_situation,
)
from shiome.futures.analogues.words import Texts, column, joined, reason, say, state_name
from shiome.region.asof import entry_as_of
from shiome.region.pack import Pack
from shiome.region.schema.context import Analogue, Case
from shiome.region.schema.futures import Driver
from shiome.vocabulary.languages import in_language


@dataclass(frozen=True, slots=True)
class CaseReport:
    """One past case beside the present."""

    case: str
    name: Mapping[str, str]
    when: str
    situation: Mapping[str, str]
    action: Mapping[str, str]
    likeness: Likeness
    rank: Rank
    summary: Texts
    reasons_for: tuple[Texts, ...]
    """What is the same, or close, the heaviest first."""
    reasons_against: tuple[Texts, ...]
    unknown: tuple[Texts, ...]
    differences: tuple[Difference, ...]
    """The one that matters most first."""
    decisive: Texts
    """That one, in words."""
    followed: tuple[Followed, ...]
    documents: tuple[Mapping[str, tuple[Mapping[str, str], ...]], ...]
    """``similar`` and ``different`` as comparisons of the documents put it."""


@dataclass(frozen=True, slots=True)
class Report:
    """The present beside all cases, the most alike first."""

    as_of: str
    present: Situation
    cases: tuple[CaseReport, ...]
    seed: int
    draws: int
    label: Texts
    """To be shown wherever a suggestion is."""
    aspects: Mapping[str, Aspect] = field(repr=False)
    pack: Pack = field(repr=False, compare=False)

    def plain(self) -> dict[str, Any]:
        """As JSON takes it."""
        cases = [asdict(case) for case in self.cases]
        present = {"when": self.present.when, "held": {name: asdict(each) for name, each in self.present.held.items()}}
        return {
            "as_of": self.as_of,
            "label": self.label,
            "seed": self.seed,
            "draws": self.draws,
            "present": present,
            "cases": cases,
        }

    def ask(self, formula: str, *, until: date) -> Suggestion:
        """What the cases suggest for a formula over driver states up to a day; see :func:`.paths.by_analogy`."""
        entries = self.pack.entries("cases", Case)
        weighted = {each.case: (entries[each.case], each.likeness.middle) for each in self.cases}
        drivers = {name: self.aspects[name] for name in self.pack.entries("drivers", Driver)}
        asked = Asked(self.pack, drivers, {name: held.state for name, held in self.present.held.items()})
        return by_analogy(asked, weighted, formula, day=date.fromisoformat(self.as_of), until=until)


def analogues(
    pack: Pack,
    as_of: date,
    *,
    given: Mapping[str, str] | None = None,
    weights: Mapping[str, float] | None = None,
    draws: int = DRAWS,
    seed: int = 0,
) -> Report:
    """Compare the situation of a day with every past case known by then.

    Parameters
    ----------
    given:
        States assumed of the present, by driver or feature.
    weights:
        By driver or feature; all weigh the same unless given.
    draws, seed:
        Of the weights over which ranks are varied.

    Raises
    ------
    NotKnown
        ``analogues.unknown``.
    InputRefused
        ``analogues.weights``.
    """
    aspects = aspects_of(pack, as_of)
    present = present_situation(pack, as_of, given=given)
    cases = past_cases(pack, as_of)
    likenesses = [compare(aspects, present, case_situation(pack, case, as_of), weights=weights) for case in cases]
    placed = zip(cases, likenesses, ranks(likenesses, draws=draws, seed=seed), strict=True)
    setting = _Setting(pack, aspects, present, as_of, len(cases))
    reports = [_case(setting, case, likeness, rank) for case, likeness, rank in placed]
    reports.sort(key=lambda each: (each.rank.rank, -each.likeness.known))
    return Report(as_of.isoformat(), present, tuple(reports), seed, draws, say("label"), aspects, pack)


@dataclass(frozen=True, slots=True)
class _Setting:
    pack: Pack
    aspects: Mapping[str, Aspect]
    present: Situation
    day: date
    count: int


def _case(setting: _Setting, case: Case, likeness: Likeness, rank: Rank) -> CaseReport:
    pack, aspects, day = setting.pack, setting.aspects, setting.day
    known = [each for each in case.followed if last_day(each.when) <= day]
    found = differences(aspects, likeness, {each.driver for each in known})
    by_weight = sorted(likeness.matches, key=lambda match: -match.weight * (match.agreement or 0))
    return CaseReport(
        case=case.id,
        name=case.name,
        when=case.when,
        situation=case.situation,
        action=case.action,
        likeness=likeness,
        rank=rank,
        summary=_summary(case, likeness, rank, setting.count),
        reasons_for=tuple(reason(aspects[m.aspect], m) for m in by_weight if m.agreement),
        reasons_against=tuple(reason(aspects[m.aspect], m) for m in likeness.matches if m.agreement == 0),
        unknown=tuple(reason(aspects[m.aspect], m) for m in likeness.matches if m.agreement is None),
        differences=found,
        decisive=_decisive(aspects, likeness, found),
        followed=turns(aspects, setting.present, case, known, day),
        documents=_documents(pack, case, day),
    )


def _percent(value: float | None) -> str:
    return "" if value is None else f"{100 * value:.0f}"


def _summary(case: Case, likeness: Likeness, rank: Rank, count: int) -> Texts:
    def fill(language: str) -> dict[str, object]:
        bounds = {"low": _percent(likeness.low), "high": _percent(likeness.high), "shared": _percent(likeness.shared)}
        return {
            "case": in_language(case.name, language),
            "known": likeness.known,
            "all": len(likeness.matches),
            **bounds,
        }

    if likeness.shared is None:
        return say("summary_none", fill)
    first = say("summary", fill)
    second = say("rank", lambda _: {"count": count, "rank": rank.rank, "low": rank.low, "high": rank.high})
    return {language: first[language] + ("" if language == "ja" else " ") + second[language] for language in first}


def _decisive(aspects: Mapping[str, Aspect], likeness: Likeness, found: tuple[Difference, ...]) -> Texts:
    if not found:
        return say("difference_none")
    most = found[0]
    aspect = aspects[most.aspect]
    match = next(each for each in likeness.matches if each.aspect == most.aspect)

    def fill(language: str) -> dict[str, object]:
        states = {"here": state_name(aspect, match.here, language), "there": state_name(aspect, match.there, language)}
        drivers = joined([aspects[name].name for name in most.drivers], language)
        return {"aspect": in_language(aspect.name, language), "drivers": drivers, **states}

    first = say("difference", fill)
    if not most.drivers:
        return first
    second = say("difference_bears", fill)
    return {language: first[language] + ("" if language == "ja" else " ") + second[language] for language in first}


def _documents(pack: Pack, case: Case, day: date) -> tuple[Mapping[str, tuple[Mapping[str, str], ...]], ...]:
    entries = pack.entries("analogues", Analogue)
    known = (entries[name] for name in case.analogues if entry_as_of(pack, entries[name], day) is not None)
    return tuple({"similar": each.similar, "different": each.different} for each in known)


def rows(report: Report, language: str) -> list[dict[str, str]]:
    """One row a case, by headings in ``language``."""
    return [case_rows(each, report.aspects, language) for each in report.cases]


def case_rows(case: CaseReport, aspects: Mapping[str, Aspect], language: str) -> dict[str, str]:
    """The row of one case."""
    likeness, rank = case.likeness, case.rank
    most = in_language(aspects[case.differences[0].aspect].name, language) if case.differences else ""
    bounds = {"low": _percent(likeness.low), "high": _percent(likeness.high)}
    values = {
        "case": in_language(case.name, language),
        "when": case.when,
        "likeness": say("percent", lambda _: bounds)[language],
        "rank": f"{rank.rank} ({rank.low}–{rank.high})",
        "known": f"{likeness.known} / {len(likeness.matches)}",
        "difference": most,
        "followed": " ".join(each.text[language] for each in case.followed),
    }
    return {column(key, language): value for key, value in values.items()}


def match_rows(case: CaseReport, aspects: Mapping[str, Aspect], language: str) -> list[dict[str, str]]:
    """One row a driver or feature of one case."""
    found = []
    for match in case.likeness.matches:
        aspect = aspects[match.aspect]
        values = {
            "aspect": in_language(aspect.name, language),
            "here": state_name(aspect, match.here, language),
            "there": state_name(aspect, match.there, language),
            "agreement": state_name(aspect, None, language) if match.agreement is None else f"{match.agreement:.2f}",
        }
        found.append({column(key, language): value for key, value in values.items()})
    return found
