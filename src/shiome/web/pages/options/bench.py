"""The proposal bench: measures on and off, and what every party says to that; the address carries the measures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from shiome.errors import QueryRefused
from shiome.web.asked import Asked
from shiome.web.model import Answer, Column, Table
from shiome.web.naming import actor_name
from shiome.web.pages.options.proposals import held_catalogue, kept, named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shiome.policy.proposal import Catalogue, Measure, Proposal, Report, Verdict
    from shiome.region.schema.proposals import MeasureType

PASSAGES = 6
"""Passages that stand beside one verdict."""
SIGNS = {"holds": "●", "open": "○", "fails": "✕"}
"""What stands before a verdict, so that it is told apart without reading."""


def page(asked: Asked) -> Answer:
    """The measures as a form: those of the kept proposal, and those that the pack's catalogue has beside."""
    held = held_catalogue(asked)
    found, _ = kept(asked, held)
    begun, chosen = _begun(asked, held), _chosen(asked, held)
    taken = {measure.id for measure in chosen.measures}
    added = set(asked.values["add"])
    data = {
        "from": asked.values["from"] or "",
        "proposals": [{"id": name, "title": asked.text(each.title)} for name, each in found.items()],
        "about": asked.text(begun.about) if begun.about else "",
        "own": [_own(asked, held, each, on=each.id in taken) for each in begun.measures],
        "groups": [
            {"group": group, "levers": [each for each in _levers(asked, held, added) if each["group"] == group]}
            for group in dict.fromkeys(kind.group for kind in held.measures.values())
        ],
        "query": {name: asked.values[name] for name in ("from", "chosen", "keep", "add") if asked.values[name]},
    }
    return Answer(template="options/bench.html", data=data)


def _own(asked: Asked, held: Catalogue, measure: Measure, *, on: bool) -> dict[str, Any]:
    kind = held.kind(measure)
    return {
        "id": measure.id,
        "name": asked.text(kind.name),
        "about": asked.text(kind.about),
        "by": actor_name(asked, measure.party),
        "over": ", ".join(_domain_name(asked, held, kind, each) for each in measure.domain),
        "on": on,
    }


def _levers(asked: Asked, held: Catalogue, added: set[str]) -> list[dict[str, Any]]:
    """A choice for each kind of measure and party that can take it: not taken, or taken over one domain."""
    found = []
    for kind in held.measures.values():
        domains = held.range_classes if kind.over == "capabilities" else tuple(kind.domains)
        for party in kind.parties:
            values = [f"{kind.id}:{party}:{each}" for each in domains] or [f"{kind.id}:{party}"]
            names = [_domain_name(asked, held, kind, each) for each in domains] or [asked.words("options.taken")]
            options = [
                {"value": value, "name": name, "on": value in added} for value, name in zip(values, names, strict=True)
            ]
            found.append(
                {
                    "group": kind.group,
                    "name": asked.text(kind.name),
                    "by": actor_name(asked, party),
                    "options": options,
                    "on": any(each["on"] for each in options),
                }
            )
    return found


def _domain_name(asked: Asked, held: Catalogue, kind: MeasureType, domain: str) -> str:
    if domain in kind.domains:
        return asked.text(kind.domains[domain])
    return asked.text(held.capabilities[domain].name) if domain in held.capabilities else domain


def _begun(asked: Asked, held: Catalogue) -> Proposal:
    """The kept proposal that the address names; an empty one where it names none."""
    from shiome.policy.proposal import Proposal

    name = asked.values["from"]
    if not name:
        return Proposal(title={"ja": asked.words("options.empty"), "en": asked.words("options.empty")})
    return named(kept(asked, held)[0], name)


def _chosen(asked: Asked, held: Catalogue) -> Proposal:
    """The proposal with the measures that the address keeps and adds."""
    proposal = _begun(asked, held)
    if asked.values["chosen"]:
        for measure in proposal.measures:
            if measure.id not in asked.values["keep"]:
                proposal = proposal.without(measure.id)
    added = (_added(text, held) for text in dict.fromkeys(asked.values["add"]))
    return msgspec.structs.replace(proposal, measures=(*proposal.measures, *added))


