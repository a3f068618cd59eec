"""Who says so, in a Chinese sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from shiome.reading.coding.chinese.groups import Group
from shiome.reading.coding.dates.find import alternatives
from shiome.reading.coding.proposals import Span
from shiome.reading.lexicon import load_lexicon


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    lexicon = load_lexicon("zh")
    words = alternatives((*lexicon.grammar.speech, *lexicon.clauses.denial))
    return (
        # A verb of saying is not itself an object, and 称 is not part of another word.
        re.compile(rf"(?<![名号简宣声])(?:{words})(?![作呼为号赞])"),
        re.compile(alternatives(lexicon.clauses.reporting)),
        re.compile(rf"[^，。]{{0,10}}?(?:{alternatives(lexicon.clauses.sources)})"),
    )


class Speech:
    """The verbs of saying of a sentence and who speaks."""

    def __init__(self, text: str, groups: Sequence[Group], chunks: Sequence[Span]) -> None:
        self._denial = load_lexicon("zh").clauses.denial
        verb, reported, source = _patterns()
        self.general = ""
        """Who the sentence as a whole is laid to."""
        self.found: list[tuple[int, str, str]] = []
        """End of the verb, the verb, the speaker."""
        for group in groups:
            if group.case == "says" and source.match(text, group.end):
                self.general = group.mention.actors[0]
        if not self.general and reported.search(text):
            self.general = "reported"
        self._chunks = list(chunks)
        for start, end in chunks:
            self._in_chunk(text, groups, verb, (start, end))

    def _in_chunk(self, text: str, groups: Sequence[Group], verb: re.Pattern[str], chunk: Span) -> None:
        for match in verb.finditer(text, *chunk):
            speakers = [
                g for g in groups if chunk[0] <= g.mention.start and g.end <= match.start() and g.case == "bare"
            ]
            nothing_follows = not text[match.end() :].strip("。！”")
            alone = match.end() == chunk[1] and text[match.end() : match.end() + 1] in "，：,:"
            clause = any(match.end() <= g.mention.start < chunk[1] for g in groups) or match.end() < chunk[1]
            if nothing_follows and speakers:
                self.general = self.general or speakers[-1].mention.actors[0]
            elif alone or clause:
                self.found.append((match.end(), match[0], speakers[-1].mention.actors[0] if speakers else ""))

    def last_before(self, position: int, chunk: Span) -> int:
        """End of the last verb of saying in the stretch before a position; 0 for none."""
        return max((end for end, *_ in self.found if chunk[0] <= end <= position), default=0)

    def source_of(self, position: int) -> str:
        """Who says what stands at a position; empty for the text itself."""
        speakers = [speaker for end, _, speaker in self.found if end <= position and speaker]
        return speakers[-1] if speakers else self.general

    def denied(self, position: int) -> bool:
        """Whether the verb of saying right before denies it."""
        return any(verb in self._denial and end <= position <= end + 24 for end, verb, _ in self.found)
