"""``shiome sanctions screen``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from shiome.cli import options
from shiome.cli.output import day, emit_json, emit_table, say, tell_faults
from shiome.errors import QueryRefused

EXAMPLE = "Example: shiome sanctions screen '리병철' --list sdn.xml --list un.xml --as-of 2025-12-31"


def command(
    query: Annotated[
        list[str] | None,
        typer.Argument(metavar="[QUERY]...", help="Names, in any of the scripts; '-' reads standard input."),
    ] = None,
    lists: Annotated[
        list[Path] | None,
        typer.Option("--list", help="A list as its authority publishes it; may be given again.", metavar="FILE"),
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", help="Queries from a file: one name a line, CSV, or JSON lines.")
    ] = None,
    threshold: Annotated[float, typer.Option(min=0, max=1, help="The least score of a hit.")] = 0.7,
    limit: options.Limit = 10,
    as_of: Annotated[
        str,
        typer.Option(
            "--as-of", help="Was it listed on this day? By the newest version of each list known then.", metavar="DATE"
        ),
    ] = "",
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Screen names against published lists, across scripts, with the reason for every hit. Nothing leaves this machine."""
    from shiome.sanctions.screening import Screen, answers_json, load_lists
    from shiome.sanctions.screening.lists.plugged import loaders

    if not lists:
        raise QueryRefused(
            "screen.lists",
            "no list is given",
            ja="リストが指定されていない",
            hint="give --list FILE, as its authority publishes it",
            hint_ja="発行者が公表するファイルを --list で渡す",
        )
    tell_faults(loaders(), lang.value)
    snapshots = load_lists(lists)
    for snapshot in snapshots:
        if snapshot.by:
            say(f"{snapshot.path}: {snapshot.by}")
        for fault in snapshot.faults:
            say(f"{fault.file}, line {fault.line}: {fault.ja if lang.value == 'ja' else fault.message}")
    wanted = day(as_of, "--as-of")
    screen = Screen(snapshots)
    answers = list(
        screen.screen_many(
            _queries(query, file), as_of=wanted.isoformat() if wanted else None, limit=limit, threshold=threshold
        )
    )
    if json:
        emit_json(list(answers_json(answers)))
        return
    ja = lang.value == "ja"
    rows = [
        [asked.name, f"{hit.score:.2f}", hit.list, hit.listed_on or "", _entity(hit), _reasons(hit, lang.value)]
        for asked, hits in answers
        for hit in hits
    ]
    emit_table(
        ["照会", "得点", "リスト", "指定日", "対象", "理由"]
        if ja
        else ["query", "score", "list", "listed on", "entity", "reasons"],
        rows,
    )
    found = sum(bool(hits) for _, hits in answers)
    say(
        f"照会 {len(answers)} 件のうち {found} 件に該当の候補" if ja else f"{found} of {len(answers)} queries have hits"
    )


def _queries(names: list[str] | None, file: Path | None) -> list[Any]:
    from shiome.sanctions.screening import read_queries

    found: list[Any] = [name for name in names or () if name != "-"]
    if file is not None:
        with file.open(encoding="utf-8-sig") as stream:
            found += list(read_queries(stream, name=file.name))
    if names and "-" in names:
        found += list(read_queries(sys.stdin))
    return found


def _entity(hit: Any) -> str:
    names = hit.entity.properties.get("name") or ("",)
    return f"{names[0]} ({hit.entity.id})"


def _reasons(hit: Any, language: str) -> str:
    return "; ".join(reason.ja if language == "ja" else reason.text for reason in hit.reasons)


command.__name__ = "screen"
