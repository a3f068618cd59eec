"""From lines to blocks: which line is a heading, an item or an imprint, and which lines make one paragraph.

A line end, a blank line or a page break inside a sentence is taken out of the clean text; one between paragraphs becomes
the single line end that separates two blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shiome.reading.text.draft import Draft, Edit
from shiome.reading.text.metadata.lines import is_imprint, may_sign
from shiome.reading.text.repair.furniture import drop_furniture
from shiome.reading.text.repair.lines import Container, Hint, Layout, Line, layout_of, matches, split_lines
from shiome.reading.text.scripts import CJK, width
from shiome.reading.text.sentences import Role
from shiome.reading.text.tables import pattern

_HYPHEN = re.compile("[A-Za-zА-Яа-яЁё]+[-\u2010]$")
_WORD_START = re.compile("[a-zа-яё]+")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a block of the clean text is, before its offsets are final."""

    role: Role
    level: int


def lay_out(draft: Draft, *, cjk: bool, container: Container) -> list[Shape]:
    """Join the draft's lines to blocks, one per line of the text it leaves; the shapes of these blocks in order."""
    lines = split_lines(draft)
    layout = layout_of(lines, cjk=cjk, container=container)
    lines = drop_furniture(draft, lines, layout)
    _hint(draft, lines, container.hints)
    _classify(lines, layout)
    _demote_runs(lines)
    shapes: list[Shape] = []
    draft.apply(list(_edits(draft, lines, layout, shapes)))
    return shapes


def _hint(draft: Draft, lines: list[Line], hints: Sequence[Hint]) -> None:
    at = 0
    ordered = sorted(hints, key=lambda hint: (hint.start, hint.end))
    for line in lines:
        raw = draft.starts[line.start]
        while at < len(ordered) and ordered[at].end <= raw:
            at += 1
        if at < len(ordered) and ordered[at].start <= raw:
            line.role, line.level, line.marked = ordered[at].role, ordered[at].level, True
            line.hard = line.hard or line.role == "heading"


def _classify(lines: list[Line], layout: Layout) -> None:
    body = False
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        after = lines[at + 1] if at + 1 < len(lines) else None
        done = before is None or before.role in ("heading", "imprint") or line.hard or layout.terminated(before)
        if line.role == "text":
            line.role, line.level = _role(line, before, after, layout, done=done, body=body)
        mark = {"heading": "heading_mark", "bullet": "bullet"}.get(line.role)
        if mark and (found := pattern("layout", mark).match(line.text)) and found.end() < len(line.text):
            line.shift(found.end())
        body = body or (line.role in ("text", "bullet") and layout.terminated(line))


def _role(
    line: Line, before: Line | None, after: Line | None, layout: Layout, *, done: bool, body: bool
) -> tuple[Role, int]:
    if is_imprint(line.text, head=not body):
        return "imprint", 0
    if not body and before is not None and before.role == "imprint" and may_sign(line.text):
        return "imprint", 0
    separate = done or line.blanks > 0
    if separate and (level := _marked_level(line, layout)):
        line.marked = True
        return "heading", level
    if matches(line, "bullet") and (done or line.blanks > 0 or (before is not None and before.role == "bullet")):
        return "bullet", 0
    if done and _is_short(line, layout, 0.75):
        if matches(line, "enumerator") and (line.blanks or before is None or line.hard or before.role == "heading"):
            line.marked = True
            return "heading", 3 if line.text[0] in "（(" else 2
        if not layout.container.structured and _is_alone(line, before, after, layout):
            return "heading", 1 if before is None else 2
    return "text", 0


def _marked_level(line: Line, layout: Layout) -> int:
    """Level of a heading that says so itself; 0 for any other line."""
    full = "。．" if layout.cjk else "."
    if line.text[-1] in full or line.width > 160:
        return 0
    if matches(line, "chapter") and not matches(line, "unfinished_end"):
        return 1
    if matches(line, "heading_mark") or matches(line, "bracketed_heading"):
        return 2
    return 0


def _is_short(line: Line, layout: Layout, share: float) -> bool:
    """Whether the line ends well before a full line would, and not as a sentence does."""
    return (
        line.width <= max(share * layout.width, 24)
        and len(line.text) <= 80
        and not layout.terminated(line)
        and not line.cut
        and not matches(line, "unfinished_end")
        and any(char.isalpha() for char in line.text)
    )


