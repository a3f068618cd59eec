"""Events of a Chinese sentence: event verbs, event nouns that a verb carries, and bare ones that are taken for granted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from shiome.reading.coding.chinese.event_words import Word
from shiome.reading.coding.chinese.groups import groups
from shiome.reading.coding.chinese.mood import is_condition, is_mark, reality_of
from shiome.reading.coding.chinese.surroundings import REACH, Surroundings
from shiome.reading.coding.dates.find import alternatives
from shiome.reading.coding.proposals import Span
from shiome.reading.coding.sentence_io import SentenceInput, SentenceOutput
from shiome.reading.coding.uses.roles import Roles
from shiome.reading.coding.uses.use import Use, proposals
from shiome.reading.lexicon import Trigger, load_lexicon
from shiome.vocabulary.plover import Reality

_NO_ACTOR = re.compile("海(?![军警上关外岸运事])|[语族]")
"""Behind a state's name: a sea, a language, a people."""
_PASSIVE = re.compile(r"(?:被|遭|遭到|受到|遭受|备受)[^，]{0,3}$")


@lru_cache(maxsize=1)
def _carriers() -> re.Pattern[str]:
    grammar = load_lexicon("zh").grammar
    groups_of = {
        "void": grammar.unreal_carriers,
        "planned": grammar.planning_carriers,
        "negated": grammar.negative_carriers,
        "carrier": grammar.carriers,
    }
    return re.compile("|".join(f"(?P<{name}>{alternatives(words)})" for name, words in groups_of.items()))


@lru_cache(maxsize=1)
def _nominal() -> tuple[tuple[Reality, re.Pattern[str]], ...]:
    found = load_lexicon("zh").clauses.nominal
    return tuple((reality, re.compile("|".join(patterns))) for reality, patterns in found.items())  # type: ignore[misc] # the lexicon names realities


def chinese_events(sentence: SentenceInput) -> SentenceOutput:
    """The events of one sentence."""
    mentions = [
        m
        for m in sentence.mentions
        if m.actors and m.actors[0] not in sentence.places and not _NO_ACTOR.match(sentence.text, m.end)
    ]
    found = groups(sentence.text, mentions)
    topic = tuple(group.mention for group in found if group.case == "bare")[:1]
    output = SentenceOutput(topic=topic)
    if not mentions:
        return output
    output.events.extend(proposals(sentence, _Reader(sentence, found).uses(), language="zh"))
    return output


