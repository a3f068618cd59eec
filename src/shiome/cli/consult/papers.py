"""``shiome consult agenda`` and ``shiome consult minutes``: papers to hand out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from shiome.cli import options
from shiome.cli.consult.listing import Id, Reader
from shiome.cli.output import day, emit_json, say
from shiome.errors import QueryRefused

AGENDA = "shiome consult agenda tcog-2-end-state --language ja --output papers"
MINUTES = "shiome consult minutes tcog-2-end-state first-round --reader KOR --output papers"
Languages = Annotated[
    list[str] | None,
    typer.Option("--language", help="ja, en or ko; repeat for several; all three without it.", metavar="LANGUAGE"),
]
Formats = Annotated[
    list[str] | None,
    typer.Option("--format", help="html, pdf or md; repeat for several; all three without it.", metavar="FORMAT"),
]
Output = Annotated[Path, typer.Option("--output", "-o", help="Folder for the files.")]


def agenda(
    identifier: Id,
    meeting: Annotated[
        str, typer.Option(help="Meeting whose agenda it is; without it, a draft from what is open, tool by tool.")
    ] = "",
    reader: Reader = "",
    language: Languages = None,
    format_: Formats = None,
    output: Output = Path(),
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Write the agenda of a meeting, or a draft of one, in Japanese, English and Korean."""
    _written("agenda", identifier, meeting, reader, language, format_, output, as_of, workspace, json, lang.value)


def minutes(
    identifier: Id,
    meeting: Annotated[str, typer.Argument(metavar="MEETING", help="Key of a meeting that has its record.")],
    reader: Reader = "",
    language: Languages = None,
    format_: Formats = None,
    output: Output = Path(),
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Write the record of a meeting in Japanese, English and Korean."""
    _written("minutes", identifier, meeting, reader, language, format_, output, as_of, workspace, json, lang.value)


def _written(
    kind: str,
    identifier: str,
    meeting: str,
    reader: str,
    language: Sequence[str] | None,
    format_: Sequence[str] | None,
    output: Path,
    as_of: str,
    workspace: Path,
    json: bool,
    lang: str,
) -> None:
    from shiome.coordination.consultation.papers import FORMATS, LANGUAGES, agenda_paper, minutes_paper, write_paper
    from shiome.workspace import Workspace
    from shiome.workspace.consultations import consultation, linked_positions

    languages = [each for each in LANGUAGES if not language or each in language]
    formats = [each for each in FORMATS if not format_ or each in format_]
    _known(language or (), LANGUAGES, "--language")
    _known(format_ or (), FORMATS, "--format")
    on = day(as_of, "--as-of")
    written: list[Path] = []
    with Workspace.open(workspace, read_only=True) as opened:
        file = consultation(opened, identifier, as_of=on, reader=reader)
        records = linked_positions(opened, file, as_of=on)
        make = agenda_paper if kind == "agenda" else minutes_paper
        for each in languages:
            paper = make(
                file, opened.pack, records, language=each, as_of=on or date.today(), meeting=meeting, reader=reader
            )
            name = "-".join(part for part in (identifier, kind, meeting, each) if part)
            written += write_paper(paper, output, name, formats=formats)
    if json:
        emit_json({"written": [str(file) for file in written]})
    for path in written:
        say(f"書き出した: {path}" if lang == "ja" else f"written: {path}")


def _known(given: Sequence[str], known: Sequence[str], option: str) -> None:
    for each in given:
        if each not in known:
            raise QueryRefused(
                "consult.option",
                f"{option} {each!r} is none of {', '.join(known)}",
                ja=f"{option} {each!r} は {'、'.join(known)} のいずれでもない",
                failed=each,
            )
