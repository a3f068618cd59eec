"""The coder: a read document in, proposed event and judgement records out, as from the rule coder."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import date

import msgspec

from shiome.reading.actors import ActorResolver
from shiome.reading.coding.coder import CodedDocument
from shiome.reading.language_model.answer import Answer, answer_schema, read_answer
from shiome.reading.language_model.cache import AnswerCache
from shiome.reading.language_model.checking import Refusal, check
from shiome.reading.language_model.client import ChatClient, Malformed
from shiome.reading.language_model.ledger import Ledger
from shiome.reading.language_model.passage import ModelPassage, passages_to_ask
from shiome.reading.language_model.prompt import mending, opening, prompt_version
from shiome.reading.language_model.records import RecordWriter
from shiome.reading.language_model.settings import ModelSettings
from shiome.reading.text.document import TextDocument
from shiome.region.pack import Pack
from shiome.region.schema.actors import Actor
from shiome.region.schema.meta import Bands

_SHOWN = 4_000
"""Characters of a malformed answer that are sent back with what is wrong with it."""


class ModelRun(msgspec.Struct, frozen=True, kw_only=True):
    """What came of asking about one document."""

    coded: CodedDocument
    refusals: tuple[Refusal, ...]
    """Items and answers that were not taken over, each with its reason."""
    passages: int
    """Passages asked about, those whose answer was kept among them."""


class ModelCoder:
    """Codes documents by asking a language model, passage by passage.

    Parameters
    ----------
    pack:
        The region: its actors may be named in answers, its bands turn hedge steps into probabilities.
    settings:
        Which model, and how it is asked.
    sleep:
        Waits for seconds between attempts.
    """

    def __init__(self, pack: Pack, settings: ModelSettings, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self.settings = settings
        self.ledger = Ledger(settings)
        self.label = f"llm:{settings.model}@{prompt_version()}"
        self._actors: Mapping[str, Actor] = pack.entries("actors", Actor)
        self._resolver = ActorResolver(self._actors)
        self._bands = {band.step: (band.low, band.high) for band in pack.entries("bands", Bands).values()}
        self._client = ChatClient(settings, self.ledger, sleep=sleep)
        self._cache = AnswerCache(settings.cache) if settings.cache is not None else None

    def code(self, text: TextDocument, *, document: str, dated: date, author: str = "") -> CodedDocument:
        """Propose records for a document; the parameters are those of the rule coder.

        Raises
        ------
        InputRefused
            The budget would be exceeded (``model.budget``).
        ShiomeError
            The endpoint refuses (``model.refused``) or cannot be had (``model.unavailable``).
        """
        return self.run(text, document=document, dated=dated, author=author).coded

    def run(
        self,
        text: TextDocument,
        *,
        document: str,
        dated: date,
        author: str = "",
        progress: Callable[[int], None] | None = None,
    ) -> ModelRun:
        """As :meth:`code`, with what was refused. ``progress`` is called with the number of passages done so far."""
        writer = RecordWriter(
            text,
            label=self.label,
            resolver=self._resolver,
            bands=self._bands,
            document=document,
            dated=dated,
            author=author,
        )
        refusals: list[Refusal] = []
        done = 0
        for passage in passages_to_ask(text, resolver=self._resolver, actors=self._actors, dated=dated):
            try:
                answer = self._answer(passage)
            except Malformed as fault:
                refusals.append(Refusal(passage=passage.number, item="passage", reason="answer", detail=fault.reason))
            else:
                checked = check(answer, passage, resolver=self._resolver, dated=dated)
                refusals += checked.refusals
                writer.add(passage, checked)
            done += 1
            if progress is not None:
                progress(done)
        return ModelRun(coded=writer.coded(), refusals=tuple(refusals), passages=done)

    def _answer(self, passage: ModelPassage) -> Answer:
        question = passage.question.text()
        version = prompt_version()
        kept = self._kept(version, question)
        if kept is not None:
            self.ledger.cached += 1
            return kept
        text, answer = self._ask(question)
        if self._cache is not None:
            self._cache.put(model=self.settings.model, prompt=version, passage=question, answer=text)
        return answer

    def _kept(self, version: str, question: str) -> Answer | None:
        """The answer of an earlier run; one that cannot be read any more is asked for again."""
        if self._cache is None:
            return None
        text = self._cache.get(model=self.settings.model, prompt=version, passage=question)
        try:
            return read_answer(text) if text is not None else None
        except Malformed:
            return None

    def _ask(self, question: str) -> tuple[str, Answer]:
        """Ask until the answer can be read, each time telling what was wrong with the one before."""
        messages = opening(question)
        schema = answer_schema()
        for left in range(self.settings.mends, -1, -1):
            try:
                text = self._client.ask(messages, schema=schema)
                return text, read_answer(text)
            except Malformed as fault:
                if fault.hopeless or not left:
                    raise
                messages = [*opening(question), *mending(fault.text[:_SHOWN], fault.reason)]
        raise AssertionError  # the last turn of the loop returns or raises
