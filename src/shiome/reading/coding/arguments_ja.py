"""Who stands where in a Japanese clause: actors by case particle, topics carried over, coordination."""

from __future__ import annotations

from functools import lru_cache

from shiome.reading.actors.mentions import Mention
from shiome.reading.coding.chunks import Chunk
from shiome.reading.coding.frames import Arguments
from shiome.reading.lexicon import load_lexicon

_PLACES: dict[str, str] = {
    "topic": "subject",
    "subject": "subject",
    "object": "object",
    "dative": "dative",
    "dative_topic": "dative",
    "against": "against",
    "against_topic": "against",
    "comitative": "comitative",
    "agent": "agent",
    "from": "agent",
    "place_topic": "setting",
    "viewpoint": "setting",
    "capacity": "setting",
}
_ACTING = frozenset({"topic", "subject", "agent", "comitative", "against"})
_ATTRIBUTIVE = frozenset(
    {"genitive", "comitative", "against", "dative", "agent", "from", "about", "coordination", "adjoined", ""}
)


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    return frozenset(load_lexicon("ja").grammar.actor_heads)


def is_head(text: str, chunk: Chunk, mention: Mention) -> bool:
    """Whether the phrase names the actor itself (X, X政権) and not something of it (X問題)."""
    tail = text[mention.end : chunk.content_end].strip(' 　」』”"・')
    while tail:
        head = next((tail[:n] for n in range(len(tail), 0, -1) if tail[:n] in _heads()), "")
        if not head and tail[0] in "IVⅠⅡⅢ期新前元現 （）()":
            head = tail[0]
        if not head:
            return False
        tail = tail[len(head) :]
    return True


