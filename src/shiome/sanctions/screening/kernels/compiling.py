"""Compiling loops where Numba is installed, and knowing when machine code that was kept is out of date."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """Compile a loop that makes no array, at its first call where Numba is installed.

    Arrays that are only read are not counted: counting them took longer than the comparisons themselves.
    """
    return _compile(function, counted=False)


def entry(function: F) -> F:
    """Compile a function that Python calls, and that makes the arrays which the loops work in."""
    return _compile(function, counted=True)


def _compile(function: F, *, counted: bool) -> F:
    """Compile and keep the machine code for the next process.

    Numba knows kept code by the file and the name of the function alone, and would run old code after a change in another file that
    the function calls into. So the name carries a digest of all files that the loops are made of.
    """
    if find_spec("numba") is None:
        return function
    function.__qualname__ = f"{function.__qualname__}_{_digest()}"
    numba = import_module("numba")
    return cast(F, numba.njit(cache=True, nogil=True, error_model="numpy", _nrt=counted)(function))


@cache
def _digest() -> str:
    folder = Path(__file__).parent
    files = [*sorted(folder.glob("*.py")), folder.with_name("scripts") / "classes.py"]
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:12]
