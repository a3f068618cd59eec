"""Lines that tell of the document itself: dates, authors, affiliations, closing notes."""

from __future__ import annotations

import re

from shiome.reading.text.metadata.dates import dates_in, only_date
from shiome.reading.text.tables import pattern

_STOPS = "。．！？!?、，"
_OPENING = " （(【[*_"
_REST = re.compile(r"^[\s.）)\]】*_г]*$|^[\s）)]*[\s/／|・]\s*[^。.、]{1,40}$")


def is_imprint(text: str, *, head: bool) -> bool:
    """Whether a line tells of the document. ``head``: it stands before the running text, where more lines do.

    >>> is_imprint("(2025年4月16日校了)", head=False), is_imprint("2025年5月21日", head=True)
    (True, True)
    """
    if len(text) > 90 or text[-1] in "。、，":
        return False
    if pattern("metadata", "closing_note").search(text):
        return any(dates_in(text))
    if only_date(text) or labelled_date(text):
        return True
    return byline(text, head=head) is not None or (head and is_affiliation(text))


def byline(text: str, *, head: bool) -> tuple[int, int] | None:
    """Where in a byline the author is named; ``None`` for another line.

    After a label with a colon any short text is a name, as is one with a capital after a bare "by" before the running text.

    >>> byline("By Jane Roe", head=True), byline("By contrast.", head=True)
    ((3, 11), None)
    """
    label = pattern("metadata", "author_label").search(text)
    if label is None or any(stop in label["name"] for stop in _STOPS) or label["name"][-1] == ".":
        return None
    start, end = label.span("name")
    name = label["name"]
    labelled = text[:start].rstrip()[-1:] in (":", "：") and len(name) <= 40
    signed = head and name[0].isupper() and len(name.split()) <= 5
    return (start, end) if labelled or signed or pattern("metadata", "name").search(name) else None


def is_affiliation(text: str) -> bool:
    """Whether a line is somebody's post or house."""
    if len(text) > 60 or any(stop in text for stop in _STOPS):
        return False
    return (
        pattern("metadata", "affiliation").search(text) is not None
        and pattern("metadata", "organisation").search(text) is not None
    )


def may_sign(text: str) -> bool:
    """Whether a line could be a name or an affiliation and nothing else."""
    return pattern("metadata", "name").search(text) is not None or is_affiliation(text)


def labelled_date(text: str) -> str:
    """``completion`` or ``publication`` for a short line in which such a word stands beside a date; else empty."""
    if len(text) > 90:
        return ""
    for found in dates_in(text):
        head, rest = text[: found.start], text[found.end :]
        for sort in ("completion", "publication"):
            before = pattern("metadata", sort, "before").search(head)
            after = pattern("metadata", sort, "after").search(rest)
            if before and not head[: before.start()].strip(_OPENING) and _REST.search(rest):
                return sort
            if after and not head.strip(_OPENING) and _REST.search(rest[after.end() :]):
                return sort
    return ""
