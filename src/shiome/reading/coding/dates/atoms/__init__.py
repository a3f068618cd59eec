"""Dates of Korean, Chinese and Russian: atoms of time are found per language, joined and resolved the same way for all."""

from __future__ import annotations

from functools import lru_cache

from shiome.reading.coding.dates.atoms.reading import DateRules, read_dates
from shiome.reading.coding.dates.find import DateContext, DateMention

__all__ = ["atom_dates"]


def atom_dates(text: str, language: str, context: DateContext) -> list[DateMention]:
    """The dates of a sentence in ``ko``, ``zh`` or ``ru``, in order; ``context.last`` is brought up to date.

    >>> from datetime import date
    >>> found = atom_dates("去年8月18日签署", "zh", DateContext(date(2025, 3, 10)))
    >>> found[0].edtf, found[0].basis
    ('2024-08-18', 'relative')
    """
    return read_dates(text, context, _rules(language))


@lru_cache(maxsize=4)
def _rules(language: str) -> DateRules:
    if language == "ru":
        from shiome.reading.coding.dates.atoms.russian import russian_rules

        return russian_rules()
    from shiome.reading.coding.dates.atoms.unit_last import unit_last_rules

    return unit_last_rules(language)
