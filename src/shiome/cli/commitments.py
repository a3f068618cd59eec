"""``shiome commitments``: what was promised, how it stands, who confirmed it, what to ask after.

Without a subcommand it lists the register; options given before a subcommand count for it too.
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from typing import Annotated

import typer

from shiome.cli import options
from shiome.cli.output import day, emit_json, emit_table, say
from shiome.cli.shared import hand_on

SHARED = ("workspace", "json", "lang", "as_of")
Id = Annotated[str, typer.Argument(metavar="ID", help="Identifier of a commitment.")]
Owner = Annotated[str, typer.Option(help="Only what this actor owes.", metavar="ACTOR")]
Topic = Annotated[str, typer.Option(help="Only what belongs to this system or issue.")]
State = Annotated[
    str, typer.Option(help="Only what is told to be agreed, launched, held, continued, stalled, lapsed or fulfilled.")
]
OnlyDerived = Annotated[
    bool, typer.Option("--derived", help="Only what a rule of the pack shows as stalled or lapsed.")
]

app = typer.Typer(invoke_without_command=True, rich_markup_mode=None)


@app.callback(epilog="Example: shiome commitments --as-of 2025-12-31 --owner USA")
def listing(
    ctx: typer.Context,
    owner: Owner = "",
    topic: Topic = "",
    state: State = "",
    derived: OnlyDerived = False,
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Every item of the joint documents: owner, due date, state with its evidence, and which administration confirmed it."""
    if ctx.invoked_subcommand is not None:
        hand_on(ctx, SHARED)
        return
    show_list(owner, topic, state, derived, as_of, workspace, json, lang)


