"""Bodies, agreements and commitments with where they stand as of the day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from shiome.outlook.build.context import Context, known_by, when_key
from shiome.outlook.build.parts import part, remark, section, tabled
from shiome.outlook.model import Cell, Section
from shiome.records.model import Commitment
from shiome.region.asof import known_on
from shiome.region.schema.common import Stage
from shiome.region.schema.institutions import Agreement, Body

BODIES = 18
AGREEMENTS = 14
COMMITMENTS = 20
_WEIGHTS_OF_STATE = {"stalled": 0, "lapsed": 0, "broken": 0, "fulfilled": 1, "launched": 2, "held": 3, "continued": 3}
"""What a reader must know first: what stands still, then what was done, then what goes on; the merely agreed last."""


def institutions(context: Context) -> Section:
    """The section on bodies, agreements and commitments."""
    words = context.words
    return section(
        "institutions",
        words("institutions.title"),
        empty=words("institutions.none"),
        sections=(_bodies(context), _agreements(context), _commitments(context)),
    )


def state_name(context: Context, state: str) -> str:
    """The word for a stage, or the pack's own where the catalogue has none."""
    name = f"institutions.states.{state}"
    return context.words(name) if context.words.has(name) else state.replace("-", " ").replace("_", " ")


def _bodies(context: Context) -> Section | None:
    found: list[tuple[Body, Stage, tuple[int, ...]]] = []
    for body in context.entries("bodies", Body).values():
        stage = body.life[-1] if body.life else Stage(state="proposed", cite=body.cite)
        if evidence := context.book.cite(stage.cite or body.cite, few=3):
            found.append((body, stage, evidence))
    found.sort(key=lambda f: _order(context, f[1], f[0].cite, f[0].members))
    rows = [
        (
            Cell(text=_named(context, body), note=_members(context, body)),
            _status(context, body.life or (stage,)),
            _latest(context, stage, context.text(body.about), evidence),
        )
        for body, stage, evidence in found
    ]
    return _table(context, "bodies", (("name", 3.2), ("status", 1.6), ("latest", 5)), rows, BODIES)


def _status(context: Context, life: Sequence[Stage]) -> Cell:
    """Where it stands: a proposal about something that exists does not make it merely proposed."""
    real = [stage for stage in life if stage.state != "proposed"]
    return Cell(text=context.words.capital(state_name(context, (real or life)[-1].state)))


def _latest(context: Context, stage: Stage, about: str, evidence: tuple[int, ...]) -> Cell:
    text = context.words.sentence(context.text(stage.text) or about)
    return Cell(text=text, note=context.label(stage.when), evidence=evidence)


def _named(context: Context, body: Body) -> str:
    name = context.text(body.name)
    if not body.abbreviation or body.abbreviation in name:
        return name
    return name + context.words("paren", text=body.abbreviation)


def _members(context: Context, body: Body) -> str:
    """Who belongs to it; nothing where the pack names only the body itself, as one whose members are not told."""
    names = context.names(body.members)
    return "" if names in (*body.name.values(), body.abbreviation) or body.members == (body.id,) else names


def _agreements(context: Context) -> Section | None:
    found: list[tuple[Agreement, Stage, tuple[int, ...]]] = []
    for agreement in context.entries("agreements", Agreement).values():
        made = Stage(state="made", when=agreement.made, text=agreement.about, cite=agreement.cite)
        stage = agreement.life[-1] if agreement.life else made
        if evidence := context.book.cite(stage.cite or agreement.cite, few=3):
            found.append((agreement, stage, evidence))
    found.sort(key=lambda f: _order(context, f[1], f[0].cite, f[0].parties))
    rows = [
        (
            Cell(text=context.text(agreement.name), note=context.names(agreement.parties)),
            _status(context, agreement.life or (stage,)),
            _latest(context, stage, context.text(agreement.about), evidence),
        )
        for agreement, stage, evidence in found
    ]
    return _table(context, "agreements", (("name", 3.2), ("status", 1.6), ("latest", 5)), rows, AGREEMENTS)


def _order(context: Context, stage: Stage, cite: Sequence[str], members: Sequence[str]) -> tuple[int, int, int]:
    """Newly known first, then whom it concerns, then recency."""
    known = known_on(context.pack, stage.cite or cite) or date.min
    recency = -when_key(stage.when).toordinal()
    return (not context.is_new(known), -context.weight(members), recency)


def _commitments(context: Context) -> Section | None:
    words = context.words
    found = sorted(context.records(Commitment), key=lambda c: commitment_order(context, c))
    rows = [row for commitment in found if (row := _commitment(context, commitment)) is not None]
    table = _table(
        context,
        "commitments",
        (("promise", 4), ("owner", 2), ("status", 1.5), ("latest", 3.4)),
        rows,
        COMMITMENTS,
    )
    if table is None:
        return None
    tally = Counter(commitment.state for commitment in found)
    parts = words.join([f"{state_name(context, state)} {n}" for state, n in tally.most_common()])
    counted = remark(words("institutions.tally", n=len(found), parts=parts))
    return Section(key=table.key, title=table.title, blocks=(counted, *table.blocks))


def commitment_order(context: Context, commitment: Commitment) -> tuple[bool, int, int]:
    """Newly known first, then what stands still or was done, then recency."""
    return (
        not context.is_new(known_by(commitment, context.as_of)),
        _WEIGHTS_OF_STATE.get(commitment.state, 4),
        -when_key(commitment.confirmed_on or commitment.when).toordinal(),
    )


def _commitment(context: Context, commitment: Commitment) -> tuple[Cell, ...] | None:
    words = context.words
    evidence = context.book.sources(commitment.sources, few=3)
    if not evidence:
        return None
    agreement = context.entries("agreements", Agreement).get(commitment.text_id)
    # Who confirmed it last belongs to the last state; an earlier version must not name a later confirmer.
    by = commitment.confirmed_by if commitment.known_until is None else ""
    day = context.label(commitment.confirmed_on or commitment.when)
    latest = context.text(commitment.text) or state_name(context, commitment.state)
    return (
        Cell(text=words.title(commitment.content), note=context.text(agreement.name) if agreement else ""),
        Cell(text=context.names(commitment.owner)),
        Cell(
            text=words.capital(state_name(context, commitment.state)),
            note=words("institutions.due_by", day=context.dated(commitment.due)) if commitment.due else "",
        ),
        Cell(
            text=words.sentence(latest),
            note=words.listed([day, by and words("institutions.confirmed_by", who=context.actor(by))]),
            evidence=evidence,
        ),
    )


def _table(
    context: Context, key: str, columns: Sequence[tuple[str, float]], rows: Sequence[tuple[Cell, ...]], most: int
) -> Section | None:
    words = context.words
    titled = [(words(f"institutions.{name}"), width) for name, width in columns]
    table = tabled(words(f"institutions.{key}_caption"), titled, rows, most=most, words=words)
    return part(f"institutions.{key}", words(f"institutions.{key}"), table)
