"""Schedules by a constraint solver (CP-SAT of OR-Tools), and the reason where there is none."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

from shiome.errors import InputRefused, MissingExtra
from shiome.policy.roadmap.constraints import ORIGIN, Constraint, Tasks

EFFORT = 60.0
"""Deterministic seconds that a search may take: the same work, and so the same answer, on any machine."""


@dataclass(frozen=True)
class Aim:
    """What to make small: the sum of ends times weights, or the largest of several such sums less a target each.

    Parameters
    ----------
    sums:
        One weight per task in each sum; the aim is the largest of (sum less its target).
    targets:
        One per sum; zero where there are none.
    makespan:
        Make the end of the last task small instead.
    """

    sums: tuple[Mapping[str, int], ...] = ()
    targets: tuple[int, ...] = ()
    makespan: bool = False


@dataclass(frozen=True)
class Solved:
    """Beginnings of the tasks, the value of each aim in turn, and whether each was proven to be the best."""

    starts: Mapping[str, int]
    values: tuple[int, ...]
    proven: bool


def available() -> bool:
    """Whether the solver is installed."""
    return find_spec("ortools") is not None


def solve(tasks: Tasks, aims: Sequence[Aim] = (Aim(makespan=True),), *, effort: float = EFFORT) -> Solved:
    """The best schedule by the first aim; among those, the best by the second, and so on; last, everything as early as it can be.

    Raises
    ------
    MissingExtra
        OR-Tools is not installed.
    InputRefused
        ``roadmap.infeasible``, with the names of a smallest set of constraints that cannot hold together;
        ``roadmap.effort``, where no schedule was found within the effort.
    """
    earliest = Aim(sums=(dict.fromkeys(tasks.durations, 1),))
    bounds: list[tuple[Aim, int]] = []
    values, proven, starts = [], True, None
    for aim in (*aims, earliest):
        status, found, value = _search(tasks, tasks.constraints, aim, bounds, starts, effort)
        if status == "infeasible":
            raise infeasible(tasks, conflict(tasks))
        if found is None:
            if starts is None:
                raise _effort(effort)
            proven = False
            break
        starts, proven = found, proven and status == "optimal"
        values.append(value)
        bounds.append((aim, value))
    assert starts is not None  # noqa: S101 - one aim at least was searched
    return Solved(starts, tuple(values[: len(aims)]), proven)


def conflict(tasks: Tasks) -> tuple[Constraint, ...]:
    """A smallest set of constraints that cannot hold together: without any one of them the rest can (Junker 2004, QuickXplain).

    Empty where all can. Of several such sets it prefers one of constraints named early.
    """

    def fails(kept: Sequence[Constraint]) -> bool:
        return _search(tasks, kept, None, (), None, EFFORT)[0] == "infeasible"

    def explain(given: list[Constraint], added: bool, rest: list[Constraint]) -> list[Constraint]:  # noqa: FBT001
        if added and fails(given):
            return []
        if len(rest) == 1:
            return rest
        half = len(rest) // 2
        first, second = rest[:half], rest[half:]
        late = explain([*given, *first], True, second)  # noqa: FBT003 - as the algorithm is published
        early = explain([*given, *late], bool(late), first)
        return [*early, *late]

    everything = list(tasks.constraints)
    return tuple(explain([], False, everything)) if everything and fails(everything) else ()  # noqa: FBT003


def infeasible(tasks: Tasks, reasons: Sequence[Constraint]) -> InputRefused:
    """The refusal that names the constraints of a conflict."""
    en = "; ".join(f"{c.text['en']} [{c.name}]" for c in reasons)
    ja = "、".join(f"{c.text['ja']}［{c.name}］" for c in reasons)
    return InputRefused(
        "roadmap.infeasible",
        f"no schedule respects these {len(reasons)} of {len(tasks.constraints)} constraints together: {en}",
        ja=f"全 {len(tasks.constraints)} 制約のうち次の {len(reasons)} 件は同時に満たせない: {ja}",
        hint="give up or loosen one of them",
        hint_ja="いずれかを外すか緩める",
        failed=tuple(c.name for c in reasons),
    )


def _effort(effort: float) -> InputRefused:
    return InputRefused(
        "roadmap.effort",
        f"no schedule was found within an effort of {effort:g}",
        ja=f"計算量 {effort:g} の範囲で日程が見つからない",
        hint="give more effort",
        hint_ja="計算量の上限を上げる",
        failed=effort,
    )


@lru_cache(maxsize=1)
def _engine() -> Any:
    """CP-SAT, loaded when it is first needed."""
    if not available():
        raise MissingExtra(
            "extra.planning",
            "schedules need the library ortools",
            ja="日程の計算にはライブラリ ortools が要る",
            hint="install shiome[planning]",
            hint_ja="shiome[planning] を入れる",
            failed="ortools",
        )
    return importlib.import_module("ortools.sat.python.cp_model")


def _search(
    tasks: Tasks,
    constraints: Sequence[Constraint],
    aim: Aim | None,
    bounds: Sequence[tuple[Aim, int]],
    hint: Mapping[str, int] | None,
    effort: float,
) -> tuple[str, dict[str, int] | None, int]:
    """Status, beginnings and value of one search; ``bounds`` are aims settled before and the values they must keep."""
    engine = _engine()
    model = engine.CpModel()
    starts = {name: model.new_int_var(0, tasks.longest, name) for name in tasks.durations}
    for constraint in constraints:
        _post(model, starts, tasks.durations, constraint)
    for settled, value in bounds:
        model.add(_aim_variable(model, starts, tasks, settled) <= value)
    if aim is not None:
        model.minimize(_aim_variable(model, starts, tasks, aim))
    for name, value in (hint or {}).items():
        model.add_hint(starts[name], value)
    solver = engine.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = effort
    status = solver.solve(model)
    if status in (engine.OPTIMAL, engine.FEASIBLE):
        found = {name: int(solver.value(variable)) for name, variable in starts.items()}
        value = round(solver.objective_value) if aim is not None else 0
        return ("optimal" if status == engine.OPTIMAL else "feasible"), found, value
    return ("infeasible" if status == engine.INFEASIBLE else "unknown"), None, 0


def _post(model: Any, starts: Mapping[str, Any], durations: Mapping[str, int], constraint: Constraint) -> None:
    for first, second, least in constraint.differences:
        before = 0 if first == ORIGIN else starts[first]
        after = 0 if second == ORIGIN else starts[second]
        model.add(after - before >= least)
    if constraint.uses:
        intervals = [
            model.new_fixed_size_interval_var(starts[name], durations[name], "") for name, _ in constraint.uses
        ]
        model.add_cumulative(intervals, [amount for _, amount in constraint.uses], constraint.capacity)


def _aim_variable(model: Any, starts: Mapping[str, Any], tasks: Tasks, aim: Aim) -> Any:
    if aim.makespan:
        ends = [starts[name] + duration for name, duration in tasks.durations.items()]
        last = model.new_int_var(0, tasks.longest + max(tasks.durations.values(), default=0), "last")
        model.add_max_equality(last, ends)
        return last
    targets = aim.targets or (0,) * len(aim.sums)
    longest = tasks.longest + max(tasks.durations.values(), default=0)
    most = max((sum(weights.values()) for weights in aim.sums), default=0) * longest
    worst = model.new_int_var(-max((0, *targets)), most, "aim")
    for weights, target in zip(aim.sums, targets, strict=True):
        total = sum(weight * (starts[name] + tasks.durations[name]) for name, weight in weights.items())
        model.add(worst >= total - target)
    return worst
