"""Who stands where in a Japanese sentence: the actors of predicates and of event nouns, by case."""

from __future__ import annotations

from shiome.reading.actors.mentions import Mention
from shiome.reading.coding.frames import Arguments
from shiome.reading.coding.japanese.phrases import phrase_words
from shiome.reading.coding.japanese.subjects import Subjects

_PLACES: dict[str, str] = {
    "topic": "subject",
    "too": "subject",
    "subject": "subject",
    "object": "object",
    "dative": "dative",
    "dative_topic": "dative",
    "against": "against",
    "against_topic": "against",
    "comitative": "comitative",
    "agent": "agent",
    "from": "origin",
    "together": "companions",
    "place_topic": "setting",
    "viewpoint": "setting",
    "capacity": "setting",
}
_OF_NOUN: dict[str, str] = {
    "genitive": "genitive",
    "comitative": "comitative",
    "against": "against",
    "dative": "dative",
    "agent": "agent",
    "from": "agent",
    "about": "theme",
    "coordination": "genitive",
}


class Clauses(Subjects):
    """The phrases of a sentence with the actors that predicates and event nouns take."""

    def of_predicate(self, position: int) -> Arguments:
        """The actors of a predicate, by case."""
        found = Arguments()
        before: list[Mention] = []
        for child in self.links.children[position]:
            relation = self.links.relation[child]
            if relation == "argument":
                self._take(found, child)
            elif relation == "clause" and not self.chunks[child].embedded:
                found.earlier = self._goals_of(child)
                before = list(self._own_subject(child).mentions)
            elif relation == "clause" and self.chunks[child].purposive:
                # 「Xに…するよう要請し」
                found.quoted.extend(m for c in self.arguments(child, "dative") for m in self.heads(c))
            if relation in ("clause", "quote") and self.text[: self.chunks[child].end].endswith("として"):
                # 「Xが関与したとして制裁を科し」
                found.quoted.extend(self._told_of(child))
            elif relation == "quote":
                found.quoted.extend(self._told_of(child))
        self._take_from_report(found, position)
        subject = self.subject(position)
        another = before and subject.named and not subject.clause and not set(before) & set(subject.mentions)
        if another and not any(self.heads(child) for child in self.arguments(position, "too")):
            # 「Xは提案したが、Yは応じず」: another doer answers the one before.
            found.counterpart = before
            found.earlier = found.earlier or before
        found.subject = list(subject.mentions)
        found.inherited, found.named = subject.inherited, subject.named
        found.owners = list(subject.owners)
        found.agent += [m for m in self._founders(position) if m not in found.agent]
        topics = [m for child in self.arguments(position, "topic") for m in self.heads(child)]
        found.setting += [m for m in topics if m not in found.subject]
        if subject.named:
            # A phrase with も beside a subject is anything but the subject.
            also = [m for child in self.arguments(position, "too") for m in self.heads(child)]
            found.object += [m for m in also if m not in found.subject]
        return found

    def _take_from_report(self, found: Arguments, position: int) -> None:
        """「XYでは接触があったと報じられた」: what stands with the report is a part of what is reported."""
        outer = self.links.head[position]
        if self.links.relation[position] != "quote" or not self.is_passive(outer):
            return
        for child in self.arguments(outer, "place_topic"):
            found.setting.extend(self.heads(child))

    def _founders(self, position: int) -> list[Mention]:
        """「X主導で…から成る枠組みが発足し」: on whose initiative the subject, in the clause before it, came about."""
        return [
            mention
            for child in self.arguments(position, "subject")
            for clause in self.links.children[child]
            if self.chunks[clause].predicate
            for place in self.arguments(clause, "place")
            if self.text[: self.chunks[place].content_end].endswith(phrase_words().initiative)
            for mention in self.around(place)
        ]

    def _take(self, found: Arguments, at: int) -> None:
        case, heads = self.case(at), self.heads(at)
        chunk = self.chunks[at]
        if case == "place" and self.text[chunk.start : chunk.content_end].endswith(phrase_words().initiative):
            # 「X主導で」
            case, heads = "agent", self.around(at)
        words = self.text[chunk.start : chunk.end]
        found.mediated |= words.endswith(("仲介で", "仲介により", "仲裁で", "仲介によって"))
        place = _PLACES.get(case)
        if place == "subject":
            return
        if place and heads:
            getattr(found, place).extend(heads)
        elif case == "place" and heads:
            found.setting.extend(heads)
        elif case == "agent":
            found.agent.extend(self.around(at))
        elif place in ("object", "dative", "against"):
            found.theme.extend(self.around(at))
        elif place == "setting" or case in ("place", "occasion", "means", "about"):
            found.backdrop.extend(m for m in self.around(at) if not m.metonym)
            found.partners.extend(self._met(at))
        elif not place and not self.chunks[at].case:
            found.backdrop.extend(heads)

    def _met(self, position: int) -> list[Mention]:
        """「Xとの会談で」: with whom."""
        return [
            mention
            for child in self.links.children[position]
            if self.chunks[child].case == "comitative" and self.chunks[child].attributive
            for mention in self.heads(child)
        ]

    def _told_of(self, position: int) -> list[Mention]:
        """The actors in the subject of what is said."""
        for case in ("subject", "topic"):
            for child in self.arguments(position, case):
                if found := self.around(child):
                    return found
        return list(self.of_said(position).mentions)

    def _goals_of(self, position: int) -> list[Mention]:
        for case in ("dative", "against", "comitative", "object"):
            for child in self.arguments(position, case):
                if heads := self.heads(child):
                    return heads
        # 「訪Xし、条約に署名した」
        return [mention for mention in self.chunks[position].mentions if mention.affix == "visit"]

    def within(self, position: int, start: int) -> Arguments:
        """The actors within the phrase of an event word that begins at ``start``."""
        found = Arguments()
        for mention in self._named[position]:
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
        if self.chunks[position].note:
            self._take_from_before_note(found, position)
        for child in self.links.children[position]:
            relation, chunk = self.links.relation[child], self.chunks[child]
            if relation == "attribute" and chunk.predicate:
                self._take_relative(found, child)
            elif relation == "attribute" and chunk.kind == "noun":
                place = _OF_NOUN.get(chunk.case)
                heads = self.heads(child)
                if place and heads:
                    getattr(found, place).extend(heads)
                elif place == "agent":
                    found.agent.extend(self.around(child))
                elif chunk.case not in ("place", "place_topic") or not self._is_venue(child):
                    found.theme.extend(self.around(child))
            elif relation == "beside":
                found.modifier.extend(self.heads(child))
                found.theme.extend(self.insiders(child))
        if not (found.genitive or found.agent or found.modifier):
            found.genitive.extend(self._owner_of_list(position))
        return found

    def _is_venue(self, position: int) -> bool:
        """「カナダでの」 only says where; 「安保理における」 may well say against whom."""
        chunk = self.chunks[position]
        return self.text[chunk.content_end : chunk.end].strip("」』）) ").startswith("で")

    def _owner_of_list(self, position: int) -> list[Mention]:
        """「Xの砲撃、爆破」: whose the first of a list is told of is told of the others too."""
        for child in self.links.children[position]:
            if self.links.relation[child] != "list":
                continue
            for owner in self.links.children[child]:
                case = self.chunks[owner].case
                if self.links.relation[owner] != "attribute" or case not in ("genitive", "agent"):
                    continue
                heads = self.heads(owner) or (self.around(owner) if case == "agent" else [])
                if heads:
                    return heads
            if found := self._owner_of_list(child):
                return found
        return []

    def _take_from_before_note(self, found: Arguments, position: int) -> None:
        """「Xの挑発（砲撃、爆破）」: what stands in brackets is done by whom the noun before them names."""
        at = position
        while at >= 0 and self.chunks[at].note:
            at -= 1
        if at < 0 or self.chunks[at].kind != "noun":
            return
        owners = [
            m for child in self.links.children[at] if self.chunks[child].kind == "noun" for m in self.heads(child)
        ]
        found.genitive.extend(owners or self.heads(at))

    def _take_relative(self, found: Arguments, predicate: int) -> None:
        """「Xが実施した演習」: who did it is told in the clause before the noun."""
        for child in self.links.children[predicate]:
            if self.links.relation[child] != "argument":
                continue
            case = self.case(child)
            if case in ("subject", "agent"):
                found.agent.extend(self.heads(child))
            elif case in ("comitative", "against", "dative"):
                getattr(found, case).extend(self.heads(child))
