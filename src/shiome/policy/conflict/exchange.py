"""The JSON that GMCR+ reads and writes (``.gmcr``): options, owners, infeasible combinations, conditions and rankings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np

from shiome.errors import InputRefused
from shiome.policy.conflict.game import Game, build
from shiome.policy.conflict.model import (
    Conflict,
    DecisionMaker,
    Direction,
    Metric,
    Option,
    Preference,
    Ranking,
    Statements,
)
from shiome.policy.conflict.statements import Statement, options_of, parse, refused

_IN: Mapping[str, Direction] = {"both": "both", "fwd": "up", "back": "down"}
_OUT = {ours: theirs for theirs, ours in _IN.items()}
Condition = list[list[Any]]


def is_gmcr(content: Any) -> bool:
    """Whether parsed JSON is a conflict of that programme."""
    return isinstance(content, Mapping) and "decisionMakers" in content


def from_gmcr(content: Any, name: str = "conflict") -> Conflict:
    """A conflict from the parsed JSON of a ``.gmcr`` file.

    Options become ``o1``, ``o2`` … with their names kept; decision makers keep their names as identifiers. A ranking that the file
    says was made by hand counts before its conditions; payoffs count where neither is given. States are numbered as in that programme:
    by the option bits, the first option lowest, infeasible ones left out. Decision makers merged into coalitions are read apart:
    the coalition analysis looks at all of them.

    Raises
    ------
    InputRefused
        ``conflict.file``: another shape; ``conflict.misperception``: states that some do not see, which would change the result.
    """
    try:
        return _from_gmcr(content, name)
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise _misshapen(name, error) from error


def _from_gmcr(content: Mapping[str, Any], name: str) -> Conflict:
    ids = [f"o{number}" for number in range(1, len(content["options"]) + 1)]
    options = tuple(
        Option(each, {"en": str(given["name"])}, _IN[given.get("permittedDirection", "both")])
        for each, given in zip(ids, content["options"], strict=True)
    )
    by_hand = bool(content.get("useManualPreferenceRanking") or content.get("useManualPreferenceVectors"))
    makers = []
    for given in content["decisionMakers"]:
        if given.get("misperceptions"):
            raise refused(
                "misperception",
                f"{name}: {given['name']} does not see some states",
                f"{name}：{given['name']} に見えていない状態がある",
                "take the misperceptions out of the file",
                "ファイルから misperceptions を除く",
                given["name"],
            )
        own = tuple(_named(ids, each) for each in given["options"])
        makers.append(DecisionMaker(str(given["name"]), own, _preference(given, ids, by_hand=by_hand)))
    infeasible = tuple(_text(each, ids) for each in content.get("infeasibles", []))
    return Conflict(name, options, tuple(makers), infeasible)


def _preference(given: Mapping[str, Any], ids: Sequence[str], *, by_hand: bool) -> Preference:
    ranking = given.get("preferenceRanking") or given.get("preferenceVector")
    conditions = given.get("preferences")
    if ranking and (by_hand or not conditions):
        return Ranking(tuple(tuple(map(int, each)) if isinstance(each, list) else (int(each),) for each in ranking))
    if not conditions and given.get("payoffs"):
        return Metric(tuple(map(float, given["payoffs"])))
    return Statements(tuple(_text(each, ids) for each in conditions or ()))


def _named(ids: Sequence[str], option: Any) -> str:
    """An option by its index from 0."""
    if int(option) < 0:
        raise IndexError(option)
    return ids[int(option)]


def _text(condition: Any, ids: Sequence[str]) -> str:
    """A condition, or several of which one is enough, as a statement."""
    if isinstance(condition, Mapping):
        members = [_text(each, ids) for each in condition["members"]]
        return " or ".join(f"({each})" for each in members)
    letters = {"Y": "", "N": "not "}
    return " and ".join(f"{letters[letter]}{_named(ids, option)}" for option, letter in condition)


def to_gmcr(conflict: Conflict) -> str:
    """A conflict as the text of a ``.gmcr`` file, rankings written out; conditions are kept where preferences are statements.

    Raises
    ------
    InputRefused
        ``conflict.unknown``: the format knows no unknown preferences; ``conflict.format``: an option that never moves.
    """
    game = build(conflict)
    game.demand_known()
    for option in conflict.options:
        if option.moves not in _OUT:
            raise refused(
                "format",
                f"option {option.id} never moves, which the format cannot say",
                f"選択肢 {option.id} は動かないが、この形式では表せない",
                "leave the option out",
                "その選択肢を除く",
                option,
            )
    content = {
        "program": "shiome",
        "options": [
            {"name": option.name.get("en", option.id), "permittedDirection": _OUT[option.moves]}
            for option in conflict.options
        ],
        "decisionMakers": [_maker(game, number) for number in range(len(conflict.decision_makers))],
        "coalitions": list(range(len(conflict.decision_makers))),
        "infeasibles": [each for text in conflict.infeasible for each in _cases(parse(text, conflict.option_ids))],
        "useManualPreferenceRanking": True,
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _maker(game: Game, number: int) -> dict[str, Any]:
    maker, ranks = game.conflict.decision_makers[number], game.ranks[number]
    levels = [(np.flatnonzero(ranks == rank) + 1).tolist() for rank in sorted(set(ranks.tolist()), reverse=True)]
    conditions: list[Any] = []
    if isinstance(maker.preference, Statements):
        cases = [_cases(parse(text, game.conflict.option_ids)) for text in maker.preference.statements]
        # A statement that is never true orders nothing, and the format cannot say it.
        conditions = [each[0] if len(each) == 1 else {"compound": True, "members": each} for each in cases if each]
    return {
        "name": maker.id,
        "options": [game.conflict.option_ids.index(each) for each in maker.options],
        "preferences": conditions,
        "preferenceRanking": [level[0] if len(level) == 1 else level for level in levels],
    }


def _cases(statement: Statement) -> list[Condition]:
    """A statement as conditions of which one must hold: as written where it is so written, else one for each case."""
    parts = statement.parts if statement.operator == "or" else (statement,)
    plain = [_literals(part) for part in parts]
    if all(each is not None for each in plain):
        return [each for each in plain if each is not None]
    spoken = sorted(options_of(statement))
    rows = np.zeros((1 << len(spoken), max(spoken) + 1), dtype=np.bool_)
    rows[:, spoken] = list(product((False, True), repeat=len(spoken)))
    return [[[option, "Y" if row[option] else "N"] for option in spoken] for row in rows[statement.holds(rows)]]


def _literals(statement: Statement) -> Condition | None:
    """Options and negated options joined by *and*; ``None`` for anything else."""
    found: Condition = []
    parts: Iterable[Statement] = statement.parts if statement.operator == "and" else (statement,)
    for part in parts:
        negated = part.operator == "not"
        inner = part.parts[0] if negated else part
        if inner.operator != "option":
            return None
        found.append([inner.option, "N" if negated else "Y"])
    return found


def _misshapen(name: str, error: Exception) -> InputRefused:
    reason = " ".join(f"{type(error).__name__} {error}".split())
    return refused(
        "file",
        f"{name} is no conflict of GMCR+: {reason}",
        f"{name} は GMCR+ の対立のファイルとして読めない：{reason}",
        "it needs options, decisionMakers and infeasibles",
        "options、decisionMakers、infeasibles が要る",
        name,
    )
