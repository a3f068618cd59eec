"""The application and its commands."""

from __future__ import annotations

from typing import Annotated

import typer

from shiome import __version__
from shiome.cli import (
    account,
    backup,
    commitments,
    compare,
    consult,
    documents,
    dyads,
    exchange,
    feeds,
    futures,
    ingest,
    init,
    inputs,
    ledger,
    measure,
    outlook,
    plugins,
    policy,
    records,
    region,
    restore,
    review,
    sanctions,
    search,
    serve,
    systems,
    terms,
    votes,
    warning,
)

app = typer.Typer(
    name="shiome",
    help="Policy coordination for a regional security problem: from sentence to scenario to position.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"shiome {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Policy coordination for a regional security problem: from sentence to scenario to position."""


for command in (
    init,
    ingest,
    documents,
    records,
    search,
    compare,
    measure,
    outlook,
    serve,
    backup,
    restore,
    systems,
    plugins,
):
    app.command(epilog=command.EXAMPLE)(command.command)
app.add_typer(ledger.app, name="ledger")
app.add_typer(account.app, name="account")
app.add_typer(review.app, name="review")
app.add_typer(terms.app, name="terms")
app.add_typer(region.app, name="region")
app.add_typer(feeds.app, name="feeds")
app.add_typer(dyads.app, name="dyads")
app.add_typer(votes.app, name="votes")
app.add_typer(futures.app, name="futures")
app.add_typer(policy.app, name="policy")
app.add_typer(commitments.app, name="commitments")
app.add_typer(inputs.app, name="inputs")
app.add_typer(consult.app, name="consult")
app.add_typer(sanctions.app, name="sanctions")
app.add_typer(exchange.app, name="exchange")
app.add_typer(warning.app, name="warning")
