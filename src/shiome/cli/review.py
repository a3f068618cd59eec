"""``shiome review``: list, accept, edit, split, merge or reject what was proposed; export the corrections."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shiome.cli import options
from shiome.cli.output import emit_json, emit_table, say
from shiome.cli.records import Kind
from shiome.errors import InputRefused

if TYPE_CHECKING:
    from shiome.workspace import Workspace

app = typer.Typer(help="Decide about what was proposed.", no_args_is_help=True, rich_markup_mode=None)
Id = Annotated[str, typer.Argument(metavar="ID", help="Identifier of a record.")]
Ids = Annotated[list[str], typer.Argument(metavar="IDS", help="Identifiers of records.")]
By = Annotated[str, typer.Option("--by", help="Who decides; kept with the record.", envvar="SHIOME_PERSON")]
Why = Annotated[str, typer.Option("--why", help="Reason, kept in the audit trail.")]
Fields = Annotated[
    list[str], typer.Option("--set", help="FIELD=VALUE, the value in JSON (words may stand bare); repeat for several.")
]


@app.command("list", epilog="Example: shiome review list --kind event")
def list_(
    kind: Annotated[Kind, typer.Option(help="Kind of record.")] = Kind.event,
    document: Annotated[str, typer.Option(help="Only what this document states.")] = "",
    limit: options.Limit = 100,
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """List proposed records with the sentence each was read from."""
    from shiome.workspace import Workspace

    with Workspace.open(workspace, read_only=True) as opened:
        found = opened.records(kind.value, status="proposed", document=document or None, limit=limit)
        if json:
            emit_json(opened.shapes(found, lang.value))
            return
        emit_table(["id", "when", "sentence"], [[r.id, r.when, opened.quotation(r)] for r in found])
        say(f"{len(found)} 件" if lang.value == "ja" else f"{len(found)} proposed")


@app.command(epilog="Example: shiome review accept event-1a2b3c4d --by kato")
def accept(
    ids: Ids, by: By, why: Why = "", workspace: options.Workspace = options.WORKSPACE, lang: options.Lang = options.LANG
) -> None:
    """Accept proposed records that somebody else entered or edited."""
    from shiome.workspace.review import decide

    _change(workspace, lambda opened: decide(opened, ids, "accepted", by=by, why=why))
    say(f"{len(ids)} 件を採用した" if lang.value == "ja" else f"{len(ids)} accepted")


@app.command(epilog="Example: shiome review reject event-1a2b3c4d --by kato --why 'a quotation'")
def reject(
    ids: Ids, by: By, why: Why = "", workspace: options.Workspace = options.WORKSPACE, lang: options.Lang = options.LANG
) -> None:
    """Reject proposed records; they stay on record as rejected."""
    from shiome.workspace.review import decide

    _change(workspace, lambda opened: decide(opened, ids, "rejected", by=by, why=why))
    say(f"{len(ids)} 件を不採用とした" if lang.value == "ja" else f"{len(ids)} rejected")


@app.command(
    epilog="Example: shiome review edit event-1a2b3c4d --set when=2025-09 --set 'recipient=[\"CHN\"]' --by kato"
)
def edit(
    id: Id,  # noqa: A002 - the word of the command line
    set: Fields,  # noqa: A002 - same
    by: By,
    why: Why = "",
    workspace: options.Workspace = options.WORKSPACE,
    lang: options.Lang = options.LANG,
) -> None:
    """Correct fields of a record; somebody else then accepts it."""
    from shiome.workspace.review import edit as edit_record

    _change(workspace, lambda opened: edit_record(opened, id, _fields(set), by=by, why=why))
    say(f"{id} を直した。他の人の採用を待つ" if lang.value == "ja" else f"{id} edited; somebody else must accept it")


@app.command(
    epilog='Example: shiome review split event-1a2b3c4d --part \'{"plover": "CONSULT"}\' --part \'{"plover": "AGREE"}\' --by kato'
)
def split(
    id: Id,  # noqa: A002 - the word of the command line
    part: Annotated[list[str], typer.Option("--part", help="JSON object of the fields in which this part differs.")],
    by: By,
    why: Why = "",
    workspace: options.Workspace = options.WORKSPACE,
    lang: options.Lang = options.LANG,
) -> None:
    """Put several records in the place of one; somebody else then accepts them."""
    from shiome.workspace.review import split as split_record

    made = _change(workspace, lambda opened: split_record(opened, id, [_object(text) for text in part], by=by, why=why))
    say(f"{id} を {'、'.join(made)} に分けた" if lang.value == "ja" else f"{id} split into {', '.join(made)}")


@app.command(epilog="Example: shiome review merge event-1a2b3c4d event-5e6f7a8b --by kato")
def merge(
    ids: Ids, by: By, why: Why = "", workspace: options.Workspace = options.WORKSPACE, lang: options.Lang = options.LANG
) -> None:
    """Let the first record stand for all of them; it takes their sources."""
    from shiome.workspace.review import merge as merge_records

    kept = _change(workspace, lambda opened: merge_records(opened, ids, by=by, why=why))
    say(f"{kept} に一つにした" if lang.value == "ja" else f"merged into {kept}")


@app.command(epilog="Example: shiome review export --output cases.jsonl")
def export(
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File to write; stdout without it.")] = None,
    workspace: options.Workspace = options.WORKSPACE,
    lang: options.Lang = options.LANG,
) -> None:
    """Write what reviewers decided as regression cases, one JSON object a line."""
    import msgspec

    from shiome.workspace import Workspace
    from shiome.workspace.review import export_cases

    with Workspace.open(workspace, read_only=True) as opened:
        lines = [msgspec.json.encode(case).decode() + "\n" for case in export_cases(opened)]
    if output is None:
        sys.stdout.writelines(lines)
    else:
        output.write_text("".join(lines), encoding="utf-8")
    say(f"{len(lines)} 件の事例" if lang.value == "ja" else f"{len(lines)} cases")


@app.command(epilog="Example: shiome review check cases.jsonl")
def check(
    cases: Annotated[Path, typer.Argument(help="File that 'shiome review export' wrote.")],
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Code the cases anew and say where the coder and the reviewers differ."""
    from shiome.workspace import Workspace
    from shiome.workspace.review import check_cases

    given = _cases(cases)
    with Workspace.open(workspace, read_only=True) as opened:
        report = check_cases(opened, given)
    wrong = [row for row in report if row["missing"] or row["returned"]]
    if json:
        emit_json({"cases": len(report), "wrong": wrong})
    say(
        f"{len(report)} 件中 {len(wrong)} 件が異なる"
        if lang.value == "ja"
        else f"{len(wrong)} of {len(report)} cases differ"
    )
    if wrong:
        raise typer.Exit(1)


