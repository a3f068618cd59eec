"""``shiome feeds``: public event feeds to Parquet, what was loaded, and dyads counted."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shiome.cli import options
from shiome.cli.output import day, emit_json, emit_table, say

if TYPE_CHECKING:
    from shiome.bulk import Progress

app = typer.Typer(
    help="Event feeds (GDELT, ICEWS, POLECAT, ACLED, UCDP, and those of other packages).",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Store = Annotated[Path, typer.Option("--store", help="Folder of the Parquet data set.")]
STORE = Path("shiome-workspace/feeds")


@app.command(epilog="Example: shiome feeds load 20240619.export.CSV.zip --store feeds")
def load(
    paths: Annotated[list[Path], typer.Argument(metavar="PATHS", help="Files as the feeds distribute them.")],
    store: Store = STORE,
    feed: Annotated[str, typer.Option(help="Feed of all files; told from each file without it.")] = "",
    released: Annotated[
        str,
        typer.Option(help="Day of release, for feeds whose rows do not say when they became known.", metavar="DATE"),
    ] = "",
    again: Annotated[bool, typer.Option("--again", help="Load files anew that were loaded before.")] = False,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Load files into one event schema; bad rows go to a reject file, what is no such file is refused."""
    from shiome.bulk import load_feed
    from shiome.reading.dictionaries import cameo_to_plover

    report = load_feed(
        paths,
        store,
        feed=feed or None,
        released=day(released, "--released"),
        plover_of=cameo_to_plover,
        on_progress=_progress if sys.stderr.isatty() else None,
        again=again,
    )
    for entry in report.loaded:
        by = f" ({entry.by})" if entry.by else ""
        say(f"{entry.file}: {entry.feed}{by}, {entry.loaded} rows loaded, {entry.rejected} rejected")
    for entry in report.known:
        say(f"{entry.file}: loaded before")
    for refusal in report.refused:
        say(refusal.line(lang.value))
    if json:
        emit_json(
            {
                "loaded": report.loaded,
                "known": [entry.file for entry in report.known],
                "refused": [{"code": refusal.code, "message": refusal.message} for refusal in report.refused],
            }
        )
    if report.refused:
        raise typer.Exit(1)


@app.command("list", epilog="Example: shiome feeds list --store feeds --json")
def list_(store: Store = STORE, json: options.Json = False) -> None:
    """List the files that were loaded, with their counts and both clocks."""
    from shiome.bulk import read_manifest

    entries = read_manifest(store)
    if json:
        emit_json(entries)
        return
    emit_table(
        ["feed", "file", "rows", "rejected", "events", "known", "read by"],
        [
            [
                e.feed,
                e.file,
                str(e.loaded),
                str(e.rejected),
                f"{e.first_event}/{e.last_event}",
                f"{e.first_added}/{e.last_added}",
                e.by or "shiome",
            ]
            for e in entries
        ],
    )


@app.command(
    epilog="Example: shiome feeds dyads --actor CHN=CHN --actor KN=PRK --as-of 2024-06-30 --store feeds --json"
)
def dyads(
    actor: Annotated[list[str], typer.Option(help="WRITTEN=ACTOR: what the feed writes, and the actor meant; repeat.")],
    store: Store = STORE,
    feed: Annotated[list[str] | None, typer.Option(help="Only these feeds; repeat.")] = None,
    as_of: options.AsOf = "",
    json: options.Json = False,
) -> None:
    """Count events and mean Goldstein score of each directed dyad and day."""
    from shiome.bulk import dyad_day

    actors = {written: meant for written, _, meant in (pair.partition("=") for pair in actor)}
    batches = dyad_day(store, actors, as_of=day(as_of, "--as-of"), feeds=feed or None)
    rows = [row for batch in batches for row in batch.to_pylist()]
    if json:
        emit_json(rows)
        return
    headers = list(rows[0]) if rows else ["day", "source", "target"]
    emit_table(headers, [[str(value) for value in row.values()] for row in rows])


def _progress(progress: Progress) -> None:
    share = f"{100 * progress.read // progress.total:3d} %" if progress.total else f"{progress.read} bytes"
    sys.stderr.write(f"\r\x1b[2K{progress.file} {share} {progress.loaded} rows")
    sys.stderr.flush()
