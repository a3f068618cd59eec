"""The documents it rests on, and how it was made."""

from __future__ import annotations

from shiome.outlook.build.context import Context
from shiome.outlook.build.parts import section, tabled
from shiome.outlook.evidence import FEW
from shiome.outlook.model import Bullets, Cell, Remark, Section


def sources(context: Context) -> Section:
    """The section on documents and method."""
    words, region = context.words, context.pack.region
    pack = f"{region.id}@{region.version}" + words("paren", text=context.pack.fingerprint[:12])
    rows = [
        (
            Cell(text=document.title, note=words("sources.number", id=document.id)),
            Cell(text=words.listed([document.author or words("labels.unnamed"), document.publisher])),
            Cell(text=document.day),
            Cell(text=words("sources.held") if document.at_hand else words("sources.absent")),
        )
        for document in context.documents.values()
    ]
    columns = (("name", 4), ("author", 3), ("date", 2), ("text", 1.6))
    table = tabled(
        words("sources.documents_caption", day=context.dated(context.as_of.isoformat())),
        [(words(f"sources.{name}"), width) for name, width in columns],
        rows,
        most=40,
        words=words,
    )
    method = Bullets(
        items=(
            Remark(text=words("sources.known")),
            Remark(text=words("sources.evidence", n=FEW)),
            Remark(text=words("sources.closeness")),
            Remark(text=words("sources.valued")),
            Remark(text=words("sources.bands")),
            Remark(text=words("sources.lists")),
            Remark(text=words("sources.status")),
            Remark(text=words("sources.viewpoint", text=context.text(region.viewpoint))),
            Remark(text=words("sources.pack", pack=pack)),
        )
    )
    return section(
        "sources",
        words("sources.title"),
        sections=(
            section("sources.documents", words("sources.documents"), blocks=table, empty=words("none")),
            section("sources.method", words("sources.method"), blocks=(method,)),
        ),
    )
