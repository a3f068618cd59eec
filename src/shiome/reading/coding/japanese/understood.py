"""What a Japanese sentence leaves to be understood: who did it, where one went, who the other was."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from shiome.reading.actors.mentions import Mention
from shiome.reading.coding.frames import Arguments, Parties, parties
from shiome.reading.coding.japanese.attachment import NOWHERE
from shiome.reading.coding.japanese.predicates import Use
from shiome.reading.coding.japanese.uses import Sentence
from shiome.reading.coding.sentence_io import SentenceInput
from shiome.reading.lexicon import load_lexicon

_STATED = frozenset({"SUPPORT", "ACCUSE", "AGREE", "REQUEST", "REJECT"})
"""What a statement does: in the account of one, its authors are understood."""
_VOTED = frozenset({"REJECT", "NONE"})
_CLOSING = " 　」』）)"
_OPENING = 8
"""How far from its beginning a sentence may name "both" and mean those of the sentence before."""
_SCENES = frozenset({"place_topic", "topic", "too", "dative_topic", "place", "dative", "subject", "agent"})


@lru_cache(maxsize=1)
def _back_references() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    grammar = load_lexicon("ja").grammar
    return frozenset(grammar.gatherings), grammar.reactions, grammar.connectives, grammar.occasions


@lru_cache(maxsize=1)
def _gatherings() -> tuple[str, ...]:
    return load_lexicon("ja").grammar.gatherings


def _both_who_met(sentence: SentenceInput) -> tuple[Mention, ...]:
    """The mentions; 「双方」 straight after two have met means them, whichever pair was named otherwise."""
    before = sentence.before
    pair = tuple(dict.fromkeys(actor for mention in before.gathering for actor in mention.actors))
    if len(pair) != 2 or before.doers != before.gathering or not sentence.mentions:
        return sentence.mentions
    first = sentence.mentions[0]
    if first.kind != "reference" or len(first.actors) != 2 or first.start > _OPENING:
        return sentence.mentions
    return (msgspec.structs.replace(first, actors=pair), *sentence.mentions[1:])


class Understood:
    """A sentence taken apart, with what it leans on in the sentences before it."""

    def __init__(self, sentence: SentenceInput) -> None:
        sentence.mentions = _both_who_met(sentence)
        self.sentence = sentence
        self.text = sentence.text
        self.parts = Sentence(sentence)
        self.chunks = self.parts.chunks
        self.clauses = self.parts.clauses
        self.links = self.parts.links
        self.of_gathering = self._means_gathering()
        self.reaction = any(
            chunk.tokens[0].surface in _back_references()[1]
            and (chunk.case in ("against", "occasion", "dative", "object") or self.text.startswith("受け", chunk.end))
            for chunk in self.chunks[:2]
        )
        opening = [chunk for chunk in self.chunks[:3] if not chunk.note]
        refers = any(mention.kind == "reference" for chunk in opening[:2] for mention in chunk.mentions)
        parallel = next((chunk.case == "too" for chunk in opening if chunk.case in ("too", "topic", "subject")), False)
        # 「ところが、このとき…」
        opens = tuple(chunk.start for chunk in opening)
        self.continues = (
            any(self.text.startswith(_back_references()[3], start) for start in opens)
            or self.of_gathering
            or refers
            or parallel
            or self.reaction
            or self.text.startswith(_back_references()[2])
        )

    def _means_gathering(self) -> bool:
        """Whether a statement or meeting told of before is what the sentence is about: 「声明では…」."""
        names = _back_references()[0]
        for position, phrase in enumerate(self.chunks[:4]):
            words = self.text[phrase.start : phrase.content_end].removeprefix("同").removeprefix("この").strip(" 「」")
            if words in names and self.clauses.case(position) in _SCENES and not self._is_another(position):
                return True
        return False

    def _is_another(self, position: int) -> bool:
        """「Xの声明」, 「1月に公表した報告書」: a text or meeting that the sentence itself brings up."""
        children = self.links.children[position]
        return bool(self.clauses.around(position)) or any(
            self.chunks[child].predicate and self.links.relation[child] == "attribute" for child in children
        )

    # ------------------------------------------------------------------ the event

    def _when_understood(self, arguments: Arguments) -> str:
        """The date of what was told before, where the sentence goes on about it or about what those who met then stated."""
        before = self.sentence.before
        if self.continues and before.when:
            return before.when
        meant = arguments.distant and tuple(arguments.subject) == before.gathering
        return before.met if meant else ""

    def _of_body(self, arguments: Arguments) -> Parties | None:
        """A body of several states meets and decides by itself."""
        named = [*arguments.subject, *arguments.genitive, *arguments.modifier, *arguments.agent, *arguments.theme]
        bodies = [m for m in named if len(m.actors) == 1 and m.actors[0] in self.sentence.bodies]
        return Parties((bodies[0],), ()) if bodies and not arguments.distant else None

    def _with_the_other(self, use: Use, arguments: Arguments) -> Parties | None:
        """What takes two, told of one: with whom the clause before has it, or with the only other actor named so far."""
        arguments.subject = arguments.subject or arguments.owners
        if not arguments.subject:
            return None
        doers = {actor for mention in arguments.subject for actor in mention.actors}
        named = [m for position in range(use.at) for m in self.clauses.heads(position)]
        others = [m for m in arguments.earlier or named if not doers & set(m.actors)]
        if len({m.actors for m in others}) != 1 or arguments.distant:
            return None
        arguments.comitative = [others[-1]]
        return parties(use.trigger, arguments, nominal=use.nominal)

    def _before_body(self, use: Use, arguments: Arguments) -> None:
        """「総会で反対票を投じ」: a vote is cast on what a body of several states decides."""
        if use.trigger.plover in _VOTED and not (arguments.dative or arguments.against):
            heads = [*arguments.setting, *arguments.backdrop]
            bodies = [m for m in heads if len(m.actors) == 1 and m.actors[0] in self.sentence.bodies]
            arguments.theme += [m for m in bodies if m not in arguments.theme]

    def _supply_shower(self, arguments: Arguments) -> None:
        """「新型が公開された」: by whom the text is about."""
        nobody = not (arguments.agent or arguments.origin or arguments.owners or arguments.subject)
        topic = self.sentence.topic
        if nobody and len(topic) == 1 and len(topic[0].actors) == 1:
            arguments.agent, arguments.inherited, arguments.distant = list(topic), True, True

    def _noted(self, position: int) -> list[Mention]:
        """What a clause in brackets is about: what the clause around them is about."""
        at = position
        while at >= 0 and self.chunks[at].note:
            at -= 1
        if at < 0 or not self.chunks[at].predicate:
            return []
        return [
            m
            for case in ("subject", "topic", "object")
            for c in self.clauses.arguments(at, case)
            for m in self.clauses.around(c)
        ]

    def _supply_subject(self, use: Use, arguments: Arguments) -> None:
        """Who is understood where nobody is named: those who made the statement meant, else what the text is about."""
        if arguments.subject or arguments.agent or arguments.origin:
            return
        nominal = use.nominal and (arguments.genitive or arguments.modifier)
        if scene := self._scene(use):
            arguments.subject, arguments.inherited = scene, True
            return
        understood = self.sentence.before.gathering if self.of_gathering else ()
        named = arguments.named and not self._is_object_topic(use)
        if not understood and not named and not nominal and not self._settings(arguments):
            stated = use.trigger.plover in _STATED and self.sentence.before.gathering
            understood = stated if stated and not self.sentence.topic_named else self.sentence.topic
            if use.trigger.plover == "NONE" and use.trigger.frame == "solo":
                understood = self._of_the_state(use, understood)
            partner = arguments.comitative or arguments.theme or arguments.dative
            if use.trigger.frame == "joint" and not partner and len(understood) == 1:
                understood = understood if len(understood[0].actors) > 1 else self._met_before(arguments)
        if understood:
            arguments.subject, arguments.inherited, arguments.distant = list(understood), True, True

    def _met_before(self, arguments: Arguments) -> tuple[Mention, ...]:
        """Who has a part in what takes two, where the sentence names nobody: those who met last."""
        nobody = not (arguments.genitive or arguments.modifier or arguments.against or arguments.backdrop)
        return self.sentence.before.gathering if nobody and not self.sentence.mentions else ()

    def _settings(self, arguments: Arguments) -> list[Mention]:
        """Among whom it is told; a body is only where it is."""
        return [m for m in arguments.setting if len(m.actors) > 1 or m.actors[0] not in self.sentence.bodies]

    def _is_object_topic(self, use: Use) -> bool:
        """「懸案は留保し」: a topic that is no actor, before a verb that wants an object and has none."""
        if use.nominal or use.mood.passive or use.trigger.frame not in ("toward", "transitive"):
            return False
        governs = self.clauses.arguments
        return not governs(use.governor, "subject") and not governs(use.governor, "object")

    def _of_the_state(self, use: Use, understood: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Whose election or verdict it is: of the actor named last before it, else of a single topic."""
        named = [m for m in self.sentence.mentions if m.end <= use.span[0] and len(m.actors) == 1 and not m.metonym]
        named = [m for m in named if m.actors[0] not in self.sentence.places | self.sentence.bodies]
        single = understood if len({actor for m in understood for actor in m.actors}) == 1 else ()
        later = [m for m in self.sentence.mentions if m.start >= use.span[1] and len(m.actors) == 1 and not m.metonym]
        return tuple(named[-1:]) or single or tuple(later[:1] if not understood else ())

    def _scene(self, use: Use) -> list[Mention]:
        """「XY会談では…が確認された」: those who met, or who made the statement, where it is told."""
        own = use.nominal and self.clauses.case(use.at) in ("subject", "topic", "too")
        if (use.arguments.named and not own) or (use.nominal and (use.arguments.genitive or use.arguments.modifier)):
            return []
        for case in ("place_topic", "place", "means"):
            for child in self._before_it(use, case):
                phrase = self.chunks[child]
                if not self.text[phrase.start : phrase.content_end].rstrip(_CLOSING).endswith(_gatherings()):
                    continue
                found = [m for m in self.clauses.around(child) if not m.metonym]
                if len({actor for m in found for actor in m.actors}) > 1:
                    return found
        return []

    def _before_it(self, use: Use, case: str) -> list[int]:
        """The phrases in a case with the predicate, or with one that it is part of, that stand before it."""
        found, at = list(self.clauses.arguments(use.governor, case)), use.governor
        while self.links.head[at] != NOWHERE and (self.chunks[at].embedded or not self.chunks[at].predicate):
            at = self.links.head[at]
            found += [child for child in self.clauses.arguments(at, case) if child < use.governor]
        return found

    def _supply_destination(self, use: Use, arguments: Arguments) -> None:
        """A town stands for the state one travels to."""
        if arguments.dative or any(not m.metonym for m in arguments.object):
            return
        if self.text.endswith("入り", 0, use.span[1]) and (found := self._states_there(use.at)):
            # 「(首都)入りし」
            arguments.object = found
            return
        for case in ("object", "dative", "place"):
            for child in self.clauses.arguments(use.governor, case):
                found = self._states_there(child)
                if found:
                    arguments.object = found
                    return
        if use.trigger.plover == "MOBILIZE" and not arguments.object:
            # 「XYでは…寄港も」, told of the pair in the sentence before.
            doers = {actor for m in arguments.subject or arguments.genitive for actor in m.actors}
            pairs = (m for m in (*arguments.backdrop, *self.sentence.topic) if len(m.actors) == 2)
            arguments.dative = [m for m in pairs if len(doers & set(m.actors)) == 1][:1]
            return
        later = self.links.head[use.governor] if self.links.relation[use.governor] == "clause" else NOWHERE
        if later != NOWHERE and not arguments.object:
            # 「Xが訪問し、Yに歓迎された」
            arguments.dative = [
                m for child in self.clauses.arguments(later, "dative") for m in self.clauses.heads(child)
            ]

    def _states_there(self, position: int) -> list[Mention]:
        found: list[Mention] = []
        for child in self.links.children[position]:
            if not self.chunks[child].note:
                found += self._states_there(child)
        for mention in self.chunks[position].mentions:
            country = self.sentence.countries.get(mention.actors[0], "") if mention.actors else ""
            if country:
                found.append(msgspec.structs.replace(mention, actors=(country,)))
            elif mention.metonym or mention in self.clauses.heads(position):
                found.append(mention)
        return found


def stands_alone(use: Use) -> bool:
    """「首脳会談が実現した」, 「選挙が行われた」: the event is itself the subject, and who has a part in it is understood."""
    return use.trigger.frame == "joint" or (use.trigger.plover == "NONE" and use.trigger.frame == "solo")
