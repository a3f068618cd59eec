"""Inverse analysis, robustness, swaps and pictures as plain data and in sentences; states are numbered from 1."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from shiome.policy.conflict.game import Game
from shiome.policy.conflict.inverse import Inverse
from shiome.policy.conflict.narration import Speech
from shiome.policy.conflict.picture import Picture
from shiome.policy.conflict.robustness import Robustness, Swap


def inverse_json(game: Game, found: Inverse) -> dict[str, Any]:
    """What would make a state an equilibrium: the least changes, and the conditions behind them."""
    return {
        "state": found.state + 1,
        "concept": found.concept,
        "chain": found.chain,
        "holds": found.holds,
        "size": found.size,
        "changes": [
            {"decision_maker": game.makers[each.maker], "no_longer_better": _from_one(each.lowered)}
            for each in found.changes
        ],
        "conditions": {
            maker: [
                {"move_to": each.target + 1, "no_better_than_state": [_from_one(one) for one in each.alternatives]}
                for each in conditions
            ]
            for maker, conditions in zip(game.makers, found.conditions, strict=True)
        },
    }


def explain_inverse(game: Game, found: Inverse, *, language: str = "en") -> list[str]:
    """The least change of preferences in sentences, ``ja`` or ``en``."""
    speech = Speech(game, language)
    state, concept = speech.state(found.state), speech.say(found.concept)
    if not found.changes:
        return [speech.say("inverse_already", state=state, concept=concept)]
    said = [speech.say("inverse_goal", state=state, concept=concept)]
    for each in found.changes:
        states = speech.listed([speech.state(one) for one in each.lowered])
        said.append(speech.say("inverse_change", maker=speech.maker(each.maker), states=states, state=state))
    return said if found.holds else [*said, speech.say("inverse_joint")]


def robustness_json(found: Robustness) -> dict[str, Any]:
    """Shares and their standard errors by concept, in the order of the states."""
    return {
        "draws": found.draws,
        "seed": found.seed,
        "chain": found.chain,
        "shares": {concept: share.tolist() for concept, share in found.shares.items()},
        "errors": {concept: found.error(concept).tolist() for concept in found.shares},
    }


def swaps_json(game: Game, swaps: Iterable[Swap]) -> list[dict[str, Any]]:
    """Swaps with the equilibria that each loses and gains."""
    return [
        {
            "decision_maker": game.makers[each.maker],
            "upper": _from_one(each.upper),
            "lower": _from_one(each.lower),
            "lost": {concept: _from_one(states) for concept, states in each.lost.items() if states},
            "gained": {concept: _from_one(states) for concept, states in each.gained.items() if states},
        }
        for each in swaps
    ]


def picture_json(found: Picture) -> dict[str, Any]:
    """Nodes and edges."""
    return asdict(found)


def _from_one(states: Iterable[int]) -> list[int]:
    return sorted(each + 1 for each in states)
