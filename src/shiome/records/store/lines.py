"""Lines of a raw text and character offsets."""

from __future__ import annotations

from bisect import bisect_right

import msgspec

from shiome.errors import RecordRefused
from shiome.records.model import Source


class LineIndex:
    """Where each 1-based line of a raw text begins; lines end at a line feed, with or without a carriage return before it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0]
        position = text.find("\n")
        while position >= 0:
            self._starts.append(position + 1)
            position = text.find("\n", position + 1)

    def __len__(self) -> int:
        """Number of lines; a line feed at the very end begins no further line."""
        return len(self._starts) - (self._starts[-1] == len(self._text) and len(self._starts) > 1)

    def line_at(self, offset: int) -> int:
        """The line that holds the character at ``offset``."""
        return bisect_right(self._starts, offset)

    def span(self, line: int, end_line: int) -> tuple[int, int]:
        """Start and end of whole lines, without the last line's end."""
        end = self._starts[end_line] - 1 if end_line < len(self._starts) else len(self._text)
        if end > self._starts[line - 1] and self._text[end - 1 : end] == "\r":
            end -= 1
        return self._starts[line - 1], end

    def close_span(self, line: int, column: int, length: int) -> tuple[int, int]:
        """Start and end of ``length`` characters from ``column`` (0-based) of ``line``, a line end counted as one."""
        start = self._starts[line - 1] + column
        end = start
        for _ in range(length):
            end += 2 if self._text[end : end + 2] == "\r\n" else 1
        return start, end

    def located(self, source: Source) -> Source:
        """The source with both its characters and its lines.

        Raises
        ------
        RecordRefused
            ``citation.range``: the text has no such line or character.
        """
        if source.start is None and source.line is not None:
            last = source.end_line or source.line
            if not 1 <= source.line <= last <= len(self):
                raise self._beyond(source)
            if source.column is None or source.length is None:
                start, end = self.span(source.line, last)
            else:
                start, end = self.close_span(source.line, source.column, source.length)
            source = msgspec.structs.replace(source, start=start, end=end)
        if source.start is None or source.end is None:
            return source
        if not 0 <= source.start <= source.end <= len(self._text):
            raise self._beyond(source)
        if source.line is None:
            end_line = self.line_at(max(source.start, source.end - 1))
            source = msgspec.structs.replace(source, line=self.line_at(source.start), end_line=end_line)
        return source

    def _beyond(self, source: Source) -> RecordRefused:
        place = (
            f"line {source.end_line or source.line}"
            if source.start is None
            else f"characters {source.start} to {source.end}"
        )
        return RecordRefused(
            "citation.range",
            f"a record cites {place} of document {source.document}, which has {len(self)} lines",
            ja=f"記録が文書 {source.document} の範囲外（{source.line or source.start}）を引いている。文書は {len(self)} 行である",
            hint="correct the citation or give the document that it counts in",
            hint_ja="出典を直すか、行番号のもとになった文書を与える",
            failed=source,
        )
