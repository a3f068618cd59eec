"""``shiome inputs``: what may be put to whom, through which channel, what was said, and what followed.

Without a subcommand it lists the bank of arguments; options given before a subcommand count for it too.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from shiome.cli import options
from shiome.cli.output import day, emit_json, emit_table, say
from shiome.cli.shared import hand_on

SHARED = ("workspace", "json", "lang", "as_of")
To = Annotated[
    str, typer.Option("--addressee", help="Only this addressee: its identifier or an actor's.", metavar="ADDRESSEE")
]
Interest = Annotated[str, typer.Option(help="Only arguments whose interest holds these words.", metavar="WORDS")]
Topic = Annotated[str, typer.Option(help="Only what belongs to this system or issue.")]
Own = Annotated[bool, typer.Option("--own", help="Only arguments that persons keep in this workspace.")]
By = Annotated[str, typer.Option("--by", help="Who enters it; kept with it.", envvar="SHIOME_PERSON", metavar="NAME")]
On = Annotated[str, typer.Option("--on", help="Day from which it is known; today without it.", metavar="DATE")]
Speaker = Annotated[
    list[str] | None, typer.Option(help="Actor that puts it; repeat for several together.", metavar="ACTOR")
]
Evidence = Annotated[
    list[str] | None,
    typer.Option("--source", help="Lines of a document (DOC:LINE) or the source in words; repeat for several."),
]
Topics = Annotated[list[str] | None, typer.Option("--topic", help="System or issue it belongs to; repeat.")]

app = typer.Typer(invoke_without_command=True, rich_markup_mode=None)


@app.callback(epilog="Example: shiome inputs --addressee beijing --as-of 2025-12-31")
def listing(
    ctx: typer.Context,
    addressee: To = "",
    interest: Interest = "",
    topic: Topic = "",
    own: Own = False,
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Arguments by addressee and interest with their evidence, and whether a yardstick is on their side; gaps are shown as gaps."""
    if ctx.invoked_subcommand is not None:
        hand_on(ctx, SHARED)
        return
    show_list(addressee, interest, topic, own, as_of, workspace, json, lang)


