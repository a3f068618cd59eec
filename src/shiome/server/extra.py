"""The libraries of the extra ``server``, loaded where they are used; their absence is one line."""

from __future__ import annotations

import importlib
from typing import Any

from shiome.errors import MissingExtra


def library(module: str) -> Any:
    """The module of an optional library.

    Raises
    ------
    MissingExtra
        ``extra.server``: it is not installed.
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as missing:
        name = (missing.name or module).partition(".")[0]
        raise MissingExtra(
            "extra.server",
            f"servers and signatures need the library {name}",
            ja=f"サーバーと署名にはライブラリ {name} が要る",
            hint="install shiome[server]",
            hint_ja="shiome[server] を入れる",
            failed=name,
        ) from missing
