"""Read a proposal from its file, or from what a form gives: everything wrong with it is one line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from shiome.errors import InputRefused, RegionRefused
from shiome.policy.proposal.catalogue import Catalogue
from shiome.policy.proposal.model import Proposal
from shiome.policy.proposal.soundness import Place, Unsound, unsound
from shiome.region.fields import spell
from shiome.region.yaml_source import Located, read_yaml

_PLACE = re.compile(r"\.?([A-Za-z_]\w*)|\[(\d+)\]")
HINT = ("mend the file; nothing was stored", "ファイルを直す。何も保存していない")


def read_proposal(file: Path | str, catalogue: Catalogue) -> Proposal:
    """The proposal in a file.

    Raises
    ------
    InputRefused
        One line with file and line: not YAML, an unknown key, measure, party or word, a quantity out of range, a tie to a measure
        that is not there, steps that contradict each other, preconditions in a circle. Where there are more, it says how many;
        :func:`problems` gives them all.
    """
    proposal, found = examine(Path(file), catalogue)
    if found:
        first = found[0]
        if len(found) > 1:
            more = len(found) - 1
            raise InputRefused(
                first.code,
                f"{first.message} (and {more} more)",
                ja=f"{first.ja}（ほか {more} 件）",
                hint=HINT[0],
                hint_ja=HINT[1],
                failed=first.failed,
            )
        raise first
    assert proposal is not None  # noqa: S101 - without problems there is a proposal
    return proposal


def examine(file: Path, catalogue: Catalogue) -> tuple[Proposal | None, list[InputRefused]]:
    """The proposal in a file and everything wrong with it, a line each; no proposal where it cannot be read at all."""
    try:
        located = read_yaml(file)
    except RegionRefused as error:
        hints = {"hint": HINT[0], "hint_ja": HINT[1]}
        return None, [InputRefused("proposal.yaml", error.message, ja=error.ja, failed=file, **hints)]
    try:
        proposal = msgspec.convert(located.value, Proposal, strict=False)
    except msgspec.ValidationError as error:
        message, _, where = str(error).partition(" - at ")
        place = _place(where.strip("`"))
        return None, [_refused(located, Unsound("proposal.form", place, message, f"形式が違う：{message}"))]
    return proposal, [_refused(located, each) for each in unsound(proposal, catalogue)]


def proposal_from(value: Mapping[str, Any], catalogue: Catalogue, *, name: str = "proposal") -> Proposal:
    """The proposal in a mapping of the file's shape, as a form gives it.

    Raises
    ------
    InputRefused
        As :func:`read_proposal`, with the field in place of the line.
    """
    try:
        proposal = msgspec.convert(value, Proposal, strict=False)
    except msgspec.ValidationError as error:
        message, _, where = str(error).partition(" - at ")
        raise _line(name, Unsound("proposal.form", _place(where.strip("`")), message, message)) from error
    for each in unsound(proposal, catalogue):
        raise _line(name, each)
    return proposal


def _refused(located: Located, problem: Unsound) -> InputRefused:
    line = located.line(problem.place)
    return _line(f"{located.file.name}, line {line}", problem, ja=f"{located.file.name} {line} 行目")


def _line(where: str, problem: Unsound, *, ja: str = "") -> InputRefused:
    field = spell(problem.place)
    en = ": ".join(part for part in (where, field, problem.en) if part)
    told = "：".join(part for part in (ja or where, field, problem.ja) if part)
    return InputRefused(problem.code, en, ja=told, hint=HINT[0], hint_ja=HINT[1], failed=problem.place)


def _place(path: str) -> Place:
    return tuple(int(m[2]) if m[2] else m[1] for m in _PLACE.finditer(path.removeprefix("$")) if m[1] or m[2])
