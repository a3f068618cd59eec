"""A passage with what is known of it before the model is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from shiome.reading.actors import ActorResolver, Discourse, Mention
from shiome.reading.language_model.prompt import NamedActor, NumberedSentence, Question
from shiome.reading.text.document import TextDocument
from shiome.reading.text.sentences import Sentence
from shiome.region.schema.actors import Actor
from shiome.vocabulary.languages import in_language


@dataclass(frozen=True, slots=True)
class ModelPassage:
    """The unit that is asked about."""

    number: int
    sentences: tuple[Sentence, ...]
    mentions: tuple[tuple[Mention, ...], ...]
    """Of each sentence; spans count its characters."""
    question: Question

    @property
    def actors(self) -> frozenset[str]:
        """Identifiers that an answer may use."""
        return frozenset(actor.id for actor in self.question.actors)


def passages_to_ask(
    text: TextDocument, *, resolver: ActorResolver, actors: Mapping[str, Actor], dated: date
) -> Iterator[ModelPassage]:
    """The passages of running text, each with the actors it names. Headings and imprint are not asked about."""
    discourse = Discourse()
    bounds = [(passage.start, passage.end) for passage in text.passages]
    remaining = iter(text.sentences)
    sentence = next(remaining, None)
    for number, (start, end) in enumerate(bounds):
        inside: list[Sentence] = []
        while sentence is not None and sentence.raw_start < end:
            if sentence.raw_start >= start and not sentence.heading and sentence.role != "imprint":
                inside.append(sentence)
            sentence = next(remaining, None)
        if inside:
            yield _passage(number, tuple(inside), discourse, resolver, actors, dated)


def _passage(
    number: int,
    sentences: tuple[Sentence, ...],
    discourse: Discourse,
    resolver: ActorResolver,
    actors: Mapping[str, Actor],
    dated: date,
) -> ModelPassage:
    mentions = tuple(
        resolver.find(sentence.text, on=dated, language=sentence.language, discourse=discourse)
        for sentence in sentences
    )
    words: dict[str, list[str]] = {}
    for mention in (mention for found in mentions for mention in found):
        for actor in mention.actors:
            words.setdefault(actor, []).append(mention.text)
    for actor in list(words):
        for state in resolver.states((actor,)):
            words.setdefault(state, [])
    language = sentences[0].language
    return ModelPassage(
        number=number,
        sentences=sentences,
        mentions=mentions,
        question=Question(
            document_day=dated.isoformat(),
            language=language,
            heading=sentences[0].section,
            sentences=tuple(
                NumberedSentence(number=n, text=sentence.text) for n, sentence in enumerate(sentences, start=1)
            ),
            actors=tuple(
                NamedActor(id=actor, name=_name(actors, actor, language), words=tuple(dict.fromkeys(found)))
                for actor, found in sorted(words.items())
            ),
        ),
    )


def _name(actors: Mapping[str, Actor], identifier: str, language: str) -> str:
    actor = actors.get(identifier)
    return in_language(actor.name, language) if actor is not None else identifier
