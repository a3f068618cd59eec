"""Noun phrases of a Japanese sentence: which actors they name, alone or in a list, and which they only mention."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from shiome.reading.actors.mentions import Mention
from shiome.reading.coding.dates.find import DateMention, alternatives
from shiome.reading.coding.japanese.attachment import NOWHERE, Attachment
from shiome.reading.coding.japanese.chunks import Chunk
from shiome.reading.lexicon import load_lexicon

_LISTED = frozenset({"topic", "too", "subject", "object", "genitive", "dative", "agent", "means", "place", "occasion"})
_ACTING = frozenset({"topic", "too", "subject", "together", "agent", "comitative", "against"})
_DOING = frozenset({"topic", "too", "subject"})
_ACCREDITED = ("大使", "次席大使", "代表部", "常駐代表")
"""What stands behind the name of a body that somebody represents a state at."""
_HOME_ENDS = (
    "国会",
    "議会",
    "野党",
    "与党",
    "政府",
    "軍",
    "軍部",
    "当局",
    "大統領府",
    "大統領室",
    "検察",
    "警察",
    "捜査処",
    "裁判所",
    "メディア",
    "通信",
    "通信社",
    "放送",
    "指導部",
    "中央委員会",
    "最高人民会議",
    "国務委員会",
    "官邸",
    "内閣",
    "世論",
    "国防部",
    "外交部",
    "統一部",
    "参謀本部",
    "国民",
    "市民団体",
    "大統領",
    "首相",
    "外相",
    "国防相",
    "ハッカー集団",
    "報道官",
    "家族会",
    "人民軍",
)
"""Ends of what acts for a state within it."""
_PLURAL = ("両", "三", "次期", "前", "元")


@lru_cache(maxsize=1)
def _head_pattern() -> re.Pattern[str]:
    """What may follow an actor's name in a phrase that still names the actor."""
    heads = alternatives(load_lexicon("ja").grammar.actor_heads)
    titles = alternatives(load_lexicon("ja").grammar.title_ends)
    return re.compile(
        rf"(?:{heads}|[駐在]\w{{1,2}}(?=大使|公使|武官)|[一-龠ァ-ヶー]{{1,10}}?(?:{titles})"
        r"|[IVXⅠⅡⅢ\d期第新前元現両\s　（）()」』”\"・])*"
    )


class PhraseWords(msgspec.Struct, frozen=True):
    """Lists of the lexicon that the reading of noun phrases looks into."""

    bodies: tuple[str, ...]
    """What speaks for the state before it (Xの国営放送)."""
    home: tuple[str, ...]
    """What of them needs no name where the text is about one state (国会は)."""
    content: frozenset[str]
    thought: frozenset[str]
    without: tuple[str, ...]
    initiative: tuple[str, ...]


@lru_cache(maxsize=1)
def phrase_words() -> PhraseWords:
    """The lists; built once."""
    grammar = load_lexicon("ja").grammar
    return PhraseWords(
        bodies=tuple(head for head in grammar.actor_heads if len(head) > 1),
        home=tuple(head for head in grammar.actor_heads if head.endswith(_HOME_ENDS) and not head.startswith(_PLURAL)),
        content=frozenset(grammar.content_nouns),
        thought=frozenset(grammar.thought),
        without=grammar.without,
        initiative=grammar.initiative,
    )


