"""``shiome exchange``: a partner node: who the partners are, what they are given, what comes from them, the logs of it all."""

from __future__ import annotations

import typer

from shiome.cli.exchange import logs, making, partner, publishing, reading, running

app = typer.Typer(
    help="Exchange: give partners objects under release rules, take theirs over, and keep logs that nobody can rewrite.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.callback()
def _group() -> None:
    """Exchange: give partners objects under release rules, take theirs over, and keep logs that nobody can rewrite."""


app.command("init", epilog=making.INIT_EXAMPLE)(making.init)
app.command("key", epilog=making.KEY_EXAMPLE)(making.key)
app.add_typer(partner.app, name="partner")
app.command("token", epilog=partner.TOKEN_EXAMPLE)(partner.token)
app.command("publish", epilog=publishing.PUBLISH_EXAMPLE)(publishing.publish)
app.command("preview", epilog=publishing.PREVIEW_EXAMPLE)(publishing.preview)
app.command("revoke", epilog=publishing.REVOKE_EXAMPLE)(publishing.revoke)
app.command("subscribe", epilog=running.SUBSCRIBE_EXAMPLE)(running.subscribe)
app.command("sync", epilog=running.SYNC_EXAMPLE)(running.sync)
app.command("list", epilog=reading.LIST_EXAMPLE)(reading.list_)
app.command("show", epilog=reading.SHOW_EXAMPLE)(reading.show)
app.command("refused", epilog=reading.REFUSED_EXAMPLE)(reading.refused)
app.command("log", epilog=logs.LOG_EXAMPLE)(logs.log)
app.command("checkpoint", epilog=logs.CHECKPOINT_EXAMPLE)(logs.checkpoint)
app.command("verify", epilog=logs.VERIFY_EXAMPLE)(logs.verify)
app.command("serve", epilog=running.SERVE_EXAMPLE)(running.serve)
