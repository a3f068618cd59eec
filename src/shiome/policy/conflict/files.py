"""Conflicts as files: YAML or JSON of our own, and the JSON of GMCR+."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from shiome.policy.conflict.exchange import from_gmcr, is_gmcr
from shiome.policy.conflict.game import build
from shiome.policy.conflict.model import (
    Conflict,
    DecisionMaker,
    Direction,
    Doubtful,
    Metric,
    Option,
    Pairs,
    Preference,
    Ranking,
    Statements,
    Weights,
)
from shiome.policy.conflict.statements import refused

LARGEST = 4_000_000
"""Bytes of a file."""
State = int | str
StateName = State | list[State]


class _Option(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    id: str
    name: dict[str, str] = {}
    moves: Direction = "both"


class _Preference(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """One of the ways to say it; ``unknown`` may stand beside a complete one."""

    statements: list[str | int] | None = None
    ranking: list[StateName] | None = None
    weights: dict[str, float] | None = None
    metric: list[float] | None = None
    tie: float | None = None
    better: list[tuple[State, State]] | None = None
    equal: list[tuple[State, State]] | None = None
    unknown: list[tuple[State, State]] | None = None


class _DecisionMaker(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    id: str
    preference: _Preference
    options: list[str] = []
    name: dict[str, str] = {}


class _Conflict(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    conflict: str
    options: list[_Option]
    decision_makers: list[_DecisionMaker]
    infeasible: list[str] = []
    status_quo: str = ""


def read_conflict(path: Path) -> Conflict:
    """Read a conflict from ``.yaml``, ``.yml``, ``.json`` or ``.gmcr``; which JSON it is follows from its content.

    Raises
    ------
    InputRefused
        ``conflict.file``: a file that cannot be read or has another shape; and what building the conflict refuses.
    """
    content = parsed_file(path)
    return from_gmcr(content, path.stem) if is_gmcr(content) else from_plain(content, str(path))


def parsed_file(path: Path) -> Any:
    """What a file holds, as plain data, before anything is made of it.

    Raises
    ------
    InputRefused
        ``conflict.file``: it cannot be read.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise _unreadable(path, f"it is larger than {LARGEST:,} bytes", f"{LARGEST:,} バイトを超える")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path, _line(error), "読み取れない") from error
    return _parsed(path, text)


def _parsed(path: Path, text: str) -> Any:
    import yaml

    try:
        return yaml.safe_load(text) if path.suffix in (".yaml", ".yml") else json.loads(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _unreadable(path, _line(error), f"書式の誤り：{_line(error)}") from error


def from_plain(content: Any, where: str = "conflict") -> Conflict:
    """A conflict from plain data in the shape of the file.

    Raises
    ------
    InputRefused
        As for :func:`read_conflict`.
    """
    try:
        data = msgspec.convert(content, _Conflict)
    except msgspec.ValidationError as error:
        raise _unreadable(where, _line(error), f"形が違う：{_line(error)}") from error
    return Conflict(
        data.conflict,
        tuple(Option(each.id, each.name, each.moves) for each in data.options),
        tuple(
            DecisionMaker(each.id, tuple(each.options), _preference(each, where), each.name)
            for each in data.decision_makers
        ),
        tuple(data.infeasible),
        data.status_quo,
    )


def _preference(maker: _DecisionMaker, where: str) -> Preference:
    given = maker.preference
    complete: list[Statements | Ranking | Weights | Metric] = []
    if given.statements is not None:
        complete.append(Statements(tuple(map(str, given.statements))))
    if given.ranking is not None:
        levels = (each if isinstance(each, list) else [each] for each in given.ranking)
        complete.append(Ranking(tuple(tuple(level) for level in levels)))
    if given.weights is not None:
        complete.append(Weights(given.weights))
    if given.metric is not None:
        complete.append(Metric(tuple(given.metric), given.tie or 0.0))
    pairs = given.better is not None or given.equal is not None
    if len(complete) + pairs != 1 or (pairs and given.unknown is not None):
        raise refused(
            "preference",
            f"{where}: decision maker {maker.id} needs exactly one preference",
            f"{where}：意思決定者 {maker.id} の選好が一つに定まらない",
            "give statements, ranking, weights, metric, or better and equal",
            "statements、ranking、weights、metric、better と equal のどれか一つを書く",
            maker,
        )
    if pairs:
        return Pairs(tuple(given.better or ()), tuple(given.equal or ()))
    return Doubtful(complete[0], tuple(given.unknown)) if given.unknown is not None else complete[0]


def to_plain(conflict: Conflict) -> dict[str, Any]:
    """A conflict as plain data in the shape of the file; what was made by a function is written as the values it gave."""
    data = _Conflict(
        conflict.name,
        [_Option(each.id, dict(each.name), each.moves) for each in conflict.options],
        [
            _DecisionMaker(each.id, _written(conflict, each.preference), list(each.options), dict(each.name))
            for each in conflict.decision_makers
        ],
        list(conflict.infeasible),
        conflict.status_quo,
    )
    plain: dict[str, Any] = msgspec.to_builtins(data)
    return plain


def _written(conflict: Conflict, preference: Preference) -> _Preference:
    if isinstance(preference, Doubtful):
        written = _written(conflict, preference.base)
        written.unknown = list(preference.unknown)
        return written
    if isinstance(preference, Statements):
        return _Preference(statements=list(preference.statements))
    if isinstance(preference, Ranking):
        return _Preference(ranking=[list(level) for level in preference.levels])
    if isinstance(preference, Weights):
        return _Preference(weights=dict(preference.weights))
    if isinstance(preference, Pairs):
        return _Preference(better=list(preference.better), equal=list(preference.equal))
    values = preference.values
    if callable(values):
        states = build(conflict).states
        values = tuple(values(dict(zip(states.options, map(bool, row), strict=True))) for row in states.chosen)
    return _Preference(metric=list(values), tie=preference.tie or None)


def write_conflict(conflict: Conflict, *, form: str = "yaml") -> str:
    """A conflict as the text of a file, ``yaml`` or ``json``."""
    if form == "json":
        return json.dumps(to_plain(conflict), ensure_ascii=False, indent=2) + "\n"
    import yaml

    return str(yaml.safe_dump(to_plain(conflict), allow_unicode=True, sort_keys=False, width=120))


def _line(error: Exception) -> str:
    return " ".join(str(error).split())


def _unreadable(where: object, text: str, ja: str) -> Exception:
    return refused(
        "file",
        f"{where} is no conflict: {text}",
        f"{where} は対立のファイルとして読めない：{ja}",
        "see docs/explanation/conflict.md for its shape",
        "形は docs/explanation/conflict.md にある",
        str(where),
    )
