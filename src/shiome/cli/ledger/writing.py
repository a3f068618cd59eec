"""``shiome ledger add``, ``resolve`` and ``forecast``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from shiome.cli import options
from shiome.cli.output import day, emit_json, say
from shiome.errors import InputRefused

Id = Annotated[str, typer.Argument(metavar="ID", help="Identifier of a judgement.")]
By = Annotated[
    str, typer.Option("--by", help="Who enters it; kept with the record.", envvar="SHIOME_PERSON", metavar="NAME")
]
ADD = (
    "shiome ledger add 'A summit takes place' --holder kato --band 0.2-0.4 --due 2027-06 "
    "--criterion 'Both governments announce that it was held'"
)
RESOLVE = "shiome ledger resolve P-001-03 --outcome false --evidence 'No test by the end of the year' --on 2026-12-31"
FORECAST = "shiome ledger forecast P-001-03 --by kato -p 0.15"


def add(
    proposition: Annotated[str, typer.Argument(help="What is said to be or to come about.")] = "",
    holder: Annotated[str, typer.Option(help="Who judges: an actor's identifier or a name.")] = "",
    criterion: Annotated[str, typer.Option(help="What would have to be seen for it to count as true.")] = "",
    band: Annotated[str, typer.Option(help="Lowest and highest probability: 0.2-0.4, or one probability.")] = "",
    word: Annotated[str, typer.Option(help="Hedge word; gives the band of its step where no band is given.")] = "",
    due: Annotated[str, typer.Option(help="EDTF date at which it is looked at.", metavar="DATE")] = "",
    horizon: Annotated[str, typer.Option(help="Until when it is meant to hold: words or an EDTF date.")] = "",
    undated: Annotated[bool, typer.Option("--undated", help="It has no date, and is meant to have none.")] = False,
    condition: Annotated[str, typer.Option(help="Under what condition it is meant.")] = "",
    made_on: Annotated[
        str, typer.Option("--made-on", help="Day on which it was made; today without it.", metavar="DATE")
    ] = "",
    topic: Annotated[list[str] | None, typer.Option("--topic", help="System or issue it belongs to; repeat.")] = None,
    identifier: Annotated[str, typer.Option("--id", help="Its identifier; made from its content without it.")] = "",
    source: Annotated[
        Path | None, typer.Option("--from", help="YAML file with one judgement or a list of them, all or none.")
    ] = None,
    by: By = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Enter a judgement by hand, or several from a file; one that nobody can check is refused."""
    from shiome.futures.ledger.drafts import Draft
    from shiome.workspace import Workspace, ledger

    draft = Draft(
        proposition=proposition,
        holder=holder,
        criterion=criterion,
        band=_band(band),
        word=word,
        made_on=day(made_on, "--made-on"),
        horizon=horizon,
        due=due,
        undated=undated,
        condition=condition,
        topics=tuple(topic or ()),
        id=identifier,
    )
    if source is not None and draft != Draft(proposition="", holder=""):
        raise InputRefused(
            "ledger.both",
            "a judgement on the command line and --from are given at once",
            ja="コマンド行の判断と --from が同時に与えられている",
            hint="give one of them",
            hint_ja="どちらかにする",
            failed=source,
        )
    entries = [ledger.Entry(draft)] if source is None else ledger.read_entries(source)
    with Workspace.open(workspace) as opened:
        made = ledger.add(opened, entries, by=by)
        if json:
            emit_json(opened.shapes(made, lang.value))
    names = ", ".join(record.id for record in made)
    say(f"{len(made)} 件を台帳に記した: {names}" if lang.value == "ja" else f"{len(made)} entered: {names}")


def resolve(
    identifier: Id,
    outcome: Annotated[str, typer.Option(help="true, partly, false, unknown or not_applicable.")],
    evidence: Annotated[
        list[str] | None,
        typer.Option(help="Lines of a document (DOC:LINE, DOC:L3-5) or what happened, in words; repeat for several."),
    ] = None,
    on: Annotated[str, typer.Option("--on", help="Day from which it is known; today without it.", metavar="DATE")] = "",
    reason: Annotated[str, typer.Option(help="Why this is the outcome; needed to correct a settled one.")] = "",
    open_: Annotated[
        bool, typer.Option("--open", help="How it stands so far: a later day may change it, and no score is kept.")
    ] = False,
    by: By = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Close a judgement with its outcome and the evidence for it; what was known before stays on record."""
    from shiome.workspace import Workspace, ledger

    with Workspace.open(workspace) as opened:
        version = ledger.resolve(
            opened,
            identifier,
            outcome=outcome,
            evidence=evidence or (),
            on=day(on, "--on") or date.today(),
            reason=reason,
            settled=not open_,
            by=by,
            language=lang.value,
        )
        if json:
            emit_json(opened.shapes([version], lang.value)[0])
    score = "" if version.score is None else f"{version.score:.4f}"
    if lang.value == "ja":
        say(f"{identifier}: {version.known_from} から {version.outcome}" + (f"、ブライア点 {score}" if score else ""))
    else:
        say(f"{identifier}: {version.outcome} from {version.known_from}" + (f", Brier score {score}" if score else ""))


def forecast(
    identifier: Id,
    by: Annotated[str, typer.Option("--by", help="The forecaster.", metavar="NAME")],
    probability: Annotated[
        str,
        typer.Option(
            "--probability",
            "-p",
            help="That it comes true; or three, for false,partly,true, that sum to 1.",
            metavar="P",
        ),
    ],
    on: Annotated[str, typer.Option("--on", help="Day on which it was given; today without it.", metavar="DATE")] = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Record a named forecaster's probability for a judgement; a second one is a new version of the first."""
    from shiome.workspace import Workspace, ledger

    given = [_number(part, "-p") for part in probability.split(",")]
    with Workspace.open(workspace) as opened:
        made = ledger.forecast(opened, identifier, by=by, probabilities=given, on=day(on, "--on"))
        if json:
            emit_json(opened.shapes([made], lang.value)[0])
    said = ", ".join(f"{p:g}" for p in given)
    if lang.value == "ja":
        say(f"{identifier}: {made.made_on} の {made.holder} の予測 {said} を記した（{made.id}）")
    else:
        say(f"{identifier}: {made.holder} gives {said} on {made.made_on} ({made.id})")


def _band(text: str) -> tuple[float, float] | None:
    """``0.2-0.4``, ``0.2,0.4`` or one probability; nothing where nothing is given."""
    if not text:
        return None
    parts = [_number(part, "--band") for part in text.replace(",", "-").split("-")]
    if len(parts) > 2:
        raise _no_number(text, "--band")
    return parts[0], parts[-1]


def _number(text: str, option: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise _no_number(text, option) from error


def _no_number(text: str, option: str) -> InputRefused:
    return InputRefused(
        "ledger.number",
        f"{option} {text!r} is no probability",
        ja=f"{option} {text!r} は確率ではない",
        hint="write numbers from 0 to 1, such as 0.3 or 0.2-0.4",
        hint_ja="0.3 や 0.2-0.4 のように0から1の数で書く",
        failed=text,
    )
