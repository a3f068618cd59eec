"""``shiome ledger``: judgements, their outcomes, forecasts and scores.

Without a subcommand it lists the judgements; options given before a subcommand count for it too.
"""

from __future__ import annotations

from shiome.cli.ledger import looking, scoring, writing
from shiome.cli.ledger.listing import EXAMPLE, app, listing

__all__ = ["app"]

app.callback(epilog=EXAMPLE)(listing)
for command, example in (
    (writing.add, writing.ADD),
    (writing.resolve, writing.RESOLVE),
    (writing.forecast, writing.FORECAST),
    (scoring.scores, scoring.SCORES),
    (scoring.calibration, scoring.CALIBRATION),
    (looking.revisions, looking.REVISIONS),
    (looking.due, looking.DUE),
    (looking.aggregate, looking.AGGREGATE),
):
    app.command(epilog=f"Example: {example}")(command)
