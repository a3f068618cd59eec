"""Which engine computes: compiled loops where Numba is installed, NumPy otherwise. Whoever asks for one by name gets it or is refused."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Literal

from shiome.errors import MissingExtra

Engine = Literal["auto", "numba", "numpy"]


def engine_name(engine: Engine, *, work: str, work_ja: str) -> Literal["numba", "numpy"]:
    """The engine that will be used.

    Parameters
    ----------
    work, work_ja:
        What it does, for the message: *search*, *sampler*.

    Raises
    ------
    MissingExtra
        ``extra.engines``: Numba is asked for by name and is not installed.

    >>> engine_name("numpy", work="search", work_ja="探索")
    'numpy'
    """
    if engine == "numpy":
        return "numpy"
    if find_spec("numba") is not None:
        return "numba"
    if engine == "auto":
        return "numpy"
    raise MissingExtra(
        "extra.engines",
        f"the fast {work} needs the library numba",
        ja=f"速い{work_ja}にはライブラリ numba が要る",
        hint="install shiome[engines], or let NumPy do it more slowly",
        hint_ja="shiome[engines] を入れるか、NumPy に任せる（遅い）",
        failed="numba",
    )
