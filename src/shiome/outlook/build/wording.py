"""What official texts and remarks name, leave out and rename."""

from __future__ import annotations

from shiome.outlook.build.context import Context, known_by, when_key
from shiome.outlook.build.parts import listed, remark, section
from shiome.outlook.model import Section, Statement
from shiome.records.model import Wording

MOST = 14


def wording(context: Context) -> Section:
    """The section on wording, newest knowledge first; within a document, the most recent text first."""
    words = context.words
    found = sorted(
        context.records(Wording),
        key=lambda w: (known_by(w, context.as_of), context.weight(w.actors), when_key(w.when), w.id),
        reverse=True,
    )
    statements = [statement for w in found if (statement := noted(context, w)) is not None]
    intro = (remark(words("wording.intro")),) if statements else ()
    return section(
        "wording",
        words("wording.title"),
        blocks=(*intro, *listed(statements, most=MOST, words=words)),
        empty=words("wording.none"),
    )


def noted(context: Context, found: Wording) -> Statement | None:
    """One finding: in which text, what was done to which term, against which baseline."""
    words = context.words
    evidence = context.book.sources(found.sources)
    if not evidence:
        return None
    text = context.text(found.text) or words.quoted(context.quote(evidence))
    details = [context.dated(found.when)]
    if found.baseline:
        details.append(words("wording.baseline", text=words.title(found.baseline)))
    if found.inferred:
        details.append(words("inferred"))
    lead = words("colon", a=words.title(found.text_id), b=words(f"wording.operations.{found.operation}"))
    return Statement(
        lead=lead,
        text=words.sentence(text),
        detail=words.listed([d for d in details if d]),
        evidence=evidence,
    )