class _Reader(Surroundings):
    def uses(self) -> list[Use]:
        """Every use of an event word."""
        found: list[Use] = []
        for at, word in enumerate(self.words):
            use = self._carried(at, word) if word.nouns else None
            if use is None and word.verbs and not self.is_noun(word):
                use = self._verb(at, word)
            if use is None and (word.nouns or self.is_noun(word)):
                use = self._bare(at, word)
            if use is not None:
                found.append(use)
        return found

    def _verb(self, at: int, word: Word) -> Use:
        roles = self.roles(at, word.span[0])
        if not roles.subject and self.governed(at):
            against = [g.mention for g in self.between(word.chunk[0], word.span[0]) if g.case in ("against", "dative")]
            roles.subject = against[-1:]
        leading = next(
            (g for g in self.groups if g.case in ("about", "against") and 0 <= word.span[0] - g.end <= 2), None
        )
        clausal = leading is not None and (leading.case == "about" or word.verbs[0].frame == "solo")
        if leading is not None and clausal and not leading.mention.affix:
            roles.subject = [leading.mention]
            roles.against = [m for m in roles.against if m is not leading.mention]
        if not roles.subject and not roles.agent and roles.against and not word.verbs[0].solo_ok:
            # 对X发射导弹表示…: what follows the preposition is a clause of its own.
            roles.subject, roles.against = roles.against, []
        if word.span[1] == word.chunk[1] and self._right_behind_doer(word):
            # 但X反对。: what stood in the clause before is what it is about, not whom.
            roles.earlier = []
        passive = bool(roles.agent) or _PASSIVE.search(self.text, 0, word.span[0]) is not None
        if passive and not roles.agent and roles.subject and roles.object:
            # 释放了三名被拘留的X: who did it is the subject of the clause around.
            roles.agent, roles.subject = roles.subject, []
        if self.text.startswith("而", word.chunk[0]):
            # X向Y供应…，而Z则提供…: to the same.
            roles.theme += self.goals_before(word.chunk)
        verbs = [t for t in word.verbs if t.plover != "AGREE" or _several(roles)]
        return self._use(at, word.span, verbs, roles, word.span[0], passive=passive)

    def _right_behind_doer(self, word: Word) -> bool:
        return any(g.case == "bare" and 0 <= word.span[0] - g.end <= 2 for g in self.groups) and not any(
            self.text.endswith(carrier, 0, word.span[0]) for carrier in load_lexicon("zh").grammar.carriers
        )

    def _carried(self, at: int, word: Word) -> Use | None:
        """举行会谈 or 会谈举行: the noun goes with a verb that only lets it take place."""
        before = None
        start = self.segment_start(at, word.span[0], said=False)
        previous = self.previous(at)
        if previous is not None and self._carries(previous):
            start = min(start, previous.span[0])
        for match in _carriers().finditer(self.text, max(start, word.span[0] - REACH), word.span[0]):
            inside = any(group.mention.start < match.end() <= group.mention.end for group in self.groups)
            fresh = any(group.case == "bare" for group in self.between(match.end(), word.span[0]))
            said = match[0] in load_lexicon("zh").grammar.speech
            if not inside and not (said and (fresh or word.verbs or word.span[0] - match.end() > 6)):
                before = match
        if before is not None:
            return self._with_carrier(at, word, before)
        after = _carriers().search(self.text, word.span[1], min(word.chunk[1], word.span[1] + REACH))
        if after is None or self._other_between(word.span[1], after.start(), at):
            return None
        taken = any(after.end() <= o.span[0] <= after.end() + 4 and o.chunk == word.chunk for o in self.words)
        if taken or self.between(word.span[1], after.start()):
            return None
        return self._with_carrier(at, word, after)

    def _carries(self, word: Word) -> bool:
        grammar = load_lexicon("zh").grammar
        return self.text_of(word) in grammar.carriers or self.text_of(word) in grammar.negative_carriers

    def _other_between(self, start: int, end: int, at: int) -> bool:
        return any(start <= other.span[0] < end for number, other in enumerate(self.words) if number != at)

    def _with_carrier(self, at: int, word: Word, carrier: re.Match[str]) -> Use | None:
        ahead = carrier.start() < word.span[0]
        roles = self.roles(at, carrier.start() if ahead else word.span[0])
        local = self.local(word, carrier.end() if ahead else self.segment_start(at, word.span[0]))
        if carrier[0] in load_lexicon("zh").clauses.light.get("attending", ()) and not _several(local):
            # To attend a meeting says nothing of whose it is.
            return None
        roles.inside, roles.owner = local.inside, local.owner
        roles.comitative = list(dict.fromkeys([*roles.comitative, *local.comitative]))
        roles.against = list(dict.fromkeys([*roles.against, *local.against]))
        roles.agent = list(dict.fromkeys([*roles.agent, *local.agent]))
        if not ahead and (local.inside or local.owner or local.comitative):
            roles.subject = [m for m in roles.subject if m in local.inside or not roles.lent]
        use = self._use(at, word.span, word.nouns, roles, min(carrier.start(), word.span[0]), carrier=carrier[0])
        if not ahead:
            use.reality = reality_of(
                self.text[word.span[1] : carrier.start()], self.text[carrier.end() : word.chunk[1]], conditional=False
            )
        turned: dict[str | None, Reality] = {"void": "hypothetical", "planned": "planned", "negated": "negated"}
        if use.reality == "actual" and carrier.lastgroup in turned:
            use.reality = turned[carrier.lastgroup]
        use.passive = ahead and carrier[0] in ("受到", "遭到", "遭受", "接受", "获得", "得到", "面临")
        return use

    def _bare(self, at: int, word: Word) -> Use | None:
        following = self.text[word.span[1] : word.chunk[1]]
        found = next((reality for reality, pattern in _nominal() if pattern.match(following)), None)
        before = self.previous(at)
        if before is not None and self.text.startswith("是", before.span[1]):
            # 是侵略战争演习: what something is said to be.
            return None
        about = any(g.case == "about" and g.end <= word.span[0] <= g.end + REACH for g in self.groups)
        if found is None and (self.governed(at) or about):
            found = "actual"
        if found is None:
            return None
        window = self.masked[self._window_start(at, word.span[0]) : word.span[0]]
        if found == "actual":
            found = reality_of(window, "", conditional=self._conditional(word.chunk))
        roles = self.local(word, self.segment_start(at, word.span[0]))
        if not (roles.inside or roles.owner):
            roles.subject, roles.lent = self.subject(at, word.span[0])
        use = self._use(at, word.span, (*word.nouns, *word.verbs), roles, word.span[0])
        use.reality, use.nominal, use.background = found, True, True
        return use

    def _use(
        self,
        at: int,
        span: Span,
        triggers: Sequence[Trigger],
        roles: Roles,
        position: int,
        *,
        passive: bool = False,
        carrier: str | None = None,
    ) -> Use:
        chunk = self.words[at].chunk
        window = self.masked[self._window_start(at, position) : position]
        following = self.masked[span[1] : self._next_start(at)]
        reality = reality_of(window, following, conditional=self._conditional(chunk))
        if reality == "actual" and self.continues(at, position):
            # 计划访问X并会见Y: what opens the clause says of both whether they happened.
            ahead = self.masked[chunk[0] : self.first_word(chunk)]
            reality = reality_of(ahead, following, conditional=False)
        if reality == "negated" and self.demanded(at):
            # 警告X不要…: what one is told not to do has not been left undone.
            reality = "hypothetical"
        if self.speech.denied(position):
            reality = "negated"
        return Use(
            span=span,
            triggers=triggers,
            roles=roles,
            clause=(chunk[0], self._own_end(at)),
            reality=reality,
            passive=passive,
            carrier=carrier,
            objects=self.text[chunk[0] : chunk[1]],
            attribution=self.speech.source_of(position),
        )

    def _window_start(self, at: int, position: int) -> int:
        """Where the words begin that may say whether it happened; a word that promises or refuses it is one of them."""
        start = self.segment_start(at, position)
        before = self.previous(at)
        if before is not None and start == before.span[1] and is_mark(self.text_of(before)):
            return before.span[0]
        return start

    def _next_start(self, at: int) -> int:
        following = self.words[at + 1] if at + 1 < len(self.words) else None
        chunk = self.words[at].chunk
        stop = following.span[0] if following is not None and following.chunk == chunk else chunk[1]
        return min([stop, *(g.start for g in self.between(self.words[at].span[1], chunk[1]))])

    def _own_end(self, at: int) -> int:
        """Where the stretch ends whose dates may be the word's own: before the clause that it governs."""
        word, following = self.words[at], at + 1
        if following == len(self.words) or self.words[following].chunk != word.chunk:
            return word.chunk[1]
        planning = self.text_of(word) in load_lexicon("zh").grammar.planning_carriers
        return word.span[1] if planning or self.governed(following) else word.chunk[1]

    def _conditional(self, chunk: Span) -> bool:
        """Whether the stretch is a condition, or follows one."""
        return any(is_condition(self.text, start) for start, _ in self.chunks if start <= chunk[0])


def _several(roles: Roles) -> bool:
    """Whether those who do it with one another are named, not one who does it (agrees to give, attends)."""
    named = (*roles.subject, *roles.comitative, *roles.inside)
    return len({actor for mention in named for actor in mention.actors}) > 1
