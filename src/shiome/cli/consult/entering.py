"""``shiome consult open`` and ``shiome consult add``. Nothing is ever overwritten."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shiome.cli import options
from shiome.cli.consult.listing import Id
from shiome.cli.output import day, emit_json, say
from shiome.errors import QueryRefused

if TYPE_CHECKING:
    from shiome.coordination.consultation import ConsultationFile
    from shiome.coordination.consultation.model import AnyPart
    from shiome.records.marking import Marking
    from shiome.workspace.workspace import Workspace

OPEN = (
    "shiome consult open c1 --issue sanctions-regime --party JPN --party USA --party KOR --en 'Sanctions during talks'"
    " --originator JPN --to tcog-2 --by kato"
)
ADD = "shiome consult add tcog-2-end-state --part point --key talks-first --state open --tool diplomacy --en 'Talks first?' --by kato"
By = Annotated[
    str, typer.Option("--by", help="Who enters it; kept with the file.", envvar="SHIOME_PERSON", metavar="NAME")
]
On = Annotated[str, typer.Option("--on", help="Day on which it is entered; today without it.", metavar="DATE")]
Ja = Annotated[str, typer.Option("--ja", help="What is said, in Japanese.", metavar="TEXT")]
En = Annotated[str, typer.Option("--en", help="What is said, in English.", metavar="TEXT")]
Ko = Annotated[str, typer.Option("--ko", help="What is said, in Korean.", metavar="TEXT")]
Tlp = Annotated[str, typer.Option("--tlp", help="CLEAR, GREEN, AMBER, AMBER+STRICT or RED (TLP 2.0).", metavar="TLP")]
To = Annotated[
    list[str] | None,
    typer.Option("--to", help="Body or actor that it may go to; repeat for several.", metavar="READER"),
]


def open_(
    identifier: Id,
    issue: Annotated[str, typer.Option(help="Issue of the region's pack.")],
    party: Annotated[list[str], typer.Option(help="A party that consults; repeat for each.", metavar="ACTOR")],
    originator: Annotated[str, typer.Option(help="Whose file it is.", metavar="ACTOR")],
    tool: Annotated[
        list[str] | None, typer.Option(help="A tool; all of the region without it; repeat.", metavar="TOOL")
    ] = None,
    body: Annotated[str, typer.Option(help="Body in which the parties consult.")] = "",
    ja: Ja = "",
    en: En = "",
    ko: Ko = "",
    tlp: Tlp = "AMBER",
    to: To = None,
    by: By = "",
    on: On = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Open a file: its title, issue, parties, tools, originator and marking."""
    from shiome.coordination.consultation.model import Opening
    from shiome.workspace import Workspace
    from shiome.workspace.consultations import open_consultation

    with Workspace.open(workspace) as opened:
        opening = Opening(
            title=_texts(ja, en, ko),
            issue=issue,
            parties=tuple(party),
            tools=tuple(tool or opened.pack.entries("tools")),
            body=body,
            originator=originator,
            marking=_marking(tlp, to),
        )
        file = open_consultation(opened, identifier, opening, by=by, on=_entry_day(on))
        _told(opened, file, 1, json=json, lang=lang.value)


