"""``shiome consult ground`` and ``shiome consult positions``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from shiome.cli import options
from shiome.cli.consult.listing import Id
from shiome.cli.output import day, emit_json
from shiome.errors import QueryRefused

GROUND = "shiome consult ground tcog-2-end-state --proposal examples/proposals/icbm-freeze.yaml"
POSITIONS = "shiome consult positions --issue nuclear-end-state --from 2025-04-16 --to 2025-12-31"


def ground(
    identifier: Id,
    proposal: Annotated[
        list[Path] | None,
        typer.Option(help="Proposal (YAML) to test besides those tabled; repeat for several.", metavar="FILE"),
    ] = None,
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Common ground, what each party must give for it, floors that proposals break and for whom, effects across the tools."""
    from shiome.cli.consult.tables import show_ground
    from shiome.cli.consult.words import region_names
    from shiome.coordination.consultation.shapes import effect_shape, finding_shape, gives_shape, ground_shape
    from shiome.workspace import Workspace
    from shiome.workspace.consultations import consultation
    from shiome.workspace.consulting import consulted

    on = day(as_of, "--as-of")
    with Workspace.open(workspace, read_only=True) as opened:
        file = consultation(opened, identifier, as_of=on)
        found = consulted(opened, file, as_of=on or date.today(), proposals=proposal or ())
        names = region_names(opened.pack, lang.value)
    language = lang.value
    bargained = found.bargained
    shape = {
        "file": file.id,
        "as_of": on or date.today(),
        **ground_shape(found.ground, language),
        "bargained": bargained and {"median": bargained.median, "gives": gives_shape(bargained.gives)},
        "proposals": [finding_shape(each, language) for each in found.findings],
        "effects": [effect_shape(each, language) for each in found.effects],
    }
    if json:
        emit_json(shape)
    else:
        show_ground(shape, language, names)


def positions(
    issue: Annotated[str, typer.Option(help="Only this issue.")] = "",
    party: Annotated[
        list[str] | None,
        typer.Option(help="Only this party; repeat for several; the region's principals without it.", metavar="ACTOR"),
    ] = None,
    since: Annotated[str, typer.Option("--from", help="Compare with this day: who moved since.", metavar="DATE")] = "",
    until: Annotated[
        str, typer.Option("--to", help="Day of the register; that of the newest document without it.", metavar="DATE")
    ] = "",
    as_of: options.AsOf = "",
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """The register: what each party holds on each issue on a day, whether they agree, and who moved, by how much, by which document."""
    from shiome.cli.consult.tables import show_register
    from shiome.coordination.consultation.shapes import move_shape, register_shape
    from shiome.workspace import Workspace
    from shiome.workspace.consulting import position_moves, position_register

    start, end = day(since, "--from"), day(until, "--to") or day(as_of, "--as-of")
    with Workspace.open(workspace, read_only=True) as opened:
        end = end or opened.newest_day()
        if start is not None and start > end:
            raise QueryRefused(
                "consult.days",
                f"--from {start} comes after {end}",
                ja=f"--from {start} が {end} より後である",
                hint="give the earlier day first",
                hint_ja="早い日を --from に指定する",
                failed=since,
            )
        asked: dict[str, Any] = {"issue": issue, "parties": party or ()}
        held = position_register(opened, as_of=end, **asked)
        moved = () if start is None else position_moves(opened, since=start, until=end, **asked)
    shape = {
        "as_of": end,
        "from": start,
        "issues": [register_shape(each, lang.value) for each in held],
        "moves": [move_shape(each, lang.value) for each in moved],
    }
    if json:
        emit_json(shape)
    else:
        show_register(shape, lang.value)
