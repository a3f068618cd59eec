"""Where things stand around the event words of a Chinese sentence: subjects, prepositional phrases, objects, descriptions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from shiome.reading.actors.mentions import Mention
from shiome.reading.actors.scripts import script_of
from shiome.reading.coding.chinese.event_words import Word, event_words
from shiome.reading.coding.chinese.groups import Group, chunks_of, leading
from shiome.reading.coding.chinese.speech import Speech
from shiome.reading.coding.dates.find import alternatives
from shiome.reading.coding.proposals import Span
from shiome.reading.coding.sentence_io import SentenceInput
from shiome.reading.coding.uses.roles import Roles
from shiome.reading.lexicon import load_lexicon

REACH = 14
"""Characters between an event noun and what still belongs to it."""
_CLOSE = 4
"""Characters between a partner and the noun of what one does with it (与X的军事对话)."""
_CLAUSAL = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "PROTEST"})
"""Types whose verbs take a whole clause as their object."""
_PLACES = {
    "against": "against",
    "dative": "dative",
    "goal": "dative",
    "comitative": "comitative",
    "agent": "agent",
    "object": "object",
    "place": "setting",
    "from": "setting",
}
_OTHER_SIDE: dict[str, tuple[str, ...]] = {
    "REQUEST": ("comitative",),
    "ACCUSE": ("comitative",),
    "SUPPORT": ("comitative",),
    "PROTEST": ("comitative",),
    "THREATEN": ("comitative", "against"),
    "REJECT": ("comitative", "against", "dative", "place"),
}
"""Types to the places where the clause they govern names the other side."""
_SUBORDINATE = re.compile(r"(?:以来|之后|后|以后|之前|前|时|期间|之际|的同时)$")
_LATTER = ("后者", "对方")
"""Words for the one named last."""
_BENEFITING = frozenset({"SUPPORT", "REQUEST"})
"""Types whose doer is the one that what they govern is done to (thanked them for helping)."""
_TURNS = re.compile(r"并且?|而且?|随后|同时|且(?=[与向对同将])|进而|从而|以便|但")


@lru_cache(maxsize=1)
def _adverbs() -> re.Pattern[str]:
    lexicon = load_lexicon("zh")
    marks = (word for words in lexicon.grammar.before.values() for word in words)
    words = alternatives((*lexicon.clauses.adverbs, *marks, *lexicon.grammar.speech))
    return re.compile(rf"(?:{words}|[月日年号]|[0-9一二两三四五六七八九十数几多][次度轮回]|[以用][^，]{{1,3}})$")


class Surroundings:
    """A sentence with its groups of actors, its stretches and its event words."""

    def __init__(self, sentence: SentenceInput, found: Sequence[Group]) -> None:
        self.sentence = sentence
        self.text = sentence.text
        self.groups = found
        masked = list(self.text)
        for mention in sentence.mentions:
            # No word that says whether something happened is to be found within a name.
            masked[mention.start : mention.end] = "□" * (mention.end - mention.start)
        self.masked = "".join(masked)
        self.chunks = chunks_of(self.text)
        self.words = event_words(self.text, sentence.mentions, self.chunks)
        self.speech = Speech(self.text, found, self.chunks)

    def previous(self, at: int) -> Word | None:
        """The event word before it in its stretch."""
        word = self.words[at]
        before = self.words[at - 1] if at else None
        return before if before is not None and before.chunk == word.chunk else None

    def segment_start(self, at: int, position: int, *, said: bool = True) -> int:
        """Where the clause of a predicate begins within its stretch: behind the verb before it, a turn, or a verb of saying."""
        word, before = self.words[at], self.previous_verb(at)
        start = max(word.chunk[0], before.span[1] if before else 0)
        for turn in _TURNS.finditer(self.text, start, position):
            start = turn.end()
        return max(start, self.speech.last_before(position, word.chunk)) if said else start

    def previous_verb(self, at: int) -> Word | None:
        """The event verb before it in its stretch; nouns within phrases do not cut."""
        for before in reversed(self.words[:at]):
            if before.chunk != self.words[at].chunk:
                return None
            if before.verbs and not self.is_noun(before):
                return before
        return None

    def governed(self, at: int) -> bool:
        """Whether the word before takes this one's clause as its object."""
        before = self.previous(at)
        if before is None or not (before.verbs or before.nouns):
            return False
        between = self.text[before.span[1] : self.words[at].span[0]]
        return (before.verbs or before.nouns)[0].plover in _CLAUSAL and _TURNS.search(between) is None

    def demanded(self, at: int) -> bool:
        """Whether the word before asks somebody else for it, warns them of it or turns it down."""
        before = self.previous(at)
        return before is not None and self.governed(at) and self.text_of(before) in load_lexicon("zh").clauses.demands

    def text_of(self, word: Word) -> str:
        """The word as written."""
        return self.text[word.span[0] : word.span[1]]

    def between(self, start: int, end: int) -> list[Group]:
        """The actors whose names stand between two offsets."""
        return [group for group in self.groups if start <= group.mention.start and group.mention.end <= end]

    def subject(self, at: int, position: int) -> tuple[list[Mention], bool]:
        """Who does it, and whether that is only understood."""
        word = self.words[at]
        start = self.segment_start(at, position)
        near = [g.mention for g in self.between(start, position) if g.case == "bare"]
        before = self.previous(at)
        fresh = before is None or before.span[1] <= word.chunk[0] or self.governed(at) or start > before.span[1]
        if near and fresh:
            return near, False
        if self.demanded(at):
            return [], True
        serial = self._leading_clause(at)
        if serial:
            return serial, True
        first = [g.mention for g in self.between(word.chunk[0], position) if g.case == "bare"]
        if before is not None and first:
            ahead = [m for m in first if m.end <= self.first_word(word.chunk)]
            return (ahead or first), bool(ahead)
        if first:
            return first, False
        return self.earlier_subject(word.chunk), True

    def _leading_clause(self, at: int) -> list[Mention]:
        """The doer of a serial verb within a governed clause (感谢X派兵支援Y): that of the verb before it."""
        before = self.previous(at)
        if before is None or not before.verbs or not self.governed(at - 1):
            return []
        return [
            g.mention
            for g in self.between(self.segment_start(at - 1, before.span[0]), before.span[0])
            if g.case == "bare"
        ]

    def goals_before(self, chunk: Span) -> list[Mention]:
        """Those to whom it was done in the stretch before."""
        stretch = next((c for c in reversed(self.chunks) if c[1] <= chunk[0]), None)
        goals = self.between(*stretch) if stretch is not None else []
        return [g.mention for g in goals if g.case in ("dative", "against")]

    def continues(self, at: int, position: int) -> bool:
        """Whether the verb only goes on, without a doer of its own, from one before it (…并会见Y)."""
        before = self.previous(at)
        if before is None or not before.verbs or (before.verbs[0].plover in _CLAUSAL):
            return False
        between = self.text[before.span[1] : position]
        own = any(g.case == "bare" and g.start > before.span[1] + REACH for g in self.between(before.span[1], position))
        return between.endswith(("并", "并且", "和", "以及")) and not own

    def first_word(self, chunk: Span) -> int:
        """Where the first event word of a stretch begins."""
        return next(word.span[0] for word in self.words if word.chunk == chunk)

    def earlier_subject(self, chunk: Span) -> list[Mention]:
        """The subject of the nearest stretch before that has one; else what the sentences before were about."""
        latter = self.text.startswith(_LATTER, chunk[0])
        for start, end in reversed([c for c in self.chunks if c[1] <= chunk[0]]):
            if latter and (others := self.between(start, end)):
                return [others[-1].mention]
            stop = min((w.span[0] for w in self.words if w.chunk == (start, end)), default=end)
            found = [g for g in self.between(start, stop) if g.case == "bare"]
            if found:
                return [g.mention for g in (found if stop < end else leading(self.text, found))]
        if _SUBORDINATE.search(self.text, *chunk):
            # 自首次核试验以来，X…: who it is follows.
            behind = [g.mention for g in self.groups if g.start >= chunk[1] and g.case == "bare"]
            return behind[:1] or list(self.sentence.topic)
        return list(self.sentence.topic)

    def roles(self, at: int, position: int) -> Roles:
        """The actors around a predicate that begins at ``position``."""
        word = self.words[at]
        subject, lent = self.subject(at, position)
        roles = Roles(subject=subject, lent=lent)
        start = self.segment_start(at, position)
        if not self.governed(at) and self.previous(at) is None:
            start = word.chunk[0]
        for group in self.between(start, position):
            if group.case in _PLACES:
                getattr(roles, _PLACES[group.case]).append(group.mention)
            elif group.case in ("theme", "genitive") and group.mention not in subject:
                roles.theme.append(group.mention)
        # 对X发射导弹表示关切: the clause that the preposition opens names the other side.
        opening = self.between(word.chunk[0], start) if (word.nouns or word.verbs)[0].plover in _CLAUSAL else []
        roles.theme += [g.mention for g in opening if g.case in ("against", "about") and not g.mention.affix]
        roles.object += [g.mention for g in self.groups if word.span[0] < g.mention.start < word.span[1]]
        self.behind(at, roles)
        roles.earlier = [g.mention for g in self.groups if g.end <= word.chunk[0] and g.mention not in subject]
        before = self.previous(at)
        if before is not None and self.governed(at) and (before.verbs or before.nouns)[0].plover in _BENEFITING:
            asking = [g.mention for g in self.between(word.chunk[0], before.span[0]) if g.case == "bare"]
            roles.theme += asking or self.earlier_subject(word.chunk)
        return roles

    def behind(self, at: int, roles: Roles) -> None:
        """Object and goal after the word; or, behind 的, whom the whole describes."""
        word = self.words[at]
        following = self.words[at + 1] if at + 1 < len(self.words) else None
        more = following is not None and following.chunk == word.chunk
        stop = following.span[0] if following is not None and more else word.chunk[1]
        behind = self.between(word.span[1], word.chunk[1])
        head = next((g for g in behind if self.text[g.start - 1 : g.start] == "的" and g.start >= word.span[1]), None)
        for group in behind:
            between = self.text[word.span[1] : group.start]
            if group is head or "的" in between or group.mention.start > stop or _TURNS.search(between):
                break
            if group.case in ("bare", "object"):
                roles.object.append(group.mention)
            elif group.mention.affix and group.case == "against":
                roles.against.append(group.mention)
            elif group.case == "goal" or (group.case in _PLACES and not more):
                getattr(roles, _PLACES[group.case]).append(group.mention)
            elif group.case in ("theme", "genitive") or "的" in self.text[group.end : group.end + REACH]:
                # 废除与X签署的协议: with whom, within what describes the object.
                roles.theme.append(group.mention)
        if more and not roles.object:
            # What is asked, threatened or refused names the other side only in its own clause.
            cases = _OTHER_SIDE.get((word.verbs or word.nouns)[0].plover, ())
            roles.theme += [g.mention for g in behind if g.case in cases]
        other = head is not None and any(
            word.span[1] < w.span[0] < head.start and w.verbs for w in self.words if w.chunk == word.chunk
        )
        if head is not None and other and head.far < 0:
            # 释放了被拘留的X: what describes X is the other verb; to this one X is the object.
            roles.object = roles.object or [head.mention]
        elif head is not None and len(self.text[word.span[1] : head.start]) <= 2 * REACH:
            if head.far >= 0:
                # The description begins behind the preposition: what stands before that has no part in it.
                roles.subject = [m for m in roles.subject if m.start >= head.far]
            self.described(head, roles, self.text[word.span[1] : head.start])

    @staticmethod
    def described(head: Group, roles: Roles, between: str) -> None:
        """A clause before 的 describes what follows: its doer if it has none, else the one it was done to."""
        if roles.agent or not roles.subject or (roles.lent and roles.object):
            roles.subject = [head.mention]
        elif not roles.object or len(between.lstrip("了过")) - len(between.rpartition("的")[2]) > 2:
            roles.object = [head.mention]

    def is_noun(self, word: Word) -> bool:
        """Whether 的 or a preposition's phrase before it, or what follows it, makes the word a noun."""
        before = self.text[max(0, word.span[0] - 1) : word.span[0]]
        if before == "的":
            return True
        if self.text[word.span[1] : word.span[1] + 1] in ("了", "过") or self._takes_object(word):
            return False
        named = any(g.end == word.span[0] for g in self.groups)
        if word.nouns and not named and not any(m.end == word.span[0] for m in self.sentence.mentions):
            # A word that may be either is a noun where another noun describes it.
            ahead = self.text[max(word.chunk[0], word.span[0] - 4) : word.span[0]]
            dated = any(date.end == word.span[0] for date in self.sentence.dates)
            if ahead and not dated and script_of(ahead[-1]) == "han" and not _adverbs().search(ahead):
                return True
        return any(g.case == "against" and g.mention.affix and g.end == word.span[0] for g in self.groups)

    def _takes_object(self, word: Word) -> bool:
        """Whether an actor stands right behind the word as its object, and not already before it."""
        return any(g.mention.start == word.span[1] and g.case == "bare" for g in self.groups)

    def local(self, word: Word, start: int) -> Roles:
        """Actors within the noun's own phrase."""
        roles = Roles()
        for group in self.between(start, word.span[1]):
            gap = self.text[group.end : word.span[0]]
            if len(gap) > REACH:
                continue
            if group.case == "genitive" or (group.case in ("theme", "about") and "的" in gap):
                roles.owner.append(group.mention)
            elif group.case in ("bare", "theme") and len(gap) <= 6 and "的" not in gap:
                roles.inside.append(group.mention)
            elif group.case in ("against", "comitative", "object", "agent"):
                close = group.case in ("comitative", "agent") and len(gap) <= _CLOSE
                if close or "的" in gap or group.mention.affix:
                    getattr(roles, group.case).append(group.mention)
        return roles
