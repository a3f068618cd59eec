"""The dictionaries a coder works with, read once and kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from shiome.reading.dictionaries.actors import ActorDictionary, parse_actors, read_actors
from shiome.reading.dictionaries.agents import AgentDictionary, parse_agents, read_agents
from shiome.reading.dictionaries.discards import DiscardDictionary, parse_discards, read_discards
from shiome.reading.dictionaries.source import Problem
from shiome.reading.dictionaries.verbs import VerbDictionary, read_verbs


class CoderDictionaries(NamedTuple):
    """Verbs, actors, agents and discards of one coder."""

    verbs: VerbDictionary
    actors: ActorDictionary
    agents: AgentDictionary
    discards: DiscardDictionary

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Lines of the dictionaries that could not be read."""
        return (*self.verbs.problems, *self.actors.problems, *self.agents.problems)


def load_dictionaries(
    verbs: Path, *, actors: Sequence[Path] = (), agents: Sequence[Path] = (), discards: Sequence[Path] = ()
) -> CoderDictionaries:
    """Read the dictionaries, or give those already read while no file has changed.

    The first of several files has precedence.

    Raises
    ------
    InputRefused
        ``dictionary.unreadable`` where one of the files cannot be read.
    """
    paths = (Path(verbs), tuple(map(Path, actors)), tuple(map(Path, agents)), tuple(map(Path, discards)))
    return _load(*paths, _stamp((paths[0], *paths[1], *paths[2], *paths[3])))


def _stamp(paths: tuple[Path, ...]) -> tuple[tuple[int, int], ...]:
    """Size and time of change of each file: another stamp, another reading."""
    found = []
    for path in paths:
        try:
            state = path.stat()
            found.append((state.st_size, state.st_mtime_ns))
        except OSError:
            found.append((-1, -1))
    return tuple(found)


@lru_cache(maxsize=8)
def _load(
    verbs: Path,
    actors: tuple[Path, ...],
    agents: tuple[Path, ...],
    discards: tuple[Path, ...],
    stamp: tuple[tuple[int, int], ...],  # noqa: ARG001 - part of the key: a changed file is read again
) -> CoderDictionaries:
    return CoderDictionaries(
        read_verbs(verbs),
        read_actors(*actors) if actors else parse_actors(""),
        read_agents(*agents) if agents else parse_agents(""),
        read_discards(*discards) if discards else parse_discards(""),
    )