class Clauses:
    """The phrases of a sentence with the actors that stand in them."""

    def __init__(self, text: str, chunks: list[Chunk], *, places: frozenset[str]) -> None:
        self.text = text
        self.chunks = chunks
        self._places = places
        self._case = [chunk.case for chunk in chunks]
        for position in range(len(chunks) - 2, -1, -1):
            self._case[position] = self._effective_case(position)

    def heads(self, position: int) -> list[Mention]:
        """The actors that the phrase names."""
        chunk = self.chunks[position]
        found = [m for m in self._actors(chunk) if is_head(self.text, chunk, m)]
        # A capital stands for its government only where it acts; elsewhere it is the place.
        return [m for m in found if not m.metonym or chunk.case in _ACTING]

    def insiders(self, position: int) -> list[Mention]:
        """The actors within a phrase that names something else."""
        chunk = self.chunks[position]
        return [m for m in self._actors(chunk) if not is_head(self.text, chunk, m)]

    def case(self, position: int) -> str:
        """Case of a phrase; a member of a list has that of the list."""
        return self._case[position]

    def _actors(self, chunk: Chunk) -> list[Mention]:
        return [m for m in chunk.mentions if m.actors and m.actors[0] not in self._places and m.affix != "place"]

    def _effective_case(self, position: int) -> str:
        chunk, following = self.chunks[position], self.chunks[position + 1]
        if chunk.predicate or following.note != chunk.note:
            return chunk.case
        if chunk.case == "" and not chunk.comma and not following.predicate:
            return "adjoined"
        listed = (chunk.case == "" and chunk.comma) or chunk.case in ("coordination", "comitative")
        if listed and not following.predicate and self.heads(position) and self.heads(position + 1):
            later = self._case[position + 1]
            return later or chunk.case
        return chunk.case

    # ------------------------------------------------------------------ arguments

    def of_predicate(self, position: int) -> Arguments:
        """The actors of a predicate, by case."""
        found = Arguments()
        note = self.chunks[position].note
        inner = inherit = False
        for at in range(position - 1, -1, -1):
            chunk = self.chunks[at]
            if chunk.note != note:
                continue
            if chunk.predicate:
                inner = inner or chunk.embedded
                inherit = inherit or not chunk.embedded
                continue
            case = self.case(at)
            if chunk.comma or case == "topic":
                inner = False
            if inherit and not inner and case in ("dative", "against", "comitative") and not found.earlier:
                found.earlier = self.heads(at)
            if inner or (inherit and (case not in ("topic", "subject", "place_topic") or found.subject)):
                continue
            self._take(found, at, case, inherited=inherit)
        for group in (found.subject, found.object, found.dative, found.comitative, found.agent):
            group.reverse()
        return found

    def _take(self, found: Arguments, at: int, case: str, *, inherited: bool) -> None:
        heads = self.heads(at) or self._owner_of_body(at)
        place = _PLACES.get(case)
        if place == "subject" and case == "topic" and found.subject and heads:
            # A nearer が is the doer; the topic then only sets the scene.
            found.setting.extend(heads)
        elif place and heads:
            getattr(found, place).extend(heads)
            found.inherited = found.inherited or (inherited and place == "subject")
        elif case in ("genitive", "adjoined") and heads:
            found.theme.extend(heads)
        elif case == "place" and heads:
            found.setting.extend(heads)
        if not heads and (place in ("object", "dative", "subject") or case == "adjoined"):
            found.theme.extend(self.insiders(at))
        elif not heads and case in ("place", "occasion", "means"):
            found.theme.extend(m for m in self.insiders(at) if len(m.actors) > 1)

    def _owner_of_body(self, at: int) -> list[Mention]:
        """「Xの国営放送」: the body speaks for X."""
        chunk = self.chunks[at]
        words = self.text[chunk.start : chunk.content_end].strip(" 　「」『』")
        if at == 0 or self._case[at - 1] != "genitive" or chunk.mentions:
            return []
        if words in _heads() or any(words.endswith(head) for head in _heads() if len(head) > 1):
            return self.heads(at - 1)
        return []

    def within(self, position: int, start: int) -> Arguments:
        """The actors within the phrase of an event word that begins at ``start``."""
        found = Arguments()
        for mention in self._actors(self.chunks[position]):
            if mention.end > start:
                if mention.affix == "visit":
                    found.dative.append(mention)
            elif mention.affix == "against":
                found.against.append(mention)
            else:
                found.modifier.append(mention)
        return found

    def of_noun(self, position: int, start: int) -> Arguments:
        """The actors of an event noun that begins at ``start``: within its phrase, and in the phrases that go with it."""
        found = self.within(position, start)
        chunk = self.chunks[position]
        for at in range(position - 1, -1, -1):
            before = self.chunks[at]
            if before.note != chunk.note:
                continue
            case = self.case(at)
            if before.predicate or case not in _ATTRIBUTIVE or (before.comma and not self.heads(at)):
                break
            if case in ("", "adjoined", "coordination", "about") and not self.heads(at):
                if before.comma:
                    break
                found.theme.extend(self.insiders(at))
                continue
            place = {
                "genitive": "genitive",
                "": "modifier",
                "adjoined": "modifier",
                "coordination": "genitive",
                "about": "theme",
            }.get(case, case)
            place = "agent" if place == "from" else place
            getattr(found, place).extend(self.heads(at))
            if not self.heads(at):
                found.theme.extend(self.insiders(at))
        return found

    def phrase_start(self, position: int) -> int:
        """Offset at which the noun phrase that ends in this phrase begins."""
        at = position
        while at > 0:
            before = self.chunks[at - 1]
            if before.predicate or before.comma or self.chunks[at - 1].note != self.chunks[position].note:
                break
            if self.case(at - 1) not in _ATTRIBUTIVE or self.case(at - 1) == "comitative":
                break
            at -= 1
        return self.chunks[at].start

    def next_predicate(self, position: int) -> int | None:
        """The predicate that the phrase at ``position`` leads up to."""
        note = self.chunks[position].note
        for at in range(position + 1, len(self.chunks)):
            if self.chunks[at].predicate and self.chunks[at].note == note:
                return at
        return None

    def leads_to(self, position: int) -> int | None:
        """The next predicate that stands in its own right, past the ones that go with a noun."""
        at = self.next_predicate(position)
        while at is not None and self.chunks[at].embedded:
            at = self.next_predicate(at)
        return at