class Phrases:
    """The noun phrases of a sentence with the actors that stand in them."""

    def __init__(
        self,
        text: str,
        chunks: list[Chunk],
        *,
        places: frozenset[str],
        dates: Sequence[DateMention] = (),
        bodies: frozenset[str] = frozenset(),
        topic: tuple[Mention, ...] = (),
    ) -> None:
        self.text = text
        self.chunks = chunks
        self._places = places
        self._bodies = bodies
        self._home = topic if len(topic) == 1 and len(topic[0].actors) == 1 and topic[0].actors[0] not in bodies else ()
        self._times = {found.end for found in dates}
        self._named: list[list[Mention]] = [self._mentions(chunk) for chunk in chunks]
        self._head_of: list[list[Mention]] = [self._own_heads(position) for position in range(len(chunks))]
        self.links = Attachment(
            chunks, self._alike, phrase_words().thought, lambda position: bool(self._head_of[position])
        )
        self._heads: dict[int, list[Mention]] = {}
        self._cases: dict[int, str] = {}
        self._governed: dict[int, dict[str, list[int]]] = {}

    def _mentions(self, chunk: Chunk) -> list[Mention]:
        return [m for m in chunk.mentions if m.actors and m.actors[0] not in self._places and m.affix != "place"]

    def _own_heads(self, position: int) -> list[Mention]:
        chunk = self.chunks[position]
        heads: list[Mention] = []
        for mention in reversed(self._named[position]):
            if self._is_accredited(mention):
                continue
            joined = bool(heads) and self.text[mention.end : heads[0].start] in ("", "・")
            if not (joined or _head_pattern().fullmatch(self.text, mention.end, max(chunk.content_end, mention.end))):
                continue
            # A capital stands for its government only where it acts; elsewhere it is the place.
            if not mention.metonym or chunk.case in _ACTING or not chunk.case:
                heads.insert(0, mention)
        return heads

    def _is_accredited(self, mention: Mention) -> bool:
        """「国連大使」 is not the body, but somebody's ambassador there."""
        return mention.actors[0] in self._bodies and self.text.startswith(_ACCREDITED, mention.end)

    def _alike(self, position: int, other: int) -> bool:
        """Whether two neighbouring phrases may be members of a list: both actors, or neither."""
        first, second = self.chunks[position], self.chunks[other]
        here, there = bool(self._head_of[position]), bool(self._head_of[other])
        if here or there:
            return (here or self._is_place(first)) and (there or self._is_place(second))
        timed = first.content_end in self._times or second.content_end in self._times
        if timed or first.tokens[-1].surface in phrase_words().content:
            return False
        if first.case == "comitative":
            return second.case in _LISTED and first.quote == first.outer
        return first.tokens[0].part != "number" and "number" not in (first.tokens[-1].part, second.tokens[-1].part)

    def _is_place(self, chunk: Chunk) -> bool:
        return any(m.actors and m.actors[0] in self._places and m.end == chunk.content_end for m in chunk.mentions)

    def heads(self, position: int) -> list[Mention]:
        """The actors that the phrase names, with those it is listed with."""
        if position in self._heads:
            return self._heads[position]
        found: list[Mention] = []
        for child in self.links.children[position]:
            if self.links.relation[child] == "list":
                found += self.heads(child)
        found += self._owner_of_office(position) or self._owner_of_body(position) or self._at_home(position)
        if self.case(position) not in _ACTING:
            found = [mention for mention in found if not mention.metonym]
        self._heads[position] = found
        return found

    def _owner_of_office(self, position: int) -> list[Mention]:
        """The actors named in the phrase itself; 「Xの外務省」 is that of X, whosever goes by the bare name."""
        own = self._head_of[position]
        if len(own) == 1 and own[0].text in phrase_words().bodies:
            owner = next((c for c in self.links.children[position] if self._may_own(c)), NOWHERE)
            if owner != NOWHERE:
                return self.heads(owner)
        return own

    def _owner_of_body(self, position: int) -> list[Mention]:
        """「Xの国営放送」: the body speaks for X."""
        if any(not self._is_accredited(mention) for mention in self._named[position]):
            return []
        owner = next((c for c in self.links.children[position] if self._may_own(c)), NOWHERE)
        if owner == NOWHERE:
            return []
        return self.heads(owner) if self._words(position).endswith(phrase_words().bodies) else []

    def _at_home(self, position: int) -> list[Mention]:
        """「国会は」, 「野党は」: a body that acts, with nobody's name, is that of the state which the text is about."""
        chunk = self.chunks[position]
        if not self._home or self._named[position] or chunk.quote or chunk.case not in _DOING:
            return []
        if not self._words(position).endswith(phrase_words().home):
            return []
        described = any(self.around(child) for child in self.links.children[position])
        return [] if described else list(self._home)

    def _words(self, position: int) -> str:
        chunk = self.chunks[position]
        return self.text[chunk.start : chunk.content_end].strip(" 　「」『』両")

    def _may_own(self, child: int) -> bool:
        tied = self.links.relation[child] in ("attribute", "beside") and self.chunks[child].kind == "noun"
        return tied and bool(self._head_of[child])

    def insiders(self, position: int) -> list[Mention]:
        """The actors within a phrase that names something else."""
        return [m for m in self._named[position] if m not in self._head_of[position]]

    def around(self, position: int) -> list[Mention]:
        """All actors in a noun phrase with everything that describes it."""
        found: list[Mention] = []
        for child in self.links.children[position]:
            if self.links.relation[child] != "argument" or self.chunks[position].predicate:
                found += self.around(child)
        return found + self._named[position]

    def possessors(self, position: int) -> list[Mention]:
        """The actors in a noun phrase but for those that it is only about (Xに関するYの枠組み)."""
        found: list[Mention] = []
        for child in self.links.children[position]:
            if self.links.relation[child] == "argument" and not self.chunks[position].predicate:
                continue
            if self.chunks[child].case != "about":
                found += self.possessors(child)
        return found + self._named[position]

    def around_here(self, position: int) -> list[Mention]:
        """All actors in one phrase."""
        return self._named[position]

    def case(self, position: int) -> str:
        """Case of a phrase; a member of a list has that of the list."""
        found = self._cases.get(position)
        if found is None:
            chunk, relation = self.chunks[position], self.links.relation[position]
            listed = relation == "list" or (relation == "beside" and not chunk.case)
            found = self._cases[position] = self.case(self.links.head[position]) if listed else chunk.case
        return found

    def phrase_start(self, position: int) -> int:
        """Offset at which the noun phrase that ends in this phrase begins."""
        start = self.chunks[position].start
        for child in self.links.children[position]:
            if self.links.relation[child] in ("attribute", "beside", "list"):
                start = min(start, self.phrase_start(child))
        return start

    def phrase(self, position: int) -> str:
        """The words of a noun phrase."""
        return self.text[self.phrase_start(position) : self.chunks[position].content_end]

    def arguments(self, position: int, case: str) -> list[int]:
        """The phrases that a predicate governs in a case."""
        table = self._governed.get(position)
        if table is None:
            table = self._governed[position] = {}
            for child in self.links.children[position]:
                if self.links.relation[child] == "argument":
                    table.setdefault(self.case(child), []).append(child)
        return table.get(case, [])
