"""Synonym sets: ``&NAME`` with its members on the plus lines right below it."""

from __future__ import annotations

from shiome.reading.dictionaries.patterns import Alternatives, with_plural
from shiome.reading.dictionaries.source import Line


def split_synsets(lines: list[Line]) -> tuple[list[Line], dict[str, Alternatives]]:
    r"""Lines that belong to no set, and the sets by name (without ampersand, in capitals).

    A set may hold other sets, also ones that come later in the file; a name ending in ``_`` has no plurals.

    >>> from shiome.reading.dictionaries.source import content_lines
    >>> _, sets = split_synsets(list(content_lines("&A\n+&B\n+CALM_\n&B_\n+FIGHT")))
    >>> sorted(sets["A"])
    [('CALM',), ('FIGHT',)]
    """
    members: dict[str, list[str]] = {}
    exact: set[str] = set()
    others: list[Line] = []
    name = ""
    for line in lines:
        if line.text.startswith("&"):
            written = line.text[1:].split()[0].upper() if line.text[1:].split() else ""
            name = written.rstrip("_")
            members.setdefault(name, [])
            if written.endswith("_"):
                exact.add(name)
        elif name and line.text.startswith("+"):
            members[name].append(line.text[1:].strip(" ()").upper())
        else:
            name = ""
            others.append(line)
    sets = {name: _expanded(name, members, exact, frozenset()) for name in members if name}
    return others, sets


def _expanded(name: str, members: dict[str, list[str]], exact: set[str], within: frozenset[str]) -> Alternatives:
    found: set[tuple[str, ...]] = set()
    for member in members[name]:
        inner = member.strip("_")[1:] if member.startswith("&") else ""
        if inner in members and inner not in within:
            found |= _expanded(inner, members, exact, within | {name})
        elif not inner:
            found |= with_plural(member.rstrip("_"), exact=name in exact or member.endswith("_"))
    return frozenset(found)