def _added(text: str, held: Catalogue) -> Measure:
    """A measure written as kind:party or kind:party:domain, verified as its kind asks and able to snap back where that matters.

    Raises
    ------
    QueryRefused
        ``options.measure``: the catalogue has no such kind, it is not for this party, or its domain is another.
    """
    from shiome.policy.proposal import Measure

    name, _, rest = text.partition(":")
    party, _, domain = rest.partition(":")
    kind = held.measures.get(name)
    fits = kind is not None and party in kind.parties
    if kind is not None and fits:
        known = {"capabilities": held.knows_weapon(domain), "named": domain in kind.domains, "none": not domain}
        fits = known[kind.over]
    if kind is None or not fits:
        raise QueryRefused(
            "options.measure",
            f"{text!r} is no measure of the catalogue",
            ja=f"{text!r} という措置は一覧にない",
            hint="choose from the page",
            hint_ja="画面から選ぶ",
            failed=text,
        )
    return Measure(
        id="-".join(("added", name, party.lower(), *([domain] if domain else []))),
        party=party,
        type=name,
        domain=(domain,) if domain else (),
        verification=kind.verified_by or "none",
        reversibility="snap-back" if kind.matters else "reversible",
    )


def verdicts(asked: Asked) -> Answer:
    """What every criterion says to every party, and what the choice has moved."""
    from shiome.policy.proposal import assess
    from shiome.policy.proposal.soundness import unsound

    held = held_catalogue(asked)
    chosen = _chosen(asked, held)
    now, before = assess(chosen, held), assess(_begun(asked, held), held)
    was = {(each.criterion, each.party): each.verdict for each in before.verdicts}
    problems = [each.ja if asked.language == "ja" else each.en for each in unsound(chosen, held)]
    moved = sum(was[each.criterion, each.party] != each.verdict for each in now.verdicts)
    data = {
        "measures": len(chosen.measures),
        "problems": problems,
        "moved": moved,
        "query": {name: asked.values[name] for name in ("from", "chosen", "keep", "add") if asked.values[name]},
    }
    tables = [_matrix(asked, held, now, was), _reasons(asked, held, now, was)]
    return Answer(template="options/verdicts.html", data=data, tables=tables)


def _told(asked: Asked, verdict: Verdict, was: str) -> str:
    t = asked.words
    told = f"{SIGNS[verdict.verdict]}\N{NO-BREAK SPACE}{t('options.' + verdict.verdict)}"
    return told if was == verdict.verdict else t("options.moved", now=told, was=t(f"options.{was}"))


def _matrix(asked: Asked, held: Catalogue, report: Report, was: Mapping[tuple[str, str], str]) -> Table:
    """Criteria by parties."""
    t = asked.words
    rows: dict[str, dict[str, Any]] = {}
    for each in report.verdicts:
        row = rows.setdefault(each.criterion, {"criterion": asked.text(held.criteria[each.criterion].name)})
        row[each.party] = _told(asked, each, was[each.criterion, each.party])
    parties = {each.party: _party(asked, held, each) for each in report.verdicts}
    columns = [Column(key="criterion", title=t("options.criterion"))]
    columns += [Column(key=party, title=name) for party, name in parties.items()]
    return Table(id="matrix", title="", columns=columns, rows=list(rows.values()), note=t("options.matrix_note"))


def _party(asked: Asked, held: Catalogue, verdict: Verdict) -> str:
    from shiome.policy.proposal.shapes import party_name

    name = actor_name(asked, verdict.party)
    return name if name != verdict.party else party_name(held, verdict.criterion, verdict.party, asked.language)


def _reasons(asked: Asked, held: Catalogue, report: Report, was: Mapping[tuple[str, str], str]) -> Table:
    """Every verdict with its reason and evidence, what fails first."""
    from shiome.policy.proposal.verdicts import rank

    t = asked.words
    rows = [
        {
            "criterion": asked.text(held.criteria[each.criterion].name),
            "party": _party(asked, held, each),
            "verdict": _told(asked, each, was[each.criterion, each.party]),
            "reason": asked.text(each.reason),
            "measures": ", ".join(each.measures),
            "_class": {"holds": "good", "open": "", "fails": "bad"}[each.verdict],
            "_sources": asked.cited(dict.fromkeys(one.cite for one in each.sources if one.cite))[:PASSAGES],
        }
        for each in sorted(report.verdicts, key=lambda verdict: rank(verdict.verdict))
    ]
    columns = [
        Column(key="criterion", title=t("options.criterion")),
        Column(key="party", title=t("options.party")),
        Column(key="verdict", title=t("options.verdict")),
        Column(key="reason", title=t("options.reason")),
        Column(key="measures", title=t("options.by_measures"), kind="code"),
    ]
    return Table(id="reasons", title=t("options.reasons"), columns=columns, rows=rows)
