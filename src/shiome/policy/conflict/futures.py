"""Preferences by what the futures model says follows: each state of a conflict sets drivers, and its worth is a sum over formulas.

A file may have, beside its options and decision makers,

```yaml
futures:
  months: 24
  sets: {freeze: [dprk-programme=held-back]}       # drivers that an option sets while it is chosen
  worth: {A: {dialogue-mode=dialogue: 1.0}}        # for whom: formula and weight
```

A decision maker named under ``worth`` has no other preference. Every state is simulated on the same chances.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from shiome.errors import InputRefused
from shiome.futures.analyses.ensembles import SEED, parsed_formulas
from shiome.futures.model.ensembles import Setting, interventions, month_of, simulation_model
from shiome.futures.model.model import FuturesModel
from shiome.futures.simulation.compiled import compile_model
from shiome.futures.simulation.engine import simulate
from shiome.policy.conflict.files import from_plain, parsed_file, read_conflict
from shiome.policy.conflict.model import Conflict, Metric

RUNS = 20_000
"""Runs behind the worth of a state: a standard error of 0.0035 for one formula."""
TIE = 0.01
"""Worths that differ by less than about three standard errors are taken as equal: they are rounded to multiples of this."""


class _Futures(msgspec.Struct, forbid_unknown_fields=True):
    sets: dict[str, list[str]]
    worth: dict[str, dict[str, float]]
    months: int = 24
    tie: float = TIE


def needs_model(path: Path) -> bool:
    """Whether a file's preferences ask the futures model."""
    return path.suffix != ".gmcr" and "futures" in _plain(path)


def read_with_futures(path: Path, model: FuturesModel | None, *, runs: int = RUNS, seed: int = SEED) -> Conflict:
    """Read a conflict; where it has a ``futures`` part, its decision makers prefer what the model gives.

    Raises
    ------
    InputRefused
        ``conflict.file``, ``conflict.futures`` and what the model refuses: a driver, state or formula it does not have.
    """
    if model is None or not needs_model(path):
        return read_conflict(path)
    content = dict(_plain(path))
    try:
        asked = msgspec.convert(content.pop("futures"), _Futures)
    except msgspec.ValidationError as error:
        raise _refused(f"{path.name}: futures: {error}", f"{path.name}：futures の形が違う（{error}）", path) from error
    makers = [dict(each) for each in content.get("decision_makers", [])]
    ids, owned = {each.get("id") for each in makers}, {each.get("id") for each in content.get("options", [])}
    for name in [*(set(asked.worth) - ids), *(set(asked.sets) - owned)]:
        raise _refused(
            f"{path.name}: futures names {name!r}, which is neither an option nor a decision maker of it",
            f"{path.name}：futures の {name!r} は選択肢でも意思決定者でもない",
            path,
        )
    for maker in makers:
        if maker.get("id") in asked.worth:
            maker["preference"] = {"metric": []}
    conflict = from_plain(content | {"decision_makers": makers}, str(path))
    worths = _worths(model, asked, runs=runs, seed=seed)
    return replace(
        conflict,
        decision_makers=tuple(
            replace(each, preference=Metric(worths[each.id], asked.tie)) if each.id in worths else each
            for each in conflict.decision_makers
        ),
    )


def _plain(path: Path) -> Mapping[str, Any]:
    found = parsed_file(path)
    return found if isinstance(found, dict) else {}


def _worths(
    model: FuturesModel, asked: _Futures, *, runs: int, seed: int
) -> dict[str, Callable[[Mapping[str, bool]], float]]:
    """For each decision maker the worth of a choice of options; a choice is simulated once."""
    sets = {option: [model.at(text) for text in texts] for option, texts in asked.sets.items()}
    named = {at.driver for ats in sets.values() for at in ats}
    # Whoever owns the option can set the driver, whether or not the model says that somebody controls it.
    free = replace(
        model,
        drivers=tuple(
            replace(d, controlled_by=d.controlled_by or ("owner",)) if d.id in named else d for d in model.drivers
        ),
    )
    formulas = sorted({formula for weights in asked.worth.values() for formula in weights})
    parsed = parsed_formulas(free, formulas)
    prepared, since = simulation_model(free), month_of(free, 1)
    kept: dict[tuple[str, ...], dict[str, float]] = {}

    def chances(choice: Mapping[str, bool]) -> dict[str, float]:
        chosen = tuple(sorted(option for option in sets if choice[option]))
        if chosen not in kept:
            settings = tuple(Setting(at, since) for option in chosen for at in sets[option])
            compiled = compile_model(prepared, months=asked.months, interventions=interventions(free, settings))
            found = simulate(compiled, runs=runs, seed=seed, formulas=parsed)
            kept[chosen] = {text: float(hits.mean()) for text, hits in zip(formulas, found.hits, strict=True)}
        return kept[chosen]

    def worth_of(weights: Mapping[str, float]) -> Callable[[Mapping[str, bool]], float]:
        return lambda choice: sum(weight * chances(choice)[text] for text, weight in weights.items())

    return {maker: worth_of(weights) for maker, weights in asked.worth.items()}


def _refused(text: str, ja: str, failed: object) -> InputRefused:
    return InputRefused(
        "conflict.futures",
        text,
        ja=ja,
        hint="give sets (option to drivers) and worth (decision maker to formulas with weights)",
        hint_ja="sets（選択肢ごとのドライバー）と worth（意思決定者ごとの式と重み）を書く",
        failed=failed,
    )
