"""The term bank of a region as comparison uses it: which of its concepts a sentence names, in which words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from shiome.errors import NotKnown
from shiome.reading.actors import ActorResolver, Mention
from shiome.reading.comparing.language_kit import LanguageKit
from shiome.reading.comparing.phrases import Hit, PhraseIndex
from shiome.reading.comparing.segmenters import Word
from shiome.reading.comparing.units import merged
from shiome.region.schema.words import Term

Terms = Mapping[str, Term] | Iterable[Term]


class TermBank:
    """Terms and actors of a region; languages are prepared when first met.

    Parameters
    ----------
    terms:
        The pack's terms, as ``pack.entries("terms")`` gives them.
    resolver:
        Recognises actors; without one, no actors are found.

    A term is found by its words (preferred ones and variants; those to be avoided belong to other concepts), in any inflection,
    with linking words and qualifiers between its parts (*denuclearisation of X* in *the complete denuclearisation of the X*), and
    by any name of the actors that it contains.
    """

    def __init__(self, terms: Terms, resolver: ActorResolver | None) -> None:
        entries = terms.values() if isinstance(terms, Mapping) else terms
        self.terms = {term.id: term for term in entries}
        self.resolver = resolver
        self._kits: dict[str, LanguageKit] = {}
        self._plain: dict[str, PhraseIndex] = {}
        self._named: dict[str, PhraseIndex] = {}

    def kit(self, language: str) -> LanguageKit:
        """What reads a language."""
        if language not in self._kits:
            self._kits[language] = LanguageKit(language, self._phrases(language))
            self._prepare(language)
        return self._kits[language]

    def term(self, identifier: str) -> Term:
        """A term.

        Raises
        ------
        NotKnown
            The bank has no such term.
        """
        if identifier not in self.terms:
            raise NotKnown(
                "term.unknown",
                f"the term bank has no term {identifier!r}",
                ja=f"用語集に {identifier!r} はない",
                hint="see `shiome region` for the terms of the pack",
                hint_ja="`shiome region` で用語を確かめる",
                failed=identifier,
            )
        return self.terms[identifier]

    def terms_in(
        self, language: str, words: Sequence[Word], mentions: Iterable[Mention], *, text: str, over: set[int]
    ) -> list[Hit]:
        """The terms that a sentence names; ``over`` are words that may stand between the parts of one."""
        self.kit(language)
        hits = set(self._plain[language].find(words, text=text, over=over))
        hits.update(self._named[language].find(_renamed(words, mentions), over=over))
        return sorted(hits)

    def _phrases(self, language: str) -> list[str]:
        phrases = [phrase for term in self.terms.values() for phrase in words_of(term, language)]
        if self.resolver is not None:
            actors = self.resolver.index.actors.values()
            phrases += [alias.form for actor in actors for alias in actor.aliases if alias.language == language]
        return phrases

    def _prepare(self, language: str) -> None:
        kit = self._kits[language]
        plain, named = PhraseIndex(kit.linkers), PhraseIndex(kit.linkers)
        for term in self.terms.values():
            for phrase in words_of(term, language):
                mentions = () if self.resolver is None else self.resolver.find(phrase, on=date.max, language=language)
                words = merged(kit.cut(phrase), mentions, phrase)
                # A single character names too much else to be a term in running text.
                plain.add(words, term.id, literal=phrase if kit.running else "")
                if any(mention.actors for mention in mentions):
                    named.add(_renamed(words, mentions), term.id)
        self._plain[language], self._named[language] = plain, named


def words_of(term: Term, language: str) -> tuple[str, ...]:
    """The phrases that mean a term in a language."""
    return (*term.preferred.get(language, ()), *term.variants.get(language, ()))


def _renamed(words: Sequence[Word], mentions: Iterable[Mention]) -> list[Word]:
    """The words, each name replaced by its actor so that all names of one actor are the same word."""
    named = {mention.start: mention for mention in mentions if mention.actors}
    out: list[Word] = []
    for word in words:
        mention = named.get(word.start)
        key = f"@{'+'.join(sorted(mention.actors))}" if mention and word.end <= mention.end else word.key
        out.append(Word(word.start, word.end, word.form, key, word.kind))
    return out
