"""Tests as plain data: what the command prints as JSON and the workbench shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from shiome.policy.proposal.catalogue import Catalogue
from shiome.policy.proposal.changing import Change
from shiome.policy.proposal.comparing import MEASURED, side_by_side
from shiome.policy.proposal.following import Drive, Follows
from shiome.policy.proposal.verdicts import Report, Source, Verdict


def verdict_shape(verdict: Verdict, language: str) -> dict[str, Any]:
    """One verdict; ``reason`` in the language asked for, ``reasons`` in all."""
    return {
        "criterion": verdict.criterion,
        "party": verdict.party,
        "verdict": verdict.verdict,
        "reason": verdict.reason[language],
        "reasons": dict(verdict.reason),
        "sources": [_source(each) for each in verdict.sources],
        "measures": list(verdict.measures),
        "details": dict(verdict.details),
    }


def _source(source: Source) -> dict[str, Any]:
    shape: dict[str, Any] = {"subject": source.subject, "id": source.id}
    if source.cite:
        shape |= {"cite": source.cite, "document": source.document, "line": source.line}
    return shape


def change_shape(change: Change, language: str) -> dict[str, Any]:
    """A change; ``found`` is false where none within two edits turns the verdict."""
    return {
        "criterion": change.criterion,
        "party": change.party,
        "before": change.before,
        "after": change.after,
        "found": change.found,
        "size": round(change.size, 3),
        "edits": [{"text": getattr(edit, language), "size": edit.size} for edit in change.edits],
        "moved": [
            {"criterion": each.criterion, "party": each.party, "before": each.before, "after": each.after}
            for each in change.moved
        ],
        "tried": change.tried,
    }


def follows_shape(found: Follows, language: str) -> dict[str, Any]:
    """What follows, each probability with its Monte Carlo error."""
    return {
        "runs": found.runs,
        "months": found.months,
        "settings": [_drive(each) for each in found.settings],
        "presumed": [_drive(each) for each in found.presumed],
        "scenarios": found.scenarios,
        "strained": [_drive(each) for each in found.strained],
        "outcomes": [
            {
                "outcome": each.outcome,
                "name": each.name[language],
                "formula": each.formula,
                "before": each.before.p,
                "after": each.after.p,
                "difference": each.difference.difference,
                "error": each.difference.standard_error,
                "reading": each.reading,
                "carried": {
                    "p": each.carried.p,
                    "difference": each.carried_difference.difference,
                    "error": each.carried_difference.standard_error,
                    "reading": each.carried_reading,
                },
            }
            for each in found.outcomes
        ],
    }


def _drive(drive: Drive) -> dict[str, Any]:
    return {"driver": drive.at.driver, "state": drive.at.state, "month": drive.month, "through": drive.through}


def proposal_shape(tested: Report, language: str) -> dict[str, Any]:
    """The proposal as it was read, and its verdicts."""
    return {
        "proposal": msgspec.to_builtins(tested.proposal),
        "verdicts": [verdict_shape(each, language) for each in tested.verdicts],
    }


def rows_shape(reports: Sequence[Report], names: Sequence[str]) -> list[dict[str, Any]]:
    """Several proposals side by side, a row a criterion and party."""
    return [
        {
            "criterion": row.criterion,
            "party": row.party,
            "verdicts": {name: each.verdict for name, each in zip(names, row.verdicts, strict=True)},
            "measured": {
                name: {key: each.details[key] for key in MEASURED if key in each.details}
                for name, each in zip(names, row.verdicts, strict=True)
            },
            "differs": row.differs,
            "best": [names[place] for place in row.best],
        }
        for row in side_by_side(reports)
    ]


def party_name(catalogue: Catalogue, criterion: str, party: str, language: str) -> str:
    """The name of a party as the criterion has it."""
    for exposure in catalogue.exposures.values():
        if catalogue.criteria[criterion].kind == "threat" and exposure.party == party:
            return exposure.name[language]
    names = {each.id: each.name[language] for each in catalogue.criteria[criterion].parties}
    return names.get(party, party)
