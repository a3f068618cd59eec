"""What stands between the lines of a text without belonging to them: page numbers, running headers, photo captions."""

from __future__ import annotations

import re
from collections import Counter

from shiome.reading.text.draft import Draft
from shiome.reading.text.repair.lines import Layout, Line, matches
from shiome.reading.text.scripts import width
from shiome.reading.text.tables import pattern, table

_SENTENCE_END = re.compile("[。．！？!?]|[.](?=\\s)")
_DIGITS = re.compile("\\d+")


def drop_furniture(draft: Draft, lines: list[Line], layout: Layout) -> list[Line]:
    """The lines without captions, page numbers and page headers, which are kept in ``draft.dropped``."""
    kept = _without_captions(draft, lines, layout)
    numbers = [_is_page_number(kept, at) for at in range(len(kept))]
    gone = {at for at, number in enumerate(numbers) if number}
    for at in gone:
        draft.drop(kept[at].start, kept[at].end, "page number")
    repeated = _repeated_at_page_edges(kept, numbers)
    breaks = [at for at in range(len(kept)) if numbers[at] or (kept[at].page and at > 0)]
    if kept and 0 not in gone and _pattern_of(kept[0].text) in repeated:
        gone.add(0)
        draft.drop(kept[0].start, kept[0].end, "page header")
    for at in breaks:
        forward = at + 1 if numbers[at] else at
        for step, start in ((1, forward), (-1, at - 1)):
            _drop_headers(draft, kept, gone, repeated, start, step)
    return _joined_gaps(kept, gone)


def furniture_kind(text: str) -> str:
    """What sort of page header line a text is (``date``, ``publisher`` …); empty for none.

    >>> furniture_kind("2025/4/16"), furniture_kind("It rained.")
    ('date', '')
    """
    if len(text) > 90:
        return ""
    return next(
        (kind for kind in table("layout")["furniture"] if pattern("layout", "furniture", kind).search(text)), ""
    )


def _drop_headers(draft: Draft, lines: list[Line], gone: set[int], repeated: set[str], at: int, step: int) -> None:
    # Forwards from the break (headers) and backwards (footers); the first line of the document is nobody's footer.
    while 0 <= at < len(lines):
        line = lines[at]
        if at not in gone:
            kind = furniture_kind(line.text) if at else ""
            if not kind and _pattern_of(line.text) not in repeated:
                return
            gone.add(at)
            draft.drop(line.start, line.end, "page header")
        at += step


def _pattern_of(text: str) -> str:
    return _DIGITS.sub("0", " ".join(text.split()))


def _repeated_at_page_edges(lines: list[Line], numbers: list[bool]) -> set[str]:
    """Short lines that stand beside at least two page breaks, numbers in them aside."""
    seen: Counter[str] = Counter()
    pages = 1 + sum(line.page for line in lines)
    for at, line in enumerate(lines):
        beside = (
            line.page
            or (at + 1 < len(lines) and (lines[at + 1].page or numbers[at + 1]))
            or (at > 0 and numbers[at - 1])
            or (pages > 1 and at in (0, len(lines) - 1))
        )
        if beside and not numbers[at] and len(line.text) <= 80 and line.text[-1] not in "。！？!?":
            seen[_pattern_of(line.text)] += 1
    return {text for text, count in seen.items() if count >= 3 or (count == 2 and (len(text) >= 8 or pages <= 3))}


def _is_page_number(lines: list[Line], at: int) -> bool:
    line = lines[at]
    after = lines[at + 1] if at + 1 < len(lines) else None
    ends_page = after.page if after is not None else any(each.page for each in lines)
    page_edge = (line.page and at > 0) or ends_page
    alone = (line.blanks > 0 or line.page or at == 0) and (after is None or after.blanks > 0 or after.page)
    if line.hard and (after is None or after.hard):
        return False  # a container's own paragraph: a cell of a table, more likely
    if matches(line, "page_number"):
        return page_edge or (alone and len(lines) > 1)
    return page_edge and matches(line, "roman_page_number")


def _without_captions(draft: Draft, lines: list[Line], layout: Layout) -> list[Line]:
    gone: set[int] = set()
    for at, line in enumerate(lines):
        credit = _credit_at_end(line.text)
        if credit is None:
            continue
        start = _caption_start(lines, at, credit)
        if start == 0:
            first = _caption_block(lines, at, layout)
            gone.update(range(first, at + 1))
            draft.drop(lines[first].start, line.end, "caption")
            continue
        draft.drop(line.start + start, line.end, "caption")
        line.text = line.text[:start].rstrip()
        line.end = line.start + len(line.text)
        line.width, line.cut = width(line.text), True
    return _joined_gaps(lines, gone)


def _credit_at_end(text: str) -> int | None:
    if text[-1] not in "）)]］":
        return None
    for match in pattern("layout", "credit").finditer(text[-160:]):
        if match.end() == min(len(text), 160):
            return len(text) - min(len(text), 160) + match.start()
    return None


def _caption_start(lines: list[Line], at: int, credit: int) -> int:
    """Where in the line its caption starts: 0 for the whole line.

    A caption that a text column ran into begins at a blank, most likely where the lines before it end.
    """
    text = lines[at].text
    sentence = max((match.end() for match in _SENTENCE_END.finditer(text, 0, credit)), default=0)
    blanks = [match.end() for match in re.finditer(r"\s+", text[:credit])]
    column = [line.width for line in lines[max(0, at - 3) : at]]
    if column and lines[at].blanks == 0 and (beside := sorted(column)[len(column) // 2]) < 0.9 * lines[at].width:
        fit = min(blanks, key=lambda start: abs(width(text[:start].rstrip()) - beside), default=0)
        if fit and abs(width(text[:fit].rstrip()) - beside) <= 0.15 * beside:
            return fit
    if not sentence:
        return 0
    return next((start for start in blanks if start > sentence), sentence)


def _caption_block(lines: list[Line], at: int, layout: Layout) -> int:
    """The first line of a caption whose credit has a line to itself: the short lines since the last blank one."""
    first = at
    while first > 0 and at - first < 4:
        above, line = lines[first - 1], lines[first]
        if line.blanks or line.hard or layout.terminated(above) or above.width > 0.8 * layout.width:
            break
        first -= 1
    starts_block = first == 0 or lines[first].blanks > 0 or lines[first].hard
    return first if starts_block else at


def _joined_gaps(lines: list[Line], gone: set[int]) -> list[Line]:
    """What is left, each line knowing of the blanks and page breaks that stood before the lines now gone."""
    kept: list[Line] = []
    blanks, page, hard = 0, False, False
    for at, line in enumerate(lines):
        if at in gone:
            blanks, page, hard = blanks + line.blanks + 1, page or line.page, hard or line.hard
            continue
        line.blanks, line.page, line.hard = line.blanks + blanks, line.page or page, line.hard or hard
        kept.append(line)
        blanks, page, hard = 0, False, False
    return kept
