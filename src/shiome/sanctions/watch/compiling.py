"""Compiling loops; imported only by modules of kernels, which are imported only where Numba is there and wanted."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """Compile a function at its first call; the machine code is kept beside the source for the next process."""
    return cast(F, import_module("numba").njit(cache=True, nogil=True, error_model="numpy")(function))


def shared(function: F) -> F:
    """A function that runs as it stands, and inside compiled loops too where Numba is installed."""
    if find_spec("numba") is None:
        return function
    return cast(F, import_module("numba.extending").register_jitable(function))
