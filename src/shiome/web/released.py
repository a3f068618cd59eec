"""Whether what a page said before may be shown to somebody now.

What a page said was told to whoever froze it. Others may belong to other bodies, markings may have been narrowed and releases taken back
since; so nothing is shown that the same page would not tell the reader today.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from shiome.errors import ShiomeError
from shiome.web.downloads import rows_of
from shiome.web.model import Answer, Reader
from shiome.web.rendering import without

if TYPE_CHECKING:
    from shiome.web.asked import Asked
    from shiome.web.keeping import Frozen

_DAY_OR_ADDRESS = re.compile(r"\d{4}-\d\d-\d\d|/.*", re.DOTALL)
_VIEWS = frozenset({"view", "view_name", "views"})
"""What a page says of the view itself, not of what is seen in it."""


def content_of(answer: Answer) -> dict[str, Any]:
    """All that a page says, as plain data: its data, and the rows of its tables with the passages they rest on."""
    tables = {table.id: rows_of(table) for table in answer.tables}
    found: dict[str, Any] = msgspec.json.decode(msgspec.json.encode({"data": answer.data, "tables": tables}))
    return found


def may_see(asked: Asked, frozen: Frozen) -> bool:
    """Whether the reader may see what a page said before.

    It may where the page, as things stand now, holds nothing back from this reader that it tells the keeper of the workspace; and where
    it does hold something back, only if it tells the reader every word and figure of the content. Days and addresses are not compared,
    as they name the day and the view that were asked for.
    """
    if asked.reader.local:
        return True
    now = without(frozen.address, "as_of")
    keeper = Reader(name=frozen.made_by, role="administrator", local=True)
    try:
        found = [
            asked.desk.told(now, asked.reader),
            asked.desk.told(now, keeper),
            asked.desk.told(frozen.address, asked.reader),
        ]
    except ShiomeError:
        return False
    if any(each is None for each in found):
        return False
    mine, whole, _ = (_told(content_of(each)) for each in found if each is not None)
    if mine == whole:
        return True
    known = set(_leaves(mine))
    return all(leaf in known for leaf in _leaves(_told(msgspec.json.decode(frozen.content))))


def _told(content: dict[str, Any]) -> dict[str, Any]:
    data = {name: value for name, value in content["data"].items() if name not in _VIEWS}
    return {"data": data, "tables": content["tables"]}


def _leaves(value: Any) -> Iterator[Any]:
    """Every text, number and flag within plain data but for days and addresses."""
    if isinstance(value, dict):
        for each in value.values():
            yield from _leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from _leaves(each)
    elif not (isinstance(value, str) and _DAY_OR_ADDRESS.fullmatch(value)):
        yield value
