"""Recommendations, by whoever is to act."""

from __future__ import annotations

from collections import defaultdict

from shiome.outlook.build.context import Context, known_by
from shiome.outlook.build.parts import listed, section
from shiome.outlook.model import Section, Statement
from shiome.records.model import Recommendation

EACH = 6


def recommendations(context: Context) -> Section:
    """The section on recommendations: one part for each set of addressees, those most often addressed first."""
    words = context.words
    groups: dict[frozenset[str], list[Recommendation]] = defaultdict(list)
    for record in context.records(Recommendation):
        groups[frozenset(record.addressee)].append(record)
    principals = context.pack.region.principals
    order = sorted(groups, key=lambda g: (not g <= set(principals), -len(groups[g]), sorted(g)))
    return section(
        "recommendations",
        words("recommendations.title"),
        sections=[_group(context, addressees, groups[addressees]) for addressees in order],
        empty=words("recommendations.none"),
    )


def _group(context: Context, addressees: frozenset[str], found: list[Recommendation]) -> Section | None:
    words = context.words
    found = sorted(found, key=lambda r: _order(context, r))
    statements = [statement for r in found if (statement := _advised(context, r)) is not None]
    if not statements:
        return None
    principals = [p for p in context.pack.region.principals if p in addressees]
    others = sorted(addressees - set(principals), key=context.actor)
    return section(
        f"recommendations.{'-'.join([*principals, *others])}",
        context.names([*principals, *others]),
        blocks=listed(statements, most=EACH, words=words),
    )


def _order(context: Context, record: Recommendation) -> tuple[int, int, int, str]:
    """Newest first; what several documents ask for, and ask for outright, before the rest."""
    manner = ("explicit", "implied", "reported").index(record.manner)
    return -known_by(record, context.as_of).toordinal(), -_repeats(context, record), manner, record.id


def _repeats(context: Context, record: Recommendation) -> int:
    return len({s.document for s in record.sources if s.known_from <= context.as_of})


def _advised(context: Context, record: Recommendation) -> Statement | None:
    words = context.words
    evidence = context.book.sources(record.sources)
    if not evidence:
        return None
    tool = f"recommendations.tools.{record.tool}"
    details = [
        context.words(tool) if record.tool and words.has(tool) else record.tool,
        words("recommendations.precondition", text=words.title(record.precondition)) if record.precondition else "",
        words("recommendations.timing", text=words.title(record.timing)) if record.timing else "",
        words(f"recommendations.{record.manner}") if record.manner != "explicit" else "",
        words("recommendations.repeated") if _repeats(context, record) > 1 else "",
    ]
    return Statement(text=words.sentence(record.action), detail=words.listed(details), evidence=evidence)
