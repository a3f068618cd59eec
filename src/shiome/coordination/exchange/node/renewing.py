"""Objects that are computed anew each time they are published: a later version where something has changed, the same where nothing has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, bindparam, select

from shiome.coordination.exchange.node.among import among, listed
from shiome.coordination.exchange.node.database import from_us
from shiome.coordination.exchange.node.publishing import publication_row
from shiome.coordination.exchange.node.schema import publications, views
from shiome.coordination.exchange.node.stored import read_time
from shiome.coordination.exchange.objects.times import stamp
from shiome.coordination.exchange.release import Publication

_LAST = (
    select(publications)
    .where(among(publications.c.stix_id, "ids"))
    .order_by(publications.c.published_at, publications.c.version)
)


_REVOKED = select(views.c.stix_id).where(
    views.c.revoked == 1, views.c.originator == bindparam("originator"), among(views.c.stix_id, "ids")
)


def renewed(connection: Connection, given: Sequence[Publication], *, originator: str, at: int) -> list[Publication]:
    """The publications as versions after those that are out already, in object and labels with nodes in the place of groups.

    What is out unchanged keeps its version, so that only partners that do not have it are given it; of a kind without versions it is left
    out. What has changed gets the present as the time of its version. What was taken back stays so, and is left out.
    """
    identifiers = {"ids": listed(each.object["id"] for each in given)}
    last = {row.stix_id: row for row in connection.execute(_LAST, identifiers)}
    gone = set(connection.execute(_REVOKED, identifiers | {"originator": originator}).scalars())
    found = []
    for each in given:
        before = last.get(each.object["id"])
        after = each if before is None else _after(each, before, at=at)
        if after is not None and after.object["id"] not in gone:
            found.append(after)
    return found


def _after(each: Publication, before: Row[Any], *, at: int) -> Publication | None:
    out = msgspec.json.decode(bytes(before.content))
    versioned = "modified" in each.object
    same = _version(each, out["modified"]) if versioned else each
    _identifier, _version_number, *what = publication_row(same, at)
    if what == [bytes(before.content), before.label, before.fields]:
        return same if versioned else None
    if not versioned:
        return each
    later = max(from_us(at), from_us(read_time(out["modified"], "modified")) + timedelta(milliseconds=1))
    return _version(each, stamp(later))


def _version(each: Publication, modified: str) -> Publication:
    return replace(each, object={**each.object, "modified": modified})
