"""``shiome records``."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from shiome.cli import options
from shiome.cli.output import day, emit_json, emit_table, say

if TYPE_CHECKING:
    from shiome.records.model import Record

EXAMPLE = "Example: shiome records event --actor PRK --as-of 2025-05-21 --json"


class Kind(StrEnum):
    """The ten kinds of record."""

    event = "event"
    wording = "wording"
    claim = "claim"
    judgement = "judgement"
    recommendation = "recommendation"
    commitment = "commitment"
    position = "position"
    observation = "observation"
    case = "case"
    consultation = "consultation"


def command(
    kind: Annotated[Kind, typer.Argument(help="Kind of record.")],
    ids: Annotated[list[str] | None, typer.Argument(help="Identifiers to show; all that match for none.")] = None,
    actor: Annotated[list[str] | None, typer.Option(help="Only records with this actor; repeat for several.")] = None,
    topic: Annotated[str, typer.Option(help="Only records that belong to this system or issue.")] = "",
    document: Annotated[str, typer.Option(help="Only records that this document states.")] = "",
    status: Annotated[str, typer.Option(help="proposed, accepted, rejected or superseded.")] = "",
    as_of: options.AsOf = "",
    known: options.Known = "",
    limit: options.Limit = 1000,
    workspace: options.Workspace = options.WORKSPACE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """List records of one kind, or show the ones named."""
    from shiome.workspace import Workspace

    with Workspace.open(workspace, read_only=True) as opened:
        found = opened.records(
            kind.value,
            ids=ids or None,
            actors=actor or (),
            topic=topic or None,
            document=document or None,
            status=status or None,
            as_of=day(as_of, "--as-of"),
            known=day(known, "--known"),
            limit=limit,
        )
        if json:
            emit_json(opened.shapes(found, lang.value))
            return
        emit_table(*table(found, lang.value))
        say(f"{len(found)} 件" if lang.value == "ja" else f"{len(found)} records")


def table(records: Sequence[Record], language: str) -> tuple[list[str], list[list[str]]]:
    """Headers and rows for the terminal."""
    headers = ["識別子", "時期", "既知", "内容"] if language == "ja" else ["id", "when", "known from", "content"]
    rows = [[record.id, record.when, record.known_from.isoformat(), gist(record, language)] for record in records]
    return headers, rows


def gist(record: Record, language: str) -> str:
    """What a record says, in one line."""
    from shiome.records.model import Claim, Commitment, Event, Judgement, Position, Recommendation, Wording, in_language
    from shiome.vocabulary.languages import in_language as text_in

    shown = in_language(record, language)
    match shown:
        case Judgement():
            return f"[{shown.outcome}] {shown.proposition}"
        case Claim():
            return f"{shown.cause} → ({shown.sign}) {shown.effect}"
        case Recommendation():
            return f"{', '.join(shown.addressee)}: {shown.action}"
        case Commitment():
            return f"[{shown.state}] {shown.content}"
        case Position():
            return f"{shown.actor} / {shown.issue}: {shown.stance}"
        case Event() if not shown.text:  # what a coder proposed is told by its parts
            return shown.parts
        case Wording() if not shown.text:
            return f"{shown.text_id}: [{shown.operation}] {shown.term}"
        case _:
            return text_in(shown.text, language)


command.__name__ = "records"
