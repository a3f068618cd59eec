"""Japanese phrases: content words with the particles or endings that follow them, and what each phrase does."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from shiome.reading.actors.mentions import Mention
from shiome.reading.actors.trie import Trie
from shiome.reading.coding.tokens import Token
from shiome.reading.lexicon import load_lexicon


@dataclass(slots=True)
class Chunk:
    """One phrase. ``start``..``content_end`` are its content words, up to ``end`` its particles or endings."""

    start: int
    content_end: int
    end: int
    tokens: list[Token]
    case: str = ""
    """Case by its particles (``topic``, ``object`` …); empty for none."""
    comma: bool = False
    """A comma follows."""
    stop: bool = False
    """The sentence, or the bracket, ends after it."""
    depth: int = 0
    """How many quotation marks it stands in."""
    note: int = 0
    """Number of the round brackets it stands in; 0 for none."""
    predicate: bool = False
    mentions: list[Mention] = field(default_factory=list)

    @property
    def embedded(self) -> bool:
        """Whether it is a predicate within a larger clause: before a noun, or what somebody says (…と発表した)."""
        return self.adnominal or (self.predicate and len(self.tokens) > 1 and self.tokens[-1].surface == "と")

    @property
    def adnominal(self) -> bool:
        """Whether it is a predicate that goes with the noun after it."""
        if not self.predicate or self.comma or self.stop or self.case:
            return False
        last = self.tokens[-1]
        return last.form.startswith("連体形") or (last.base == "た" and not self.comma)


@lru_cache(maxsize=1)
def _cases() -> Trie[str]:
    return Trie(load_lexicon("ja").grammar.cases.items())


def chunk(text: str, tokens: list[Token], mentions: tuple[Mention, ...]) -> list[Chunk]:
    """The phrases of a sentence, in order."""
    builder = _Builder(text, tokens)
    chunks = builder.build()
    for mention in mentions:
        home = next((c for c in chunks if c.start <= mention.start < c.content_end), None)
        if home is not None:
            home.mentions.append(mention)
            if mention.end > home.content_end:
                home.content_end = mention.end
    return chunks


class _Builder:
    def __init__(self, text: str, tokens: list[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.chunks: list[Chunk] = []
        self.depth = 0
        self.note = 0
        self.notes = 0

    def build(self) -> list[Chunk]:
        position = 0
        current: list[Token] = []
        while position < len(self.tokens):
            token = self.tokens[position]
            if token.part in ("open", "close", "comma", "stop"):
                current = self._flush(current)
                self._mark(token)
                position += 1
            elif token.part == "other":
                position += 1
            elif token.part == "particle" and not _has_verb(current):
                position = self._close_with_case(current, position)
                current = []
            elif token.part in ("particle", "auxiliary") or _continues(current, token):
                current.append(token)
                position += 1
            else:
                current = self._flush(current)
                current = [token]
                position += 1
        self._flush(current)
        return self.chunks

    def _mark(self, token: Token) -> None:
        """Punctuation belongs to the phrase before it; brackets open and close."""
        surface = token.surface
        if token.part == "comma" and self.chunks:
            self.chunks[-1].comma = True
        elif token.part == "stop" and self.chunks:
            self.chunks[-1].stop = True
        elif surface in "（(［[":
            self.notes += 1
            self.note = self.notes
        elif surface in "）)］]":
            self.note = 0
        elif token.part == "open":
            self.depth += 1
        elif token.part == "close":
            self.depth = max(0, self.depth - 1)
            self._case_after_bracket(token)

    def _case_after_bracket(self, token: Token) -> None:
        """Keeps a place for particles after a closing quotation mark: they belong to the phrase within it."""
        if self.chunks and self.chunks[-1].end <= token.start and not self.chunks[-1].case:
            self.chunks[-1].end = token.end

    def _flush(self, current: list[Token]) -> list[Token]:
        if current:
            self._add(current, current[-1].end, "")
        return []

    def _close_with_case(self, current: list[Token], position: int) -> int:
        """Ends a noun phrase at its particles; several tokens may make one particle (に対して)."""
        start = self.tokens[position].start
        match = _cases().longest(self.text, start)
        while match is not None and not self._is_token_end(match[0], position):
            match = _cases().longest(self.text[: match[0] - 1], start)
        if match is None:
            current.append(self.tokens[position])
            self._add(current, current[-1].end, "")
            return position + 1
        end, cases = match
        while position < len(self.tokens) and self.tokens[position].start < end:
            position += 1
        while position < len(self.tokens) and self.tokens[position].surface in (
            "は",
            "も",
            "の",
            "さえ",
            "こそ",
            "だけ",
            "のみ",
        ):
            if self.tokens[position].start != end or self.tokens[position].part != "particle":
                break
            end = self.tokens[position].end
            position += 1
        self._add(current or [self.tokens[position - 1]], end, cases[0])
        return position

    def _is_token_end(self, end: int, position: int) -> bool:
        return any(token.end == end for token in self.tokens[position : position + 6])

    def _add(self, tokens: list[Token], end: int, case: str) -> None:
        content = [token for token in tokens if token.part not in ("particle", "auxiliary")]
        if not content:
            self._append_to_last(end, case)
            return
        self.chunks.append(
            Chunk(
                start=tokens[0].start,
                content_end=content[-1].end,
                end=end,
                tokens=list(tokens),
                case=case,
                depth=self.depth,
                note=self.note,
                predicate=_has_verb(tokens),
            )
        )

    def _append_to_last(self, end: int, case: str) -> None:
        """Particles after a bracket: they close the phrase within it or before it."""
        if not self.chunks:
            return
        target = self.chunks[-1]
        if target.note and not self.note:
            target = next((c for c in reversed(self.chunks) if not c.note), target)
        if not target.case and not target.predicate:
            target.case = case
            target.end = max(target.end, end)
        target.comma = False


def _has_verb(tokens: list[Token]) -> bool:
    """Whether the phrase is a predicate: a verb, an adjective, or a noun with だ."""
    return any(token.part in ("verb", "adjective") or (token.part == "auxiliary") for token in tokens)


def _continues(current: list[Token], token: Token) -> bool:
    """Whether the token goes on with the phrase: a noun after a noun, a light verb after a noun of action."""
    if not current:
        return False
    last = current[-1]
    if last.part == "particle":
        # 繰り返して + いる, 行って + きた
        return token.part == "verb" and token.light and last.surface in ("て", "で") and _has_verb(current)
    if token.part == "verb":
        nominal = (
            last.part in ("action", "noun", "number")
            and token.light
            and token.base in ("する", "できる", "す", "なさる", "いたす", "為る")
        )
        return nominal or (last.part == "verb" and token.light) or (last.part == "auxiliary" and token.light)
    if last.part in ("noun", "action", "number", "symbol"):
        return token.part in ("noun", "action", "number", "symbol")
    if last.part == "adjective":
        return (
            token.part in ("noun", "action")
            and not last.form
            and last.end == token.start
            and last.surface[-1] not in "いくなに"
        )
    return False