def _change(workspace: Path, what: Callable[[Workspace], Any]) -> Any:
    from shiome.workspace import Workspace

    with Workspace.open(workspace) as opened:
        return what(opened)


def _fields(pairs: list[str]) -> dict[str, Any]:
    import msgspec

    fields: dict[str, Any] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise InputRefused("review.set", f"--set {pair!r} has no value", hint="write FIELD=VALUE", failed=pair)
        try:
            fields[name] = msgspec.json.decode(value)
        except msgspec.DecodeError:
            fields[name] = value
    return fields


def _object(text: str) -> dict[str, Any]:
    import msgspec

    try:
        return msgspec.json.decode(text, type=dict[str, Any])
    except msgspec.MsgspecError as error:
        raise InputRefused(
            "review.part", f"--part {text!r} is not a JSON object: {error}", hint='write {"field": value}', failed=text
        ) from error


def _cases(file: Path) -> list[Any]:
    import msgspec

    from shiome.workspace.reader import file_bytes
    from shiome.workspace.review import Case

    try:
        return [msgspec.json.decode(line, type=Case) for line in file_bytes(file).splitlines() if line.strip()]
    except msgspec.MsgspecError as error:
        raise InputRefused(
            "review.cases",
            f"{file} is not a file of cases: {error}",
            hint="write one with 'shiome review export'",
            failed=file,
        ) from error
