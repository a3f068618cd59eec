"""``shiome exchange publish``, ``preview`` and ``revoke``: give partners objects, look first, take back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shiome.cli import options
from shiome.cli.exchange.given import field_labels, label_of, moment
from shiome.cli.exchange.opening import open_node
from shiome.cli.exchange.showing import show_rows
from shiome.cli.exchange.sources import Sources, sources_of
from shiome.cli.output import emit_json, say

if TYPE_CHECKING:
    from shiome.coordination.exchange.node import Node

PUBLISH_EXAMPLE = "Example: shiome exchange publish --case case-1 --to msmt --orcon"
PREVIEW_EXAMPLE = "Example: shiome exchange preview --file objects.json --tlp GREEN --body trilateral-cooperation"
REVOKE_EXAMPLE = "Example: shiome exchange revoke note--4f0d… --purge"

Records = Annotated[list[str] | None, typer.Option("--record", help="Record of the workspace; repeat.", metavar="ID")]
Cases = Annotated[
    list[str] | None, typer.Option("--case", help="Sanctions case of the workspace; repeat.", metavar="ID")
]
Files = Annotated[
    list[Path] | None, typer.Option("--file", help="STIX 2.1 object, list or bundle (JSON); repeat.", metavar="FILE")
]
Tlp = Annotated[
    str,
    typer.Option(
        "--tlp",
        help="CLEAR, GREEN, AMBER, AMBER+STRICT or RED (TLP 2.0); AMBER where nothing is said. A case has the markings of its "
        "parts, which this only narrows.",
        metavar="TLP",
    ),
]
To = Annotated[
    list[str] | None,
    typer.Option(
        "--to",
        help="Partner, party or body that it may go to; repeat. From AMBER on nobody else gets it.",
        metavar="NAME",
    ),
]
Body = Annotated[
    list[str] | None, typer.Option("--body", help="Need to know: only who takes part in it; repeat.", metavar="BODY")
]
Orcon = Annotated[bool, typer.Option("--orcon", help="Originator control: partners may not pass it on.")]
Fields = Annotated[
    list[str] | None,
    typer.Option("--field", help="Narrower label of a field: POINTER=TLP:NAME,NAME; repeat.", metavar="LABEL"),
]
Allow = Annotated[
    list[str] | None,
    typer.Option(
        "--allow", help="Withheld field whose value may stand elsewhere in the object all the same.", metavar="POINTER"
    ),
]


def publish(
    record: Records = None,
    case: Cases = None,
    file: Files = None,
    tlp: Tlp = "",
    to: To = None,
    body: Body = None,
    orcon: Orcon = False,
    field: Fields = None,
    allow: Allow = None,
    expires: Annotated[str, typer.Option(help="From when on it counts no more (UTC).", metavar="TIME")] = "",
    simulated: Annotated[bool, typer.Option("--simulated", help="It is made up, for an exercise.")] = False,
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Sign objects and put them into the outboxes of those whom their labels reach, all or none."""
    from shiome.coordination.exchange.node import Terms

    until = moment(expires, "--expires") if expires else None
    with open_node(workspace) as node:
        given = _given(node, workspace, record, case, file, tlp, to, body, orcon=orcon, field=field)
        terms = Terms(expires=until, simulated=simulated or given.simulated, allowed=tuple(allow or ()))
        made = node.publish(given.publications, terms)
    if json:
        emit_json(made)
        return
    show_rows(
        ("object", "views", "sanitised", "given to", "withheld from"),
        ("オブジェクト", "版の数", "伏せた版", "渡した相手", "渡さない相手"),
        [(each.stix_id, each.views, each.sanitised, each.given, each.withheld_from) for each in made],
        json=False,
        lang=lang.value,
    )


def preview(
    record: Records = None,
    case: Cases = None,
    file: Files = None,
    tlp: Tlp = "",
    to: To = None,
    body: Body = None,
    orcon: Orcon = False,
    field: Fields = None,
    allow: Allow = None,
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Show who would get what, and which fields would be withheld from whom; nothing is stored or sent."""
    with open_node(workspace) as node:
        given = _given(node, workspace, record, case, file, tlp, to, body, orcon=orcon, field=field)
        planned = node.preview(given.publications, allowed=tuple(allow or ()))
    rows: list[tuple[object, ...]] = []
    for plan in planned:
        value = plan.publication.object
        told = (value["id"], _called(value))
        rows += [(*told, name, str(view.label), view.dropped) for view in plan.views for name in view.nodes]
        rows += [(*told, name, "-", ("*",)) for name in plan.withheld_from]
    japanese = ("オブジェクト", "内容", "相手", "区分", "伏せる項目")
    show_rows(("object", "what", "partner", "label", "withheld"), japanese, rows, json=json, lang=lang.value)
    if not json and any(plan.withheld_from for plan in planned):
        say("* の相手には何も渡らない" if lang.value == "ja" else "* means: gets nothing of it")


def _called(value: Mapping[str, Any]) -> str:
    """What an object is about, for whoever looks before it leaves."""
    return str(value.get("name") or value.get("relationship_type") or value.get("kind") or value["type"])


def revoke(
    identifier: Annotated[str, typer.Argument(help="Identifier of an object that this node published.", metavar="ID")],
    purge: Annotated[bool, typer.Option("--purge", help="Ask partners to erase it too.")] = False,
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Take an object back: all who were given it are told, and nobody is given it any more."""
    with open_node(workspace) as node:
        told = node.revoke(identifier, purge=purge)
    if json:
        emit_json({"object": identifier, "told": told})
    names = ", ".join(told)
    say(f"{identifier} を撤回し、{names} に知らせた" if lang.value == "ja" else f"revoked {identifier}; told: {names}")


def _given(
    node: Node, workspace: Path, record: list[str] | None, case: list[str] | None, file: list[Path] | None, tlp: str,
    to: list[str] | None, body: list[str] | None, *, orcon: bool, field: list[str] | None,
) -> Sources:  # fmt: skip
    return sources_of(
        node,
        workspace,
        records=record or [],
        cases=case or [],
        files=file or [],
        label=label_of(tlp or "AMBER", to, body, orcon=orcon),
        case_label=label_of(tlp or "CLEAR", to, body, orcon=orcon),
        fields=field_labels(field or []),
    )
