"""Where the parties stand: position records that a file names, and positions entered by hand, as one table on the issue's scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from shiome.coordination.consultation.folding import ConsultationFile
from shiome.coordination.consultation.model import Standing
from shiome.policy.bargaining import Missing, Scale, Span, inputs
from shiome.records.model import Position
from shiome.region.schema.context import IssueScale

_CERTAIN = Span.at(1.0)
"""Capability put in where none is needed: common ground does not ask who is stronger."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A party's place on the scale of the issue.

    Parameters
    ----------
    position:
        Value and range; of several positions known since the same day, the range covers all.
    salience:
        How much the issue matters to it, 0 to 1; ``None`` where nobody has said it.
    records:
        The positions that count: records, or parts of the file entered by hand as ``FILE#NUMBER``.
    """

    party: str
    position: Span
    salience: float | None
    records: tuple[str, ...]


def positions_of_file(file: ConsultationFile, records: Mapping[str, Position]) -> tuple[Position, ...]:
    """The positions of a file in the order of entry; a record that is not among ``records`` (not yet known on the day) is left out."""
    issue = file.opening.issue
    found = []
    for number, part in file.numbered(Standing):
        if part.record:
            if part.record in records:
                found.append(records[part.record])
            continue
        entry = file.entries[number - 1]
        found.append(
            Position(
                id=f"{file.id}#{number}",
                when=entry.on.isoformat(),
                known_from=entry.on,
                coder=entry.by,
                actor=part.party,
                issue=issue,
                stance=part.stance.get("ja") or next(iter(part.stance.values())),
                value=part.value,
                low=part.low,
                high=part.high,
                salience=part.salience,
                text=part.reasons,
                translations={language: {"stance": text} for language, text in part.stance.items()},
            )
        )
    return tuple(found)


def place(
    positions: Sequence[Position], parties: Sequence[str], issue: str, scale: IssueScale
) -> tuple[tuple[Placed, ...], tuple[Missing, ...]]:
    """The parties that positions place on the scale of an issue, in the order of the parties, and what nobody has stated of the others.

    Which of several positions counts is decided as for bargaining (:func:`shiome.policy.bargaining.inputs`): those of the newest day.
    """
    own = [each for each in positions if each.issue == issue and each.actor in parties]
    axis = (Scale(issue, scale.low, scale.high),)
    alike = dict.fromkeys(parties, _CERTAIN)
    weighed = {each.id: each for each in inputs(own, axis, capability=alike).actors}
    # Saliences are put in to find the places of those who have stated none; they are not used.
    filled = [msgspec.structs.replace(each, salience=1.0) for each in own]
    placed, missing = [], []
    for party in parties:
        found = inputs([each for each in filled if each.actor == party], axis, capability=alike)
        if not found.actors:
            missing.append(Missing(party, issue, "position"))
            continue
        actor = weighed.get(party)
        if actor is None:
            missing.append(Missing(party, issue, "salience"))
        salience = None if actor is None else actor.salience[0].value
        placed.append(Placed(party, found.actors[0].positions[0], salience, _counted(found.records, own, party)))
    return tuple(placed), tuple(missing)


def _counted(names: Sequence[str], positions: Sequence[Position], party: str) -> tuple[str, ...]:
    """Of the records found, those that state the place and not the salience only."""
    stated = {each.id for each in positions if each.actor == party and each.value is not None}
    newest = max(each.known_from for each in positions if each.id in stated)
    fresh = {each.id for each in positions if each.id in stated and each.known_from == newest}
    return tuple(name for name in names if name in fresh)