def _is_alone(line: Line, before: Line | None, after: Line | None, layout: Layout) -> bool:
    if after is None or matches(after, "continuation"):
        return False
    if layout.wrapped and line.width < 0.6 * min(layout.width, max(after.width, before.width if before else 0)):
        # It begins a sentence, ends well before the margin, and ends no sentence.
        return "。" not in line.text and line.role == "text"
    if not (after.blanks or after.hard or after.indent):
        return False
    return before is None or line.blanks > 0 or line.hard or before.role in ("heading", "imprint")


def _demote_runs(lines: list[Line]) -> None:
    """Three or more unmarked headings in a row are no headings: verse, a list, a table."""
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and lines[end].role == "heading" and not lines[end].marked:
            end += 1
        if end - at >= 3:
            for line in lines[max(at, 1) : end]:
                line.role, line.level, line.hard = "text", 0, True
            if end < len(lines):
                lines[end].hard = True
        at = max(end, at + 1)


def _edits(draft: Draft, lines: list[Line], layout: Layout, shapes: list[Shape]) -> Iterator[Edit]:
    """The edits between lines; fills ``shapes`` with one entry per block."""
    at, before = 0, None
    words: set[str] | None = None
    for number, line in enumerate(lines):
        if before is None or _breaks(lines, number, layout):
            glue, kind = ("\n" if before else ""), "block break"
            shapes.append(Shape(line.role, line.level))
        else:
            line.role = before.role
            kind = "line join"
            hyphen = _HYPHEN.search(before.text) if not CJK.match(line.text) else None
            if hyphen and _WORD_START.match(line.text):
                words = words if words is not None else set(re.findall(r"[^\W\d_]+", draft.text.lower()))
                at -= _closes_up(hyphen[0], line.text, words)
                glue = ""
            else:
                glue = _glue(before.text, line.text, layout)
        if line.start > at:
            _drop_mark(draft, at, line)
            yield from _gap(draft.text, at, line.start, glue, kind)
        at, before = line.end, line
    if at < len(draft.text):
        yield Edit(at, len(draft.text), "", "block break")


def _gap(text: str, start: int, end: int, glue: str, kind: str) -> Iterator[Edit]:
    """Put ``glue`` in the place of a gap: its first character stands for the gap, so that what else was in it stays out."""
    if glue:
        if text[start] != glue:
            yield Edit(start, start + 1, glue, kind)
        start += 1
    if end > start:
        yield Edit(start, end, "", kind)


def _drop_mark(draft: Draft, at: int, line: Line) -> None:
    """Keep the heading or bullet mark that stands at the end of the gap before a line."""
    gap = draft.text[at : line.start]
    mark = gap[gap.rfind("\n") + 1 :].strip()
    if mark and line.role in ("heading", "bullet") and len(mark) <= 8 and not mark.isalnum():
        start = at + gap.rindex(mark)
        draft.drop(start, start + len(mark), f"{line.role} mark")


def _breaks(lines: list[Line], at: int, layout: Layout) -> bool:
    """Whether a new block begins at line ``at``."""
    before, line = lines[at - 1], lines[at]
    if line.hard or line.role != "text" or before.role in ("heading", "imprint"):
        return True
    goes_on = matches(line, "continuation") or matches(before, "unfinished_end")
    if layout.container.soft and not line.blanks:
        return matches(line, "enumerator")
    if layout.terminated(before) and not before.cut:
        if line.blanks or not layout.wrapped:
            return True
        if line.indent and before.role == "text":
            return True
        return matches(line, "enumerator") or before.width < 0.8 * _local_width(lines, at - 1)
    if before.cut or goes_on:
        return False
    if not line.blanks:
        # A line that ends in hiragana ends no item of a list; nouns do.
        full = layout.wrapped or before.width >= 0.8 * layout.width
        return not (full or (layout.cjk and "\u3041" <= before.text[-1] <= "\u309f"))
    if layout.wrapped or line.page:
        short = before.width < 0.6 * layout.width
        return short or (not layout.cjk and not line.page and not matches(before, "unfinished_end"))
    return width(before.text) < 80 or not layout.cjk


def _local_width(lines: list[Line], at: int) -> int:
    return max(line.width for line in lines[max(0, at - 2) : at + 3])


def _glue(before: str, after: str, layout: Layout) -> str:
    """What takes the place of a line end inside a sentence."""
    if not layout.cjk:
        return " "
    if CJK.match(before[-1]) or CJK.match(after[0]) or (before[-1].isdigit() and after[0].isdigit()):
        return ""
    return " "


def _closes_up(head: str, after: str, words: set[str]) -> int:
    """1 where the hyphen at a line end only divides a word: the whole word stands elsewhere in the text."""
    start = _WORD_START.match(after)
    return int(start is not None and (head[:-1] + start[0]).lower() in words)
