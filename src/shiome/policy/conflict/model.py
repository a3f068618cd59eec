"""A conflict in option form: decision makers, their options, what is infeasible, and what each prefers; checked when built."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from shiome.policy.conflict.statements import WORDS, parse, refused

Direction = Literal["both", "up", "down", "none"]
"""How an option may change: ``up`` is from not chosen to chosen only, ``down`` the reverse."""
Texts = Mapping[str, str]
MOST_OPTIONS = 20
"""Options of a conflict; all their combinations are looked at."""
MOST_DECISION_MAKERS = 11
"""Decision makers of a conflict; chains in which each moves once are followed for every set of them."""
_OPTION_ID = re.compile(r"[^\s()&|!~,-][^\s()&|!~,]*")


@dataclass(frozen=True)
class Option:
    """Something that its owner can do or leave."""

    id: str
    name: Texts = field(default_factory=dict)
    moves: Direction = "both"


@dataclass(frozen=True)
class Statements:
    """Preference by ordered option statements, the most important first.

    Of two states the one that fulfils the first statement on which they differ is preferred; states that agree on all statements are
    equally good (Fang, Hipel, Kilgour, Peng 2003).
    """

    statements: tuple[str, ...]


@dataclass(frozen=True)
class Ranking:
    """Preference by listing all states, best first; states in one level are equally good.

    A state is named by its number from 1, or by a pattern of ``Y``, ``N`` and ``-`` (either), one letter an option.
    """

    levels: tuple[tuple[int | str, ...], ...]


@dataclass(frozen=True)
class Weights:
    """Preference by the sum of the weights of the statements that are true; sums within a billionth are ties."""

    weights: Mapping[str, float]


@dataclass(frozen=True)
class Metric:
    """Preference by a number for each state: more is better.

    Parameters
    ----------
    values:
        One number a state, in the order of the states; or a function of the options by identifier.
    tie:
        Values are rounded to multiples of this before they are compared; 0 compares them as they are.
    """

    values: tuple[float, ...] | Callable[[Mapping[str, bool]], float]
    tie: float = 0.0


@dataclass(frozen=True)
class Pairs:
    """Preference by comparisons of single states or patterns; what does not follow from them is unknown.

    Parameters
    ----------
    better:
        The first of each pair is strictly preferred to the second.
    equal:
        Both are equally good.
    """

    better: tuple[tuple[int | str, int | str], ...] = ()
    equal: tuple[tuple[int | str, int | str], ...] = ()


Complete = Statements | Ranking | Weights | Metric


@dataclass(frozen=True)
class Doubtful:
    """A complete preference of which some comparisons are unknown: those between a state of the one and of the other pattern."""

    base: Complete
    unknown: tuple[tuple[int | str, int | str], ...]


Preference = Complete | Pairs | Doubtful


@dataclass(frozen=True)
class DecisionMaker:
    """Who decides on some options, and what it prefers."""

    id: str
    options: tuple[str, ...]
    preference: Preference
    name: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class Conflict:
    """A whole conflict; building one checks that it holds together.

    Parameters
    ----------
    infeasible:
        Statements; a combination for which one of them is true cannot occur.
    status_quo:
        Where the conflict stands: a pattern without ``-``; empty where unknown.

    Raises
    ------
    InputRefused
        ``conflict.doubled``, ``conflict.owner``, ``conflict.option``, ``conflict.statement``, ``conflict.many``, ``conflict.direction``,
        ``conflict.weight``, ``conflict.empty``.
    """

    name: str
    options: tuple[Option, ...]
    decision_makers: tuple[DecisionMaker, ...]
    infeasible: tuple[str, ...] = ()
    status_quo: str = ""

    def __post_init__(self) -> None:
        self._check_numbers()
        for kind, ids in (
            ("option", self.option_ids),
            ("decision maker", tuple(each.id for each in self.decision_makers)),
        ):
            _no_doubles(kind, ids)
        for option in self.options:
            _check_option(option)
        self._check_owners()
        for text in self.infeasible:
            parse(text, self.option_ids)
        for maker in self.decision_makers:
            self._check_preference(maker)

    @property
    def option_ids(self) -> tuple[str, ...]:
        """Identifiers of the options, in their order."""
        return tuple(option.id for option in self.options)

    def maker(self, identifier: str) -> int:
        """Index of a decision maker.

        Raises
        ------
        InputRefused
            ``conflict.maker``.
        """
        ids = [each.id for each in self.decision_makers]
        if identifier not in ids:
            raise refused(
                "maker",
                f"there is no decision maker {identifier}",
                f"意思決定者 {identifier} はいない",
                f"they are {', '.join(ids)}",
                f"いるのは {'、'.join(ids)}",
                identifier,
            )
        return ids.index(identifier)

    def _check_numbers(self) -> None:
        if not self.options or not self.decision_makers:
            what, ja = ("options", "選択肢") if not self.options else ("decision makers", "意思決定者")
            raise refused(
                "empty",
                f"the conflict {self.name} has no {what}",
                f"対立 {self.name} に{ja}がない",
                "name at least one",
                "一つ以上書く",
                self,
            )
        for count, most, what, ja in (
            (len(self.options), MOST_OPTIONS, "options", "選択肢"),
            (len(self.decision_makers), MOST_DECISION_MAKERS, "decision makers", "意思決定者"),
        ):
            if count > most:
                raise refused(
                    "many",
                    f"the conflict {self.name} has {count} {what}, more than {most}",
                    f"対立 {self.name} の{ja}が {count} あり、{most} を超える",
                    "leave out what decides least",
                    "重要でないものを省く",
                    self,
                )

    def _check_owners(self) -> None:
        owners: dict[str, str] = {}
        for maker in self.decision_makers:
            for option in maker.options:
                if option not in self.option_ids:
                    raise refused(
                        "option",
                        f"decision maker {maker.id} owns an unknown option {option}",
                        f"意思決定者 {maker.id} の選択肢 {option} はない",
                        f"the options are {', '.join(self.option_ids)}",
                        f"選択肢は {'、'.join(self.option_ids)}",
                        option,
                    )
                if option in owners:
                    raise refused(
                        "owner",
                        f"option {option} is owned by {owners[option]} and by {maker.id}",
                        f"選択肢 {option} の持ち主が {owners[option]} と {maker.id} の二者になっている",
                        "each option has one owner",
                        "持ち主は一者にする",
                        option,
                    )
                owners[option] = maker.id
        for option in self.option_ids:
            if option not in owners:
                raise refused(
                    "owner",
                    f"option {option} is owned by nobody",
                    f"選択肢 {option} に持ち主がいない",
                    "give it to a decision maker",
                    "意思決定者の一人に持たせる",
                    option,
                )

    def _check_preference(self, maker: DecisionMaker) -> None:
        preference = maker.preference.base if isinstance(maker.preference, Doubtful) else maker.preference
        if isinstance(preference, Statements):
            for text in preference.statements:
                parse(text, self.option_ids)
        if isinstance(preference, Weights):
            for text, weight in preference.weights.items():
                parse(text, self.option_ids)
                if not math.isfinite(weight):
                    raise refused(
                        "weight",
                        f"decision maker {maker.id}: the weight of “{text}” is not a number",
                        f"意思決定者 {maker.id}：「{text}」の重みが数でない",
                        "give a finite number",
                        "有限の数を書く",
                        text,
                    )


def _no_doubles(kind: str, ids: tuple[str, ...]) -> None:
    for number, each in enumerate(ids):
        if each in ids[:number]:
            raise refused(
                "doubled",
                f"there are two of {kind} {each}",
                f"{each} が二度ある",
                "give each another identifier",
                "別の識別子にする",
                each,
            )


def _check_option(option: Option) -> None:
    if option.moves not in ("both", "up", "down", "none"):
        raise refused(
            "direction",
            f"option {option.id} cannot move {option.moves}",
            f"選択肢 {option.id} の動き {option.moves} はない",
            "use both, up, down or none",
            "both、up、down、none のどれかにする",
            option,
        )
    if not _OPTION_ID.fullmatch(option.id) or option.id.lower() in WORDS:
        raise refused(
            "option",
            f"the identifier “{option.id}” of an option cannot stand in a statement",
            f"選択肢の識別子「{option.id}」は命題に書けない",
            "use no spaces, brackets or signs of operators",
            "空白、括弧、演算子の記号を使わない",
            option,
        )
