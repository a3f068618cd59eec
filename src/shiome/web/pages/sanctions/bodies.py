"""The first page of sanctions: the bodies that watch as one framework, and the events of the last watch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from shiome.web.asked import Asked
from shiome.web.columns import columns_of
from shiome.web.model import Answer, Table
from shiome.web.naming import actor_names
from shiome.web.pages.sanctions.watched import shown_events, told_of_watch

if TYPE_CHECKING:
    from shiome.sanctions.framework import Framework, FrameworkBody


def table(asked: Asked, name: str, columns: Sequence[str], rows: Sequence[dict[str, Any]], *, note: str = "") -> Table:
    """A table; its title and heads are the section's words."""
    title, heads = asked.words(f"sanctions.table_{name}"), columns_of(asked, "sanctions", *columns)
    return Table(id=name, title=title, columns=heads, rows=rows, note=note)


def framework(asked: Asked) -> Answer:
    """The framework as of the day, and what the last watch found."""
    from shiome.sanctions.framework import framework_of
    from shiome.sanctions.framework.shapes import framework_shape, word

    found = framework_of(asked.workspace.pack, as_of=asked.day)
    overlaps = ("pair", "share:share", "named_share:share", "shared")
    data = {
        "framework": framework_shape(found, asked.language),
        "uncovered": [word(each, asked.language) for each in found.uncovered],
        "watch": told_of_watch(asked),
    }
    tables = [
        table(
            asked, "bodies", ("body", "standing", "since:date", "until:date", "tasks", "members"), _bodies(asked, found)
        ),
        table(asked, "duties", ("duty", "standing", "taken_over_by", "gap"), _duties(asked, found)),
        table(asked, "routes", ("source", "target", "stage", "standing", "what"), _routes(asked, found)),
        table(asked, "overlaps", overlaps, _overlaps(asked, found), note=asked.words("sanctions.overlaps_note")),
        shown_events(asked),
    ]
    return Answer(template="sanctions/framework.html", data=data, tables=tables)


def _label(asked: Asked, body: FrameworkBody | None, identifier: str) -> str:
    return identifier if body is None else body.abbreviation or asked.text(body.name)


def _joined(asked: Asked, texts: Sequence[str]) -> str:
    return ("、" if asked.language == "ja" else ", ").join(texts)


def _bodies(asked: Asked, found: Framework) -> list[dict[str, Any]]:
    from shiome.sanctions.framework.shapes import word

    rows = []
    for body in found.bodies:
        further = actor_names(asked, body.further)
        members = [part for part in (actor_names(asked, body.members), further and f"({further})") if part]
        rows.append(
            {
                "body": asked.text(body.name) + (f" ({body.abbreviation})" if body.abbreviation else ""),
                "standing": word("working" if body.working else "ended", asked.language),
                "since": body.began,
                "until": body.ended,
                "tasks": _joined(asked, [word(each.task, asked.language) for each in body.tasks]),
                "members": " ".join(members),
                "_class": "" if body.working else "soft",
                "_sources": asked.cited(body.cite),
            }
        )
    return rows


def _duties(asked: Asked, found: Framework) -> list[dict[str, Any]]:
    from shiome.sanctions.framework.shapes import word

    return [
        {
            "duty": asked.text(each.duty.name),
            "standing": word(each.state, asked.language),
            "taken_over_by": _joined(asked, [_label(asked, found.body(s.body), s.body) for s in each.successors]),
            "gap": "" if each.state in ("held", "whole") else asked.text(each.duty.gap),
            "_class": {"nobody": "bad", "part": "warn"}.get(each.state, ""),
            "_sources": asked.cited([*each.duty.cite, *(cite for s in each.successors for cite in s.cite)]),
        }
        for each in found.duties
    ]


def _routes(asked: Asked, found: Framework) -> list[dict[str, Any]]:
    from shiome.sanctions.framework.shapes import word

    return [
        {
            "source": _label(asked, found.body(each.source), each.source),
            "target": _label(asked, found.body(each.target), each.target),
            "stage": word(each.stage, asked.language),
            "standing": word("open" if each.open else "said", asked.language),
            "what": asked.text(each.text),
            "_sources": asked.cited(each.cite),
        }
        for each in found.routes
    ]


def _overlaps(asked: Asked, found: Framework) -> list[dict[str, Any]]:
    return [
        {
            "pair": " / ".join(_label(asked, found.body(name), name) for name in (each.a, each.b)),
            "share": each.share,
            "named_share": each.named_share,
            "shared": actor_names(asked, each.shared),
        }
        for each in found.overlaps
    ]
