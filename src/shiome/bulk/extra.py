"""The libraries of the extra ``bulk``, loaded at the first use of one of their names.

Every module of this room takes them from here, so that nothing heavy is loaded by an import and their absence is one line.
"""

from __future__ import annotations

import importlib
from typing import Any

from shiome.errors import MissingExtra


class _Library:
    """Stands for a module that is imported when the first name is asked of it."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what inspectors ask of every object is no use of the library
            raise AttributeError(name)
        return getattr(_load(self._module), name)


def _load(module: str) -> Any:
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as missing:
        library = module.partition(".")[0]
        raise MissingExtra(
            "extra.bulk",
            f"event feeds need the library {library}",
            ja=f"イベントデータの読み込みにはライブラリ {library} が要る",
            hint="install shiome[bulk]",
            hint_ja="shiome[bulk] を入れる",
            failed=library,
        ) from missing


Array = Any
"""An Arrow array or chunk of one; the library is loaded late and its types with it."""
Schema = Any
Table = Any

np: Any = _Library("numpy")
pa: Any = _Library("pyarrow")
pc: Any = _Library("pyarrow.compute")
arrow_csv: Any = _Library("pyarrow.csv")
pq: Any = _Library("pyarrow.parquet")
ibis: Any = _Library("ibis")
