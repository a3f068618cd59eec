"""``shiome sanctions case``: open a case, add to it, hand it over, release it, report it. Nothing is ever overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shiome.cli import options
from shiome.cli.output import day, emit_json, emit_table, say
from shiome.cli.sanctions.case_given import (
    FORMS,
    converted,
    entry_day,
    events_of,
    hits_of,
    marking_of,
    require_known,
    texts,
)
from shiome.errors import QueryRefused

if TYPE_CHECKING:
    from shiome.sanctions.casework import CaseFile
    from shiome.sanctions.casework.model import AnyPart

app = typer.Typer(
    help="Cases: what is known of vessels, companies and persons, on what evidence, and who may see it.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Id = Annotated[str, typer.Argument(metavar="CASE", help="Identifier of a case.")]
By = Annotated[
    str, typer.Option("--by", help="Who enters it; kept with the case.", envvar="SHIOME_PERSON", metavar="NAME")
]
On = Annotated[str, typer.Option("--on", help="Day on which it is entered; today without it.", metavar="DATE")]
Items = Annotated[list[int], typer.Option("--item", help="Number of a part; repeat for several.", metavar="N")]
Ja = Annotated[str, typer.Option("--ja", help="What is said, in Japanese.", metavar="TEXT")]
En = Annotated[str, typer.Option("--en", help="What is said, in English.", metavar="TEXT")]
Ko = Annotated[str, typer.Option("--ko", help="What is said, in Korean.", metavar="TEXT")]
For = Annotated[str, typer.Option("--for", help="Only what this body, state or 'public' may see.", metavar="READER")]
Tlp = Annotated[str, typer.Option("--tlp", help="CLEAR, GREEN, AMBER, AMBER+STRICT or RED (TLP 2.0).", metavar="TLP")]
To = Annotated[
    list[str] | None,
    typer.Option("--to", help="Body or state that it may go to; repeat for several.", metavar="READER"),
]


@app.command(
    "open",
    epilog="Example: shiome sanctions case open c1 --en 'A transfer' --category transfer-at-sea --originator JPN --to msmt --by kato",
)
def open_(
    identifier: Id,
    category: Annotated[str, typer.Option(help="A violation of the region's pack.")],
    originator: Annotated[str, typer.Option(help="Body or state that the case comes from.")],
    ja: Ja = "",
    en: En = "",
    ko: Ko = "",
    tlp: Tlp = "AMBER",
    to: To = None,
    simulated: Annotated[
        bool, typer.Option("--simulated", help="Made up, for training; all that is made of it says so.")
    ] = False,
    by: By = "",
    on: On = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Open a case with its title, category, originator and marking."""
    from shiome.sanctions.casework.model import Opening
    from shiome.workspace import Workspace
    from shiome.workspace.cases import open_case

    opening = Opening(
        title=texts(ja, en, ko),
        category=category,
        originator=originator,
        marking=marking_of(tlp, to),
        simulated=simulated,
    )
    with Workspace.open(workspace) as opened:
        _told(open_case(opened, identifier, opening, by=by, on=entry_day(on)), 1, json=json, lang=lang.value)