def add(
    identifier: Id,
    source: Annotated[
        Path | None, typer.Argument(metavar="[PARTS]", help="YAML file with a list of parts, entered all or none.")
    ] = None,
    part: Annotated[
        str,
        typer.Option(
            "--part", help="Enter one part of this type: position, red_line, constraint, point, tool, decision."
        ),
    ] = "",
    key: Annotated[
        str, typer.Option(help="What the file calls the red line, constraint, point, proposal or decision.")
    ] = "",
    state: Annotated[
        str, typer.Option(help="Of a point: open, agreed, withdrawn. Of a decision: pending, done, dropped.")
    ] = "",
    party: Annotated[str, typer.Option(help="Whose position, red line or constraint it is.", metavar="ACTOR")] = "",
    tool: Annotated[str, typer.Option(help="Tool that it belongs to.")] = "",
    record: Annotated[str, typer.Option(help="Position record that says it.", metavar="ID")] = "",
    value: Annotated[float | None, typer.Option(help="Place on the scale of the issue.")] = None,
    low: Annotated[float | None, typer.Option(help="Lower end of its range.")] = None,
    high: Annotated[float | None, typer.Option(help="Upper end of its range.")] = None,
    salience: Annotated[float | None, typer.Option(help="How much it matters to the party, 0 to 1.")] = None,
    told_by: Annotated[str, typer.Option("--told-by", help="Who says so, where no passage does.", metavar="TEXT")] = "",
    cite: Annotated[
        list[str] | None, typer.Option(help="Passage, as DOCUMENT:L3-5; repeat for several.", metavar="CITATION")
    ] = None,
    raised_by: Annotated[str, typer.Option("--raised-by", help="Who raised the point.", metavar="ACTOR")] = "",
    agreed_by: Annotated[
        list[str] | None, typer.Option("--agreed-by", help="Who agreed to the point; repeat for each.", metavar="ACTOR")
    ] = None,
    owner: Annotated[list[str] | None, typer.Option(help="Who sees to the decision; repeat.", metavar="ACTOR")] = None,
    due: Annotated[str, typer.Option(help="By when (EDTF).", metavar="DATE")] = "",
    review: Annotated[str, typer.Option(help="When it is looked at again (EDTF).", metavar="DATE")] = "",
    proposal: Annotated[
        Path | None, typer.Option(help="Proposal (YAML) to table; needs --key.", metavar="FILE")
    ] = None,
    ja: Ja = "",
    en: En = "",
    ko: Ko = "",
    tlp: Tlp = "",
    to: To = None,
    by: By = "",
    on: On = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Add parts from a YAML file, one part from options, or a proposal; meetings, minutes and shared positions come from files."""
    from shiome.workspace import Workspace
    from shiome.workspace.consultations import add_to_consultation, parts_from

    if sum(bool(each) for each in (source, part, proposal)) != 1:
        raise QueryRefused(
            "consult.what",
            "give one of a file with parts, --part and --proposal",
            ja="項目のファイル、--part、--proposal のうち一つを指定する",
            failed=identifier,
        )
    texts, cites = _texts(ja, en, ko), list(cite or ())
    given: dict[str, Any] = {
        "key": key, "state": state, "party": party, "tool": tool, "record": record, "value": value, "low": low, "high": high,
        "salience": salience, "source": {lang.value: told_by} if told_by else {}, "cite": cites, "raised_by": raised_by,
        "agreed_by": list(agreed_by or ()), "owner": list(owner or ()), "due": due, "review": review,
        "stance" if part == "position" else "text": texts,
    }  # fmt: skip
    today = _entry_day(on)
    with Workspace.open(workspace) as opened:
        parts: tuple[AnyPart, ...]
        if source is not None:
            parts = parts_from(opened, identifier, source, by=by, on=today)
        elif proposal is not None:
            parts = (_tabled(opened, proposal, key, party),)
        else:
            parts = (_converted(part, given, _marking(tlp, to) if tlp or to else None),)
        file = add_to_consultation(opened, identifier, parts, by=by, on=today)
        _told(opened, file, len(parts), json=json, lang=lang.value)


def _converted(kind: str, given: dict[str, Any], marking: Marking | None) -> AnyPart:
    """A part from those options that were given; what does not fit its type is refused."""
    import msgspec

    from shiome.coordination.consultation.model import AnyPart
    from shiome.coordination.consultation.refusals import refused

    named = {name: value for name, value in given.items() if value not in ("", None, [], {})}
    try:
        part: AnyPart = msgspec.convert({"type": kind, **named}, AnyPart)
    except msgspec.ValidationError as error:
        raise refused(
            "part",
            f"{kind}: {error}",
            f"{kind}：値が正しくない（{error}）",
            "see 'shiome consult add --help'",
            "「shiome consult add --help」を見る",
            given,
        ) from error
    return msgspec.structs.replace(part, marking=marking)


def _tabled(opened: Workspace, file: Path, key: str, by: str) -> AnyPart:
    from shiome.coordination.consultation.model import Tabled
    from shiome.policy.proposal import catalogue, read_proposal

    return Tabled(key=key or file.stem, by=by, proposal=read_proposal(file, catalogue(opened.pack)))


def _marking(tlp: str, to: list[str] | None) -> Marking:
    from shiome.records.marking import TLPS, Marking

    wanted = (tlp or "AMBER").upper()
    if wanted not in TLPS:
        raise QueryRefused(
            "consult.tlp",
            f"--tlp {tlp!r} is none of {', '.join(TLPS)}",
            ja=f"--tlp {tlp!r} は {'、'.join(TLPS)} のいずれでもない",
            failed=tlp,
        )
    return Marking(tlp=next(each for each in TLPS if each == wanted), to=tuple(to or ()))


def _texts(ja: str, en: str, ko: str) -> dict[str, str]:
    return {language: text for language, text in (("ja", ja), ("en", en), ("ko", ko)) if text}


def _entry_day(on: str) -> date:
    return day(on, "--on") or date.today()


def _told(opened: Workspace, file: ConsultationFile, count: int, *, json: bool, lang: str) -> None:
    from shiome.coordination.consultation.shapes import file_shape
    from shiome.workspace.consultations import linked_positions

    if json:
        emit_json(file_shape(file, linked_positions(opened, file), lang))
    last = len(file.entries)
    numbers = str(last) if count == 1 else f"{last - count + 1}–{last}"
    say(f"{file.id}: 項目 {numbers} を記した" if lang == "ja" else f"{file.id}: part {numbers} entered")
