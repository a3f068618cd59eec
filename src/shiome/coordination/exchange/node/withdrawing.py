"""Taking back: earlier versions of a revoked object are given to nobody any more, and erased where the originator asks for it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update

from shiome.coordination.exchange.node.schema import outbox, views
from shiome.coordination.exchange.node.stored import StoredView
from shiome.coordination.exchange.node.work import Work


def withdraw_earlier(work: Work, revoked: StoredView, *, purge: bool) -> None:
    """Take the earlier versions of an object out of every outbox; with ``purge`` erase their bytes too.

    Only what came from the same originator is touched: nobody takes back what is another's. The rows stay, empty, so that the numbers
    have no hole; the log keeps what was given to whom.
    """
    work.writes.flush()
    mine = (
        views.c.stix_id == revoked.stix_id,
        views.c.originator == revoked.originator,
        views.c.digest != revoked.digest,
    )
    earlier = views.c.version <= revoked.version
    digests = list(
        work.connection.execute(select(views.c.digest).where(*mine, earlier, views.c.revoked == 0)).scalars()
    )
    _withdraw_everywhere(work, digests)
    if purge and digests:
        erased = update(views).where(views.c.digest.in_(digests), views.c.purged_at.is_(None))
        work.connection.execute(erased.values(content=None, purged_at=work.at))
        for digest in digests:
            work.journal.note("node", "erase", digest=digest)


def withdraw_from(work: Work, partner: str, sequences: Sequence[int]) -> None:
    """Take rows out of one partner's outbox, as that partner asked."""
    rows = update(outbox).where(outbox.c.partner == partner, outbox.c.sequence.in_(sequences))
    work.connection.execute(rows.where(outbox.c.withdrawn_at.is_(None)).values(withdrawn_at=work.at))
    work.journal.note(partner, "withdraw", sequences=list(sequences))


def _withdraw_everywhere(work: Work, digests: Sequence[str]) -> None:
    if not digests:
        return
    standing = (outbox.c.digest.in_(digests), outbox.c.withdrawn_at.is_(None))
    found = work.connection.execute(select(outbox.c.partner, outbox.c.sequence).where(*standing)).all()
    work.connection.execute(update(outbox).where(*standing).values(withdrawn_at=work.at))
    for partner, sequence in found:
        work.journal.note(partner, "withdraw", sequences=[sequence])
