"""Writing a notice to files: each takes its name only when it is whole."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from shiome.errors import StoreUnavailable, why
from shiome.sanctions.notices.html import render_html
from shiome.sanctions.notices.markdown import render_markdown
from shiome.sanctions.notices.model import Notice
from shiome.sanctions.notices.pdf import render_pdf

FORMATS = ("html", "pdf")
"""In which notices are published."""
_RENDERED: dict[str, Callable[[Notice], bytes]] = {
    "html": lambda notice: render_html(notice).encode(),
    "pdf": render_pdf,
    "md": lambda notice: render_markdown(notice).encode(),
}


def write_notice(notice: Notice, folder: Path, name: str, *, formats: Sequence[str] = FORMATS) -> list[Path]:
    """Write ``name.html``, ``name.pdf`` or ``name.md`` into a folder, which is made if need be.

    Raises
    ------
    InputRefused, MissingExtra
        As :func:`shiome.sanctions.notices.pdf.render_pdf`; nothing is written then.
    StoreUnavailable
        The folder cannot be written.
    """
    made = {each: _RENDERED[each](notice) for each in formats}
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for each, content in made.items():
            handle, new = tempfile.mkstemp(dir=folder, prefix=f".{name}.")
            with os.fdopen(handle, "wb") as opened:
                opened.write(content)
            place = folder / f"{name}.{each}"
            Path(new).replace(place)
            place.chmod(0o644)
            written.append(place)
    except OSError as error:
        raise StoreUnavailable(
            "notice.folder",
            f"{folder} cannot be written: {why(error).en}",
            ja=f"{folder} に書き込めない（{why(error).ja}）",
            hint="name another folder with --output",
            hint_ja="--output で別の場所を指定する",
            failed=folder,
        ) from error
    return written
