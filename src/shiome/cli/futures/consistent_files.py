"""ScenarioWizard files in and out of ``shiome futures consistent``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from shiome.cli.output import emit_json, emit_table, say
from shiome.errors import QueryRefused

if TYPE_CHECKING:
    from shiome.futures.analyses.consistent import Consistent
    from shiome.futures.consistency.matrix import CrossImpact


def solve_file(
    path: Path,
    *,
    tolerance: float,
    forced: Sequence[str] | None,
    given: Sequence[str] | None,
    limit: int,
    write: Sequence[Path] | None,
    json: bool,
    lang: str,
) -> None:
    """Solve a matrix from a file and print its consistent scenarios."""
    from shiome.futures.consistency.exact import solve
    from shiome.futures.consistency.files import read_scw

    matrix = read_scw(path)
    found = solve(matrix, tolerance=tolerance, forced=_states(forced), given=_states(given))
    scenarios = [matrix.named(row) for row in found.scenarios]
    for target in write or ():
        _write(matrix, found.scenarios, target)
    if json:
        emit_json({"count": found.count, "listed": found.listed, "scenarios": scenarios})
    elif scenarios:
        emit_table(list(scenarios[0]), [list(each.values()) for each in scenarios[:limit]])
    say(f"整合するシナリオ {found.count}" if lang == "ja" else f"{found.count} consistent scenarios")


def write_files(found: Consistent, paths: Sequence[Path]) -> None:
    """Write the model's likeliest judgements, or its consistent scenarios."""
    for path in paths:
        _write(_whole(found.matrix), found.solutions.scenarios, path)


def _whole(matrix: CrossImpact) -> CrossImpact:
    """Judgements as whole numbers, which is all that ScenarioWizard knows: quarters of a unit where there are any."""
    return matrix if matrix.scale == 1 else matrix.replaced((matrix.impacts * 4).round())


def _write(matrix: CrossImpact, scenarios: object, path: Path) -> None:
    import numpy as np

    from shiome.futures.consistency.files import write_scw, write_sl

    if path.suffix == ".scw":
        write_scw(matrix, path)
    elif path.suffix == ".sl":
        write_sl(matrix, np.asarray(scenarios), path)
    else:
        raise QueryRefused(
            "futures.file",
            f"{path.name}: ScenarioWizard has no files of this kind",
            ja=f"{path.name}：ScenarioWizard にこの種のファイルはない",
            hint="name it .scw (matrix) or .sl (solutions)",
            hint_ja=".scw（行列）か .sl（解）とする",
            failed=path,
        )


def _states(given: Sequence[str] | None) -> dict[str, str]:
    pairs = (text.partition("=") for text in given or ())
    return {driver.strip(): state.strip() for driver, _, state in pairs}