@app.command("list", epilog="Example: shiome commitments list --topic A02 --derived")
def show_list(
    owner: Owner = "",
    topic: Topic = "",
    state: State = "",
    derived: OnlyDerived = False,
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """List the register, as 'shiome commitments' does."""
    from shiome.coordination.commitments.rows import legend, register_rows
    from shiome.workspace import Workspace, commitments

    with Workspace.open(workspace, read_only=True) as opened:
        register = commitments.register(opened, as_of=day(as_of, "--as-of") or commitments.newest_day(opened))
        shapes = commitments.shapes(opened, lang.value)
    found = [
        each
        for each in register.standings
        if (not owner or owner in each.owner)
        and (not topic or topic in each.topics)
        and (not state or each.told.state == state)
        and (not derived or each.derived is not None)
    ]
    if json:
        emit_json([shapes.standing(each) for each in found])
        return
    emit_table(*register_rows(found, shapes, lang.value))
    count = sum(each.derived is not None for each in found)
    if lang.value == "ja":
        say(f"{register.as_of} 現在 {len(found)} 件、うち推定のあるもの {count} 件。{legend('ja')}")
    else:
        say(f"{len(found)} commitments as of {register.as_of}, {count} of them with a derived state; {legend('en')}")


@app.command(epilog="Example: shiome commitments show camp-david.warning-data")
def show(
    identifier: Id,
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Show one commitment: every state with its evidence, the administrations that confirmed it, and what is derived."""
    from shiome.coordination.commitments.rows import standing_lines, state_rows
    from shiome.workspace import Workspace, commitments

    with Workspace.open(workspace, read_only=True) as opened:
        found = commitments.standing(opened, identifier, as_of=day(as_of, "--as-of") or commitments.newest_day(opened))
        shapes = commitments.shapes(opened, lang.value)
    if json:
        emit_json(shapes.standing(found))
        return
    sys.stdout.writelines(f"{line}\n" for line in standing_lines(found, shapes, lang.value))
    emit_table(*state_rows(found, shapes, lang.value))


@app.command(epilog="Example: shiome commitments reminders --within 60 --as-of 2025-12-31")
def reminders(
    within: Annotated[int, typer.Option(min=0, help="Days ahead in which something falls due.", metavar="DAYS")] = 90,
    quiet: Annotated[
        int, typer.Option(min=0, help="Days after which what was only agreed is asked after.", metavar="DAYS")
    ] = 180,
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """List what to ask after: due, overdue, unconfirmed since a change of administration, never begun, or silent."""
    from shiome.coordination.commitments import reminders as remind
    from shiome.coordination.commitments.rows import reminder_rows
    from shiome.coordination.commitments.words import word
    from shiome.workspace import Workspace, commitments

    with Workspace.open(workspace, read_only=True) as opened:
        register = commitments.register(opened, as_of=day(as_of, "--as-of") or commitments.newest_day(opened))
        shapes = commitments.shapes(opened, lang.value)
    found = remind(register, within=within, quiet=quiet)
    if json:
        emit_json([shapes.reminder(each) for each in found])
        return
    emit_table(*reminder_rows(found, shapes, lang.value))
    counts = Counter(each.reason for each in found)
    parts = [f"{word(reason, lang.value)} {count}" for reason, count in counts.items()]
    if lang.value == "ja":
        say(f"{register.as_of} 現在 {len(found)} 件" + (f"（{'、'.join(parts)}）" if parts else ""))
    else:
        say(f"{len(found)} reminders as of {register.as_of}" + (f" ({', '.join(parts)})" if parts else ""))


@app.command(epilog="Example: shiome commitments layers --member JPN --member USA --member KOR")
def layers(
    member: Annotated[
        list[str] | None,
        typer.Option(help="A partner; repeat for several. The region's principals without it.", metavar="ACTOR"),
    ] = None,
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Show what leaders, ministers and officials did, which layer stalled, and what went on in the others meanwhile."""
    from shiome.coordination.commitments.rows import layer_lines, layer_rows
    from shiome.workspace import Workspace, commitments

    with Workspace.open(workspace, read_only=True) as opened:
        on = day(as_of, "--as-of") or commitments.newest_day(opened)
        found = commitments.layers(opened, as_of=on, members=member or ())
        shapes = commitments.shapes(opened, lang.value)
    if json:
        emit_json(shapes.layers(found))
        return
    emit_table(*layer_rows(found, shapes, lang.value))
    sys.stdout.write("\n")
    sys.stdout.writelines(f"{line}\n" for line in layer_lines(found, lang.value))
    say(f"{on} 現在" if lang.value == "ja" else f"as of {on}")


@app.command(epilog="Example: shiome commitments touchstones --as-of 2025-05-21 --lang ja")
def touchstones(
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Show the declared tests: what each tests, when, and how it came out as far as was known on the day."""
    from shiome.coordination.commitments.rows import touchstone_rows
    from shiome.workspace import Workspace, commitments

    with Workspace.open(workspace, read_only=True) as opened:
        on = day(as_of, "--as-of") or commitments.newest_day(opened)
        found = commitments.touchstones(opened, as_of=on)
        shapes = commitments.shapes(opened, lang.value)
    if json:
        emit_json([shapes.touchstone(each) for each in found])
        return
    emit_table(*touchstone_rows(found, shapes, lang.value))
    unanswered = sum(each.unanswered for each in found)
    if lang.value == "ja":
        say(f"{on} 現在 {len(found)} 件、期日を過ぎて結果の記述がないもの {unanswered} 件")
    else:
        say(f"{len(found)} touchstones as of {on}; {unanswered} past their date without a result told")


@app.command(epilog="Example: shiome commitments members --topic A12")
def members(
    body: Annotated[list[str] | None, typer.Option(help="Only this body; repeat for several.", metavar="BODY")] = None,
    topic: Topic = "",
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Show who takes part in which initiative, and whether a document names the member."""
    from shiome.coordination.commitments.rows import matrix_rows
    from shiome.workspace import Workspace, commitments

    with Workspace.open(workspace, read_only=True) as opened:
        on = day(as_of, "--as-of") or commitments.newest_day(opened)
        found = commitments.matrix(opened, as_of=on, bodies=body or (), topic=topic)
        shapes = commitments.shapes(opened, lang.value)
    if json:
        emit_json(shapes.matrix(found))
        return
    emit_table(*matrix_rows(found, lang.value))
    if lang.value == "ja":
        say(f"{on} 現在。● 文書が名を挙げる、○ 一般知識による")
    else:
        say(f"as of {on}; ● named by a document, ○ by general knowledge")


@app.command(
    epilog="Example: shiome commitments record camp-david.leaders --state held --when 2026-03 "
    "--source 'Joint release of 4 March 2026' --by kato"
)
def record(
    identifier: Id,
    state: Annotated[
        str, typer.Option(help="agreed, launched, held, continued, stalled, lapsed or fulfilled.", metavar="STATE")
    ],
    source: Annotated[
        list[str] | None,
        typer.Option(help="Lines of a document (DOC:LINE) or what happened and who says so; repeat for several."),
    ] = None,
    when: Annotated[str, typer.Option(help="Date of the state (EDTF); that of --on without it.", metavar="DATE")] = "",
    on: Annotated[str, typer.Option("--on", help="Day from which it is known; today without it.", metavar="DATE")] = "",
    confirmed_by: Annotated[
        str, typer.Option("--confirmed-by", help="Who confirmed it, where the source says so.", metavar="ACTOR")
    ] = "",
    due: Annotated[str, typer.Option(help="A due date (EDTF) that the source gives.", metavar="DATE")] = "",
    by: Annotated[
        str, typer.Option("--by", help="Who enters it; kept with the record.", envvar="SHIOME_PERSON", metavar="NAME")
    ] = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Record a new state with its evidence; what was known before stays on record."""
    from shiome.coordination.commitments.words import word
    from shiome.workspace import Workspace, commitments

    known = day(on, "--on") or date.today()
    with Workspace.open(workspace) as opened:
        found = commitments.record(
            opened,
            identifier,
            state=state,
            evidence=source or (),
            when=when,
            on=known,
            by=by,
            confirmed_by=confirmed_by,
            due=due,
            language=lang.value,
        )
        shapes = commitments.shapes(opened, lang.value)
    if json:
        emit_json(shapes.standing(found))
    told = found.told
    state = word(told.state, lang.value)
    if lang.value == "ja":
        say(f"{identifier}: {told.when} の「{state}」を {known} から知られたものとして記した（{told.by}）")
    else:
        say(f"{identifier}: {state} of {told.when}, known from {known} ({told.by})")
