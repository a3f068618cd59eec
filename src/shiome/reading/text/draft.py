"""A text under repair: edits are applied in rounds, and each round keeps the way back to the raw text."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec

from shiome.reading.text.clean import CleanText, Dropped, Flag, Repair


class Edit(msgspec.Struct, frozen=True):
    """Replace ``start``..``end`` of the present text (never empty) by ``replacement``; an empty one deletes.

    A replacement as long as what it replaces is taken character by character, any other one as a whole.
    """

    start: int
    end: int
    replacement: str
    kind: str
    rule: str = ""


@dataclass(slots=True)
class Draft:
    """The present state of a text under repair."""

    raw: str
    text: str
    starts: array[int]
    ends: array[int]
    repairs: list[Repair] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)

    @classmethod
    def of(cls, raw: str) -> Draft:
        """A draft in which nothing is changed yet."""
        return cls(raw, raw, array("I", range(len(raw))), array("I", range(1, len(raw) + 1)))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The raw span of a span of the present text (not empty)."""
        return self.starts[start], self.ends[end - 1]

    def apply(self, edits: Iterable[Edit], *, record: bool = True) -> None:
        """Carry out edits, in order and without overlap; ``record`` keeps each as a :class:`Repair`."""
        pieces: list[str] = []
        starts, ends, at = array("I"), array("I"), 0
        for edit in edits:
            if not at <= edit.start < edit.end <= len(self.text):
                raise ValueError(f"edit {edit.start}..{edit.end} is empty, out of order or outside the text")
            raw_start, raw_end = self.span(edit.start, edit.end)
            if record:
                self.repairs.append(
                    Repair(
                        kind=edit.kind,
                        start=raw_start,
                        end=raw_end,
                        original=self.raw[raw_start:raw_end],
                        replacement=edit.replacement,
                        rule=edit.rule,
                    )
                )
            pieces += (self.text[at : edit.start], edit.replacement)
            starts += self.starts[at : edit.start]
            ends += self.ends[at : edit.start]
            if len(edit.replacement) == edit.end - edit.start:
                starts += self.starts[edit.start : edit.end]
                ends += self.ends[edit.start : edit.end]
            else:
                starts += array("I", [raw_start]) * len(edit.replacement)
                ends += array("I", [raw_end]) * len(edit.replacement)
            at = edit.end
        if at == 0:
            return
        pieces.append(self.text[at:])
        self.text, self.starts, self.ends = "".join(pieces), starts + self.starts[at:], ends + self.ends[at:]

    def drop(self, start: int, end: int, kind: str, *, value: str = "") -> None:
        """Keep a record of something that a following edit takes out of the text."""
        raw_start, raw_end = self.span(start, end)
        original = self.raw[raw_start:raw_end]
        self.dropped.append(
            Dropped(
                kind=kind, start=raw_start, end=raw_end, original=original, value=value or " ".join(original.split())
            )
        )

    def flag(self, start: int, end: int, kind: str, *, suggestion: str = "", rule: str = "") -> None:
        """Keep a record of something noticed and left as it is."""
        raw_start, raw_end = self.span(start, end)
        self.flags.append(
            Flag(
                kind=kind,
                start=raw_start,
                end=raw_end,
                original=self.raw[raw_start:raw_end],
                suggestion=suggestion,
                rule=rule,
            )
        )

    def finished(self) -> CleanText:
        """The clean text, fixed."""
        return CleanText(
            self.raw,
            self.text,
            memoryview(self.starts).toreadonly(),
            memoryview(self.ends).toreadonly(),
            tuple(sorted(self.repairs, key=lambda mark: (mark.start, mark.end))),
            tuple(sorted(self.dropped, key=lambda mark: (mark.start, mark.end))),
            tuple(sorted(self.flags, key=lambda mark: (mark.start, mark.end))),
        )
