"""Date expressions of a sentence: atoms joined to expressions, expressions to intervals, each resolved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import msgspec

from shiome.reading.coding.dates.atoms.atom import RANKS, Atom
from shiome.reading.coding.dates.atoms.resolution import Reading, resolve
from shiome.reading.coding.dates.find import DateContext, DateMention, Relation, readable

_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True, slots=True)
class DateRules:
    """How one language builds a date."""

    atoms: Callable[[str], Iterable[Atom]]
    """Atoms of a text, in order and without overlap."""
    coarse_first: bool
    """Whether the year comes before the month."""
    joiner: re.Pattern[str]
    """What may stand between two atoms of one expression."""
    ranges: re.Pattern[str]
    """What stands between the ends of an interval."""
    lists: re.Pattern[str]
    """What stands between two dates of which one lends the other its month or year."""
    behind: tuple[tuple[Relation, re.Pattern[str]], ...]
    """What stands behind a date and makes it an end of an interval."""
    before: tuple[tuple[Relation, re.Pattern[str]], ...]
    """The same in front of it."""
    fiscal_start: int = 1
    between: re.Pattern[str] | None = None
    """What stands before two dates joined like a list and makes them the ends of an interval."""
    ahead: re.Pattern[str] | None = None
    """What in a sentence says that it speaks of what is to come."""


class Expression(msgspec.Struct, frozen=True):
    """Atoms that belong together."""

    slots: dict[str, Atom]
    start: int
    end: int

    @property
    def finest(self) -> int:
        """Rank of its finest atom."""
        return max(RANKS[kind] for kind in self.slots)


def read_dates(text: str, context: DateContext, rules: DateRules) -> list[DateMention]:
    """The dates of a sentence; ``context.last`` is brought up to date."""
    plain = text.translate(_WIDE)
    expressions = _expressions(plain, list(rules.atoms(plain)), rules)
    if not expressions:
        return []
    ahead = rules.ahead is not None and rules.ahead.search(plain) is not None
    found: list[DateMention] = []
    at = 0
    while at < len(expressions):
        used, mentions = _read_at(plain, expressions, at, _Sentence(context, rules, ahead))
        found.extend(msgspec.structs.replace(mention, text=text[mention.start : mention.end]) for mention in mentions)
        at += used
    return found


@dataclass(frozen=True, slots=True)
class _Sentence:
    context: DateContext
    rules: DateRules
    ahead: bool

    def read(self, expression: Expression) -> Reading | None:
        """What the expression means where it stands."""
        reading = resolve(expression.slots, self.context, fiscal_start=self.rules.fiscal_start, ahead=self.ahead)
        return reading if reading is not None and readable(reading[0]) else None


def _expressions(text: str, atoms: Sequence[Atom], rules: DateRules) -> list[Expression]:
    found: list[Expression] = []
    group: list[Atom] = []
    for atom in atoms:
        if group and not _continues(text, group, atom, rules):
            found.append(_expression(group))
            group = []
        group.append(atom)
    if group:
        found.append(_expression(group))
    return found


def _expression(atoms: Sequence[Atom]) -> Expression:
    slots: dict[str, Atom] = {}
    for atom in atoms:
        slots[atom.kind] = atom
    return Expression(slots, atoms[0].start, atoms[-1].end)


def _continues(text: str, group: Sequence[Atom], atom: Atom, rules: DateRules) -> bool:
    last = group[-1]
    gap = text[last.end : atom.start]
    kinds = {member.kind for member in group}
    if last.kind == atom.kind == "year" and last.origin != "stated" and atom.origin == "stated":
        # 지난해(2024년) 11월: the year is said twice.
        return re.fullmatch(r"\s*[（(]?\s*|\s*인\s*|的\s*", gap) is not None
    if atom.kind in kinds or last.bare or last.kind == "rest" or atom.kind == "rest":
        return False
    if {"fiscal", "year"} <= kinds | {atom.kind} or {"week", "month"} <= kinds | {atom.kind}:
        return False
    if rules.joiner.fullmatch(gap) is None:
        return False
    step = RANKS[atom.kind] - RANKS[last.kind]
    return step > 0 if rules.coarse_first else _may_follow_up(last, atom, step)


def _may_follow_up(last: Atom, atom: Atom, step: int) -> bool:
    """Where the year comes last: parts stand before what they are part of, a weekday before the day."""
    if last.kind == "part":
        return step < 0
    if atom.kind == "part":
        return False
    return step < 0


# ---------------------------------------------------------------- one expression, or two that belong together


def _read_at(
    text: str, expressions: Sequence[Expression], at: int, sentence: _Sentence
) -> tuple[int, list[DateMention]]:
    first = expressions[at]
    if at + 1 < len(expressions):
        second = expressions[at + 1]
        joined = _joined(text, first, second, sentence)
        if joined:
            return 2, joined
    if any(atom.bare for atom in first.slots.values()):
        return 1, []
    mention = _single(text, first, sentence)
    return 1, [mention] if mention else []


def _joined(text: str, first: Expression, second: Expression, sentence: _Sentence) -> list[DateMention]:
    """An interval, or a list whose first date borrows from its second."""
    context, rules = sentence.context, sentence.rules
    if "rest" in first.slots or "rest" in second.slots:
        return []
    gap = text[first.end : second.start]
    is_list = rules.lists.fullmatch(gap) is not None
    if is_list and rules.between is not None and rules.between.search(text, 0, first.start):
        is_list = False
    elif not is_list and rules.ranges.fullmatch(gap) is None:
        return []
    if is_list and not any(atom.bare for atom in first.slots.values()):
        return []
    left, right = _shared(first, second)
    before = context.last
    start = sentence.read(left)
    end = _end_of(right, start, sentence) if start is not None else None
    context.last = before
    if start is None or end is None:
        return []
    if is_list:
        context.last = end[2]
        return [_mention(first, start, ""), _mention(second, end, "")]
    edtf = f"{start[0].split('/')[0]}/{end[0].split('/')[-1]}"
    if not readable(edtf):
        return []
    context.last = end[2]
    basis = end[1] if end[1] != "stated" and start[1] != "stated" else start[1]
    return [DateMention(start=first.start, end=second.end, text="", edtf=edtf, basis=basis)]


def _end_of(right: Expression, start: Reading, sentence: _Sentence) -> Reading | None:
    """The end of an interval or list; without a year of its own it lies in the year of the start, or the one after."""
    sentence.context.last = start[2]
    if "month" not in right.slots or "year" in right.slots or right.slots["month"].origin != "stated":
        return sentence.read(right)
    for year in (start[2].year, start[2].year + 1):
        over = Atom(right.start, right.start, "year", year)
        end = sentence.read(Expression({**right.slots, "year": over}, right.start, right.end))
        if end is not None and end[2].first() >= start[2].first():
            return end[0], start[1], end[2]
    return None


def _shared(first: Expression, second: Expression) -> tuple[Expression, Expression]:
    """The two ends, each with the coarser atoms that only the other has."""
    left, right = dict(first.slots), dict(second.slots)
    fine = max(first.finest, second.finest)
    for kind in ("year", "month"):
        if RANKS[kind] >= fine or not ({kind, "month", "day", "part", "quarter", "season"} & (set(left) & set(right))):
            continue
        if kind in left and kind not in right:
            right[kind] = left[kind]
        elif kind in right and kind not in left:
            left[kind] = right[kind]
    return Expression(left, first.start, first.end), Expression(right, second.start, second.end)


def _single(text: str, expression: Expression, sentence: _Sentence) -> DateMention | None:
    reading = sentence.read(expression)
    if reading is None:
        return None
    sentence.context.last = reading[2]
    return _mention(expression, reading, _relation(text, expression, sentence.rules))


def _mention(expression: Expression, reading: Reading, relation: Relation) -> DateMention:
    return DateMention(
        start=expression.start, end=expression.end, text="", edtf=reading[0], basis=reading[1], relation=relation
    )


def _relation(text: str, expression: Expression, rules: DateRules) -> Relation:
    for relation, pattern in rules.behind:
        if pattern.match(text, expression.end):
            return relation
    head = text[max(0, expression.start - 24) : expression.start]
    for relation, pattern in rules.before:
        if pattern.search(head):
            return relation
    return ""
