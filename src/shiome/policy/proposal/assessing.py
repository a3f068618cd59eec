"""Put a proposal to every criterion of the pack."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from shiome.policy.proposal.catalogue import Catalogue
from shiome.policy.proposal.exchange import demands, nothing, sequence, verification
from shiome.policy.proposal.judging import by_floors, by_leanings, by_rules
from shiome.policy.proposal.matching import View
from shiome.policy.proposal.model import Proposal
from shiome.policy.proposal.threat import threat
from shiome.policy.proposal.verdicts import Report, Source, Verdict, sources, unique
from shiome.policy.proposal.wording import Departure, departures
from shiome.region.schema.common import Texts
from shiome.region.schema.proposals import Criterion, CriterionParty, VerdictWord


def assess(proposal: Proposal, catalogue: Catalogue) -> Report:
    """Every verdict on a proposal, in the order of the pack's criteria."""
    view = View(proposal, catalogue)
    return Report(proposal, tuple(each for criterion in catalogue.criteria.values() for each in judge(view, criterion)))


def judge(view: View, criterion: Criterion, *, party: str = "") -> Iterator[Verdict]:
    """The verdicts of one criterion; of one party where one is named."""
    if criterion.kind == "threat":
        for exposure in view.catalogue.exposures.values():
            if party in ("", exposure.party):
                yield threat(view, criterion, exposure)
        return
    judged = JUDGES[criterion.kind]
    for each in criterion.parties:
        if party in ("", each.id):
            yield judged(view, criterion, each)


def wording(view: View, criterion: Criterion, party: CriterionParty) -> Verdict:
    """Fails where a text uses a word that the term bank says to avoid; open where context decides, or where there is no text."""
    texts = texts_of(view.proposal)
    found = list(departures(texts, view.catalogue.terms))
    firm = [each for each in found if not each.doubtful]
    verdict: VerdictWord = "fails" if firm else "open" if found else "holds"
    reason = _wording_reason(firm or found)
    passages: list[Source] = []
    for each in firm or found:
        passages += sources(view.catalogue, "terms", each.term, cite=view.catalogue.terms[each.term].cite)
    passages += sources(view.catalogue, "criteria", criterion.id, cite=criterion.cite)
    details = {
        "departures": [
            {
                "field": each.field,
                "language": each.language,
                "form": each.form,
                "term": each.term,
                "preferred": each.preferred,
                "doubtful": each.doubtful,
            }
            for each in found
        ]
    }
    return Verdict(criterion.id, party.id, verdict, reason, unique(passages), details=details)


def texts_of(proposal: Proposal) -> dict[str, Texts]:
    """The texts of a proposal that wording is tested on, by their field."""
    texts = {"title": proposal.title, "language": proposal.language}
    texts |= {f"measures.{measure.id}": measure.wording for measure in proposal.measures}
    return {field: text for field, text in texts.items() if text}


def _wording_reason(found: list[Departure]) -> Texts:
    if not found:
        return {"ja": "避けるべき語はない", "en": "No word that is to be avoided"}
    ja = "、".join(f"{each.field}「{each.form}」→「{_first(each)}」" for each in found)
    en = "; ".join(f"{each.field} “{each.form}” → “{_first(each)}”" for each in found)
    doubt = any(each.doubtful for each in found)
    return {"ja": f"{ja}{'（文脈による）' if doubt else ''}", "en": f"{en}{' (context decides)' if doubt else ''}"}


def _first(departure: Departure) -> str:
    return departure.preferred[0] if departure.preferred else departure.term


JUDGES: dict[str, Callable[[View, Criterion, CriterionParty], Verdict]] = {
    "rules": by_rules,
    "floors": by_floors,
    "leanings": by_leanings,
    "demands": demands,
    "nothing": nothing,
    "verification": verification,
    "sequence": sequence,
    "wording": wording,
}
"""Kind of criterion to what judges it for a party; threat is judged by exposure."""
