"""Scripts, styles and other files that pages load; all of them come from this machine."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from pathlib import Path

from shiome.errors import NotKnown

STATIC = Path(str(resources.files("shiome.web").joinpath("static")))
VENDOR = "vendor"
"""Folder below the static files with the libraries of others, which are copied there when the package is built."""


@cache
def _digest(path: str, _changed: float) -> str:
    return hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:12]


def versioned(path: str) -> str:
    """The address of a file below ``static/``, which changes when its content does, so that it may be stored for good.

    Raises
    ------
    NotKnown
        ``web.asset``: the file is missing: the libraries were not copied when the package was built.
    """
    file = STATIC / path
    try:
        changed = file.stat().st_mtime
    except OSError as error:
        raise NotKnown(
            "web.asset",
            f"{path} is missing from the installed package",
            ja=f"導入されたパッケージに {path} がない",
            hint="install the wheel, or run 'make assets' in a checkout",
            hint_ja="wheel を導入するか、チェックアウトで「make assets」を実行する",
            failed=path,
        ) from error
    return f"/static/{path}?v={_digest(path, changed)}"
