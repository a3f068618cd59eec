"""``shiome consult``: consultation files, over all tools at once.

Without a subcommand it lists the files; options given before a subcommand count for it too.
"""

from __future__ import annotations

from shiome.cli.consult import entering, finding, papers
from shiome.cli.consult.listing import app

__all__ = ["app"]

for name, command, example in (
    ("open", entering.open_, entering.OPEN),
    ("add", entering.add, entering.ADD),
    ("ground", finding.ground, finding.GROUND),
    ("positions", finding.positions, finding.POSITIONS),
    ("agenda", papers.agenda, papers.AGENDA),
    ("minutes", papers.minutes, papers.MINUTES),
):
    app.command(name, epilog=f"Example: {example}")(command)