@app.command("list", epilog="Example: shiome sanctions case list --for msmt")
def list_(
    reader: For = "",
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """List the cases, or those that a body or state may know of."""
    from shiome.vocabulary.languages import in_language
    from shiome.workspace import Workspace
    from shiome.workspace.cases import cases

    with Workspace.open(workspace, read_only=True) as opened:
        found = cases(opened, as_of=day(as_of, "--as-of"), reader=reader)
    rows = [[c.id, str(c.marking(1)), str(len(c.entries)), in_language(c.opening.title, lang.value)] for c in found]
    if json:
        emit_json([dict(zip(("id", "marking", "parts", "title"), row, strict=True)) for row in rows])
        return
    emit_table(["事案", "区分", "項目数", "題"] if lang.value == "ja" else ["case", "marking", "parts", "title"], rows)


@app.command(epilog="Example: shiome sanctions case add c1 --from parts.yaml --by kato")
def add(
    identifier: Id,
    source: Annotated[Path | None, typer.Option("--from", help="YAML file with a list of parts, all or none.")] = None,
    evidence: Annotated[
        Path | None, typer.Option(help="File to keep by its hash and to enter as evidence.", metavar="FILE")
    ] = None,
    events: Annotated[
        Path | None,
        typer.Option(help="What 'sanctions watch --json' wrote; its events join the chronology.", metavar="FILE"),
    ] = None,
    event: Annotated[
        list[int] | None, typer.Option(help="Only this event of --events, from 1; repeat.", metavar="N")
    ] = None,
    positions: Annotated[
        Path | None,
        typer.Option(
            help="Data set in which the events were found: their tracks, names and numbers come along.",
            metavar="FOLDER",
        ),
    ] = None,
    hits: Annotated[
        Path | None, typer.Option(help="What 'sanctions screen --json' wrote; needs --subject.", metavar="FILE")
    ] = None,
    subject: Annotated[str, typer.Option(help="What the case calls the one that was screened.")] = "",
    originator: Annotated[
        str, typer.Option(help="Where the evidence comes from, if not from the case's originator.")
    ] = "",
    tlp: Annotated[
        str, typer.Option("--tlp", help="Marking of the evidence, if not that of the case.", metavar="TLP")
    ] = "",
    to: To = None,
    collected: Annotated[str, typer.Option(help="When the evidence was made (EDTF).", metavar="DATE")] = "",
    handling: Annotated[str, typer.Option(help="How the evidence may be used, in its originator's words.")] = "",
    simulated: Annotated[bool, typer.Option("--simulated", help="The evidence or the events are made up.")] = False,
    ja: Ja = "",
    en: En = "",
    ko: Ko = "",
    by: By = "",
    on: On = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Add parts from a YAML file, a file as evidence, events that the watch has found, or hits of the screening."""
    from shiome.sanctions.casework import read_parts, with_positions
    from shiome.sanctions.casework.model import Evidence
    from shiome.workspace import Workspace, cases

    one = sum(each is not None for each in (source, evidence, events, hits)) == 1
    if not one or bool(hits) != bool(subject) or (positions is not None and events is None):
        raise QueryRefused(
            "case.what",
            "give one of --from, --evidence, --events (perhaps with --positions) and --hits (with --subject)",
            ja="--from、--evidence、--events（--positions を添えてもよい）、--hits（--subject とともに）のうち一つを指定する",
            failed=identifier,
        )
    today = entry_day(on)
    marking = marking_of(tlp, to) if tlp or to else None

    def entered(sha256: str, size: int) -> Evidence:
        assert evidence is not None  # noqa: S101 - it is only called with a file
        return Evidence(
            sha256=sha256, size=size, name=evidence.name, text=texts(ja, en, ko), collected=collected, handling=handling,
            originator=originator, marking=marking, simulated=simulated,
        )  # fmt: skip

    with Workspace.open(workspace) as opened:
        before = len(cases.case(opened, identifier).entries)
        if evidence is not None:
            case = cases.add_evidence(opened, identifier, evidence, entered, by=by, on=today)
        else:
            parts: Sequence[AnyPart]
            if source is not None:
                parts = read_parts(source, cases.checker(opened, identifier, by=by, on=today))
            elif hits is not None:
                parts = hits_of(hits, subject)
            else:
                parts = events_of(events or Path(), event or [], simulated=simulated)
                if positions is not None:
                    parts = with_positions(parts, positions)
            case = cases.add_parts(opened, identifier, parts, by=by, on=today)
    _told(case, len(case.entries) - before, json=json, lang=lang.value)


@app.command(
    epilog="Example: shiome sanctions case reply c1 'Blue Wave Ltd' --stance denies --answered 2024-03-10 --en 'No transfer' --by kato"
)
def reply(
    identifier: Id,
    party: Annotated[str, typer.Argument(help="Who was asked.")],
    stance: Annotated[str, typer.Option(help="none, denies, explains, confirms or declines.")] = "none",
    asked: Annotated[str, typer.Option(help="When they were asked (EDTF).", metavar="DATE")] = "",
    answered: Annotated[str, typer.Option(help="When they answered (EDTF).", metavar="DATE")] = "",
    ja: Ja = "",
    en: En = "",
    ko: Ko = "",
    by: By = "",
    on: On = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Enter what somebody concerned has answered, or that they were asked and have not."""
    given = {"party": party, "stance": stance, "asked": asked, "answered": answered, "text": texts(ja, en, ko)}
    _add(workspace, identifier, {"type": "reply", **given}, by=by, on=on, json=json, lang=lang.value)


@app.command(
    "hand-over",
    epilog="Example: shiome sanctions case hand-over c1 --source ecc --target msmt --item 1 --item 2 --by kato",
)
def hand_over(
    identifier: Id,
    source: Annotated[str, typer.Option(help="Body that gives it.")],
    target: Annotated[str, typer.Option(help="Body that receives it.")],
    items: Items,
    stage: Annotated[str, typer.Option(help="detection, case or report.")] = "case",
    receiver: Annotated[str, typer.Option(help="Who takes it.")] = "",
    at: Annotated[str, typer.Option(help="When (EDTF); the day of --on without it.", metavar="DATE")] = "",
    ja: Ja = "",
    en: En = "",
    ko: Ko = "",
    by: By = "",
    on: On = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Record that one body of the framework gave parts of a case to another."""
    given = {"source": source, "target": target, "stage": stage, "at": at or entry_day(on).isoformat(), "items": items}
    rest = {"receiver": receiver, "text": texts(ja, en, ko)}
    _add(workspace, identifier, {"type": "hand_over", **given, **rest}, by=by, on=on, json=json, lang=lang.value)


@app.command(epilog="Example: shiome sanctions case release c1 --item 1 --item 4 --tlp CLEAR --consent JPN --by kato")
def release(
    identifier: Id,
    items: Items,
    tlp: Tlp,
    to: To = None,
    consent: Annotated[
        list[str] | None,
        typer.Option(help="Originator that has agreed; those of all parts are needed.", metavar="READER"),
    ] = None,
    ja: Ja = "",
    en: En = "",
    ko: Ko = "",
    by: By = "",
    on: On = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Let parts go further, or less far, with the consent of their originators."""
    given = {"items": items, "new": {"tlp": tlp, "to": to or []}, "consent": consent or [], "text": texts(ja, en, ko)}
    _add(workspace, identifier, {"type": "release", **given}, by=by, on=on, json=json, lang=lang.value)


@app.command(epilog="Example: shiome sanctions case show c1 --for msmt --as-of 2025-06-30")
def show(
    identifier: Id,
    reader: For = "",
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Show a case as it was on a day, whole or as a reader may have it."""
    from shiome.sanctions.casework.shapes import case_rows, case_shape
    from shiome.workspace import Workspace, cases

    with Workspace.open(workspace, read_only=True) as opened:
        found = cases.case(opened, identifier, as_of=day(as_of, "--as-of"), reader=reader)
    if json:
        emit_json(case_shape(found, lang.value))
        return
    headings = (
        ["番号", "日", "種類", "区分", "内容"] if lang.value == "ja" else ["no.", "day", "part", "marking", "what"]
    )
    emit_table(headings, case_rows(found, lang.value))


@app.command(
    epilog="Example: shiome sanctions case report c1 --for public --language ja --language ko --output notices"
)
def report(
    identifier: Id,
    reader: For = "",
    form: Annotated[str, typer.Option(help="notice (short, for publication) or report (all of it).")] = "report",
    language: Annotated[
        list[str] | None,
        typer.Option(help="ja, en or ko; repeat for several; all three without it.", metavar="LANGUAGE"),
    ] = None,
    format_: Annotated[
        list[str] | None, typer.Option("--format", help="html or pdf; both without it.", metavar="FORMAT")
    ] = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the files.")] = Path(),
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Write a notice or a case report in Japanese, English and Korean."""
    from shiome.sanctions.notices import LANGUAGES, notice_of, write_notice
    from shiome.sanctions.notices.writing import FORMATS
    from shiome.workspace import Workspace, cases

    wanted = [each for each in LANGUAGES if not language or each in language]
    formats = [each for each in FORMATS if not format_ or each in format_]
    for given, known, name in (
        (language, LANGUAGES, "--language"),
        (format_, FORMATS, "--format"),
        ([form], FORMS, "--form"),
    ):
        require_known(given or [], known, name)
    on = day(as_of, "--as-of")
    written: list[Path] = []
    with Workspace.open(workspace, read_only=True) as opened:
        found = cases.case(opened, identifier, as_of=on, reader=reader)
        for each in wanted:
            notice = notice_of(
                found, opened.pack, language=each, as_of=on or date.today(), form="notice" if form == "notice" else "report",
                reader=reader,
            )  # fmt: skip
            written += write_notice(notice, output, f"{identifier}-{form}-{each}", formats=formats)
    if json:
        emit_json({"files": [str(file) for file in written]})
    for file in written:
        say(f"書き出した: {file}" if lang.value == "ja" else f"written: {file}")


def _add(workspace: Path, identifier: str, given: dict[str, Any], *, by: str, on: str, json: bool, lang: str) -> None:
    from shiome.workspace import Workspace, cases

    with Workspace.open(workspace) as opened:
        case = cases.add_parts(opened, identifier, [converted(given)], by=by, on=entry_day(on))
    _told(case, 1, json=json, lang=lang)


def _told(case: CaseFile, count: int, *, json: bool, lang: str) -> None:
    from shiome.sanctions.casework.shapes import case_shape

    if json:
        emit_json(case_shape(case, lang))
    last = len(case.entries)
    numbers = str(last) if count == 1 else f"{last - count + 1}–{last}"
    say(f"{case.id}: 項目 {numbers} を記した" if lang == "ja" else f"{case.id}: part {numbers} entered")
