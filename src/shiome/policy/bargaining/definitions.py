"""The readings of the expected-utility model that can be asked for by name; where they differ, and which one is the default.

Bueno de Mesquita never published the whole model. Scholz, Calbert and Smith (2011, "Unravelling Bueno de Mesquita's group
decision model", Journal of Theoretical Politics 23) wrote one down; two public replications of it part from the first risk
exponents on. A definition here is one set of choices at the places where they part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from shiome.errors import InputRefused

Probability = Literal["field", "pair", "net"]
View = Literal["receiver", "own"]
Choice = Literal["lowest", "least", "strongest"]


@dataclass(frozen=True, slots=True)
class Definition:
    """One reading of the model.

    Parameters
    ----------
    probability:
        The chance that a challenge succeeds: the votes for it over the votes of *all* ordered pairs of positions (``field``), over the
        votes cast on this pair (``pair``), or the surplus of votes for it, if any, over the votes cast on this pair (``net``).
    risk_in_votes:
        Whether a voter's risk exponent bends the distances it votes by.
    view:
        By whose risk exponent the challenged one reckons the challenger's gain: its own (``receiver``), or the challenger's (``own``).
    choice:
        The offer that is accepted: among confrontations, if there are none among compromises, then among capitulations, the one that
        asks for the smallest move (``least``); the same but among compromises the one of lowest value (``lowest``); or the offer of the
        challenger who gains most (``strongest``).
    capitulation:
        Whether one who would lose more by resisting than the challenger gains gives in altogether.
    stay:
        Probability that the other does not move unless challenged (Q of the papers).
    better:
        Probability that, if it moves unchallenged, it moves closer (T of the papers).
    reproduces:
        Which publication or replication it follows.
    """

    name: str
    probability: Probability
    risk_in_votes: bool
    view: View
    choice: Choice
    capitulation: bool
    stay: float = 1.0
    better: float = 1.0
    reproduces: str = ""


DEFAULT = "scholz"
DEFINITIONS: Mapping[str, Definition] = {
    each.name: each
    for each in (
        Definition(
            "scholz",
            "field",
            risk_in_votes=True,
            view="receiver",
            choice="lowest",
            capitulation=False,
            reproduces="the program of Scholz, Calbert and Smith, by its replication over ten rounds (McKibben 2014)",
        ),
        Definition(
            "least_move",
            "field",
            risk_in_votes=True,
            view="receiver",
            choice="least",
            capitulation=True,
            reproduces="the rule that the article and Bueno de Mesquita state: the offer that asks for the smallest move",
        ),
        Definition(
            "paired",
            "pair",
            risk_in_votes=True,
            view="receiver",
            choice="least",
            capitulation=True,
            reproduces="as least_move, with chances of two opponents that sum to 1",
        ),
        Definition(
            "masad",
            "net",
            risk_in_votes=False,
            view="own",
            choice="strongest",
            capitulation=True,
            reproduces="the replication of Masad (2013), which says of itself that it does not give the printed table",
        ),
    )
}


def definition(name: str) -> Definition:
    """A definition by its name.

    Raises
    ------
    InputRefused
        ``bargaining.definition``.

    >>> definition("paired").probability
    'pair'
    """
    if name not in DEFINITIONS:
        raise InputRefused(
            "bargaining.definition",
            f"there is no definition {name!r} of the expected-utility model",
            ja=f"期待効用モデルの定義 {name!r} はない",
            hint=f"use one of: {', '.join(DEFINITIONS)}",
            hint_ja=f"次のいずれかを使う: {', '.join(DEFINITIONS)}",
            failed=name,
        )
    return DEFINITIONS[name]
