"""``shiome outlook``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shiome.cli import options
from shiome.cli.output import day, emit_json, say, tell_faults
from shiome.errors import InputRefused

if TYPE_CHECKING:
    from shiome.outlook import Outlook
    from shiome.workspace import Workspace

EXAMPLE = "Example: shiome outlook --as-of 2025-12-31 --lang ja --output out"


def command(
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder to write to.")] = Path("out"),
    name: Annotated[str, typer.Option(help="Name of the files, without ending.")] = "outlook",
    form: Annotated[
        list[str] | None,
        typer.Option("--format", help="html, pdf, docx or json; may be given several times. All of them without it."),
    ] = None,
    reader: Annotated[
        str,
        typer.Option(help="Of consultation files only what this actor, body or 'public' may be told; else everything."),
    ] = "",
    compared: Annotated[
        Path | None,
        typer.Option("--compare", help="Also write what changed since an outlook that was written as JSON."),
    ] = None,
    since: Annotated[str, typer.Option(help="Also write what changed since the outlook as of this day.")] = "",
    also: Annotated[
        list[options.InterfaceLanguage] | None,
        typer.Option(
            "--also", help="Write it in this language too, as NAME.LANGUAGE; takes far less time than another run."
        ),
    ] = None,
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Write the dated outlook (HTML, PDF, DOCX, JSON); without --as-of, as of the newest document."""
    from shiome.outlook import write
    from shiome.outlook.build.plugged import own_sections
    from shiome.workspace import Workspace

    formats = _formats(form)
    if compared is not None and since:
        raise InputRefused(
            "outlook.compare",
            "--compare and --since name two earlier outlooks",
            ja="--compare と --since は同時に指定できない",
            hint="give one of them",
            hint_ja="どちらか一方を指定する",
        )
    tell_faults(own_sections(), lang.value)
    others = list(dict.fromkeys(each.value for each in also or () if each is not lang))
    with Workspace.open(workspace, read_only=True) as opened:
        written = opened.outlooks((lang.value, *others), as_of=day(as_of, "--as-of"), reader=reader)
        earlier = _earlier(opened, compared, since, lang=lang.value, reader=reader)
    told = written[lang.value]
    paths = list(write(told, output, name=name, formats=formats).values())
    for other in others:
        paths += write(written[other], output, name=f"{name}.{other}", formats=formats).values()
    if earlier is not None:
        paths += _compared(earlier, told, output, name)
    if json:
        emit_json({path.name.removeprefix(f"{name}.").removeprefix(f"{name}-"): str(path) for path in paths})
    for path in paths:
        say(f"{path} を書いた" if lang.value == "ja" else f"wrote {path}")


def _formats(given: list[str] | None) -> tuple[str, ...]:
    from shiome.outlook import FORMATS

    unknown = next((each for each in given or () if each not in FORMATS), None)
    if unknown is not None:
        raise InputRefused(
            "outlook.format",
            f"an outlook is not written as {unknown!r}",
            ja=f"見通しは {unknown!r} では書けない",
            hint=f"use one of: {', '.join(FORMATS)}",
            hint_ja=f"{'、'.join(FORMATS)} のいずれかを指定する",
            failed=unknown,
        )
    return tuple(dict.fromkeys(given or FORMATS))


def _earlier(workspace: Workspace, file: Path | None, since: str, *, lang: str, reader: str) -> Outlook | None:
    if file is not None:
        from shiome.outlook import read_outlook

        return read_outlook(file)
    return workspace.outlook(as_of=day(since, "--since"), language=lang, reader=reader) if since else None


def _compared(earlier: Outlook, later: Outlook, folder: Path, name: str) -> list[Path]:
    from shiome.outlook import compare
    from shiome.outlook.comparing_html import write_comparison

    return list(write_comparison(compare(earlier, later), folder, f"{name}-changes").values())


command.__name__ = "outlook"
