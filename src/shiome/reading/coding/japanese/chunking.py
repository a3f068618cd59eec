"""How the words of a Japanese sentence are put together into phrases, and what each phrase is."""

from __future__ import annotations

from functools import lru_cache

from shiome.reading.actors.mentions import Mention
from shiome.reading.actors.trie import Trie
from shiome.reading.coding.japanese.chunks import Chunk, Kind
from shiome.reading.coding.tokens import Token
from shiome.reading.lexicon import load_lexicon

_NOMINAL = frozenset({"noun", "action", "number", "symbol"})
_LIGHT = frozenset({"する", "できる", "す", "なさる", "いたす", "為る"})
_BRACKETS = frozenset("（(［[〈<")
_CLOSING = frozenset("）)］]〉>")
_WHILE = ("とともに", "と共に", "と同時に")


@lru_cache(maxsize=1)
def _cases() -> Trie[str]:
    return Trie(load_lexicon("ja").grammar.cases.items())


@lru_cache(maxsize=1)
def _word_lists() -> tuple[frozenset[str], ...]:
    grammar = load_lexicon("ja").grammar
    listing = frozenset(particle for particle, case in grammar.cases.items() if case == "coordination")
    return (
        frozenset(grammar.focus),
        frozenset(grammar.attributive),
        frozenset(grammar.verb_tails),
        listing,
        frozenset(grammar.adverbs),
        frozenset(grammar.manner),
    )


def chunk(text: str, tokens: list[Token], mentions: tuple[Mention, ...]) -> list[Chunk]:
    """The phrases of a sentence, in order."""
    chunks = _Builder(text, tokens).build()
    at = 0
    for mention in mentions:
        while at < len(chunks) and chunks[at].content_end <= mention.start:
            at += 1
        if at == len(chunks):
            break
        home = chunks[at]
        if home.start <= mention.start:
            home.mentions.append(mention)
            home.content_end = max(home.content_end, mention.end)
            home.end = max(home.end, mention.end)
    return chunks


