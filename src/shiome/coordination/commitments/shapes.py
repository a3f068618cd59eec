"""The register, its reminders, touchstones, layers and members as JSON."""

from __future__ import annotations

from datetime import date
from typing import Any

from shiome.coordination.answers import Answer
from shiome.coordination.commitments.governments import Term
from shiome.coordination.commitments.layers import LAYERS, Activity, Layers, Stall
from shiome.coordination.commitments.members import Matrix
from shiome.coordination.commitments.model import Confirmation, Derived, Standing, State
from shiome.coordination.commitments.reminders import Reminder, days_left
from shiome.coordination.commitments.touchstones import Trial


class Shapes(Answer):
    """Commitments, reminders, touchstones, layers and members as JSON."""

    def standing(self, standing: Standing) -> dict[str, Any]:
        """One commitment, with every state told of it."""
        confirmed = standing.confirmed
        return {
            "id": standing.id,
            "owner": standing.owner,
            "beneficiary": standing.beneficiary,
            "content": self.text(standing.content),
            "text": {"id": standing.text, "name": self.name("agreements", standing.text)},
            "tool": standing.tool,
            "due": standing.due,
            "days_left": days_left(standing.due, standing.as_of),
            "state": standing.told.state,
            "when": standing.told.when,
            "derived": self._derived(standing.derived) if standing.derived else None,
            "confirmed": None if confirmed is None else {"state": confirmed.state, "when": confirmed.when},
            "told_by": standing.told_by,
            "administrations": [self._confirmation(each) for each in standing.confirmations],
            "last_sign": standing.last_sign,
            "quiet_days": standing.quiet_days,
            "states": [self.state(state) for state in standing.states],
            "topics": standing.topics,
            "sources": self.sources(standing.told.sources),
        }

    def state(self, state: State) -> dict[str, Any]:
        """One state with its evidence."""
        return {
            "state": state.state,
            "when": state.when,
            "text": self.text(state.text),
            "by": state.by,
            "known_from": state.known_from,
            "sources": self.sources(state.sources),
        }

    def reminder(self, reminder: Reminder) -> dict[str, Any]:
        """One reminder, with the evidence of the state last told."""
        standing = reminder.standing
        return {
            "reason": reminder.reason,
            "id": standing.id,
            "content": self.text(standing.content),
            "days": reminder.days,
            "due": standing.due,
            "states": reminder.states,
            "administrations": [self._confirmation(c) for c in standing.confirmations if c.state in reminder.states],
            "state": standing.told.state,
            "when": standing.told.when,
            "derived": standing.derived.state if standing.derived else None,
            "rule": standing.derived.rule if standing.derived else None,
            "sources": self.sources(standing.told.sources),
        }

    def touchstone(self, trial: Trial) -> dict[str, Any]:
        """One touchstone."""
        return {
            "id": trial.id,
            "name": self.text(trial.name),
            "tests": self.text(trial.tests),
            "tested": trial.tested,
            "declared_by": trial.declared_by,
            "when": trial.when,
            "time": trial.time,
            "result": trial.result,
            "unanswered": trial.unanswered,
            "results": [self.state(state) for state in trial.results],
            "note": self.text(trial.note),
            "sources": self.sources(trial.sources),
        }

    def layers(self, layers: Layers) -> dict[str, Any]:
        """The three layers with their stalls."""
        return {
            "as_of": layers.as_of,
            "members": layers.members,
            "layers": [
                {
                    "layer": layer,
                    "standing": layers.standing(layer),
                    "last_active": self.activity(last) if (last := layers.last_active(layer)) else None,
                    "years": {str(year): count for year, count in sorted(layers.years(layer).items())},
                    "activity": [self.activity(each) for each in layers.activity[layer]],
                }
                for layer in LAYERS
            ],
            "untold": [self.activity(each) for each in layers.untold],
            "stalls": [self._stall(stall) for stall in layers.stalls],
        }

    def activity(self, activity: Activity) -> dict[str, Any]:
        """One activity of a layer."""
        return {
            "kind": activity.kind,
            "of": activity.of,
            "state": activity.state,
            "when": activity.when,
            "name": self.text(activity.name),
            "text": self.text(activity.text),
            "sources": self.sources(activity.sources),
        }

    def matrix(self, matrix: Matrix) -> dict[str, Any]:
        """The membership matrix."""
        return {
            "as_of": matrix.as_of,
            "actors": matrix.actors,
            "initiatives": [
                {
                    "id": each.id,
                    "name": self.text(each.name),
                    "abbreviation": each.abbreviation,
                    "state": each.state,
                    "size": each.size,
                    "members": each.members,
                    "sources": self.sources(each.sources),
                }
                for each in matrix.initiatives
            ],
        }

    def _derived(self, derived: Derived) -> dict[str, Any]:
        return {
            "state": derived.state,
            "rule": derived.rule,
            "name": self.text(derived.name),
            "text": self.text(derived.text),
            "since": derived.since,
        }

    def _confirmation(self, each: Confirmation) -> dict[str, Any]:
        return {
            "state": each.state,
            "taken": each.taken,
            "last": [self._term(term) for term in each.last],
            "now": self._term(each.now) if each.now else None,
            "acting": each.acting,
        }

    def _term(self, term: Term) -> dict[str, Any]:
        since = None if term.since == date.min else term.since
        return {"holder": term.holder, "name": self.name("actors", term.holder), "since": since}

    def _stall(self, stall: Stall) -> dict[str, Any]:
        return {
            "layer": stall.layer,
            "told": self.activity(stall.told),
            "resumed": self.activity(stall.resumed) if stall.resumed else None,
            "meanwhile": {layer: [self.activity(each) for each in found] for layer, found in stall.meanwhile.items()},
        }