@app.command("list", epilog="Example: shiome inputs list --interest deterrence")
def show_list(
    addressee: To = "",
    interest: Interest = "",
    topic: Topic = "",
    own: Own = False,
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """List the bank of arguments, as 'shiome inputs' does."""
    from shiome.coordination.inputs.rows import bank_rows
    from shiome.workspace import Workspace, inputs

    with Workspace.open(workspace, read_only=True) as opened:
        on = day(as_of, "--as-of") or inputs.newest_day(opened)
        slots = inputs.bank(opened, as_of=on, addressee=addressee, interest=interest, topic=topic, own=own)
        points = inputs.openings(opened, as_of=on)
        shapes = inputs.shapes(opened, lang.value)
    if json:
        emit_json([shapes.slot(slot, points) for slot in slots])
        return
    emit_table(*bank_rows(slots, points, shapes, lang.value))
    for slot in slots:
        if not slot.arguments:
            say(f"{shapes.text(slot.entry.name)}: {shapes.missing(slot)}")
    count = sum(len(slot.arguments) for slot in slots)
    empty = sum(not slot.arguments for slot in slots)
    if lang.value == "ja":
        say(f"{on} 現在 {len(slots)} の相手に {count} 件の論拠、論拠のない相手 {empty}")
    else:
        say(f"{count} arguments to {len(slots)} addressees as of {on}; {empty} of them without any")


@app.command(epilog="Example: shiome inputs channels JPN congress --lang ja")
def channels(
    start: Annotated[str, typer.Argument(metavar="[FROM]", help="An actor; every channel for none.")] = "",
    goal: Annotated[
        str, typer.Argument(metavar="[TO]", help="An actor or addressee; the channels that FROM uses for none.")
    ] = "",
    hops: Annotated[int, typer.Option(min=1, max=6, help="Channels that a way has at most.")] = 3,
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Show who can bear on whom: the channels, those of one actor, or the ways from one actor to another."""
    from shiome.coordination.inputs.rows import link_rows, way_rows
    from shiome.workspace import Workspace, inputs

    with Workspace.open(workspace, read_only=True) as opened:
        on = day(as_of, "--as-of") or opened.newest_day()
        shapes = inputs.shapes(opened, lang.value)
        if goal:
            ways = inputs.paths(opened, start, goal, as_of=on, hops=hops)
        else:
            links = inputs.channels_from(opened, start, as_of=on) if start else inputs.channels(opened, as_of=on)
    ja = lang.value == "ja"
    if not goal:
        if json:
            emit_json([shapes.link(link) for link in links])
            return
        emit_table(*link_rows(links, shapes, lang.value))
        say(f"{on} 現在 {len(links)} 本" if ja else f"{len(links)} channels as of {on}")
        return
    if json:
        emit_json([shapes.way(way, start) for way in ways])
        return
    emit_table(*way_rows(ways, shapes, lang.value))
    if ja:
        say(f"{on} 現在 {len(ways)} 通り。出典は各チャンネルのもので、経路全体を述べた文書はない")
    else:
        say(f"{len(ways)} ways as of {on}; each channel has its source, no document vouches for a way as a whole")


@app.command(epilog="Example: shiome inputs openings --addressee beijing --as-of 2025-05-21")
def openings(
    addressee: To = "",
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Show which arguments the present state of a yardstick bears out, with its value, range and bound."""
    from shiome.coordination.inputs.rows import opening_rows
    from shiome.workspace import Workspace, inputs

    with Workspace.open(workspace, read_only=True) as opened:
        on = day(as_of, "--as-of") or opened.newest_day()
        found = inputs.openings(opened, as_of=on, addressee=addressee)
        shapes = inputs.shapes(opened, lang.value)
    if json:
        emit_json([shapes.standpoint(each) for each in found])
        return
    emit_table(*opening_rows(found, shapes, lang.value))
    count = sum(each.side == "open" for each in found)
    if lang.value == "ja":
        say(f"{on} 現在 {len(found)} 件、うち尺度の裏付けがあるもの {count} 件。境目はパックの判断による")
    else:
        say(f"{len(found)} openings as of {on}, {count} borne out; the bounds are the pack's own judgement")


@app.command(epilog="Example: shiome inputs said --addressee security-officials --window 90")
def said(
    addressee: To = "",
    window: Annotated[int, typer.Option(min=1, help="Days after the saying that are looked at.", metavar="DAYS")] = 180,
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Show what was said when, and what the addressee said and did afterwards on the same topics: a sequence, not an effect."""
    from shiome.coordination.inputs.rows import said_rows
    from shiome.workspace import Workspace, inputs

    with Workspace.open(workspace, read_only=True) as opened:
        on = day(as_of, "--as-of") or inputs.newest_day(opened)
        found = inputs.said(opened, as_of=on, addressee=addressee, window=window)
        shapes = inputs.shapes(opened, lang.value)
    if json:
        emit_json([shapes.said(each, after) for each, after in found])
        return
    emit_table(*said_rows(found, shapes, lang.value))
    count = sum(len(after) for _, after in found)
    if lang.value == "ja":
        say(
            f"{on} 現在 {len(found)} 件の発言、その後 {window} 日以内の出来事・文言 {count} 件（時間の順であり、因果ではない）"
        )
    else:
        say(
            f"{len(found)} inputs as of {on}; {count} events and wordings within {window} days, in order of time, not as effects"
        )


@app.command(
    epilog="Example: shiome inputs add congress 'The trilateral pays' --interest 'Burden sharing' "
    "--source 'Hearing of 3 March 2026' --by kato"
)
def add(
    addressee: Annotated[str, typer.Argument(metavar="ADDRESSEE", help="An addressee or an actor.")],
    text: Annotated[str, typer.Argument(help="What is put.")],
    interest: Annotated[str, typer.Option(help="The interest of the addressee that it appeals to.")],
    source: Evidence = None,
    channel: Annotated[str, typer.Option(help="Through what it is best put, in words.")] = "",
    speaker: Speaker = None,
    topic: Topics = None,
    identifier: Annotated[str, typer.Option("--id", help="Its identifier; made from its content without it.")] = "",
    on: On = "",
    by: By = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Keep an argument of your own in the workspace, with its source."""
    from shiome.workspace import Workspace, inputs

    with Workspace.open(workspace) as opened:
        made = inputs.add(
            opened,
            addressee=addressee,
            interest=interest,
            text=text,
            evidence=source or (),
            channel=channel,
            by=tuple(speaker or ()),
            topics=tuple(topic or ()),
            identifier=identifier,
            on=day(on, "--on"),
            entered_by=by,
            language=lang.value,
        )
    if json:
        emit_json(made)
    say(f"論拠 {made.id} を記した" if lang.value == "ja" else f"argument {made.id} kept")


@app.command(
    epilog="Example: shiome inputs log president --when 2026-02-03 --speaker JPN --argument trump-china-cost "
    "--channel tokyo-president --source 'Readout of 3 February 2026' --by kato"
)
def log(
    addressee: Annotated[str, typer.Argument(metavar="ADDRESSEE", help="An addressee or an actor.")],
    when: Annotated[str, typer.Option(help="Day on which it was said (YYYY-MM-DD).", metavar="DATE")],
    speaker: Speaker = None,
    argument: Annotated[str, typer.Option(help="The argument used.", metavar="ID")] = "",
    channel: Annotated[str, typer.Option(help="The channel used.", metavar="ID")] = "",
    text: Annotated[str, typer.Option(help="What was said, in words.")] = "",
    topic: Topics = None,
    source: Evidence = None,
    on: On = "",
    by: By = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Enter what was said to whom; it stays in the workspace and goes into no outlook."""
    from shiome.workspace import Workspace, inputs

    with Workspace.open(workspace) as opened:
        made = inputs.log(
            opened,
            when=day(when, "--when") or date.today(),
            by=tuple(speaker or ()),
            addressee=addressee,
            evidence=source or (),
            argument=argument,
            channel=channel,
            text=text,
            topics=tuple(topic or ()),
            on=day(on, "--on"),
            entered_by=by,
            language=lang.value,
        )
    if json:
        emit_json(made)
    say(f"発言 {made.id} を記した" if lang.value == "ja" else f"entered as {made.id}")


@app.command(epilog="Example: shiome inputs withdraw own-1f2e3d4c5b6a --reason 'Superseded by a newer paper' --by kato")
def withdraw(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="An argument or saying entered in this workspace.")],
    reason: Annotated[str, typer.Option(help="Why it is taken back.")],
    on: On = "",
    by: By = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Take back something entered; as of an earlier day it is shown as it was."""
    from shiome.workspace import Workspace, inputs

    with Workspace.open(workspace) as opened:
        gone = inputs.withdraw(opened, identifier, reason=reason, by=by, on=day(on, "--on"))
    if json:
        emit_json(gone)
    since = gone.withdrawn.on if gone.withdrawn else ""
    say(f"{identifier} を {since} から取り下げた" if lang.value == "ja" else f"{identifier} withdrawn from {since}")
