"""Exchange: the partners of the workspace's node, what waits for them, its log and the signed state of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from shiome.errors import StoreUnavailable
from shiome.web.asked import Asked
from shiome.web.model import Answer, Table
from shiome.web.naming import actor_name
from shiome.web.pages.coordination.pieces import entry_names, table

if TYPE_CHECKING:
    from shiome.coordination.exchange.node import Node

FOLDER = "exchange"
"""Folder of the workspace that holds the node's files, as ``shiome exchange init`` makes it."""
ENTRIES = 60
"""Newest entries of the log that are shown."""
_OWN = "node"
"""Name of the node's own log."""


def exchange(asked: Asked) -> Answer:
    """The node of the workspace, or how one is made."""
    node = _node(asked)
    if node is None:
        return Answer(template="coordination/no_node.html", data={"node": None})
    with node:
        data = {
            "node": node.name,
            "party": actor_name(asked, node.identity.party),
            "entries": node.log_size(_OWN),
            "checkpoint": node.kept_note(_OWN),
            "refused": len(node.refusals()),
        }
        tables = [_partners(asked, node), _log(asked, node, ENTRIES)]
    return Answer(template="coordination/exchange.html", data=data, tables=tables)


def newest(asked: Asked) -> Answer:
    """The newest entries of the node's log, for the overview; a part of it."""
    node = _node(asked)
    if node is None:
        return Answer(template="coordination/no_node_part.html", data={"node": None})
    with node:
        return Answer(template="coordination/part.html", data={"node": node.name}, tables=[_log(asked, node, 6)])


def _node(asked: Asked) -> Node | None:
    from shiome.coordination.exchange.node import Node

    try:
        return Node.open(asked.workspace.folder / FOLDER)
    except StoreUnavailable as error:
        if error.code != "exchange.missing":
            raise
        return None


def _partners(asked: Asked, node: Node) -> Table:
    rows = [
        {
            "partner": each.node,
            "party": actor_name(asked, each.party),
            "role": asked.words("coordination.role_" + each.role),
            "bodies": entry_names(asked, "bodies", each.bodies),
            "given": each.sequence,
            "waiting": each.sequence - each.acknowledged,
            "taken_over": each.cursor,
            "witnessed": node.seen_size(each.node),
            "_class": "warn" if each.sequence > each.acknowledged else "",
        }
        for each in node.partners()
    ]
    columns = ("partner:code", "party", "role", "bodies", "given:number", "waiting:number")
    return table(asked, "partners", (*columns, "taken_over:number", "witnessed:number"), rows)


def _log(asked: Asked, node: Node, count: int) -> Table:
    size = node.log_size(_OWN)
    first = max(0, size - count)
    entries = node.log_entries(_OWN, first=first, count=count)
    rows = [_entry(asked, number, entry) for number, entry in enumerate(entries, start=first)]
    return table(asked, "exchanged", ("number:number", "at_time:code", "kind", "facts"), reversed(rows))


def _entry(asked: Asked, number: int, content: bytes) -> dict[str, Any]:
    facts: dict[str, Any] = msgspec.json.decode(content)
    at, kind = facts.pop("at", ""), str(facts.pop("kind", ""))
    told = "; ".join(f"{name}: {_short(value)}" for name, value in facts.items())
    return {"number": number, "at_time": at, "kind": asked.words("coordination.entry_" + kind), "facts": told}


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return text if len(text) <= 48 else text[:47] + "…"
