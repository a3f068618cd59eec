"""ScenarioWizard's files: projects (``.scw``) and solution sets (``.sl``), as versions 3 and 4 write them.

A project names descriptors (``&``) and variants (``-``); sections end with a line ``#``: names, notes, two of settings (colours), an
empty one, and the matrix; what follows explains each judgement. Only names and judgements are read; the others are written
empty. ScenarioWizard's judgements are whole numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from shiome.errors import InputRefused
from shiome.futures.consistency.balance import assess
from shiome.futures.consistency.matrix import CrossImpact, Scenarios

_MATRIX_SECTION = 5
_SOLUTION = re.compile(r'^"([\d\s]+)"\s*(?:,\s*([-+.\dEe]+)\s*)?')


@dataclass(frozen=True, eq=False, slots=True)
class SolutionList:
    """A ``.sl`` file: scenarios, and the weight that ScenarioWizard gave each (how many starts ended there)."""

    scenarios: Scenarios
    weights: tuple[int, ...]


def _refuse(path: Path, line: int, message: str, ja: str, hint: str, hint_ja: str) -> InputRefused:
    where = f"{path.name}:{line}" if line else path.name
    return InputRefused(
        "consistency.file", f"{where}: {message}", ja=f"{where}: {ja}", hint=hint, hint_ja=hint_ja, failed=path
    )


def _lines(path: Path) -> list[str]:
    try:
        raw = path.read_bytes()
    except OSError as cause:
        raise _refuse(
            path, 0, "cannot be read", "読めない", "check the path and its permissions", "場所と権限を確かめる"
        ) from cause
    try:
        return raw.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace").splitlines()  # the Windows program's own code page


def read_scw(path: Path) -> CrossImpact:
    """Read a ScenarioWizard project.

    Raises
    ------
    InputRefused
        ``consistency.file`` with the line, and as for `CrossImpact`.
    """
    variants: dict[str, list[str]] = {}
    rows: list[list[int]] = []
    section = 0
    for number, line in enumerate(_lines(path), start=1):
        text = line.strip()
        if line.rstrip() == "#":
            section += 1
        elif section == 0 and text.startswith("&"):
            _new_descriptor(path, number, variants, text[1:].strip())
        elif section == 0 and text.startswith("-"):
            _new_variant(path, number, variants, text[1:].strip())
        elif section == _MATRIX_SECTION and text:
            rows.append(_row(path, number, text))
    width = sum(len(each) for each in variants.values())
    short = next((n for n, row in enumerate(rows, start=1) if len(row) != width), None)
    if not variants or len(rows) != width or short is not None:
        shape = f"{len(rows)} rows" if short is None else f"{len(rows[short - 1])} numbers in row {short}"
        raise _refuse(
            path,
            0,
            f"the matrix has {shape} for {width} variants",
            f"行列が状態の数 {width} に合わない（{shape}）",
            "save it again from ScenarioWizard",
            "ScenarioWizard で保存し直す",
        )
    return CrossImpact.of(variants, np.array(rows, dtype=np.float64))


def _new_descriptor(path: Path, number: int, variants: dict[str, list[str]], name: str) -> None:
    if name in variants:
        raise _refuse(
            path,
            number,
            f"descriptor {name} is named twice",
            f"記述子 {name} が二度ある",
            "give each its own name",
            "別の名にする",
        )
    variants[name] = []


def _new_variant(path: Path, number: int, variants: dict[str, list[str]], name: str) -> None:
    if not variants:
        raise _refuse(
            path,
            number,
            f"variant {name} belongs to no descriptor",
            f"状態 {name} の記述子がない",
            "put a line with & and the descriptor's name before it",
            "前に & と記述子の名の行を置く",
        )
    variants[next(reversed(variants))].append(name)


def _row(path: Path, number: int, text: str) -> list[int]:
    try:
        return [int(each) for each in text.split(",")]
    except ValueError:
        raise _refuse(
            path,
            number,
            "a judgement is not a whole number",
            "判断が整数でない",
            "separate whole numbers by commas",
            "整数をコンマで区切る",
        ) from None


def write_scw(matrix: CrossImpact, path: Path) -> None:
    """Write a project that ScenarioWizard opens.

    Raises
    ------
    InputRefused
        ``consistency.file``: judgements that are not whole numbers, or names with a line break.
    """
    if matrix.scale != 1:
        raise _refuse(
            path,
            0,
            "ScenarioWizard's judgements are whole numbers",
            "ScenarioWizard の判断は整数に限る",
            "round the judgements first",
            "先に整数に丸める",
        )
    names = [[each.name, *each.variants] for each in matrix.descriptors]
    if any(len(name.splitlines()) != 1 or name != name.strip() for each in names for name in each):
        raise _refuse(
            path,
            0,
            "a name is empty, or begins or ends with a blank, or has a line break",
            "名が空か、前後に空白があるか、改行を含む",
            "write each name in one line",
            "名は一行で書く",
        )
    lines = ["$ ScenarioWizard 4.0", path.name]
    for name, *variants in names:
        lines += [f"&{name}", *(f" -{variant}" for variant in variants)]
    lines.append("#")
    for _, *variants in names:
        lines += ["&", *(" " for _ in variants)]
    lines += ["#", "#", *["FFFFFF"] * matrix.width, "#", "#"]
    lines += [",".join(f"{int(value): d} " for value in row) for row in matrix.units]
    lines += ["#", "# 0-0", '""']
    lines += ["# ", '""'] * len(names)
    lines += ["#  -> ", '""'] * len(names) ** 2
    lines += ["#", "#"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_sl(matrix: CrossImpact, path: Path) -> SolutionList:
    """Read a solution set of this matrix.

    Raises
    ------
    InputRefused
        ``consistency.file`` with the line: a scenario of another matrix.
    """
    scenarios: list[list[int]] = []
    weights: list[int] = []
    for number, line in enumerate(_lines(path), start=1):
        if not line.lstrip().startswith('"'):
            continue
        match = _SOLUTION.match(line.strip())
        chosen = [int(each) - 1 for each in match[1].split()] if match else []
        if len(chosen) != len(matrix.sizes) or any(not 0 <= v < n for v, n in zip(chosen, matrix.sizes, strict=True)):
            raise _refuse(
                path,
                number,
                "the scenario is not one of this matrix",
                "シナリオがこの行列のものでない",
                f"give {len(matrix.sizes)} numbers of variants, from 1",
                f"1 から始まる状態の番号を {len(matrix.sizes)} 個書く",
            )
        scenarios.append(chosen)
        weights.append(round(float(match[2])) if match and match[2] else 1)
    return SolutionList(np.array(scenarios, dtype=np.int16).reshape(-1, len(matrix.sizes)), tuple(weights))


def write_sl(matrix: CrossImpact, scenarios: Scenarios, path: Path, *, weights: Sequence[int] | None = None) -> None:
    """Write scenarios as a solution set: numbers from 1, weight, consistency value, inconsistent descriptors, total impact score."""
    lines = ["$ ScenarioWizard 3.0", "Solution set", f" {len(scenarios)} ", ""]
    for scenario, weight in zip(scenarios, weights or [1] * len(scenarios), strict=True):
        found = assess(matrix, scenario)
        value = 0 if found.margin == float("inf") else found.margin
        chosen = " ".join(str(int(v) + 1) for v in scenario)
        lines.append(f'" {chosen}",{weight},{value:g},{len(found.against)},{found.total:g},""')
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
