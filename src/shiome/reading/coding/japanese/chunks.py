"""Japanese phrases: content words with the particles or endings that follow them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from shiome.reading.actors.mentions import Mention
from shiome.reading.coding.tokens import Token

Kind = Literal["noun", "verb", "copula", "adjective", "adverb", "modifier"]
"""``copula``: a noun with だ; ``adjective``: as a predicate; ``modifier``: what goes with the noun after it (深刻な, この)."""


@dataclass(slots=True)
class Chunk:
    """One phrase. ``start``..``content_end`` are its content words, up to ``end`` its particles or endings."""

    start: int
    content_end: int
    end: int
    tokens: list[Token]
    kind: Kind
    case: str = ""
    """Case by its particles (``topic``, ``object`` …); empty for none."""
    attributive: bool = False
    """Its particles tie it to the noun after it (の, への, による)."""
    comma: bool = False
    """A comma follows."""
    stop: bool = False
    """The sentence, or the bracket, ends after it."""
    quote: int = 0
    """Number of the quotation marks it stands in; 0 for none."""
    outer: int = 0
    """Number of the quotation marks that its surroundings stand in: other than ``quote`` for the last phrase of a quotation."""
    note: int = 0
    """Number of the round brackets it stands in; 0 for none."""
    said: bool = False
    """It ends a quotation in marks that goes on with と."""
    mentions: list[Mention] = field(default_factory=list)

    @property
    def predicate(self) -> bool:
        """Whether it tells something of others: a verb, an adjective or a noun with だ."""
        return self.kind in ("verb", "copula", "adjective")

    @property
    def quoted(self) -> bool:
        """Whether it ends what somebody says or thinks: …と."""
        if not self.predicate:
            return False
        return self.said or (self.tokens[-1].surface == "と" and len(self.tokens) > 1 and not self.comma)

    @property
    def adnominal(self) -> bool:
        """Whether it is a predicate that goes with the noun after it."""
        if not self.predicate or self.comma or self.stop or self.case or self.said:
            return False
        last = self.tokens[-1]
        return last.form.startswith("連体形") or (last.part == "auxiliary" and last.base in ("た", "だ"))

    @property
    def embedded(self) -> bool:
        """Whether it is a predicate within a larger clause: before a noun, or what somebody says (…と発表した), what for."""
        return self.adnominal or self.quoted or self.purposive

    @property
    def supposing(self) -> bool:
        """Whether it says on what condition (…すれば): a topic before it may be that of what follows."""
        return self.predicate and any(token.form.startswith("仮定形") for token in self.tokens)

    @property
    def purposive(self) -> bool:
        """Whether it says what for, or how, a later one is done: …できるよう."""
        return self.predicate and any(token.surface == "よう" for token in self.tokens[-2:])
