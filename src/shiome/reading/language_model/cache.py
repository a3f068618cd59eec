"""Answers kept on disk, so that nothing is asked or paid for twice."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

import msgspec

from shiome.errors import StoreUnavailable, why


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """One answer as the file holds it."""

    model: str
    prompt: str
    """Version of the prompt."""
    passage: str
    """The question, as it was put."""
    answer: str


class AnswerCache:
    """Answers by hash of model, prompt version and passage.

    Parameters
    ----------
    folder:
        Made where it is missing, at the first answer.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, *, model: str, prompt: str, passage: str) -> str | None:
        """The answer kept for the question; ``None`` where there is none, or one that cannot be read."""
        try:
            kept = msgspec.json.decode(self._path(model, prompt, passage).read_bytes(), type=Kept)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return None
        return kept.answer if (kept.model, kept.prompt, kept.passage) == (model, prompt, passage) else None

    def put(self, *, model: str, prompt: str, passage: str, answer: str) -> None:
        """Keep an answer; a reader sees all of it or nothing.

        Raises
        ------
        StoreUnavailable
            The folder cannot be written to (``model.cache``).
        """
        target = self._path(model, prompt, passage)
        content = msgspec.json.encode(Kept(model=model, prompt=prompt, passage=passage, answer=answer))
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _write_whole(target, content)
        except OSError as fault:
            raise StoreUnavailable(
                "model.cache",
                f"{self._folder} cannot be written to: {why(fault).en}",
                ja=f"{self._folder} に書き込めない: {why(fault).ja}",
                hint="give another folder for answers, or none",
                hint_ja="回答を置く別のフォルダを渡すか、指定を外す",
                failed=self._folder,
            ) from fault

    def _path(self, model: str, prompt: str, passage: str) -> Path:
        digest = hashlib.sha256(f"{model}\x1f{prompt}\x1f{passage}".encode()).hexdigest()
        return self._folder / digest[:2] / f"{digest}.json"


def _write_whole(target: Path, content: bytes) -> None:
    """Write beside the target, then put it in its place; what could not be written whole is taken away."""
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
