"""Repairs that a table asks for: confusions of character recognition, known misspellings, foreign words.

The method knows how to apply an entry; which words are confused is data (of a region pack or of ``reading/text/data``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from shiome.errors import RegionRefused
from shiome.reading.text.draft import Draft, Edit


class RepairRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of a table of repairs."""

    id: str
    kind: str
    """``ocr-char``, ``typo``, ``foreign script``; becomes the kind of the mark."""
    pattern: str
    """Regular expression over the clean text; the part named ``it`` is replaced, else the whole match."""
    replacement: str
    mode: Literal["replace", "alias"] = "replace"
    """``alias`` leaves the text as it is and flags the place with ``replacement`` as what was meant."""
    not_in: tuple[str, ...] = ()
    """Longer words in which the match is right as it stands."""
    languages: tuple[str, ...] = ()
    """Document languages it applies to; all where empty."""
    sources: tuple[str, ...] = ()
    """Citations of where the fault was met."""
    note: dict[str, str] = {}


def load_rules(path: Path) -> tuple[RepairRule, ...]:
    """The table of repairs in a YAML file (a list of entries).

    Raises
    ------
    RegionRefused
        The file is not such a list, or a pattern is not a regular expression.
    """
    import yaml

    try:
        rules = msgspec.convert(yaml.safe_load(path.read_text("utf-8")) or [], list[RepairRule])
        for rule in rules:
            re.compile(rule.pattern)
    except (yaml.YAMLError, msgspec.ValidationError, re.error, UnicodeDecodeError) as fault:
        raise RegionRefused(
            "repairs.form",
            f"{path.name} is not a table of repairs: {fault}",
            ja=f"{path.name} は修復表の書式ではない: {fault}",
            hint="give a list of entries with id, kind, pattern and replacement",
            hint_ja="id, kind, pattern, replacement を持つ項目の列にする",
            failed=path,
        ) from fault
    return tuple(rules)


def apply_rules(draft: Draft, rules: Iterable[RepairRule], *, language: str) -> None:
    """Carry out the entries that hold for a language, in their order; entries of mode ``alias`` only flag.

    Raises
    ------
    RegionRefused
        ``repairs.pattern``: an entry's pattern or replacement is not a regular expression.
    """
    for rule in rules:
        if rule.languages and language not in rule.languages:
            continue
        edits = []
        try:
            places = list(_places(draft.text, rule))
        except (re.error, IndexError) as fault:
            raise _broken(rule, fault) from fault
        for start, end, replacement in places:
            if rule.mode == "alias":
                draft.flag(start, end, rule.kind, suggestion=replacement, rule=rule.id)
            else:
                edits.append(_trimmed(draft.text, start, end, replacement, rule))
        draft.apply(edits)


def _places(text: str, rule: RepairRule) -> Iterator[tuple[int, int, str]]:
    finder = _compiled(rule.pattern)
    group: str | int = "it" if "it" in finder.groupindex else 0
    for match in finder.finditer(text):
        start, end = match.span(group)
        replacement = match.expand(rule.replacement)
        if "\n" in text[max(0, start) : end] or "\n" in replacement:
            continue  # a rule repairs words, never the division into blocks
        if 0 <= start < end and not _inside(text, start, end, rule.not_in):
            yield start, end, replacement


def _inside(text: str, start: int, end: int, words: Sequence[str]) -> bool:
    """Whether the place lies within one of the words, as the text stands."""
    for word in words:
        window = text[max(0, end - len(word)) : start + len(word)]
        if end - start <= len(word) and word in window:
            return True
    return False


def _trimmed(text: str, start: int, end: int, replacement: str, rule: RepairRule) -> Edit:
    """The smallest edit that does it: what both have at their ends maps to itself."""
    length = len(replacement)
    head = 0
    while head < min(end - start, length) - 1 and text[start + head] == replacement[head]:
        head += 1
    tail = 0
    while tail < min(end - start, length) - head - 1 and text[end - 1 - tail] == replacement[length - 1 - tail]:
        tail += 1
    return Edit(start + head, end - tail, replacement[head : length - tail], rule.kind, rule.id)


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _broken(rule: RepairRule, fault: Exception) -> RegionRefused:
    return RegionRefused(
        "repairs.pattern",
        f"repair {rule.id}: its pattern or replacement is no regular expression: {fault}",
        ja=f"修復 {rule.id}: pattern か replacement が正規表現でない: {fault}",
        hint="correct the entry in repairs.yaml",
        hint_ja="repairs.yaml の項目を直す",
        failed=rule,
    )
