"""Writing an outlook to files: all of them whole, or none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from shiome.errors import StoreUnavailable, why
from shiome.outlook.model import Outlook

FORMATS = ("html", "pdf", "docx", "json")


def as_json(outlook: Outlook) -> bytes:
    """The outlook as JSON; beside the numbers of its ``evidence``, each sentence and cell has its ``sources``."""
    tree = _sourced(msgspec.to_builtins(outlook), outlook)
    return msgspec.json.format(msgspec.json.encode(tree), indent=1)


def _sourced(value: Any, outlook: Outlook) -> Any:
    if isinstance(value, list | tuple):
        return [_sourced(item, outlook) for item in value]
    if not isinstance(value, dict):
        return value
    made = {name: _sourced(item, outlook) for name, item in value.items()}
    if "text" in made and "evidence" in made:
        made["sources"] = outlook.places(tuple(made["evidence"]))
    return made


def render(outlook: Outlook, form: str, *, fonts: Sequence[Path | str] = ()) -> bytes:
    """The outlook in one of :data:`FORMATS`; errors as :func:`write`."""
    makers: dict[str, Callable[[], bytes]] = {
        "html": lambda: _html(outlook),
        "pdf": lambda: _pdf(outlook, fonts),
        "docx": lambda: _docx(outlook),
        "json": lambda: as_json(outlook),
    }
    return makers[form]()


def write(
    outlook: Outlook,
    folder: Path | str,
    name: str = "outlook",
    *,
    formats: Sequence[str] = FORMATS,
    fonts: Sequence[Path | str] = (),
) -> Mapping[str, Path]:
    """Write the outlook as ``name.html``, ``name.pdf``, ``name.docx`` and ``name.json`` into ``folder``, which is made if need be.

    Everything is made before anything is written, and each file takes its name only when it is whole.

    Parameters
    ----------
    fonts:
        Folders of fonts for the PDF besides the ones that come with Shiome.

    Raises
    ------
    InputRefused
        No font of the PDF has some character of the outlook.
    StoreUnavailable
        The folder cannot be written.
    """
    return write_files({kind: render(outlook, kind, fonts=fonts) for kind in formats}, Path(folder), name)


def write_files(made: Mapping[str, bytes], target: Path, name: str) -> dict[str, Path]:
    """Write contents by their ending, all of them or none.

    Raises
    ------
    StoreUnavailable
        The folder cannot be written.
    """
    try:
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".outlook-", dir=target) as scratch:
            for kind, content in made.items():
                (Path(scratch) / kind).write_bytes(content)
            for kind in made:
                os.replace(Path(scratch) / kind, target / f"{name}.{kind}")  # noqa: PTH105 - said as it is done
    except OSError as error:
        raise StoreUnavailable(
            "outlook.folder",
            f"the outlook cannot be written to {target}: {why(error).en}",
            ja=f"{target} に見通しを書き出せない（{why(error).ja}）",
            hint="give a folder that can be written and has room",
            hint_ja="書き込める空きのあるフォルダーを指定する",
            failed=target,
        ) from error
    return {kind: target / f"{name}.{kind}" for kind in made}


def _html(outlook: Outlook) -> bytes:
    from shiome.outlook.html import render_html

    return render_html(outlook).encode()


def _pdf(outlook: Outlook, fonts: Sequence[Path | str]) -> bytes:
    from shiome.outlook.pdf import render_pdf

    return render_pdf(outlook, fonts=fonts)


def _docx(outlook: Outlook) -> bytes:
    from shiome.outlook.docx import render_docx

    return render_docx(outlook)
