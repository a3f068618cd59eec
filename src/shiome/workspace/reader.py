"""How a region's texts are read: its repairs, actors, terms and coder, each made when first needed."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from shiome.errors import DocumentRefused, why
from shiome.region.schema.actors import Actor
from shiome.region.schema.meta import Bands, Repair
from shiome.region.schema.words import Term

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shiome.coordination.terms import TermChecker
    from shiome.errors import PluginFailed
    from shiome.reading.actors import ActorResolver, Mention
    from shiome.reading.coding.coder import RuleCoder
    from shiome.reading.comparing import TermBank
    from shiome.reading.text.document import TextDocument
    from shiome.reading.text.repair.rules import RepairRule
    from shiome.records.model import Claim
    from shiome.region.pack import Pack
    from shiome.workspace.coding import PluggedCoder


class RegionReader:
    """Reads texts with what a region's pack knows; needs no workspace."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    @cached_property
    def repairs(self) -> list[RepairRule]:
        """The region's table of repairs as the reading room takes it."""
        from shiome.reading.text.repair.rules import RepairRule

        return [
            RepairRule(
                id=rule.id,
                kind=rule.kind,
                pattern=rule.pattern,
                replacement=rule.replacement,
                mode=rule.mode,
                not_in=rule.not_in,
                languages=rule.languages,
            )
            for rule in self.pack.entries("repairs", Repair).values()
        ]

    @cached_property
    def resolver(self) -> ActorResolver:
        """Recognises the region's actors."""
        from shiome.reading.coding.names.resolver import PolyglotResolver

        return PolyglotResolver(self.pack.entries("actors", Actor))

    @cached_property
    def term_bank(self) -> TermBank:
        """The region's terms, prepared for comparison."""
        from shiome.reading.comparing import TermBank

        return TermBank(self.pack.entries("terms", Term), self.resolver)

    def term_checker(self, *, today: date) -> TermChecker:
        """Checks texts against the region's terms; ``today`` counts for texts without a date."""
        from shiome.coordination.terms import TermChecker

        return TermChecker(self.pack, self.term_bank, self.resolver, today=today)

    @cached_property
    def coder(self) -> RuleCoder:
        """The rule coder for the region."""
        from shiome.reading.coding.coder import RuleCoder

        return RuleCoder(self.pack)

    @cached_property
    def plugged(self) -> tuple[tuple[PluggedCoder, ...], tuple[PluginFailed, ...]]:
        """The coders of other packages for the region, and what is wrong with those that cannot be made."""
        from shiome.workspace.coding import coders_for

        return coders_for(self.pack)

    def claims(
        self,
        text: TextDocument,
        *,
        document: str,
        dated: date,
        author: str = "",
        names: Mapping[int, tuple[Mention, ...]] | None = None,
    ) -> tuple[Claim, ...]:
        """Claims of cause and effect that rules find in a text; see :func:`shiome.reading.claims.find_claims`."""
        from shiome.reading.claims import find_claims

        bands = {band.step: (band.low, band.high) for band in self.pack.entries("bands", Bands).values()}
        return find_claims(
            text, resolver=self.resolver, bands=bands, document=document, dated=dated, author=author, names=names
        )

    def read(self, file: Path, *, dated: str = "", today: date | None = None) -> TextDocument:
        """Read a file.

        Raises
        ------
        DocumentRefused
            It cannot be read; see :func:`shiome.reading.text.document.read_text`.
        """
        return self.read_bytes(file_bytes(file), file.name, dated=dated, today=today)

    def read_bytes(self, raw: bytes, name: str, *, dated: str = "", today: date | None = None) -> TextDocument:
        """Read the content of a file called ``name``."""
        from shiome.reading.text.document import read_text

        return read_text(raw, file_name=name, repairs=self.repairs, today=today or date.today(), dated=dated or None)


def file_bytes(file: Path) -> bytes:
    """The content of a file, or a refusal that says why it cannot be had."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise DocumentRefused(
            "document.unreadable",
            f"{file} cannot be read: {why(error).en}",
            ja=f"{file} を読めない: {why(error).ja}",
            hint="check the path and its permissions",
            hint_ja="パスと読み取り権限を確かめる",
            failed=file,
        ) from error
