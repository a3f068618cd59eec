"""A Japanese sentence as claim reading sees it: tokens, brackets, clause breaks, topics and subjects."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from shiome.reading.claims.proposal import Span, clipped
from shiome.reading.claims.words import ClaimWords, claim_words
from shiome.reading.coding.tokens import Token

_OPEN, _CLOSE = "「『（(", "」』）)"
_PREDICATE = ("verb", "auxiliary", "adjective")
_NOMINAL = ("noun", "action", "number", "close", "symbol")
_JOINS = frozenset(("の", "と", "や", "など", "か", "への", "との", "及び", "および", "並びに", "ならびに", "とも"))


@dataclass(slots=True)
class Line:
    """A sentence with what is asked of it again and again."""

    text: str
    tokens: list[Token]
    words: ClaimWords
    starts: dict[int, int] = field(init=False)
    """Offset to the number of the token that starts there."""
    ends: dict[int, int] = field(init=False)
    hard: list[int] = field(init=False)
    """Offsets behind …が、 and its like: what follows is a statement of its own."""
    soft: list[int] = field(init=False)
    """Offsets behind …し、 and …て、: what follows goes on with the statement."""
    brackets: list[Span] = field(init=False)

    def __post_init__(self) -> None:
        self.starts = {token.start: number for number, token in enumerate(self.tokens)}
        self.ends = {token.end: number for number, token in enumerate(self.tokens)}
        self.brackets = _brackets(self.text)
        self.hard, self.soft = [], []
        for number, token in enumerate(self.tokens):
            if token.part == "comma" and number:
                if self._breaks(number):
                    self.hard.append(token.end)
                elif self._continues(number):
                    self.soft.append(token.end)

    def _breaks(self, comma: int) -> bool:
        last = self.tokens[comma - 1]
        if last.surface in self.words.break_nouns or (
            last.surface == "で" and self.tokens[comma - 2].surface == "一方"
        ):
            return True
        if not any(self.text.endswith(word, 0, last.end) for word in self.words.breaks):
            return False
        before = self.tokens[comma - 2] if comma > 1 else last
        return before.part in _PREDICATE or last.surface == "の"

    def _outside(self, number: int) -> int:
        """The number of the bracket that opens what a token follows, where it follows a bracket that closes, else its own."""
        closed = number - 1
        if self.tokens[closed].part != "close":
            return number
        inside = [span for span in self.brackets if span[1] == self.tokens[closed].start]
        return self.starts.get(inside[0][0] - 1, number) or number if inside else number

    def _continues(self, comma: int) -> bool:
        comma = self._outside(comma)
        last = self.tokens[comma - 1]
        before = self.tokens[comma - 2] if comma > 1 else last
        if last.surface in ("て", "で", "し", "つつ", "ながら", "ず") and before.part in _PREDICATE:
            return True
        return last.part in _PREDICATE and last.form.startswith("連用形") and last.surface != "に"

    # ------------------------------------------------------------------ what stands where

    def before(self, at: int) -> Token | None:
        """The token that ends at an offset, or the last before it."""
        number = self.ends.get(at)
        if number is None:
            number = max((index for end, index in self.ends.items() if end <= at), default=None)
        return self.tokens[number] if number is not None else None

    def scope(self, at: int) -> Span:
        """The inside of the brackets that hold an offset, else the whole sentence."""
        around = [pair for pair in self.brackets if pair[0] <= at <= pair[1]]
        return max(around, default=(0, len(self.text)))

    def fits(self, at: int, need: str) -> bool:
        """Whether the word before an offset is what a link asks for."""
        token = self.before(at)
        if token is None:
            return False
        if need == "comma":
            return token.part == "comma"
        if need == "any":
            return token.part not in ("comma", "stop")
        if need == "predicate":
            return token.part in _PREDICATE and token.form != "連用形-ニ"
        if need in ("past", "plain"):
            told = token.base in ("た", "だ") or token.part == "adjective"
            told = told or self.text.endswith(("ている", "ない", "である", "れる"), 0, token.end)
            return token.part in _PREDICATE and told == (need == "past")
        if need == "action":
            return token.part == "action"
        return token.part in _NOMINAL

    def floor(self, at: int, *, soft: bool = True) -> int:
        """Where the clause that holds an offset begins."""
        low, _ = self.scope(at)
        breaks = [stop for stop in self.hard if low <= stop <= at and self.scope(stop) == self.scope(at)]
        if soft:
            breaks += [stop for stop in self.soft if low <= stop <= at and self._has_argument(stop, at)]
        return max(breaks, default=low)

    def ceiling(self, at: int) -> int:
        """Where the statement that goes on from an offset ends: before the word of the break that ends it."""
        _, high = self.scope(at)
        stops = [stop for stop in self.hard if at < stop <= high and self.scope(stop) == self.scope(at)]
        return self.without_break(min(stops)) if stops else high

    def last_statement(self) -> Span:
        """The last statement of the sentence outside its brackets, without its stop."""
        stops = [stop for stop in self.hard if self.scope(stop)[0] == 0]
        return max(stops, default=0), len(self.text.rstrip("。．. "))

    def without_break(self, stop: int) -> int:
        """The end of the statement before a break: without the comma and the words of the break."""
        number = self.ends.get(stop)
        if number is None or number < 2:
            return stop
        words = (*self.words.breaks, *self.words.break_nouns)
        end = self.tokens[number - 1].end
        return end - max((len(word) for word in words if self.text.endswith(word, 0, end)), default=0)

    def _has_argument(self, start: int, end: int) -> bool:
        return any(
            token.part == "particle" and token.surface in ("を", "が", "に")
            for token in self.tokens
            if start <= token.start < end
        )

    # ------------------------------------------------------------------ phrases

    def topic(self, start: int, end: int) -> Span | None:
        """The first phrase with は in a span: from its beginning to behind the particle."""
        for number, token in enumerate(self.tokens):
            if start < token.start < end and token.surface == "は" and token.part == "particle":
                before = self.tokens[number - 1]
                if before.part in _NOMINAL:
                    return start, token.end
        return None

    def phrase_start(self, end: int) -> int:
        """Where the noun phrase that ends at an offset begins."""
        low = self.floor(end)
        number = self.ends.get(end)
        if number is None:
            return low
        clause = False
        at = end
        while number >= 0 and self.tokens[number].start >= low:
            token = self.tokens[number]
            if token.part == "particle" and not self._carries_on(number, clause=clause):
                break
            if token.part == "comma" and self.tokens[number - 1].part not in _NOMINAL:
                break
            clause = clause or token.part in ("verb", "adjective")
            at = token.start
            number -= 1
        return at

    def _carries_on(self, number: int, *, clause: bool) -> bool:
        """Whether a particle stands within a noun phrase: の and its like, or a case within a clause before the noun."""
        token = self.tokens[number]
        if token.surface == "は":
            return False
        if token.surface in _JOINS or clause:
            return True
        following = self.tokens[number + 1] if number + 1 < len(self.tokens) else token
        return following.surface == "の"

    def subject(self, low: int, at: int) -> Span | None:
        """The subject or topic of the predicate at ``at``: the span of its noun phrase; its particle follows."""
        clause = False
        for number in range(len(self.tokens) - 1, 0, -1):
            token = self.tokens[number]
            if token.start >= at:
                continue
            if token.start <= low:
                return None
            before = self.tokens[number - 1]
            marks = token.part == "particle" and (before.part in _NOMINAL or before.surface == "か")
            if marks and (
                token.surface in ("は", "も")
                or (token.surface == "が" and (not clause or self.text.startswith("、", token.end)))
            ):
                return low, self.tokens[number - 1].end
            clause = clause or token.part in ("verb", "adjective")
        return None

    def behind_topic(self, start: int, end: int) -> int:
        """Where a subject begins behind what a comma parts from it: a topic with は, or a clause that ends in …であり."""
        whole = self.text.endswith(self.words.formal, start, end)
        for number, token in enumerate(self.tokens):
            if token.part == "comma" and start < token.start < end:
                last = self.tokens[number - 1]
                goes_on = token.end in self.soft and last.part in _PREDICATE and not whole
                start = token.end if last.surface == "は" or goes_on else start
        return start

    def phrase_end(self, start: int) -> int:
        """Where the noun phrase that begins at an offset ends: before its first particle of case."""
        for number, token in enumerate(self.tokens):
            if token.start > start and token.part == "particle" and not self._carries_on(number, clause=False):
                return token.start
        return self.ceiling(start)

    # ------------------------------------------------------------------ trimming

    def wording(self, span: Span) -> str:
        """The words of a clause, its last word in dictionary form (…確定すれ → …確定する)."""
        text = self.text[slice(*span)]
        number = self.ends.get(span[1])
        if number is None:
            return text
        token = self.tokens[number]
        bends = token.form.startswith(("連用形", "未然形", "仮定形", "意志推量形"))
        if token.part not in ("verb", "auxiliary") or not bends or token.start < span[0] or token.base == "だ":
            return text
        return text[: token.start - span[0]] + ("いる" if token.base == "おる" else token.base)

    def trimmed(self, span: Span, *, topic: bool = False, opener: bool = False) -> Span:
        """A clause without joining words at its head; with ``topic`` without a leading topic, which belongs to the main clause.

        ``opener`` keeps the words that bind the sentence to the one before.
        """
        start, end = clipped(self.text, span)
        moved = True
        while moved:
            moved = False
            behind = start if opener else self._behind_opener(start, end)
            if behind > start:
                start, end = clipped(self.text, (behind, end))
                moved = True
            for filler in _fillers(self.words.language).get(self.text[start : start + 1], ()):
                after = start + len(filler)
                if self.text.startswith(filler, start) and after < end and self._word_starts(after):
                    start, end = clipped(self.text, (after, end))
                    moved = True
                    break
        head = self.topic(start, end) if topic else None
        if head is not None and end - head[1] >= 4 and self._has_argument(head[1], end):
            start, end = clipped(self.text, (head[1], end))
        return start, end

    def _word_starts(self, at: int) -> bool:
        number = self.starts.get(at)
        return number is not None and self.tokens[number].surface != "の"

    def _behind_opener(self, start: int, end: int) -> int:
        match = _openers(self.words.language).match(self.text, start, end)
        if match is None or self.text.startswith("の", match.end()):
            return start
        return match.end() if match.end() in self.starts else start


@lru_cache(maxsize=2)
def _fillers(language: str) -> dict[str, tuple[str, ...]]:
    """First character to the fillers that begin with it, in their order."""
    fillers = claim_words(language).fillers
    return {head: tuple(word for word in fillers if word[0] == head) for head in {word[0] for word in fillers}}


@lru_cache(maxsize=8)
def _openers(language: str) -> re.Pattern[str]:
    forms = "|".join(f"(?:{link.form})" for link in claim_words(language).openers)
    return re.compile(f"(?:{forms})、?")


def _brackets(text: str) -> list[Span]:
    """Insides of all brackets that close."""
    stack: list[tuple[str, int]] = []
    spans: list[Span] = []
    for at, mark in enumerate(text):
        if mark in _OPEN:
            stack.append((mark, at + 1))
        elif mark in _CLOSE and stack and _OPEN.index(stack[-1][0]) == _CLOSE.index(mark):
            spans.append((stack.pop()[1], at))
    return spans
