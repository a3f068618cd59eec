"""``shiome votes``: votes of the General Assembly, how often two states vote alike, and where each stands."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import Annotated

import typer

from shiome.cli import options
from shiome.cli.output import emit_json, emit_table, say

app = typer.Typer(
    help="General Assembly votes: loading, agreement, ideal points.", no_args_is_help=True, rich_markup_mode=None
)
Store = Annotated[Path, typer.Option("--store", help="Folder of the votes; yardsticks look into the workspace's own.")]
STORE = Path("shiome-workspace/votes")
First = Annotated[str, typer.Argument(metavar="A", help="A state, by its ISO 3166 letters: CHN.")]
Second = Annotated[str, typer.Argument(metavar="B", help="The other state.")]
Variant = Annotated[str, typer.Option(help="all, important, nuclear or final_passage.")]


@app.command(epilog="Example: shiome votes load UNVotesPublished.csv.gz Matches.csv --store votes")
def load(
    paths: Annotated[list[Path], typer.Argument(metavar="PATHS", help="Files as their authors distribute them.")],
    store: Store = STORE,
    first_session: Annotated[int, typer.Option(help="First session to take from the files.")] = 1,
    last_session: Annotated[int, typer.Option(help="Last session to take from the files.")] = 9999,
    json: options.Json = False,
) -> None:
    """Load roll calls; what is loaded already is known again, and a file with a fault is refused whole."""
    from shiome.yardsticks.votes import load_votes

    report = load_votes(paths, store, sessions=(first_session, last_session))
    if json:
        emit_json(report)
    say(
        f"{report.added_votes} votes on {report.added_calls} roll calls added, {report.known_votes} known; "
        f"sessions {report.first_session} to {report.last_session}, {report.members} members"
    )


@app.command(epilog="Example: shiome votes points IdealpointsJuly2025.csv --store votes")
def points(
    paths: Annotated[list[Path], typer.Argument(metavar="PATHS", help="Published tables of ideal points.")],
    store: Store = STORE,
    json: options.Json = False,
) -> None:
    """Load ideal points as their authors publish them."""
    from shiome.yardsticks.votes import load_ideal_points

    names = load_ideal_points(paths, store)
    if json:
        emit_json(names)
    say(f"loaded: {', '.join(names)}")


@app.command(epilog="Example: shiome votes estimate --variant important --store votes")
def estimate(
    variant: Variant = "all",
    iterations: Annotated[int, typer.Option(help="Iterations of the sampler; 0 for its usual number.")] = 0,
    seed: Annotated[int, typer.Option(help="The same seed gives the same draws.")] = 0,
    extended: Annotated[
        str,
        typer.Option("--extend", help="Keep the ideal points of this name and estimate only the sessions after them."),
    ] = "",
    store: Store = STORE,
    json: options.Json = False,
) -> None:
    """Estimate ideal points by the dynamic ordinal model; stopped with Ctrl-C it goes on where it was."""
    from shiome.yardsticks.votes import estimate as sample
    from shiome.yardsticks.votes import extend, open_ideal_points, open_votes, save_ideal_points

    table = open_votes(store)
    state = store / f"{variant}-{seed}.state"
    with _Stop() as stop:
        if extended:
            before = open_ideal_points(store, name=extended)
            found = extend(before, table, iterations=iterations or None, seed=seed, progress=_progress, stop=stop)
        else:
            found = sample(
                table,
                variant=variant,  # type: ignore[arg-type] # refused there where it is none
                iterations=iterations or None,
                seed=seed,
                progress=_progress,
                stop=stop,
                state=state,
            )
    if not found.complete:
        say("stopped; nothing was kept" if extended else "stopped; the same command goes on where it was")
        raise typer.Exit(130)
    path = save_ideal_points(found, store)
    if not extended:
        state.unlink(missing_ok=True)
    states = len(set(found.cow.tolist()))
    if json:
        emit_json({"variant": found.variant, "states": states, "sessions": list(found.sessions)})
    say(f"ideal points of {states} states in {len(found.sessions)} sessions: {path}")


class _Stop:
    """Whether Ctrl-C was pressed: the sampler ends its iteration and keeps its state."""

    asked = False

    def __enter__(self) -> _Stop:
        self._before = signal.signal(signal.SIGINT, self._ask)
        return self

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, self._before)

    def _ask(self, *_: object) -> None:
        self.asked = True
        # A second Ctrl-C ends at once.
        signal.signal(signal.SIGINT, self._before)

    def __call__(self) -> bool:
        return self.asked


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty() and (done % 50 == 0 or done == total):
        sys.stderr.write(f"\r\x1b[2K{done} of {total} iterations")
        sys.stderr.flush()


@app.command(epilog="Example: shiome votes agreement CHN RUS --store votes")
def agreement(
    first: First,
    second: Second,
    measure: Annotated[
        str, typer.Option(help="identical, or graded (yes against abstain counts a half).")
    ] = "identical",
    divided: Annotated[bool, typer.Option("--divided", help="Only roll calls on which votes differed.")] = False,
    store: Store = STORE,
    json: options.Json = False,
) -> None:
    """Show how often two states voted alike, session by session."""
    from shiome.yardsticks.votes import agreement as agree
    from shiome.yardsticks.votes import open_votes

    series = agree(open_votes(store), (first, second), measure=measure, unanimous=not divided)  # type: ignore[arg-type] # refused there
    _show(series.points, json=json)


@app.command(epilog="Example: shiome votes distance RUS PRK --variant final_passage --store votes")
def distance(
    first: First,
    second: Second,
    variant: Variant = "all",
    store: Store = STORE,
    json: options.Json = False,
    lang: options.Lang = options.LANG,
) -> None:
    """Show how far apart two states stand, in every variant there is, and where the one chosen turns."""
    from shiome.cli.turning import show_turning
    from shiome.workspace.tables import ideal_points, kept_variants
    from shiome.yardsticks.turning.report import turning_points
    from shiome.yardsticks.turning.settings import Settings
    from shiome.yardsticks.votes import distances

    pair = (first, second)
    found = {
        name: distances(ideal_points(store, name), pair)
        for name in dict.fromkeys((variant, *kept_variants(store)))
        if name != "legacy"
    }
    series = found[variant]
    others = {name: other for name, other in found.items() if name != variant}
    # A distance closes by ratios: from 0.4 to 0.1 is as far as from 0.8 to 0.2.
    turning = turning_points(series, settings=Settings(scale="log"), variants=others)
    if json:
        emit_json(
            {
                "pair": pair,
                "series": series.points,
                "variants": {n: s.points for n, s in others.items()},
                "turning": turning,
            }
        )
        return
    beside = {name: {point.when: point.value for point in other} for name, other in others.items()}
    emit_table(
        ["year", variant, "low", "high", "votes", *others],
        [
            [
                p.when,
                *map(_number, (p.value, p.low, p.high)),
                str(p.n),
                *(_number(beside[n].get(p.when)) for n in others),
            ]
            for p in series
        ],
    )
    show_turning(turning, lang.value)


def _number(value: float | None) -> str:
    return f"{value:.3f}" if value is not None else ""


def _show(points: object, *, json: bool) -> None:
    from shiome.yardsticks.series import Point

    rows = [point for point in points if isinstance(point, Point)] if isinstance(points, tuple) else []
    if json:
        emit_json(rows)
        return
    emit_table(
        ["session", "value", "low", "high", "votes"],
        [[p.when, *map(_number, (p.value, p.low, p.high)), str(p.n)] for p in rows],
    )
