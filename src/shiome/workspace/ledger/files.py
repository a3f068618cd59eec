"""Files of judgements and of forecasts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shiome.errors import InputRefused, ShiomeError
from shiome.futures.ledger.drafts import Draft, drafts_from

if TYPE_CHECKING:
    from shiome.futures.ledger.pooling import Question


@dataclass(frozen=True)
class Entry:
    """A draft with the place it was read from, for messages; empty for one that was given directly."""

    draft: Draft
    place: str = ""
    place_ja: str = ""


def read_entries(file: Path) -> list[Entry]:
    """The judgements that a YAML file holds: one mapping, or a list of them.

    Raises
    ------
    InputRefused
        ``ledger.file``: the file cannot be read; ``ledger.entry``: an entry is no judgement.
    """
    value, lines = _plain(file)
    found = []
    for number, one in enumerate(value if isinstance(value, list) else [value]):
        place, place_ja = f"{file.name}, line {lines[number]}", f"{file.name} {lines[number]}行"
        try:
            found.append(Entry(drafts_from([one])[0], place, place_ja))
        except InputRefused as error:
            raise placed(error, place, place_ja) from error
    return found


def read_questions(file: Path) -> list[Question]:
    """Questions with forecasts from a YAML or JSON file; see :func:`shiome.futures.ledger.pooling.questions_from`.

    Raises
    ------
    InputRefused
        ``ledger.file``, ``ledger.entry``.
    """
    from shiome.futures.ledger.pooling import questions_from

    value, _ = _plain(file)
    try:
        return questions_from(value)
    except InputRefused as error:
        raise placed(error, file.name, file.name) from error


def placed(error: ShiomeError, place: str, place_ja: str) -> ShiomeError:
    """The same error with the place, where there is one, in front."""
    return type(error)(
        error.code,
        f"{place}: {error.message}" if place else error.message,
        ja=f"{place_ja}: {error.ja}" if place_ja else error.ja,
        hint=error.hint,
        hint_ja=error.hint_ja,
        failed=error.failed,
    )


def _plain(file: Path) -> tuple[Any, dict[int, int]]:
    """What a YAML file holds as plain strings, and the line on which each entry begins."""
    from shiome.region.yaml_source import read_yaml

    if not file.is_file():
        raise InputRefused(
            "ledger.file",
            f"{file} is not there",
            ja=f"{file} がない",
            hint="give a file of judgements or forecasts in YAML",
            hint_ja="判断か予測を書いたYAMLファイルを与える",
            failed=file,
        )
    try:
        located = read_yaml(file)
    except ShiomeError as error:
        raise InputRefused(
            "ledger.file",
            error.message,
            ja=error.ja,
            hint="give a file of judgements or forecasts in YAML",
            hint_ja="判断か予測を書いたYAMLファイルを与える",
            failed=file,
        ) from error
    several = located.value if isinstance(located.value, list) else [located.value]
    return located.value, {
        number: located.line((number,) if isinstance(located.value, list) else ()) for number in range(len(several))
    }
