"""Actor codes: three-letter chunks, the agent's behind (or before) the actor's, none of them twice."""

from __future__ import annotations

from collections.abc import Iterable

from shiome.reading.dictionaries.agents import Agent

NOBODY = "---"
"""The code of a party that the dictionaries do not name."""
_GENERAL = "PPL"


def join_codes(actor: str, agents: Iterable[Agent]) -> str:
    """The actor's code with the agents', without repeating chunks; people in general only where nothing better is said.

    >>> join_codes("USAGOV", [Agent("GOV")]), join_codes("ARN", [Agent("GOV"), Agent("NGO", leads=True)])
    ('USAGOV', 'NGOARNGOV')
    >>> join_codes("GMWGOV", [Agent("WGO")])
    'GMWGOVWGO'
    """
    kinds = list(dict.fromkeys(agents))
    if len(kinds) > 1:
        kinds = [agent for agent in kinds if agent.code != _GENERAL]
    joined = actor
    for agent in kinds:
        if holds(joined, agent.code):
            continue
        joined = agent.code + joined if agent.leads else joined + agent.code
    return joined


def holds(code: str, part: str) -> bool:
    """Whether a code has ``part`` at a boundary of its three-letter chunks.

    >>> holds("HGWGOVMED", "GOVMED"), holds("GMWGOV", "WGO")
    (True, False)
    """
    at = code.find(part)
    while at >= 0:
        if at % 3 == 0:
            return True
        at = code.find(part, at + 1)
    return False


def expand(code: str) -> tuple[str, ...]:
    """The parties of a code that stands for several.

    >>> expand("FRO/BIL/SAM")
    ('FRO', 'BIL', 'SAM')
    """
    return tuple(part for part in code.split("/") if part) or (code,)
