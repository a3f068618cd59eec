"""From a read document to proposed claim records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from shiome.reading.actors import ActorResolver, Discourse, Mention
from shiome.reading.claims.grading import Grade, grade, hedges_of
from shiome.reading.claims.japanese import japanese_claims
from shiome.reading.claims.plain import plain_claims
from shiome.reading.claims.proposal import ClaimProposal, SentenceClaims, Span
from shiome.reading.claims.words import LANGUAGES, claim_words
from shiome.reading.coding.hedges import HedgeCue
from shiome.reading.coding.recording import Provenance
from shiome.reading.text.document import TextDocument
from shiome.reading.text.sentences import Sentence
from shiome.records.model import Claim
from shiome.vocabulary.hedging import Band

CODER = "rules@1"
_FEW = 2
_FIRM = 0.5
"""Constructions weaker than this also tell of mere actions."""


def find_claims(
    text_document: TextDocument,
    *,
    resolver: ActorResolver,
    bands: Mapping[int, Band],
    document: str,
    dated: date,
    author: str = "",
    names: Mapping[int, tuple[Mention, ...]] | None = None,
) -> tuple[Claim, ...]:
    """Propose the claims of a document: what brings about, prevents or decides what, as the document tells it.

    Parameters
    ----------
    resolver:
        Of the region; the actors named in cause, effect and condition are the claim's.
    bands:
        Hedge step to probability band, from the region's pack.
    document:
        Identifier that sources name.
    dated:
        Last day of the document's own date.
    author:
        Who holds what the document says in its own voice.
    names:
        The actors named, by where their sentence begins in the clean text, where a coder has found them already.

    Returns
    -------
    tuple of Claim
        In the order of the text, status ``proposed``. ``cause``, ``effect`` and ``condition`` are the clean words of the
        clauses; ``spans`` gives their places in the raw text, and those of the binding words (``link``) and of the hedge.
        Sign ``+`` brings the effect about as worded, ``-`` keeps it from coming about, ``0`` leaves it as it is,
        ``conditional`` decides it as ``condition`` says.
    """
    return _DocumentClaims(text_document, resolver, bands, document, dated, author, names or {}).run()


class _DocumentClaims:
    def __init__(
        self,
        text: TextDocument,
        resolver: ActorResolver,
        bands: Mapping[int, Band],
        document: str,
        dated: date,
        author: str,
        names: Mapping[int, tuple[Mention, ...]],
    ) -> None:
        self.text = text
        self.resolver = resolver
        self.bands = bands
        self.dated = dated
        self.provenance = Provenance(text, document, dated)
        self.author = author
        self.names = names
        self.discourse = Discourse()
        self.previous: tuple[Sentence, tuple[Mention, ...]] | None = None
        self.topic: tuple[Mention, ...] = ()
        """Whom the last sentence of the section that names anybody is about."""
        self.claims: dict[str, Claim] = {}

    def run(self) -> tuple[Claim, ...]:
        section = None
        for sentence in self.text.sentences:
            if sentence.role == "imprint" or sentence.language not in LANGUAGES:
                continue
            if sentence.heading or sentence.section != section:
                section, self.previous, self.topic = sentence.section, None, ()
            if not sentence.heading:
                self._sentence(sentence)
        return tuple(self.claims.values())

    def _sentence(self, sentence: Sentence) -> None:
        mentions = self._mentions(sentence)
        read = _read(sentence)
        if read.claims:
            cues = hedges_of(sentence.text, sentence.language)
            for proposal in read.claims:
                if proposal.strength < _FIRM and _is_mention(sentence, proposal.cause, mentions):
                    # Somebody who does something is no cause; the event coder tells of it.
                    continue
                self._add(sentence, read, proposal, cues, mentions)
        self.previous = sentence, mentions
        self.topic = mentions or self.topic

    def _mentions(self, sentence: Sentence) -> tuple[Mention, ...]:
        known = self.names.get(sentence.start)
        if known is not None:
            return known
        found = self.resolver.find(sentence.text, on=self.dated, language=sentence.language, discourse=self.discourse)
        return tuple(mention for mention in found if mention.actors)

    def _add(
        self,
        sentence: Sentence,
        read: SentenceClaims,
        proposal: ClaimProposal,
        cues: Sequence[HedgeCue],
        mentions: tuple[Mention, ...],
    ) -> None:
        graded = grade(sentence.text, proposal, cues, mentions, sentence.language)
        parts: dict[str, Span] = {}
        words: dict[str, str] = {}
        for name, span in (("cause", proposal.cause), ("effect", graded.effect), ("condition", proposal.condition)):
            if span is not None:
                parts[name] = sentence.start + span[0], sentence.start + span[1]
                words[name] = read.wording(span)
            elif name != "condition":
                if self.previous is None or not _says(_statement(self.previous[0])):
                    return
                parts[name] = _statement(self.previous[0])
                words[name] = self.text.clean.clean[slice(*parts[name])]
        if proposal.cause is None and proposal.sign == "conditional":
            parts["condition"], words["condition"] = parts["cause"], words["cause"]
        self._keep(sentence, proposal, graded, parts, words, self._actors(sentence, proposal, parts, mentions))

    def _keep(
        self,
        sentence: Sentence,
        proposal: ClaimProposal,
        graded: Grade,
        parts: Mapping[str, Span],
        words: Mapping[str, str],
        actors: tuple[str, ...],
    ) -> None:
        spans = {name: self.text.clean.to_raw(*span) for name, span in parts.items()}
        start, end = min(span[0] for span in spans.values()), max(span[1] for span in spans.values())
        spans["link"] = self.provenance.raw(sentence, proposal.link)
        if graded.cue is not None:
            spans["hedge"] = self.provenance.raw(sentence, (graded.cue.start, graded.cue.end))
        identifier = self.provenance.identifier("claim", spans, graded.sign)
        self.claims[identifier] = Claim(
            id=identifier,
            when=self.dated.isoformat(),
            known_from=self.dated,
            sources=(self.provenance.source(start, end),),
            coder=CODER,
            confidence=proposal.strength,
            status="proposed",
            text={sentence.language: sentence.text},
            cause=words["cause"],
            effect=words["effect"],
            sign=graded.sign,
            condition=words.get("condition", ""),
            hedge=graded.step,
            band=self.bands.get(graded.step, (0.0, 1.0)),
            cue=graded.cue.text if graded.cue else "",
            holder=graded.holder or self.author,
            actors=actors,
            spans=spans,
        )

    def _actors(
        self, sentence: Sentence, proposal: ClaimProposal, parts: Mapping[str, Span], mentions: tuple[Mention, ...]
    ) -> tuple[str, ...]:
        """The states and actors named in the parts, and those the sentence is about; else those of the sentence before."""
        named: list[str] = []
        before = self.previous if None in (proposal.cause, proposal.effect) else None
        for home, group in ((before or (sentence, ())), (sentence, mentions)):
            for mention in group:
                at = home.start + mention.start
                if any(start <= at < end for start, end in parts.values()):
                    named.extend(mention.actors)
        # What the clauses leave out stands elsewhere in the sentence; few claims are about one state alone, then before it.
        named.extend(actor for mention in mentions for actor in mention.actors)
        if len(self.resolver.states(tuple(named))) < _FEW:
            named.extend(actor for mention in self.topic for actor in mention.actors)
        actors = tuple(dict.fromkeys(named))
        return tuple(dict.fromkeys((*self.resolver.states(actors), *actors)))


def _read(sentence: Sentence) -> SentenceClaims:
    if sentence.language == "ja":
        return japanese_claims(sentence.text)
    return plain_claims(sentence.text, language=sentence.language)


def _is_mention(sentence: Sentence, cause: Span | None, mentions: Sequence[Mention]) -> bool:
    """Whether a cause only names actors."""
    if cause is None:
        return False
    left = set(range(*cause))
    for mention in mentions:
        left.difference_update(range(mention.start, mention.end))
    tails = claim_words(sentence.language).actor_tails + " ,"
    return all(sentence.text[at] in tails for at in left)


def _says(span: Span) -> bool:
    return span[1] > span[0]


def _statement(sentence: Sentence) -> Span:
    """What a sentence says, without the stop at its end."""
    return sentence.start, sentence.start + len(sentence.text.rstrip("。．.!?！？ 　"))
