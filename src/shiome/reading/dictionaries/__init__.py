"""Readers of the PETRARCH family's dictionaries, and the way from CAMEO codes to PLOVER.

The family (TABARI, PETRARCH, PETRARCH2, UniversalPetrarch) shares a set of text formats that users have built on for decades:
verb patterns of two generations, actors whose codes are valid between dates, agents, discards and issues. They are read here
as they are; what cannot be read is listed as a problem with its line, never silently dropped.
"""

from __future__ import annotations

from shiome.reading.dictionaries.actors import ActorDictionary, DatedCode, read_actors
from shiome.reading.dictionaries.agents import AgentDictionary, read_agents
from shiome.reading.dictionaries.discards import DiscardDictionary, read_discards
from shiome.reading.dictionaries.issues import IssueDictionary, read_issues
from shiome.reading.dictionaries.library import CoderDictionaries, load_dictionaries
from shiome.reading.dictionaries.plover import Plover, cameo_to_plover
from shiome.reading.dictionaries.source import Problem
from shiome.reading.dictionaries.verbs import VerbDictionary, read_verbs

__all__ = [
    "ActorDictionary",
    "AgentDictionary",
    "CoderDictionaries",
    "DatedCode",
    "DiscardDictionary",
    "IssueDictionary",
    "Plover",
    "Problem",
    "VerbDictionary",
    "cameo_to_plover",
    "load_dictionaries",
    "read_actors",
    "read_agents",
    "read_discards",
    "read_issues",
    "read_verbs",
]
