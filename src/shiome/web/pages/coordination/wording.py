"""Shared words: the bank, a draft held against it, and lines that may be said."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from datetime import date
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from shiome.coordination.terms import lines_for
from shiome.errors import InputRefused, NotKnown
from shiome.region.schema.words import Term, WordingLadder
from shiome.web.asked import Asked
from shiome.web.model import Answer, Done, Table
from shiome.web.naming import actor_name, actor_names
from shiome.web.pages.coordination.pieces import entry_name, joined, table

if TYPE_CHECKING:
    from shiome.coordination.terms import Departure, Formula, TermCheck
    from shiome.web.desk import Desk

LONGEST = 60_000
"""Characters of a draft."""
KEPT = 64
"""Drafts that are held at the same time."""
_DRAFTS: WeakKeyDictionary[Desk, OrderedDict[tuple[str, str], str]] = WeakKeyDictionary()
"""Drafts by who pasted them and a random name: in memory only, so that nothing of a draft is stored or stands in an address."""
_LOCK = threading.Lock()


def bank(asked: Asked) -> Answer:
    """The bank, a box for a draft, and lines by addressee."""
    to = asked.values["to"] or ""
    every = lines_for(asked.workspace.pack, as_of=asked.day)
    draft = asked.values["draft"] or ""
    data = {
        "draft": draft,
        "text": _draft(asked, draft) if draft else "",
        "longest": LONGEST,
        "to": to,
        "addressees": [(name, actor_name(asked, name)) for name in sorted({to for each in every for to in each.to})],
    }
    return Answer(template="coordination/terms.html", data=data, tables=[_lines(asked, to), _bank(asked)])


def _bank(asked: Asked) -> Table:
    rows = [
        {
            "concept": asked.text(each.name),
            "use": joined(asked, each.preferred.get(asked.language, ())),
            "avoid": joined(asked, each.avoid.get(asked.language, ())),
            "meaning": asked.text(each.meaning),
            "_sources": asked.cited(each.cite),
        }
        for each in asked.workspace.pack.entries("terms", Term).values()
    ]
    return table(asked, "bank", ("concept", "use", "avoid", "meaning"), rows)


def _lines(asked: Asked, to: str) -> Table:
    rows = [
        {
            "line": asked.text(each.text),
            "to": actor_names(asked, each.to) or asked.words("coordination.everybody"),
            "state": asked.words("coordination.line_" + each.status),
            "agreement": entry_name(asked, "agreements", each.source) if each.source else "",
            "_sources": asked.cited(each.cite),
        }
        for each in lines_for(asked.workspace.pack, to=to, as_of=asked.day)
    ]
    return table(asked, "said_as_is", ("line", "to", "state", "agreement"), rows)


def paste(asked: Asked) -> Done:
    """Take a draft to check it."""
    text = asked.values["text"] or ""
    if not text.strip():
        raise InputRefused("terms.draft", "there is no text", ja="文がない", hint="paste a draft", hint_ja="草案を貼る")
    name = secrets.token_urlsafe(12)
    with _LOCK:
        held = _DRAFTS.setdefault(asked.desk, OrderedDict())
        held[asked.reader.name, name] = text
        while len(held) > KEPT:
            held.popitem(last=False)
    return Done(to=asked.link("/coordination/terms", draft=name).removeprefix(f"/{asked.language}"))


def _draft(asked: Asked, name: str) -> str:
    with _LOCK:
        text = _DRAFTS.get(asked.desk, OrderedDict()).get((asked.reader.name, name))
    if text is None:
        raise NotKnown(
            "terms.draft",
            "this draft is no longer held",
            ja="この草案はもう保持していない",
            hint="paste it again",
            hint_ja="もう一度貼り付ける",
            failed=name,
        )
    return text


def checked(asked: Asked) -> Answer:
    """Departures of a draft with a mend for each, and how strongly it words the formulas; a part, as the bank is made ready for it."""
    text, reader, today = _draft(asked, asked.values["draft"] or ""), asked.workspace.reader, date.today()
    document = reader.read_bytes(text.encode(), "draft.txt", dated=asked.day.isoformat(), today=max(today, asked.day))
    found = reader.term_checker(today=asked.day).check(document)
    departures = ("line_number:number", "standing", "words", "instead", "mended", "why")
    formulas = ("formula", "state", "says", "expected", "where")
    return Answer(
        template="coordination/checked.html",
        data={"check": found.shape()},
        tables=[
            table(asked, "departures", departures, [_departure(asked, each) for each in found.departures]),
            table(asked, "formulas", formulas, _formulas(asked, found)),
        ],
    )


def _departure(asked: Asked, each: Departure) -> dict[str, Any]:
    t, mend = asked.words, each.mend
    return {
        "line_number": each.passage.line,
        "standing": t("coordination.standing_" + each.standing),
        "words": each.passage.words,
        "instead": "" if mend is None else mend.words + (t("coordination.fit") if mend.adjust else ""),
        "mended": "" if mend is None else mend.sentence,
        "why": t("coordination.because_" + each.because) if each.because else asked.text(each.reason),
        "_class": {"departure": "bad", "doubtful": "warn"}.get(each.standing, "soft"),
        "_sources": asked.cited(each.sources),
    }


def _formulas(asked: Asked, found: TermCheck) -> list[dict[str, Any]]:
    ladders = asked.workspace.pack.entries("wording_ladders", WordingLadder)
    return [_formula(asked, each, ladders[each.ladder]) for each in found.formulas]


def _formula(asked: Asked, each: Formula, ladder: WordingLadder) -> dict[str, Any]:
    return {
        "formula": asked.text(ladder.name),
        "state": asked.words("coordination.formula_" + each.state),
        "says": "" if each.rung is None else asked.text(ladder.rungs[each.rung].name),
        "expected": asked.text(ladder.rungs[each.expected].name),
        "where": joined(asked, (f"L{passage.line}" for passage in each.passages[:5])),
        "_class": {"present": "good", "weakened": "warn", "gone": "bad"}.get(each.state, "soft"),
        "_sources": asked.cited(ladder.cite),
    }