class _Builder:
    def __init__(self, text: str, tokens: list[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.chunks: list[Chunk] = []
        self.quotes: list[int] = []
        self.opened = 0
        self.note = 0
        self.notes = 0
        self.focus, self.attributive, self.tails, self.listing, self.adverbs, self.manner = _word_lists()

    def build(self) -> list[Chunk]:
        position = 0
        current: list[Token] = []
        while position < len(self.tokens):
            token = self.tokens[position]
            part = token.part
            if part in ("open", "close", "comma", "stop"):
                current = self._flush(current)
                self._mark(token)
                position += 1
            elif part == "other":
                position += 1
            elif part == "adverb" and current and token.surface in self.listing and not _has_verb(current):
                self._add(current, token.end, "coordination", token.surface)
                current = []
                position += 1
            elif part == "particle" and not _has_verb(current):
                position = self._close_with_case(current, position)
                current = []
            elif part == "particle" and self.text.startswith(_WHILE, token.start):
                # 「…するとともに、」: a clause, and not what is said.
                end = token.start + next(len(w) for w in _WHILE if self.text.startswith(w, token.start))
                while position < len(self.tokens) and self.tokens[position].start < end:
                    current.append(self.tokens[position])
                    position += 1
            elif part in ("particle", "auxiliary") or (current and self._continues(current, token)):
                current.append(token)
                position += 1
            else:
                current = self._flush(current)
                current = [token]
                position += 1
        self._flush(current)
        if self.chunks:
            self.chunks[-1].stop = True
        for before, chunk in zip(self.chunks, self.chunks[1:], strict=False):
            if _ends_its_clause(before, chunk):
                chunk.kind = "verb"
        return self.chunks

    def _mark(self, token: Token) -> None:
        """Punctuation belongs to the phrase before it; brackets open and close."""
        last = self.chunks[-1] if self.chunks else None
        if token.part == "comma" and last:
            if last.note and not self.note:
                # 「訪朝（7月）、」: the comma parts off what stands before the brackets.
                last = next((c for c in reversed(self.chunks) if not c.note), last)
                last.stop = False
            last.comma = True
        elif token.part == "stop" and last:
            last.stop = True
        elif token.surface in _BRACKETS:
            self.notes += 1
            self.note = self.notes
        elif token.surface in _CLOSING:
            if last and self.note:
                last.stop = True
            self.note = 0
        elif token.part == "open":
            self.opened += 1
            self.quotes.append(self.opened)
        elif token.part == "close" and self.quotes:
            closed = self.quotes.pop()
            if last and last.quote == closed:
                # Particles after the mark belong to the phrase within it, and it stands for the whole quotation.
                last.outer = self.quotes[-1] if self.quotes else 0
                last.end = max(last.end, token.end)

    def _flush(self, current: list[Token]) -> list[Token]:
        if current:
            self._add(current, current[-1].end, "", "")
        return []

    def _close_with_case(self, current: list[Token], position: int) -> int:
        """Ends a noun phrase at its particles; several tokens may make one particle (に対して)."""
        focus = False
        while position + 1 < len(self.tokens) and self.tokens[position].surface in self.focus:
            # など, だけ: they stand before the particle that tells the case.
            following = self.tokens[position + 1]
            if following.part != "particle" or following.start != self.tokens[position].end:
                break
            position, focus = position + 1, True
        found = self._longest_case(position)
        if found is None:
            surface = self.tokens[position].surface
            case = "coordination" if surface in self.focus or focus else ""
            self._add(current or [self.tokens[position]], self.tokens[position].end, case, surface)
            return position + 1
        end, cases = found
        first = self.tokens[position].start
        while position < len(self.tokens) and self.tokens[position].start < end:
            position += 1
        while (
            position < len(self.tokens)
            and self.tokens[position].start == end
            and self.tokens[position].part == "particle"
            and self.tokens[position].surface in ("は", "も", "の", *self.focus)
        ):
            end = self.tokens[position].end
            position += 1
        particles = self.text[first:end]
        if current:
            self._add(current, end, cases[0], particles)
        else:
            self._append_to_last(end, cases[0], attributive=self._ties(cases[0], particles))
        return position

    def _longest_case(self, position: int) -> tuple[int, list[str]] | None:
        start = self.tokens[position].start
        match = _cases().longest(self.text, start)
        if match is None:
            return None
        ends = {token.end for token in self.tokens[position : position + 6]}
        following = {token.start: token.part for token in self.tokens[position + 1 : position + 7]}
        if self.text.startswith(("を始め", "をはじめ"), start) and self._ends_a_clause(match[0], position):
            # 「共有を始め、」
            return self._shorter(start)
        # 「協議を始めた」: not the particle を始め.
        while match is not None and (match[0] not in ends or following.get(match[0]) == "auxiliary"):
            match = _cases().longest(self.text[: match[0] - 1], start)
        return match

    def _ends_a_clause(self, end: int, position: int) -> bool:
        before = self.tokens[position - 1] if position else None
        return before is not None and before.part == "action" and self.text[end : end + 1] == "、"

    def _shorter(self, start: int) -> tuple[int, list[str]] | None:
        return _cases().longest(self.text[: start + 1], start)

    def _add(self, tokens: list[Token], end: int, case: str, particles: str) -> None:
        content = [token for token in tokens if token.part not in ("particle", "auxiliary")]
        attributive = self._ties(case, particles)
        if case == "subject" and self.text[tokens[0].start : end] in self.adverbs:
            # 「ところが、」
            case, attributive = "", False
        if not content:
            self._append_to_last(end, case, attributive=attributive)
            return
        contrast = self.chunks and self.chunks[-1].adnominal and self.text[tokens[0].start : end] == "ものの"
        if contrast:
            # 「…したものの」: not "of things".
            case, attributive = "", False
        quote = self.quotes[-1] if self.quotes else 0
        self.chunks.append(
            Chunk(
                start=tokens[0].start,
                content_end=content[-1].end,
                end=end,
                tokens=tokens,
                kind=self._kind(tokens, content),
                case=case,
                attributive=attributive,
                quote=quote,
                outer=quote,
                note=self.note,
                comma=bool(contrast),
            )
        )

    def _ties(self, case: str, particles: str) -> bool:
        return particles in self.attributive or (case != "" and particles.endswith("の"))

    def _kind(self, tokens: list[Token], content: list[Token]) -> Kind:
        if self.text[tokens[0].start : tokens[-1].end] in self.adverbs:
            return "adverb"
        return _kind(tokens, content)

    def _append_to_last(self, end: int, case: str, *, attributive: bool) -> None:
        """Particles after a bracket: they close the phrase within it or before it."""
        if not self.chunks:
            return
        target = self.chunks[-1]
        if target.note and not self.note:
            target.stop = True
            target = next((c for c in reversed(self.chunks) if not c.note), target)
            target.stop = False
        closes = target.quote != target.outer
        if target.predicate and case == "comitative" and target.comma and not closes:
            # 「…だ、と述べた」
            target.said, target.comma, target.end = True, False, max(target.end, end)
            return
        target.comma = target.comma and not closes
        if target.case or (target.predicate and not closes):
            return
        target.end = max(target.end, end)
        if target.predicate and case == "comitative":
            target.said, target.stop = True, False
            return
        target.case, target.attributive = case, attributive
        if target.predicate:
            # 「…した」を, 「…する」との: the quotation as a whole is a noun.
            target.kind = "noun"

    def _continues(self, current: list[Token], token: Token) -> bool:
        """Whether the token goes on with the phrase: a noun after a noun, a light verb after a noun of action."""
        last = current[-1]
        if token.part == "adjective" and token.surface in self.manner and last.part in ("verb", "auxiliary"):
            # 「…するようになった」 is one predicate.
            return _has_verb(current)
        if last.part == "particle":
            # 繰り返して + いる, 行って + きた
            return token.part == "verb" and token.light and last.surface in ("て", "で") and _has_verb(current)
        if token.part == "verb":
            if last.part in _NOMINAL:
                return (token.light and token.base in _LIGHT) or token.base in self.tails
            return token.light and (last.part == "verb" or (last.part == "auxiliary" and _has_verb(current)))
        if last.part in _NOMINAL:
            return (token.part in _NOMINAL and last.end == token.start) or _split_by_blank(last, token)
        if last.part == "verb" and token.part in _NOMINAL and last.end == token.start:
            # 「受け入れ計画」
            return len(current) == 1 and not last.light and last.form.startswith("連用形")
        if last.part == "adjective":
            joins = last.form in ("", "*") and last.end == token.start and last.surface not in self.manner
            return token.part in ("noun", "action") and joins
        return False


def _split_by_blank(last: Token, token: Token) -> bool:
    """「24 年 7 月」: a blank within a date, or between kanji that a line break parted, does not end the phrase."""
    return token.part in _NOMINAL and token.start - last.end == 1 and (last.part == "number" or token.part == "number")


def _ends_its_clause(before: Chunk, chunk: Chunk) -> bool:
    """「仮処分を申請、」, 「指針に署名」: a noun of action that is the predicate without する."""
    if chunk.kind != "noun" or chunk.case or not (chunk.comma or chunk.stop) or chunk.note != before.note:
        return False
    if before.case not in ("object", "dative", "against", "comitative") or before.attributive or before.comma:
        return False
    last = chunk.tokens[-1]
    return last.part == "action" or (before.case != "dative" and last.surface[-1] in "けりいえしみちびきげせめ")


def _kind(tokens: list[Token], content: list[Token]) -> Kind:
    parts = [token.part for token in tokens]
    if parts[-1] in _NOMINAL:
        return "noun"
    if "verb" in parts:
        if parts[0] != "verb" and tokens[-1].surface == "に" and parts[-1] == "auxiliary" and len(content) == 1:
            return "adverb"
        return "verb"
    last, head = tokens[-1], content[-1]
    if head.part == "adnominal":
        return "modifier"
    if head.part == "adverb":
        return "adverb"
    if head.part == "adjective" and head.base.endswith("い") and head.form not in ("", "*"):
        if head.form.startswith("連用形") and last is head:
            return "adverb"
        return "modifier" if last is head and head.form.startswith("連体形") else "adjective"
    if "auxiliary" in parts:
        if last.part == "auxiliary" and last.base == "だ" and last.surface in ("な", "に"):
            return "modifier" if last.surface == "な" else "adverb"
        return "copula"
    return "noun"


def _has_verb(tokens: list[Token]) -> bool:
    """Whether the phrase is a predicate so far: particles after it are endings, not cases."""
    if not tokens or tokens[-1].part in _NOMINAL:
        return False
    return any(t.part in ("verb", "auxiliary") or (t.part == "adjective" and t.form not in ("", "*")) for t in tokens)
