"""The predicates of a Japanese sentence: the word that makes each, and how it stands in its sentence."""

from __future__ import annotations

from dataclasses import dataclass, replace

from shiome.reading.coding.frames import Arguments
from shiome.reading.coding.japanese.arguments import Clauses
from shiome.reading.coding.japanese.attachment import NOWHERE
from shiome.reading.coding.japanese.chunking import chunk
from shiome.reading.coding.japanese.mood import Mood, mood
from shiome.reading.coding.japanese.words import plain, word_lists
from shiome.reading.coding.proposals import Span
from shiome.reading.coding.sentence_io import SentenceInput
from shiome.reading.coding.tokens import japanese_tokens
from shiome.reading.lexicon import Trigger, load_lexicon
from shiome.vocabulary.plover import Reality

_NAMING = ("noun", "action")
_MEANWHILE = frozenset({"一方", "中", "なか", "かたわら", "傍ら", "半面", "反面", "ほか", "傍"})


@dataclass(frozen=True, slots=True)
class Use:
    """How an event word is used in its sentence."""

    trigger: Trigger
    span: Span
    arguments: Arguments
    mood: Mood
    nominal: bool
    at: int
    """Number of the phrase."""
    governor: int
    """Number of the predicate that tells the reality."""
    confidence: float
    received: bool = False
    """A verb of receiving carries it."""
    presupposed: bool = False
    """Nothing says that it happened; the sentence takes it for granted."""


class Predicates:
    """A sentence taken apart into phrases, with its predicates."""

    def __init__(self, sentence: SentenceInput) -> None:
        self.sentence = sentence
        self.text = sentence.text
        tokens = list(japanese_tokens(sentence.text))
        self.chunks = chunk(sentence.text, tokens, sentence.mentions)
        prefixes = load_lexicon("ja").grammar.prefixes
        self._starts = {token.start for token in tokens} | {m.end for m in sentence.mentions}
        # 「停戦協議」: one token, of which the latter half may be the event.
        self._starts |= {
            at for t in tokens if t.end - t.start >= 4 and t.part in _NAMING for at in range(t.start + 2, t.end - 1)
        }
        self._starts |= {token.start + 1 for token in tokens if token.surface.startswith(prefixes)}
        self._ends = {token.end for token in tokens}
        self.clauses = Clauses(
            sentence.text,
            self.chunks,
            places=sentence.places,
            dates=sentence.dates,
            bodies=sentence.bodies,
            topic=sentence.topic,
        )
        self.links = self.clauses.links
        self._moods: dict[int, Mood] = {}

    def _words_in(self, position: int, cases: tuple[str, ...]) -> str:
        """The words of what a predicate governs in one of the cases."""
        found = [self.clauses.phrase(child) for case in cases for child in self.clauses.arguments(position, case)]
        return "".join(found)

    def _governor(self, position: int) -> int:
        """The predicate that a noun phrase is part of."""
        at = position
        while at != NOWHERE and self.links.relation[at] in ("list", "beside"):
            at = self.links.head[at]
        if at == NOWHERE or self.links.relation[at] != "argument":
            return NOWHERE
        return self.links.head[at]

    def head_word(self, position: int) -> str:
        """The word that makes a phrase a predicate: 行う, or 実施 of 実施する."""
        content = [t for t in self.chunks[position].tokens if t.part not in ("particle", "auxiliary")]
        while len(content) > 1 and (content[-1].light or content[-1].surface in word_lists().manner):
            content.pop()
        if not content:
            return ""
        return content[-1].surface if content[-1].part == "action" else plain(content[-1].base)

    def settled_mood(self, position: int) -> Mood:
        """The mood of a predicate; one that only leads up to a later one takes that one's."""
        if position not in self._moods:
            self._moods[position] = self._settle(position)
        return self._moods[position]

    def _settle(self, position: int) -> Mood:
        found = mood(self.text, self.chunks[position])
        at = position
        while found.reality is None:
            at = self.links.head[at]
            if at == NOWHERE or not self.chunks[at].predicate:
                return Mood("actual", past=True, passive=found.passive)
            later = mood(self.text, self.chunks[at])
            reality: Reality | None = later.reality
            if later.reality == "negated" or later.open:
                # What leads up to a denial, or to a bare present, is itself told as done.
                reality = "actual"
            advised = later.open and self._is_advice(at)
            found = Mood(
                "hypothetical" if advised else reality,
                later.past,
                found.passive,
                found.reported or later.reported,
                advised,
            )
        if found.open and self.chunks[position].tokens[-1].surface == "と" and self.clauses.is_aside(position):
            # 「Xが要求すると、Yは拒否した」
            later = self.settled_mood(self.links.head[position]) if self.links.head[position] != NOWHERE else found
            if later.reality == "actual" and later.past and not later.reported:
                return replace(found, reality="actual", open=False)
        if found.open and self.chunks[position].tokens[-1].surface == "に" and self.links.head[position] != NOWHERE:
            # 「求めるにとどめた」
            later = self.settled_mood(self.links.head[position])
            return Mood(later.reality, later.past, found.passive)
        if found.open and (beside := self._meanwhile(position)) is not None:
            return Mood("actual", beside.past, found.passive)
        if found.open and (self._of_an_actor(position) or self._came_about(position)):
            # 「開発を進めるX」: what an actor is known for is going on.
            return replace(found, reality="actual", open=False)
        return found

    def _is_advice(self, at: int) -> bool:
        """Whether a bare present ends the sentence, as where a paper says what should be done, or tells a habit."""
        chunk = self.chunks[at]
        rest = self.text[chunk.end :].strip("。．. 　")
        last = chunk.tokens[-1]
        return (
            chunk.kind == "verb"
            and not rest
            and last.part == "verb"
            and self.head_word(at) not in ("なる", "ある", "いる")
        )

    def _came_about(self, position: int) -> bool:
        """「解除される事態が生じた」, 「重視するようになった」: told in the present, but a past verb says that it came about."""
        head = self.links.head[position]
        if not self.chunks[position].adnominal or head == NOWHERE:
            return False
        governor = head if self.chunks[head].predicate else self._governor(head)
        if governor == NOWHERE or self.head_word(governor) not in word_lists().realising:
            return False
        return mood(self.text, self.chunks[governor]).reality == "actual"

    def _meanwhile(self, position: int) -> Mood | None:
        """「Xを表明する一方、」: told as what follows is."""
        head = self.links.head[position]
        if not self.chunks[position].adnominal or head == NOWHERE or self.chunks[head].predicate:
            return None
        if self.chunks[head].tokens[0].surface not in _MEANWHILE or self._governor(head) == NOWHERE:
            return None
        later = self.settled_mood(self._governor(head))
        return later if later.reality == "actual" and later.past else None

    def _of_an_actor(self, position: int) -> bool:
        head = self.links.head[position]
        return self.chunks[position].adnominal and head != NOWHERE and bool(self.clauses.heads(head))
