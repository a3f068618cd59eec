"""The structures that a server reads data into, made ready before threads share them.

msgspec (0.22) works out how a structure is read when the first value is read into it. A second thread that reads into the same
structure meanwhile finds it half made, and the process ends with a fault of memory. So all are made ready while there is one thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module

import msgspec


def make_ready(later: Iterable[str] = ()) -> None:
    """Make every structure of Shiome ready that is loaded.

    Parameters
    ----------
    later:
        Modules with structures that would be loaded only when somebody asks for what they do; they are loaded now.
    """
    for name in later:
        import_module(name)
    for structure in _below(msgspec.Struct):
        if structure.__module__.startswith("shiome."):
            msgspec.json.Decoder(structure)


def _below(kind: type) -> Iterator[type]:
    below: list[type] = kind.__subclasses__()
    for each in below:
        yield each
        yield from _below(each)
